"""`extract`: asks a C++ compiler what a kernel header says, for spec/uapi.json; and
`extract-helpers`: reads off liburing's list of prep helpers, for spec/helpers.json.

Nothing is computed here by reading C: names are collected from the preprocessed header, and a small
program that is compiled against it prints their values, offsets and sizes.
"""

import json
import re
import subprocess
import tempfile
from pathlib import Path

import model
from errors import UsageError
from names import kernel_opcode

_COMPILER = "c++"
# Every constant of io_uring's own headers is taken, whatever its name, but for what is listed here.
_LEFT_OUT = {
    "mock_file.h": "a header for a module of the kernel's own tests, which is nobody's interface",
    r"__\w+_(MAX|LAST)": "how many names an enumeration has, which every release changes",
}
# Of the headers that they include, these are the interface of an SQE too: flags of reads and writes.
_FROM_OTHERS = re.compile(r"RWF_\w+")
_LINE_MARKER = re.compile(r'# \d+ "([^"]*)"')
_DEFINE = re.compile(r"#define (\w+)\s+\S")  # no constants: what is empty, and what has arguments
_ENUM = re.compile(r"\benum\b[^{;]*\{([^}]*)\}")
_MEMBER = re.compile(r"(__\w+)\s+(\w+)\s*(\[\w*\])?\s*;")
_TYPES = {"__u8": "u8", "__u16": "u16", "__u32": "u32", "__u64": "u64", "__s32": "i32",
          "__kernel_rwf_t": "i32"}
_UNSIGNED = ("u8", "u16", "u32", "u64")


def extract(header, oldest, source):
    """The facts of `header` (the newest) as the text of uapi.json. `oldest` is the header whose
    struct generated code has to compile against."""
    newest = _Header(header)
    baseline = _Header(oldest)
    if not all("IORING_OP_LAST" in header.names for header in (newest, baseline)):
        raise UsageError("no IORING_OP_LAST: is it io_uring.h of the kernel or of liburing?")
    constants = newest.values(newest.names)
    opcodes = {name[len("IORING_OP_"):].lower(): value for name, value in constants.items()
               if name.startswith("IORING_OP_")}
    last = opcodes.pop("last")
    facts = {"source": source} if source else {}
    facts["last"] = last
    facts["oldest_last"] = baseline.values(["IORING_OP_LAST"])["IORING_OP_LAST"]
    facts["opcodes"] = dict(sorted(opcodes.items(), key=lambda item: item[1]))
    facts["sqe"] = _fields(newest.fields(), baseline.fields())
    facts["constants"] = {name: value for name, value in sorted(constants.items())
                          if not name.startswith("IORING_OP_")}
    return _format(facts)


def refuse_older(header, facts, known):
    """The kernel takes no name of its interface back: a header without one that `known` (uapi.json
    as it is) has is that of an older kernel."""
    lost = [kernel_opcode(op) for op in known.get("opcodes", {}) if op not in facts["opcodes"]]
    lost += [name for name in known.get("constants", {}) if name not in facts["constants"]]
    if lost:
        raise UsageError(f"{header} has no {lost[0]}, which {model.UAPI} has from "
                         f"{known.get('source', 'the header before')}: "
                         "expected the header of that kernel or of a newer one")


def extract_helpers(file, source):
    """The prep helpers that liburing's symbol map `file` lists, as the text of helpers.json."""
    try:
        text = Path(file).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsageError(f"{file} is not there")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is no text")
    helpers = sorted(set(re.findall(r"^\s*(io_uring_prep_\w+);", text, re.MULTILINE)))
    versions = re.findall(r"^LIBURING_([0-9]+\.[0-9]+) \{", text, re.MULTILINE)
    if not helpers or not versions:
        raise UsageError(f"{file} lists no helpers: is it liburing's src/liburing-ffi.map?")
    facts = {"source": source} if source else {}
    return _format(facts | {"version": versions[-1], "helpers": helpers})


def _fields(newest, oldest):
    """Each field of the newest struct; one that the oldest has not, or has with another type, says
    by which of its fields the same bytes are reached (and how far they are shifted in it)."""
    described = {}
    newest = {name: field for name, field in newest.items() if not name.startswith("__")}
    for name, field in newest.items():
        described[name] = {"offset": field["offset"], "size": field["size"], "type": field["type"]}
        if name in oldest:
            if oldest[name] != field:
                described[name]["oldest_type"] = oldest[name]["type"]
            continue
        twins = [other for other, there in oldest.items() if there == field]
        twins += [f"{other}[0]" for other, there in oldest.items()
                  if there == field | {"type": field["type"] + "[]"}]
        if twins:
            described[name]["oldest"] = twins[0]
            continue
        outer = [(there["size"], other) for other, there in oldest.items()
                 if there["type"] in _UNSIGNED and there["offset"] <= field["offset"]
                 and field["offset"] + field["size"] <= there["offset"] + there["size"]]
        if not outer:
            raise UsageError(f"no field of the oldest struct has the bytes of sqe.{name}")
        other = min(outer, key=lambda pair: pair[0])[1]
        described[name]["oldest"] = other
        described[name]["oldest_shift"] = 8 * (field["offset"] - oldest[other]["offset"])
    return dict(sorted(described.items(), key=lambda item: (item[1]["offset"], item[0])))


class _Header:
    """One kernel header, seen through the compiler."""

    def __init__(self, path):
        path = Path(path)
        if not path.is_file():
            raise UsageError(f"{path} is not there")
        self._flags = []
        parts = []
        if path.parent.name == "linux":
            # What it includes lies beside it, so that nothing comes from the installed kernel's.
            root = path.parent.parent
            self._flags = ["-isystem", str(root), "-isystem", str(root / _triplet())]
            # It does not include all that belongs to it: arguments of some register operations.
            parts = [part for part in sorted((path.parent / "io_uring").glob("*.h"))
                     if part.name not in _LEFT_OUT]
        # liburing's copy leaves it to its own compat.h to bring the timespec.
        self._name = str(path)
        self._include = f'#include <linux/time_types.h>\n#include "{path.resolve()}"\n'
        self._include += "".join(f"#include <linux/io_uring/{part.name}>\n" for part in parts)
        self._text = self._preprocess("-P")
        self.names = self._names({path.resolve(), *(part.resolve() for part in parts)})

    def _names(self, own):
        """The constants that the files `own` define, and those of others that belong to them."""
        names, code, here = set(), [], False
        for line in self._preprocess("-dD").splitlines():
            if marker := _LINE_MARKER.match(line):
                here = Path(marker[1]).resolve() in own
            elif macro := _DEFINE.match(line):
                if here or _FROM_OTHERS.fullmatch(macro[1]):
                    names.add(macro[1])
            elif here and not line.startswith("#"):
                code.append(line)
        names |= {entry.split("=")[0].strip() for body in _ENUM.findall("\n".join(code))
                  for entry in body.split(",")} - {""}
        return sorted(name for name in names
                      if not any(re.fullmatch(pattern, name) for pattern in _LEFT_OUT))

    def values(self, names):
        # So the compiler takes the constant for the file that its complaints are of.
        lines = self._run("".join(f'#line 1 "{name}"\nPRINT("{name}", {name});\n'
                                  for name in names))
        return {name: int(value) for name, value in (line.split() for line in lines)}

    def fields(self):
        _, found, body = self._text.partition("struct io_uring_sqe {")
        members = _MEMBER.findall(_until_closed(body))
        unknown = sorted({kind for kind, _, _ in members} - set(_TYPES))
        if not found or unknown:
            what = f"types that nobody knows: {', '.join(unknown)}" if unknown else "is not there"
            raise UsageError(f"struct io_uring_sqe in {self._name}: {what}")
        lines = self._run("".join(
            f'PRINT("{name}", __builtin_offsetof(io_uring_sqe, {name}));\n'
            f'PRINT("{name}", sizeof(io_uring_sqe::{name}));\n' for _, name, _ in members))
        numbers = [int(line.split()[1]) for line in lines]
        return {name: {"offset": offset, "size": size,
                       "type": _TYPES[kind] + ("[]" if array else "")}
                for (kind, name, array), offset, size in zip(members, numbers[::2], numbers[1::2])}

    def _preprocess(self, *flags):
        return _call([_COMPILER, "-E", *flags, *self._flags, "-x", "c++", "-"], self._include)

    def _run(self, statements):
        program = (self._include + "#include <cstdio>\n"
                   "static void print(const char* name, long long value, bool is_signed) {\n"
                   '  std::printf(is_signed ? "%s %lld\\n" : "%s %llu\\n", name, value);\n}\n'
                   "#define PRINT(name, value) print(name, value, decltype(+(value))(-1) < 0)\n"
                   "int main() {\n" + statements + "}\n")
        with tempfile.TemporaryDirectory() as folder:
            binary = str(Path(folder) / "facts")
            _call([_COMPILER, "-w", *self._flags, "-x", "c++", "-", "-o", binary], program)
            return _call([binary], "").splitlines()


def _until_closed(text):
    """The text up to the brace that closes what `text` is inside of."""
    depth = 1
    for at, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return text[:at]
    return text


def _triplet():
    return _call([_COMPILER, "-print-multiarch"], "").strip()


def _call(command, text):
    try:
        done = subprocess.run(command, input=text, capture_output=True, text=True)
    except FileNotFoundError:
        raise UsageError(f"extract needs a C++ compiler named {_COMPILER}")
    if done.returncode != 0:
        complaints = [line for line in done.stderr.splitlines() if "error" in line]
        first = next(iter(complaints), "without a message")
        if constant := re.search(r"^([A-Za-z]\w*):1:", done.stderr, re.MULTILINE):
            first += f", in the value of {constant[1]}: see _LEFT_OUT in codegen/extract.py"
        raise UsageError(f"{Path(command[0]).name} refuses the header: {first}")
    return done.stdout


def _format(facts):
    """JSON with one line for each fact, so that a newer header is a readable diff."""
    blocks = []
    for key, value in facts.items():
        if isinstance(value, dict):
            lines = [f"    {json.dumps(name)}: {json.dumps(fact)}" for name, fact in value.items()]
            value = "{\n" + ",\n".join(lines) + "\n  }"
        elif isinstance(value, list):
            lines = [f"    {json.dumps(item)}" for item in value]
            value = "[\n" + ",\n".join(lines) + "\n  ]"
        else:
            value = json.dumps(value)
        blocks.append(f"  {json.dumps(key)}: {value}")
    return "{\n" + ",\n".join(blocks) + "\n}\n"
