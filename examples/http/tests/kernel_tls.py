"""TLS by the kernel, which encrypts what is sent where it can: the rest is as with OpenSSL alone."""

import pathlib
import unittest

import harness
from harness import MEGABYTE, get, read_answer


def setUpModule():
    with harness.Server(pathlib.Path("/tmp"), "--kernel-tls") as server:
        if "has no TLS" in server.says():
            raise unittest.SkipTest("this kernel has no TLS (CONFIG_TLS, or its module tls is not loaded)")


def sockets_by_kernel() -> int:
    """How many sockets the kernel has sent for so far."""
    for line in pathlib.Path("/proc/net/tls_stat").read_text().splitlines():
        name, number = line.split()
        if name == "TlsTxSw":
            return int(number)
    raise AssertionError("/proc/net/tls_stat does not tell")


class KernelTls(harness.TestCase):
    server_options = ["--kernel-tls"]

    @classmethod
    def make_files(cls):
        super().make_files()
        (cls.root / "large").write_bytes(bytes(range(256)) * (20 * MEGABYTE // 256))

    def test_files_come_as_they_are(self):
        into = self.outside / "fetched"
        for cipher in ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"):
            for name in ("small.txt", "large"):
                with self.subTest(cipher + " " + name):
                    before = sockets_by_kernel()
                    self.server.curl("/" + name, "--tls13-ciphers", cipher, "--output", str(into))
                    self.compare(into, self.root / name)
                    self.assertEqual(sockets_by_kernel(), before + 1)

    def test_what_the_kernel_does_not_do_openssl_does(self):
        for more in (["--tls-max", "1.2"], ["--tls13-ciphers", "TLS_CHACHA20_POLY1305_SHA256"]):
            with self.subTest(more):
                before = sockets_by_kernel()
                self.compare(self.server.curl("/small.txt", *more).stdout, self.root / "small.txt")
                self.assertEqual(sockets_by_kernel(), before)

    def test_many_requests_share_a_connection(self):
        with self.server.connect() as connection, connection.makefile("rb") as answers:
            for _ in range(50):
                connection.sendall(get("/small.txt"))
                self.assertEqual(read_answer(answers)[1], b"a small file\n")

    def test_the_end_is_told(self):
        with self.server.connect() as connection:
            self.assertEqual(connection.version(), "TLSv1.3")
            connection.sendall(get("/small.txt", "Connection: close"))
            # Python raises SSLEOFError for a connection that ends without close_notify.
            while connection.recv(1000):
                pass

    def test_the_client_s_end_is_heard(self):
        with self.server.connect().unwrap() as plain:
            self.assertEqual(plain.recv(10), b"")
