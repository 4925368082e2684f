"""What TLS adds: handshakes that come to nothing, ends that are told from attacks, clients that speak something else."""

import socket
import ssl
import subprocess
import tempfile
import time

import harness
from harness import get, read_all


class Tls(harness.TestCase):
    server_options = ["--handshake", "1000", "--idle", "1500"]

    def s_client(self, *more: str, text: bytes) -> subprocess.CompletedProcess:
        harness.need("openssl")
        return subprocess.run(["openssl", "s_client", "-connect", f"localhost:{self.server.port}", "-servername", "localhost",
                               "-CAfile", harness.certificate, "-verify_return_error", *more],
                              input=text, capture_output=True, timeout=30)

    def test_openssl_s_client_gets_a_file(self):
        for version in ("-tls1_2", "-tls1_3"):
            with self.subTest(version):
                done = self.s_client(version, "-quiet", "-no_ign_eof", "-ign_eof", text=get("/small.txt", "Connection: close"))
                self.assertTrue(done.stdout.endswith(b"\r\n\r\na small file\n"), done.stdout + done.stderr)

    def test_the_certificate_is_verified(self):
        done = self.s_client("-brief", text=b"Q\n")
        self.assertIn(b"Verification: OK", done.stderr + done.stdout)

    def test_tls_1_1_is_refused(self):
        done = self.s_client("-tls1_1", "-cipher", "ALL:@SECLEVEL=0", text=b"")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"protocol version", done.stderr)

    def test_a_certificate_of_somebody_else_is_not_taken(self):
        with tempfile.TemporaryDirectory() as folder:
            trusted, _ = harness.make_certificate(folder)
            done = self.server.curl("/small.txt", "--cacert", trusted, check=False)
        self.assertEqual(done.returncode, 60, done.stderr)  # CURLE_PEER_FAILED_VERIFICATION
        self.assertEqual(self.server.status("/small.txt"), 200)

    def test_the_end_is_told(self):
        for text, why in ((get("/small.txt", "Connection: close"), "the last answer"), (b"", "a client that says nothing"),
                          (b"nonsense\r\n\r\n", "what is no request")):
            with self.subTest(why), self.server.connect() as connection:
                connection.sendall(text)
                # Python raises SSLEOFError for a connection that ends without close_notify.
                while connection.recv(1000):
                    pass

    def test_the_client_s_end_is_heard(self):
        connection = self.server.connect()
        begun = time.monotonic()
        with connection.unwrap() as plain:  # sends close_notify and waits for the server's
            self.assertEqual(plain.recv(10), b"")
        self.assertLess(time.monotonic() - begun, 1)

    def test_plain_http_is_told_where_it_is(self):
        with self.server.plain() as connection:
            connection.sendall(get("/small.txt"))
            answer = read_all(connection)
        self.assertTrue(answer.startswith(b"HTTP/1.1 400 Bad Request\r\n"), answer)
        self.assertTrue(answer.endswith(b"This port speaks HTTPS only.\n"), answer)

    def test_what_is_neither_is_refused(self):
        with self.server.plain() as connection:
            connection.sendall(bytes(range(256)) * 10)
            self.assertNotIn(b"HTTP", read_all(connection))

    def test_a_handshake_that_does_not_end_is_given_up(self):
        hello = client_hello()
        for text in (b"", hello[:1], hello[:-1], hello):
            with self.subTest(len(text)), self.server.plain() as connection:
                begun = time.monotonic()
                connection.sendall(text)
                read_all(connection)
                self.assertGreater(time.monotonic() - begun, 0.8)
                self.assertLess(time.monotonic() - begun, 10)

    def test_a_handshake_that_trickles_in_is_given_up(self):
        with self.server.plain() as connection:
            begun = time.monotonic()
            with self.assertRaises((BrokenPipeError, ConnectionResetError)):
                for byte in client_hello() * 10:
                    connection.sendall(bytes([byte]))
                    time.sleep(0.05)
            self.assertLess(time.monotonic() - begun, 10)

    def test_a_connection_that_is_cut_is_no_end(self):
        connection = self.server.connect()
        connection.sendall(b"GET /small.txt HT")
        socket.socket(fileno=connection.detach()).close()
        self.assertEqual(self.server.status("/small.txt"), 200)

    def test_a_certificate_that_is_none_is_told(self):
        bad = self.outside / "bad.pem"
        bad.write_text("nothing\n")
        for words in (["--certificate", str(bad), "--key", str(bad)], ["--certificate", harness.certificate, "--key", str(bad)]):
            done = subprocess.run([harness.program, "--port", "0", *words], capture_output=True, text=True, timeout=20)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("bad.pem is no", done.stderr)


def client_hello() -> bytes:
    """What a client says first."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = harness.tls_client().wrap_bio(incoming, outgoing, server_hostname="localhost")
    try:
        tls.do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outgoing.read()
