"""test_proxy.py PROXY: curl and other clients through the proxy, to servers that answer, refuse, break off and say nothing."""

import hashlib
import http.server
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "testing"))
from programs import Program, need, until  # noqa: E402

PROXY = sys.argv.pop(1)
MEGABYTES = 100


def curl(*arguments, seconds=120):
    return subprocess.run(["curl", "--silent", "--show-error", "--noproxy", "*", *map(str, arguments)],
                          capture_output=True, timeout=seconds)


def reset_on_close(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Upstream:
    """A server of a few lines: each connection is given to `answer` in a thread of its own."""

    def __init__(self, answer):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self._run, args=(answer,), daemon=True).start()

    def _run(self, answer):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._one, args=(answer, connection), daemon=True).start()

    @staticmethod
    def _one(answer, connection):
        try:
            with connection:
                answer(connection)
        except OSError:
            pass

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


class KeepsUploads(http.server.BaseHTTPRequestHandler):
    """Python's own server has no PUT."""

    def do_PUT(self):
        left = int(self.headers["Content-Length"])
        sum_ = hashlib.sha256()
        while left:
            piece = self.rfile.read(min(left, 1 << 20))
            if not piece:
                return
            sum_.update(piece)
            left -= len(piece)
        answer = sum_.hexdigest().encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def read_all(connection):
    pieces = []
    while piece := connection.recv(1 << 16):
        pieces.append(piece)
    return b"".join(pieces)


class ProxyTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def proxy(self, upstream_port, *options):
        program = Program(PROXY, "--port", 0, "--to", f"127.0.0.1:{upstream_port}", *options)
        self.addCleanup(program.kill)
        self.port = program.port()
        return program

    def upstream(self, answer):
        server = Upstream(answer)
        self.addCleanup(server.close)
        return server

    def connect(self):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        self.addCleanup(client.close)
        return client

    def big_file(self):
        path = self.folder / "big"
        with open(path, "wb") as file:
            for _ in range(MEGABYTES):
                file.write(os.urandom(1 << 20))
        return path

    def test_downloads_come_whole_several_at_a_time(self):
        big = self.big_file()
        files = Program(sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory", self.folder, "0")
        self.addCleanup(files.kill)
        program = self.proxy(int(files.says(r"port (\d+)").group(1)))
        before = program.descriptors()
        fetches = [threading.Thread(target=curl, args=("-o", self.folder / f"copy{i}", f"http://127.0.0.1:{self.port}/big"))
                   for i in range(3)]
        for fetch in fetches:
            fetch.start()
        for fetch in fetches:
            fetch.join()
        for i in range(3):
            same = subprocess.run(["cmp", big, self.folder / f"copy{i}"], capture_output=True)
            self.assertEqual(same.returncode, 0, same.stdout)
        program.says(r": done \(\d+ bytes sent, 10\d{7} received\)$", count=3)
        until(lambda: program.descriptors() == before, "its descriptors are closed")

    def test_an_upload_comes_whole(self):
        big = self.big_file()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), KeepsUploads)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.proxy(server.server_port)
        sent = curl("--upload-file", big, f"http://127.0.0.1:{self.port}/big")
        self.assertEqual(sent.returncode, 0, sent.stderr)
        with open(big, "rb") as file:
            self.assertEqual(sent.stdout.decode(), hashlib.file_digest(file, "sha256").hexdigest())

    def test_who_has_sent_all_still_gets_the_answer(self):
        server = self.upstream(lambda peer: peer.sendall(hashlib.sha256(read_all(peer)).hexdigest().encode()))
        self.proxy(server.port)
        client = self.connect()
        request = os.urandom(3_000_000)
        client.sendall(request)
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(read_all(client).decode(), hashlib.sha256(request).hexdigest())

    def test_who_answers_first_still_gets_what_the_client_says(self):
        got = []

        def answer(peer):
            peer.sendall(b"all that I have to say")
            peer.shutdown(socket.SHUT_WR)
            got.append(read_all(peer))
        self.proxy(self.upstream(answer).port)
        client = self.connect()
        self.assertEqual(read_all(client), b"all that I have to say")
        client.sendall(b"and yet")
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(until(lambda: got, "the upstream has read all"), [b"and yet"])

    def test_an_upstream_that_refuses_ends_only_that_connection(self):
        with socket.create_server(("127.0.0.1", 0)) as unused:
            port = unused.getsockname()[1]
        program = self.proxy(port)
        before = program.descriptors()
        for _ in range(3):
            asked = curl(f"http://127.0.0.1:{self.port}/")
            self.assertIn(asked.returncode, (7, 56), asked.stderr)  # a failure to connect or, had it done so, to receive
        program.says(r": connect: Connection refused \(0 bytes sent, 0 received\)$", count=3)
        until(lambda: program.descriptors() == before, "its descriptors are closed")
        self.assertIsNone(program.process.poll())

    def test_an_answer_that_is_broken_off_does_not_look_whole(self):
        def answer(peer):
            peer.recv(4096)
            peer.sendall(b"HTTP/1.0 200 OK\r\n\r\nhalf of")  # without a length, only the end tells
            time.sleep(0.2)
            reset_on_close(peer)
        program = self.proxy(self.upstream(answer).port)
        asked = curl(f"http://127.0.0.1:{self.port}/")
        self.assertEqual(asked.returncode, 56, asked.stdout)
        program.says(r"receiving: Connection reset by peer")

    def test_a_client_that_resets_is_told_to_the_upstream(self):
        ends = []

        def answer(peer):
            try:
                ends.append(read_all(peer))
            except ConnectionResetError:
                ends.append("reset")
        program = self.proxy(self.upstream(answer).port)
        before = program.descriptors()
        for count in range(1, 21):
            client = self.connect()
            client.sendall(b"half of")
            time.sleep(0.02)
            reset_on_close(client)
            client.close()
            until(lambda: len(ends) == count, "the upstream sees the end")
        self.assertEqual(set(ends), {"reset"})
        until(lambda: program.descriptors() == before, "its descriptors are closed")

    def test_a_client_that_is_killed_in_the_middle_leaves_nothing_behind(self):
        def answer(peer):
            peer.recv(4096)
            peer.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
            while True:
                peer.sendall(bytes(1 << 16))
        program = self.proxy(self.upstream(answer).port)
        before = program.descriptors()
        got = self.folder / "got"
        client = subprocess.Popen(["curl", "--silent", "--noproxy", "*", "-o", got, f"http://127.0.0.1:{self.port}/"])
        until(lambda: got.exists() and got.stat().st_size > 1_000_000, "a part has come")
        client.kill()
        client.wait()
        program.says(r"\(\d+ bytes sent, \d{6,} received\)")
        until(lambda: program.descriptors() == before, "its descriptors are closed")

    def test_an_idle_connection_is_ended_and_a_slow_one_is_not(self):
        program = self.proxy(self.upstream(read_all).port, "--idle", 2)
        client = self.connect()
        for _ in range(6):  # one direction only, and never fast
            client.sendall(b"x")
            time.sleep(0.5)
        self.assertNotIn("idle", program.text)
        begin = time.monotonic()
        with self.assertRaises(ConnectionResetError):
            client.recv(1)
        self.assertGreater(time.monotonic() - begin, 1)
        program.says(r": idle: Connection timed out \(6 bytes sent, 0 received\)$")

    def test_who_comes_too_many_waits_for_a_place(self):
        server = self.upstream(lambda peer: peer.sendall(peer.recv(100)))
        self.proxy(server.port, "--connections", 2)
        first, second, third = self.connect(), self.connect(), self.connect()
        third.sendall(b"third")
        until(lambda: server.connections == 2, "two are there")
        time.sleep(0.3)
        self.assertEqual(server.connections, 2)
        first.sendall(b"first")
        self.assertEqual(read_all(first), b"first")
        first.close()
        self.assertEqual(read_all(third), b"third")
        second.close()

    def test_a_signal_ends_it_while_connections_are_open(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            server = self.upstream(read_all)
            program = self.proxy(server.port)
            client = self.connect()
            client.sendall(b"x")
            until(lambda: server.connections == 1, "it is connected")
            self.assertEqual(program.stop(number), 0, program.text)
            self.assertRegex(program.text, r"Operation canceled[^\n]*\nstopped\n$")

    def test_a_wrong_option_is_one_error(self):
        for options, words in ((["--to", "nowhere"], "'nowhere' is no address"), ([], "--to is required"),
                               (["--to", "127.0.0.1:1", "--idle", "0"], "--idle"),
                               (["--to", "127.0.0.1:1", "--port", "70000"], "--port")):
            ended = subprocess.run([PROXY, *options], capture_output=True, text=True)
            self.assertEqual(ended.returncode, 2, options)
            self.assertIn(words, ended.stderr)
            self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)


if __name__ == "__main__":
    need("curl", "cmp")
    unittest.main(verbosity=2)
