#!/usr/bin/env python3
"""docs/adding-an-opcode.md, followed to the letter with two opcodes that the kernel does not have: the table gets them,
all the rest comes by the generator, nothing else changes; and when they go again, nothing of them is left.

    rehearsal_test.py CHECKOUT HOW WORK [--without-compiling]

HOW says how the live tests are compiled and linked; CMake writes it. Everything happens in a copy of CHECKOUT below WORK,
but what the copy's tests are linked with are those that are built already: nothing that they include is another.
"""

import difflib
import errno
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True

import headers

HERE = pathlib.Path(__file__).resolve().parent
ONCE, MANY, FLAGS = "rehearse_once", "rehearse_many", "rehearse_flags"
OPCODES = (ONCE, MANY)
CONSTANTS = {"IORING_REHEARSE_LOUDLY": 1, "IORING_REHEARSE_TWICE": 2}
FIELDS = {FLAGS: {"offset": 28, "size": 4, "type": "u32"}}

# What two rows and a flag set bring.
NEW = {
    *(f"generated/include/ringlet/op/{op}.hpp" for op in OPCODES),
    *(f"generated/tests/live/{op}.cpp" for op in OPCODES),
    *(f"generated/docs/{op}.md" for op in OPCODES),
    f"generated/include/ringlet/flags/{FLAGS}.hpp",
    f"generated/docs/flags/{FLAGS}.md",
}

# The lists that they are added to, and of each the lines that count, which alone may change.
LISTS = {
    "generated/include/ringlet/opcode.hpp": ["inline constexpr std::size_t opcode_count = #;"],
    "generated/include/ringlet/operations.hpp": [],  # all operations' headers
    "generated/include/ringlet/kernel_names.hpp": [],  # how an SQE of each opcode is shown
    "generated/include/ringlet/family/file.hpp": [],  # those of the family
    "generated/docs/index.md": [],
    "generated/docs/interface.md": [],  # where each constant of the header is found
    "generated/tests/families/file.cpp": [],
    "generated/tests/examples.cpp": [],  # those of all pages
    "generated/tests/forms.hpp": ["inline constexpr std::array<form, #> forms{{",
                                  "inline constexpr std::size_t live_test_count = #;"],
    "generated/tests/live/index.cpp": [],  # of the live tests
}
FACTS, TABLE, TYPES = "spec/uapi.json", "spec/opcodes.json", "spec/types.json"
RELEASES, RELEASE = "spec/releases.json", "99.1"
TESTS_OF_THE_GENERATOR = ("test_bad_specs", "test_executed", "test_parity_helpers")
SKIPPED = 77


class Failure(Exception):
    pass


def expect(holds, what, *details):
    if not holds:
        raise Failure("\n".join([what, *map(str, details)]))


def snapshot(tree):
    """Every file and its bytes, but for what Python keeps of its own."""
    return {str(path.relative_to(tree)): path.read_bytes() for path in sorted(tree.rglob("*"))
            if path.is_file() and path.parent.name != "__pycache__"}


def changes(before, after):
    """The names of the files that came, that went, and that differ."""
    return (after.keys() - before.keys(), before.keys() - after.keys(),
            {name for name in before.keys() & after.keys() if before[name] != after[name]})


def expect_changes(before, after, came=(), went=(), differ=()):
    for what, found, expected in zip(("came", "went", "differ"), changes(before, after), (came, went, differ)):
        expect(found == set(expected), f"files that {what} and had not to: {sorted(found - set(expected))}; "
               f"that had to and did not: {sorted(set(expected) - found)}")


def removed_lines(before, after):
    """The lines that an edit has taken out, but for those where only a number is another: these as they were, with # for
    each number."""
    removed, counted = [], []
    old, new = before.decode().splitlines(), after.decode().splitlines()
    for what, from_, to, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what in ("replace", "delete"):
            added = [re.sub(r"\d+", "#", line) for line in new[start:end]]
            for line in old[from_:to]:
                same = re.sub(r"\d+", "#", line)
                (counted if same in added else removed).append(same if same in added else line)
    return removed, counted


class Rehearsal:
    def __init__(self, checkout, how, work):
        self.checkout, self.work, self.tree = checkout, work, work / "tree"
        self.how = {}
        for line in how.read_text(encoding="utf-8").splitlines() if how else ():
            word, _, value = line.partition("=")
            if value and value != "-D":
                self.how.setdefault(word, []).append(value)
        shutil.rmtree(work, ignore_errors=True)
        ours = {checkout / "build", checkout / ".git", work}
        shutil.copytree(checkout, self.tree, symlinks=True, ignore=lambda folder, names: [
            name for name in names if pathlib.Path(folder) / name in ours or name == "__pycache__"])
        self.header, self.oldest = work / "headers/linux/io_uring.h", work / "headers/oldest/io_uring.h"
        for path in (self.header, self.oldest):
            path.parent.mkdir(parents=True)
        self.facts = json.loads(self.read(FACTS))
        self.codes = {op: self.facts["last"] + number for number, op in enumerate(OPCODES)}
        self.oldest.write_text(headers.oldest(self.facts), encoding="utf-8")
        self.start = snapshot(self.tree)
        self.lists = {name: counters for name, counters in LISTS.items() if name in self.start}

    def read(self, name):
        return (self.tree / name).read_text(encoding="utf-8")

    def write(self, name, text):
        (self.tree / name).write_text(text, encoding="utf-8")

    def fragment(self, name):
        return (HERE / "rows" / f"{name}.json").read_text(encoding="utf-8").rstrip()

    def run(self, *command, status=0):
        done = subprocess.run([str(word) for word in command], cwd=self.work, capture_output=True, text=True, check=False)
        expect(done.returncode == status, f"it ended with {done.returncode}, and had to with {status}: "
               f"{' '.join(map(str, command[:6]))} …", done.stdout, done.stderr)
        return done.stdout, done.stderr

    def codegen(self, *words, status=0):
        return self.run(sys.executable, self.tree / "codegen", *words, status=status)

    def extract(self, *words):
        self.codegen("extract", self.header, "--oldest", self.oldest, "--source", self.facts["source"], *words)

    # -- the steps, in the document's order -------------------------------------------------------

    def facts_of_the_newest_header(self):
        """What is known comes out of a header that says it, byte for byte."""
        self.header.write_text(headers.newest(self.facts), encoding="utf-8")
        self.extract()
        expect_changes(self.start, snapshot(self.tree))

    def facts_of_a_newer_header(self):
        """1: the newer header's opcodes are known, and named by `check` as not described."""
        self.header.write_text(headers.newest(self.facts, OPCODES, CONSTANTS, FIELDS), encoding="utf-8")
        self.extract("--release", RELEASE)
        expect_changes(self.start, snapshot(self.tree), differ=[FACTS, RELEASES])
        brought = json.loads(self.read(RELEASES))["releases"][RELEASE]["new"]
        expect(brought == sorted([*(f"IORING_OP_{op.upper()}" for op in OPCODES), *CONSTANTS, *(f"sqe.{name}" for name in FIELDS)]),
               "the release has them as new, and nothing else", brought)
        found = json.loads(self.read(FACTS))
        expect(found["last"] == self.facts["last"] + len(OPCODES), "both are counted", found["last"])
        expect(found["opcodes"] == self.facts["opcodes"] | self.codes, "both have their numbers", found["opcodes"])
        expect(found["constants"] == dict(sorted((self.facts["constants"] | CONSTANTS).items())), "and so have the flags")
        expect(found["sqe"][FLAGS] == FIELDS[FLAGS] | {"oldest": "fsync_flags"}, "the field has an old name",
               found["sqe"][FLAGS])
        out, _ = self.codegen("check", status=1)
        line = next((line for line in out.splitlines() if line.startswith("opcodes not described yet")), out)
        expect(line.endswith(f": {ONCE} {MANY}"), "`check` names both, and no others", line)

    def skeletons(self):
        """2: what `new` writes cannot be generated until it is filled in."""
        before = snapshot(self.tree)
        for name in (ONCE, f"IORING_OP_{MANY.upper()}"):
            self.codegen("new", name)
        self.skeleton = self.read(TABLE)
        expect_changes(before, snapshot(self.tree), differ=[TABLE])
        before = snapshot(self.tree)
        out, complaints = self.codegen("generate", status=1)
        expect_changes(before, snapshot(self.tree))
        expect(not out and "nothing was written" in complaints.splitlines()[-1], "it is refused as a whole", out, complaints)
        for op in OPCODES:
            said = [line for line in complaints.splitlines() if re.match(rf"spec/opcodes\.json:\d+: {op}: ", line)]
            for key in ("since", "like", "family", "result", "completes", "cancel"):
                expect(any(f'"{key}" is "TODO", expected ' in line for line in said), f"{op}: {key} is asked for",
                       complaints)
            for text in ("the brief is", 'the doc of "file" is', "the cause of EINVAL is"):
                expect(any(f"{text} unfinished" in line for line in said), f"{op}: {text}", complaints)

    def rows(self):
        """3 and 4: the rows and their tests in place of the skeletons, and a flag set that did not exist."""
        text = self.skeleton
        for op in OPCODES:
            begin = text.index(f'{{"op": "{op}"')
            _, length = json.JSONDecoder().raw_decode(text[begin:])
            code = json.loads(text[begin:begin + length])["code"]
            expect(code == self.codes[op], f"the skeleton of {op} has its number", code)
            text = text[:begin] + self.row(op) + text[begin + length:]
        self.write(TABLE, text)
        end = "\n  }\n}\n"
        types = self.read(TYPES)
        expect(types.endswith(end), f"the flag sets are the last in {TYPES}")
        self.write(TYPES, f"{types.removesuffix(end)},\n{self.fragment(FLAGS)}{end}")

    def row(self, op):
        return self.fragment(op).replace('"code": 0', f'"code": {self.codes[op]}')

    def generated(self):
        """6: everything is made of the rows, and nothing else is another than before."""
        self.codegen("generate")
        now = snapshot(self.tree)
        expect_changes(self.start, now, came=NEW, differ={FACTS, RELEASES, TABLE, TYPES, *self.lists})
        for name, counters in self.lists.items():
            removed, counted = removed_lines(self.start[name], now[name])
            expect(not removed, f"{name} has lost lines:", *removed)
            expect(counted == counters, f"{name}: other lines count than those that had to:", *counted)
        self.expect_listed(now)
        out, _ = self.codegen("explain", MANY)
        expect(f"op::{MANY}" in out and "buffers: buffer_source" in out, "`explain` reads it", out)
        out = subprocess.run([sys.executable, self.tree / "codegen", "check"], capture_output=True, text=True,
                             check=False).stdout
        expect("generated/ is up to date" in out and "not described yet" not in out, "`check` misses no row", out)

    def expect_listed(self, now):
        for name, text in (
                ("include/ringlet/opcode.hpp", "  {op} = {code},"),
                ("include/ringlet/operations.hpp", "#include <ringlet/op/{op}.hpp>"),
                ("include/ringlet/family/file.hpp", "#include <ringlet/op/{op}.hpp>"),
                ("docs/index.md", "| [{op}]({op}.md) ({code}) | 99.1 |"),
                ("tests/examples.cpp", "task<> {op}_example("),
                ("tests/forms.hpp", '{{"{op}", opcode::{op}, '),
                ("tests/live/index.cpp", "&{op}_table,")):
            for op in OPCODES:
                wanted = text.format(op=op, code=self.codes[op])
                expect(wanted in now[f"generated/{name}"].decode(), f"{name} lists {wanted}")
        expect(f"(flags/{FLAGS}.md)" in now["generated/docs/index.md"].decode(), "the index lists the flag set")
        expect(f"(flags/{FLAGS}.md)" in now[f"generated/docs/{ONCE}.md"].decode(), "the page leads to its flags")
        for op in OPCODES:
            for test in json.loads(self.fragment(op))["tests"]:
                expect(f"- {op} {test['name']}." in now[f"generated/docs/{op}.md"].decode(), f"the page has: {test['name']}")

    def judged_by_the_generators_own_tests(self):
        """Those that use the checkout's facts and table know no number that a newer header changes."""
        done = subprocess.run([sys.executable, "-B", "-m", "unittest", *TESTS_OF_THE_GENERATOR],
                              cwd=self.tree / "codegen/tests", capture_output=True, text=True, check=False)
        expect(done.returncode == 0, "they fail:", done.stderr)

    def compiled(self):
        """6: the new operations and their tests compile as those beside them do."""
        includes = [str(self.tree / "generated/include") if path == f"{self.checkout}/generated/include" else path
                    for path in self.how["include"]]
        expect(includes != self.how["include"], "the live tests see the generated headers", *includes)
        compile_ = [*self.how["compiler"], *self.how["option"], "-O0",
                    *(f"-I{path}" for path in includes), "-c"]
        self.objects = {}
        for name, source, more in (
                *((op, self.tree / f"generated/tests/live/{op}.cpp", []) for op in OPCODES),
                ("index", self.tree / "generated/tests/live/index.cpp", []),
                ("family", self.tree / "generated/tests/families/file.cpp", []),
                ("user", HERE / "user.cpp", [f"-D{op.upper()}={code}" for op, code in self.codes.items()])):
            self.objects[name] = self.work / f"{name}.o"
            self.run(*compile_, source, "-o", self.objects[name], *more)

    def executed(self):
        """6: on this kernel each test of both is skipped, because the kernel lacks them. The driver skips only what it has
        executed all the same, and what said operation_not_supported then."""
        self.refuse_a_kernel_that_has_them()
        # The new ones come first: a list that is longer now is taken from them, though older objects have it as well.
        driver = self.work / "live"
        others = [path for path in self.how["object"]
                  if path.endswith(".o") and not path.endswith("/live/index.cpp.o")]  # GCC's header is among them
        self.link(driver, *(self.objects[name] for name in ("index", *OPCODES)), *others)
        report = self.work / "live.json"
        self.run(driver, "--filter", "rehearse_", "--floor", "0", "--json", report)
        found = json.loads(report.read_text(encoding="utf-8"))
        expected = [(op, test["name"]) for op in OPCODES for test in json.loads(self.fragment(op))["tests"]]
        expect([(test["op"], test["test"]) for test in found["tests"]] == expected, "each test was run", found["tests"])
        for test in found["tests"]:
            expect(test["outcome"] == "skipped" and test["lacks"] == "kernel", "it is the kernel that lacks it", test)
            expect(test["errno"] == errno.EOPNOTSUPP, "the operation was executed, and said operation_not_supported", test)
        user = self.work / "user"
        self.link(user, self.objects["user"])
        self.run(user)

    def link(self, program, *objects):
        self.run(*self.how["compiler"], *self.how["option"], *self.how.get("link", ()), *objects, *self.how["library"],
                 "-o", program)

    def refuse_a_kernel_that_has_them(self):
        """A kernel that is newer than spec/uapi.json has other opcodes under the numbers that are invented here."""
        has = {row["code"] for row in self.audited() if row["cells"][0]["offered"]}
        if has & set(self.codes.values()):
            print(f"skipped: this kernel has opcodes that {FACTS} does not know: extract a newer header")
            sys.exit(SKIPPED)

    def audited(self, *words):
        out, _ = self.run(*self.audit(), *words, "--json")
        return json.loads(out)["rows"]

    def audit(self):
        return (*self.how["audit"], "--spec", self.tree / "spec", "--operations",
                self.tree / "generated/include/ringlet/op")

    def seen_by_the_audit(self):
        """ringlet-audit has a line for each: described, wrapped, and lacked by this kernel."""
        results = ("--results", self.work / "live.json")
        rows = {row["name"]: row for row in self.audited(*results) if row["code"] in self.codes.values()}
        expect(rows.keys() == set(OPCODES), "it has both rows, each once", rows)
        for op, row in rows.items():
            cell, = row["cells"]
            count = len(json.loads(self.fragment(op))["tests"])
            expect(row["described"] and row["wrapped"] == "yes" and row["code"] == self.codes[op], "it is known", row)
            expect(not cell["offered"] and cell["state"] == "kernel_lacks", "this kernel lacks it", row)
            expect(cell["tests"] == {"passed": 0, "failed": 0, "skipped": count, "not_run": 0}, "no test passed", row)
        # What a kernel does not offer, nobody has to have executed.
        out, complaints = self.run(*self.audit(), *results, "--require", "wrapped")
        expect(not any(op in complaints for op in OPCODES), "nothing is required of them", complaints)
        # Without its header one of them is a hole in the table, though none that this kernel could fall into.
        bare = self.work / "operations"
        shutil.copytree(self.tree / "generated/include/ringlet/op", bare)
        (bare / f"{MANY}.hpp").unlink()
        out, _ = self.run(*self.how["audit"], "--spec", self.tree / "spec", "--operations", bare, *results, "--json")
        wrapped = {row["name"]: row["wrapped"] for row in json.loads(out)["rows"]}
        expect((wrapped[ONCE], wrapped[MANY]) == ("yes", "no"), "it looks at the headers", wrapped)

    def removed(self):
        """Without the rows and the header's opcodes everything is as it was, and no file is left over."""
        text = self.read(TABLE)
        for op in OPCODES:
            expect(text.count(f",\n\n{self.row(op)}") == 1, f"the row of {op} is there once")
            text = text.replace(f",\n\n{self.row(op)}", "")
        self.write(TABLE, text)
        self.write(TYPES, self.read(TYPES).replace(f",\n{self.fragment(FLAGS)}", ""))
        self.header.write_text(headers.newest(self.facts), encoding="utf-8")
        (self.tree / FACTS).unlink()  # for a kernel takes nothing back, so that the header would be refused as an older one's
        self.extract()
        out, complaints = self.codegen("check", status=1)
        expect(f"{RELEASE}: \"{next(iter(CONSTANTS))}\" is nothing that the newest header has" in complaints,
               "what no header has is in no release", out, complaints)
        self.write(RELEASES, self.start[RELEASES].decode())
        self.codegen("generate")
        expect_changes(self.start, snapshot(self.tree))


def main(checkout, how, work, compiling=True):
    rehearsal = Rehearsal(checkout, how, work)
    steps = [rehearsal.facts_of_the_newest_header, rehearsal.facts_of_a_newer_header, rehearsal.skeletons, rehearsal.rows,
             rehearsal.generated, rehearsal.judged_by_the_generators_own_tests]
    steps += [rehearsal.compiled, rehearsal.executed, rehearsal.seen_by_the_audit] if compiling else []
    for step in (*steps, rehearsal.removed):
        began = time.monotonic()
        try:
            step()
        except Failure as failure:
            print(f"failed: {step.__name__}: {failure}\n{work} is left for you to look at")
            return 1
        print(f"ok: {step.__name__.replace('_', ' ')} ({time.monotonic() - began:.1f} s)", flush=True)
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    places = [pathlib.Path(word).absolute() for word in sys.argv[1:4]]
    sys.exit(main(*places, compiling="--without-compiling" not in sys.argv[4:]))
