"""HTTP/1.1 itself: connections that go on, requests that come together, and those that are none."""

import subprocess
import time

import harness
from harness import get, read_all, read_answer


class Protocol(harness.TestCase):
    def talk(self, *texts: bytes) -> bytes:
        """All that comes back, where the server closes."""
        with self.server.connect() as connection:
            for text in texts:
                connection.sendall(text)
            return read_all(connection)

    def test_curl_uses_a_connection_again(self):
        done = self.server.curl("/small.txt", "--write-out", "%{num_connects} ", self.server.url("/small.txt"),
                                "--output", "/dev/null", "--output", "/dev/null")
        self.assertEqual(done.stdout.split(), [b"1", b"0"])

    def test_requests_that_come_together_are_answered_in_order(self):
        for i in range(40):
            (self.root / f"{i}.txt").write_text(f"file {i}\n" * (i * 300 + 1))
        with self.server.connect() as connection, connection.makefile("rb") as answers:
            connection.sendall(b"".join(get(f"/{i}.txt") for i in range(40)) + get("/none") + get("/0.txt"))
            for i in range(40):
                head, body = read_answer(answers)
                self.assertEqual(head["status"], "200")
                self.compare(body, self.root / f"{i}.txt")
            self.assertEqual(read_answer(answers)[0]["status"], "404")
            self.assertEqual(read_answer(answers)[1], b"file 0\n")

    def test_more_requests_than_the_buffer_holds_are_answered(self):
        with self.server.connect() as connection, connection.makefile("rb") as answers:
            connection.sendall(get("/small.txt", "Filler: " + "x" * 5000) * 20)
            for _ in range(20):
                self.assertEqual(read_answer(answers)[1], b"a small file\n")

    def test_a_request_may_come_in_any_pieces(self):
        text = get("/small.txt", "A: b") + get("/index.html")
        for size in (1, 2, 3, 7):
            with self.subTest(size), self.server.connect() as connection, connection.makefile("rb") as answers:
                for at in range(0, len(text), size):
                    connection.sendall(text[at:at + size])
                self.assertEqual(read_answer(answers)[1], b"a small file\n")
                self.assertEqual(read_answer(answers)[0]["content-type"], "text/html; charset=utf-8")

    def test_an_empty_line_before_a_request_is_passed_over(self):
        self.assertTrue(self.talk(b"\r\n\r\n" + get("/small.txt", "Connection: close")).endswith(b"\r\n\r\na small file\n"))

    def test_the_client_says_whether_the_connection_goes_on(self):
        self.assertIn(b"\r\nConnection: close\r\n", self.talk(get("/small.txt", "Connection: close")))
        self.assertIn(b"\r\nConnection: close\r\n", self.talk(get("/small.txt", version="1.0")))
        self.assertIn(b"\r\nConnection: close\r\n", self.talk(b"GET /small.txt HTTP/1.0\r\n\r\n"))  # has no host
        with self.server.connect() as connection, connection.makefile("rb") as answers:
            for _ in range(2):
                connection.sendall(get("/small.txt", "Connection: keep-alive", version="1.0"))
                self.assertEqual(read_answer(answers)[0]["connection"], "keep-alive")

    def test_a_proxy_s_request_is_understood(self):
        answer = self.talk(get("http://localhost:80/small.txt", "Connection: close"))
        self.assertTrue(answer.endswith(b"\r\n\r\na small file\n"), answer)

    def test_what_is_no_request_is_told_so(self):
        host = b"Host: localhost\r\n"
        for text in (
            b"hello\r\n\r\n",
            b"GET\r\n\r\n",
            b"GET /small.txt\r\n\r\n",  # HTTP/0.9
            b"GET /small.txt HTTP/1.1\n" + host + b"\r\n",
            b"GET /small.txt HTTP/2.0\r\n" + host + b"\r\n",
            b"GET /small.txt FTP/1.1\r\n" + host + b"\r\n",
            b"GET  /small.txt HTTP/1.1\r\n" + host + b"\r\n",
            b"GET /small.txt HTTP/1.1 \r\n" + host + b"\r\n",
            b"GET /sm\x01all.txt HTTP/1.1\r\n" + host + b"\r\n",
            b"G\xffT /small.txt HTTP/1.1\r\n" + host + b"\r\n",
            b"GET /small.txt HTTP/1.1\r\n\r\n",  # no host
            b"GET /small.txt HTTP/1.1\r\n" + host + host + b"\r\n",
            b"GET /small.txt HTTP/1.1\r\n" + host + b"A : b\r\n\r\n",
            b"GET /small.txt HTTP/1.1\r\n" + host + b": b\r\n\r\n",
            b"GET /small.txt HTTP/1.1\r\n" + host + b"A\r\n\r\n",
            b"GET /small.txt HTTP/1.1\r\n" + host + b"A: \x00\r\n\r\n",
            b"GET /small.txt HTTP/1.1\r\n" + host + b"Range: bytes=0-1\r\nRange: bytes=2-3\r\n\r\n",
            b"GET /small.txt HTTP/1.1\r\n" + host + b"Content-Length: x\r\n\r\n",
            b"GET /small.txt HTTP/1.1\r\n" + host + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
            b"GET /small.txt HTTP/1.1\r\n" + host + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",  # TLS
        ):
            with self.subTest(text):
                # A request behind it is not taken for one: nobody knows where it begins.
                answer = self.talk(text + get("/small.txt"))
                self.assertTrue(answer.startswith(b"HTTP/1.1 400 Bad Request\r\n"), answer)
                self.assertEqual(answer.count(b"HTTP/1.1 "), 1)

    def test_a_target_that_is_none_is_told_so_and_the_connection_goes_on(self):
        with self.server.connect() as connection, connection.makefile("rb") as answers:
            for target in ("small.txt", "*", "/%zz", "/%4", "/%", "/%00", "ftp://localhost/small.txt"):
                with self.subTest(target):
                    connection.sendall(get(target))
                    self.assertEqual(read_answer(answers)[0]["status"], "400")
            connection.sendall(get("/small.txt"))
            self.assertEqual(read_answer(answers)[1], b"a small file\n")

    def test_a_request_with_a_body_is_refused_and_ends_the_connection(self):
        smuggled = get("/small.txt")
        for field in (f"Content-Length: {len(smuggled)}", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip",
                      "Transfer-Encoding: chunked, identity"):
            with self.subTest(field):
                answer = self.talk(get("/small.txt", field) + smuggled)
                refusals = [b"HTTP/1.1 413 Content Too Large"]
                if "gzip" in field or "identity" in field:  # which a newer Beast refuses by itself
                    refusals.append(b"HTTP/1.1 400 Bad Request")
                self.assertIn(answer.split(b"\r\n")[0], refusals)
                self.assertEqual(answer.count(b"HTTP/1.1 "), 1)

    def test_methods_that_it_does_not_have_are_refused(self):
        large = self.outside / "large"
        large.write_bytes(bytes(4 * harness.MEGABYTE))
        head = self.server.head("/small.txt", "--request", "DELETE")
        self.assertEqual((head["status"], head["allow"]), ("405", "GET, HEAD"))
        # The client has megabytes to send yet when it is told so.
        self.assertEqual(self.server.status("/small.txt", "--data-binary", f"@{large}", "--header", "Expect:"), 405)
        self.assertEqual(self.server.status("/small.txt", "--upload-file", str(large)), 405)
        self.assertEqual(self.server.status("/small.txt", "--request", "BREW"), 501)

    def test_a_client_that_is_still_sending_is_heard_out(self):
        size = 4 * harness.MEGABYTE
        with self.server.connect() as connection:
            connection.sendall(f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n".encode())
            time.sleep(0.2)  # it has answered by now
            connection.sendall(bytes(size))  # which a connection that was reset would not take
            self.assertTrue(read_all(connection).startswith(b"HTTP/1.1 405 "))

    def test_a_head_that_is_too_large_is_refused(self):
        self.assertEqual(self.server.status("/small.txt", "--header", "A: " + "x" * 12000), 200)
        self.assertEqual(self.server.status("/small.txt", "--header", "A: " + "x" * 17000), 431)
        many = [word for i in range(2000) for word in ("--header", f"A{i}: b")]
        self.assertEqual(self.server.status("/small.txt", *many), 431)
        self.assertEqual(self.server.status("/" + "x" * 17000), 414)
        self.assertEqual(self.server.status("/" + "x" * 8000), 414)  # longer than any path
        self.assertEqual(self.server.status("/small.txt?" + "x" * 8000), 200)
        self.assertEqual(self.server.status("/small.txt"), 200)

    def test_a_client_that_vanishes_hurts_nobody(self):
        (self.root / "sparse").touch()
        with open(self.root / "sparse", "r+b") as file:
            file.truncate(64 * harness.MEGABYTE)
        for text in (b"", b"GET /sm", get("/sparse") * 3):
            with self.server.connect() as connection:
                connection.sendall(text)
        self.assertEqual(self.server.status("/small.txt"), 200)

    if harness.scheme == "http":  # Python's TLS cannot close one direction alone

        def test_a_client_that_has_sent_all_gets_its_answer(self):
            with self.server.connect() as connection:
                connection.sendall(get("/small.txt"))
                connection.shutdown(1)
                self.assertTrue(read_all(connection).endswith(b"\r\n\r\na small file\n"))

    def test_the_options_are_explained_and_checked(self):
        self.assertIn("--root", subprocess.run([harness.program, "--help"], capture_output=True, text=True).stdout)
        for words, culprit in ((["--port", "70000"], "70000"), (["--port", "0", "--root", "/none"], "/none"),
                               (["--port", "0", "--idle", "-1"], "--idle"), ([], "--port")):
            done = subprocess.run([harness.program, *harness.options, *words], capture_output=True, text=True)
            self.assertNotEqual(done.returncode, 0, words)
            self.assertIn(culprit, done.stdout + done.stderr)
