"""The figures of the runs: what results.json holds, and what is worked out from it.

Each workload, and each figure taken in one program with its twin, says when and how it was recorded, so that a part of them can
be recorded again.
"""
from __future__ import annotations

import json
import re
import statistics
from dataclasses import dataclass, replace
from pathlib import Path

SCHEMA = 2


class Unreadable(Exception):
    """A results file that is not one; the text says what was expected."""


@dataclass(frozen=True)
class Spread:
    median: float
    low: float  # what the median of very many would lie between, at 95 %; of what bench/main.cpp has measured, the quartiles
    high: float


def spread_of(values: list[float]) -> Spread:
    """The median and its 95 % interval, from the order of the values alone: the k-th lowest to the k-th highest, with the largest
    k for which fewer than k heads in `count` tosses come up in at most 2.5 % of all cases. Below six values there is no such
    k: the lowest and the highest."""
    ordered, count = sorted(values), len(values)
    k, ways = 0, 1  # of `count` tosses to come up heads k times
    at_most_k = ways
    while 40 * at_most_k <= 2**count:
        k += 1
        ways = ways * (count - k + 1) // k
        at_most_k += ways
    k = max(k, 1)
    return Spread(statistics.median(ordered), ordered[k - 1], ordered[-k])


# What is not for one unit of the work, however many there were.
AS_THEY_ARE = {"bytes_per_connection", "p50_us", "p99_us", "p999_us"}
# Where the mean of the rounds spreads less than their median, and the ratio of the means less than the median of the ratios.
MEANS = {"compiler_seconds"}


def per_unit(run: dict, key: str) -> float | None:
    """A figure of one run for one unit of its work, over its turns the median; a figure that says what it is per is that already."""
    turns = run.get("turns", {})
    if key in turns:
        return statistics.median(value / units for value, units in zip(turns[key], turns["units"], strict=True))
    value = run.get(key)
    if value is None or not run.get("units"):
        return None
    return value if key in AS_THEY_ARE else value / run["units"]


def figures_of(runs: list[dict], key: str) -> list[float]:
    found = [per_unit(run, key) for run in runs]
    return [value for value in found if value is not None]


def median_of(runs: list[dict], key: str, *, whole: bool = False) -> float | None:
    """The median over the runs (the mean, of what is in MEANS), for one unit, or of the figure as it is."""
    values = [run[key] for run in runs if run.get(key) is not None] if whole else figures_of(runs, key)
    return (statistics.mean if key in MEANS else statistics.median)(values) if values else None


def ratio_of_round(mine: dict, its: dict, key: str) -> float | None:
    """The median of the ratios of its turns, where it has such; None where one of both has no figure."""
    if key in mine.get("turns", {}) and key in its.get("turns", {}):
        sides = [zip(run["turns"][key], run["turns"]["units"], strict=True) for run in (mine, its)]
        return statistics.median(value / units / (its_value / its_units) for (value, units), (its_value, its_units) in zip(*sides, strict=True))
    value, its_value = per_unit(mine, key), per_unit(its, key)
    return value / its_value if value is not None and its_value else None


def ratio_of(runs: list[dict], reference: list[dict], key: str) -> Spread | None:
    """The runs divided by those of the reference, round by round; None where no round has both. A round counts once, however
    many turns it has: the programs are started anew in each, and where their memory lay has been seen to make 16 %, in all turns."""
    rounds = [(mine, its, ratio) for mine, its in zip(runs, reference) if (ratio := ratio_of_round(mine, its, key)) is not None]
    if not rounds:
        return None
    spread = spread_of([ratio for *_, ratio in rounds])
    if key in MEANS:
        return replace(spread, median=statistics.mean(per_unit(mine, key) for mine, *_ in rounds) / statistics.mean(per_unit(its, key) for _, its, _ in rounds))
    return spread


def twin_figure(found: dict, compiler: str, name: str) -> dict | None:
    """A figure of bench/main.cpp, which has one; `compiler` is "clang" or "gcc"."""
    return next((each for each in found["twins"].get(compiler, []) if each["name"] == name and each["value"] is not None), None)


def twin_spread(figure: dict | None, key: str = "value") -> Spread | None:
    if figure is None:
        return None
    value, low, high = figure[key], figure["low"], figure["high"]
    return Spread(value, value if low is None else low, value if high is None else high)


def put_workload(found: dict, workload: dict, order: list[str]) -> None:
    """Takes the place of what was recorded of it before. What `order` does not name is no workload any more, and goes."""
    by_name = {each["name"]: each for each in [*found["workloads"], workload]}
    found["workloads"] = [by_name[name] for name in order if name in by_name]


def put_twins(found: dict, compiler: str, figures: list[dict], recorded: dict) -> None:
    """The same for figures of one program; one that was not measured this time leaves the one before where it is."""
    by_name = {each["name"]: each for each in found["twins"].get(compiler, [])}
    by_name |= {each["name"]: each | {"recorded": recorded} for each in figures if each["value"] is not None or each["name"] not in by_name}
    found["twins"][compiler] = list(by_name.values())


WORKLOAD_KEYS = {"name", "title", "unit", "reference", "by", "subjects", "counts", "recorded"}
FIGURE_KEYS = {"name", "what", "unit", "ringlet", "twin", "value", "kind", "low", "high"}


def have_all(keys: set[str], objects: object) -> bool:
    return isinstance(objects, list) and all(isinstance(each, dict) and keys <= each.keys() for each in objects)


def read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text())
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"{path}:{error.lineno}: no JSON: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: no JSON: {error}") from error


def read(path: Path) -> dict:
    found = read_json(path)
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise Unreadable(f"{path}: no results of scripts/bench (schema {SCHEMA} was expected)")
    twins = found.get("twins")
    if not have_all(WORKLOAD_KEYS, found.get("workloads")) or not isinstance(twins, dict) or not all(have_all(FIGURE_KEYS, each) for each in twins.values()):
        raise Unreadable(f"{path}: a part of what scripts/bench writes is missing in it")
    return found


def read_or_begin(path: Path) -> dict:
    """What was recorded before, or nothing."""
    return read(path) if path.exists() else {"schema": SCHEMA, "workloads": [], "twins": {}}


def write(path: Path, results: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # The numbers of each run's turns on one line.
    text = re.sub(r"\[\n[-+.,\s\de]+\]", lambda numbers: "".join(numbers[0].split()), json.dumps(results, indent=1))
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(text + "\n")
    unfinished.replace(path)
