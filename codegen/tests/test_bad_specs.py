"""Every file of bad/ is an edit of the good spec beside the messages that it must give.

The messages must be these and no others; `python3 codegen/tests/test_bad_specs.py --record` writes
what they are now, for a person to read before it is committed.
"""

import re
import sys
import unittest

import support
import rules

CASES = sorted((support.TESTS / "bad").glob("*.txt"))


def parse(path):
    """The edits (file, old, new) of a case and its messages."""
    edits, messages, expecting = [], [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        if expecting:
            messages.append(line)
        elif line == "expect":
            expecting = True
        elif line.startswith("edit "):
            edits.append((line[len("edit "):], [], []))
        elif line.startswith("- "):
            edits[-1][1].append(line[2:])
        elif line.startswith("+ "):
            edits[-1][2].append(line[2:])
        elif not line.startswith("#"):
            raise ValueError(f"{path}: what is {line!r}?")
    return [(file, "\n".join(old), "\n".join(new)) for file, old, new in edits], messages


def nearest(messages):
    """The messages with only the first of the header's names that they propose: a newer header may
    have one that is nearer than the others."""
    return [re.sub(r"(expected perhaps IO\w+)( or IO\w+)+", r"\1", line) for line in messages]


class BadSpecs(support.SpecTest):
    maxDiff = None

    def apply(self, path):
        edits, messages = parse(path)
        for edit in edits:
            self.edit(*edit)
        return messages

    def test_every_bad_spec_gives_its_messages_and_writes_nothing(self):
        self.assertGreaterEqual(len(CASES), 60)
        for path in CASES:
            with self.subTest(path.stem):
                self.setUp()
                messages = self.apply(path)
                before = self.files()
                code, out, err = self.run_codegen("generate")
                self.assertEqual(nearest(err[:-1]), nearest(messages))
                self.assertTrue(messages)
                self.assertRegex(err[-1], r"^codegen: [0-9]+ errors?; nothing was written$")
                self.assertEqual((code, out), (1, []))
                self.assertEqual(self.files(), before)
                self.assertEqual(self.run_codegen("check"), (1, [], err))

    def test_every_rule_is_broken_by_a_bad_spec(self):
        broken = set()
        original = list(rules.RULES)

        def watched(rule):
            def run(spec):
                for error in rule(spec):
                    broken.add(rule.__name__)
                    yield error
            return run

        rules.RULES[:] = [watched(rule) for rule in original]
        try:
            for path in CASES:
                self.setUp()
                self.apply(path)
                self.run_codegen("check")
        finally:
            rules.RULES[:] = original
        self.assertEqual({rule.__name__ for rule in original} - broken, set())

    def test_the_good_spec_is_good(self):
        code, _, err = self.run_codegen("generate")
        self.assertEqual((code, err), (0, []))


def record():
    for path in CASES:
        case = BadSpecs("apply")
        case.setUp()
        try:
            case.apply(path)
            _, _, err = case.run_codegen("generate")
        finally:
            case.doCleanups()
        head = path.read_text(encoding="utf-8").split("\nexpect\n")[0]
        path.write_text("\n".join([head, "expect", *err[:-1], ""]), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--record"]:
        record()
    else:
        unittest.main()
