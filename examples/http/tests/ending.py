"""How it ends when it is told to, and what becomes of those whom it is answering."""

import pathlib
import signal
import subprocess
import time

import harness
from harness import MEGABYTE, Server, get, read_all, read_answer


class Ending(harness.TestCase):
    @classmethod
    def make_files(cls):
        super().make_files()
        (cls.root / "large").write_bytes(bytes(range(256)) * (20 * MEGABYTE // 256))

    def download(self, server: Server) -> tuple[subprocess.Popen, pathlib.Path]:
        """A curl that takes its time, once it has begun."""
        harness.need("curl")
        into = self.outside / "download"
        trust = ["--cacert", harness.certificate] if harness.scheme == "https" else []
        curl = subprocess.Popen(["curl", "--silent", "--limit-rate", "8M", *trust, "--output", str(into), server.url("/large")])
        while not into.exists() or into.stat().st_size == 0:
            self.assertIsNone(curl.poll(), "curl has ended before it began")
            time.sleep(0.02)
        return curl, into

    def test_a_download_is_finished_and_idle_clients_are_let_go(self):
        with Server(self.root) as server, server.connect() as idle, idle.makefile("rb") as answers:
            idle.sendall(get("/small.txt"))
            read_answer(answers)
            curl, into = self.download(server)
            server.stop()
            server.wait_for("no more clients")
            self.assertLess(into.stat().st_size, 20 * MEGABYTE, "the download was too fast to tell")
            self.assertEqual(answers.read(), b"")
            self.assertIsNone(server.process.poll())
            with self.assertRaises(ConnectionRefusedError):
                server.plain()
            self.assertEqual(curl.wait(30), 0)
            self.compare(into, self.root / "large")
            server.must_stop(10)
            self.assertNotIn("cut short", server.says())

    def test_the_last_answer_says_that_it_is_the_last(self):
        with Server(self.root) as server, server.connect() as connection, connection.makefile("rb") as answers:
            connection.sendall(get("/small.txt")[:-2])
            time.sleep(0.3)
            server.stop()
            server.wait_for("no more clients")
            connection.sendall(b"\r\n")
            head, body = read_answer(answers)
            self.assertEqual((head["connection"], body), ("close", b"a small file\n"))
            self.assertEqual(answers.read(), b"")
            server.must_stop(10)

    def slow_reader(self, server: Server):
        """A connection that has begun to read an answer, and stops."""
        connection = server.connect(4096)
        connection.sendall(get("/large"))
        self.assertTrue(connection.recv(100))
        return connection

    def test_grace_has_an_end(self):
        with Server(self.root, "--grace", "500") as server, self.slow_reader(server) as connection:
            begun = time.monotonic()
            server.stop(signal.SIGINT)
            server.must_stop(10)
            self.assertGreater(time.monotonic() - begun, 0.4)
            self.assertIn("1 connections are cut short", server.says())
            self.assertLess(len(read_all(connection)), 20 * MEGABYTE)

    def test_a_second_signal_ends_it(self):
        with Server(self.root) as server, self.slow_reader(server) as connection:
            server.stop()
            server.wait_for("no more clients")
            server.stop()
            server.must_stop(5)
            self.assertLess(len(read_all(connection)), 20 * MEGABYTE)

    def test_nobody_is_waited_for_where_nobody_is(self):
        with Server(self.root) as server:
            begun = time.monotonic()
            server.stop()
            server.must_stop(10)
            self.assertLess(time.monotonic() - begun, 3)

    def test_who_is_let_go_is_not_answered(self):
        with Server(self.root) as server, server.connect() as connection:
            time.sleep(0.2)
            server.stop()
            self.assertEqual(read_all(connection), b"")
            server.must_stop(10)
