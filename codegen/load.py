"""Pass 1: reads JSON and remembers the line of every key and item.

Python's json says where a syntax error is, but not where a value was. So the text is first checked
by json itself, and then walked once more by a scanner that may rely on its being well formed.
"""

import json
import json.decoder
import re
from dataclasses import dataclass

from errors import Location, SpecError, SpecErrors

_BLANK = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"[-+.\w]+")  # NaN and Infinity too, which Python's json takes for numbers
_WORDS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True)
class Document:
    """A spec file: plain data, and the line of each path ("forms", 0, "since") in it."""

    file: str
    data: object
    lines: dict

    def at(self, *path):
        """Where `path` is; a path that is not there is at the nearest one above it."""
        while path not in self.lines:
            path = path[:-1]
        return Location(self.file, self.lines[path])

    def subject(self, path):
        """What a path is about: an operation's name, or that of a type, a result, a flag set."""
        if isinstance(self.data, list):
            row = self.data[path[0]] if path else None
            op = row.get("op") if isinstance(row, dict) else None
            return op if isinstance(op, str) else f"row {path[0] + 1}" if path else ""
        return str(path[1]) if len(path) > 1 else ""


def load(root, file):
    """Reads `file` below `root`. Raises SpecErrors if it is no good JSON."""
    try:
        text = (root / file).read_bytes().decode("utf-8")
    except OSError as error:
        raise SpecErrors([SpecError(Location(file, 1), "", f"cannot be read: {error.strerror}")])
    except UnicodeDecodeError:
        raise SpecErrors([SpecError(Location(file, 1), "", "is not UTF-8")])
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        what = f"malformed JSON: {error.msg} in column {error.colno}"
        raise SpecErrors([SpecError(Location(file, error.lineno), "", what)])
    except RecursionError:
        raise SpecErrors([SpecError(Location(file, 1), "", "malformed JSON: nested too deeply")])
    except ValueError as error:
        raise SpecErrors([SpecError(Location(file, 1), "", f"malformed JSON: {error}")])
    scanner = _Scanner(file, text)
    data = scanner.value((), 0)[0]
    document = Document(file, data, scanner.lines)
    if scanner.errors:
        raise SpecErrors([SpecError(where, document.subject(path), what)
                          for where, path, what in scanner.errors])
    return document


class _Scanner:
    """Walks well-formed JSON. Every method takes and gives a position in the text."""

    def __init__(self, file, text):
        self.file = file
        self.text = text
        self.lines = {}
        self.errors = []  # (location, path, what)
        self._path = ()
        self._counted = (0, 1)  # a position and its line: positions only grow

    def value(self, path, at):
        at = self._blank(at)
        self._path = path
        self.lines.setdefault(path, self._line(at))
        first = self.text[at]
        if first == "{":
            return self._object(path, at + 1)
        if first == "[":
            return self._array(path, at + 1)
        if first == '"':
            return self._string(at)
        for word, meaning in _WORDS.items():
            if self.text.startswith(word, at):
                return meaning, at + len(word)
        number = _NUMBER.match(self.text, at)
        if not number[0].removeprefix("-").isdigit():
            self._error(at, "a number must be a whole one in decimal digits")
            return 0, number.end()
        return int(number[0]), number.end()

    def _object(self, path, at):
        found = {}
        at = self._blank(at)
        while self.text[at] != "}":
            line = self._line(at)
            key, end = self._string(at)
            if key in found:
                self._error(at, f'the key "{key}" is there twice, expected once')
            self.lines[path + (key,)] = line
            found[key], at = self.value(path + (key,), self._blank(end) + 1)
            at = self._comma(at)
        return found, at + 1

    def _array(self, path, at):
        found = []
        at = self._blank(at)
        while self.text[at] != "]":
            item, at = self.value(path + (len(found),), at)
            found.append(item)
            at = self._comma(at)
        return found, at + 1

    def _string(self, at):
        text, end = json.decoder.scanstring(self.text, at + 1)
        # Texts become lines of comments and of code, so one that breaks a line would break those.
        if not text.isprintable():
            self._error(at, "a text must be one line of printable characters")
        return text, end

    def _comma(self, at):
        at = self._blank(at)
        return self._blank(at + 1) if self.text[at] == "," else at

    def _blank(self, at):
        return _BLANK.match(self.text, at).end()

    def _line(self, at):
        position, line = self._counted
        if at < position:
            return self.text.count("\n", 0, at) + 1
        self._counted = (at, line + self.text.count("\n", position, at))
        return self._counted[1]

    def _error(self, at, what):
        self.errors.append((Location(self.file, self._line(at)), self._path, what))
