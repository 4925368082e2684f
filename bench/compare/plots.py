"""SVG plots of the results: one idea each, readable at a glance."""
from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402

import results as figures  # noqa: E402

# Colours that stay apart for those who see red and green alike (Okabe and Ito), ringlet's being the strongest.
COLOURS = {
    "ringlet": "#d55e00",
    "ringlet, within": "#e69f00",
    "liburing": "#0072b2",
    "epoll": "#009e73",
    "libuv": "#cc79a7",
    "Asio (epoll)": "#56b4e9",
    "Asio (io_uring)": "#999999",
    "pread": "#009e73",
    "fio": "#000000",
    "cp": "#000000",
    "ringlet, parts": "#e69f00",
    "Asio": "#56b4e9",
    "Asio, parts": "#b8dcf4",
    "ringlet (Clang 19)": "#d55e00",
    "ringlet (GCC 12)": "#e69f00",
    "liburing (Clang 19)": "#0072b2",
    "liburing (GCC 12)": "#56b4e9",
}
MARKERS = {"ringlet": "o", "liburing": "s", "epoll": "^", "libuv": "v", "Asio (epoll)": "D", "Asio (io_uring)": "P", "fio": "s", "pread": "^"}

plt.rcParams.update({
    "svg.fonttype": "none",  # text stays text: it can be searched, and takes the reader's font
    "svg.hashsalt": "ringlet",  # the same figures give the same bytes
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "white",
})


def colour_of(name: str) -> str:
    """A form of a library that has no colour of its own has the library's."""
    return COLOURS.get(name) or COLOURS.get(name.partition(", ")[0], "#777777")


def is_form(name: str) -> bool:
    return name not in COLOURS and name.partition(", ")[0] in COLOURS


def thousands(value: float, _position: int) -> str:
    return f"{value:,.0f}" if value >= 10 or value == 0 else f"{value:g}"


def save(figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    plt.close(figure)


def bars(workload: dict, path: Path) -> None:
    """What one unit costs with each subject, beside the reference, with the interval of the ratio."""
    reference = workload["subjects"][workload["reference"]]
    names, ratios = [], []
    for name, runs in workload["subjects"].items():
        ratio = figures.ratio_of(runs, reference, workload["by"])
        if ratio is not None:
            names.append(name)
            ratios.append(ratio)
    order = sorted(range(len(names)), key=lambda i: -ratios[i].median)
    figure, axes = plt.subplots(figsize=(7, 0.5 * len(names) + 1.4))
    for row, i in enumerate(order):
        ratio = ratios[i]
        axes.barh(row, ratio.median, color=colour_of(names[i]), alpha=0.6 if is_form(names[i]) else 1, height=0.62)
        axes.plot([ratio.low, ratio.high], [row, row], color="#222222", linewidth=1.2)
        axes.text(max(ratio.high, ratio.median) + 0.03, row, f"{ratio.median:.2f}", va="center",
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    axes.set_yticks(range(len(order)), [names[i] for i in order])
    axes.axvline(1, color="#222222", linewidth=0.8, linestyle=":")
    axes.set_xlabel(f"{WORDS[workload['by']]} per {workload['unit']}, {workload['reference']} = 1 (less is better)")
    axes.set_title(workload["title"], loc="left", fontsize=11)
    save(figure, path)


WORDS = {"cpu_seconds": "CPU time of the server", "seconds": "time", "bytes_per_connection": "user memory",
         "compiler_seconds": "CPU time of the compiler"}


def lines(points: dict[str, list[tuple[float, figures.Spread]]], path: Path, *, title: str, across: str, up: str) -> None:
    """One line for each subject over a logarithmic axis. A band has the interval, of ringlet and its twin only: eight would hide each other."""
    figure, axes = plt.subplots(figsize=(8.4, 4.2))
    for name, line in points.items():
        xs = [x for x, _ in line]
        colour = colour_of(name)
        ours = name.startswith("ringlet")
        axes.plot(xs, [each.median for _, each in line], label=name, color=colour, marker=MARKERS.get(name.split(" (")[0], MARKERS.get(name.partition(", ")[0], "o")),
                  linestyle="--" if is_form(name) else "-", markersize=5, linewidth=2.4 if ours else 1.4, zorder=3 if ours else 2)
        if name in ("ringlet", "liburing"):
            axes.fill_between(xs, [each.low for _, each in line], [each.high for _, each in line], color=colour, alpha=0.15, linewidth=0)
    ticks = sorted({x for line in points.values() for x, _ in line})
    axes.set_xscale("log")
    axes.set_xticks(ticks, [f"{int(x):,}" for x in ticks])
    axes.minorticks_off()
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(thousands)
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.set_title(title, loc="left", fontsize=11)
    axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.01, 1))
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    save(figure, path)


def latencies(workloads: list[dict], path: Path) -> None:
    """The percentiles of each subject, a panel for each rate."""
    figure, panels = plt.subplots(1, len(workloads), figsize=(3.3 * len(workloads), 3.8), sharey=True, squeeze=False)
    ranks = [("p50_us", "p50"), ("p99_us", "p99"), ("p999_us", "p99.9")]
    for axes, workload in zip(panels[0], workloads):
        for name, runs in workload["subjects"].items():
            values = [figures.median_of(runs, key, whole=True) for key, _ in ranks]
            if None in values:
                continue
            axes.plot(range(len(ranks)), values, label=name, color=colour_of(name), marker=MARKERS.get(name.partition(", ")[0], "o"),
                      linestyle="--" if is_form(name) else "-", markersize=5, linewidth=2.4 if name.startswith("ringlet") else 1.4)
        axes.set_xticks(range(len(ranks)), [word for _, word in ranks])
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(thousands)
        axes.set_title(workload["title"].rsplit(", ", 1)[-1] if "a second" in workload["title"] else workload["title"], loc="left", fontsize=10)
        axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    panels[0][0].set_ylabel("µs from when a message was due")
    panels[0][-1].legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1.01, 1))
    save(figure, path)
