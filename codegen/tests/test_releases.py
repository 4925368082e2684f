"""spec/releases.json: that no `since` of the table differs from it, and how a release comes into it."""

import json
import shutil
import unittest

import support
import commands
import model
import releases
import rules

HEADERS = support.TESTS / "headers"


class Real(support.SpecTest):
    """The real table, and what happens when it or the facts are wrong."""

    def setUp(self):
        super().setUp()
        shutil.rmtree(self.root / "spec")
        shutil.copytree(support.REPOSITORY / "spec", self.root / "spec")
        self.spec = commands.read_spec(self.root)

    def test_a_wrong_since_is_found_of_every_form_and_constant(self):
        """One release too early and one too late, for each."""
        numbers = [release.number for release in self.spec.releases]
        rows = self.json("opcodes")
        said = [(row["op"], row) for row in rows]
        said += [(f'{row["op"]}_{form["form"]}', form) for row in rows
                 for form in row.get("forms", []) if "since" in form]
        families = self.json("interface")
        said += [(name, entry) for family in families.values() for name, entry in family.items()]
        right = {name: entry["since"] for name, entry in said}
        for step in (-1, 1):
            wrong = {name: numbers[at] for name, since in right.items()
                     if 0 <= (at := numbers.index(since) + step) < len(numbers)}
            self.assertGreater(len(wrong), 200)
            for name, entry in said:
                entry["since"] = wrong.get(name, right[name])
            found = {error.op: error.what for error in self.errors(rows, families)
                     if " came with " in error.what}
            self.assertEqual(found.keys() - wrong.keys(), self.inheriting(rows, wrong))
            for name, since in wrong.items():
                with self.subTest(name, since=since):
                    self.assertIn(f"is there since {since}, but ", found.get(name, ""))
                    self.assertIn(f" came with {right[name]} ", found[name])

    def inheriting(self, rows, wrong):
        """The forms that have their row's release, where that is wrong."""
        return {f'{row["op"]}_{form["form"]}' for row in rows for form in row.get("forms", [])
                if "since" not in form and row["op"] in wrong}

    def errors(self, rows, families):
        for file, data in (("opcodes", rows), ("interface", families)):
            (self.root / f"spec/{file}.json").write_text(json.dumps(data, indent=1))
        with self.assertRaises(commands.SpecErrors) as caught:
            commands.read_spec(self.root)
        return caught.exception.errors

    def json(self, file):
        return json.loads((self.root / f"spec/{file}.json").read_text(encoding="utf-8"))

    def test_its_text_is_as_it_would_be_written(self):
        text = (self.root / model.RELEASES).read_text(encoding="utf-8")
        self.assertEqual(text, releases.formatted(json.loads(text)))

    def test_every_release_is_there(self):
        """From the first that had io_uring to the newest header's."""
        numbers = [model.version(release.number) for release in self.spec.releases]
        self.assertEqual(numbers[0], (5, 1))
        last = {5: 19, 6: 19}
        for before, number in zip(numbers, numbers[1:]):
            following = (before[0] + 1, 0) if before[1] == last.get(before[0]) else (
                before[0], before[1] + 1)
            self.assertEqual(number, following)
        self.assertIn(self.spec.releases[-1].number, self.spec.uapi.source)


class Bracket(support.SpecTest):
    """Where a release has not been seen, its constants are found in the next."""

    def setUp(self):
        super().setUp()
        known = json.loads((self.root / model.RELEASES).read_text())
        for number in ("5.12", "5.13", "5.14"):
            known["releases"]["5.15"]["new"] += known["releases"].pop(number)["new"]
        (self.root / model.RELEASES).write_text(json.dumps(known))

    def test_any_release_between_the_two_may_be_right(self):
        before = "5.15"
        for since, right in (("5.11", False), ("5.12", True), ("5.14", True), ("5.15", True),
                             ("5.16", False)):
            with self.subTest(since):
                self.edit("spec/opcodes.json", f'"form": "direct", "since": "{before}"',
                          f'"form": "direct", "since": "{since}"')
                before = since
                self.assertEqual(self.run_codegen("generate")[0] == 0, right)


@unittest.skipUnless(shutil.which("c++"), "extract asks a C++ compiler, and there is none")
class Extended(support.SpecTest):
    """`extract --release`."""

    def setUp(self):
        super().setUp()
        (self.root / model.UAPI).unlink()  # the real one, of a newer header than the tests'

    def extract(self, release, *words):
        return self.run_codegen("extract", HEADERS / "new/linux/io_uring.h", "--oldest",
                                HEADERS / "old/io_uring.h", "--release", release, *words)

    def known(self):
        return json.loads((self.root / model.RELEASES).read_text())["releases"]

    def test_what_no_release_is_known_of_is_new_in_it(self):
        before = self.known()
        code, out, err = self.extract("5.20", "--source", "a package 5.20.1")
        self.assertEqual((code, out, err), (0, ["spec/uapi.json written",
                                                "spec/releases.json written"], []))
        now = self.known()
        self.assertEqual(list(now)[18:21], ["5.19", "5.20", "6.0"])
        self.assertEqual(now.pop("5.20"), {"header": "a package 5.20.1", "new": [
            "IORING_BIG", "IORING_NEGATIVE", "IO_URING_QUERY_FIRST", "IO_URING_QUERY_SECOND",
            "NEW_FAMILY_FIRST", "NEW_FAMILY_SECOND", "RWF_NEW", "small_flag", "sqe.attr_mask"]})
        self.assertEqual(now, before)

    def test_what_is_known_is_left_where_it_is(self):
        self.extract("5.20")
        before = self.known()
        self.assertEqual(self.extract("7.9")[1][1], "spec/releases.json written")
        self.assertEqual(self.known(), before | {"7.9": {"header": "not said", "new": []}})
        self.assertEqual(self.extract("7.9")[1][1], "spec/releases.json is up to date")

    def test_it_is_good_by_the_schema(self):
        self.extract("7.9")
        self.run_codegen("check")
        document = commands.load.load(self.root, model.RELEASES)
        shape = commands.load.load(self.root, "spec/schema.json").data
        self.assertEqual(commands.schema.check(document, shape, "releases"), ([], []))

    def test_what_is_no_release_is_refused_and_nothing_written(self):
        before = {path: path.read_bytes() for path in (self.root / "spec").iterdir()}
        for release in ("7", "7.4.1", "v7.4", "next"):
            code, out, err = self.extract(release)
            self.assertEqual((code, out), (1, []))
            self.assertEqual(err, [f"codegen: {release} is no kernel release, expected one such as 7.4"])
        self.assertEqual({path: path.read_bytes() for path in (self.root / "spec").iterdir()}, before)


if __name__ == "__main__":
    unittest.main()
