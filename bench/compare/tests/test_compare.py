"""What is worked out from the runs, and what is said of them."""
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import page  # noqa: E402
import results  # noqa: E402
import workloads  # noqa: E402


def runs(*cpu_seconds: float) -> list[dict]:
    return [{"units": 100, "unit": "message", "seconds": 1.0, "cpu_seconds": each} for each in cpu_seconds]


def workload(**subjects: list[dict]) -> dict:
    return {"name": "echo/tcp/64x64", "title": "Echo", "unit": "message", "reference": "liburing", "by": "cpu_seconds",
            "subjects": subjects, "counts": {name: {} for name in subjects}}


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


class Page(unittest.TestCase):
    def test_a_loss_is_said(self):
        lost = workload(ringlet=runs(1.5, 1.6), liburing=runs(1, 1), epoll=runs(3, 3))
        self.assertIn("liburing takes 0.645 times", page.losses([lost]))

    def test_a_difference_within_the_spread_is_none(self):
        even = workload(ringlet=runs(0.9, 1.2), liburing=runs(1, 1))
        self.assertIn("Nowhere", page.losses([even]))

    def test_a_column_that_nobody_has_a_figure_for_is_left_out(self):
        text = page.section(workload(ringlet=runs(1), liburing=runs(1)))
        self.assertNotIn("instructions", text)
        self.assertIn("messages a second", text)

    def test_a_figure_that_one_has_not_is_a_dash(self):
        uneven = workload(ringlet=runs(1), liburing=runs(1))
        uneven["counts"]["ringlet"]["instructions"] = 150.0
        row = next(line for line in page.section(uneven).splitlines() if line.startswith("| liburing"))
        self.assertIn("–", row)


class Files(unittest.TestCase):
    def read(self, text: str) -> str:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "results.json"
            path.write_text(text)
            with self.assertRaises(results.Unreadable) as caught:
                results.read(path)
            return str(caught.exception)

    def test_truncated(self):
        self.assertIn("no JSON", self.read('{"schema": 1, "workl'))

    def test_foreign(self):
        self.assertIn("schema 1 was expected", self.read(json.dumps({"schema": 7})))
        self.assertIn("schema 1 was expected", self.read("[]"))

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


if __name__ == "__main__":
    unittest.main()
