"""test_ringlet_cp.py RINGLET_CP: its copies beside those of cp -a, by diff and by all that stat and lseek say; and what it does where
something cannot be copied."""

import os
import pty
import random
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "testing"))
from programs import need, until  # noqa: E402

COPY = sys.argv.pop(1)
NOBODY = 65534
IS_ROOT = os.geteuid() == 0


def extents(path):
    """Where a file has bytes, and where only a hole."""
    found = []
    with open(path, "rb", buffering=0) as file:
        at, size = 0, os.fstat(file.fileno()).st_size
        while at < size:
            try:
                begin = os.lseek(file.fileno(), at, os.SEEK_DATA)
            except OSError:
                break
            at = os.lseek(file.fileno(), begin, os.SEEK_HOLE)
            found.append((begin, at))
    return found


def describe(root):
    """All that a copy must have of each file of a tree: by its path."""
    described, links = {}, {}
    for folder, folders, files in os.walk(root):
        for name in [".", *files, *(each for each in folders if os.path.islink(os.path.join(folder, each)))]:
            path = os.path.normpath(os.path.join(folder, name))
            status, short = os.lstat(path), os.path.relpath(path, root)
            facts = {"mode": stat.filemode(status.st_mode), "owner": (status.st_uid, status.st_gid), "modified": status.st_mtime_ns,
                     "attributes": {each: os.getxattr(path, each, follow_symlinks=False)
                                    for each in os.listxattr(path, follow_symlinks=False)}}
            if stat.S_ISREG(status.st_mode):
                facts |= {"size": status.st_size, "extents": extents(path)}
            if stat.S_ISLNK(status.st_mode):
                facts["leads to"] = os.readlink(path)
            if stat.S_ISBLK(status.st_mode) or stat.S_ISCHR(status.st_mode):
                facts["device"] = status.st_rdev
            if not stat.S_ISDIR(status.st_mode):
                links.setdefault(status.st_ino, []).append(short)
            described[short] = facts
    for names in links.values():
        for name in names:
            described[name]["names"] = sorted(names)
    return described


def random_tree(root):
    """Of everything something."""
    root.mkdir()
    for i in range(300):
        (root / f"small{i}").write_bytes(os.urandom(random.randint(0, 9000)))
    deep = root
    for i in range(60):
        deep = deep / f"deep{i}"
        deep.mkdir()
        (deep / "file").write_text(str(i))
    wide = root / "wide"
    wide.mkdir()
    for i in range(150):
        (wide / f"folder{i}").mkdir()
        (wide / f"folder{i}" / "file").write_text(str(i))
    (root / "big").write_bytes(os.urandom(9_000_001))
    with open(root / "sparse", "wb") as file:
        for at in (0, 1 << 20, (5 << 20) + 4096):
            file.seek(at)
            file.write(os.urandom(8192))
        file.truncate(64 << 20)
    with open(root / "only a hole", "wb") as file:
        file.truncate(3 << 20)
    with open(root / "begins with a hole", "wb") as file:
        file.seek(1 << 20)
        file.write(b"end")
    (root / "a link").symlink_to("big")
    (root / "leads nowhere").symlink_to("no/such/file")
    (root / "to a folder").symlink_to("wide")
    (root / "long link").symlink_to("x" * 3000)
    for i in range(5):
        os.link(root / "big", wide / f"big{i}")
    os.link(root / "leads nowhere", root / "leads nowhere too", follow_symlinks=False)
    os.mkfifo(root / "fifo")
    os.link(root / "fifo", wide / "fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(root / "s"))
    (root / "new\nline").write_text("name")
    (root / "-option").write_text("name")
    (root / b"\xff\xfe".decode(errors="surrogateescape")).write_text("name")
    for i, mode in enumerate((0o000, 0o400, 0o755, 0o4755, 0o2755, 0o1777)):
        (root / f"mode{i}").write_text("mode")
        (root / f"folder of mode{i}").mkdir()
    os.setxattr(root / "small1", "user.note", b"a value\0with a zero")
    os.setxattr(root / "small2", "user.long", os.urandom(1000))
    os.setxattr(wide, "user.note", b"of a folder")
    if IS_ROOT:
        os.setxattr(root / "small3", "trusted.note", b"root's")
        for i in range(10):
            os.chown(root / f"small{i + 10}", 1000 + i, 2000 + i)
        os.chown(root / "a link", 1234, 5678, follow_symlinks=False)
        os.mknod(root / "device", stat.S_IFCHR | 0o600, os.makedev(1, 3))
    for i, mode in enumerate((0o000, 0o400, 0o755, 0o4755, 0o2755, 0o1777)):
        os.chmod(root / f"mode{i}", mode if IS_ROOT or mode else 0o400)
        os.chmod(root / f"folder of mode{i}", mode if IS_ROOT else mode | 0o700)
    # Times with nanoseconds, from the deepest on, because each changes its folder's.
    for folder, folders, files in os.walk(root, topdown=False):
        for name in files:
            os.utime(os.path.join(folder, name), ns=(random.randint(0, 2**60), random.randint(0, 2**60)), follow_symlinks=False)
        os.utime(folder, ns=(random.randint(0, 2**60), random.randint(0, 2**60)))


def copy(*arguments, **options):
    return subprocess.run([COPY, *map(str, arguments)], capture_output=True, text=True, errors="surrogateescape", timeout=120, **options)


class TreesTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(subprocess.run, ["rm", "-rf", self.folder], check=True)
        self.source, self.target = self.folder / "source", self.folder / "target"


class CopyTest(TreesTest):
    def same_as_cp(self, *options):
        copied = copy(*options, self.source, self.target)
        self.assertEqual((copied.returncode, copied.stderr, copied.stdout), (0, "", ""))
        by_cp = self.folder / "by cp"
        subprocess.run(["cp", "-a", self.source, by_cp], check=True)
        difference = subprocess.run(["diff", "-r", "--no-dereference", self.source, self.target], capture_output=True, text=True)
        # diff says of a fifo, a socket and a device only that it does not read them.
        lines = [line for line in difference.stdout.splitlines() if not re.search(r" is a (fifo|socket|character special file) while ", line)]
        self.assertEqual((lines, difference.stderr), ([], ""))
        ours, theirs = describe(self.target), describe(by_cp)
        self.maxDiff = 3000
        self.assertEqual(ours.keys(), theirs.keys())
        for path, facts in theirs.items():
            self.assertEqual(ours[path], facts, path)
        return len(theirs)

    def test_a_tree_of_everything_is_as_cp_copies_it(self):
        random_tree(self.source)
        print(f"  {self.same_as_cp()} files and folders")

    def test_one_at_a_time_is_enough(self):
        random_tree(self.source)
        self.same_as_cp("--at-once", 1)

    def test_it_takes_the_room_that_the_source_takes(self):
        self.source.mkdir()
        with open(self.source / "sparse", "wb") as file:
            file.truncate(10 << 30)
            file.seek(7 << 30)
            file.write(b"x" * 100_000)
        copied = copy(self.source, self.target)
        self.assertEqual(copied.returncode, 0, copied.stderr)
        rooms = [subprocess.run(["du", "--summarize", "--block-size=1", each], capture_output=True, text=True).stdout.split()[0]
                 for each in (self.source, self.target)]
        self.assertEqual(rooms[0], rooms[1])
        self.assertEqual((self.target / "sparse").stat().st_size, 10 << 30)

    def test_a_single_file_is_copied(self):
        self.source.write_bytes(os.urandom(1_000_000))
        self.assertEqual(copy(self.source, self.target).returncode, 0)
        self.assertEqual(self.target.read_bytes(), self.source.read_bytes())
        self.assertEqual(self.target.stat().st_mtime_ns, self.source.stat().st_mtime_ns)

    def test_paths_may_be_longer_than_the_kernel_takes(self):
        self.source.mkdir()
        depth, name = 100, "x" * 200
        at = os.open(self.source, os.O_RDONLY)
        for _ in range(depth):
            os.mkdir(name, dir_fd=at)
            at, above = os.open(name, os.O_RDONLY, dir_fd=at), at
            os.close(above)
        os.close(os.open("file", os.O_WRONLY | os.O_CREAT, dir_fd=at))
        os.close(at)
        copied = copy(self.source, self.target)
        self.assertEqual((copied.returncode, copied.stderr), (0, ""))
        at = os.open(self.target, os.O_RDONLY)
        for _ in range(depth):
            at, above = os.open(name, os.O_RDONLY, dir_fd=at), at
            os.close(above)
        self.assertEqual(os.listdir(at), ["file"])
        os.close(at)

    def test_times_of_reading_are_kept(self):
        self.source.mkdir()
        (self.source / "file").write_text("x")
        os.utime(self.source / "file", ns=(123_456_789_012_345_678, 223_456_789_012_345_678))
        copy(self.source, self.target)
        self.assertEqual((self.target / "file").stat().st_atime_ns, 123_456_789_012_345_678)


class TroubleTest(TreesTest):
    def failed(self, *arguments, **options):
        copied = copy(*arguments, **options)
        self.assertEqual(copied.returncode, 1, copied.stderr)
        return copied.stderr.splitlines()

    def test_nothing_is_overwritten(self):
        self.source.write_text("new")
        self.target.write_text("old")
        self.assertEqual(self.failed(self.source, self.target), [f"ringlet_cp: {self.target}: there is something already"])
        self.assertEqual(self.target.read_text(), "old")

    def test_a_target_inside_of_the_source_is_refused(self):
        (self.source / "a").mkdir(parents=True)
        (self.folder / "way").symlink_to(self.source / "a")
        for target in (self.source / "copy", self.source / "a" / "copy", self.folder / "way" / "copy", self.source / "a" / ".." / "copy"):
            self.assertEqual(self.failed(self.source, target),
                             [f"ringlet_cp: {target}: it is inside of {self.source}, which would have no end"])
        self.assertEqual(sorted(os.listdir(self.source)), ["a"])
        beside = self.folder / "source beside"  # whose name only begins so
        self.assertEqual(copy(self.source, beside).returncode, 0)

    def test_a_source_that_is_not_there_is_one_error(self):
        self.assertEqual(self.failed(self.source, self.target), [f"ringlet_cp: {self.source}: looking at it: No such file or directory"])
        self.assertEqual(self.failed(self.folder, self.folder / "no" / "target"),
                         [f"ringlet_cp: {self.folder / 'no' / 'target'}: it is inside of {self.folder}, which would have no end"])
        self.source.mkdir()
        target = self.folder / "no" / "target"
        self.assertEqual(self.failed(self.source, target), [f"ringlet_cp: {target}: making it: No such file or directory"])

    def test_what_may_not_be_read_is_told_and_the_rest_is_copied(self):
        self.source.mkdir()
        for i in range(40):
            (self.source / f"file{i}").write_text(str(i))
        (self.source / "closed").mkdir()
        (self.source / "closed" / "file").write_text("x")
        (self.source / "secret").write_text("x")
        for name in ("closed", "secret"):
            os.chmod(self.source / name, 0)
        self.addCleanup(os.chmod, self.source / "closed", 0o700)
        as_other = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if IS_ROOT else []
        os.chmod(self.folder, 0o777)
        program = self.folder / "ringlet_cp"  # where that user can get at it
        shutil.copy(COPY, program)
        ended = subprocess.run([*as_other, program, self.source, self.target], capture_output=True, text=True)
        self.assertEqual(ended.returncode, 1)
        self.assertEqual(sorted(ended.stderr.splitlines()), [f"ringlet_cp: {self.source / name}: opening: Permission denied"
                                                             for name in ("closed", "secret")])
        self.assertEqual(sorted(os.listdir(self.target)), sorted(f"file{i}" for i in range(40)))
        if IS_ROOT:
            self.assertEqual(self.target.stat().st_uid, NOBODY)

    def test_a_disk_that_is_full_is_told_and_no_part_of_a_file_is_left(self):
        if not IS_ROOT:
            self.skipTest("only root mounts a tmpfs")
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2M", "tmpfs", disk], capture_output=True, text=True)
        if mounted.returncode != 0:
            self.skipTest(f"no tmpfs can be mounted: {mounted.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", disk])
        self.source.mkdir()
        (self.source / "big").write_bytes(os.urandom(8 << 20))
        for i in range(10):
            (self.source / f"small{i}").write_bytes(os.urandom(1000))
        lines = self.failed(self.source, disk / "target")
        self.assertIn(f"ringlet_cp: {self.source / 'big'}: writing: No space left on device", lines)
        for line in lines:
            self.assertRegex(line, r"^ringlet_cp: /.*: No space left on device$")
        left = os.listdir(disk / "target")
        self.assertNotIn("big", left)
        for name in left:
            self.assertEqual((disk / "target" / name).read_bytes(), (self.source / name).read_bytes())
        self.assertEqual(len(left) + len(lines), 11)

    def test_a_signal_leaves_no_part_of_a_file(self):
        self.source.mkdir()
        for i in range(8):
            with open(self.source / f"file{i}", "wb") as file:
                for _ in range(60):
                    file.write(os.urandom(1 << 20))
        copying = subprocess.Popen([COPY, self.source, self.target], stderr=subprocess.PIPE, text=True)
        until(lambda: self.target.exists() and len(os.listdir(self.target)) == 8, "all files have begun")
        copying.send_signal(signal.SIGINT)
        _, said = copying.communicate(timeout=20)
        self.assertEqual((copying.returncode, said), (1, "ringlet_cp: interrupted\n"))
        for each in self.target.iterdir():
            self.assertEqual(each.stat().st_size, 60 << 20)

    def test_a_wrong_option_is_one_error(self):
        for options, words in (([], "SOURCE is required"), (["a"], "TARGET is required"), (["a", "b", "--at-once", "0"], "--at-once")):
            ended = copy(*options)
            self.assertEqual(ended.returncode, 2)
            self.assertIn(words, ended.stderr)
            self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)


class BarTest(TreesTest):
    def on_a_terminal(self, *arguments):
        """What it prints where the standard error is a terminal."""
        parent, child = pty.openpty()
        process = subprocess.Popen([COPY, *map(str, arguments)], stderr=child)
        os.close(child)
        said = b""
        try:
            while piece := os.read(parent, 65536):
                said += piece
        except OSError:
            pass  # so a terminal says that nobody is at its other end
        os.close(parent)
        return process.wait(20), said.decode()

    def test_a_terminal_gets_a_bar_that_ends_full(self):
        self.source.mkdir()
        for i in range(30):
            (self.source / f"file{i}").write_bytes(os.urandom(10 << 20))
        status, said = self.on_a_terminal(self.source, self.target)
        self.assertEqual(status, 0)
        bars = re.findall(r"\r\x1b\[K\[(#*)(\.*)\] ([\d.]+) of ([\d.]+) MiB", said)
        self.assertGreater(len(bars), 1)
        self.assertEqual(bars[-1], ("#" * 40, "", "300.0", "300.0"))
        self.assertEqual([float(bar[2]) for bar in bars], sorted(float(bar[2]) for bar in bars))

    def test_an_error_stands_in_a_line_of_its_own(self):
        self.source.mkdir()
        (self.source / "file").write_bytes(os.urandom(1 << 20))
        os.mkdir(self.source / "folder")
        _, said = self.on_a_terminal(self.source / "none", self.target)
        self.assertRegex(said, r"(^|\r\x1b\[K)ringlet_cp: [^\r\n]*: looking at it: No such file or directory\r\n")


if __name__ == "__main__":
    need("cp", "diff", "du", "setpriv", "mount")
    unittest.main(verbosity=2)
