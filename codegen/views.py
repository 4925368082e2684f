"""Pass 5: what the templates loop over. Every line of an output that is not the same for all rows
is computed here, in the layout that clang-format would give it."""

import layout
import model
import words
from layout import COLUMNS, aligned, banner, comment, function, includes, wrapped
from model import BITS, COPIED, constant
from names import kernel_opcode, unreserved

# An operation lives in the frame of each coroutine that awaits it, so its size has a bound: that of
# the largest, which holds an address, and some room.
LARGEST_OPERATION = 160

# The field that arguments only add to: the rest of it is the runtime's.
_OF_RUNTIME = "flags"

_INTEGER = {"u8": "std::uint8_t", "u16": "std::uint16_t", "u32": "std::uint32_t",
            "u64": "std::uint64_t", "i32": "std::int32_t", "i64": "std::int64_t"}


# -- operations -----------------------------------------------------------------------------------


def operations(spec, row):
    """The view of one operation header: the row and all its forms."""
    headers = {"opcode.hpp", "result.hpp", "sqe.hpp", "flags.hpp", "<cstddef>", "<string_view>"}
    for form in row.forms:
        headers.add(spec.results[form.result].header)
        headers |= {spec.types[arg.type].header for arg in form.args} - {""}
        headers |= {spec.types[name].header for arg in form.args
                    for name in spec.types[arg.type].flag_sets}
        if spec.results[form.result].cpp in spec.types:
            headers.add(spec.types[spec.results[form.result].cpp].header)
        if any(_bare_but_required(spec.types[arg.type], arg) for arg in form.args):
            headers.add("required.hpp")
        if _check(spec, form):
            headers.add("<system_error>")
        if form.success or form.rearms:
            headers.add("<cerrno>")
        if form.rearms:
            headers.add("<array>")
        if _lending(spec, form):
            headers.add("lending.hpp")
        if any("std::uint" in line for line in _encoding(spec, form)):
            headers.add("<cstdint>")
    return {"banner": _row_banner(row), "includes": includes(headers - {""}),
            "operations": [_operation(spec, row, form) for form in row.forms]}


def _row_banner(row):
    return banner(f'{model.OPCODES}, row "{row.op}"', "change the row")


def _operation(spec, row, form):
    return {
        "name": form.name,
        "doc": comment(words.what(row, form),
                       f"{words.kernel(spec, row, form)} {words.course(form)}",
                       f"Gives: {_small(words.result(spec, form))}",
                       *form.notes,
                       "Errors, among others:" if form.errors else "",
                       [f"{name}: {text}" for name, text in form.errors.items()]),
        "members": [_member(spec.types[arg.type], arg) for arg in form.args],
        "enumerator": unreserved(row.op),
        "sqe_size": form.sqe_size,
        "traits": _traits(spec, form),
        "needs": _needs(spec, row, form),
        "check": _check(spec, form),
        "encode": _encoding(spec, form),
        "decode": _decoding(spec, form),
        "arguments": _arguments(spec, form),
        "lending": _lending(spec, form),
    }


def _small(sentence):
    """A sentence after a colon."""
    return sentence if sentence[1:2].isupper() else sentence[0].lower() + sentence[1:]


def _arguments(spec, form):
    """The function that shows a visitor the arguments."""
    if not form.args:
        return ["  void for_each_argument(Visit) const {}"]
    return ["  void for_each_argument(Visit visit) const {",
            *(f'    visit("{arg.name}", {_value(spec, arg)});' for arg in form.args), "  }"]


def _value(spec, arg):
    return f"{arg.name}.value()" if _bare_but_required(spec.types[arg.type], arg) else arg.name


def _lending(spec, form):
    """The statements that show a visitor the memory which the kernel is led to, in a list of its
    own; an empty list where there is none. What the kernel reads in the operation itself is no
    loan."""
    lent = [f"    {arg.name}.lend(visit, lent_until::{arg.until});"
            for arg in form.args if _lends(spec.types[arg.type])]
    return [lent] if lent else []


def _lends(kind):
    return bool(kind.pointer) and not (kind.held and kind.pointer == "in")


def _bare_but_required(kind, arg):
    """Whether C++ would let the argument be left out although it has no default."""
    return arg.default is None and (kind.number or kind.is_flag_set)


def _member(kind, arg):
    spelling = words.default(arg, kind)
    cpp = f"required<{kind.cpp}>" if _bare_but_required(kind, arg) else kind.cpp
    text = " ".join(filter(None, (arg.doc, words.lifetime(arg, kind))))
    return {"doc": wrapped(f"{text} ({words.fields(arg)})", "  "),
            "declaration": f"{cpp} {arg.name}{f' = {spelling}' if spelling else ''};"}


def _traits(spec, form):
    """What the runtime asks of an operation, as members."""
    true = {"completes_once": form.completes == "once", "multishot": form.multishot, "notified": form.notified,
            "polls_first": form.polls_first, "may_skip_success": form.may_skip_success, "shielded": form.shielded,
            "ends_at_zero": form.ends_at_zero, "finite": form.finite,
            "immediate": any(spec.types[arg.type].immediate for arg in form.args)}
    lines = [f"  static constexpr bool {name} = true;" for name, holds in true.items() if holds]
    if not any(spec.types[arg.type].held for arg in form.args):
        # Inside of it, the name of one with an argument of that name is the argument's.
        hidden = any(arg.name == form.name for arg in form.args)
        lines.append(f"  using relocatable = {'struct ' if hidden else ''}{form.name};")
    if form.cqe_size != 16:
        lines.insert(0, f"  static constexpr std::size_t cqe_size = {form.cqe_size};")
    if form.rearms:
        rules = [f"rearm_rule{{{errno}, rearm::{how}}}" for errno, how in form.rearms.items()]
        line = f"  static constexpr std::array rearms{{{', '.join(rules)}}};"
        if len(line) <= COLUMNS:
            lines.append(line)
        else:
            head = "  static constexpr std::array rearms{"
            lines.append(head + f",\n{' ' * len(head)}".join(rules) + "};")
    return lines


def _needs(spec, row, form):
    word, _, name = form.detect.partition(":")
    other = unreserved(name if word == "with" else row.op)
    feature = spec.uapi.constants[f"IORING_FEAT_{name}"] if word == "feature" else 0
    head = "  static constexpr requirement needs = "
    parts = [f".code = opcode::{unreserved(row.op)}", f".with = opcode::{other}",
             f".feature = {feature:#x}" if feature else ".feature = 0"]
    if form.older == "ignores":
        parts.append(".ignored_without = true")
    if form.unknown_as:
        parts.append(".unknown_says_einval = true")
    remark = f"  // IORING_FEAT_{name}" if feature else ""
    line = f"{head}{{{', '.join(parts)}}};"
    if len(line) + len(remark) <= COLUMNS:
        return [line + remark]
    lines = [f"      {part}," for part in parts]
    lines[2] += remark
    return [f"{head}{{"] + lines + ["  };"]


def _check(spec, form):
    """The statements of check() that refuse, for each error one."""
    refusals = []
    for key, error in (("fits", "value_too_large"), ("live", "no_such_file_or_directory"),
                       ("valid", "invalid_argument")):
        unfit = [f"!{getattr(spec.types[arg.type], key).replace('{name}', arg.name)}"
                 for arg in form.args if getattr(spec.types[arg.type], key)]
        if unfit:
            refusals += layout.statement_if(
                " || ".join(unfit), f"return std::make_error_code(std::errc::{error});", "    ")
    return [refusals] if refusals else []


def _encoding(spec, form):
    """The statements that fill the SQE, one for each field of the oldest struct."""
    fields = {}  # the field as the oldest struct calls it: its expressions and remarks
    copies = []
    beginning = "    sqe.opcode = raw(code);"
    for arg in form.args:
        kind = spec.types[arg.type]
        if kind.begins and arg.sqe == ("fd",) and not _writes(form, "fd"):
            beginning = f"    {kind.begins.replace('{name}', arg.name)}"
            fields.setdefault(_OF_RUNTIME, [])
            continue
        for part, name in zip(kind.parts, arg.sqe):
            field = spec.uapi.fields[name]
            name_of_value = f"{arg.name}.value()" if _bare_but_required(kind, arg) else arg.name
            value = part.value.replace("{name}", name_of_value)
            if part.type in COPIED:
                copies.append(f"    {value}.copy_to(sqe);")
                continue
            fields.setdefault(field.oldest, []).append(
                (_converted(value, part.type, field), field, _renamed(field)))
        if kind.sqe_flags:
            flags = (kind.sqe_flags.replace("{name}", arg.name), None, "")
            fields.setdefault(_OF_RUNTIME, []).append(flags)
    for item in form.fixed:
        field = spec.uapi.fields[item.field]
        if constant(item.value, spec.uapi) == 0:
            continue  # as it is anyway
        value = words.fixed(item, spec.uapi)
        if field.shift:
            value = f"std::uint64_t{{{value}}} << {field.shift}"
        remark = str(item.value).replace(" ", "").replace("|", " | ")
        remark = remark if remark != value and isinstance(item.value, str) else ""
        fields.setdefault(field.oldest, []).append((value, field, remark or _renamed(field)))
    assignments = []
    for oldest, values in fields.items():
        value = " | ".join(expression for expression, _, _ in values)
        if oldest is _OF_RUNTIME:
            # One by one: joined they would be an int. The first need not read what is there.
            begun = not beginning.startswith("    sqe.opcode")
            assignments += [(f"    sqe.{oldest} {'|=' if number or begun else '='} {flags};", "")
                            for number, (flags, _, _) in enumerate(values)]
            continue
        field = values[0][1]
        if len(values) > 1 and BITS[field.type] < 32:
            value = f"static_cast<{_INTEGER[field.type]}>({value})"
        remark = ", ".join(dict.fromkeys(filter(None, (remark for _, _, remark in values))))
        assignments += _broken(f"    sqe.{oldest} = {value};", remark)
    return [beginning] + aligned(assignments) + copies


def _writes(form, field):
    """Whether a form itself writes something into a field, beside its arguments."""
    return any(item.field == field for item in form.fixed)


def _broken(code, remark):
    """An assignment, with its remark above it where the line would be too long."""
    if remark and len(code) + 4 + len(remark) > COLUMNS:
        return [(f"    // {remark}", ""), (code, "")]
    return [(code, remark)]


def _renamed(field):
    return "" if field.oldest == field.name else field.name


def _converted(value, kind, field):
    """An expression of type `kind` as one of the field's type: no compiler may warn."""
    if field.differs:
        # An int in old headers and unsigned in new ones.
        return f"static_cast<decltype(sqe.{field.oldest})>({value})"
    if field.shift:
        return f"static_cast<std::uint64_t>({value}) << {field.shift}"
    signed, wants_signed = kind.startswith("i"), field.type.startswith("i")
    if signed == wants_signed:
        return value
    if wants_signed:
        return f"static_cast<{_INTEGER[field.type]}>({value})"
    # By way of the unsigned type of its own width, or a negative number would fill a wider field.
    return f"static_cast<{_INTEGER['u' + kind[1:]]}>({value})"


def _decoding(spec, form):
    kind = spec.results[form.result]
    template = kind.decode_success if form.success else kind.decode
    holder = next((arg.name for arg in form.args if arg.type == kind.argument), kind.otherwise)
    expression = template.replace("{success}", ", ".join(form.success))
    expression = expression.replace("{argument}", holder)
    value = "" if kind.cpp == "void" else kind.cpp
    # One that needs no argument is static: then nothing of the operation has to be kept.
    head, tail = ("", " const") if "{argument}" in template and holder != kind.otherwise else (
        "static ", "")
    return function(f"[[nodiscard]] {head}result<{value}> decode(cqe_view cqe){tail} noexcept",
                    f"return {expression};")


# -- opcodes, flag sets, umbrella headers ---------------------------------------------------------


def opcodes(spec):
    by_code = sorted((code, op) for op, code in spec.uapi.opcodes.items())
    names = [(unreserved(op), kernel_opcode(op), code) for code, op in by_code]
    return {
        "banner": banner(model.UAPI, "run `python3 codegen extract HEADER` with a newer header"),
        "last": spec.uapi.last,
        "oldest_last": spec.uapi.oldest_last,
        "enumerators": aligned([(f"  {name} = {code},", kernel) for name, kernel, code in names]),
        "names": [op for _, op in by_code],
        "asserts": [f"static_assert(raw(opcode::{name}) == {kernel});"
                    for name, kernel, code in names if code < spec.uapi.oldest_last],
        "layout": [line for field in spec.uapi.fields.values()
                   if field.size and field.oldest == field.name
                   for line in layout.filled(
                       [f"static_assert(offsetof(io_uring_sqe, {field.name}) == {field.offset} &&",
                        f"sizeof(io_uring_sqe::{field.name}) == {field.size});"], "", " " * 14)],
    }


def kernel_names(spec):
    """What the kernel calls things, for who shows SQEs and CQEs."""
    fields = [name for name, field in spec.uapi.fields.items() if field.size]
    return {
        "banner": banner(f"{model.OPCODES} and {model.UAPI}", "change the table, or run "
                         "`python3 codegen extract HEADER` with a newer header"),
        "names": [kernel_opcode(op) for _, op in sorted((code, op) for op, code in spec.uapi.opcodes.items())],
        "fields_of": [line for code in range(spec.uapi.last)
                      for line in layout.literal(" ".join(_fields_of(spec, code)), "      ")],
        "big": [row.code for row in spec.rows if all(form.sqe_size == 128 for form in row.forms)],
        "fields": [f"sqe_field{{{_field_shown(name, spec.uapi.fields[name])}}}," for name in fields],
        "sqe_flags": _kernel_flags(spec, "IOSQE_", lambda name: not name.endswith("_BIT")),
        "cqe_flags": _kernel_flags(spec, "IORING_CQE_F_", lambda name: True),
    }


# What is told also where it is 0 if the plain form writes it, and what any SQE may have.
_ALWAYS_SHOWN = ("fd", "addr", "len", "off")
_SHOWN_LAST = ("ioprio", "buf_index", "personality", "file_index")


def _fields_of(spec, code):
    """The fields that an opcode's forms write, each byte by one name: that of the plainest form. A =
    behind a name says that it is told also where it is 0."""
    forms = [form for row in spec.rows if row.code == code for form in row.forms]
    plain = _written(forms[0]) if forms else _ALWAYS_SHOWN
    always = [name for name in _ALWAYS_SHOWN if name in plain]
    chosen, taken = [], set()
    for name in (*always, *(name for form in forms for name in _written(form)), *_SHOWN_LAST):
        field = spec.uapi.fields[name]
        if field.size and name not in ("opcode", "flags", "user_data") and not field.bytes & taken:
            chosen.append(f"{name}=" if name in always else name)
            taken |= field.bytes
    return chosen


def _written(form):
    return [*(name for arg in form.args for name in arg.sqe), *(item.field for item in form.fixed)]


def _field_shown(name, field):
    if field.type.startswith("i"):
        how = "with_sign"
    elif name.endswith(("flags", "events", "ioprio", "mask")) or (
            field.size == 8 and name not in ("off", "splice_off_in")):
        how = "in_hex"
    else:
        how = "in_decimal"
    return f'"{name}", {field.offset}, {field.size}, written::{how}'


def _kernel_flags(spec, prefix, wanted):
    flags = {name: value for name, value in spec.uapi.constants.items()
             if name.startswith(prefix) and wanted(name)}
    return [f'kernel_flag{{"{name}", {value:#x}}},'
            for name, value in sorted(flags.items(), key=lambda flag: flag[1])]


def opt_in(template):
    """A header of the runtime's together with the kernel's names."""
    return {"banner": banner(f"codegen/templates/{template}", "change the template")}


def flag_set(kind):
    type_ = _INTEGER[kind.parts[0].type]
    return {
        "banner": banner(f'{model.TYPES}, flag set "{kind.name}"', "change the set"),
        "name": kind.name,
        "doc": comment(kind.doc, "The values exclude each other." if kind.choice else ""),
        "combines": [] if kind.choice else [True],
        "type": type_,
        "includes": _flag_includes(kind),
        "flags": [{"doc": wrapped(f"{flag.kernel}: {_small(flag.doc)}", "  "), "name": flag.name,
                   "value": f"{flag.value:#x}" if flag.value > 9 else str(flag.value),
                   "kernel": flag.kernel,
                   "check": _flag_check(kind, flag, type_)} for flag in kind.flags],
    }


def _flag_includes(kind):
    own = kind.kernel_header.startswith("ringlet/")
    there = kind.kernel_header.removeprefix("ringlet/") if own else f"<{kind.kernel_header}>"
    return [[f"{line}  // the kernel's names, to compare with"
             if line == f"#include <{kind.kernel_header}>" else line for line in group]
            for group in includes({"<cstdint>", "flags.hpp"} | ({there} - {"<>"}))]


def _flag_check(kind, flag, type_):
    left = f"static_assert(raw({kind.name}::{flag.name}) =="
    right = f"static_cast<{type_}>({flag.kernel}));"
    line = f"{left} {right}"
    return [line] if len(line) <= COLUMNS else [left, " " * 14 + right]


def umbrella(spec):
    return {"banner": banner(f'{model.TYPES}, key "runtime_headers"', "change the list"),
            "headers": [f"#include <ringlet/{header}>" for header in spec.runtime_headers]}


def all_operations(spec):
    return {"banner": banner(model.OPCODES, "change the table"),
            "headers": sorted(f"#include <ringlet/op/{row.op}.hpp>" for row in spec.rows)}


def families(spec):
    """One view for each family that has rows: its header, and a test of that header."""
    for family in sorted({row.family for row in spec.rows}):
        rows = sorted((row for row in spec.rows if row.family == family), key=lambda row: row.op)
        yield {"banner": banner(model.OPCODES, "change the table"), "family": family,
               "headers": [f"#include <ringlet/op/{row.op}.hpp>" for row in rows],
               "forms": [{"name": form.name, "code": row.code}
                         for row in rows for form in row.forms],
               "largest": LARGEST_OPERATION,
               "lending": [form.name for row in rows for form in row.forms
                           if _lending(spec, form)]}


# -- tests ----------------------------------------------------------------------------------------


def forms(spec):
    rows = sorted(spec.rows, key=lambda row: row.code)
    every = [(row, form) for row in rows for form in row.forms]
    return {
        "banner": banner(model.OPCODES, "change the table"),
        "count": len(every),
        "tests": sum(len(form.tests) for _, form in every),
        "forms": [line for row, form in every for line in layout.filled(
            [f'"{form.name}",', f"opcode::{unreserved(row.op)},", f'"{form.since}",',
             f'{"true" if form.multishot else "false"},', f"{len(form.tests)},",
             f"op::{form.name}::needs}},"], "    {", "     ")],
    }


def live(spec, row):
    """The view of one row's live tests; tests/support/live.hpp shows what becomes of it."""
    tests = [(form, test) for form in row.forms for test in form.tests]
    views = []
    for number, (form, test) in enumerate(tests, 1):
        name = f"{row.op}_{number}"
        entry = [f'"{row.op}",', f'"{form.form}",', f'"{test.name}",', f"kind::{test.kind},",
                 f"&{name},", f"&supports<op::{form.name}>"]
        if test.ring:
            entry[-1] += ","
            entry.append(f"ring_options{{{test.ring}}}")
        entry[-1] += "},"
        views.append({"title": wrapped(f"{form.name} {test.name}.", mark="//"), "function": name,
                      "body": _test_body(spec, form, test),
                      "entry": layout.filled(entry, "    {", "     ")})
    return {"banner": _row_banner(row), "op": row.op, "tests": views}


def _test_body(spec, form, test):
    lines = [f"  {kind} {name}(loop);" for name, kind in test.fixtures.items()]
    for line in (*test.locals.values(), *test.before):
        lines += layout.declaration(f"  {line}")
    given = [f".{arg.name} = {test.args[arg.name]}" for arg in form.args if arg.name in test.args]
    lines += layout.initialised(f"  const op::{form.name} operation", given)
    awaited = f"{test.wrap}(operation)" if test.wrap else "operation"
    if form.multishot:
        lines.append(f"  auto source = stream({awaited});")
        lines += _taken_items(spec, form, test)
        awaited = "source.next()"
    if test.kind != "takes":
        awaited = {"cancels": f"with_id(*id, {awaited})",
                   "deadline": f"within(short_deadline, {awaited})"}.get(test.kind, awaited)
        lines.append(f"  auto result = co_await {awaited};")
    if test.kind == "gives":
        lines += _judged_value(spec, form, test)
    elif test.kind == "ends":
        lines.append("  if (auto wrong = expect_end(result)) co_return *wrong;")
    elif test.kind != "takes":
        expected = {"cancels": "std::errc::operation_canceled", "deadline": "std::errc::timed_out",
                    "fails": f'{test.expected}, "{test.expected}"'}[test.kind]
        lines.append(f"  if (auto wrong = expect_error(result, {expected})) co_return *wrong;")
    if test.effect:
        lines += layout.condition("  const bool effect =", test.effect)
        lines += layout.statement_if(
            "!effect", f"co_return no_effect({layout.quoted(test.effect)});")
    error = "result.error()" if test.kind in ("fails", "cancels", "deadline") else ""
    lines.append(f"  co_return passed({error});")
    return lines


def _taken_items(spec, form, test):
    """Takes items from the stream, and keeps what they were for the effect."""
    if not test.takes:
        return []
    kind = spec.results[form.result].cpp
    keeps = kind != "void"
    return (([f"  std::vector<{kind}> values;"] if keeps else [])
            + [f"  for (int taken = 0; taken < {test.takes}; ++taken) {{",
               "    auto item = co_await source.next();",
               "    if (!item) co_return came_back_with(item.error());"]
            + (["    values.push_back(*std::move(item));"] if keeps else []) + ["  }"])


def _judged_value(spec, form, test):
    lines = ["  if (!result) co_return came_back_with(result.error());"]
    if spec.results[form.result].cpp == "void":
        return lines
    used = test.expected != "nothing" or "value" in test.effect
    lines.append(f"  {'' if used else '[[maybe_unused]] '}auto& value = *result;")
    if test.expected != "nothing":
        wrong = f"co_return wrong_value(value, {layout.quoted(test.expected)});"
        lines += layout.statement_if(f"!same(value, {test.expected})", wrong)
    return lines


def live_index(spec):
    rows = tested_rows(spec)
    counts = [sum(len(form.tests) for form in row.forms) for row in rows]
    return {"banner": banner(model.OPCODES, "change the table"), "ops": [row.op for row in rows],
            "entries": aligned([(f"      &{row.op}_table,", f"{count} tests")
                                for row, count in zip(rows, counts)])}


def tested_rows(spec):
    rows = sorted(spec.rows, key=lambda row: row.code)
    return [row for row in rows if any(form.tests for form in row.forms)]


# -- pages ----------------------------------------------------------------------------------------


def page(spec, row):
    return {
        "op": row.op,
        "family": row.family,
        "contents": [[{"name": form.name, "since": form.since, "brief": form.brief}
                      for form in row.forms]] if len(row.forms) > 1 else [],
        "forms": [_page_of_form(spec, row, form) for form in row.forms],
        "types": [_argument_types(spec, row)] if _argument_types(spec, row) else [],
    }


def _argument_types(spec, row):
    """What may be given for the arguments that are neither numbers nor flags."""
    kinds = [spec.types[arg.type] for form in row.forms for arg in form.args]
    return list(dict.fromkeys(f"`{kind.cpp}`: {kind.doc}." for kind in kinds
                              if not kind.is_flag_set and not kind.number))


def _page_of_form(spec, row, form):
    return {
        "name": form.name,
        "what": words.what(row, form),
        "kernel": words.kernel(spec, row, form),
        "course": " ".join(filter(None, (words.course(form), words.end(form)))),
        "manuals": list(filter(None, [words.manual(row, form)])),
        "no_helpers": list(filter(None, [form.no_helper])),
        "result": words.result(spec, form),
        "result_type": _result_type(spec, form),
        "each": " of each next()" if form.multishot else "",
        "tables": [[_argument_line(spec, arg) for arg in form.args]] if form.args else [],
        "fixed": [f"`sqe.{item.field}` is always `{item.value}`." for item in form.fixed],
        "notes": list(form.notes),
        "error_tables": [_error_lines(spec, form)] if _error_lines(spec, form) else [],
        "example": _example(spec, form),
        "tests": [[f"{form.name} {test.name}." for test in form.tests]] if form.tests else [],
        "tested_by": list(filter(None, [form.tested_by])),
    }


def _argument_line(spec, arg):
    kind = spec.types[arg.type]
    spelling = words.default(arg, kind)
    what = " ".join(filter(None, (arg.doc, words.lifetime(arg, kind))))
    link = f"[`{kind.cpp}`](flags/{kind.name}.md)" if kind.is_flag_set else f"`{kind.cpp}`"
    return {"name": arg.name, "type": link, "default": f"`{spelling}`" if spelling else "required",
            "what": what.replace("|", "\\|"),
            "fields": ", ".join(f"`{name}`" for name in arg.sqe)}


def _result_type(spec, form):
    return f"result<{spec.results[form.result].cpp}>".replace("<void>", "<>")


def _error_lines(spec, form):
    """The errors that the row tells of, then others that its tests have seen."""
    seen = model.observed_on(spec, form)
    lines = [{"name": name, "cause": cause.replace("|", "\\|"),
              "seen": words.observed(seen.get(name, []))} for name, cause in form.errors.items()]
    for test in form.tests:
        if test.kind == "fails" and test.expected not in form.errors and seen[test.expected]:
            lines.append({"name": test.expected, "cause": f'Its test: "{test.name}".',
                          "seen": words.observed(seen[test.expected])})
    return lines


def _example(spec, form):
    if form.example:
        return list(form.example)
    required = [(arg, spec.types[arg.type]) for arg in form.args if arg.default is None]
    lines = [kind.sample_local.replace("{name}", arg.name) for arg, kind in required
             if kind.sample_local]
    given = [f".{arg.name} = {kind.sample.replace('{name}', arg.name)}" for arg, kind in required]
    operation = f"op::{form.name}{{{', '.join(given)}}}"
    if form.multishot:
        return lines + [f"auto source = stream({operation});",
                        f"while ({_result_type(spec, form)} item = co_await source.next()) {{",
                        "  // One more.", "}"]
    name = "done" if spec.results[form.result].cpp == "void" else form.result
    if form.completes == "once_then_notif":
        pointers = " and ".join(arg.name for arg, kind in required if kind.pointer)
        return lines + [f"auto sending = notified({operation});",
                        f"{_result_type(spec, form)} {name} = co_await sending.sent();",
                        "// The next one may start here, from other memory.",
                        f"co_await sending.returned();  // {pointers} may be written to again"]
    return lines + [f"{_result_type(spec, form)} {name} = co_await {operation};"]


def examples(spec):
    """Every example, each as a coroutine that is given what its arguments' samples name."""
    views = []
    for row in sorted(spec.rows, key=lambda row: row.op):
        for form in row.forms:
            given = dict.fromkeys(spec.types[arg.type].sample_given.replace("{name}", arg.name)
                                  for arg in form.args if spec.types[arg.type].sample_given)
            views.append({"name": form.name, "parameters": ", ".join(f"[[maybe_unused]] {one}" for one in given),
                          "body": _example(spec, form)})
    return {"banner": banner(model.OPCODES, "change the table"), "examples": views}


def index(spec):
    described = {row.op for row in spec.rows}
    return {
        "families": [{"name": family, "rows": [
            {"op": row.op, "code": row.code, "since": row.forms[0].since,
             "brief": row.forms[0].brief,
             "forms": ", ".join(f"[{form.name}]({row.op}.md#op{form.name})" for form in row.forms)}
            for row in sorted(spec.rows, key=lambda row: row.op) if row.family == family]}
            for family in sorted({row.family for row in spec.rows})],
        "missing": [[op for op in spec.uapi.opcodes if op not in described]]
        if len(described) < len(spec.uapi.opcodes) else [],
        "last": spec.uapi.last,
        "flag_sets": sorted(kind.name for kind in spec.flag_sets),
    }


def interface(spec):
    families = {}
    for entry in spec.interface:
        families.setdefault(entry.family, []).append({
            "name": entry.name, "since": entry.since,
            "what": words.whereabouts(entry).replace("|", "\\|")})
    return {
        "source": f" ({spec.uapi.source})" if spec.uapi.source else "",
        "families": [{"name": name, "title": words.FAMILIES[name], "constants": constants}
                     for name, constants in families.items()],
        "named": [{"name": name, "where": _places(spec, places)}
                  for name, places in sorted(model.named_by_table(spec).items())],
    }


def _places(spec, places):
    """Links to the flag sets and forms that name a constant."""
    links = [f"[`{what.name}`](flags/{what.name}.md)" if isinstance(what, model.ArgumentType) else
             f"[`op::{what.name}`]({what.op}.md#op{what.name})" for _, what in places]
    return ", ".join(dict.fromkeys(links))


def flag_page(spec, kind):
    users = [form.name for row in spec.rows for form in row.forms
             if any(kind.name in (arg.type, *spec.types[arg.type].flag_sets) for arg in form.args)]
    return {"name": kind.name, "doc": kind.doc, "users": sorted(users),
            "flags": [{"name": flag.name, "kernel": flag.kernel, "value": f"{flag.value:#x}",
                       "doc": flag.doc.replace("|", "\\|")} for flag in kind.flags]}
