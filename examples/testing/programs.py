"""What the examples' tests share: a program that runs while clients are driven against it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

SKIPPED = 77  # what ctest counts as skipped


def need(*tools):
    """Skips the whole test, visibly, where a tool is missing."""
    for tool in tools:
        if shutil.which(tool) is None:
            print(f"skipped: there is no {tool}")
            sys.exit(SKIPPED)


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def until(condition, what, seconds=20):
    """Waits until the condition holds, and gives what it gave."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.01)


class Program:
    """A program under test. What it prints, on both streams, is kept."""

    def __init__(self, *command, **options):
        self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, **options)
        self.text = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        with self.process.stdout as stream:
            for line in stream:
                self.text += line.decode(errors="replace")

    @property
    def pid(self):
        return self.process.pid

    def says(self, pattern, count=1, seconds=20):
        """Waits until it has printed so many lines with the pattern; gives the last of the matches."""
        def found():
            matches = list(re.finditer(pattern, self.text, re.MULTILINE))
            return matches[-1] if len(matches) >= count else None
        try:
            return until(found, f"it says '{pattern}'", seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}; it has said:\n{self.text}") from None

    def port(self):
        return int(self.says(r"^listening on .*:(\d+)").group(1))

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def send_signal(self, number):
        self.process.send_signal(number)

    def wait(self, seconds=20):
        """Its exit status, once it has ended."""
        status = self.process.wait(seconds)
        self._reader.join(seconds)
        return status

    def stop(self, number=signal.SIGTERM):
        """Ends it as a user does, and gives its exit status."""
        if self.process.poll() is None:
            self.send_signal(number)
        return self.wait()

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.wait()
