"""python3 bench/compare: runs what bench/peers has side by side, and writes what came of it."""
from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import results
from run import Failed, Runner, measure, recorded
from workloads import all_workloads


def at_least_one(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{word} is less than one")
    return number


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python3 bench/compare", description=__doc__)
    commands = made.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="measure; what results.json has of other workloads stays")
    run.add_argument("programs", type=Path, help="the folder bench of a build with RINGLET_BUILD_PEERS")
    run.add_argument("--to", type=Path, default=Path("build/bench/results.json"), help="where the figures go (%(default)s)")
    run.add_argument("--only", action="append", default=[], metavar="NAME", help="what begins with this; may be repeated")
    run.add_argument("--all", action="store_true", help="every size with every number of connections")
    run.add_argument("--rounds", type=at_least_one, default=5, help="runs of each program (%(default)s)")
    run.add_argument("--seconds", type=float, default=1.0, help="how long one run is, or its turns together (%(default)s)")
    run.add_argument("--compiler", default="", help="what built the programs, for the page")
    run.add_argument("--scratch", type=Path, help="the folder for files that are read and copied (a temporary one)")
    twins = commands.add_parser("twins", help="put what the program bench has just measured (--json) into results.json")
    twins.add_argument("figures", type=Path)
    twins.add_argument("--to", type=Path, default=Path("build/bench/results.json"), help="where the figures go (%(default)s)")
    page = commands.add_parser("page", help="write the page and the plots from results.json")
    page.add_argument("results", type=Path)
    page.add_argument("--to", type=Path, default=Path("docs/benchmarks.md"), help="the page; the plots go into a folder beside it (%(default)s)")
    commands.add_parser("list", help="print the names of all workloads")
    return made


def chosen(only: list[str], everything: bool) -> list:
    found = [each for each in all_workloads() if (any(each.name.startswith(name) for name in only) if only else everything or each.usual)]
    if not found:
        raise Failed(f"no workload's name begins with {' or '.join(only)}: see python3 bench/compare list")
    return found


def run(options: argparse.Namespace) -> int:
    workloads = chosen(options.only, options.all)
    order = [each.name for each in all_workloads()]
    with tempfile.TemporaryDirectory(prefix="ringlet-bench-") as temporary:
        runner = Runner(options.programs.resolve(), (options.scratch or Path(temporary)).resolve(), options.seconds)
        if any("{file}" in word for each in workloads for words in each.subjects.values() for word in words):
            runner.prepare_file()
        found = results.read_or_begin(options.to)
        missing = 0
        for workload in workloads:
            try:
                results.put_workload(found, measure(workload, runner, options.rounds, options.compiler), order)
            except Failed as why:
                missing += 1
                print(f"\nnot measured: {workload.name}: {why}", file=sys.stderr)
            results.write(options.to, found)
    return 2 if missing else 0


def twins(options: argparse.Namespace) -> int:
    measured = results.read_json(options.figures)
    if not results.have_all({"compiler", "compiler_version", "counter", "figures"}, [measured]) or not results.have_all(results.FIGURE_KEYS, measured["figures"]):
        raise results.Unreadable(f"{options.figures}: no figures of the program bench")
    found = results.read_or_begin(options.to)
    how = recorded() | {"compiler": measured["compiler_version"], "counter": measured["counter"]}
    results.put_twins(found, measured["compiler"], measured["figures"], how)
    results.write(options.to, found)
    return 0


def page(options: argparse.Namespace) -> int:
    import page as writer

    found = results.read(options.results)
    folder = options.to.parent / options.to.stem
    drawn = writer.draw(found, folder)
    results.write(folder / "results.json", found)  # so that the page can be written again, and parts of it recorded again
    options.to.write_text(writer.written(found, folder.name, drawn))
    return 0


def main() -> int:
    options = parser().parse_args()
    try:
        if options.command == "list":
            print("\n".join(f"{each.name:24} {each.title}" for each in all_workloads()))
            return 0
        return {"run": run, "twins": twins, "page": page}[options.command](options)
    except (Failed, results.Unreadable, OSError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
