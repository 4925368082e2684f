"""The sentences that are derived from a row's facts, so that authors write only what facts cannot
say. Headers and pages share them."""

from model import constant, default_spelling
from names import kernel_opcode

_UNTIL = {
    "submit": "the operation is submitted",
    "complete": "the operation completes",
    "notif": "its notification has come",
    "returned": "the buffer has been returned",
}
_COMPLETES = {
    "once": "It completes once.",
    "last": "It completes once; what the driver may post before is not seen.",
    "many": "It completes many times: it is a stream.",
    "once_then_notif": "It completes once; a notification follows.",
}
_SECTIONS = "https://man7.org/linux/man-pages/man"
_CANCEL = {
    "yes": "It can be cancelled while it waits.",
    "no": "It cannot be cancelled: it does not wait.",
    "worker": "It may run in a worker thread, where a cancel interrupts it.",
    "driver": "Whether a cancel reaches it while it waits depends on its driver.",
}


def what(row, form):
    """What it does."""
    if not row.like or form.brief != row.forms[0].brief:
        return form.brief
    return f"{form.brief.rstrip('.')}, like {row.like}."


def kernel(spec, row, form):
    """Which opcode it is and which kernels have it."""
    sentence = f"{kernel_opcode(row.op)} ({row.code}), Linux {form.since} and later."
    word, _, name = form.detect.partition(":")
    if word == "with":
        release = next((other.forms[0].since for other in spec.rows if other.op == name), form.since)
        if release == form.since:
            sentence += f" A kernel has this form if it has {kernel_opcode(name)}."
        else:
            sentence += (f" Ringlet asks the kernel for {kernel_opcode(name)}, which is of Linux "
                         f"{release}: nothing nearer tells.")
    if form.unknown_as:
        sentence += f" One that has that and says {form.unknown_as} lacks this form too."
    if word == "feature":
        sentence += f" A kernel has this form if it says IORING_FEAT_{name}."
    if form.older == "ignores":
        sentence += " Others would do something else: ringlet asks first, and refuses there."
    return sentence


def course(form):
    """How it completes and whether it can be cancelled."""
    shielded = " It is carried out also where its task is to end." if form.shielded else ""
    return f"{_COMPLETES[form.completes]} {_CANCEL[form.cancel]}{shielded}"


_AGAIN = {
    "now": "at once",
    "buffer": "when a buffer has come back",
    "pause": "a little later",
}


def end(form):
    """When a stream of it ends, and after which errors it asks again; empty for what is none."""
    sentences = []
    if form.finite:
        sentences.append("It ends by itself.")
    if form.ends_at_zero:
        sentences.append("Nothing more (0) is its end.")
    again = [f"{error} {_AGAIN[how]}" for error, how in form.rearms.items()]
    if again:
        sentences.append(f"Its stream asks again after {', '.join(again)}.")
    return " ".join(sentences)


def result(spec, form):
    """What success gives."""
    text = spec.results[form.result].doc
    if form.success:
        text = f"{text} {' and '.join(form.success)} is a success here."
    return text


def manual(row, form):
    """Which pages of the manual are about the same: the system call's, and liburing's own."""
    pages = []
    if row.like:
        name, section = row.like.rstrip(")").split("(")
        pages.append(f"[{row.like}]({_SECTIONS}{section}/{name}.{section}.html)")
    pages += [f"{name}(3)" for name in form.helpers]
    return ", ".join(pages)


# The families of spec/interface.json.
FAMILIES = {
    "setup": "Flags of io_uring_setup(2)",
    "features": "Features",
    "registers": "Operations of io_uring_register(2), and their arguments",
    "enter": "Flags of io_uring_enter(2)",
    "sqe": "Flags of every SQE",
    "cqe": "Flags of a CQE",
    "rings": "Flags of the two rings",
    "operations": "Flags of single operations that a type sets",
    "buffer_rings": "Rings of buffers",
    "restrictions": "Restrictions and filters",
    "memory": "Mappings and regions of memory",
    "zcrx": "Zero-copy receiving",
    "encoding": "Numbers of bits, shifts, masks and bounds",
}


def whereabouts(entry):
    """Where in ringlet a constant of the interface is, or why nowhere."""
    return ", ".join(f"`{name}`" for name in entry.named) or entry.why_not


def observed(kernels):
    """Where an error was seen."""
    return f"Linux {' and '.join(kernels)}" if kernels else ""


def fields(arg):
    return ", ".join(f"sqe.{name}" for name in arg.sqe)


def lifetime(arg, kind):
    """How long an argument's memory must stay valid; empty where it has none."""
    if not kind.pointer:
        return ""
    if kind.held:
        return "It lives in the operation."
    return f"It must stay valid until {_UNTIL[arg.until]}."


def default(arg, kind):
    """Its default in C++, empty where it is required."""
    return "" if arg.default is None else default_spelling(arg.default, kind)


def fixed(item, uapi):
    """A fixed value as C++ has it: in hexadecimal where it stands for names."""
    number = constant(item.value, uapi)
    return str(number) if isinstance(item.value, int) else f"{number:#x}"
