"""Reads syzkaller's description of io_uring, sys/linux/io_uring.txt: which bytes of an SQE each
opcode uses, and which constants go there.

It knows as much of syzkaller's language as that file needs: structs and unions, templates, aliases,
resources, lists of flags and the built-in types. A name that the file does not declare is looked up
in the other descriptions of its folder. What a pointer leads to is not looked at.
"""

import re
from dataclasses import dataclass, replace

from errors import UsageError

_SUBMIT = re.compile(r"syz_io_uring_submit\(.*\bsqe ptr\w*\[\w+, ([\w$]+)\]")
_OPCODE = "IORING_OP_"
_TOKEN = re.compile(r'\s*("[^"]*"|[\[\],]|[^\[\],\s"]+)')
_NO_DECLARATION = re.compile(r"#|(include|incdir|define|meta)\b|_ = |[\w$]+\(")
_RESOURCE = re.compile(r"resource (\w+)\[(\w+)\]")
_LIST = re.compile(r"(\w+) = (.+)")
_ALIAS = re.compile(r"type ([\w$]+)(?:\[([\w, ]+)\])? ([^{\[\s].*)")
_BLOCK = re.compile(r"(?:type )?([\w$]+)(?:\[([\w, ]+)\])? ?([{\[])")
_BEGINS = re.compile(r"^(?:type |resource )?([\w$]+)[\[ ]", re.MULTILINE)
_FIELD = re.compile(r"\s+\w+\s+(.*?)(?:\s*\([^()]*(?:\([^()]*\)[^()]*)*\))*$")
_INTEGER = re.compile(r"int(8|16|32|64|ptr)(?:be)?(?::([0-9]+))?")
_NUMBER = re.compile(r"-?(0x[0-9a-fA-F]+|[0-9]+)")
_SIZED = {"const", "flags", "len", "bytesize", "bitsize", "offsetof", "proc"}
_POINTERS = {"ptr", "ptr64", "vma", "vma64", "buffer", "intptr"}


@dataclass(frozen=True)
class Leaf:
    """Bytes of an SQE that hold one value. `constants` are the kernel's names (or numbers) that it
    can be, or None where it is computed or arbitrary; what must be zero has none of them."""

    offset: int
    size: int
    constants: object
    spelling: str


@dataclass(frozen=True)
class _Type:
    """A type as it is written: "ptr[in, array[fd]]"."""

    name: str
    options: tuple = ()

    def __str__(self):
        return f"{self.name}[{', '.join(map(str, self.options))}]" if self.options else self.name


@dataclass(frozen=True)
class _Declaration:
    """A named thing of one `kind`: resource, list, alias, struct or union. `content` is its base,
    its values, its target or the types of its fields."""

    kind: str
    content: object
    parameters: tuple = ()
    size: object = None
    alignment: int = 0
    packed: bool = False
    names: tuple = ()


def read(path):
    """For each opcode, by its name in lower case, the leaves of all SQEs that `path` describes."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsageError(f"{path} is not there")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no text")
    submit = _SUBMIT.search(text)
    if not submit:
        raise UsageError(f"{path} has no syz_io_uring_submit that takes an SQE: is it syzkaller's "
                         "sys/linux/io_uring.txt?")
    if not text.endswith("\n"):
        raise UsageError(f"{path} ends within a line")
    return _Description(path, _declarations(path, text)).opcodes(submit[1])


def number(text):
    """The number that `text` is, or None where it is a name."""
    return int(text, 0) if _NUMBER.fullmatch(text) else None


class _Description:
    """The declarations of a file and, as they are needed, of those beside it."""

    def __init__(self, path, declarations):
        self._path = path
        self._own = declarations
        self._others = {}
        self._index = None

    def opcodes(self, union):
        root = self._declared(union)
        if root.kind != "union" or not all(name.startswith(_OPCODE) for name in root.names):
            raise UsageError(f"{self._path}: {union} is no union with a member for each opcode")
        return {name.removeprefix(_OPCODE).lower(): tuple(self._leaves(kind, 0))
                for name, kind in zip(root.names, root.content)}

    def _leaves(self, kind, at):
        """What is in the bytes of a type that begins at `at`; of a union, what is in any of it."""
        if kind.name == "array":
            size = self._size(kind.options[0])
            for index in range(self._count(kind)):
                yield from self._leaves(kind.options[0], at + index * size)
            return
        if _built_in(kind.name):
            yield Leaf(at, self._size(kind), self._constants(kind), str(kind))
            return
        declared = self._instance(kind)
        if declared.kind == "resource":
            yield Leaf(at, self._size(kind), None, str(kind))
        elif declared.kind == "alias":
            yield from self._leaves(declared.content, at)
        elif declared.kind == "union":
            for inner in declared.content:
                yield from self._leaves(inner, at)
        else:
            for inner, offset in zip(declared.content, self._offsets(declared)):
                yield from self._leaves(inner, at + offset)

    def _constants(self, kind):
        if kind.name == "const":
            return self._values(kind.options[0].name)
        if kind.name == "flags":
            return self._values(*self._list(kind.options[0].name))
        integer = _INTEGER.fullmatch(kind.name)
        if integer and kind.options and ":" not in kind.options[0].name:
            name = kind.options[0].name
            listed = number(name) is None and self._find(name)
            return self._values(*(self._list(name) if listed else (name,)))
        return None

    def _values(self, *words):
        """Constants as a set; a choice of nothing but numbers is an arbitrary value."""
        if len(words) > 1 and all(number(word) is not None for word in words):
            return None
        return frozenset(word for word in words if number(word) != 0)

    def _list(self, name):
        """The values of a list of flags; one may be the name of another list."""
        declared = self._declared(name)
        if declared.kind != "list":
            raise UsageError(f"{self._path}: {name} is no list of flags")
        for word in declared.content:
            found = self._find(word) if number(word) is None and word != name else None
            yield from self._list(word) if found and found.kind == "list" else (word,)

    def _offsets(self, declared):
        """Where each field of a struct begins, and at last where it ends. Bit fields of one type
        share its bytes."""
        offsets, end, bits = [], 0, 0
        for kind in declared.content:
            width, size = _bits(kind), self._size(kind)
            if width and bits and bits + width <= 8 * size:
                bits += width
                offsets.append(end - size)
                continue
            begin = end if declared.packed else _aligned(end, self._alignment(kind))
            offsets.append(begin)
            end, bits = begin + size, width
        return offsets + [end]

    def _size(self, kind):
        if kind.name == "array":
            return self._count(kind) * self._size(kind.options[0])
        if kind.name == "void":
            return 0
        if kind.name in _POINTERS:
            return 8
        if kind.name in _SIZED:
            sizes = [option for option in kind.options if _INTEGER.fullmatch(option.name)]
            return self._size(sizes[-1]) if sizes else 8
        integer = _INTEGER.fullmatch(kind.name)
        if integer:
            return 8 if integer[1] == "ptr" else int(integer[1]) // 8
        declared = self._instance(kind)
        if declared.size is not None:
            return self._number_of(declared.size)
        if declared.kind in ("resource", "alias"):
            return self._size(declared.content)
        if declared.kind == "union":
            size = max(map(self._size, declared.content), default=0)
        else:
            size = self._offsets(declared)[-1]
        return _aligned(size, self._alignment(kind))

    def _alignment(self, kind):
        if kind.name == "array":
            return self._alignment(kind.options[0])
        if _built_in(kind.name):
            return self._size(kind) or 1
        declared = self._instance(kind)
        if declared.alignment or declared.packed:
            return declared.alignment or 1
        if declared.kind in ("resource", "alias"):
            return self._alignment(declared.content)
        return max(map(self._alignment, declared.content), default=1)

    def _count(self, kind):
        """How many items an array has."""
        if len(kind.options) < 2:
            raise UsageError(f"{self._path}: {kind} has no fixed size")
        return self._number_of(kind.options[1].name)

    def _number_of(self, word):
        """The number that a word is, or is defined as."""
        if number(word) is None:
            word = self._defined().get(word, word)
        if number(word) is None:
            raise UsageError(f"{self._path}: {word} is no number that is known here")
        return number(word)

    def _defined(self):
        text = self._path.read_text(encoding="utf-8")
        return dict(re.findall(r"^define\s+(\w+)\s+(\S+)$", text, re.MULTILINE))

    def _instance(self, kind):
        """What a type's name declares, with the template's parameters replaced."""
        declared = self._declared(kind.name)
        if declared.kind == "list":
            raise UsageError(f"{self._path}: {kind.name} is a list of flags, and no type")
        if not declared.parameters:
            return declared
        if len(declared.parameters) != len(kind.options):
            raise UsageError(f"{self._path}: {kind.name} takes {len(declared.parameters)} "
                             f"parameters, {len(kind.options)} are given")
        given = dict(zip(declared.parameters, kind.options))
        content = declared.content
        if declared.kind == "alias":
            return replace(declared, content=_replaced(content, given))
        return replace(declared, content=tuple(_replaced(inner, given) for inner in content))

    def _declared(self, name):
        declared = self._find(name)
        if not declared:
            raise UsageError(f"{self._path} names {name}, which neither it nor another description "
                             "in its folder declares")
        return declared

    def _find(self, name):
        if name in _BUILT_IN:
            return _BUILT_IN[name]
        if name in self._own:
            return self._own[name]
        return self._beside(name)

    def _beside(self, name):
        """What the other descriptions of the folder declare by a name; read when first asked."""
        if self._index is None:
            self._index = {}
            for other in sorted(self._path.parent.glob("*.txt")):
                text = other.read_text(encoding="utf-8", errors="replace")
                for begun in _BEGINS.finditer(text):
                    self._index.setdefault(begun[1], (other, text, begun.start()))
        if name not in self._others:
            other, text, at = self._index.get(name, (None, "", 0))
            found = _declarations(other, text[at:], first=True) if other else {}
            self._others[name] = found.get(name)
        return self._others[name]


def _declarations(path, text, first=False):
    """All declarations of a text by their names, or only the first."""
    declared = {}
    lines = iter(enumerate(text.splitlines(), 1))
    for at, line in lines:
        line = line.rstrip()
        if not line or _NO_DECLARATION.match(line):
            continue
        name, found = _declaration(path, at, line, lines)
        if name in declared:
            raise UsageError(f"{path}:{at}: {name} is declared twice")
        declared[name] = found
        if first:
            break
    return declared


def _declaration(path, at, line, lines):
    """The name and the declaration that begin with `line`."""
    if matched := _RESOURCE.match(line):
        return matched[1], _Declaration("resource", _Type(matched[2]))
    if matched := _LIST.fullmatch(line):
        values = tuple(value.strip() for value in matched[2].split(","))
        return matched[1], _Declaration("list", values)
    if matched := _BLOCK.fullmatch(line):
        return matched[1], _block(path, at, matched, lines)
    if matched := _ALIAS.fullmatch(line):
        target = _type(path, at, matched[3])
        return matched[1], _Declaration("alias", target, _parameters(matched[2]))
    raise UsageError(f"{path}:{at}: is no line of a description of syzkaller's")


def _block(path, begun, head, lines):
    """The struct or union that `head` begins, with its fields from `lines`."""
    close, names, content = ("}" if head[3] == "{" else "]"), [], []
    for at, line in lines:
        line = line.rstrip()
        if line.startswith(close):
            return _attributes(line[1:], _Declaration(
                "struct" if close == "}" else "union", tuple(content), _parameters(head[2]),
                names=tuple(names)))
        if not line or line.lstrip().startswith("#"):
            continue
        field = _FIELD.fullmatch(line)
        if not field:
            raise UsageError(f"{path}:{at}: is no field of {head[1]}")
        names.append(line.split()[0])
        content.append(_type(path, at, field[1]))
    raise UsageError(f"{path}:{begun}: {head[1]} has no end")


def _attributes(text, declared):
    size = re.search(r"\bsize\[(\w+)\]", text)
    alignment = re.search(r"\balign\[([0-9]+)\]", text)
    return replace(declared, size=size[1] if size else None,
                   alignment=int(alignment[1]) if alignment else 0, packed="packed" in text)


def _parameters(text):
    return tuple(word.strip() for word in text.split(",")) if text else ()


def _type(path, at, text):
    """The type that a whole text is."""
    tokens = [match[1] for match in _TOKEN.finditer(text)]
    kind, rest = _type_of(tokens)
    if not kind or rest:
        raise UsageError(f"{path}:{at}: {text} is no type")
    return kind


def _type_of(tokens):
    """The type that tokens begin with, or None, and the other tokens."""
    if not tokens or tokens[0] in "[],":
        return None, tokens
    name, rest, options = tokens[0], tokens[1:], []
    if rest[:1] != ["["]:
        return _Type(name), rest
    while rest and rest[0] in "[,":
        option, rest = _type_of(rest[1:])
        options.append(option)
    if None in options or rest[:1] != ["]"]:
        return None, rest
    return _Type(name, tuple(options)), rest[1:]


def _replaced(kind, given):
    """A type with a template's parameters replaced, which may have options of their own."""
    options = tuple(_replaced(option, given) for option in kind.options)
    if kind.name not in given:
        return _Type(kind.name, options)
    return replace(given[kind.name], options=options or given[kind.name].options)


def _built_in(name):
    return name in _SIZED | _POINTERS | {"void"} or bool(_INTEGER.fullmatch(name))


def _bits(kind):
    """How many bits a bit field has, 0 for what is none."""
    named = [kind, *kind.options] if kind.name in _SIZED else [kind]
    widths = [match[2] for match in (_INTEGER.fullmatch(inner.name) for inner in named) if match]
    return int(next(filter(None, widths), 0))


def _aligned(at, alignment):
    return -(-at // alignment) * alignment


_BUILT_IN = {
    "fileoff": _Declaration("alias", _Type("BASE"), ("BASE",)),
    **{f"bool{bits}": _Declaration("alias", _Type(f"int{bits}")) for bits in (8, 16, 32, 64)},
}
