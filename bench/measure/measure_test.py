#!/usr/bin/env python3
"""bench_measure beside servers and programs of which it is known what they do.

    measure_test.py BENCH_MEASURE [unittest's arguments]
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

measure_program = None

# An echo server whose manners are given as Python: `answer(data)` gives what is sent back.
SERVER = """
import select, socket, sys, time, os
address, manners = sys.argv[1:]
messages = 0
kept = []
def connected(): pass
def answer(data): return data
exec(manners)
if address.startswith("unix:"):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address[5:])
else:
    listener = socket.create_server(("127.0.0.1", int(address[4:])))
listener.listen(128)
print("ready", flush=True)
waiting = [listener]
while True:
    for each in select.select(waiting, [], [])[0]:
        if each is listener:
            waiting.append(listener.accept()[0])
            connected()
            continue
        try:
            data = each.recv(65536)
        except ConnectionResetError:
            data = b""
        reply = answer(data) if data else None
        messages += 1
        if reply is None:
            waiting.remove(each)
            each.close()
        else:
            each.sendall(reply)
"""


def run(*words):
    return subprocess.run([measure_program, *map(str, words)], capture_output=True, text=True,
                          timeout=120, check=False)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def command(what, manners, *options, address=None):
    address = address or f"tcp:{free_port()}"
    return ["--load", what, "--address", address, "--warm-up", 0, *options, "--",
            sys.executable, "-c", SERVER, address, manners]


def load(*words, **where):
    return run(*command(*words, **where))


class Measured(unittest.TestCase):
    def result(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.count("\n"), 1)
        return json.loads(done.stdout)

    def refusal(self, done, *words):
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertEqual(done.stdout, "")
        for word in words:
            self.assertIn(word, done.stderr)


class Echo(Measured):
    def test_counts_each_message_once(self):
        found = self.result(load("echo", "", "--connections", 3, "--messages", 10))
        self.assertEqual((found["units"], found["unit"]), (30, "message"))
        self.assertGreater(found["cpu_seconds"], 0)
        self.assertGreater(found["peak_kib"], 1000)

    def test_talks_over_a_unix_domain_socket(self):
        with tempfile.TemporaryDirectory() as folder:
            done = load("echo", "", "--messages", 5, address=f"unix:{folder}/socket")
            self.assertEqual(self.result(done)["units"], 5)
            self.assertEqual(os.listdir(folder), [])

    def test_sends_long_messages_whole(self):
        done = load("echo", "", "--messages", 3, "--size", 3_000_000, "--connections", 2)
        self.assertEqual(self.result(done)["units"], 6)

    def test_tells_how_long_a_message_takes(self):
        found = self.result(load("echo", "def answer(data): time.sleep(0.02); return data",
                                 "--messages", 5))
        self.assertGreater(found["p50_us"], 19_500)
        self.assertLess(found["p50_us"], 60_000)
        self.assertGreater(found["seconds"], 0.1)

    def test_a_stall_is_told_of_by_all_messages_that_were_due_meanwhile(self):
        # One after the other only one of them would tell, which is less than 1 %.
        stall = "def answer(data):\n if messages == 0: time.sleep(0.5)\n return data"
        found = self.result(load("echo", stall, "--rate", 200, "--seconds", 1))
        self.assertEqual(found["units"], 200)
        self.assertGreater(found["p99_us"], 300_000)

    def test_messages_that_a_server_never_gets_to_are_late(self):
        found = self.result(load("echo", "def answer(data): time.sleep(0.05); return data",
                                 "--rate", 100, "--seconds", 0.5))
        self.assertLess(found["units"], 40)
        self.assertEqual(found["units"] + found["late"], 50)
        self.assertGreater(found["p99_us"], 400_000)

    def test_connections_that_are_never_answered_are_told_of(self):
        picky = "def answer(data): return data if each is waiting[1] else b''"
        found = self.result(load("echo", picky, "--connections", 3, "--seconds", 0.2))
        self.assertEqual(found["unanswered"], 2)
        self.assertNotIn("unanswered", self.result(load("echo", "", "--connections", 3, "--seconds", 1)))

    def test_steps_count_a_servers_instructions(self):
        try:
            found = self.result(load("echo", "", "--steps", "--messages", 2))
        except AssertionError as error:
            if "which --steps needs" in str(error):
                self.skipTest("tracing is not allowed here")
            raise
        self.assertEqual(found["units"], 2)
        self.assertGreater(found["instructions"], 1000)  # an interpreter, at each message
        self.assertLess(found["instructions"], 1_000_000)

    def test_a_wrong_byte_is_found(self):
        wrong = "def answer(data): return data if messages < 5 else data[:-2] + b'??'"
        self.refusal(load("echo", wrong, "--messages", 50), "not what was sent")

    def test_messages_of_two_connections_do_not_look_alike(self):
        swapped = "def answer(data): kept.append(data); return kept[0]"
        self.refusal(load("echo", swapped, "--messages", 2, "--connections", 2),
                     "not what was sent")

    def test_bytes_too_many_are_found(self):
        self.refusal(load("echo", "def answer(data): return data + b'.'", "--messages", 2),
                     "not what was sent")

    def test_a_connection_that_closes_is_found(self):
        self.refusal(load("echo", "def answer(data): return None", "--messages", 2),
                     "has closed a connection")

    def test_a_server_that_dies_is_named(self):
        self.refusal(load("echo", "def answer(data): os.kill(os.getpid(), 9)", "--messages", 2),
                     "python3", "signal 9")

    def test_a_server_that_says_nothing_any_more_is_given_up(self):
        self.refusal(load("echo", "def answer(data): time.sleep(1000)", "--seconds", 0.2),
                     "not answered once")
        stops = "def answer(data): messages < 5 or time.sleep(1000); return data"
        self.refusal(load("echo", stops, "--messages", 10), "10 seconds")

    def test_a_server_that_does_not_start_is_told_of(self):
        self.refusal(load("echo", "sys.exit(3)"), "status 3")
        self.refusal(load("echo", "print('listening')"), "instead of \"ready\"")

    def test_a_server_that_does_not_end_as_it_is_told_is_told_of(self):
        badly = "import signal; signal.signal(signal.SIGTERM, lambda *_: os._exit(7))"
        self.refusal(load("echo", badly, "--messages", 1), "status 7")

    def test_somebody_else_may_not_be_measured(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            done = load("echo", "", address=f"tcp:{other.getsockname()[1]}")
            self.refusal(done, "somebody listens")


class Turns(Measured):
    how = ()

    def setUp(self):
        self.log = self.enterContext(tempfile.NamedTemporaryFile())
        slow = f"log = open('{self.log.name}', 'a')\n"
        slow += "def answer(data): time.sleep(0.02); print('.', file=log, flush=True); return data"
        words = command("echo", slow, "--turns", "--connections", 3, *self.how)
        self.measuring = self.enterContext(subprocess.Popen(
            [measure_program, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True))
        killer = threading.Timer(60, self.measuring.kill)  # what hangs is a failure, soon
        killer.start()
        self.addCleanup(killer.cancel)
        self.assertEqual(self.measuring.stdout.readline(), "ready\n")
        self.assertEqual(self.answered(), 6)  # two on each connection

    def turn(self):
        self.measuring.stdin.write("\n")
        self.measuring.stdin.flush()
        return json.loads(self.measuring.stdout.readline())

    def answered(self):
        return len(self.log.read().splitlines())

    def total(self):
        found, said = self.measuring.communicate()
        self.assertEqual(self.measuring.returncode, 0, said)
        return json.loads(found)


class TurnsOfMessages(Turns):
    how = ("--messages", 4, "--count-allocations")

    def test_each_is_told_of_and_all_of_them_together(self):
        turns = [self.turn() for _ in range(3)]
        found = self.total()
        self.assertEqual([each["units"] for each in turns], [12, 12, 12])
        self.assertEqual(found["units"], 36)
        self.assertAlmostEqual(found["cpu_seconds"], sum(each["cpu_seconds"] for each in turns))
        self.assertGreater(found["seconds"], 36 * 0.02)
        self.assertGreater(found["p50_us"], 19_500)
        self.assertGreater(found["allocations"], 0)
        self.assertLess(found["allocations"], 36 * 20)  # and not those of an interpreter that starts


class TurnsOfTime(Turns):
    how = ("--seconds", 0.1)

    def test_all_that_was_sent_belongs_to_a_turn(self):
        for _ in range(2):
            units = self.turn()["units"]
            self.assertGreater(units, 0)
            time.sleep(0.1)
            self.assertEqual(self.answered(), units)
        self.total()


class OtherLoads(Measured):
    def test_accept_makes_one_connection_after_the_other(self):
        with tempfile.NamedTemporaryFile() as log:
            count = f"log = open('{log.name}', 'a')\ndef connected(): print('.', file=log, flush=True)"
            found = self.result(load("accept", count, "--seconds", 0.3, "--connections", 2))
            made = len(log.read().splitlines())
        self.assertEqual(found["unit"], "connection")
        # Two are under way when the time is over.
        self.assertGreater(found["units"], 10)
        self.assertAlmostEqual(found["units"], made, delta=3)

    def test_idle_connections_are_weighed(self):
        found = self.result(load("idle", "def connected(): kept.append(b'x' * 100_000)",
                                 "--connections", 100))
        self.assertEqual(found["units"], 100)
        self.assertGreater(found["bytes_per_connection"], 100_000)
        self.assertLess(found["bytes_per_connection"], 120_000)

    def test_the_zig_librarys_benchmark_has_its_size(self):
        # What is measured is an echo, so that a wrong one ends it soon.
        lengths = "def answer(data):\n print(len(data), file=sys.stderr)\n return b'?'"
        done = load("zig", lengths)
        self.refusal(done, "not what was sent")
        self.assertTrue(done.stderr.startswith("512\n"))


class Batch(Measured):
    def batch(self, text, *options):
        return run(*options, "--", sys.executable, "-c", text)

    def test_what_a_program_says_is_joined_with_what_is_counted(self):
        found = self.result(self.batch(
            "import time\nwhile time.process_time() < 0.3: pass\n"
            "print('{\"units\": 5, \"unit\": \"loop\", \"seconds\": 1.5}')"))
        self.assertEqual((found["units"], found["unit"], found["seconds"]), (5, "loop", 1.5))
        self.assertGreater(found["cpu_seconds"], 0.29)
        self.assertLess(found["cpu_seconds"], 0.6)
        self.assertIn("instructions", found)
        self.assertNotIn("syscalls", found)

    def test_the_most_memory_is_the_programs_own(self):
        small = self.result(self.batch("print('{}')"))["peak_kib"]
        large = self.result(self.batch("b'x' * int(8e7); print('{}')"))["peak_kib"]
        if small is None:
            self.skipTest("tracing is not allowed here")
        self.assertGreater(large - small, 75_000)
        self.assertLess(large - small, 85_000)

    def test_system_calls_are_counted_where_that_is_asked_for(self):
        counts = [self.result(self.batch(f"import os\nfor i in range({calls}): os.getppid()\n"
                                         "print('{}')", "--count-syscalls"))["syscalls"]
                  for calls in (0, 5000)]
        if None in counts:
            self.skipTest("this machine does not let system calls be counted")
        self.assertAlmostEqual(counts[1] - counts[0], 5000, delta=100)

    def test_allocations_are_counted_where_that_is_asked_for(self):
        ask = "import ctypes\nmalloc = ctypes.CDLL(None).malloc\nfor i in range({}): malloc(8)\nprint('{{}}')"
        # The first one may compile Python's own modules.
        _, *counts = [self.result(self.batch(ask.format(calls), "--count-allocations"))["allocations"] for calls in (0, 0, 5000)]
        self.assertAlmostEqual(counts[1] - counts[0], 5000, delta=200)
        self.assertNotIn("allocations", self.result(self.batch(ask.format(0))))

    def test_a_program_has_as_many_processors_as_it_is_given(self):
        have = len(os.sched_getaffinity(0))
        ask = "import os; print('{\"units\": %d}' % len(os.sched_getaffinity(0)))"
        self.assertEqual(self.result(self.batch(ask))["units"], 1)
        self.assertEqual(self.result(self.batch(ask, "--cpus", 2))["units"], min(2, have))

    def test_a_program_that_fails_is_no_figure(self):
        self.refusal(self.batch("import sys; print('{}'); sys.exit(4)"), "status 4")
        self.refusal(self.batch("print('5 units')"), "one JSON object")
        self.refusal(run("--", "/no/such/program"), "cannot run", "No such file")

    def test_arguments_that_make_no_sense_are_refused(self):
        self.refusal(run())
        self.refusal(run("--load", "echo", "--", "true"), "--address")
        self.refusal(run("--load", "echo", "--address", "7001", "--", "true"), "tcp:PORT")
        self.refusal(run("--load", "tea", "--address", "tcp:7001", "--", "true"))
        # So many that they would never end, none at all, and those that nobody would look at.
        self.refusal(load("echo", "", "--seconds", 0.1, "--rate", "1e300"), "--rate")
        self.refusal(load("echo", "", "--seconds", 0.1, "--rate", "nan"), "--rate")
        self.refusal(load("accept", "", "--seconds", 0.1, "--rate", 10), "--rate")
        self.refusal(load("accept", "", "--turns"), "--turns")
        self.refusal(load("echo", "", "--turns", "--steps"), "--steps")


if __name__ == "__main__":
    measure_program = sys.argv.pop(1)
    unittest.main()
