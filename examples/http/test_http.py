#!/usr/bin/env python3
"""test_http.py GROUP SERVER [--tls]: drives an HTTP server of this directory with clients that others have written.

GROUP is a module of tests/. Ends with 77, which ctest shows as skipped, where something could not be tried here."""

import importlib
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "tests"))

import harness  # noqa: E402


def main() -> int:
    if len(sys.argv) not in (3, 4) or sys.argv[3:] not in ([], ["--tls"]):
        print(__doc__, file=sys.stderr)
        return 2
    group, harness.program = sys.argv[1:3]
    with harness.tls(sys.argv[3:] == ["--tls"]):
        suite = unittest.defaultTestLoader.loadTestsFromModule(importlib.import_module(group))
        result = unittest.TextTestRunner(verbosity=2).run(suite)
    if not result.wasSuccessful() or (result.testsRun == 0 and not result.skipped):
        return 1
    for test, reason in result.skipped:
        print(f"skipped: {test}: {reason}")
    return 77 if result.skipped else 0


if __name__ == "__main__":
    sys.exit(main())
