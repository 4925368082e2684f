"""What is served, and what is not: bytes, ranges, conditions, and what lies outside of the tree."""

import os
import pathlib
import random
import subprocess
import time

import harness

LARGE = 100 * harness.MEGABYTE


class Files(harness.TestCase):
    @classmethod
    def make_files(cls):
        super().make_files()
        (cls.root / "empty").touch()
        # One megabyte again and again, each with its number, so that no two places are alike.
        noise = random.Random(1).randbytes(harness.MEGABYTE - 8)
        with open(cls.root / "large.bin", "wb") as file:
            for number in range(LARGE // harness.MEGABYTE):
                file.write(number.to_bytes(8, "big") + noise)
        for size in (1, 65535, 65536, 65537):
            (cls.root / f"{size}.bin").write_bytes(noise[:size])
        (cls.root / "a b%c?.txt").write_text("an odd name\n")
        (cls.root / "grüße.json").write_text("{}\n")
        (cls.root / "sub").mkdir()
        (cls.root / "sub" / "index.html").write_text("the index of sub\n")
        (cls.root / "bare").mkdir()
        (cls.outside / "secret.txt").write_text("this is secret\n")
        (cls.outside / "tree2").mkdir()  # its name begins like that of the tree
        (cls.outside / "tree2" / "secret.txt").write_text("this is secret\n")
        (cls.root / "absolute").symlink_to(cls.outside / "secret.txt")
        (cls.root / "relative").symlink_to("../secret.txt")
        (cls.root / "away").symlink_to("..")
        (cls.root / "root").symlink_to("/")
        (cls.root / "sub" / "inside").symlink_to("../small.txt")
        (cls.root / "circle").symlink_to("circle")
        os.mkfifo(cls.root / "fifo")

    def fetch(self, path: str, *more: str) -> pathlib.Path:
        into = self.outside / "fetched"
        self.server.curl(path, "--fail", "--output", str(into), *more)
        return into

    def test_files_come_as_they_are(self):
        for name in ("small.txt", "1.bin", "65535.bin", "65536.bin", "65537.bin", "large.bin"):
            with self.subTest(name):
                self.compare(self.fetch("/" + name), self.root / name)

    def test_files_come_from_the_disk_too(self):
        for name in ("65536.bin", "large.bin"):
            with self.subTest(name), open(self.root / name, "rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # out of the page cache
                self.compare(self.fetch("/" + name), self.root / name)

    def test_an_empty_file_is_an_answer_without_a_body(self):
        head = self.server.head("/empty")
        self.assertEqual((head["status"], head["content-length"]), ("200", "0"))
        self.compare(self.server.curl("/empty").stdout, self.root / "empty")

    def test_names_may_be_odd(self):
        self.compare(self.fetch("/a%20b%25c%3f.txt?query=1"), self.root / "a b%c?.txt")
        self.compare(self.fetch("/gr%C3%BC%c3%9fe.json"), self.root / "grüße.json")

    def test_a_directory_is_its_index(self):
        self.compare(self.fetch("/"), self.root / "index.html")
        self.compare(self.fetch("/sub/"), self.root / "sub" / "index.html")
        self.assertEqual(self.server.status("/bare/"), 404)

    def test_a_directory_without_a_slash_is_elsewhere(self):
        head = self.server.head("/sub?a=b")
        self.assertEqual((head["status"], head["location"]), ("301", "/sub/?a=b"))
        self.compare(self.fetch("/sub", "--location"), self.root / "sub" / "index.html")
        # Two slashes would be another host's name.
        self.assertEqual(self.server.head("//sub")["location"], "/sub/")

    def test_what_is_not_there_is_not_found(self):
        for path in ("/nothing", "/sub/nothing", "/small.txt/", "/small.txt/more"):
            self.assertEqual(self.server.status(path), 404, path)

    def test_the_type_is_that_of_the_name(self):
        for path, kind in {"/": "text/html; charset=utf-8", "/small.txt": "text/plain; charset=utf-8",
                           "/gr%C3%BC%c3%9fe.json": "application/json", "/1.bin": "application/octet-stream"}.items():
            self.assertEqual(self.server.head(path)["content-type"], kind, path)

    def test_head_is_get_without_the_body(self):
        for path in ("/small.txt", "/large.bin", "/nothing", "/sub"):
            with self.subTest(path):
                got = self.server.head(path)
                asked = harness.fields_of(self.server.curl(path, "--head").stdout)
                got.pop("date"), asked.pop("date")
                self.assertEqual(asked, got)

    # ---- ranges

    def part_of(self, name: str, offset: int, length: int) -> bytes:
        return subprocess.run(["dd", f"if={self.root / name}", "status=none", "iflag=skip_bytes,count_bytes",
                               f"skip={offset}", f"count={length}"], check=True, capture_output=True).stdout

    def test_parts_come_as_they_are(self):
        for asked, offset, length in (("0-0", 0, 1), ("0-99", 0, 100), ("65530-65545", 65530, 16), ("5-200004", 5, 200000),
                                      (f"{LARGE - 3}-", LARGE - 3, 3), ("-7", LARGE - 7, 7),
                                      (f"{LARGE - 9}-{LARGE + 9}", LARGE - 9, 9), ("1000000-99999999999999999999999",
                                                                                  1000000, LARGE - 1000000),
                                      (f"-{LARGE + 1}", 0, LARGE)):
            with self.subTest(asked):
                head = self.server.head("/large.bin", "--range", asked)
                self.assertEqual(head["status"], "206")
                self.assertEqual(head["content-range"], f"bytes {offset}-{offset + length - 1}/{LARGE}")
                self.assertEqual(head["content-length"], str(length))
                expected = self.outside / "expected"
                expected.write_bytes(self.part_of("large.bin", offset, length))
                self.compare(self.fetch("/large.bin", "--range", asked), expected)

    def test_a_part_that_is_not_there_is_refused(self):
        for path, asked in (("/small.txt", "13-"), ("/small.txt", "99-100"), ("/small.txt", "-0"), ("/empty", "0-"),
                            ("/empty", "-1")):
            with self.subTest(path + " " + asked):
                head = self.server.head(path, "--range", asked)
                size = (self.root / path[1:]).stat().st_size
                self.assertEqual((head["status"], head["content-range"]), ("416", f"bytes */{size}"))

    def test_a_range_that_is_no_range_is_ignored(self):
        for asked in ("bytes=", "bytes=-", "bytes=a-b", "bytes=2-1", "bytes=0-1,3-4", "bytes=1", "bytes=0x0-1", "bytes=+1-2",
                      "bytes=1-2x", "lines=0-1", "0-1"):
            with self.subTest(asked):
                self.assertEqual(self.server.head("/small.txt", "--header", "Range: " + asked)["status"], "200")
                self.compare(self.server.curl("/small.txt", "--header", "Range: " + asked).stdout, self.root / "small.txt")

    def test_curl_resumes_a_download(self):
        into = self.outside / "resumed"
        into.write_bytes(self.part_of("large.bin", 0, 12345678))
        self.server.curl("/large.bin", "--fail", "--continue-at", "-", "--output", str(into))
        self.compare(into, self.root / "large.bin")

    # ---- conditions

    def test_what_the_client_has_is_not_sent_again(self):
        head = self.server.head("/small.txt")
        tag, date = head["etag"], head["last-modified"]
        for field in (f"If-None-Match: {tag}", f'If-None-Match: "other", W/{tag}', "If-None-Match: *",
                      f"If-Modified-Since: {date}", "If-Modified-Since: Fri, 31 Dec 2060 23:59:59 GMT",
                      "If-Modified-Since: Friday, 31-Dec-60 23:59:59 GMT", "If-Modified-Since: Fri Dec 31 23:59:59 2060"):
            with self.subTest(field):
                done = self.server.curl("/small.txt", "--include", "--header", field).stdout
                fields = harness.fields_of(done)
                self.assertEqual((fields["status"], fields["etag"]), ("304", tag))
                self.assertNotIn("content-length", fields)
                self.assertTrue(done.endswith(b"\r\n\r\n"), done)

    def test_what_it_has_not_is(self):
        date = self.server.head("/small.txt")["last-modified"]
        for fields in (['If-None-Match: "other"'], ["If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"],
                       ["If-Modified-Since: yesterday"], ['If-None-Match: "other"', f"If-Modified-Since: {date}"]):
            words = [word for field in fields for word in ("--header", field)]
            with self.subTest(fields):
                self.assertEqual(self.server.status("/small.txt", *words), 200)

    def test_a_file_that_changes_has_another_tag(self):
        (self.root / "changes").write_text("one")
        before = self.server.head("/changes")["etag"]
        time.sleep(0.02)
        (self.root / "changes").write_text("two")
        self.assertNotEqual(self.server.head("/changes")["etag"], before)

    def test_a_part_is_of_the_file_that_the_client_knows(self):
        old = time.time() - 3600
        os.utime(self.root / "small.txt", (old, old))
        head = self.server.head("/small.txt")
        for condition, status in ((head["etag"], 206), (head["last-modified"], 206), ('"other"', 200), ("W/" + head["etag"], 200),
                                  ("Sun, 06 Nov 1994 08:49:37 GMT", 200)):
            with self.subTest(condition):
                self.assertEqual(self.server.status("/small.txt", "--range", "0-1", "--header", "If-Range: " + condition), status)

    def test_a_date_of_just_now_does_not_make_a_part(self):
        (self.root / "new.txt").write_text("new")
        date = self.server.head("/new.txt")["last-modified"]
        self.assertEqual(self.server.status("/new.txt", "--range", "0-1", "--header", "If-Range: " + date), 200)

    # ---- what lies outside

    def test_nothing_outside_of_the_tree_is_served(self):
        away = ("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/sub/../../secret.txt", "/sub/..%2F../secret.txt",
                "/../tree2/secret.txt", "/../../../../../../etc/passwd", "/absolute", "/relative", "/away/secret.txt",
                "/away/tree/small.txt", "/root/etc/passwd", "/circle", "/away", "/away/")
        for path in away:
            with self.subTest(path):
                done = self.server.curl(path, "--include").stdout
                self.assertEqual(harness.fields_of(done)["status"], "403")
                self.assertNotIn(b"secret", done.split(b"\r\n\r\n", 1)[1])
                self.assertNotIn(b"root:", done)

    def test_slashes_do_not_lead_to_the_root_directory(self):
        for path in ("//etc/passwd", "/%2fetc/passwd", "/%2Fetc%2Fpasswd"):
            self.assertEqual(self.server.status(path), 404, path)

    def test_dots_and_links_within_the_tree_are_followed(self):
        for path in ("/sub/../small.txt", "/sub/inside", "/./small.txt", "/sub/%2e%2e/small.txt"):
            self.compare(self.fetch(path), self.root / "small.txt")

    def test_what_is_no_file_is_refused_at_once(self):
        begun = time.monotonic()
        self.assertEqual(self.server.status("/fifo"), 403)
        self.assertLess(time.monotonic() - begun, 5)

    def test_a_zero_byte_ends_no_name(self):
        self.assertEqual(self.server.status("/small.txt%00.html"), 400)

    def test_a_file_that_shrinks_breaks_the_answer_off(self):
        with self.server.connect(4096) as connection:
            shrinking = self.root / "shrinking"
            with open(shrinking, "wb") as file:
                file.truncate(64 * harness.MEGABYTE)
            connection.sendall(harness.get("/shrinking"))
            connection.recv(100)
            os.truncate(shrinking, harness.MEGABYTE)
            self.assertLess(len(harness.read_all(connection)), 64 * harness.MEGABYTE)
        self.assertEqual(self.server.status("/small.txt"), 200)
