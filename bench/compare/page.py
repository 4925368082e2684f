"""The page of the results: a bar that is met or not, plots, tables, and where ringlet loses."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import bar
import results as figures
from workloads import form_of, form_word, forms_of, others_in

# What is drawn as bars: the workload, the file, and what it shows.
BARS = [
    ("echo/tcp/64x64", "echo.svg", "CPU time of the server per message"),
    ("http/64", "http.svg", "CPU time of the server per HTTP request"),
    ("compile/clang", "compile-clang.svg", "CPU time of Clang for an echo server"),
    ("compile/gcc", "compile-gcc.svg", "CPU time of GCC for an echo server"),
]
TIMES = {"cpu_seconds": ("CPU", 1e9, "ns"), "seconds": ("time", 1e6, "µs"), "bytes_per_connection": ("memory", 1, "bytes"),
         "compiler_seconds": ("CPU of the compiler", 1, "s")}


def shown(value: float | None, digits: int = 0) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def shown_ratio(ratio: figures.Spread | None) -> str:
    return "–" if ratio is None else f"{ratio.median:.3f} ({ratio.low:.3f} to {ratio.high:.3f})"


def table(rows: list[list[str]]) -> str:
    head, *body = rows
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join(" --- " if i == 0 else " ---: " for i in range(len(head))) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in body)]) + "\n"


def columns_of(workload: dict) -> list[tuple[str, Callable[[str], str]]]:
    """Those that any of the subjects has a figure for."""
    title, scale, unit = TIMES[workload["by"]]
    subjects, counts = workload["subjects"], workload["counts"]

    def cost(name: str) -> str:
        value = figures.median_of(subjects[name], workload["by"])
        return shown(None if value is None else value * scale, 0 if value is None or value * scale >= 10 else 2)

    def rate(name: str) -> str:
        value = figures.median_of(subjects[name], "seconds")
        return shown(1 / value if value else None)

    def counted(key: str, digits: int) -> Callable[[str], str]:
        return lambda name: shown(counts[name].get(key, figures.median_of(subjects[name], key)), digits)

    def whole(key: str, digits: int) -> Callable[[str], str]:
        return lambda name: shown(figures.median_of(subjects[name], key, whole=True), digits)

    possible = [
        (workload["by"], f"{title}, {unit}", cost),
        ("instructions", "instructions", counted("instructions", 0)),
        ("syscalls", "system calls", counted("syscalls", 3)),
        ("allocations", "allocations", counted("allocations", 3)),
        ("seconds", "MiB a second" if workload["unit"] == "MiB" else f"{workload['unit']}s a second", rate),
        ("p50_us", "p50, µs", whole("p50_us", 1)),
        ("p99_us", "p99, µs", whole("p99_us", 1)),
        ("p999_us", "p99.9, µs", whole("p999_us", 1)),
        ("object_bytes", "object, bytes", whole("object_bytes", 0)),
        ("peak_kib", "peak, KiB", whole("peak_kib", 0)),
    ]
    known = {key for runs in subjects.values() for run in runs for key, value in run.items() if value is not None}
    known |= {key for count in counts.values() for key in count}
    return [(title, show) for key, title, show in possible if key in known]


def section(workload: dict) -> str:
    reference = workload["subjects"][workload["reference"]]
    columns = columns_of(workload)
    rows = [["", f"beside {workload['reference']}", *(title for title, _ in columns)]]
    for name, runs in workload["subjects"].items():
        rows.append([name, shown_ratio(figures.ratio_of(runs, reference, workload["by"])), *(show(name) for _, show in columns)])
    return f"### {workload['title']}\n\n{table(rows)}\n{how_recorded(workload['recorded'])}\n"


@dataclass(frozen=True)
class Loss:
    """What others have less of than a form of ringlet's by more than the spread, pair by pair like every other ratio."""

    title: str
    form: str
    best: str  # who has the least
    ratio: figures.Spread  # of that one
    better: int  # how many are better

    def __str__(self) -> str:
        return (f"- {self.title}: {self.best} takes {self.ratio.median:.3f} times what {self.form} takes"
                + (f" ({self.better} are better)" if self.better > 1 else "") + ".")


def loss_of(workload: dict, form: str, rivals: list[str], key: str) -> list[Loss]:
    """One, or none."""
    subjects = workload["subjects"]
    ratios = {name: figures.ratio_of(subjects.get(name, []), subjects.get(form, []), key) for name in rivals}
    better = {name: ratio for name, ratio in ratios.items() if ratio and ratio.high < 1}
    if not better:
        return []
    best = min(better, key=lambda name: better[name].median)
    return [Loss(workload["title"], form, best, better[best], len(better))]


def losses_of(workload: dict, key: str) -> list[Loss]:
    """Beside liburing of the same form, and of the cheapest form beside all others."""
    subjects = workload["subjects"]
    cheapest = bar.cheapest_form(workload)
    return [loss
            for form in forms_of(subjects) or ["ringlet"]
            for loss in loss_of(workload, form, [form_of(form, "liburing"), *(others_in(subjects) if form == cheapest else [])], key)]


def said(found: list[Loss]) -> str:
    return "\n".join(map(str, found)) + "\n" if found else "Nowhere beyond the spread of the runs.\n"


def losses(workloads: list[dict]) -> str:
    return said([loss for workload in workloads for loss in losses_of(workload, workload["by"])])


def losses_of_the_first_form(workloads: list[dict]) -> str:
    """One message at a time, where another form of ringlet's is the cheapest."""
    return said([loss for workload in workloads if bar.cheapest_form(workload) != "ringlet"
                 for loss in loss_of(workload, "ringlet", others_in(workload["subjects"]), workload["by"])])


def losses_of_time(workloads: list[dict]) -> str:
    """What a server's client sees of it."""
    rows = [["", "", "better", "than", "times"]]
    for key, what in (("seconds", "time per message"), ("p50_us", "p50"), ("p99_us", "p99")):
        for workload in workloads:
            is_paced = workload["name"].startswith("latency/")  # by the load, so that all take the same time
            if workload["unit"] in ("message", "request") and not (is_paced and key == "seconds"):
                rows += [[loss.title, what, loss.best, loss.form, bar.shown(loss.ratio)] for loss in losses_of(workload, key)]
    return table(rows) if len(rows) > 1 else "Nowhere beyond the spread of the runs.\n"


def instructions_of_forms(workloads: list[dict]) -> str:
    """User-space instructions of one message, of which the bar has the first form's only."""
    rows = [["", "", "ringlet", "liburing", "times"]]
    for workload in workloads:
        counted = {name: counts["instructions"] for name, counts in workload["counts"].items() if "instructions" in counts}
        for form in forms_of(workload["subjects"]):
            mine, its = counted.get(form), counted.get(form_of(form, "liburing"))
            if mine is not None and its is not None:
                rows.append([workload["title"], form, f"{mine:,.0f}", f"{its:,.0f}", f"{mine / its:.2f}"])
    return table(rows) if len(rows) > 1 else "Not counted.\n"


def losses_in_program(found: dict) -> str:
    """How often ringlet takes more than its twin, where both are one program, and where the most."""
    parts = []
    for compiler, name in bar.COMPILERS.items():
        measured = [each for each in found["twins"].get(compiler, []) if each["kind"] == "ratio" and each["value"] is not None]
        # Some ratios are of ringlet over ringlet.
        besides = [each for each in measured if not {"within", "over_event"} & set(each["name"].split("."))]
        more = sorted((each for each in besides if each["value"] > 1), key=lambda each: -each["value"])
        if besides:
            worst = "; ".join(f"{each['what']} {each['value']:.2f}" for each in more[:4])
            parts.append(f"- In {len(more)} of {len(besides)} figures with {name}" + (f". The most, {more[0]['unit']}: {worst}." if more else "."))
    return "\nIn one program with its twin ringlet takes more, all of which stands below:\n\n" + "\n".join(parts) + "\n" if parts else ""


def curves(workloads: list[dict], prefix: str, suffix: str, scale: float) -> dict[str, list[tuple[float, figures.Spread]]]:
    """Cost over the number in the middle of the workloads' names."""
    points: dict[str, list[tuple[float, figures.Spread]]] = {}
    for workload in workloads:
        name = workload["name"]
        if not (name.startswith(prefix) and name.endswith(suffix)):
            continue
        middle = name[len(prefix): len(name) - len(suffix) if suffix else None]
        if not middle.isdigit():
            continue
        for subject, runs in workload["subjects"].items():
            values = [value * scale for value in figures.figures_of(runs, workload["by"])]
            if values:
                points.setdefault(subject, []).append((float(middle), figures.spread_of(values)))
    return {subject: sorted(line, key=lambda point: point[0]) for subject, line in points.items()}


def nops(found: dict) -> dict[str, list[tuple[float, figures.Spread]]]:
    """Instructions per NOP over how many are in flight."""
    points: dict[str, list[tuple[float, figures.Spread]]] = {}
    for compiler, name in bar.COMPILERS.items():
        for figure in found["twins"].get(compiler, []):
            kind, _, rest = figure["name"].partition(".")
            depth, _, what = rest.partition(".")
            if kind == "nop" and what == "instructions" and figure["value"] is not None:
                for subject, value in (("ringlet", figure["ringlet"]), ("liburing", figure["twin"])):
                    points.setdefault(f"{subject} ({name})", []).append((float(depth), figures.spread_of([value])))
    return {subject: sorted(line, key=lambda point: point[0]) for subject, line in points.items()}


def draw(results: dict, folder: Path) -> dict[str, str]:
    """The plots of what was measured, with what each one shows."""
    import plots  # here, so that the page itself takes no matplotlib

    folder.mkdir(parents=True, exist_ok=True)
    workloads = results["workloads"]
    by_name = {workload["name"]: workload for workload in workloads}
    found = {}
    for name, file, what in BARS:
        if name in by_name:
            plots.bars(by_name[name], folder / file)
            found[file] = what
    for address in ("tcp", "unix"):
        over = curves(workloads, f"echo/{address}/", "x64", 1e9)
        # So many lines would hide each other: of the further forms, the one for many connections.
        over = {name: line for name, line in over.items() if form_word(name) in ("", "multishot")}
        if over and len(next(iter(over.values()))) > 1:
            plots.lines(over, folder / f"connections-{address}.svg", title=f"Echo over {address}, 64 bytes",
                        across="connections", up="ns of the server's CPU per message")
            found[f"connections-{address}.svg"] = f"Cost per message over {address} as connections grow"
    rates = [workload for workload in workloads if workload["name"].startswith("latency/")]
    if rates:
        plots.latencies(rates, folder / "latency.svg")
        found["latency.svg"] = "Latency at a fixed rate"
    for cache, title in (("cached", "page cache"), ("direct", "O_DIRECT")):
        over = curves(workloads, f"reads/{cache}/", "", 1e6)
        if over and len(next(iter(over.values()))) > 1:
            plots.lines(over, folder / f"reads-{cache}.svg", title=f"Random reads of 4 KiB, {title}", across="depth", up="µs per read")
            found[f"reads-{cache}.svg"] = f"Time per random read, {title}"
    depths = nops(results)
    if depths:
        plots.lines(depths, folder / "nop.svg", title="NOPs in one program", across="in flight", up="instructions per NOP")
        found["nop.svg"] = "Instructions per NOP"
    return found


def the_bar(found: dict) -> str:
    lines = bar.lines(found)
    rows = [["Promise", "at most", "measured", ""]]
    return table(rows + [[line.promise, line.bound, line.measured, str(line.verdict)] for line in lines])


def the_bar_in_detail(found: dict) -> str:
    forms = [form_word(form) or "one at a time" for form in bar.COLUMNS]
    rows = [[f"CPU time of the server per message, beside liburing, at most {bar.PER_MESSAGE:g}", *forms, "beside the cheapest other, at most 1", ""]]
    for each in bar.messages(found):
        form = form_word(each.cheapest)
        best = "–" if each.beside_best is None else f"{bar.shown(each.beside_best)}, {each.best}" + (f", by {form}" if form else "")
        rows.append([each.title, *(bar.shown(twin) for twin in each.twins), best, str(each.verdict)])
    reads = [["Time of reads", f"beside fio, at most {bar.PER_READ:g}", ""]]
    reads += [[title, bar.shown(beside), str(verdict)] for title, beside, verdict in bar.reads(found)]
    return table(rows) + "\n" + table(reads)


# What bench/main.cpp measures, by the first word of the figures' names.
IN_PROGRAM = {
    "NOPs": ("nop", "cancellable"),
    "Echo in one program": ("echo",),
    "Deadlines": ("within",),
    "Tasks": ("task",),
    "Channels": ("channel",),
    "Messages between rings": ("messages",),
    "Timers": ("timers",),
    "Memory of an idle connection": ("idle",),
    "Allocations": ("allocations",),
}


def amount(value: float | None) -> str:
    return shown(value, 0 if not value or value >= 1000 else 1)


def value_of(figure: dict | None) -> str:
    if figure is None or figure["kind"] == "plain":
        return "–"
    return bar.shown(figures.twin_spread(figure), "{:.3f}" if figure["kind"] == "ratio" else "{:+,.1f}")


def in_program(found: dict) -> str:
    """Tables of both compilers beside each other, of what is measured in one program with its twin."""
    compilers = [compiler for compiler in bar.COMPILERS if compiler in found["twins"]]
    if not compilers:
        return "Not measured.\n"
    names = list(dict.fromkeys(figure["name"] for compiler in compilers for figure in found["twins"][compiler]))
    sections = []
    for title, words in IN_PROGRAM.items():
        rows = []
        for name in (name for name in names if name.split(".")[0] in words):
            known = {compiler: figures.twin_figure(found, compiler, name) for compiler in compilers}
            any_of_them = next((figure for figure in known.values() if figure is not None), None)
            if any_of_them is None:
                continue
            row = [f"{any_of_them['what']}, {any_of_them['unit']}"]
            for figure in known.values():
                ours, theirs = (figure["ringlet"], figure["twin"]) if figure else (None, None)
                row += [amount(ours), amount(theirs), value_of(figure)]
            rows.append(row)
        if not rows:
            continue
        head = [""] + [word for compiler in compilers for word in (bar.COMPILERS[compiler], "beside", "value")]
        # Without the columns that say nothing here.
        kept = [i for i in range(len(head)) if i == 0 or any(row[i] != "–" for row in rows)]
        sections.append(f"### {title}\n\n" + table([[row[i] for i in kept] for row in [head, *rows]]))
    return "\n".join(sections)


def how_recorded(recorded: dict) -> str:
    when = f"{recorded['when']}, {recorded['commit']}" if recorded["commit"] else recorded["when"]
    rounds = f"{recorded['rounds']} round" + ("" if recorded["rounds"] == 1 else "s")
    turns = f" of {recorded['turns']} turns" if recorded.get("turns") else ""
    return f"{when}: {rounds}{turns}" + (f" of {recorded['seconds']:g} s" if recorded["seconds"] else "")


def machines(found: dict) -> str:
    """What the figures were taken on: one place, unless they were recorded in several."""
    places: dict[str, None] = {}
    for workload in found["workloads"]:
        recorded = workload["recorded"]
        where = recorded["machine"]
        if recorded["compiler"]:
            places[f"Linux {where['kernel']}, {where['processors']} processors ({where['cpu']}), programs built by {recorded['compiler']} with -O3"] = None
    return "; ".join(places) or "nothing was measured yet"


def twins_recorded(found: dict) -> str:
    parts = []
    for compiler, name in bar.COMPILERS.items():
        recorded = [each["recorded"] for each in found["twins"].get(compiler, []) if each["value"] is not None]
        ways = dict.fromkeys(f"{each['when']}, {each['commit']}, {each['compiler']}, instructions by {each['counter']}" for each in recorded)
        parts += [f"{name}: {'; '.join(ways)}."] if ways else []
    return " ".join(parts)


def written(found: dict, folder: str, drawn: dict[str, str]) -> str:
    workloads = found["workloads"]
    pictures = "\n".join(f"![{what}]({folder}/{file})\n" for file, what in drawn.items())
    sections = "\n".join(section(workload) for workload in workloads)
    return f"""# Benchmarks

Written by `scripts/bench`, which alternates between the programs: {machines(found)}. Each is
pinned to one processor (two threads to two), and who drives it to the next one, or the last. What was measured is ratios, pair by pair in one turn or round. Absolute
figures are of this machine, a virtual one at that, and those of two workloads were taken in different minutes. Where a round has turns, all programs of the workload are up at the
same time, so that what else the machine does meets them alike; the ratio of a round is the median of those of its turns, and percentiles are of all of them together,
medians over the rounds: the 99th and the 99.9th rank nobody where they are few. System calls and allocations were counted in a run of their own. What each program is
stands in bench/peers.

## The bar

What is promised, the median of what was measured (of compilations the ratio of the means), and whether the promise is kept. In brackets,
and as lines in the bar charts and bands around ringlet and liburing, stands the interval that has the median of very many rounds in it in 95 of 100 cases (of five rounds or fewer the lowest and the
highest; of figures taken in one program the quartiles). *Within the spread* says that the bound lies in it too, so that another run may say otherwise.

{the_bar(found)}
{pictures}
## Where ringlet loses

Processor time (of what is no server, time), beside liburing of the same form, and of the cheapest form beside the others:

{losses(workloads)}
One message at a time, the form that one writes first, beside the others, where another form is the cheapest:

{losses_of_the_first_form(workloads)}
What the clients of the servers see, likewise:

{losses_of_time(workloads)}
User-space instructions of a message, form by form:

{instructions_of_forms(workloads)}{losses_in_program(found)}
## The bar, workload by workload

{the_bar_in_detail(found)}
## In one program with hand-written liburing

Instructions, allocations and bytes do not depend on how busy the machine is; bench/bounds.json holds CI to them. What stands beside is the
same by hand, or, of a deadline and of what no cancel ends, the same without; a value is the ratio of the two, with a sign their
difference. {twins_recorded(found)}

{in_program(found)}
## From outside

{sections}"""
