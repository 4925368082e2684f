"""What is worked out from the runs, and what is said of them."""
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import bar  # noqa: E402
import page  # noqa: E402
import results  # noqa: E402
import run  # noqa: E402
import workloads  # noqa: E402


def runs(*cpu_seconds: float) -> list[dict]:
    return [{"units": 100, "unit": "message", "seconds": 1.0, "cpu_seconds": each} for each in cpu_seconds]


def workload(**subjects: list[dict]) -> dict:
    return {"name": "echo/tcp/64x64", "title": "Echo", "unit": "message", "reference": "liburing", "by": "cpu_seconds",
            "subjects": subjects, "counts": {name: {} for name in subjects},
            "recorded": {"when": "2026-01-02", "commit": "abc1234", "compiler": "Clang 19", "rounds": 3, "seconds": 1.0,
                         "machine": {"kernel": "6.18", "cpu": "a CPU", "processors": 2}}}


def twin(name: str, value: float | None, **more) -> dict:
    return {"name": name, "what": name, "unit": "instructions", "ringlet": value, "twin": 10.0, "value": value, "kind": "ratio", "low": None,
            "high": None, "recorded": {"when": "2026-01-02", "commit": "abc1234", "compiler": "12.2", "counter": "trap flag"}} | more


def results_of(*measured: dict, **twins: list[dict]) -> dict:
    return {"schema": results.SCHEMA, "workloads": list(measured), "twins": twins}


def line_of(found: dict, beginning: str) -> bar.Line:
    return next(line for line in bar.lines(found) if line.promise.startswith(beginning))


class Ratios(unittest.TestCase):
    def test_pairs_are_of_one_round(self):
        # Each round is twice as slow as the one before, for both: the ratio does not see it.
        ratio = results.ratio_of(runs(1.1, 2.2, 4.4), runs(1, 2, 4), "cpu_seconds")
        self.assertAlmostEqual(ratio.low, 1.1)
        self.assertAlmostEqual(ratio.high, 1.1)

    def test_units_count(self):
        mine = [{"units": 200, "cpu_seconds": 1.0}]
        self.assertAlmostEqual(results.ratio_of(mine, runs(1), "cpu_seconds").median, 0.5)

    def test_what_was_not_measured_is_no_zero(self):
        unmeasured = [{"units": 100, "cpu_seconds": None}]
        self.assertIsNone(results.ratio_of(unmeasured, runs(1), "cpu_seconds"))
        self.assertIsNone(results.median_of(unmeasured, "cpu_seconds"))


    def test_compilations_are_compared_by_their_means(self):
        ours, its = ([{"units": 1, "compiler_seconds": each} for each in line] for line in ((1, 1, 4), (2, 2, 2)))
        ratio = results.ratio_of(ours, its, "compiler_seconds")
        self.assertAlmostEqual(ratio.median, 1)  # the median of the rounds is 0.5
        self.assertAlmostEqual(ratio.low, 0.5)
        self.assertAlmostEqual(results.median_of(ours, "compiler_seconds"), 2)


class Intervals(unittest.TestCase):
    def test_few_values_are_all_in_it_and_of_nine_two_are_not(self):
        self.assertEqual(results.spread_of([7.0]), results.Spread(7, 7, 7))
        for count in (2, 5, 8):
            spread = results.spread_of([float(each) for each in range(count, 0, -1)])
            self.assertEqual((spread.low, spread.high), (1, count))
        self.assertEqual(results.spread_of([float(each) for each in range(1, 10)]), results.Spread(5, 2, 8))

    def test_it_holds_the_median_of_all_in_95_of_100(self):
        # Of 40 values from a distribution with its median at 1 and a long tail.
        dice, held = random.Random(1), 0
        for _ in range(2000):
            spread = results.spread_of([dice.expovariate(math.log(2)) for _ in range(40)])
            held += spread.low <= 1 <= spread.high
        self.assertGreaterEqual(held, 1900)
        self.assertLess(held, 1960)

    def test_it_shrinks_with_many(self):
        spread = results.spread_of([float(each) for each in range(10_001)])
        self.assertAlmostEqual(spread.low, 4902, delta=1)
        self.assertAlmostEqual(spread.high, 5098, delta=1)


def in_turns(units: list[int], cpu_seconds: list[float]) -> dict:
    """A run whose totals are what no ratio may be made of."""
    return {"units": 1, "cpu_seconds": 99.0, "turns": {"units": units, "cpu_seconds": cpu_seconds}}


class Turns(unittest.TestCase):
    def test_pairs_are_of_one_turn(self):
        # Of each turn the ratio is 1.1, and one is twenty times as slow as the other for both.
        mine = [in_turns([10, 10], [1.1, 22.0]), in_turns([40], [1.1])]
        its = [in_turns([10, 10], [1.0, 20.0]), in_turns([10], [0.25])]
        ratio = results.ratio_of(mine, its, "cpu_seconds")
        self.assertAlmostEqual(ratio.low, 1.1)
        self.assertAlmostEqual(ratio.high, 1.1)
        # The ratios are 3, 1 and 2; that of the medians would be 1.5.
        self.assertEqual(results.ratio_of([in_turns([1, 1, 1], [3.0, 2.0, 10.0])], [in_turns([1, 1, 1], [1.0, 2.0, 5.0])], "cpu_seconds").median, 2)

    def test_a_round_counts_once_however_many_turns_it_has(self):
        # Its memory lies well in one round, and badly in two.
        mine = [in_turns([1] * 9, [1.0] * 9), in_turns([1, 1, 1], [1.2, 1.3, 9.9]), in_turns([1], [1.4])]
        its = [in_turns([1] * 9, [1.0] * 9), in_turns([1, 1, 1], [1.0, 1.0, 1.0]), in_turns([1], [1.0])]
        ratio = results.ratio_of(mine, its, "cpu_seconds")
        self.assertEqual((ratio.low, ratio.median, ratio.high), (1, 1.3, 1.4))

    def test_what_turns_have_not_is_of_the_run(self):
        run = in_turns([10], [1.0]) | {"seconds": 3.0}
        self.assertEqual(results.median_of([run], "seconds"), 3)
        self.assertAlmostEqual(results.median_of([run], "cpu_seconds"), 0.1)

    def test_they_are_kept_on_one_line(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "results.json"
            found = results_of(workload(liburing=[in_turns([10, 2000], [0.25, 1e-05])]) | {"title": "a [1 2] b"})
            results.write(path, found)
            self.assertIn('"units": [10,2000]', path.read_text())
            self.assertIn("a [1 2] b", path.read_text())
            self.assertEqual(results.read(path), found)

    def test_a_turn_is_longer_where_more_is_under_way(self):
        self.assertEqual(workloads.turn_of(1, 64), 0.02)
        self.assertEqual(workloads.turn_of(5000, 64), 0.12)
        self.assertEqual(workloads.turn_of(5000, 65536), 0.51)

    def test_twins_have_their_turns_side_by_side(self):
        firsts = set()
        for seed in range(500):
            names = run.shuffled(workloads.echo_subjects("tcp", 64, workloads.FORMS), random.Random(seed))
            self.assertEqual(len(set(names)), 14)
            for name in names:
                other = name.replace("ringlet", "liburing") if name.startswith("ringlet") else name.replace("liburing", "ringlet")
                self.assertLessEqual(abs(names.index(name) - names.index(other)), 1)
            firsts.add(names[0])
        self.assertEqual(len(firsts), 14)

    def test_each_program_listens_somewhere_else(self):
        runner = run.Runner(Path("/programs"), Path("/scratch"), 0.5)
        runner.program = Path
        for each in workloads.all_workloads():
            if not each.turn:
                continue
            places = set()
            for number, name in enumerate(each.subjects):
                words = runner.turning(each, name, number)
                place = words[words.index("--address") + 1]
                self.assertIn(place, words[words.index("--"):])
                places.add(place)
            self.assertEqual(len(places), len(each.subjects))


WRK = """Running 1s test @ http://127.0.0.1:17801/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   580.50us    1.29ms  12.50ms   93.00%
    Req/Sec    73.17k    12.18k   92.67k    81.82%
  Latency Distribution
     50%  268.00us
     75%  401.00us
     90%    1.20ms
     99%    1.25s
  80449 requests in 1.10s, 84.31MB read
Requests/sec:  73147.06
Transfer/sec:     76.66MB
"""


class Wrk(unittest.TestCase):
    def test_units_of_time(self):
        found = run.read_wrk(WRK)
        self.assertEqual((found["units"], found["unit"]), (80449, "request"))
        self.assertAlmostEqual(found["seconds"], 1.1)
        self.assertAlmostEqual(found["p50_us"], 268)
        self.assertAlmostEqual(found["p99_us"], 1.25e6)
        self.assertAlmostEqual(run.read_wrk(WRK.replace("1.25s", "1.25ms"))["p99_us"], 1250)

    def test_what_was_not_answered_well_is_no_figure(self):
        for more in ("  Socket errors: connect 0, read 3, write 0, timeout 0\n", "  Non-2xx or 3xx responses: 12\n"):
            with self.assertRaises(run.Failed):
                run.read_wrk(WRK + more)

    def test_no_figure_of_nothing(self):
        for text in ("", WRK.replace("80449 requests", "0 requests"), WRK.replace("99% ", "98% ")):
            with self.assertRaises(run.Failed):
                run.read_wrk(text)

    def test_the_clock_of_another_process(self):
        with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as other:
            before = run.cpu_seconds_of(other.pid)
            time.sleep(0.3)
            took = run.cpu_seconds_of(other.pid) - before
            other.kill()
        self.assertGreater(took, 0.01)
        self.assertLess(took, 0.6)


class Others(unittest.TestCase):
    """How programs of others are run."""

    def test_fio_submits_as_many_reads_at_a_time_as_the_rest(self):
        asked = []
        runner = run.Runner(Path("/programs"), Path("/scratch"), 0.5)
        read = {"runtime": 1000, "total_ios": 7, "lat_ns": {"percentile": {f"{rank}00000": 1000 for rank in ("50.0", "99.0", "99.9")}}}
        runner.call = lambda command: asked.extend(command) or json.dumps({"jobs": [{"read": read, "usr_cpu": 1, "sys_cpu": 2}]})
        self.assertEqual(runner.run_fio("cached", "32", "plain")["units"], 7)
        self.assertLessEqual({"--iodepth=32", "--iodepth_batch_submit=32", "--iodepth_batch_complete_max=32", "--runtime=1"}, set(asked))

    def test_what_comes_from_the_page_cache_is_there(self):
        runner = run.Runner(Path("/programs"), Path("/scratch"), 0.5)
        filled = set()
        for each in workloads.all_workloads():
            runner.file = mock.MagicMock()
            runner.file.open.return_value.__enter__.return_value.read.side_effect = [b"some", b"more", b""]
            runner.fill_cache(each)
            if runner.file.open.called:
                filled.add("/".join(each.name.split("/")[:2]))
        self.assertEqual(filled, {"reads/cached", "copy/linked", "copy/splice"})

    def test_the_page_says_how_long_wrk_ran(self):
        runner = run.Runner(Path("/programs"), Path("/scratch"), 0.5)
        seconds = {each.name: runner.seconds_of(each) for each in workloads.all_workloads()}
        self.assertEqual((seconds["http/64"], seconds["accept"], seconds["zig"]), (1, 0.5, None))
        self.assertEqual(seconds["echo/tcp/64x64"], 0.5)
        self.assertGreater(seconds["echo/tcp/5000x65536"], 2)  # what is counted there has to be answered

    def test_what_is_counted_runs_as_long_as_that_says(self):
        runner = run.Runner(Path("/programs"), Path("/scratch"), 0.5)
        slow = next(each for each in workloads.all_workloads() if each.name == "echo/tcp/5000x65536")
        with mock.patch.object(runner, "program", return_value="/p"), mock.patch.object(runner, "call", return_value='{"unit": "message"}') as call:
            runner.run(slow, "ringlet", "--count-syscalls")
        command = call.call_args.args[0]
        self.assertEqual(command[command.index("--seconds") + 1], str(runner.seconds_of(slow)))


class Page(unittest.TestCase):
    def test_a_loss_is_said(self):
        lost = workload(ringlet=runs(1.5, 1.6), liburing=runs(1, 1), epoll=runs(3, 3))
        self.assertIn("liburing takes 0.646 times", page.losses([lost]))

    def test_a_loss_is_seen_in_each_pair(self):
        # Which round it was says more than who was measured, for ringlet and epoll alike.
        drifting = workload(ringlet=runs(1, 2, 4), epoll=runs(0.9, 1.8, 3.6), liburing=runs(9, 9, 9))
        self.assertIn("epoll takes 0.900 times", page.losses([drifting]))

    def test_a_difference_within_the_spread_is_none(self):
        even = workload(ringlet=runs(0.9, 1.2), liburing=runs(1, 1))
        self.assertIn("Nowhere", page.losses([even]))

    def test_a_form_is_held_against_the_same_form_and_the_cheapest_against_the_others(self):
        forms = workload(**{"ringlet": runs(3, 3), "liburing": runs(2, 2), "epoll": runs(1.5, 1.5), "libuv": runs(0.5, 0.5),
                            "ringlet, multishot": runs(1, 1), "liburing, multishot": runs(1.1, 1.1)})
        self.assertEqual(page.losses([forms]).splitlines(),
                         ["- Echo: liburing takes 0.667 times what ringlet takes.", "- Echo: libuv takes 0.500 times what ringlet, multishot takes."])

    def test_the_first_form_is_held_against_the_others_where_another_is_the_cheapest(self):
        forms = workload(**{"ringlet": runs(3, 3), "liburing": runs(2, 2), "epoll": runs(1.5, 1.5), "libuv": runs(4, 4),
                            "ringlet, multishot": runs(1, 1), "liburing, multishot": runs(1.1, 1.1)})
        self.assertEqual(page.losses_of_the_first_form([forms]), "- Echo: epoll takes 0.500 times what ringlet takes.\n")
        self.assertIn("Nowhere", page.losses_of_the_first_form([workload(ringlet=runs(3, 3), liburing=runs(2, 2), epoll=runs(1, 1))]))

    def test_what_clients_see_is_compared_as_well(self):
        def waited(p99):
            return [run | {"p99_us": p99} for run in runs(1, 1)]

        lost = page.losses_of_time([workload(ringlet=waited(30.0), liburing=waited(20.0), epoll=waited(10.0))])
        self.assertIn("| Echo | p99 | epoll | ringlet | 0.333 |", lost)
        # However many messages a round had.
        more = [run | {"units": 2 * run["units"]} for run in waited(10.0)]
        self.assertIn("0.333", page.losses_of_time([workload(ringlet=waited(30.0), epoll=more)]))
        self.assertIn("Nowhere", page.losses_of_time([workload(ringlet=waited(10.0), liburing=waited(20.0))]))

    def test_instructions_are_told_of_each_form(self):
        counted = workload(**{"ringlet": runs(1), "liburing": runs(1), "ringlet, linked": runs(1), "liburing, linked": runs(1)})
        counted["counts"] |= {"ringlet, linked": {"instructions": 390.0}, "liburing, linked": {"instructions": 130.0}}
        self.assertIn("| Echo | ringlet, linked | 390 | 130 | 3.00 |", page.instructions_of_forms([counted]))
        self.assertIn("Not counted", page.instructions_of_forms([workload(ringlet=runs(1), liburing=runs(1))]))

    def test_losses_in_one_program_are_counted(self):
        found = results_of(clang=[twin("nop.1.instructions", 1.9), twin("timers.200.instructions", 0.7), twin("task.child.time", 190, kind="plain"),
                                  twin("nop.8.time", None), twin("echo.64.within.time", 1.2), twin("messages.ring.over_event.time", 1.1)])
        self.assertIn("- In 1 of 2 figures with Clang 19. The most, ", page.losses_in_program(found))
        self.assertIn(" 1.90.\n", page.losses_in_program(found))
        self.assertEqual(page.losses_in_program(results_of()), "")

    def test_a_column_that_nobody_has_a_figure_for_is_left_out(self):
        text = page.section(workload(ringlet=runs(1), liburing=runs(1)))
        self.assertNotIn("instructions", text)
        self.assertIn("messages a second", text)

    def test_a_figure_that_one_has_not_is_a_dash(self):
        uneven = workload(ringlet=runs(1), liburing=runs(1))
        uneven["counts"]["ringlet"]["instructions"] = 150.0
        row = next(line for line in page.section(uneven).splitlines() if line.startswith("| liburing"))
        self.assertIn("–", row)


    def test_a_section_says_when_it_was_recorded(self):
        self.assertIn("2026-01-02, abc1234: 3 rounds of 1 s", page.section(workload(ringlet=runs(1), liburing=runs(1))))

    def test_a_section_says_how_many_turns_there_were(self):
        turned = workload(ringlet=runs(1), liburing=runs(1))
        turned["recorded"] |= {"turns": 50, "seconds": 0.02}
        self.assertIn("3 rounds of 50 turns of 0.02 s", page.section(turned))

    def test_what_takes_no_given_time_says_none(self):
        fixed = workload(ringlet=runs(1), liburing=runs(1))
        fixed["recorded"] |= {"seconds": None, "rounds": 1}
        self.assertTrue(page.section(fixed).endswith("2026-01-02, abc1234: 1 round\n"))

    def test_a_compilation_has_its_time_and_the_size_of_its_object(self):
        unit = [{"units": 1, "unit": "translation unit", "compiler_seconds": 1.97, "object_bytes": 30167}]
        text = page.section(workload(ringlet=unit, Asio=unit) | {"reference": "Asio", "by": "compiler_seconds", "unit": "translation unit"})
        self.assertIn("| ringlet | 1.000 (1.000 to 1.000) | 1.97 | 30,167 |", text)

    def test_both_compilers_stand_beside_each_other(self):
        found = results_of(clang=[twin("nop.256.instructions", 1.3, ringlet=61.8)], gcc=[twin("nop.256.instructions", 1.4, ringlet=1234.5)])
        row = next(line for line in page.in_program(found).splitlines() if line.startswith("| nop.256"))
        self.assertEqual(row, "| nop.256.instructions, instructions | 61.8 | 10.0 | 1.300 | 1,234 | 10.0 | 1.400 |")

    def test_a_figure_of_one_compiler_leaves_the_other_blank(self):
        found = results_of(clang=[twin("nop.1.time", 1.3, low=1.2, high=1.4)], gcc=[twin("nop.256.instructions", 1.4)])
        row = next(line for line in page.in_program(found).splitlines() if line.startswith("| nop.1.time"))
        self.assertIn("1.300 (1.200 to 1.400) | – | – | – |", row)

    def test_columns_that_say_nothing_are_left_out(self):
        plain = twin("task.child.instructions", 191.0, kind="plain", twin=None)
        self.assertIn("|  | Clang 19 |\n", page.in_program(results_of(clang=[plain])))

    def test_a_difference_has_its_sign(self):
        more = twin("within.256.instructions", 79.6, kind="more", ringlet=141.3, twin=61.7)
        self.assertIn("| 141.3 | 61.7 | +79.6 |", page.in_program(results_of(clang=[more])))

    def test_the_plot_of_nops_has_both_sides_of_both_compilers(self):
        figures = [twin("nop.256.instructions", 1.5, ringlet=60.0, twin=40.0), twin("nop.8.instructions", 1.5, ringlet=90.0), twin("nop.8.time", 1.0)]
        drawn = page.nops(results_of(clang=figures, gcc=figures[:1]))
        self.assertEqual([(x, y.median) for x, y in drawn["ringlet (Clang 19)"]], [(8.0, 90.0), (256.0, 60.0)])
        self.assertEqual([(x, y.median) for x, y in drawn["liburing (GCC 12)"]], [(256.0, 40.0)])

    def test_each_place_of_the_runs_is_named_once(self):
        other = workload(ringlet=runs(1), liburing=runs(1))
        other["recorded"]["compiler"] = "Clang 21"
        same = workload(ringlet=runs(1), liburing=runs(1))
        text = page.machines(results_of(same, same, other))
        self.assertEqual((text.count("Clang 19"), text.count("Clang 21")), (1, 1))

    def test_each_figure_has_its_table(self):
        names = set(json.loads((Path(__file__).parents[2] / "bounds.json").read_text())["bounds"])
        words = {word for group in page.IN_PROGRAM.values() for word in group}
        self.assertLessEqual({name.split(".")[0] for name in names}, words)

    def test_the_page_of_nothing(self):
        text = page.written(results_of(), "folder", {})
        self.assertIn("nothing was measured yet", text)
        self.assertNotIn("| met", text)


class Bar(unittest.TestCase):
    def test_what_was_not_measured_is_said_to_be_that(self):
        for line in bar.lines(results_of()):
            self.assertEqual(str(line.verdict), "not measured", line.promise)

    def test_each_compiler_has_its_bound(self):
        figures = [twin("nop.256.instructions", 1.5)]
        found = results_of(clang=figures, gcc=figures)
        self.assertEqual(str(line_of(found, "Instructions per NOP, 256 in flight, beside liburing, Clang").verdict), "**missed**")
        self.assertEqual(str(line_of(found, "Instructions per NOP, 256 in flight, beside liburing, GCC").verdict), "met")

    def test_the_lowest_is_lower_than_every_other(self):
        even = runs(1, 1, 1)
        for epoll, libuv, verdict in (((2, 2, 2), (3, 3, 3), "met"), ((2, 2, 2), (0.5, 0.5, 0.5), "**missed**")):
            found = results_of(workload(ringlet=even, liburing=even, epoll=runs(*epoll), libuv=runs(*libuv),
                                        **{"Asio (epoll)": runs(4, 4, 4), "Asio (io_uring)": runs(4, 4, 4)},
                                        **{f"{each}, {form}": even for form in workloads.FORMS for each in ("ringlet", "liburing")}))
            each = next(each for each in bar.messages(found) if each.title.endswith("tcp, 64 connections, 64 bytes"))
            self.assertEqual(str(each.verdict), verdict)
        self.assertEqual(each.best, "libuv")

    def test_the_cheapest_form_is_the_one_that_is_to_be_the_lowest(self):
        others = {name: runs(4) for name in ("libuv", "Asio (epoll)", "Asio (io_uring)")}
        found = results_of(workload(ringlet=runs(2), liburing=runs(2), epoll=runs(1.5), **others,
                                    **{"ringlet, multishot": runs(1), "liburing, multishot": runs(0.9)}))
        each = next(each for each in bar.messages(found) if each.title.endswith("tcp, 64 connections, 64 bytes"))
        self.assertEqual([twin and round(twin.median, 2) for twin in each.twins], [1, None, 1.11, None, None])
        self.assertEqual((each.cheapest, each.best, str(each.verdict)), ("ringlet, multishot", "epoll", "**missed**"))
        self.assertAlmostEqual(each.beside_best.median, 1 / 1.5)

    def test_a_peer_that_was_not_measured_makes_no_lowest(self):
        found = results_of(workload(ringlet=runs(1), liburing=runs(1), epoll=runs(2)))
        each = next(each for each in bar.messages(found) if each.title.endswith("tcp, 64 connections, 64 bytes"))
        self.assertEqual(str(each.verdict), "not measured")

    def test_the_twin_may_be_two_percent_lower(self):
        self.assertTrue(bar.judged(results.Spread(1.02, 1.02, 1.02), bar.PER_MESSAGE).met)
        self.assertFalse(bar.judged(results.Spread(1.021, 1.021, 1.021), bar.PER_MESSAGE).met)

    def test_a_bound_inside_of_the_interval_is_said(self):
        self.assertEqual(str(bar.judged(results.Spread(1.0, 0.9, 1.1), 1.02)), "met, within the spread")
        self.assertEqual(str(bar.judged(results.Spread(1.05, 1.0, 1.1), 1.02)), "**missed**, within the spread")

    def test_one_that_is_missed_is_not_hidden_by_others(self):
        missed, met, unknown = bar.Verdict(False), bar.Verdict(True), bar.Verdict(None)
        self.assertEqual(bar.all_of([met, unknown, missed]), missed)
        self.assertEqual(bar.all_of([met, unknown]), unknown)
        self.assertEqual(bar.all_of([met, met]), met)

    def test_a_workload_that_only_all_measures_may_be_missing(self):
        titles = [each.title for each in bar.messages(results_of())]
        self.assertIn("Echo over tcp, 64 connections, 4,096 bytes", titles)
        self.assertNotIn("Echo over tcp, 1 connection, 4,096 bytes", titles)

    def test_allocations_are_none_only_where_all_were_counted(self):
        none = [twin(f"allocations.{name}", 0.0) for name in bar.ALLOCATIONS]
        self.assertEqual(bar.allocations(results_of(gcc=none), "gcc").verdict.met, True)
        self.assertIn("connection not measured", bar.allocations(results_of(gcc=none[:-1]), "gcc").measured)
        self.assertEqual(bar.allocations(results_of(gcc=none[:-1]), "gcc").verdict.met, None)
        some = [*none[:-1], twin("allocations.connection", 2.0)]
        self.assertEqual(bar.allocations(results_of(gcc=some), "gcc").verdict.met, False)

    def test_bounds_without_a_line_of_their_own_are_looked_at_too(self):
        def of(*figures):
            return line_of(results_of(clang=list(figures)), "The other bounds of bench/bounds.json, Clang")

        kept, missed = twin("timers.200.instructions", 0.7, bound=1), twin("nop.256.time", 1.12, bound=1.1)
        self.assertTrue(of(kept, twin("nop.1.time", 9.0, bound=None)).verdict.met)
        self.assertEqual(of(kept, missed).verdict.met, False)
        self.assertEqual(of(kept, missed).measured, "kept by 1 of 2 figures; nop.256.time, instructions: 1.120, at most 1.1")
        # What has one is not counted twice.
        self.assertIsNone(of(twin("nop.256.instructions", 9.0, bound=1.35)).verdict.met)

    def test_flat_is_the_dearest_over_the_cheapest(self):
        def of(costs):
            return results_of(*(workload(ringlet=runs(cost), liburing=runs(1)) | {"name": f"echo/tcp/{connections}x64"}
                                for connections, cost in zip(workloads.CONNECTIONS, costs)))

        self.assertTrue(bar.flat(of([1, 1.05, 1.08, 1])).verdict.met)
        self.assertFalse(bar.flat(of([1, 1.05, 1.2, 1])).verdict.met)
        self.assertIsNone(bar.flat(of([1, 1.05, 1.08])).verdict.met)

    def test_deadlines_are_beside_none(self):
        def of(seconds):
            subjects = {"ringlet": runs(1), "ringlet, within": runs(seconds)}
            return line_of(results_of(workload(**subjects) | {"name": "within", "reference": "ringlet"}), "`within` on every operation of the echo, beside none, server")

        self.assertTrue(of(1.03).verdict.met)
        self.assertFalse(of(1.04).verdict.met)

    def test_reads_are_beside_fio(self):
        timed = workload(ringlet=runs(1), fio=runs(1)) | {"name": "reads/cached/8", "by": "seconds"}
        timed["subjects"]["ringlet"][0]["seconds"] = 1.03
        verdicts = {title: verdict for title, _, verdict in bar.reads(results_of(timed))}
        self.assertEqual(verdicts.pop("Random reads of 4 KiB, page cache, depth 8").met, False)
        self.assertEqual({each.met for each in verdicts.values()}, {None})


class Parts(unittest.TestCase):
    """What is recorded again takes the place of what was there, and the rest stays."""

    def test_a_workload_takes_its_own_place(self):
        first = workload(liburing=runs(1)) | {"name": "a"}
        found = results_of(first, workload(liburing=runs(2)) | {"name": "b"})
        results.put_workload(found, workload(liburing=runs(3)) | {"name": "b"}, ["a", "b", "c"])
        self.assertEqual([each["name"] for each in found["workloads"]], ["a", "b"])
        self.assertIs(found["workloads"][0], first)
        self.assertEqual(found["workloads"][1]["subjects"]["liburing"][0]["cpu_seconds"], 3)

    def test_the_order_is_that_of_the_workloads(self):
        found = results_of(workload() | {"name": "c"}, workload() | {"name": "gone"})
        results.put_workload(found, workload() | {"name": "a"}, ["a", "b", "c"])
        self.assertEqual([each["name"] for each in found["workloads"]], ["a", "c"])

    def test_figures_of_one_program_keep_their_own_dates(self):
        found = results_of(gcc=[twin("nop.1.time", 1.1), twin("nop.1.instructions", 2.0)])
        new = twin("nop.1.instructions", 1.9)
        del new["recorded"]
        results.put_twins(found, "gcc", [new], {"when": "2026-03-04"})
        self.assertEqual(results.twin_figure(found, "gcc", "nop.1.time")["recorded"]["when"], "2026-01-02")
        self.assertEqual(results.twin_figure(found, "gcc", "nop.1.instructions")["recorded"]["when"], "2026-03-04")
        self.assertEqual(results.twin_figure(found, "gcc", "nop.1.instructions")["value"], 1.9)

    def test_what_could_not_be_measured_leaves_what_was(self):
        found = results_of(gcc=[twin("nop.1.instructions", 2.0)])
        results.put_twins(found, "gcc", [twin("nop.1.instructions", None)], {"when": "2026-03-04"})
        self.assertEqual(results.twin_figure(found, "gcc", "nop.1.instructions")["value"], 2.0)


class Commands(unittest.TestCase):
    """The commands themselves, with programs that measure nothing."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.to = self.folder / "results.json"
        for name in ("measure/bench_measure", "peers/echo_ringlet", "peers/echo_liburing"):
            program = self.folder / name
            program.parent.mkdir(exist_ok=True)
            program.write_text("""#!/bin/sh
found='{"units": 10, "unit": "message", "seconds": 1, "cpu_seconds": 0.5, "instructions": 70}'
case "$*" in *--turns*) echo ready; while read -r line; do echo "$found"; done ;; esac
echo "$found"
""")
            program.chmod(0o755)

    def call(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, str(Path(__file__).parents[1]), *words, "--to", str(self.to)], capture_output=True, text=True)

    def run_only(self, name: str, rounds: int) -> None:
        done = self.call("run", str(self.folder), "--only", name, "--rounds", str(rounds), "--compiler", "Clang")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_parts_are_recorded_again(self):
        self.run_only("threads/", 1)
        self.run_only("within", 2)
        self.run_only("threads/2", 3)
        found = {each["name"]: each for each in results.read(self.to)["workloads"]}
        self.assertEqual(list(found), ["within", "threads/1", "threads/2"])
        self.assertEqual([each["recorded"]["rounds"] for each in found.values()], [2, 1, 3])
        self.assertEqual([len(each["subjects"]["ringlet"]) for each in found.values()], [2, 1, 3])

    def test_figures_of_one_program_come_to_the_rest(self):
        self.run_only("threads/1", 1)
        figures = self.folder / "twin-gcc.json"
        figures.write_text(json.dumps({"compiler": "gcc", "compiler_version": "12.2.0", "counter": "trap flag", "figures": [twin("nop.1.instructions", 1.9)]}))
        self.assertEqual(self.call("twins", str(figures)).returncode, 0)
        found = results.read(self.to)
        self.assertEqual(len(found["workloads"]), 1)
        self.assertEqual(found["twins"]["gcc"][0]["recorded"]["compiler"], "12.2.0")

    def test_figures_that_are_none_change_nothing(self):
        self.run_only("threads/1", 1)
        before = self.to.read_text()
        whole = {"compiler": "gcc", "compiler_version": "12.2.0", "counter": "trap flag", "figures": [{"name": "nop.1.time"}]}
        for text in ("", "[]", '{"compiler": "gcc"}', '{"compiler": "gcc", "figures": []}', json.dumps(whole)):
            figures = self.folder / "twin-gcc.json"
            figures.write_text(text)
            done = self.call("twins", str(figures))
            self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
        self.assertEqual(self.to.read_text(), before)

    def test_no_rounds_are_no_measurement(self):
        self.run_only("threads/1", 1)
        before = self.to.read_text()
        self.assertEqual(self.call("run", str(self.folder), "--only", "threads/1", "--rounds", "0").returncode, 2)
        self.assertEqual(self.to.read_text(), before)

    def test_what_cannot_be_run_is_told_of_and_the_rest_goes_on(self):
        (self.folder / "measure/bench_measure").unlink()
        done = self.call("run", str(self.folder), "--only", "threads/", "--rounds", "1")
        self.assertEqual(done.returncode, 2)
        self.assertNotIn("Traceback", done.stderr)
        self.assertEqual(done.stderr.count("bench_measure cannot be run: No such file"), 2)

    def test_one_that_fails_in_its_turn_is_told_of_and_the_rest_goes_on(self):
        (self.folder / "measure/bench_measure").write_text("""#!/bin/sh
case "$*" in *"--threads 1"*) ;; *) exit 0 ;; esac
echo ready
read -r line && echo '{"units": 10, "cpu_seconds": 0.5}'
head -c 200000 /dev/zero | tr '\\0' x >&2
echo "it has died" >&2; exit 2
""")
        done = self.call("run", str(self.folder), "--only", "threads/", "--rounds", "1")
        self.assertEqual(done.returncode, 2)
        self.assertNotIn("Traceback", done.stderr)
        self.assertRegex(done.stderr, r"not measured: threads/1: .*bench_measure .*--turns(.|\n)*ended with 2: x+it has died")
        self.assertRegex(done.stderr, r"not measured: threads/2: .*bench_measure (.|\n)*ended with 0")

    def test_where_nothing_can_be_written_that_is_told_of(self):
        self.to = Path("/proc/nowhere/results.json")
        done = self.call("run", str(self.folder), "--only", "threads/1", "--rounds", "1")
        self.assertEqual(done.returncode, 2)
        self.assertNotIn("Traceback", done.stderr)

    def test_results_of_another_form_are_not_overwritten(self):
        self.to.write_text('{"schema": 1}')
        self.assertEqual(self.call("run", str(self.folder), "--only", "threads/1").returncode, 2)
        self.assertEqual(self.to.read_text(), '{"schema": 1}')


class Script(unittest.TestCase):
    """scripts/bench in a tree of its own, whose programs are built already."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        source = Path(__file__).resolve().parents[3]
        (self.root / "scripts").mkdir()
        for name in ("bench", "lib.sh"):
            (self.root / "scripts" / name).write_text((source / "scripts" / name).read_text())
        (self.root / "bench").symlink_to(source / "bench")
        self.program("tools/cmake", '[ "$1" != --version ] || echo cmake version 3.25.1')

    def program(self, name: str, text: str) -> None:
        program = self.root / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{text}\n")
        program.chmod(0o755)

    def call(self, *words: str) -> subprocess.CompletedProcess:
        path = f"{self.root}/tools:{os.environ['PATH']}"
        return subprocess.run(["bash", str(self.root / "scripts/bench"), *words], capture_output=True, text=True, env=os.environ | {"PATH": path})

    def test_options_of_nobody_are_refused_at_once(self):
        done = self.call("--rounds", "3")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("'--rounds'", done.stderr)

    def test_what_was_measured_last_time_is_not_kept_for_a_program_that_crashes(self):
        for compiler in ("gcc", "clang"):
            self.program(f"build/bench/{compiler}/bench/bench", "kill -ABRT $$")
            (self.root / f"build/bench/twin-{compiler}.json").write_text(
                json.dumps({"compiler": compiler, "compiler_version": "12.2.0", "counter": "trap flag", "figures": [twin("nop.1.instructions", 1.9)]}))
        done = self.call("--twin")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertFalse((self.root / "build/bench/results.json").exists())


class Files(unittest.TestCase):
    def read(self, text: str) -> str:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "results.json"
            path.write_text(text)
            with self.assertRaises(results.Unreadable) as caught:
                results.read(path)
            return str(caught.exception)

    def test_truncated(self):
        self.assertIn("no JSON", self.read('{"schema": 2, "workl'))

    def test_foreign(self):
        self.assertIn(f"schema {results.SCHEMA} was expected", self.read(json.dumps({"schema": 7})))
        self.assertIn(f"schema {results.SCHEMA} was expected", self.read("[]"))

    def test_parts_missing(self):
        for text in ('{"schema": 2}', '{"schema": 2, "workloads": [{}], "twins": {}}', '{"schema": 2, "workloads": [], "twins": {"gcc": [{}]}}',
                     '{"schema": 2, "workloads": [], "twins": []}'):
            self.assertIn("is missing in it", self.read(text))

    def test_missing(self):
        with self.assertRaises(results.Unreadable):
            results.read(Path("/nowhere/results.json"))


class Workloads(unittest.TestCase):
    def test_each_has_a_name_of_its_own_and_its_reference(self):
        all_of_them = workloads.all_workloads()
        self.assertEqual(len({each.name for each in all_of_them}), len(all_of_them))
        for each in all_of_them:
            self.assertIn(each.reference, each.subjects, each.name)
            self.assertTrue(any(name.startswith("ringlet") for name in each.subjects), each.name)
            self.assertIn(each.by, page.TIMES, each.name)

    def test_all_peers_do_the_zig_librarys_benchmark(self):
        zig = next(each for each in workloads.all_workloads() if each.name == "zig")
        self.assertEqual({words[0] for words in zig.subjects.values()},
                         {"echo_ringlet", "echo_liburing", "echo_epoll", "echo_libuv", "echo_asio_epoll", "echo_asio_io_uring"})
        self.assertEqual(zig.load[:2], ["--load", "zig"])
        self.assertFalse(zig.timed)  # it sends so many messages

    def test_each_thread_of_a_server_has_a_processor(self):
        for each in workloads.all_workloads():
            for words in each.subjects.values():
                threads = words[words.index("--threads") + 1] if "--threads" in words else "1"
                processors = each.load[each.load.index("--cpus") + 1] if "--cpus" in each.load else "1"
                self.assertEqual(threads, processors, each.name)

    def test_every_program_is_built(self):
        targets = (Path(__file__).parents[2] / "peers" / "CMakeLists.txt").read_text()
        for each in workloads.all_workloads():
            for words in each.subjects.values():
                name = words[2].removesuffix(".cpp") if words[0] == "compile" else words[0].replace("asio_epoll", "asio_${kind}").replace("asio_io_uring", "asio_${kind}")
                if words[0] not in ("fio", "cp"):
                    self.assertIn(name, targets, each.name)


if __name__ == "__main__":
    unittest.main()
