"""Pass 3: frozen dataclasses. Forms are resolved here: the delta of a form and the facts of its row
become one Form, whole and independent, so that nothing after this pass knows that deltas exist.

A row or a type that the schema has refused is not built; `Spec.whole` says whether all were.
"""

import re
from dataclasses import dataclass, field, replace

from errors import Location, SpecError
from names import enumerator, kernel_field, kernel_names, kernel_opcode

OPCODES = "spec/opcodes.json"
TYPES = "spec/types.json"
UAPI = "spec/uapi.json"
HELPERS = "spec/helpers.json"
INTERFACE = "spec/interface.json"
RELEASES = "spec/releases.json"
OBSERVED = "spec/observed.json"

HELPER = "io_uring_prep_"
RELEASE = re.compile(r"[1-9][0-9]*\.[0-9]+")  # as a row and a header say it
HELPER_OF_HELPERS = "io_uring_prep_rw"  # fills what all have in common: no operation

# What a live test can say that must come of it.
KINDS = ("gives", "takes", "ends", "fails", "cancels", "deadline")

BITS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "i32": 32, "i64": 64,
        "bytes16": 128, "bytes80": 640}
COPIED = {"bytes16", "bytes80"}  # parts that are copied into a field of no fixed size


@dataclass(frozen=True)
class Field:
    """A field of the newest io_uring_sqe. `oldest` is the expression that names its bytes in the
    oldest header that ringlet compiles against, `shift` where in that they are."""

    name: str
    offset: int
    size: int
    type: str
    oldest: str
    shift: int
    differs: bool  # the two headers give it types of different signedness

    @property
    def bytes(self):
        return frozenset(range(self.offset, self.offset + self.size))


@dataclass(frozen=True)
class Uapi:
    """spec/uapi.json: what the newest kernel header says."""

    source: str  # which header it is, where that was said
    opcodes: dict  # lower-case name to number
    last: int
    oldest_last: int  # the same of the oldest header that ringlet compiles against
    fields: dict  # name to Field
    constants: dict  # kernel name to value

    @property
    def names(self):
        return kernel_names(self.opcodes, self.constants, self.fields)


@dataclass(frozen=True)
class Part:
    """One part of an argument type: an expression of C++ type `type`."""

    value: str
    type: str
    joins: bool  # ORed into a field that another argument may write too


@dataclass(frozen=True)
class Flag:
    """An enumerator of a flag set."""

    where: Location
    name: str
    kernel: str
    value: int
    doc: str


@dataclass(frozen=True)
class ArgumentType:
    """How arguments of a type are spelled and wired; a flag set is one too and has `flags`."""

    where: Location
    name: str
    cpp: str
    header: str
    doc: str
    parts: tuple
    sample: str
    sample_given: str = ""
    sample_local: str = ""
    pointer: str = ""
    held: bool = False
    immediate: bool = False
    begins: str = ""
    sqe_flags: str = ""
    fits: str = ""
    live: str = ""
    valid: str = ""
    number: bool = False
    defaults: dict = field(default_factory=dict)
    flags: tuple = ()
    choice: bool = False
    flag_sets: tuple = ()  # what its constructors take
    prefix: str = ""
    kernel_header: str = ""

    @property
    def is_flag_set(self):
        return bool(self.flags)


@dataclass(frozen=True)
class Result:
    """What an operation gives."""

    where: Location
    name: str
    cpp: str
    header: str
    decode: str
    decode_success: str
    argument: str
    otherwise: str
    doc: str


@dataclass(frozen=True)
class Argument:
    """An argument of a form. `default` is None where it is required; a form may have changed it."""

    where: Location
    name: str
    type: str
    sqe: tuple
    until: str
    default: object
    default_where: Location
    doc: str


@dataclass(frozen=True)
class Fixed:
    """A field that always has the same value."""

    where: Location
    field: str
    value: object


@dataclass(frozen=True)
class Test:
    """A live test: `kinds` are those of KINDS that it says, `expected` is what it must give or the
    errno, `takes` how many items of a stream it takes."""

    where: Location
    name: str
    kinds: tuple
    expected: str
    takes: int
    effect: str
    ring: str
    wrap: str
    fixtures: dict
    locals: dict
    before: tuple
    args: dict

    @property
    def kind(self):
        """What it is about: of a stream, what comes after the items that it takes."""
        return self.kinds[-1]


@dataclass(frozen=True)
class Form:
    """One way to use an opcode, whole. The plain form of a row has an empty `form`."""

    where: Location
    op: str
    form: str
    since: str
    detect: str
    older: str
    unknown_as: str
    brief: str
    args: tuple
    fixed: tuple
    result: str
    completes: str
    success: tuple
    cancel: str
    helpers: tuple  # of liburing, which prepare the same
    no_helper: str
    tested_by: str
    errors: dict
    polls_first: bool
    may_skip_success: bool
    shielded: bool
    sqe_size: int
    cqe_size: int
    rearms: dict
    ends_at_zero: bool
    finite: bool
    notes: tuple
    example: tuple
    tests: tuple
    places: dict  # where each key is, the row's own where the form has none

    def place(self, *keys):
        return self.places.get("/".join(keys), self.where)

    @property
    def name(self):
        return f"{self.op}_{self.form}" if self.form else self.op

    @property
    def multishot(self):
        return self.completes == "many"

    @property
    def notified(self):
        return self.completes == "once_then_notif"


@dataclass(frozen=True)
class Row:
    """One opcode: its plain form first, then the others."""

    where: Location
    op: str
    code: int
    like: str
    family: str
    forms: tuple


@dataclass(frozen=True)
class Constant:
    """A constant of the header that no operation is described by: what in ringlet it is reached by
    or used by, or why by nothing."""

    where: Location
    name: str
    family: str
    since: str
    named: tuple  # as C++ spells them inside namespace ringlet
    why_not: str


@dataclass(frozen=True)
class Release:
    """A kernel release, and what its headers have that those of no earlier one had."""

    where: Location
    number: str
    header: str  # which headers these were
    new: tuple  # pairs of a Location and a name


@dataclass(frozen=True)
class Excepted:
    """A form or a constant whose `since` is not what the headers tell, and why."""

    where: Location
    name: str
    since: str
    why: str


@dataclass(frozen=True)
class Spec:
    """Everything that the rules check and the templates render."""

    rows: tuple
    types: dict
    results: dict
    uapi: Uapi
    helpers: tuple  # spec/helpers.json: the names of liburing's prep helpers
    interface: tuple  # spec/interface.json: a Constant each, family by family
    releases: tuple  # spec/releases.json: a Release each
    exceptions: tuple  # spec/releases.json: an Excepted each
    observed: dict  # spec/observed.json: kernel to form to the errnos that its tests saw there
    runtime_headers: tuple
    whole: bool

    @property
    def flag_sets(self):
        return [kind for kind in self.types.values() if kind.is_flag_set]


def build(opcodes, types, uapi, helpers, interface, releases, observed, refused):
    """The Spec of seven documents and the errors found while building it. `refused` holds what the
    schema has refused: a set of paths for each file."""
    errors = []
    helpers = tuple(helpers.data["helpers"])
    builder = _Builder(opcodes, helpers, errors)
    rows = tuple(builder.row(index) for index, _ in enumerate(opcodes.data)
                 if not _touches(opcodes, (index,), refused))
    whole = not any(refused.values())
    spec = Spec(rows=rows, types=_argument_types(types, refused, errors),
                results=_results(types, refused), uapi=build_uapi(uapi),
                helpers=helpers, interface=_constants(interface, refused),
                releases=_releases(releases), exceptions=_exceptions(releases), observed=observed.data,
                runtime_headers=tuple(types.data["runtime_headers"]), whole=whole)
    return spec, errors


def _touches(document, path, refused):
    """Whether the schema has refused something at or below `path`."""
    return any(inner[:len(path)] == path for inner in refused[document.file])


def build_uapi(document):
    data = document.data
    fields = {}
    for name, fact in data["sqe"].items():
        fields[name] = Field(
            name=name, offset=fact["offset"], size=fact["size"], type=fact["type"],
            oldest=fact.get("oldest", name), shift=fact.get("oldest_shift", 0),
            differs="oldest_type" in fact)
    return Uapi(data.get("source", ""), data["opcodes"], data["last"], data["oldest_last"], fields,
                data["constants"])


def _argument_types(document, refused, errors):
    built = {}
    for name, data in document.data["types"].items():
        if _touches(document, ("types", name), refused):
            continue
        parts = tuple(Part(part["value"], part["type"], part.get("or", False))
                      for part in data["parts"])
        built[name] = ArgumentType(
            where=document.at("types", name), name=name, parts=parts,
            **{key: data.get(key, "") for key in (
                "cpp", "header", "doc", "sample", "sample_given", "sample_local", "pointer",
                "begins", "sqe_flags", "fits", "live", "valid")},
            number=data.get("number", False), held=data.get("held", False),
            immediate=data.get("immediate", False),
            defaults=data.get("defaults", {}), flag_sets=tuple(data.get("flag_sets", ())))
    for name, data in document.data["flag_sets"].items():
        if _touches(document, ("flag_sets", name), refused):
            continue
        where = document.at("flag_sets", name)
        if name in built:
            errors.append(SpecError(where, name, "is a type already, expected another name"))
            continue
        flags = tuple(_flag(document, name, index) for index, _ in enumerate(data["values"]))
        built[name] = ArgumentType(
            where=where, name=name, cpp=name, header=f"flags/{name}.hpp", doc=data["doc"],
            parts=(Part("raw({name})", data["type"], False),),
            sample=f"{name}::{flags[0].name}", flags=flags, choice=data.get("choice", False),
            prefix=data["prefix"], kernel_header=data.get("header", ""))
    return built


def _flag(document, name, index):
    path = ("flag_sets", name, "values", index)
    data = document.data["flag_sets"][name]["values"][index]
    value = data["value"]
    prefix = document.data["flag_sets"][name]["prefix"]
    return Flag(where=document.at(*path), kernel=data["kernel"], doc=data["doc"],
                name=data.get("name") or enumerator(data["kernel"], prefix),
                value=int(value, 16) if isinstance(value, str) else value)


def _releases(document):
    return tuple(
        Release(document.at("releases", number), number, data["header"],
                tuple((document.at("releases", number, "new", index), name)
                      for index, name in enumerate(data["new"])))
        for number, data in document.data["releases"].items())


def _exceptions(document):
    return tuple(Excepted(document.at("exceptions", name), name, data["since"], data["why"])
                 for name, data in document.data["exceptions"].items())


def _results(document, refused):
    return {
        name: Result(where=document.at("results", name), name=name, **{
            key: data.get(key, "") for key in (
                "cpp", "header", "decode", "decode_success", "argument", "otherwise", "doc")})
        for name, data in document.data["results"].items()
        if not _touches(document, ("results", name), refused)}


def _constants(document, refused):
    return tuple(_constant(document, family, name)
                 for family, entries in document.data.items() for name in entries
                 if not _touches(document, (family, name), refused))


def _constant(document, family, name):
    data = document.data[family][name]
    named = data.get("as", [])
    return Constant(where=document.at(family, name), name=name, family=family, since=data["since"],
                    named=(named,) if isinstance(named, str) else tuple(named),
                    why_not=data.get("why_not", ""))


def default_spelling(default, kind):
    """The C++ of a default of type `kind`, or None where it cannot be one."""
    if kind.is_flag_set:
        words = [word.strip() for word in str(default).split("|")]
        if words == ["none"] and not kind.choice:
            return "{}"
        if kind.choice and len(words) > 1 or not set(words) <= {flag.name for flag in kind.flags}:
            return None
        return " | ".join(f"{kind.cpp}::{word}" for word in words)
    if default in kind.defaults:
        return kind.defaults[default]
    if not kind.number or not re.fullmatch(r"-?[0-9]{1,20}|0x[0-9a-f]{1,16}", str(default)):
        return None
    bits, signed = BITS[kind.parts[0].type], kind.parts[0].type.startswith("i")
    return str(default) if in_range(whole_number(str(default)), bits, signed) else None


def whole_number(text):
    """The number that a C++ literal (octal and hexadecimal too) is."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    if digits.startswith("0x"):
        return sign * int(digits, 16)
    octal = digits.startswith("0") and not set(digits) & {"8", "9"}
    return sign * int(digits, 8 if octal else 10)


def in_range(number, bits, signed):
    return (-(1 << bits - 1) <= number < 1 << bits - 1) if signed else 0 <= number < 1 << bits


class _Builder:
    """Builds the rows of one document and collects what is wrong with the deltas of forms."""

    def __init__(self, document, helpers, errors):
        self._document = document
        self._helpers = helpers
        self._errors = errors

    def row(self, index):
        data = self._document.data[index]
        path = (index,)
        plain = Form(
            where=self._at(path), op=data["op"], form="", since=data["since"], detect="opcode", older="", unknown_as="",
            brief=data["brief"], args=self._arguments(path + ("args",), data["args"]),
            fixed=self._fixed(path, data), result=data["result"], completes=data["completes"],
            success=tuple(data.get("success", ())), cancel=data["cancel"],
            helpers=self._helpers_of(data["op"], data), no_helper=data.get("no_helper", ""),
            tested_by=data.get("tested_by", ""),
            errors=data.get("errors", {}), rearms=data.get("rearms", {}),
            polls_first=data.get("polls_first", False),
            may_skip_success=data.get("may_skip_success", False), shielded=data.get("shielded", False),
            sqe_size=data.get("sqe_size", 64), cqe_size=data.get("cqe_size", 16),
            ends_at_zero=data.get("ends_at_zero", False), finite=data.get("finite", False),
            notes=tuple(data.get("notes", ())),
            example=tuple(data.get("example", ())), tests=self._tests(path, data),
            places=self._places(path, data))
        forms = [plain]
        for number, delta in enumerate(data.get("forms", ())):
            forms.append(self._form(plain, path + ("forms", number), delta))
        return Row(where=plain.where, op=data["op"], code=data["code"], like=data.get("like", ""),
                   family=data["family"], forms=tuple(forms))

    def _form(self, plain, path, delta):
        # An argument that the form adds takes the place of the row's fixed value.
        added = {name for data in delta.get("add", ()) for name in data["sqe"]}
        fixed = {item.field: item for item in plain.fixed if item.field not in added}
        fixed |= {item.field: item for item in self._fixed(path, delta)}
        return replace(
            plain, where=self._at(path), form=delta["form"], detect=delta.get("detect", "opcode"),
            older=delta.get("older", ""), unknown_as=delta.get("unknown_as", ""),
            since=delta.get("since", plain.since), brief=delta.get("brief", plain.brief),
            args=self._changed_arguments(plain, path, delta), fixed=tuple(fixed.values()),
            result=delta.get("result", plain.result),
            completes=delta.get("completes", plain.completes),
            success=tuple(delta.get("success", plain.success)),
            cancel=delta.get("cancel", plain.cancel),
            helpers=self._helpers_of(f'{plain.op}_{delta["form"]}', delta),
            no_helper=delta.get("no_helper", ""), tested_by=delta.get("tested_by", ""),
            errors=plain.errors | delta.get("errors", {}),
            polls_first=delta.get("polls_first", plain.polls_first),
            may_skip_success=delta.get("may_skip_success", plain.may_skip_success),
            shielded=delta.get("shielded", plain.shielded),
            sqe_size=delta.get("sqe_size", plain.sqe_size),
            cqe_size=delta.get("cqe_size", plain.cqe_size),
            rearms=delta.get("rearms", plain.rearms),
            ends_at_zero=delta.get("ends_at_zero", plain.ends_at_zero),
            finite=delta.get("finite", plain.finite),
            notes=tuple(delta.get("notes", plain.notes)), example=tuple(delta.get("example", ())),
            tests=self._tests(path, delta), places=plain.places | self._places(path, delta))

    def _changed_arguments(self, plain, path, delta):
        """The row's arguments after drop, rename, default and add, in this order."""
        args = {arg.name: arg for arg in plain.args}
        op = f'{plain.op}_{delta["form"]}'

        def missing(where, word, name):
            known = ", ".join(args) or "none"
            what = f'{word} "{name}", which is no argument here, expected one of: {known}'
            self._errors.append(SpecError(self._at(where), op, what))

        for index, name in enumerate(delta.get("drop", ())):
            if args.pop(name, None) is None:
                missing(path + ("drop", index), "drops", name)
        for old, new in delta.get("rename", {}).items():
            if old not in args:
                missing(path + ("rename", old), "renames", old)
            else:
                args = {(new if name == old else name): (replace(arg, name=new) if name == old
                                                         else arg) for name, arg in args.items()}
        for name, default in delta.get("default", {}).items():
            if name not in args:
                missing(path + ("default", name), "gives a default to", name)
            else:
                where = self._at(path + ("default", name))
                args[name] = replace(args[name], default=default, default_where=where)
        listed = list(args.values())
        for index, data in enumerate(delta.get("add", ())):
            inner = path + ("add", index)
            names = [arg.name for arg in listed]
            place = len(listed)
            if "before" in data:
                if data["before"] in names:
                    place = names.index(data["before"])
                else:
                    missing(inner + ("before",), "puts an argument before", data["before"])
            listed.insert(place, self._argument(inner, data))
        return tuple(listed)

    def _arguments(self, path, listed):
        for index, data in enumerate(listed):
            if "before" in data:
                self._errors.append(SpecError(
                    self._at(path + (index, "before")), self._document.data[path[0]]["op"],
                    '"before" is for the arguments that a form adds, expected none here'))
        return tuple(self._argument(path + (index,), data) for index, data in enumerate(listed))

    def _argument(self, path, data):
        return Argument(where=self._at(path), name=data["name"], type=data["type"],
                        sqe=tuple(data["sqe"]), until=data.get("until", ""),
                        default=data.get("default"), doc=data["doc"],
                        default_where=self._at(path + ("default",)))

    def _fixed(self, path, data):
        return tuple(Fixed(self._at(path + ("fixed", name)), name, value)
                     for name, value in data.get("fixed", {}).items())

    def _tests(self, path, data):
        return tuple(self._test(path + ("tests", index), test)
                     for index, test in enumerate(data.get("tests", ())))

    def _test(self, path, data):
        kinds = tuple(kind for kind in KINDS if kind in data)
        return Test(where=self._at(path), name=data["name"], kinds=kinds,
                    expected=data.get("fails") or data.get("gives") or "",
                    takes=data.get("takes", 0),
                    effect=data.get("effect", ""), ring=data.get("ring", ""),
                    wrap=data.get("wrap", ""),
                    fixtures=data.get("with", {}),
                    locals=data.get("locals", {}), before=tuple(data.get("before", ())),
                    args=data.get("args", {}))

    def _helpers_of(self, name, data):
        """The helper that has the operation's name, if there is one, and those that are listed."""
        own = f"{HELPER}{name}"
        return ((own,) if own in self._helpers else ()) + tuple(data.get("helpers", ()))

    def _places(self, path, data):
        places = {key: self._at(path + (key,)) for key in data}
        for name in data.get("errors", ()):
            places[f"errors/{name}"] = self._at(path + ("errors", name))
        return places

    def _at(self, path):
        return self._document.at(*path)


def observed_on(spec, form):
    """The errnos that a test of the form expects, and the kernels on which it has seen each."""
    expected = dict.fromkeys(test.expected for test in form.tests if test.kind == "fails")
    return {name: [kernel for kernel in sorted(spec.observed, key=version)
                   if name in spec.observed[kernel].get(form.name, ())] for name in expected}


def named_by_table(spec):
    """The header's constants that the table describes operations by: each with the places that
    name it, as pairs of a Location and the flag set or the form there."""
    named = {}
    for kind in spec.flag_sets:
        for flag in kind.flags:
            named.setdefault(flag.kernel, []).append((flag.where, kind))
    for row in spec.rows:
        for form in row.forms:
            for where, name in _named_by_form(form):
                named.setdefault(name, []).append((where, form))
    return {name: places for name, places in named.items() if name in spec.uapi.constants}


def _named_by_form(form):
    for item in form.fixed:
        for word in str(item.value).split("|"):
            yield item.where, word.strip()
    word, _, name = form.detect.partition(":")
    if word == "feature":
        yield form.place("detect"), f"IORING_FEAT_{name}"


def told_by_headers(form, row):
    """What the headers have of a form: the opcode, what it always writes, and the fields that it
    has more than its row."""
    names = [kernel_opcode(form.op)]
    names += [name for item in form.fixed for name in re.findall(r"\b[A-Z]\w+", str(item.value))]
    if form is not row.forms[0]:
        names += [kernel_field(field)
                  for field in sorted(_fields_of(form) - _fields_of(row.forms[0]))]
    return names


def _fields_of(form):
    return {field for arg in form.args for field in arg.sqe} | {item.field for item in form.fixed}


def version(text):
    """A release as numbers; one of another shape is none, and the schema says so."""
    return tuple(int(number) for number in re.findall(r"[0-9]{1,9}", text))


def constant(value, uapi):
    """The number that a `fixed` value stands for, or None where it names an unknown constant."""
    if isinstance(value, int):
        return value
    total = 0
    for word in value.split("|"):
        word = word.strip()
        if re.fullmatch(r"0x[0-9a-f]{1,16}|[0-9]{1,20}", word):
            total |= whole_number(word)
        elif word in uapi.constants:
            total |= uapi.constants[word]
        else:
            return None
    return total
