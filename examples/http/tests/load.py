"""Many requests at once, by two programs that count what goes wrong."""

import re
import subprocess

import harness


class Load(harness.TestCase):
    @classmethod
    def make_files(cls):
        super().make_files()
        (cls.root / "large").write_bytes(bytes(harness.MEGABYTE))

    def wrk(self, path: str, *more: str) -> str:
        harness.need("wrk")
        done = subprocess.run(["wrk", "--threads", "1", "--duration", "2", "--timeout", "20", *more, self.server.url(path)],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("Non-2xx", done.stdout)
        self.assertNotIn("Socket errors", done.stdout)
        self.assertGreater(int(re.search(r"(\d+) requests in", done.stdout)[1]), 0, done.stdout)
        return done.stdout

    def test_wrk_finds_nothing_wrong_with_small_files(self):
        self.wrk("/small.txt", "--connections", "64")

    def test_wrk_finds_nothing_wrong_with_large_files(self):
        self.wrk("/large", "--connections", "16")

    def test_wrk_finds_nothing_wrong_with_pipelining(self):
        script = self.outside / "pipeline.lua"
        script.write_text('init = function() local r = {} for i = 1, 16 do r[i] = wrk.format("GET", "/small.txt") end\n'
                          'all = table.concat(r) end\nrequest = function() return all end\n')
        self.wrk("/small.txt", "--connections", "8", "--script", str(script))

    def ab(self, path: str, count: int, *more: str) -> str:
        harness.need("ab")
        done = subprocess.run(["ab", "-q", "-n", str(count), "-c", "32", *more, self.server.url(path)],
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, rf"Complete requests: +{count}\n")
        self.assertRegex(done.stdout, r"Failed requests: +0\n")
        self.assertNotIn("Non-2xx", done.stdout)
        return done.stdout

    def test_ab_has_no_failed_request_on_connections_that_go_on(self):
        self.assertRegex(self.ab("/small.txt", 20000, "-k"), r"Keep-Alive requests: +20000\n")

    def test_ab_has_none_on_connections_of_one_request(self):
        self.ab("/small.txt", 1000)

    def test_ab_has_none_with_large_files(self):
        self.ab("/large", 500, "-k")
