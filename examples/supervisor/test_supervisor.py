"""test_supervisor.py SUPERVISOR BEAT: shells that end, hang, are killed, or do not want to end, under the supervisor."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "testing"))
from programs import Program, skip, until  # noqa: E402

BEAT = sys.argv.pop(2)
SUPERVISOR = sys.argv.pop(1)


def is_there(process):
    """Whether a process runs; a zombie does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class SupervisorTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def start(self, *commands, **options):
        words = [word for command in commands for word in ("--run", command)]
        words += [word for name, value in options.items() for word in ("--" + name.replace("_", "-"), str(value))]
        program = Program(SUPERVISOR, *words)
        self.addCleanup(program.stop)  # killed, it would leave its children behind
        return program

    def child(self, program, number=0, count=1):
        """The process that was started as the so-manieth of a command."""
        return int(program.says(rf"^{number} \((\d+)\): started", count).group(1))

    def test_who_ends_is_started_again_after_pauses_that_grow(self):
        program = self.start("exit 3", first_pause=50, longest_pause=200)
        program.says(r"^0 \(\d+\): again in 200 ms", count=3)
        self.assertEqual(re.findall(r"again in (\d+) ms", program.text)[:5], ["50", "100", "200", "200", "200"])
        self.assertIn("): ended with the status 3\n", program.text)

    def test_the_pause_is_kept(self):
        program = self.start("date +%s%N >>" + str(self.folder / "times"), first_pause=300, longest_pause=300)
        program.says(r"started", count=4)
        until(lambda: len((self.folder / "times").read_text().split()) >= 4, "four have run")
        times = [int(each) for each in (self.folder / "times").read_text().split()]
        for earlier, later in zip(times, times[1:]):
            self.assertGreaterEqual(later - earlier, 300e6)
        program.stop()

    def test_who_has_run_long_enough_begins_with_the_first_pause(self):
        program = self.start(f"test -e {self.folder}/go || exit 0; exec sleep 0.5", first_pause=20, steady=400)
        program.says(r"again in 80 ms")
        (self.folder / "go").touch()
        program.says(r"again in 20 ms", count=2)

    def test_who_is_killed_is_started_again(self):
        program = self.start("exec sleep 1000", first_pause=50)
        first = self.child(program)
        os.kill(first, signal.SIGKILL)
        program.says(rf"^0 \({first}\): was ended by the signal 9$")
        second = self.child(program, count=2)
        self.assertNotEqual(first, second)
        self.assertTrue(is_there(second))

    def test_one_that_fails_leaves_the_others_alone(self):
        program = self.start("exit 1", "exec sleep 1000", "no-such-command", first_pause=20)
        program.says(r"^0 .*ended with the status 1", count=3)
        program.says(r"^2 .*ended with the status 127", count=3)
        self.assertTrue(is_there(self.child(program, 1)))
        self.assertEqual(len(re.findall(r"^1 .*started", program.text, re.MULTILINE)), 1)

    def test_who_beats_stays_and_who_hangs_is_replaced(self):
        steady = f"while :; do {BEAT}; sleep 0.05; done"
        hangs = f"for i in 1 2 3 4 5 6 7 8; do {BEAT}; sleep 0.1; done; sleep 1000"
        begin = time.monotonic()
        program = self.start(steady, hangs, heartbeat=2000, first_pause=50)
        program.says(r"^1 \(\d+\): no heartbeat for 2000 ms$")
        # It has beaten for 800 ms: without these beats it would have been too late earlier.
        self.assertGreater(time.monotonic() - begin, 2.7)
        program.says(r"^1 \(\d+\): was ended by the signal 9$")
        program.says(r"^1 .*started", count=2)
        self.assertNotRegex(program.text, r"(?m)^0 .*(no heartbeat|ended)")
        program.stop()

    def test_who_never_beats_is_replaced(self):
        program = self.start("exec sleep 1000", heartbeat=200, first_pause=20)
        program.says(r"no heartbeat for 200 ms", count=3)

    def test_all_end_with_the_supervisor_their_own_children_too(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            program = self.start("sleep 1001 & echo $! >" + str(self.folder / "grandchild") + "; wait", "exec sleep 1002")
            children = [self.child(program, 0), self.child(program, 1)]
            grandchild = until(lambda: (self.folder / "grandchild").exists() and (self.folder / "grandchild").read_text(),
                               "the grandchild runs")
            self.assertEqual(program.stop(number), 0, program.text)
            self.assertTrue(program.text.endswith("stopped\n"), program.text)
            self.assertEqual(program.text.count("was ended by the signal 15"), 2)
            until(lambda: not any(map(is_there, [*children, int(grandchild)])), "nobody is left")
            (self.folder / "grandchild").unlink()

    def test_who_does_not_want_to_end_is_killed(self):
        program = self.start(f"trap '' TERM; touch {self.folder}/ready; while :; do sleep 0.1; done", stop=300)
        child = self.child(program)
        until(lambda: (self.folder / "ready").exists(), "the signal is ignored")
        begin = time.monotonic()
        self.assertEqual(program.stop(), 0)
        self.assertGreaterEqual(time.monotonic() - begin, 0.3)
        self.assertIn(f"0 ({child}): is still there after 300 ms\n0 ({child}): was ended by the signal 9\n", program.text)

    def test_it_ends_at_once_in_the_middle_of_a_pause(self):
        program = self.start("exit 0", first_pause=60_000, longest_pause=60_000)
        program.says(r"again in 60000 ms")
        begin = time.monotonic()
        self.assertEqual(program.stop(), 0)
        self.assertLess(time.monotonic() - begin, 20)

    def test_a_wrong_option_is_one_error(self):
        for options, words in (([], "--run is required"), (["--run", "true", "--stop", "soon"], "--stop"),
                               (["--run", "true", "--heartbeat", "0"], "--heartbeat")):
            ended = subprocess.run([SUPERVISOR, *options], capture_output=True, text=True)
            self.assertEqual(ended.returncode, 2)
            self.assertIn(words, ended.stderr)
            self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)
        alone = subprocess.run([BEAT], capture_output=True, text=True)
        self.assertEqual(alone.returncode, 2)
        self.assertIn("HEARTBEAT_FD", alone.stderr)


if __name__ == "__main__":
    tried = subprocess.Popen([SUPERVISOR, "--run", "true"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    time.sleep(0.3)
    tried.terminate()
    if "this kernel has no" in (said := tried.communicate()[0]):
        skip(said.strip())
    unittest.main(verbosity=2)
