#!/usr/bin/env python3
"""ringlet-audit as a user meets it: what it prints, and how it ends.

    command_test.py RINGLET_AUDIT [unittest's arguments]
"""

import html.parser
import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

FIXTURES = pathlib.Path(__file__).resolve().parent / "fixtures"
OLD, NEW = FIXTURES / "results-old.json", FIXTURES / "results-new.json"
SOURCES = ("--spec", FIXTURES / "spec", "--operations", FIXTURES / "operations",
           "--encodings", FIXTURES / "parity.json")
audit_program = None


def run(*words, **settings):
    return subprocess.run([audit_program, *map(str, words)], capture_output=True, text=True,
                          timeout=60, check=False, **settings)


def audit(*words):
    return run(*SOURCES, *words)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def printed(self, *words, status=0):
        done = audit(*words)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout

    def matrix(self, *words):
        return json.loads(self.printed("--json", *words))

    def refused(self, *words, says):
        """It ends with 2 and says one line, which has all of `says` in it."""
        done = run(*words)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        for each in (says,) if isinstance(says, str) else says:
            self.assertIn(each, done.stderr)

    def saved(self, name, *words):
        path = self.folder / name
        path.write_text(self.printed("--json", *words))
        return path


class Json(Case):
    def states(self, *words):
        return {row["name"]: [cell["state"] for cell in row["cells"]]
                for row in self.matrix(*words)["rows"]}

    def test_the_states_are_told_apart(self):
        self.assertEqual(self.states("--results", OLD, "--results", NEW), {
            "nop": ["executed", "executed"],
            "read": ["executed", "failed"],
            "read_drive": ["kernel_lacks", "machine_lacks"],
            "read_multishot": ["kernel_lacks", "executed"],
            "late": ["kernel_lacks", "not_run"],
            "untested": ["never_written", "never_written"],
            "opcode 70": ["never_written", "never_written"]})

    def test_the_kernels_stand_from_the_oldest_to_the_newest(self):
        kernels = self.matrix("--results", NEW, "--results", OLD)["kernels"]
        self.assertEqual([each["label"] for each in kernels], ["5.10.223", "7.3.4"])

    def test_the_numbers_of_a_kernel(self):
        old, new = self.matrix("--results", OLD, "--results", NEW)["kernels"]
        self.assertEqual(old["operations"], {"offered": 2, "described": 2, "wrapped": 2, "encoded": 2, "executed": 2})
        self.assertEqual(new["operations"], {"offered": 7, "described": 6, "wrapped": 6, "encoded": 6, "executed": 2})
        # read counts as an opcode that is executed: a form of it is.
        self.assertEqual(new["opcodes"], {"offered": 5, "described": 4, "wrapped": 4, "encoded": 4, "executed": 2})
        self.assertEqual(new["tests"], {"passed": 4, "failed": 1, "skipped": 1, "not_run": 1})

    def test_an_opcode_that_the_table_has_not_is_reported_by_its_number(self):
        found = self.matrix("--results", NEW)
        row = found["rows"][-1]
        self.assertEqual((row["name"], row["code"], row["described"]), ("opcode 70", 70, False))
        self.assertTrue(any("opcode 70 is not described" in sentence
                            for hole in found["holes"] for sentence in hole["sentences"]))

    def test_a_header_gives_names_and_gaps(self):
        found = self.matrix("--results", NEW, "--header", FIXTURES / "io_uring.h")
        self.assertIn("the header calls it future", found["rows"][-1]["remarks"])
        gaps = "\n".join(found["gaps"])
        self.assertIn("opcode 70 (future) is in", gaps)
        self.assertIn("IORING_SETUP_FUTURE (setup flags, 0x4)", gaps)

    def test_flags_are_as_the_kernel_says_them(self):
        rows = {(row["group"], row["value"]): (row["name"], row["offered"])
                for row in self.matrix("--results", OLD, "--results", NEW)["interface"]}
        self.assertEqual(rows["setup_flags", 2], ("IORING_SETUP_SQPOLL", ["unknown", "yes"]))
        self.assertEqual(rows["setup_flags", 4], ("", ["unknown", "yes"]))
        self.assertEqual(rows["features", 2], ("IORING_FEAT_TWO", ["no", "yes"]))
        self.assertEqual(rows["register_operations", 2], ("", ["unknown", "yes"]))

    def test_flags_say_where_they_are_or_why_not(self):
        rows = {row["name"]: (row["since"], row["as"], row["why_not"])
                for row in self.matrix("--results", OLD)["interface"]}
        self.assertEqual(rows["IORING_SETUP_SQPOLL"], ("5.1", ["ring_options::sqpoll", "sqpoll_thread"], ""))
        self.assertEqual(rows["IORING_FEAT_ONE"], ("5.4", [], "Nobody asks for it."))
        self.assertEqual(rows["IORING_FEAT_TWO"], ("5.10", ["read_drive"], ""))

    def test_helpers_that_no_form_covers_are_gaps_unless_they_do_not_matter(self):
        spec = self.folder / "spec"
        shutil.copytree(FIXTURES / "spec", spec)
        (spec / "helpers.json").write_text('{"helpers": ["io_uring_prep_write"]}')
        words = ("--spec", spec, "--results", OLD, "--json")
        self.assertIn("io_uring_prep_write", json.loads(run(*words).stdout)["gaps"][0])
        self.assertEqual(json.loads(run(*words, "--no-helpers").stdout)["gaps"], [])


class Merge(Case):
    def test_what_was_audited_by_itself_merges_to_what_is_audited_together(self):
        parts = [self.saved("new.json", "--results", NEW), self.saved("old.json", "--results", OLD)]
        merged = json.loads(run("merge", *parts, "--json").stdout)
        self.assertEqual(merged, self.matrix("--results", OLD, "--results", NEW))

    def test_one_kernel_twice_is_refused(self):
        one = self.saved("one.json", "--results", NEW)
        self.refused("merge", one, one, says="are both of Linux 7.3.4+deb13-cloud on x86_64")

    def test_a_report_of_the_live_tests_is_no_audit(self):
        self.refused("merge", NEW, says=("results-new.json is not an audit", 'no "kind"'))

    def test_an_audit_of_an_unknown_schema_is_refused(self):
        found = self.matrix("--results", NEW) | {"schema": 77}
        path = self.folder / "future.json"
        path.write_text(json.dumps(found))
        self.refused("merge", path, says="its schema is 77, and 1 is known")

    def test_it_requires_of_each_kernel(self):
        parts = [self.saved("new.json", "--results", NEW), self.saved("old.json", "--results", OLD)]
        done = run("merge", *parts, "--require", "executed")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Linux 5.10.223-cloud on x86_64: 2 operations offered, 0 fall short of executed", done.stderr)
        self.assertIn("Linux 7.3.4+deb13-cloud on x86_64: 7 operations offered, 5 fall short of executed", done.stderr)


class Require(Case):
    def test_a_kernel_whose_operations_are_all_executed_is_good(self):
        self.printed("--results", OLD, "--require", "executed")

    def test_each_level(self):
        for level, status in (("described", 1), ("wrapped", 1), ("encoded", 1), ("executed", 1)):
            self.printed("--results", NEW, "--require", level, status=status)
        for level in ("described", "wrapped", "encoded"):
            self.printed("--results", OLD, "--require", level)

    def test_it_says_what_falls_short_and_why(self):
        said = audit("--results", NEW, "--require", "executed").stderr
        self.assertIn("read is not executed: tests: 1 passed, 1 failed; reads: it gave 3, not 16", said)
        self.assertIn("read_drive is not executed: tests: 1 passed, 1 skipped; there is no <drive> here", said)
        self.assertIn("late is not executed: tests: 1 not run", said)
        self.assertIn("untested is not executed: no tests; nobody has written a test", said)
        self.assertIn("opcode 70 is not described", said)

    def test_gaps_of_the_table_fall_short_whatever_the_kernel_has(self):
        words = ("--results", OLD, "--require", "described")
        self.printed(*words)
        done = audit(*words, "--header", FIXTURES / "io_uring.h")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the table: opcode 70 (future) is in", done.stderr)

    def test_excuses(self):
        known = self.folder / "known.txt"
        known.write_text("# why\nread_drive: no drive\nlate: later\nuntested: some day\n")
        words = ("--results", NEW, "--require", "executed", "--unless", known)
        said = audit(*words)
        self.assertEqual(said.returncode, 1)
        self.assertIn("excused: read_drive", said.stderr)
        self.assertIn("2 fall short of executed, 3 excused", said.stderr)
        known.write_text("5.10 as 5.14: by an update\nread_drive on 7.3: no drive\nread_drive on 5.10: elsewhere\n")
        self.assertIn("4 fall short of executed, 1 excused", audit(*words).stderr)
        known.write_text("nop: it works, though\n")
        done = audit("--results", OLD, "--require", "executed", "--unless", known)
        self.assertEqual(done.returncode, 1)
        self.assertIn("nop is excused and need not be", done.stderr)

    def test_a_machine_can_be_excused(self):
        said = audit("--results", NEW, "--require", "executed", "--excuse-machine").stderr
        self.assertIn("4 fall short of executed, 1 excused", said)

    def test_bad_excuses(self):
        known = self.folder / "known.txt"
        known.write_text("read\n")
        words = (*SOURCES, "--results", OLD, "--require", "executed", "--unless")
        self.refused(*words, known, says="known.txt:1: expected NAME: REASON")
        self.refused(*words, self.folder / "none.txt", says="cannot be read: No such file or directory")


class BadInput(Case):
    def results(self, name, says):
        self.refused(*SOURCES, "--results", FIXTURES / "bad" / name, says=says)

    def test_reports_that_cannot_be_used(self):
        for name, says in (
                ("missing.json", "cannot be read: No such file or directory"),
                ("truncated.json", "it seems to be truncated"),
                ("empty.json", "it is empty"),
                ("no.json", "it is no JSON from line 1, column 1 on"),
                ("foreign.json", 'is not a report of the live tests: it has no "kernel"'),
                ("newer-schema.json", "its schema is 9, and 2 is known"),
                ("wrong-type.json", "/kernel/release is number, and had to be a string"),
                ("no-opcodes.json", "/kernel/opcodes is empty"),
                ("too-many.json", "/kernel/query/register_operations is more than a kernel can have"),
                ("skip-without-a-reason.json", "does not say what it lacked"),
                ("other-tests.json", "a test that the table has not, read multishot: reads thrice")):
            with self.subTest(name):
                self.results(name, says)

    def test_a_header_that_is_cut_off(self):
        for text in ("#ifndef GUARD\nenum { IORING_OP_NOP };\n", "enum { IORING_OP_NOP };\nenum io_uring_register_op {\n",
                     "enum { IORING_OP_NOP };\n#if 1\n/* the end"):
            with self.subTest(text):
                header = self.folder / "io_uring.h"
                header.write_text(text)
                self.refused(*SOURCES, "--results", OLD, "--header", header, says="it seems to be truncated")

    def test_a_folder_is_no_report(self):
        self.refused(*SOURCES, "--results", FIXTURES, says="it is a directory")

    def test_flags_of_which_both_or_nothing_is_said(self):
        for said in ('{"since": "5.1"}', '{"since": "5.1", "as": "a", "why_not": "b"}', '{"as": "a"}'):
            with self.subTest(said):
                spec = self.folder / "spec"
                shutil.rmtree(spec, ignore_errors=True)
                shutil.copytree(FIXTURES / "spec", spec)
                (spec / "interface.json").write_text('{"setup": {"IORING_SETUP_IOPOLL": ' + said + "}}")
                self.refused("--spec", spec, "--results", OLD, says="/setup/IORING_SETUP_IOPOLL")

    def test_other_files_that_cannot_be_used(self):
        for option, file, says in (
                ("--encodings", OLD, "is not a report of the comparison with liburing that this audit can read"),
                ("--encodings", FIXTURES / "bad/truncated.json", "truncated"),
                ("--header", FIXTURES / "parity.json", "no io_uring.h of a kernel"),
                ("--operations", FIXTURES / "spec", "no header with an operation"),
                ("--operations", FIXTURES / "nowhere", "is no folder"),
                ("--spec", FIXTURES, "opcodes.json cannot be read")):
            with self.subTest(option=option, file=file):
                words = [word for pair in zip(SOURCES[::2], SOURCES[1::2]) if pair[0] != option for word in pair]
                self.refused(*words, "--results", OLD, option, file, says=says)

    def test_mistakes_on_the_command_line(self):
        for words in (("--require", "marvellous"), ("--json", "--markdown"), ("--nonsense",), ("merge",),
                      ("--unless", OLD), ("merge", OLD, "--results", NEW)):
            with self.subTest(words):
                self.assertEqual(run(*words).returncode, 2)

    def test_a_page_that_cannot_be_written(self):
        self.refused(*SOURCES, "--results", OLD, "--html", self.folder / "no" / "page.html", says="cannot be written")


class Terminal(Case):
    def on_a_terminal(self, **variables):
        main, end = pty.openpty()
        environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")}
        with subprocess.Popen([audit_program, *map(str, SOURCES), "--results", str(NEW)], stdout=end,
                              env=environment | {"TERM": "xterm"} | variables) as process:
            os.close(end)
            printed = b""
            while True:
                try:
                    piece = os.read(main, 65536)
                except OSError:  # the other end is closed
                    break
                if not piece:
                    break
                printed += piece
            os.close(main)
            self.assertEqual(process.wait(), 0)
        return printed.decode()

    def test_a_line_for_each_form(self):
        lines = self.printed("--results", OLD, "--results", NEW).splitlines()
        self.assertRegex(lines[0], r"^code +operation +since +table +wrapped +encoded +5\.10\.223 +7\.3\.4$")
        self.assertRegex(lines[3], r"^ +1 +read_drive +5\.10 +yes +yes +yes +kernel lacks it +machine lacks it$")
        self.assertRegex(lines[7], r"^ +70 +opcode 70 +NO +no +no +not offered +never written$")

    def test_holes_are_named(self):
        printed = self.printed("--results", NEW)
        self.assertIn("Holes: Linux 7.3.4+deb13-cloud on x86_64", printed)
        self.assertIn("  setup flags: 1 << 2 has no name in the header", printed)

    def test_only_what_has_a_name_is_counted(self):
        printed = self.printed("--results", OLD, "--results", NEW)
        self.assertIn("  setup flags: 2 of 2\n", printed)
        self.assertNotIn(", not  ", printed)

    def test_no_colour_in_a_pipe(self):
        self.assertNotIn("\x1b", self.printed("--results", NEW))

    def test_colour_on_a_terminal_unless_it_is_not_wanted(self):
        self.assertIn("\x1b[31mFAILED", self.on_a_terminal())
        self.assertNotIn("\x1b", self.on_a_terminal(NO_COLOR="1"))
        self.assertNotIn("\x1b", self.on_a_terminal(TERM="dumb"))
        self.assertIn("\x1b", self.on_a_terminal(NO_COLOR=""))

    def test_the_running_kernel_is_asked(self):
        printed = self.printed("--json")
        found = json.loads(printed)
        self.assertEqual([each["asked"]["release"] for each in found["kernels"]], [os.uname().release])
        # What a build tree has beside its own table is no evidence about this one.
        self.assertFalse(found["kernels"][0]["ran"])


class Markdown(Case):
    def test_tables_have_as_many_cells_in_each_line(self):
        width = None
        for line in self.printed("--results", OLD, "--results", NEW, "--markdown").splitlines():
            if not line.startswith("|"):
                width = None
                continue
            cells = len(re.findall(r"(?<!\\)\|", line))
            self.assertEqual(cells, width or cells, line)
            width = cells

    def test_reasons_are_no_markup(self):
        self.assertIn(r"there is no \<drive\> here", self.printed("--results", NEW, "--markdown"))


class Page(html.parser.HTMLParser):
    """What a browser would find: the tags that load something, and the rows of the matrix."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.rows, self.open = [], [], []
        self.naming = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.addresses += [values[key] for key in ("src", "href", "action", "srcset", "data") if key in values]
        if tag == "tr" and "data-states" in values:
            self.rows.append(values)
        self.naming = tag == "th" and values.get("scope") == "row" and bool(self.rows)
        if tag not in ("meta", "input", "link", "br"):
            self.open.append(tag)

    def handle_data(self, data):
        if self.naming:
            self.rows[-1].setdefault("name", data)

    def handle_endtag(self, tag):
        self.naming = False
        if not self.open or self.open.pop() != tag:
            raise AssertionError(f"</{tag}> closes nothing that is open")


class Html(Case):
    def page(self):
        path = self.folder / "page.html"
        self.assertEqual(self.printed("--results", OLD, "--results", NEW, "--html", path), "")
        return path.read_text()

    def test_it_is_whole_and_asks_for_nothing(self):
        text = self.page()
        found = Page(text)
        self.assertEqual(found.open, [])
        self.assertEqual(found.addresses, [])
        self.assertIn("default-src 'none'", text)
        self.assertNotRegex(text, r"@import|url\(|https?://|fetch\(|XMLHttpRequest|WebSocket")

    def test_a_row_for_each_form(self):
        rows = Page(self.page()).rows
        self.assertEqual(len(rows), 7)
        self.assertEqual(rows[2]["data-states"], "kernel_lacks machine_lacks")
        self.assertEqual([row["data-hole"] for row in rows], ["0", "1", "1", "0", "1", "1", "1"])

    def test_text_from_outside_is_no_markup(self):
        text = self.page()
        self.assertIn("there is no &lt;drive&gt; here", text)
        self.assertNotIn("<drive>", text)
        self.assertIn("Reads &lt;bytes&gt; &amp; &quot;more&quot;", text)


class Browser(Case):
    """The page in a real browser, where there is one: its filter and its order stand behind the # of the address."""

    def setUp(self):
        super().setUp()
        self.browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        if not self.browser:
            self.skipTest("there is no Chromium here")
        self.path = self.folder / "page.html"
        self.printed("--results", OLD, "--results", NEW, "--html", self.path)

    def shown(self, view):
        done = subprocess.run(
            [self.browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={self.folder / 'profile'}",
             "--virtual-time-budget=2000", "--dump-dom", f"file://{self.path}#{view}"],
            capture_output=True, text=True, timeout=120, check=True)
        return [row["name"] for row in Page(done.stdout).rows if "hidden" not in row]

    def test_all_is_shown_at_first(self):
        self.assertEqual(len(self.shown("")), 7)

    def test_words_states_families_and_holes_filter(self):
        self.assertEqual(self.shown("find=again"), ["read_multishot"])
        self.assertEqual(self.shown("state=machine_lacks"), ["read_drive"])
        self.assertEqual(self.shown("family=control"), ["nop", "untested"])
        self.assertEqual(self.shown("holes=1&family=control"), ["untested"])

    def test_columns_sort(self):
        self.assertEqual(self.shown("sort=-code")[0], "opcode 70")
        by_age = self.shown("sort=since")
        self.assertLess(by_age.index("read"), by_age.index("read_drive"))  # 5.6 is older than 5.10
        self.assertLess(by_age.index("read_drive"), by_age.index("late"))
        self.assertEqual(self.shown("sort=operation")[0], "late")


if __name__ == "__main__":
    audit_program = sys.argv.pop(1)
    unittest.main()
