#!/usr/bin/env python3
"""scripts/test-kernels with a qemu that runs nothing, and with kernels that nobody fetches: what the script makes of the
guests' answers.

    script_test.py [unittest's arguments]
"""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

CHECKOUT = pathlib.Path(__file__).resolve().parents[2]
# What a guest says on its second serial line, and on its first one before its verdict, by the version in its name.
QEMU = """#!/bin/sh
for word in "$@"; do case $word in file:*serial-*) serial=${word#file:} ;; esac; done
[ -z "$serial" ] || cat "$ANSWERS/${serial##*serial-}" >"$serial"
if [ -e "$ANSWERS/failed-${serial##*serial-}" ]; then
  cat "$ANSWERS/failed-${serial##*serial-}"
  echo "init: verdict 1"
  exit 3
fi
echo "init: verdict 0"
exit 1
"""
AUDIT = """#!/bin/sh
before=
for word in "$@"; do
  case $before in
    --results) grep -q '}' "$word" || { echo "ringlet-audit: it seems to be truncated" >&2; exit 2; } ;;
    --html) echo new >"$word" ;;
  esac
  before=$word
done
echo new
"""


class Kernels(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copytree(CHECKOUT / "scripts", self.root / "scripts")
        with open(self.root / "scripts/lib.sh", "a", encoding="utf-8") as file:
            file.write("need() { :; }\n")  # a test installs nothing
        for name, text in (("bin/qemu-system-x86_64", QEMU), ("bin/cpio", "#!/bin/sh\ncat >/dev/null\n"),
                           ("bin/apt-get", "#!/bin/sh\n"), ("bin/mkfs.ext4", "#!/bin/sh\n"),
                           ("build/release/tests/parity/parity_test", "#!/bin/sh\n"),
                           ("build/release/tools/audit/ringlet-audit", AUDIT),
                           ("codegen/__main__.py", ""), ("tests/kernels/init.cpp", ""), ("build/kernels/init", ""),
                           ("docs/coverage.json", "old\n"), ("docs/coverage.md", "old\n"), ("docs/coverage.html", "old\n")):
            self.put(name, text).chmod(0o755)
        os.utime(self.root / "tests/kernels/init.cpp", (0, 0))

    def put(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def kernel(self, series, report='{"whole": true}'):
        folder = f"cache/ringlet/kernels/{series}"
        for name in ("vmlinuz", "modules/00-loop.ko", "modules/01-ublk_drv.ko"):
            self.put(f"{folder}/{name}", "")
        self.put(f"{folder}/version", f"{series}.5-1\n")
        self.put(f"answers/{series}.5-1", f"=== results.json\n{report}\n")

    def run_script(self, *words):
        """Its exit status, and the lines that it ends with, one for each series."""
        done = subprocess.run(
            [self.root / "scripts/test-kernels", "--program", "/bin/true", *words], capture_output=True, text=True,
            timeout=60, check=False, env=os.environ | {
                "PATH": f"{self.root}/bin:{os.environ['PATH']}", "XDG_CACHE_HOME": str(self.root / "cache"),
                "ANSWERS": str(self.root / "answers")})
        self.printed, found, table = done.stdout.partition("\n== Kernels\n")
        self.assertTrue(found, self.printed + done.stderr)
        return done.returncode, [" ".join(line.split()) for line in table.splitlines()[1:]]

    def recorded(self):
        return {(self.root / f"docs/coverage.{kind}").read_text() for kind in ("json", "md", "html")}

    def test_what_has_passed_is_recorded(self):
        self.kernel("6.1")
        status, lines = self.run_script("--record", "6.1")
        self.assertEqual((status, lines[-1]), (0, "kernels: 1 passed, 0 failed, 0 skipped"))
        self.assertEqual(self.recorded(), {"new\n"})

    def test_half_a_report_is_a_failure_and_the_others_are_told_of(self):
        self.kernel("6.1", '{"whole": ')
        self.kernel("6.12", '{"whole": ')
        status, lines = self.run_script("6.1", "6.12")
        self.assertEqual(status, 1)
        self.assertEqual([line.split()[0] for line in lines], ["6.1", "6.12", "kernels:"])

    def test_of_a_guest_that_failed_the_programs_that_failed_are_told(self):
        self.kernel("6.1")
        self.put("answers/failed-6.1.5-1", "".join(
            f"init: running {name}\nwhat {name} said\ninit: exit code {code} of {name}, after 0.1 s\n"
            for name, code in (("first", 0), ("second", 1), ("third", 0), ("fourth", 12))))
        status, lines = self.run_script("6.1")
        self.assertEqual(status, 1)
        self.assertEqual([line for line in self.printed.splitlines() if "said" in line],
                         ["what second said", "what fourth said"])
        self.assertTrue(lines[0].startswith("6.1 6.1.5-1 FAILED: the worst exit code was 1"), lines[0])

    def test_nothing_is_recorded_of_less_than_all(self):
        self.kernel("6.1")
        for words in (("6.1", "9.9"), ("9.9",)):
            status, lines = self.run_script("--record", *words)
            self.assertEqual(status, 1)
            self.assertIn("9.9 - not run: this machine's apt knows no Debian mirror", lines)
            self.assertEqual(self.recorded(), {"old\n"})

    def test_nothing_is_recorded_of_half_a_report(self):
        self.kernel("6.1", '{"whole": ')
        self.assertEqual(self.run_script("--record", "6.1")[0], 1)
        self.assertEqual(self.recorded(), {"old\n"})

    def test_a_series_that_is_asked_for_twice_runs_once(self):
        self.kernel("7.3")
        status, lines = self.run_script("7", "7.3", "7")
        self.assertEqual(status, 0)
        self.assertIn("7.3 - not run: it is the same as 7", lines)
        self.assertEqual(lines[-1], "kernels: 1 passed, 0 failed, 1 skipped")


if __name__ == "__main__":
    unittest.main()
