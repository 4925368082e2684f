"""A server under test, and ways to talk to it."""

import contextlib
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import unittest

program: str = ""
scheme = "http"
certificate = ""  # the file, where it is https
options: list[str] = []  # of every server

MEGABYTE = 1 << 20


def need(tool: str) -> None:
    if shutil.which(tool) is None:
        raise unittest.SkipTest(f"{tool} is not on this machine")


class Server:
    """A server in a process of its own. Used in a with statement, it is killed at the end, unless it has stopped."""

    def __init__(self, root: pathlib.Path, *more: str):
        self.command = [program, "--port", "0", "--root", str(root), *options, *more]

    def __enter__(self) -> "Server":
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=subprocess.STDOUT)
        self.port = int(self.wait_for(r"listening on [0-9.]+:(\d+)")[1])
        return self

    def __exit__(self, *_) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def says(self) -> str:
        self.log.seek(0)
        return self.log.read()

    def wait_for(self, pattern: str) -> re.Match:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if found := re.search(pattern, self.says()):
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise AssertionError(f"the server never says {pattern!r}, but: {self.says()}")

    def url(self, path: str) -> str:
        return f"{scheme}://localhost:{self.port}{path}"

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    def must_stop(self, seconds: float) -> None:
        """Waits for its end, which must be a clean one."""
        status = self.process.wait(seconds)
        if status != 0 or not self.says().endswith("stopped\n"):
            raise AssertionError(f"it ended with {status}: {self.says()}")

    def plain(self) -> socket.socket:
        """A connection to it, without TLS."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def connect(self, receive_buffer: int = 0):
        """A connection to it, over TLS where it speaks that. With a small receive buffer where one is given."""
        if receive_buffer:
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            connection.settimeout(20)
            connection.connect(("127.0.0.1", self.port))
        else:
            connection = self.plain()
        if scheme == "http":
            return connection
        return tls_client().wrap_socket(connection, server_hostname="localhost", suppress_ragged_eofs=False)

    def curl(self, path: str, *more: str, check: bool = True) -> subprocess.CompletedProcess:
        need("curl")
        trust = ["--cacert", certificate] if scheme == "https" else []
        command = ["curl", "--silent", "--show-error", "--max-time", "60", "--path-as-is", *trust, *more, self.url(path)]
        done = subprocess.run(command, capture_output=True)
        if check and done.returncode != 0:
            raise AssertionError(f"{command}: {done.returncode}: {done.stderr.decode()}; the server: {self.says()}")
        return done

    def status(self, path: str, *more: str) -> int:
        """The status of curl's answer, whose body is dropped."""
        return int(self.curl(path, "--output", "/dev/null", "--write-out", "%{http_code}", *more).stdout)

    def head(self, path: str, *more: str) -> dict[str, str]:
        """The fields of the answer's head, and its status."""
        return fields_of(self.curl(path, "--dump-header", "-", "--output", "/dev/null", *more).stdout)


def fields_of(head: bytes) -> dict[str, str]:
    first, *lines = head.decode().split("\r\n\r\n")[0].split("\r\n")
    fields = {"status": first.split()[1]}
    for line in lines:
        name, _, value = line.partition(": ")
        fields[name.lower()] = value
    return fields


def read_answer(stream) -> tuple[dict[str, str], bytes]:
    """One answer from a file over a connection: the fields of its head, and its body."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            raise AssertionError(f"the connection ended after {head!r}")
        head += line
    fields = fields_of(head)
    body = stream.read(int(fields.get("content-length", "0")))
    return fields, body


def read_all(connection) -> bytes:
    """What comes until the end of the connection, also where that is broken off."""
    came = b""
    try:
        while some := connection.recv(MEGABYTE):
            came += some
    except (ConnectionResetError, ssl.SSLError):
        pass
    return came


def get(path: str, *fields: str, version: str = "1.1") -> bytes:
    return "\r\n".join([f"GET {path} HTTP/{version}", "Host: localhost", *fields, "", ""]).encode()


class TestCase(unittest.TestCase):
    """Tests that share a directory of files, and a server of it."""

    server_options: list[str] = []

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="ringlet-http-")
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.outside = pathlib.Path(cls.temporary.name)
        cls.root = cls.outside / "tree"
        cls.root.mkdir()
        cls.make_files()
        cls.server = cls.enterClassContext(Server(cls.root, *cls.server_options))

    @classmethod
    def make_files(cls) -> None:
        (cls.root / "index.html").write_text("<!doctype html><title>the index</title>\n")
        (cls.root / "small.txt").write_text("a small file\n")

    def compare(self, got: bytes | pathlib.Path, file: pathlib.Path) -> None:
        """By cmp, which says where they differ."""
        content = {"input": got} if isinstance(got, bytes) else {}
        name = "-" if isinstance(got, bytes) else str(got)
        done = subprocess.run(["cmp", name, str(file)], capture_output=True, **content)
        self.assertEqual(done.returncode, 0, (done.stdout + done.stderr).decode())


# ---- TLS, where the server speaks it ----------------------------------------------------------------------------


def make_certificate(folder: str) -> tuple[str, str]:
    """A certificate of this machine's that nobody else has signed, and its key."""
    made, key = f"{folder}/certificate.pem", f"{folder}/key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", made],
        check=True, capture_output=True)
    return made, key


@contextlib.contextmanager
def tls(wanted: bool):
    """Has all servers in here speak TLS, with a certificate that is made for them."""
    global scheme, certificate, options
    if not wanted:
        yield
        return
    need("openssl")
    with tempfile.TemporaryDirectory(prefix="ringlet-tls-") as folder:
        certificate, key = make_certificate(folder)
        scheme, options = "https", ["--certificate", certificate, "--key", key]
        yield


def tls_client() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certificate)
