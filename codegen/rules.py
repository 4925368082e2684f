"""Pass 4: what must hold of a spec beyond its shape. One function for each rule; RULES lists them.

Each rule takes the Spec and yields SpecErrors that say what is wrong and what was expected.
"""

import difflib
import errno
import re

from errors import SpecError
from model import (BITS, COPIED, KINDS, RELEASE, constant, default_spelling, in_range,
                   named_by_table, told_by_headers, version)
from names import KEYWORDS, MACROS, TAKEN, kernel_opcode

# Fields that are the runtime's to write: the operation's identity, links, credentials.
RUNTIME_FIELDS = {"opcode", "flags", "user_data", "personality"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|TBD)\b", re.IGNORECASE)


def check(spec):
    """All errors, each once: what a form inherits from its row is reported for the row only."""
    found = {}
    for rule in RULES:
        for error in rule(spec):
            found.setdefault((error.where, error.what), error)
    return list(found.values())


def opcodes_exist(spec):
    for row in spec.rows:
        if row.op not in spec.uapi.opcodes:
            yield SpecError(row.where, row.op,
                            f"{kernel_opcode(row.op)} is no opcode of the kernel, "
                            f"expected {_one_of(row.op, spec.uapi.opcodes)}")


def codes_are_the_kernels(spec):
    owners = {code: op for op, code in spec.uapi.opcodes.items()}
    for row in spec.rows:
        expected = spec.uapi.opcodes.get(row.op, row.code)
        if row.code != expected:
            owner = owners.get(row.code)
            whose = f"{kernel_opcode(owner)}'s" if owner else "no opcode's"
            yield SpecError(row.forms[0].place("code"), row.op,
                            f"code {row.code} is {whose}, expected {expected}")


def rows_are_unique(spec):
    yield from _twice(((row.op, row.where, row.op) for row in spec.rows), "the opcode")
    different = {row.op: row for row in reversed(spec.rows)}.values()
    yield from _twice(((row.code, row.where, row.op) for row in reversed(different)), "the code")


def form_names_are_unique(spec):
    """Across rows too: a form "fixed" of read would be the row read_fixed."""
    for row in spec.rows:
        others = [(form.name, form.where, form.name) for form in row.forms[1:]]
        rows = [(other.op, other.where, other.op) for other in spec.rows if other.op != row.op]
        yield from _twice(rows + others, "the operation's name")


def names_are_free(spec):
    for form in _forms(spec):
        for name in (form.op, form.name) + ((form.form,) if form.form else ()):
            yield from _not_reserved(form.where, form.name, name)
        used = {spec.types[arg.type].cpp for arg in form.args if arg.type in spec.types}
        for arg in form.args:
            yield from _not_reserved(arg.where, form.name, arg.name)
            if arg.name in used:
                yield SpecError(arg.where, form.name,
                                f'the argument "{arg.name}" is named as a type '
                                "of this operation, expected another noun")
            elif arg.name in TAKEN:
                yield SpecError(arg.where, form.name,
                                f'"{arg.name}" is a name that every operation '
                                "has already, expected another noun")


def argument_names_are_unique(spec):
    for form in _forms(spec):
        yield from _twice(((arg.name, arg.where, form.name) for arg in form.args), "the argument")


def types_exist(spec):
    for form in _forms(spec):
        for arg in form.args:
            if arg.type not in spec.types and spec.whole:
                yield SpecError(arg.where, form.name,
                                f'"{arg.type}" of the argument "{arg.name}" is '
                                f"no type, expected {_one_of(arg.type, spec.types)}")
        if form.result not in spec.results and spec.whole:
            yield SpecError(form.place("result"), form.name, f'"{form.result}" is no result, '
                            f"expected {_one_of(form.result, spec.results)}")


def flag_sets_exist(spec):
    for kind in spec.types.values():
        for name in kind.flag_sets:
            if not (name in spec.types and spec.types[name].is_flag_set) and spec.whole:
                known = [flags.name for flags in spec.flag_sets]
                yield SpecError(kind.where, kind.name, f'"{name}" in "flag_sets" is no flag set, '
                                f"expected {_one_of(name, known)}")


def fields_exist(spec):
    for form in _forms(spec):
        named = [(arg.where, name, spec.types[arg.type].parts if arg.type in spec.types else ())
                 for arg in form.args for name in arg.sqe]
        named += [(item.where, item.field, ()) for item in form.fixed]
        for where, name, parts in named:
            if name in RUNTIME_FIELDS:
                yield SpecError(where, form.name, f"sqe.{name} is written by the runtime, "
                                "expected another field")
            elif name not in spec.uapi.fields:
                yield SpecError(where, form.name, f'"{name}" is no SQE field, '
                                f"expected {_one_of(name, spec.uapi.fields)}")
            elif any(part.type == "bytes80" for part in parts) and form.sqe_size != 128:
                yield SpecError(where, form.name, f"80 bytes go to sqe.{name}, which has 16 in an SQE "
                                'of 64, expected "sqe_size": 128')
            elif spec.uapi.fields[name].size == 0 and not _are_copied(parts):
                yield SpecError(where, form.name, f"sqe.{name} has no fixed size, "
                                "expected a field that has one")


def _are_copied(parts):
    return any(part.type in COPIED for part in parts)


def parts_have_fields(spec):
    for form, arg, kind in _typed_arguments(spec):
        if len(arg.sqe) != len(kind.parts):
            yield SpecError(arg.where, form.name,
                            f'"{arg.name}" goes to {_count(arg.sqe, "field")}, '
                            f"expected {len(kind.parts)}: {kind.name} has "
                            f'{_count(kind.parts, "part")}')


def values_fit_their_fields(spec):
    for form, arg, kind in _typed_arguments(spec):
        for part, name in zip(kind.parts, arg.sqe):
            size = 8 * spec.uapi.fields[name].size if name in spec.uapi.fields else 64
            if BITS[part.type] > size > 0:
                yield SpecError(arg.where, form.name,
                                f'"{arg.name}" gives {part.type} to sqe.{name}, '
                                f"which has {size} bits, expected a field of {BITS[part.type]}")


def fields_are_written_once(spec):
    for form in _forms(spec):
        writes = [_Write(arg.where, f'"{arg.name}"', name, _bytes(part, spec.uapi.fields[name]),
                         part.joins, kind.is_flag_set and not kind.choice)
                  for _, arg, kind in _typed_arguments(spec, form)
                  for part, name in zip(kind.parts, arg.sqe) if name in spec.uapi.fields]
        writes += [_Write(item.where, f'the fixed value of "{item.field}"', item.field,
                          spec.uapi.fields[item.field].bytes, False, False, True)
                   for item in form.fixed if item.field in spec.uapi.fields]
        for index, second in enumerate(writes):
            for first in writes[:index]:
                if first.bytes & second.bytes and not first.may_share(second):
                    yield SpecError(second.where, form.name, f"{second.what} is written to "
                                    f"sqe.{second.field}, where {first.what} is already "
                                    f"(sqe.{first.field}), expected bytes of its own")


def _bytes(part, field):
    """Which bytes of the SQE a part is written to."""
    if part.type not in COPIED:
        return field.bytes
    return frozenset(range(field.offset, field.offset + BITS[part.type] // 8))


class _Write:
    """Something that is written to bytes of the SQE."""

    def __init__(self, where, what, field, bytes, joins, flags, fixed=False):
        self.where, self.what, self.field, self.bytes = where, what, field, bytes
        self.joins, self.flags, self.fixed = joins, flags, fixed

    def may_share(self, other):
        """Parts that say so are ORed in; so is a fixed value into a flag set's field."""
        if self.bytes != other.bytes:
            return False
        if self.joins or other.joins:
            return True
        return self.fixed != other.fixed and (self.flags or other.flags)


def fixed_values_are_known(spec):
    for form in _forms(spec):
        for item in form.fixed:
            number = constant(item.value, spec.uapi)
            field = spec.uapi.fields.get(item.field)
            if number is None:
                unknown = next(word.strip() for word in item.value.split("|")
                               if constant(word, spec.uapi) is None)
                yield SpecError(item.where, form.name, f'"{unknown}" is no kernel constant, '
                                f"expected {_one_of(unknown, spec.uapi.constants)}")
            elif field and field.size and not in_range(number, 8 * field.size,
                                                       field.type.startswith("i")):
                yield SpecError(item.where, form.name, f"{number} does not fit sqe.{item.field}, "
                                f"expected a value of type {field.type}")


def pointers_say_until_when(spec):
    for form, arg, kind in _typed_arguments(spec):
        if kind.pointer and not arg.until:
            yield SpecError(arg.where, form.name, f'"{arg.name}" leads the kernel to memory '
                            f'({kind.name}), expected an "until"')
        if arg.until and not kind.pointer:
            yield SpecError(arg.where, form.name, f'"{arg.name}" is no pointer ({kind.name}), '
                            'expected no "until"')
        if arg.until == "notif" and form.completes != "once_then_notif":
            yield SpecError(arg.where, form.name,
                            f'"{arg.name}" must stay valid until a notification '
                            f'that does not come, expected "submit" or "complete"')


def defaults_are_values_of_their_type(spec):
    for form, arg, kind in _typed_arguments(spec):
        if arg.default is None or default_spelling(arg.default, kind) is not None:
            continue
        words = [flag.name for flag in kind.flags] or list(kind.defaults)
        words += ["none"] if kind.is_flag_set and not kind.choice else []
        words += ["a number that fits"] if kind.number else []
        expected = ", ".join(words) or "no default: this type has none"
        yield SpecError(arg.default_where, form.name,
                        f'"{arg.default}" is no default of "{arg.name}" '
                        f"({kind.name}), expected {expected}")


def briefs_are_sentences(spec):
    for form in _forms(spec):
        texts = [(form.place("brief"), "the brief", form.brief)]
        texts += [(arg.where, f'the doc of "{arg.name}"', arg.doc) for arg in form.args]
        texts += [(form.place("errors", name), f"the cause of {name}", text)
                  for name, text in form.errors.items()]
        texts += [(form.place("notes"), "a note", text) for text in form.notes]
        texts += [(form.place(key), f'what "{key}" says', text) for key, text in (
            ("no_helper", form.no_helper), ("tested_by", form.tested_by)) if text]
        for where, what, text in texts:
            yield from _sentence(where, form.name, what, text)


def types_are_documented(spec):
    for kind in spec.types.values():
        if kind.is_flag_set:
            yield from _sentence(kind.where, kind.name, "the doc", kind.doc)
            for flag in kind.flags:
                yield from _sentence(flag.where, kind.name, f"the doc of {flag.kernel}", flag.doc)
        elif UNFINISHED.search(kind.doc):
            yield SpecError(kind.where, kind.name, "the doc is unfinished, expected a description")
    for result in spec.results.values():
        yield from _sentence(result.where, result.name, "the doc", result.doc)


def detects_are_known(spec):
    for form in _forms(spec):
        word, _, name = form.detect.partition(":")
        if word == "with" and name not in spec.uapi.opcodes:
            yield SpecError(form.place("detect"), form.name, f'"{name}" in "detect" is no opcode, '
                            f"expected {_one_of(name, spec.uapi.opcodes)}")
        elif word == "feature" and f"IORING_FEAT_{name}" not in spec.uapi.constants:
            known = [key.removeprefix("IORING_FEAT_") for key in spec.uapi.constants
                     if key.startswith("IORING_FEAT_")]
            yield SpecError(form.place("detect"), form.name,
                            f'"{name}" in "detect" is no feature bit, '
                            f"expected {_one_of(name, known)}")
        elif form.detect != "opcode" and word not in ("with", "feature"):
            yield SpecError(form.place("detect"), form.name,
                            f'"{form.detect}" is no way to detect a form, '
                            'expected "opcode", "with:OPNAME" or "feature:NAME"')


def forms_are_not_older_than_their_row(spec):
    for row in spec.rows:
        for form in row.forms:
            if version(form.since) < version(row.forms[0].since):
                yield SpecError(form.place("since"), form.name,
                                f"is there since {form.since}, before its row, "
                                f"expected {row.forms[0].since} or later")


def errnos_exist(spec):
    known = {name for name in dir(errno) if name.startswith("E")}
    for form in _forms(spec):
        named = [(form.place("success"), name) for name in form.success]
        named += [(form.place("errors", name), name) for name in form.errors]
        named += [(test.where, test.expected) for test in form.tests if "fails" in test.kinds]
        for where, name in named:
            if name not in known:
                yield SpecError(where, form.name, f'"{name}" is no errno, '
                                f"expected {_one_of(name, known)}")


def stream_words_are_for_streams(spec):
    """What is said of the end of a stream is said of a form that completes many times."""
    for form in _forms(spec):
        said = {"rearms": form.rearms, "ends_at_zero": form.ends_at_zero, "finite": form.finite}
        for word in (word for word, value in said.items() if value):
            if not form.multishot:
                yield SpecError(form.place(word), form.name, f'has "{word}" and completes '
                                f'"{form.completes}", expected that of what completes "many"')
    for form in _forms(spec):
        for errno in form.rearms:
            if errno not in form.errors:
                yield SpecError(form.place("rearms"), form.name, f'rearms after "{errno}", which its '
                                '"errors" do not have, expected it to be documented there')


def results_can_be_decoded(spec):
    for form in _forms(spec):
        result = spec.results.get(form.result)
        if result and form.success and not result.decode_success:
            yield SpecError(form.place("success"), form.name,
                            f'the result "{result.name}" has no decoding with '
                            'success errnos, expected no "success"')
        kinds = [arg.type for arg in form.args]
        if result and result.argument and result.argument not in kinds and not result.otherwise:
            yield SpecError(form.place("result"), form.name,
                            f'the result "{result.name}" is decoded with an '
                            f"argument of type {result.argument}, expected one")


def helpers_are_liburings(spec):
    for form in _forms(spec):
        for index, name in enumerate(form.helpers):
            if name not in spec.helpers:
                yield SpecError(form.place("helpers"), form.name, f'"{name}" is no helper of '
                                f"liburing, expected {_one_of(name, spec.helpers)}")
            elif name in form.helpers[:index]:
                yield SpecError(form.place("helpers"), form.name, f'"{name}" is its helper '
                                "already, expected it once, and not at all where it has the "
                                "operation's name")
        if form.helpers and form.no_helper:
            yield SpecError(form.place("no_helper"), form.name, f"{form.helpers[0]} is its helper, "
                            'expected no "no_helper"')


def tests_fit_their_operation(spec):
    for form in _forms(spec):
        yield from _twice(((test.name, test.where, form.name) for test in form.tests), "the test")
        for test in form.tests:
            for problem in _test_problems(form, test):
                yield SpecError(test.where, form.name, f'the test "{test.name}" {problem}')


def _test_problems(form, test):
    names = [arg.name for arg in form.args]
    for name in test.args:
        if name not in names:
            yield f'has an argument "{name}", expected {_one_of(name, names)}'
    for arg in form.args:
        if arg.default is None and arg.name not in test.args:
            yield f'leaves out "{arg.name}", expected a value: it has no default'
    others = ("gives",) if form.multishot else ("takes", "ends")
    at_end = [kind for kind in test.kinds if kind != "takes"]
    if not test.kinds or len(at_end) > 1 or set(test.kinds) & set(others):
        yield f'says {" and ".join(test.kinds) or "nothing that must come of it"}, ' \
              f'expected {"takes," if form.multishot else "exactly"} one of ' \
              f'{", ".join(kind for kind in KINDS if kind not in others + ("takes",))}' \
              f'{", or both" if form.multishot else ""}'
    elif test.takes and not test.effect:
        yield 'takes items, expected an "effect" that judges them'
    elif test.kinds == ("gives",) and test.expected == "nothing" and not test.effect:
        yield 'gives "nothing", expected an "effect" that judges it'
    elif test.kinds == ("gives",) and test.expected != "nothing" and form.result == "nothing":
        yield f'gives "{test.expected}" where the result is nothing, expected "nothing"'


def flags_are_the_kernels(spec):
    for kind in spec.flag_sets:
        for flag in kind.flags:
            true_value = spec.uapi.constants.get(flag.kernel)
            if true_value is None and flag.kernel.startswith(("IORING_", "IOSQE_")):
                yield SpecError(flag.where, kind.name, f"{flag.kernel} is no kernel constant, "
                                f"expected {_one_of(flag.kernel, spec.uapi.constants)}")
            if true_value not in (None, flag.value):
                yield SpecError(flag.where, kind.name, f"{flag.kernel} is {flag.value:#x}, "
                                f"expected {true_value:#x}")
            part = kind.parts[0].type
            if not in_range(flag.value, BITS[part], part.startswith("i")):
                yield SpecError(flag.where, kind.name, f"{flag.kernel} is {flag.value:#x}, "
                                f"expected a value of type {part}")


def interface_constants_are_the_kernels(spec):
    for entry in spec.interface:
        if entry.name not in spec.uapi.constants:
            yield SpecError(entry.where, entry.name, "is no kernel constant, "
                            f"expected {_one_of(entry.name, spec.uapi.constants)}")


def interface_constants_are_unique(spec):
    yield from _twice(((entry.name, entry.where, entry.name)
                       for entry in spec.interface), "the constant")


def interface_constants_are_not_the_tables(spec):
    named = named_by_table(spec)
    for entry in spec.interface:
        for place, _ in named.get(entry.name, ())[:1]:
            yield SpecError(entry.where, entry.name, "is named by the table already, in "
                            f"{place.file}:{place.line}, expected no entry here")


def interface_constants_say_where_or_why_not(spec):
    for entry in spec.interface:
        if bool(entry.named) == bool(entry.why_not):
            has = 'both "as" and "why_not"' if entry.named else 'neither "as" nor "why_not"'
            yield SpecError(entry.where, entry.name, f"has {has}, expected one of the two")


def interface_reasons_are_sentences(spec):
    for entry in spec.interface:
        if entry.why_not:
            yield from _sentence(entry.where, entry.name, 'what "why_not" says',
                                 entry.why_not)


def releases_are_in_order(spec):
    for before, release in zip(spec.releases, spec.releases[1:]):
        if version(release.number) <= version(before.number):
            yield SpecError(release.where, release.number, f"comes after {before.number}, "
                            "expected the releases from the oldest to the newest")


def releases_name_what_the_header_has(spec):
    known = set(spec.uapi.names)
    for release in spec.releases:
        for where, name in release.new:
            if name not in known:
                yield SpecError(where, release.number, f'"{name}" is nothing that the newest '
                                f"header has, expected {_one_of(name, known)}")
    yield from _twice(((name, where, release.number) for release in spec.releases
                       for where, name in release.new), "what is new,")


def since_is_what_the_headers_tell(spec):
    """The release whose header was the first to have what the form or the constant is made of. Where
    the releases before that one have not been seen, it may be any of these."""
    first = {name: (index, where) for index, release in enumerate(spec.releases)
             for where, name in release.new}
    excepted = {exception.name: exception for exception in spec.exceptions}
    said = [(form.name, form.since, form.place("since"), told_by_headers(form, row))
            for row in spec.rows for form in row.forms]
    said += [(entry.name, entry.since, entry.where, [entry.name]) for entry in spec.interface]
    for name, since, where, told in said:
        if not RELEASE.fullmatch(since) or not first.keys() >= set(told):
            continue  # that is an error of its own, or a gap
        index, place, word = max((*first[word], word) for word in told)
        release = spec.releases[index].number
        before = spec.releases[index - 1].number if index else None
        right = since == release or (before is not None and
                                     version(before) < version(since) < version(release))
        exception = excepted.get(name)
        if exception and exception.since != since:
            yield SpecError(where, name, f"is there since {since}, but came with {exception.since} by "
                            f"{exception.where.file}:{exception.where.line}, expected that")
        elif exception and right:
            yield SpecError(exception.where, name, f"{word} came with {release}, as its "
                            f'"since" says, expected no exception')
        elif not exception and not right:
            yield SpecError(where, name, f"is there since {since}, but {word} came with "
                            f"{release} ({place.file}:{place.line}), expected {release} "
                            "or an exception there")
    if spec.whole:
        names = [name for name, *_ in said]
        for exception in spec.exceptions:
            if exception.name not in names:
                yield SpecError(exception.where, exception.name, "is no form and no constant of "
                                f"interface.json, expected {_one_of(exception.name, names)}")


def exceptions_are_sentences(spec):
    for exception in spec.exceptions:
        yield from _sentence(exception.where, exception.name, 'what "why" says', exception.why)


def enumerators_are_names(spec):
    for kind in spec.flag_sets:
        yield from _twice(((flag.name, flag.where, kind.name) for flag in kind.flags),
                          "the enumerator")
        for flag in kind.flags:
            yield from _not_reserved(flag.where, kind.name, flag.name)
            if not re.fullmatch(r"[a-z][a-z0-9_]*", flag.name):
                yield SpecError(flag.where, kind.name,
                                f'"{flag.name}" of {flag.kernel} is no name, '
                                'expected a "name" of its own')


def expressions_use_their_argument(spec):
    for kind in spec.types.values():
        for what in [part.value for part in kind.parts] + [kind.sqe_flags, kind.fits, kind.valid]:
            if what and "{name}" not in what:
                yield SpecError(kind.where, kind.name, f'"{what}" does not use the argument, '
                                'expected "{name}" in it')


def nothing_is_unused(spec):
    """A name that nothing uses is taken for a misspelt one."""
    if not spec.whole:
        return
    forms = list(_forms(spec))
    if any(types_exist(spec)) or any(flag_sets_exist(spec)):
        return  # the misspelt name is known then
    used = {arg.type for form in forms for arg in form.args}
    used |= {name for kind in used for name in spec.types[kind].flag_sets}
    used |= {spec.results[form.result].cpp for form in forms if form.result in spec.results}
    for kind in spec.types.values():
        if kind.name not in used:
            yield SpecError(kind.where, kind.name, "no argument has this type, expected one "
                            "(or was it misspelt?)")
    results = {form.result for form in forms}
    for result in spec.results.values():
        if result.name not in results:
            yield SpecError(result.where, result.name, "no operation has this result, expected one "
                            "(or was it misspelt?)")


RULES = [
    opcodes_exist,
    codes_are_the_kernels,
    rows_are_unique,
    form_names_are_unique,
    names_are_free,
    argument_names_are_unique,
    types_exist,
    flag_sets_exist,
    fields_exist,
    parts_have_fields,
    values_fit_their_fields,
    fields_are_written_once,
    fixed_values_are_known,
    pointers_say_until_when,
    defaults_are_values_of_their_type,
    briefs_are_sentences,
    types_are_documented,
    detects_are_known,
    forms_are_not_older_than_their_row,
    errnos_exist,
    stream_words_are_for_streams,
    results_can_be_decoded,
    helpers_are_liburings,
    tests_fit_their_operation,
    flags_are_the_kernels,
    interface_constants_are_the_kernels,
    interface_constants_are_unique,
    interface_constants_are_not_the_tables,
    interface_constants_say_where_or_why_not,
    interface_reasons_are_sentences,
    releases_are_in_order,
    releases_name_what_the_header_has,
    since_is_what_the_headers_tell,
    exceptions_are_sentences,
    enumerators_are_names,
    expressions_use_their_argument,
    nothing_is_unused,
]


def _forms(spec):
    for row in spec.rows:
        yield from row.forms


def _typed_arguments(spec, only=None):
    """(form, argument, its type) of every argument whose type is known."""
    for form in [only] if only else _forms(spec):
        for arg in form.args:
            if arg.type in spec.types:
                yield form, arg, spec.types[arg.type]


def _twice(named, what):
    """Errors for names that occur again; `named` gives (name, where, op)."""
    seen = {}
    for name, where, op in named:
        if name in seen:
            yield SpecError(where, op, f'{what} "{name}" is there already in line '
                            f"{seen[name].line}, expected once")
        seen.setdefault(name, where)


def _not_reserved(where, op, name):
    if name in KEYWORDS or name in MACROS:
        what = "C++ keyword" if name in KEYWORDS else "macro of some C++ compilers"
        yield SpecError(where, op, f'"{name}" is a {what}, expected another name')


def _sentence(where, op, what, text):
    if UNFINISHED.search(text):
        yield SpecError(where, op, f"{what} is unfinished, expected a sentence")
    elif not text.endswith((".", ".)")):
        yield SpecError(where, op, f"{what} does not end in a full stop, expected a sentence")


def _count(things, noun):
    return f'{len(things)} {noun}{"" if len(things) == 1 else "s"}'


def _one_of(name, known):
    """What may have been meant: the nearest names, or all where none is near and they are few."""
    near = difflib.get_close_matches(str(name), sorted(set(known)), 3, 0.5)
    if near:
        return "perhaps " + " or ".join(near)
    return "one of " + ", ".join(sorted(known)) if 0 < len(known) <= 12 else "a known one"
