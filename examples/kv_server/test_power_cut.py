"""test_power_cut.py SERVER: whether the device has a change when it is acknowledged.

SIGKILL cannot tell: what the kernel was given survives it. So the log is on a file system of its own, in an image that is
mounted by a loop device. At the moment of an answer the image is copied, which is what a cut of the power would leave: what is
in the kernel's memory only is not in it. A server that starts from the copy must have all that was acknowledged."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "testing"))
from programs import Program, need, skip  # noqa: E402
from resp_client import Client, encode  # noqa: E402

SERVER = sys.argv.pop(1)
os.environ["PATH"] += ":/usr/sbin:/sbin"


def run(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True)


class Disk:
    """A file system in an image of its own."""

    def __init__(self, folder, image):
        self.image, self.place = image, Path(folder) / f"on-{image.name}"
        self.place.mkdir()

    def mount(self):
        return run("mount", "-o", "loop", self.image, self.place)

    def unmount(self):
        run("umount", self.place)


class PowerCutTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def mounted(self, image):
        disk = Disk(self.folder, image)
        mounted = disk.mount()
        self.assertEqual(mounted.returncode, 0, mounted.stderr)
        self.addCleanup(disk.unmount)
        return disk

    def start(self, place):
        server = Program(SERVER, "--log", place / "log", "--port", 0)
        self.addCleanup(server.kill)
        client = Client(server.port())
        self.addCleanup(client.close)
        return server, client

    def test_what_is_acknowledged_is_on_the_device(self):
        image = self.folder / "image"
        made = subprocess.run(f"truncate --size=24M '{image}' && mkfs.ext4 -q '{image}'", shell=True, capture_output=True)
        self.assertEqual(made.returncode, 0, made.stderr)
        disk = self.mounted(image)
        _, client = self.start(disk.place)
        for cut in range(8):
            # Several at once, and now and then one that is longer than a page.
            client.socket.sendall(b"".join(encode("SET", f"key:{cut}:{i}", "v" * (1 + 3000 * i)) for i in range(4)))
            self.assertEqual([client.answer() for _ in range(4)], [b"OK"] * 4)
            copy = self.folder / f"cut{cut}"
            shutil.copyfile(image, copy)
            left = self.mounted(copy)
            server, asking = self.start(left.place)
            for earlier in range(cut + 1):
                for i in range(4):
                    self.assertEqual(asking.ask("GET", f"key:{earlier}:{i}"), b"v" * (1 + 3000 * i), f"after cut {cut}")
            self.assertEqual(server.stop(), 0)
            left.unmount()
            copy.unlink()


def must_be_possible():
    need("mkfs.ext4", "mount", "truncate")
    if os.geteuid() != 0:
        skip("only root mounts an image")
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "probe"
        subprocess.run(f"truncate --size=8M '{image}' && mkfs.ext4 -q '{image}'", shell=True, check=True)
        disk = Disk(folder, image)
        mounted = disk.mount()
        if mounted.returncode != 0:
            skip(f"this machine does not mount an image: {mounted.stderr.strip()}")
        disk.unmount()


if __name__ == "__main__":
    must_be_possible()
    unittest.main(verbosity=2)
