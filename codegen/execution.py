"""`executed`: which opcodes and which operations a run of the live tests has executed with success,
and whether these are those that its kernel has by the table."""

import re
from dataclasses import dataclass, field

import observations
from errors import UsageError
from model import version

_SUCCESSES = ("gives", "takes", "ends")
_STANDS_FOR = re.compile(r"([0-9]+\.[0-9]+) as ([0-9]+\.[0-9]+)")
_ON_A_KERNEL = re.compile(r"(\w+) on ([0-9]+\.[0-9]+)")


@dataclass
class Known:
    """What is known not to be executed, and which kernels have what others have."""
    everywhere: dict = field(default_factory=dict)  # name: reason
    somewhere: dict = field(default_factory=dict)  # (name, kernel): reason
    stands_for: dict = field(default_factory=dict)  # kernel: the one whose operations it has

    def reasons_on(self, kernel):
        return self.everywhere | {name: reason for (name, where), reason in self.somewhere.items()
                                  if where == kernel}


def summary(spec, report, known):
    """What there is to say of `report`, line by line; and each disagreement with `known`, which has
    a reason for each name that cannot be executed, or is None where nobody expects all."""
    kernel, tests = observations.whole_run(report)
    succeeded = {(entry["op"], entry["form"]) for entry in tests
                 if entry["outcome"] == "passed" and entry["kind"] in _SUCCESSES}
    forms = {form.name: (form.op, form.form) in succeeded
             for row in spec.rows for form in row.forms}
    opcodes = {op: any(of == op for of, _ in succeeded) for op in spec.uapi.opcodes}
    as_kernel = known.stands_for.get(kernel, kernel) if known is not None else kernel
    younger = _younger_than(spec, as_kernel)
    lines = [_line(what, {name: done for name, done in names.items() if name not in younger})
             for what, names in (("opcodes", opcodes), ("operations", forms))]
    if known is None:
        return lines, []
    both = opcodes | forms
    return lines, _disagreements(both, younger, known.reasons_on(kernel), kernel)


def read_known(path):
    """A file with a line "NAME: REASON" for each name, or "NAME on KERNEL: REASON" where it is so
    on that one; "KERNEL as KERNEL: REASON" for one that has what another one has; # begins a
    comment."""
    known = Known()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no text")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        subject, colon, reason = line.partition(": ")
        if stands := _STANDS_FOR.fullmatch(subject):
            where, key, value = known.stands_for, stands[1], stands[2]
        elif on := _ON_A_KERNEL.fullmatch(subject):
            where, key, value = known.somewhere, (on[1], on[2]), reason
        else:
            where, key, value = known.everywhere, subject, reason
        if not colon or not reason.strip() or " " in subject and key == subject or key in where:
            raise UsageError(f"{path}:{number}: expected NAME: REASON, NAME on KERNEL: REASON or "
                             "KERNEL as KERNEL: REASON, of each one")
        where[key] = value
    return known


def _younger_than(spec, kernel):
    """The names of what came after this kernel. An opcode without a row is none of them."""
    forms = {form.name: version(form.since) for row in spec.rows for form in row.forms}
    opcodes = {row.forms[0].op: version(row.forms[0].since) for row in spec.rows}
    return {name for name, since in (opcodes | forms).items() if since > version(kernel)}


def _line(what, names):
    missing = [name for name, done in names.items() if not done]
    count = f"{what} executed: {len(names) - len(missing)} of {len(names)}"
    return f"{count} (missing: {' '.join(missing)})" if missing else count


def _disagreements(names, younger, reasons, kernel):
    missing = {name for name, done in names.items() if not done}
    return ([f"{name} was not executed with success on {kernel}, and nobody says why not"
             for name in sorted(missing - younger - reasons.keys())]
            + [f"{name} was executed on {kernel}, which the table says is older"
               for name in sorted(younger - missing)]
            + [f"{name} is said not to be executed ({reason}), but it was, or is unknown"
               for name, reason in sorted(reasons.items()) if name not in missing])
