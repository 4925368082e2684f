"""Clients that take their time, and how much of it they get."""

import time

import harness
from harness import MEGABYTE, get, read_all, read_answer


class Slow(harness.TestCase):
    server_options = ["--head", "1000", "--idle", "1500", "--send", "1000"]

    @classmethod
    def make_files(cls):
        super().make_files()
        with open(cls.root / "large", "wb") as file:
            file.truncate(100 * MEGABYTE)

    def test_a_head_that_trickles_in_is_given_up(self):
        with self.server.connect() as connection:
            begun = time.monotonic()
            connection.settimeout(0.1)
            answer = b""
            for byte in get("/small.txt", "A: " + "x" * 1000):
                try:
                    connection.sendall(bytes([byte]))
                    answer = connection.recv(1000)
                    break
                except TimeoutError:
                    pass
            taken = time.monotonic() - begun
            self.assertTrue(answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n"), answer)
            self.assertIn(b"\r\nConnection: close\r\n", answer)
            self.assertGreater(taken, 0.9)
            self.assertLess(taken, 10)

    def test_a_client_that_says_nothing_is_let_go(self):
        with self.server.connect() as connection:
            begun = time.monotonic()
            self.assertEqual(read_all(connection), b"")
            self.assertGreater(time.monotonic() - begun, 1.4)

    def test_so_is_one_between_two_requests(self):
        with self.server.connect() as connection, connection.makefile("rb") as answers:
            connection.sendall(get("/small.txt"))
            self.assertEqual(read_answer(answers)[1], b"a small file\n")
            begun = time.monotonic()
            self.assertEqual(answers.read(), b"")
            self.assertGreater(time.monotonic() - begun, 1.4)

    def test_one_that_does_not_read_is_cut_off(self):
        with self.server.connect(4096) as connection:
            connection.sendall(get("/large"))
            time.sleep(4)
            self.assertLess(len(read_all(connection)), 90 * MEGABYTE)

    def test_one_that_reads_slowly_but_steadily_gets_all(self):
        with self.server.connect(65536) as connection:
            begun = time.monotonic()
            connection.sendall(get("/large", "Range: bytes=0-5999999", "Connection: close"))
            size = 0
            while some := connection.recv(65536):
                size += len(some)
                time.sleep(0.03)
            self.assertGreater(size, 6000000)
            self.assertGreater(time.monotonic() - begun, 2)

    def test_many_slow_clients_do_not_keep_others_waiting(self):
        slow = [self.server.plain() for _ in range(300)]
        for connection in slow:
            connection.sendall(b"GET /small.txt HT" if harness.scheme == "http" else b"\x16")
        reading = [self.server.connect(4096) for _ in range(30)]
        for connection in reading:
            connection.sendall(get("/large"))
        begun = time.monotonic()
        self.compare(self.server.curl("/small.txt").stdout, self.root / "small.txt")
        self.assertLess(time.monotonic() - begun, 3)
        for connection in slow + reading:
            connection.close()


class Crowded(harness.TestCase):
    server_options = ["--connections", "2", "--idle", "60000"]

    def test_who_finds_no_place_waits_for_one(self):
        first, second, third = (self.server.plain() for _ in range(3))
        with first, second, third:
            if harness.scheme == "https":
                first, second, third = (harness.tls_client().wrap_socket(
                    each, server_hostname="localhost", do_handshake_on_connect=False) for each in (first, second, third))
                first.do_handshake(), second.do_handshake()
            for connection in (first, second):
                connection.sendall(get("/small.txt"))
                self.assertTrue(connection.recv(1000))
            third.settimeout(1)
            with self.assertRaises(TimeoutError):
                if harness.scheme == "https":
                    third.do_handshake()
                else:
                    third.sendall(get("/small.txt", "Connection: close"))
                    third.recv(1000)
            first.close()
            third.settimeout(20)
            if harness.scheme == "https":
                third.do_handshake()
                third.sendall(get("/small.txt", "Connection: close"))
            self.assertTrue(third.recv(1000).startswith(b"HTTP/1.1 200 OK\r\n"))


