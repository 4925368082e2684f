"""What is wrong with a spec: where, in which operation, what was found, what was expected."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Location:
    """A line of a spec file; `file` is relative to the repository."""

    file: str
    line: int


@dataclass(frozen=True, order=True)
class SpecError:
    """One error. `op` is the operation, flag set or type that it is in; empty for a whole file."""

    where: Location
    op: str
    what: str

    def __str__(self):
        about = f"{self.op}: " if self.op else ""
        return f"{self.where.file}:{self.where.line}: {about}{self.what}"


class SpecErrors(Exception):
    """All errors of a run."""

    def __init__(self, errors):
        super().__init__()
        self.errors = sorted(set(errors))


class UsageError(Exception):
    """The command cannot be carried out, for a reason that lies outside the spec."""
