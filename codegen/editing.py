"""`new` and `explain`: a row to begin with, and a row to read."""

import difflib
import json
import textwrap

import load
import model
import outputs
import schema
import words
from errors import SpecErrors, UsageError
from names import kernel_opcode

# What generate refuses until it is filled in, so that a skeleton cannot be forgotten.
_LEFT = [
    ('since', 'the first kernel release that has it'),
    ('like', 'the system call that does the same, or no such key'),
    ('brief', 'what it does, in one sentence'),
    ('family', 'file, path, socket, poll, time, process, message, buffer, command or control'),
    ('args', 'the arguments, in the order of the manual page; types are in spec/types.json'),
    ('result', 'what success gives: a key of `results` in spec/types.json'),
    ('completes', 'once, last, many or once_then_notif'),
    ('cancel', 'yes, no, worker or driver'),
    ('helpers', "liburing's helpers for it, where they have other names, or no such key"),
    ('no_helper', 'why liburing has none, where it has none'),
    ('errors', 'the errors worth telling apart, each with its cause'),
    ('tests', 'success with its effect seen from outside, failure, cancellation, deadline'),
]


def new(root, opcode):
    """Appends a skeleton row for `opcode` and says what is left to fill in."""
    shape = load.load(root, "spec/schema.json")
    document = load.load(root, model.UAPI)
    errors, _ = schema.check(document, shape.data, "uapi")
    if errors:
        raise SpecErrors(errors)
    uapi = model.build_uapi(document)
    op = opcode.lower().removeprefix("ioring_op_")
    if op not in uapi.opcodes:
        near = difflib.get_close_matches(op, uapi.opcodes, 3, 0.5)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise UsageError(f"{model.UAPI} has no {kernel_opcode(op)}; {hint}A newer kernel's opcodes "
                         "come by `python3 codegen extract HEADER`.")
    table = load.load(root, model.OPCODES)
    rows = table.data
    if not isinstance(rows, list):
        raise UsageError(f"{model.OPCODES} is no list of rows; mend it first")
    if any(isinstance(row, dict) and row.get("op") == op for row in rows):
        raise UsageError(f"{model.OPCODES} has a row for {op} already")
    row = _skeleton(op, uapi.opcodes[op])
    text = (root / model.OPCODES).read_text(encoding="utf-8")
    body = text[:text.rindex("]")].rstrip()
    outputs.write(root / model.OPCODES, f"{body}{',' if rows else ''}\n\n{row}\n]\n")
    line = load.load(root, model.OPCODES).at(len(rows)).line
    print(f"{model.OPCODES}:{line}: {op}: a skeleton row. Fill in:")
    for key, meaning in _LEFT:
        print(f"  {key:10} {meaning}")
    print("spec/schema.json describes every key. Then: python3 codegen generate")
    return 0


def _skeleton(op, code):
    argument = {"name": "file", "type": "file", "sqe": ["fd"], "doc": "TODO"}
    return "\n".join([
        f'{{"op": {json.dumps(op)}, "code": {code}, "since": "TODO", "like": "TODO",'
        ' "family": "TODO",',
        ' "brief": "TODO",',
        ' "args": [',
        f"  {json.dumps(argument)}],",
        ' "result": "TODO", "completes": "TODO", "cancel": "TODO",',
        ' "errors": {"EINVAL": "TODO"},',
        ' "tests": []}'])


def explain(spec, name):
    """Prints a row, or one of its forms, as a person wants to read it."""
    wanted = name.lower().removeprefix("ioring_op_")
    found = [(row, form) for row in spec.rows for form in row.forms
             if wanted in (row.op, form.name)]
    if not found:
        known = [form.name for row in spec.rows for form in row.forms]
        near = difflib.get_close_matches(wanted, known, 3, 0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise UsageError(f"{model.OPCODES} has no operation {wanted}{hint}")
    exact = [pair for pair in found if pair[1].name == wanted]
    for row, form in found if exact and not exact[0][1].form else exact or found:
        print("\n".join(_explained(spec, row, form)))
        print()
    return 0


def _explained(spec, row, form):
    lines = [f"op::{form.name}   ({form.where.file}:{form.where.line})"]
    for text in (words.what(row, form), f"{words.kernel(spec, row, form)} {words.course(form)}"):
        lines += textwrap.wrap(text, 98, initial_indent="  ", subsequent_indent="  ")
    if form.args or form.fixed:
        lines += ["", "  arguments:"]
    for arg in form.args:
        kind = spec.types[arg.type]
        default = words.default(arg, kind)
        lines.append(f"    {arg.name}: {kind.cpp}{f' = {default}' if default else ''}"
                     f"   -> {words.fields(arg)}")
        text = " ".join(filter(None, (arg.doc, words.lifetime(arg, kind))))
        lines += textwrap.wrap(text, 98, initial_indent="      ", subsequent_indent="      ")
    lines += [f"    always: sqe.{item.field} = {item.value}" for item in form.fixed]
    lines += ["", f"  gives: {words.result(spec, form)}"]
    if form.errors:
        lines += ["", "  errors, among others:"]
    for error, cause in form.errors.items():
        lines += textwrap.wrap(f"{error}: {cause}", 98, initial_indent="    ",
                               subsequent_indent="      ")
    for note in form.notes:
        lines += textwrap.wrap(note, 98, initial_indent="\n  note: ", subsequent_indent="    ")
    lines += ["", f"  {len(form.tests)} live tests{':' if form.tests else ''}"]
    lines += [f"    {test.name} ({' and then '.join(test.kinds)})" for test in form.tests]
    return lines
