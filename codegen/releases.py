"""spec/releases.json: adds what is new in a header. Everything else about that file is in rules.py."""

import json
import textwrap

import load
import model
from errors import UsageError
from names import kernel_names


def extended(root, release, header, facts):
    """The text of releases.json where what `facts`, those of uapi.json, have and no release yet
    is new in `release`."""
    if not model.RELEASE.fullmatch(release):
        raise UsageError(f"{release} is no kernel release, expected one such as 7.4")
    data = load.load(root, model.RELEASES).data
    known = {name for entry in data["releases"].values() for name in entry["new"]}
    names = kernel_names(facts["opcodes"], facts["constants"], facts["sqe"])
    entry = data["releases"].setdefault(release, {"header": header or "not said", "new": []})
    entry["new"] += sorted(name for name in names if name not in known)
    data["releases"] = dict(sorted(data["releases"].items(),
                                   key=lambda item: model.version(item[0])))
    return formatted(data)


def formatted(data):
    """JSON with a line for each exception and a paragraph for each release."""
    releases = ",\n".join(
        f'    {json.dumps(number)}: {{"header": {json.dumps(entry["header"])}, "new": [\n'
        + _wrapped(entry["new"]) + "]}" for number, entry in data["releases"].items())
    exceptions = ",\n".join(f"    {json.dumps(name)}: {json.dumps(exception)}"
                            for name, exception in data["exceptions"].items())
    return (f'{{\n  "exceptions": {{\n{exceptions}\n  }},\n'
            f'  "releases": {{\n{releases}\n  }}\n}}\n')


def _wrapped(names):
    text = ", ".join(json.dumps(name) for name in names)
    return textwrap.fill(text, 100, initial_indent=" " * 6, subsequent_indent=" " * 6,
                         break_long_words=False, break_on_hyphens=False)
