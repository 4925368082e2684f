"""The commands: each strings the passes together and prints what came of them."""

import json

import comparison
import editing
import execution
import gaps
import load
import model
import observations
import outputs
import releases
import render
import rules
import schema
from errors import SpecErrors
from extract import extract as extract_facts, extract_helpers as list_helpers, refuse_older

_FILES = ((model.OPCODES, "opcodes"), (model.TYPES, "types"), (model.UAPI, "uapi"),
          (model.HELPERS, "helpers"), (model.INTERFACE, "interface"), (model.RELEASES, "releases"),
          (model.OBSERVED, "observed"))


def read_spec(root):
    """Passes 1 to 4: the whole Spec. Raises SpecErrors with everything that is wrong with it."""
    shape = load.load(root, "spec/schema.json")
    errors = schema.check_described(shape)
    documents, refused = {}, {}
    for file, part in _FILES:
        try:
            documents[file] = load.load(root, file)
        except SpecErrors as failure:
            errors += failure.errors
            continue
        found, refused[file] = schema.check(documents[file], shape.data, part)
        errors += found
    if len(documents) < len(_FILES) or not _can_be_built(refused):
        raise SpecErrors(errors)
    spec, found = model.build(*(documents[file] for file, _ in _FILES), refused)
    errors += found + rules.check(spec)
    if errors:
        raise SpecErrors(errors)
    return spec


def _can_be_built(refused):
    """Whether what the schema has refused is some rows, types and constants only. Without a whole
    file, or without the extracted facts, what the rules would say were noise."""
    return (() not in refused[model.OPCODES] and not refused[model.UAPI]
            and not refused[model.HELPERS] and not refused[model.OBSERVED]
            and not refused[model.RELEASES]
            and all(len(path) > 1 for file in (model.TYPES, model.INTERFACE)
                    for path in refused[file]))


def generate(arguments):
    spec = read_spec(arguments.root)
    written, deleted = outputs.update(arguments.root, render.render(spec))
    for path in written:
        print(f"wrote {path}")
    for path in deleted:
        print(f"deleted {path}")
    for gap in gaps.of(spec):
        print(gap)
    print(f"{len(spec.rows)} rows, {sum(len(row.forms) for row in spec.rows)} operations: "
          f"{len(written)} files written, {len(deleted)} deleted")
    return 0


def check(arguments):
    spec = read_spec(arguments.root)
    problems = outputs.compare(arguments.root, render.render(spec))
    for path, what in problems:
        print(f"{path}: {what}")
    found = gaps.of(spec)
    for gap in found:
        print(gap)
    if problems:
        print("generated/ is not what spec/ says; run `python3 codegen generate` to mend it")
        return 1
    print("generated/ is up to date")
    if found:
        print("spec/ is not complete")
        return 1
    return 0


def extract(arguments):
    text = extract_facts(arguments.header, arguments.oldest, arguments.source)
    if (arguments.root / model.UAPI).exists():
        refuse_older(arguments.header, json.loads(text), load.load(arguments.root, model.UAPI).data)
    texts = {model.UAPI: text}
    if arguments.release:
        texts[model.RELEASES] = releases.extended(
            arguments.root, arguments.release, arguments.source, json.loads(text))
    for file, text in texts.items():
        changed = outputs.write(arguments.root / file, text)
        print(f"{file} {'written' if changed else 'is up to date'}")
    return 0


def extract_helpers(arguments):
    text = list_helpers(arguments.map, arguments.source)
    changed = outputs.write(arguments.root / model.HELPERS, text)
    print(f"{model.HELPERS} {'written' if changed else 'is up to date'}")
    return 0


def observe(arguments):
    text = observations.merged(read_spec(arguments.root), arguments.reports)
    changed = outputs.write(arguments.root / model.OBSERVED, text)
    print(f"{model.OBSERVED} {'written' if changed else 'is up to date'}")
    return 0


def executed(arguments):
    known = execution.read_known(arguments.unless) if arguments.unless else None
    lines, disagreements = execution.summary(read_spec(arguments.root), arguments.report, known)
    for line in lines + disagreements:
        print(line)
    return 1 if disagreements else 0


def compare_syzkaller(arguments):
    compared, reasons, wrong = comparison.compare(read_spec(arguments.root), arguments.root,
                                                  arguments.description)
    if arguments.known:
        for difference, line in compared.differences.items():
            if difference in reasons:
                print(f"{line}; {reasons[difference]}")
    for line in wrong:
        print(line)
    print(f"{compared.opcodes} opcodes, {compared.fields} fields of them and {compared.constants} "
          f"constants in both: {len(compared.differences)} differences, {len(wrong)} to look into")
    return 1 if wrong else 0


def new(arguments):
    return editing.new(arguments.root, arguments.opcode)


def explain(arguments):
    return editing.explain(read_spec(arguments.root), arguments.op)

