"""The bar: what is promised of ringlet's speed, and whether the figures keep it. What nobody has measured is said to be that."""
from __future__ import annotations

from dataclasses import dataclass

import results as figures
from results import Spread
from workloads import CONNECTIONS, FORMS, Workload, all_workloads, form_of, forms_of, others_in

COMPILERS = {"clang": "Clang 19", "gcc": "GCC 12"}
PER_MESSAGE = 1.02  # times the twin's CPU time
PER_READ = 1.02  # times fio's time
WITHIN = 1.03  # times the CPU time without deadlines
FLAT = 1.1  # what is taken for flat: the dearest over the cheapest
# In one program, for each compiler: what is promised of the figure's value, its form, and its unit.
IN_PROGRAM = [
    ("Instructions per NOP, 256 in flight, beside liburing", "nop.256.instructions", {"clang": 1.35, "gcc": 1.6}, "{:.3f}", ""),
    ("Instructions per echoed message, one at a time, beside liburing", "echo.64.instructions", {"clang": 1.2, "gcc": 1.35}, "{:.3f}", ""),
    ("Memory of an idle connection, one message at a time, with `within` on both awaits, beside its buffer and the kernel's", "idle.lent.bytes",
     {"clang": 512, "gcc": 1024}, "{:,.0f}", " bytes"),
    ("`within` on every operation of the echo, beside none, in one program", "echo.64.within.time", {"clang": WITHIN, "gcc": WITHIN}, "{:.3f}", ""),
]
ALLOCATIONS = ("operation", "within", "cancel", "child", "spawn", "connection")


@dataclass(frozen=True)
class Verdict:
    met: bool | None  # None: not measured
    close: bool = False  # its interval has the bound inside

    def __str__(self) -> str:
        if self.met is None:
            return "not measured"
        return ("met" if self.met else "**missed**") + (", within the spread" if self.close else "")


@dataclass(frozen=True)
class Line:
    promise: str
    bound: str
    measured: str
    verdict: Verdict


def judged(value: Spread | None, bound: float) -> Verdict:
    if value is None:
        return Verdict(None)
    return Verdict(value.median <= bound, value.low <= bound < value.high)


def all_of(verdicts: list[Verdict]) -> Verdict:
    """One that is missed is what is said first, then one that is not measured."""
    for missed in (False, None):
        same = [each for each in verdicts if each.met is missed]
        if same:
            return Verdict(missed, all(each.close for each in same))
    return Verdict(True, any(each.close for each in verdicts))


def shown(value: Spread | None, form: str = "{:.3f}") -> str:
    if value is None:
        return "–"
    text = form.format(value.median)
    return text if value.low == value.high else f"{text} ({form.format(value.low)} to {form.format(value.high)})"


def ratio(workload: dict | None, over: str, subject: str = "ringlet") -> Spread | None:
    """Round by round, over another subject."""
    if workload is None:
        return None
    subjects = workload["subjects"]
    return figures.ratio_of(subjects.get(subject, []), subjects.get(over, []), workload["by"])


COLUMNS = ["ringlet", *(f"ringlet, {form}" for form in FORMS)]


def cheapest_form(workload: dict) -> str:
    """Of ringlet's forms: who wants the least of what is measured takes that one. They are compared pair by pair as well."""
    costs = {name: ratio(workload, "ringlet", name) for name in forms_of(workload["subjects"])}
    known = {name: cost.median for name, cost in costs.items() if cost is not None}
    return min(known, key=known.__getitem__) if known else "ringlet"


@dataclass(frozen=True)
class Message:
    """A workload whose CPU time per message is promised."""

    title: str
    twins: list[Spread | None]  # of each of COLUMNS, beside liburing's
    cheapest: str  # of ringlet's forms
    best: str  # the cheapest of the others, "" where there is none
    beside_best: Spread | None
    of_twins: list[Verdict]  # of the forms that the workload has
    of_others: list[Verdict]

    @property
    def verdict(self) -> Verdict:
        return all_of(self.of_twins + self.of_others)


def expected(found: dict, which) -> list[tuple[Workload, dict | None]]:
    """What is measured without being asked for, measured or not, and of the rest what was."""
    by_name = {each["name"]: each for each in found["workloads"]}
    return [(each, by_name.get(each.name)) for each in all_workloads() if which(each) and (each.usual or each.name in by_name)]


def messages(found: dict) -> list[Message]:
    lines = []
    for workload, measured in expected(found, lambda each: each.reference == "liburing" and each.unit in ("message", "request")):
        cheapest = cheapest_form(measured) if measured else "ringlet"
        twins = [ratio(measured, form_of(form, "liburing"), form) for form in COLUMNS]
        besides = {name: ratio(measured, name, cheapest) for name in others_in(workload.subjects)}
        # The highest of what ringlet takes beside each is beside the cheapest.
        known = {name: beside for name, beside in besides.items() if beside is not None}
        best = max(known, key=lambda name: known[name].median) if known else ""
        of_twins = [judged(twin, PER_MESSAGE) for form, twin in zip(COLUMNS, twins) if form in workload.subjects]
        of_others = [judged(beside, 1) for beside in besides.values()]
        lines.append(Message(workload.title, twins, cheapest, best, known.get(best), of_twins, of_others))
    return lines


def reads(found: dict) -> list[tuple[str, Spread | None, Verdict]]:
    lines = []
    for workload, measured in expected(found, lambda each: each.name.startswith("reads/")):
        beside = ratio(measured, "fio")
        lines.append((workload.title, beside, judged(beside, PER_READ)))
    return lines


def counted(verdicts: list[Verdict], what: str) -> str:
    met, missing = (sum(each.met is wanted for each in verdicts) for wanted in (True, None))
    return f"kept by {met} of {len(verdicts)} {what}" + (f", {missing} not measured" if missing else "")


def allocations(found: dict, compiler: str) -> Line:
    known = {name: figures.twin_figure(found, compiler, f"allocations.{name}") for name in ALLOCATIONS}
    missing = [name for name, figure in known.items() if figure is None]
    some = {name: figure["value"] for name, figure in known.items() if figure is not None and figure["value"] > 0}
    measured = [f"{value:g} per {name}" for name, value in some.items()] + [f"{name} not measured" for name in missing]
    verdict = Verdict(False) if some else Verdict(None) if missing else Verdict(True)
    shown_as = "–" if len(missing) == len(known) else ", ".join(measured) or "0"
    return Line(f"Allocations per operation, task and connection, {COMPILERS[compiler]}", "0", shown_as, verdict)


def other_bounds(found: dict, compiler: str) -> Line:
    """What bench/bounds.json promises and no line of its own is for."""
    named = {name for _, name, *_ in IN_PROGRAM} | {f"allocations.{name}" for name in ALLOCATIONS}
    rest = [each for each in found["twins"].get(compiler, []) if each.get("bound") is not None and each["name"] not in named]
    missed = [each for each in rest if each["value"] is not None and each["value"] > each["bound"]]
    verdicts = [Verdict(None if each["value"] is None else each["value"] <= each["bound"]) for each in rest]
    measured = counted(verdicts, "figures") + "".join(f"; {each['what']}, {each['unit']}: {each['value']:.3f}, at most {each['bound']:g}" for each in missed)
    return Line(f"The other bounds of bench/bounds.json, {COMPILERS[compiler]}", "each its own", measured if rest else "–",
                all_of(verdicts) if rest else Verdict(None))


def flat(found: dict) -> Line:
    by_name = {each["name"]: each for each in found["workloads"]}
    wanted = [by_name.get(f"echo/tcp/{connections}x64") for connections in CONNECTIONS]
    costs = {}
    for subject in ("ringlet", "liburing"):
        costs[subject] = [figures.median_of(each["subjects"][subject], "cpu_seconds") if each else None for each in wanted]
    promise = "CPU time per message from 1 to 5,000 connections, the dearest over the cheapest"
    if any(cost is None for line in costs.values() for cost in line):
        return Line(promise, f"{FLAT:g}", "–", Verdict(None))
    growth = {subject: max(line) / min(line) for subject, line in costs.items()}
    measured = f"{growth['ringlet']:.2f} ({', '.join(f'{cost * 1e9:,.0f}' for cost in costs['ringlet'])} ns; liburing {growth['liburing']:.2f})"
    return Line(promise, f"{FLAT:g}", measured, Verdict(growth["ringlet"] <= FLAT))


def lines(found: dict) -> list[Line]:
    lines_of_messages = messages(found)
    per_message = [each.verdict for each in lines_of_messages]
    twins = [verdict for each in lines_of_messages for verdict in each.of_twins]
    lowest = [all_of(each.of_others) for each in lines_of_messages if each.of_others]
    per_read = [verdict for _, _, verdict in reads(found)]
    within = ratio(next((each for each in found["workloads"] if each["name"] == "within"), None), "ringlet", "ringlet, within")
    kept = [
        Line("Server CPU time per message, beside liburing, and lowest of all others", f"{PER_MESSAGE:g} and 1",
             "; ".join([counted(per_message, "workloads"), f"beside liburing {counted(twins, 'forms of these')}", f"lowest of all {counted(lowest, 'that have others')}"]),
             all_of(per_message)),
    ]
    for promise, name, bounds, form, unit in IN_PROGRAM:
        for compiler, words in COMPILERS.items():
            value = figures.twin_spread(figures.twin_figure(found, compiler, name))
            bound = bounds[compiler]
            kept.append(Line(f"{promise}, {words}", f"{bound:,}{unit}", shown(value, form) + (unit if value else ""), judged(value, bound)))
    return [
        *kept,
        Line("`within` on every operation of the echo, beside none, server CPU time per message", f"{WITHIN:g}", shown(within), judged(within, WITHIN)),
        *(allocations(found, compiler) for compiler in COMPILERS),
        *(other_bounds(found, compiler) for compiler in COMPILERS),
        Line("Random reads, time beside fio", f"{PER_READ:g}", counted(per_read, "workloads"), all_of(per_read)),
        flat(found),
    ]
