"""test_kv_server.py SERVER: redis-cli and redis-benchmark drive the server; it is killed while clients write; its log is torn
and damaged; it is sent what is no command."""

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "testing"))
from programs import Program, need, until  # noqa: E402
from resp_client import Client, encode  # noqa: E402

SERVER = sys.argv.pop(1)
HEADER = 16  # bytes before each batch of the log


class ServerTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.log = Path(folder.name) / "log"

    def start(self, **options):
        self.server = Program(SERVER, "--log", self.log, "--port", 0, **options)
        self.addCleanup(self.server.kill)
        self.port = self.server.port()
        return self.server

    def refused(self):
        """Starts it where it must not start, and gives what it says."""
        ended = subprocess.run([SERVER, "--log", self.log, "--port", "0"], capture_output=True, text=True, timeout=20)
        self.assertEqual(ended.returncode, 1, ended.stdout)
        self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)
        return ended.stderr

    def client(self):
        client = Client(self.port)
        self.addCleanup(client.close)
        return client

    def cli(self, *words, **options):
        asked = subprocess.run(["redis-cli", "-p", str(self.port), *words], capture_output=True, text=True, timeout=60, **options)
        self.assertEqual(asked.returncode, 0, asked.stderr)
        return asked.stdout.rstrip("\n")


class CommandsTest(ServerTest):
    def test_redis_cli_gets_the_answers_that_it_expects(self):
        self.start()
        for command, answer in (("PING", "PONG"), ("ping hello", "hello"), ("GET a", ""), ("SET a 1", "OK"), ("GET a", "1"),
                                ("EXISTS a b a", "2"), ("INCR a", "2"), ("INCR new", "1"), ("DBSIZE", "2"),
                                ("DEL a b", "1"), ("EXISTS a", "0"), ("ECHO x", "x"), ("CONFIG GET appendonly", "appendonly\nyes"),
                                ("SET a", "ERR wrong number of arguments for 'SET': 1\n"), ("SET a 1 EX 5", "ERR wrong number of arguments for 'SET': 4\n"),
                                ("FLY", "ERR unknown command 'FLY'\n"), ("SET word one", "OK"),
                                ("INCR word", "ERR value is not an integer or out of range\n"),
                                ("SET most 9223372036854775807", "OK"), ("INCR most", "ERR increment or decrement would overflow\n")):
            self.assertEqual(self.cli(*command.split()), answer.rstrip("\n"), command)
        # By hand, as in a terminal: it asks for the commands' help first.
        self.assertEqual(self.cli(input="SET typed yes\nGET typed\n"), "OK\nyes")

    def test_redis_cli_pipes_a_hundred_thousand_commands(self):
        self.start()
        commands = b"".join(encode("SET", f"key:{i}", f"value {i}") for i in range(100_000))
        piped = subprocess.run(["redis-cli", "-p", str(self.port), "--pipe"], input=commands, capture_output=True, timeout=120)
        self.assertRegex(piped.stdout.decode(), r"errors: 0, replies: 100000")
        self.assertEqual(self.cli("GET", "key:99999"), "value 99999")
        self.assertEqual(self.server.stop(), 0)
        self.start().says(r"^reloaded 100000 changes, 100000 keys$")

    def test_redis_benchmark_is_served(self):
        self.start()
        for options in (["-t", "ping,set,get,incr", "-n", "20000"], ["-t", "set,get,incr", "-n", "50000", "-P", "16", "-r", "1000"]):
            measured = subprocess.run(["redis-benchmark", "-p", str(self.port), "-c", "50", "--csv", *options],
                                      capture_output=True, text=True, timeout=240)
            self.assertEqual(measured.returncode, 0, measured.stderr)
            self.assertNotIn("WARN", measured.stdout + measured.stderr)
            rates = dict(re.findall(r'^"([^"]+)","([\d.]+)"', measured.stdout, re.MULTILINE))
            self.assertIn("SET", rates)
            print(f"  {' '.join(options)}: " + ", ".join(f"{name} {rate}/s" for name, rate in rates.items()))
        self.assertIsNone(self.server.process.poll())

    def test_any_bytes_are_a_key_and_a_value(self):
        self.start()
        client = self.client()
        key, value = bytes(range(256)), bytes(reversed(range(256))) * 4096
        self.assertEqual(client.ask("SET", key, value), b"OK")
        self.assertEqual(client.ask("SET", b"", b""), b"OK")
        self.assertEqual(client.ask("GET", key), value)
        self.server.stop()
        self.start()
        client = self.client()
        self.assertEqual(client.ask("GET", key), value)
        self.assertEqual(client.ask("GET", b""), b"")

    def test_commands_may_come_in_any_pieces(self):
        self.start()
        client = self.client()
        for byte in encode("SET", "a", "1\r\n2") + b"GET a\r\n":
            client.socket.send(bytes([byte]))
        self.assertEqual(client.answer(), b"OK")
        self.assertEqual(client.answer(), b"1\r\n2")

    def test_answers_that_nobody_reads_do_not_fill_the_memory(self):
        self.start()
        client = self.client()
        client.ask("SET", "big", bytes(8 << 20))
        client.socket.sendall(encode("GET", "big") * 100)  # 800 MB
        time.sleep(1)
        status = Path(f"/proc/{self.server.pid}/status").read_text(encoding="ascii")
        self.assertLess(int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)), 600_000)  # and not 800 MB
        self.assertEqual(self.cli("PING"), "PONG")


class MistakesTest(ServerTest):
    def test_what_is_no_command_is_one_error_and_the_end(self):
        self.start()
        for sent, error in (
                (b"*x\r\n", "expected '*' and the number of words, got '*x'"),
                (b"*-1\r\n", "expected '*' and the number of words, got '*-1'"),
                (b"*1\r\n+PING\r\n", "expected '$' and the length of word 1, got '+PING'"),
                (b"*2\r\n$4\r\nECHO\r\n$-5\r\n", "expected '$' and the length of word 2, got '$-5'"),
                (b"*1\r\n$3\r\nPING\r\n", "expected the end of word 1 after 3 bytes, got 'G'"),
                (b"*1\r\n$123456789012345678901234567890", "expected '$' and the length of word 1, got '$123456789012345678901234567890'"),
                (b"*1\r\n$99999999999999999999\r\n", "expected '$' and the length of word 1, got '$99999999999999999999'"),
                (b"*3\r\n$3\r\nSET\r\n$1\r\na\r\n$16777217\r\n", "the command is longer than 16777216 bytes"),
                (b"*3\r\n$3\r\nSET\r\n$1\r\na\r\n$16777215\r\n", "the command is longer than 16777216 bytes"),
                (b"x" * 70_000, "a line is longer than 65536 bytes")):
            client = self.client()
            client.socket.sendall(sent)
            self.assertEqual(client.answer(), f"ERR Protocol error: {error}")
            with self.assertRaises(EOFError):
                client.answer()
        self.assertEqual(self.cli("PING"), "PONG")

    def test_the_error_comes_also_where_the_client_goes_on_sending(self):
        self.start()
        client = self.client()
        client.socket.sendall(b"*3\r\n$3\r\nSET\r\n$1\r\na\r\n$99999999\r\n" + bytes(4 << 20))
        self.assertIn("longer than", client.answer())

    def test_commands_before_the_mistake_are_answered(self):
        self.start()
        client = self.client()
        client.socket.sendall(encode("SET", "a", "1") + b"*!\r\n")
        self.assertEqual(client.answer(), b"OK")
        self.assertIn("Protocol error", client.answer())
        self.assertEqual(self.cli("GET", "a"), "1")

    def test_a_second_server_is_refused_the_log(self):
        self.start()
        self.assertIn("is another server's", self.refused())

    def test_a_log_that_cannot_be_written_ends_the_server_unacknowledged(self):
        # A limit of 64 KiB on files, in a shell that ignores the signal which comes with it.
        shell = f"ulimit -f 64; trap '' XFSZ; exec '{SERVER}' --log '{self.log}' --port 0"
        self.server = Program("bash", "-c", shell)
        self.addCleanup(self.server.kill)
        self.port = self.server.port()
        client = self.client()
        acknowledged = 0
        with self.assertRaises((EOFError, ConnectionError)):
            while client.ask("SET", f"key:{acknowledged}", "x" * 1000) == b"OK":
                acknowledged += 1
        self.assertEqual(self.server.wait(), 1)
        self.assertIn("File too large", self.server.text)
        self.assertGreater(acknowledged, 50)
        self.start().says(r"batch that was not finished, and are cut off")
        self.assertEqual(self.cli("DBSIZE"), str(acknowledged))

    def test_a_wrong_option_is_one_error(self):
        for options, words in (([], "--log is required"), (["--log", "x", "--port", "70000"], "--port")):
            ended = subprocess.run([SERVER, *options], capture_output=True, text=True)
            self.assertEqual(ended.returncode, 2)
            self.assertIn(words, ended.stderr)
            self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)


class LogTest(ServerTest):
    def fill(self):
        """A log of three batches; gives its bytes and where each ends."""
        self.start()
        client, ends = self.client(), []
        for i in range(3):
            client.ask("SET", f"key:{i}", f"value {i}")
            ends.append(self.log.stat().st_size)
        self.assertEqual(self.server.stop(), 0)
        return self.log.read_bytes(), ends

    def test_an_end_that_is_torn_anywhere_is_cut_off(self):
        whole, ends = self.fill()
        for size in range(ends[1], ends[2] + 1):
            self.log.write_bytes(whole[:size])
            server = self.start()
            self.assertEqual("cut off" in server.text, size not in ends, server.text)
            self.assertEqual(self.cli("DBSIZE"), "3" if size == ends[2] else "2")
            self.assertEqual(self.log.stat().st_size, ends[2] if size == ends[2] else ends[1])
            server.stop()

    def test_an_end_whose_bytes_never_came_is_cut_off(self):
        whole, ends = self.fill()
        last = ends[2] - ends[1]
        for end in (bytes(last), bytes(200_000), whole[ends[1]:ends[1] + HEADER] + bytes(last - HEADER)):
            self.log.write_bytes(whole[:ends[1]] + end)
            self.start().says(rf"the last {len(end)} bytes are a batch that was not finished")
            self.assertEqual(self.cli("DBSIZE"), "2")
            self.cli("SET", "more", "1")
            self.server.stop()
            self.start().says(r"^reloaded 3 changes")
            self.server.stop()

    def test_damage_elsewhere_is_refused_and_nothing_is_cut_off(self):
        whole, ends = self.fill()
        for at in (0, 8, 12, HEADER, ends[0] - 1, ends[0], ends[1] + 3):
            damaged = bytearray(whole)
            damaged[at] ^= 1
            self.log.write_bytes(damaged)
            said = self.refused()
            self.assertIn("it is not the last one", said)
            begin = max(end for end in [0, *ends] if end <= at)
            self.assertIn(f"truncate --size={begin} ", said)
            self.assertEqual(self.log.read_bytes(), damaged)

    def test_increments_are_not_made_twice(self):
        self.start()
        for _ in range(3):
            for _ in range(5):
                self.cli("INCR", "count")
            self.server.kill()
            self.start()
        self.assertEqual(self.cli("GET", "count"), "15")


class Writer(threading.Thread):
    """Sets keys and counts, several at a time, and notes what was acknowledged, until the server is gone."""

    def __init__(self, port, name, begin):
        super().__init__()
        self.port, self.name_, self.sent, self.acknowledged = port, name, begin, begin
        self.counted = 0

    def run(self):
        client = Client(self.port)
        try:
            while True:
                many = random.randint(1, 8)
                numbers = range(self.sent, self.sent + many)
                self.sent += many
                client.socket.sendall(b"".join(
                    encode("SET", f"{self.name_}:{i}", f"{i}" * 20) + encode("INCR", f"{self.name_}:count") for i in numbers))
                for i in numbers:
                    if client.answer() != b"OK":
                        raise AssertionError("a SET failed")
                    self.acknowledged = i + 1
                    client.answer()
                    self.counted += 1
        except (EOFError, OSError):
            client.close()


class KillTest(ServerTest):
    ROUNDS = 12

    def test_nothing_that_was_acknowledged_is_lost_by_sigkill(self):
        """What the kernel has survives this; that the device has it too, test_power_cut.py looks at."""
        begin = [0] * 4
        counted = [0] * 4
        for _ in range(self.ROUNDS):
            self.start()
            writers = [Writer(self.port, f"writer{i}", begin[i]) for i in range(len(begin))]
            for writer in writers:
                writer.start()
            for i, writer in enumerate(writers):
                until(lambda: writer.acknowledged > begin[i], "each has written something")
            time.sleep(random.uniform(0, 0.5))
            self.server.send_signal(signal.SIGKILL)
            self.server.wait()
            for writer in writers:
                writer.join()
            self.start()
            client = self.client()
            for i, writer in enumerate(writers):
                for number in range(begin[i], writer.acknowledged):
                    self.assertEqual(client.ask("GET", f"writer{i}:{number}"), f"{number}".encode() * 20)
                counted[i] += writer.counted
                count = int(client.ask("GET", f"writer{i}:count") or 0)
                self.assertGreaterEqual(count, counted[i])
                self.assertLessEqual(count, writer.sent)
                begin[i] = writer.sent
                counted[i] = count
            self.assertEqual(self.server.stop(), 0)
        print(f"  {sum(begin)} writes in {self.ROUNDS} rounds")


if __name__ == "__main__":
    need("redis-cli", "redis-benchmark", "bash")
    unittest.main(verbosity=2)
