"""A few lines of RESP2, for what redis-cli does not do: to note each answer as it comes, and to send what is no command."""

import socket


def encode(*words):
    """A command as clients send it."""
    parts = [b"*%d\r\n" % len(words)]
    for word in words:
        word = word if isinstance(word, bytes) else str(word).encode()
        parts.append(b"$%d\r\n%s\r\n" % (len(word), word))
    return b"".join(parts)


class Client:
    def __init__(self, port, timeout=20):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.file = self.socket.makefile("rb")

    def send(self, *words):
        self.socket.sendall(encode(*words))

    def answer(self):
        """The next answer: bytes, a number, None, a list; an error as a str. EOFError at the end."""
        line = self.file.readline()
        if not line.endswith(b"\r\n"):
            raise EOFError
        kind, rest = line[:1], line[1:-2]
        if kind == b"+":
            return rest
        if kind == b"-":
            return rest.decode()
        if kind == b":":
            return int(rest)
        if kind == b"*":
            return [self.answer() for _ in range(int(rest))]
        if int(rest) < 0:
            return None
        value = self.file.read(int(rest) + 2)
        if len(value) != int(rest) + 2:
            raise EOFError
        return value[:-2]

    def ask(self, *words):
        self.send(*words)
        return self.answer()

    def close(self):
        self.file.close()
        self.socket.close()
