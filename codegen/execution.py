"""`executed`: which opcodes and which operations a run of the live tests has executed with success,
and whether what it has not is known."""

import observations
from errors import UsageError

_SUCCESSES = ("gives", "takes", "ends")


def summary(spec, report, known):
    """What there is to say of `report`, line by line; and each disagreement with `known`, which has
    a reason for each name that cannot be executed, or is None where nobody expects all."""
    succeeded = {(entry["op"], entry["form"]) for entry in observations.whole_run(report)[1]
                 if entry["outcome"] == "passed" and entry["kind"] in _SUCCESSES}
    forms = {form.name: (form.op, form.form) in succeeded
             for row in spec.rows for form in row.forms}
    opcodes = {op: any(of == op for of, _ in succeeded) for op in spec.uapi.opcodes}
    missing = [_missing(names) for names in (opcodes, forms)]
    lines = [_line(what, names, left)
             for what, names, left in zip(("opcodes", "operations"), (opcodes, forms), missing)]
    return lines, _disagreements({*missing[0], *missing[1]}, known) if known is not None else []


def read_known(path):
    """The names and reasons of a file with a line "NAME: REASON" for each; # begins a comment."""
    known = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        name, colon, reason = line.partition(": ")
        if not colon or not reason.strip() or name in known:
            raise UsageError(f"{path}:{number}: expected NAME: REASON, of each name one")
        known[name] = reason
    return known


def _missing(names):
    return [name for name, done in names.items() if not done]


def _line(what, names, missing):
    count = f"{what} executed: {len(names) - len(missing)} of {len(names)}"
    return f"{count} (missing: {' '.join(missing)})" if missing else count


def _disagreements(missing, known):
    return ([f"{name} was not executed with success, and nobody says why not"
             for name in sorted(missing - known.keys())]
            + [f"{name} is said not to be executed ({known[name]}), but it was, or is unknown"
               for name in sorted(known.keys() - missing)])
