#!/usr/bin/env python3
"""The program bench beside files of bounds that it must not take.

    bench_test.py BENCH [unittest's arguments]
"""

import json
import subprocess
import sys
import tempfile
import unittest

bench_program = None


def check(bounds, *options):
    """What --check says of figures that need no counter."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(bounds if isinstance(bounds, str) else json.dumps(bounds))
        file.flush()
        return subprocess.run([bench_program, "--check", file.name, "--counter", "none", *options],
                              capture_output=True, text=True, timeout=120, check=False)


def limit(most):
    return {"clang": most, "gcc": most}


class Bounds(unittest.TestCase):
    def test_a_limit_that_is_kept_and_one_that_is_not(self):
        for most, status in ((0, 0), (-1, 1)):
            bounds = {"bounds": {"allocations.spawn": limit(most)}, "ceilings": {}}
            done = check(bounds, "--only", "allocations")
            self.assertEqual(done.returncode, status, done.stdout)

    def test_what_was_not_measured_is_not_kept(self):
        bounds = {"bounds": {}, "ceilings": {"task.spawn.instructions": limit(1e9)}}
        self.assertEqual(check(bounds, "--only", "task").returncode, 1)

    def test_a_limit_on_nothing_is_told_of(self):
        done = check({"bounds": {"nop.256.instructoins": limit(1), "nop.256.time": limit(1)},
                      "ceilings": {"nothing": limit(1)}})
        self.assertEqual(done.returncode, 1)
        self.assertIn("nobody measures: nop.256.instructoins\n", done.stdout)
        self.assertIn("nobody measures: nothing\n", done.stdout)
        self.assertNotIn("nobody measures: nop.256.time", done.stdout)  # --check takes no times

    def test_files_that_are_no_bounds_are_refused(self):
        for bounds in ("", "{}", {"bounds": [], "ceilings": {}},
                       {"bounds": {"nop.256.instructions": 3}, "ceilings": {}},
                       {"bounds": {"nop.256.instructions": limit("3")}, "ceilings": {}}):
            done = check(bounds, "--only", "task")
            self.assertEqual((done.returncode, done.stdout), (2, ""))

    def test_each_compiler_has_its_limit(self):
        done = check({"bounds": {"nop.256.instructions": {"clan": 1, "gc": 1}}, "ceilings": {}},
                     "--only", "task")
        self.assertEqual(done.returncode, 2)
        self.assertIn("nop.256.instructions has no limit for", done.stderr)

    def test_pairs_are_a_number(self):
        for pairs in ("abc", "0", "-3"):
            done = check({"bounds": {}, "ceilings": {}}, "--only", "task", "--pairs", pairs)
            self.assertEqual(done.returncode, 2)
            self.assertIn("--pairs", done.stderr)


if __name__ == "__main__":
    bench_program = sys.argv.pop(1)
    unittest.main()
