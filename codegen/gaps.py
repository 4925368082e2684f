"""What the spec lacks of what the kernel and liburing have: `check` lets none pass."""

import model


def of(spec):
    """One line for each kind of gap that there is."""
    return list(filter(None, (
        _line("opcodes not described yet", _opcodes(spec), len(spec.uapi.opcodes)),
        _line("constants of the header that nothing describes", _constants(spec),
              len(spec.uapi.constants)),
        _line("names of the header that no release is known of", _without_release(spec),
              len(spec.uapi.names)),
        _line("prep helpers of liburing that no form covers", _helpers(spec), len(spec.helpers)),
        _line("forms that name no helper and do not say why", _forms(spec),
              sum(len(row.forms) for row in spec.rows)),
        _line("forms that lack live tests, and of which kind", _untested(spec),
              sum(len(row.forms) for row in spec.rows)),
        _line("errors that a test expects and no run has shown yet", _unseen(spec),
              sum(len(model.observed_on(spec, form)) for row in spec.rows for form in row.forms)),
    )))


def _opcodes(spec):
    described = {row.op for row in spec.rows}
    return [op for op in spec.uapi.opcodes if op not in described]


def _constants(spec):
    described = {constant.name for constant in spec.interface} | set(model.named_by_table(spec))
    return [name for name in spec.uapi.constants if name not in described]


def _without_release(spec):
    known = {name for release in spec.releases for _, name in release.new}
    return [name for name in spec.uapi.names if name not in known]


def _helpers(spec):
    covered = {name for row in spec.rows for form in row.forms for name in form.helpers}
    return [name.removeprefix(model.HELPER) for name in spec.helpers
            if name not in covered and name != model.HELPER_OF_HELPERS]


def _forms(spec):
    return [form.name for row in spec.rows for form in row.forms
            if not form.helpers and not form.no_helper]


def _untested(spec):
    return [f"{form.name}:{','.join(kinds)}" for row in spec.rows for form in row.forms
            if (kinds := _missing_kinds(form)) and not form.tested_by]


def _missing_kinds(form):
    said = {kind for test in form.tests for kind in test.kinds}
    missing = [] if said & {"gives", "takes", "ends"} else ["success"]
    # A stream asks again where its operation has ended: only the number of requests tells.
    if form.multishot and not any(test.takes > 1 and "submissions" in test.fixtures.values()
                                  for test in form.tests):
        missing = ["takes_of_one_request"]
    if form.errors:
        missing += {"fails"} - said
    if form.cancel in ("yes", "driver"):
        missing += sorted({"cancels", "deadline"} - said)
    return missing


def _unseen(spec):
    """Of a form that is newer than all kernels of which there are runs, no run can have shown any."""
    newest = max(map(model.version, spec.observed), default=())
    return [f"{form.name}:{error}" for row in spec.rows for form in row.forms
            if model.version(form.since) <= newest
            for error, kernels in model.observed_on(spec, form).items() if not kernels]


def _line(what, names, count):
    return f"{what} ({len(names)} of {count}): {' '.join(names)}" if names else ""
