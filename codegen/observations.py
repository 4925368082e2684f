"""`observe`: which of the errors that the table's tests expect a run of them has shown, for
spec/observed.json."""

import errno
import json
import re

from errors import UsageError

_SCHEMA = 2  # the one that tests/support/live_main.cpp writes
_KEYS = ("op", "form", "test", "kind", "outcome", "errno")  # of each test, as far as it matters


def merged(spec, reports):
    """The text of observed.json with what `reports` say of their kernels in place of what was known
    of these."""
    observed = dict(spec.observed)
    for path in reports:
        kernel, seen = _read(spec, path)
        observed[kernel] = seen
    kernels = []
    for kernel, forms in sorted(observed.items()):
        lines = [f"    {json.dumps(name)}: {json.dumps(errors)}" for name, errors in forms.items()]
        kernels.append(f"  {json.dumps(kernel)}: {{\n" + ",\n".join(lines) + "\n  }")
    return "{\n" + ",\n".join(kernels) + "\n}\n"


def whole_run(path):
    """The kernel of a report, and what it says of each test."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        kernel = re.match(r"[0-9]+\.[0-9]+", report["kernel"]["release"])[0]
        tests, emitted = report["tests"], report["summary"]["emitted"]
        version = report["schema"]
        for entry in tests:
            _ = [entry[key] for key in _KEYS]
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{path} is no report of ringlet_live --json")
    if version != _SCHEMA:
        raise UsageError(f"{path} is a report of schema {version}, and {_SCHEMA} is known: "
                         "build and run the live tests again")
    if len(tests) != emitted:
        raise UsageError(f"{path} has {len(tests)} of {emitted} tests: this needs a whole run")
    return kernel, tests


def _read(spec, path):
    """The kernel of a report, and the errnos of each form that it shows."""
    kernel, tests = whole_run(path)
    expected = {(form.op, form.form, test.name): (form.name, test)
                for row in spec.rows for form in row.forms for test in form.tests}
    seen = {}
    for entry in tests:
        key = entry["op"], entry["form"], entry["test"]
        if key not in expected:
            raise UsageError(f"{path} has a test that the table has not, {' '.join(key)}: "
                             "build and run the live tests again")
        name, test = expected[key]
        if entry["outcome"] != "passed" or test.kind != "fails":
            continue
        if entry["errno"] != getattr(errno, test.expected):
            raise UsageError(f"{path}: {name}: {test.name}: it saw error {entry['errno']}, which "
                             f"is not {test.expected}: build and run the live tests again")
        seen.setdefault(name, set()).add(test.expected)
    return kernel, {name: sorted(errors) for name, errors in sorted(seen.items())}
