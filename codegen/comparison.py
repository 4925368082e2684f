"""`compare-syzkaller`: compares the table with what syzkaller says of each opcode, field by field.

Neither says what a field means, so this compares which bytes of an SQE can be other than zero, and
which constants can be in them. Each difference has a reason in spec/syzkaller.json, or is an error.
"""

from dataclasses import dataclass

import load
import model
import schema
import syzkaller
from errors import SpecError, SpecErrors
from names import kernel_opcode

REASONS = "spec/syzkaller.json"
SIDES = ("syzkaller", "table")

# The fields by which bytes are named here: one of each union of the SQE, which do not overlap.
FIELDS = ("ioprio", "fd", "off", "addr", "len", "rw_flags", "buf_index", "splice_fd_in", "addr3",
          "attr_type_mask")
_BIG = ("second_half", 64, 64)  # of an SQE of 128 bytes


@dataclass(frozen=True, order=True)
class Difference:
    """What one of the two says alone: that an opcode is (no field), that a field is written (no
    detail), or which bytes of it are, or which constant it can have."""

    op: str
    field: str
    only: str
    detail: str = ""

    def line(self, how=""):
        other = SIDES[1 - SIDES.index(self.only)]
        said = [_article(side) for side in (self.only, other)]
        where = f"{self.op}.{self.field}" if self.field else self.op
        if not self.field:
            return f"{where}: {said[0]} describes it, {said[1]} does not"
        if not self.detail:
            return f"{where}: {said[0]} writes it ({how}), {said[1]} leaves it zero"
        if self.detail.startswith("bytes "):
            return f"{where}: {said[0]} writes {self.detail} of it, {said[1]} leaves them zero"
        return f"{where}: {said[0]} has {self.detail}, {said[1]} has not"


@dataclass(frozen=True)
class _Write:
    """Bytes that can be other than zero; `constants` as in syzkaller.Leaf."""

    offset: int
    size: int
    constants: object
    how: str

    @property
    def bytes(self):
        return set(range(self.offset, self.offset + self.size))


class Comparison:
    """The differences, in the table's order, and how much was compared."""

    def __init__(self, spec, described):
        self.opcodes = self.fields = self.constants = 0
        self.differences = {}  # each with its line
        self._zeros = {name for name, value in _known(spec).items() if value == 0}
        rows = {row.op: row for row in spec.rows}
        for op in [*rows, *(op for op in described if op not in rows)]:
            if op not in rows or op not in described:
                self._add(Difference(op, "", "table" if op in rows else "syzkaller"))
                continue
            self.opcodes += 1
            self._opcode(op, described[op])
            theirs = [_Write(leaf.offset, leaf.size, leaf.constants, leaf.spelling)
                      for leaf in described[op] if leaf.constants != frozenset()]
            ours = [write for form in rows[op].forms for write in _writes(spec, form)]
            for place in _places(spec.uapi):
                self._place(op, place, theirs, ours)

    def _add(self, difference, how=""):
        self.differences[difference] = difference.line(how)

    def _opcode(self, op, leaves):
        """syzkaller repeats the opcode in the SQE, and can be wrong there."""
        said = {name for leaf in leaves if leaf.offset == 0 for name in leaf.constants or ()}
        for name in sorted(said - {kernel_opcode(op)}):
            self._add(Difference(op, "opcode", "syzkaller", name))

    def _place(self, op, place, *writes):
        """Compares one field: `writes` are syzkaller's and the table's of the whole SQE."""
        field, offset, size = place
        there = set(range(offset, offset + size))
        sides = [[write for write in side if write.bytes & there] for side in writes]
        used = [set().union(*(write.bytes & there for write in side)) for side in sides]
        self.fields += bool(used[0] or used[1])
        for side, other in ((0, 1), (1, 0)):
            if not used[side] - used[other]:
                continue
            more = "" if not used[other] else _range(used[side] - used[other], offset)
            how = "; ".join(dict.fromkeys(write.how for write in sides[side]))
            self._add(Difference(op, field, SIDES[side], more), how)
        if used[0] and used[1]:
            self._constants(op, field, *sides)

    def _constants(self, op, field, *sides):
        names = [set().union(*(write.constants or () for write in side)) - self._zeros
                 for side in sides]
        self.constants += len(names[0] & names[1])
        for side, other in ((0, 1), (1, 0)):
            if all(write.constants is not None for write in sides[other]):
                for name in sorted(names[side] - names[other]):
                    self._add(Difference(op, field, SIDES[side], name))


def compare(spec, root, path):
    """The Comparison with the description `path`, the reasons that `root` has for its differences,
    and what is wrong: differences without a reason, and reasons without a difference."""
    comparison = Comparison(spec, syzkaller.read(path))
    reasons, wrong = _reasons(root), []
    wrong += [f"{line}; nobody says why" for difference, line in comparison.differences.items()
              if difference not in reasons]
    wrong += [f"{where.file}:{where.line}: explains what is no difference: {_named(difference)}"
              for difference, (where, _) in reasons.items()
              if difference not in comparison.differences]
    return comparison, {difference: reason for difference, (_, reason) in reasons.items()}, wrong


def _reasons(root):
    """Where and why, for each difference that spec/syzkaller.json explains."""
    document = load.load(root, REASONS)
    errors, _ = schema.check(document, load.load(root, "spec/schema.json").data, "syzkaller")
    reasons = {}
    for index, entry in enumerate(document.data if not errors else ()):
        for op in entry["opcodes"]:
            for detail in entry.get("details", [""]):
                difference = Difference(op, entry.get("field", ""), entry["only"], detail)
                if difference in reasons:
                    errors.append(SpecError(document.at(index), "",
                                            f"explains {_named(difference)} once more"))
                reasons[difference] = (document.at(index), entry["reason"])
    if errors:
        raise SpecErrors(errors)
    return reasons


def _writes(spec, form):
    """What a form writes into its SQE, but for what the runtime writes into any."""
    for arg in form.args:
        kind = spec.types[arg.type]
        for name, part in zip(arg.sqe, kind.parts):
            yield _write(spec.uapi, name, model.BITS[part.type] // 8, _constants_of(kind, part),
                         f"{arg.type} {arg.name}")
    for fixed in form.fixed:
        if model.constant(fixed.value, spec.uapi):
            words = [word.strip() for word in str(fixed.value).split("|")]
            yield _write(spec.uapi, fixed.field, 8, frozenset(words), str(fixed.value))
    if form.polls_first:
        yield _write(spec.uapi, "ioprio", 2, frozenset({"IORING_RECVSEND_POLL_FIRST"}),
                     "poll_first")


def _write(uapi, name, width, constants, how):
    """A write of so many bytes; a field may have fewer, and one of no fixed size has as many."""
    field = uapi.fields[name]
    return _Write(field.offset, min(width, field.size or width), constants, how)


def _constants_of(kind, part):
    """Which constants an argument puts there. What a type ORs in beside others is known to its C++
    alone: it adds none here."""
    if kind.is_flag_set:
        return frozenset(flag.kernel for flag in kind.flags)
    return frozenset() if part.joins else None


def _known(spec):
    """The constants whose values are known."""
    flags = {flag.kernel: flag.value for kind in spec.flag_sets for flag in kind.flags}
    return spec.uapi.constants | flags


def _places(uapi):
    """Names, offsets and sizes of the bytes that are compared: all but those of the runtime."""
    return [(name, uapi.fields[name].offset, uapi.fields[name].size) for name in FIELDS] + [_BIG]


def _range(found, offset):
    return f"bytes {min(found) - offset} to {max(found) - offset}"


def _article(side):
    return "the table" if side == "table" else side


def _named(difference):
    words = (f"{difference.op}.{difference.field}" if difference.field else difference.op,
             difference.detail, f"only in {_article(difference.only)}")
    return ", ".join(filter(None, words))
