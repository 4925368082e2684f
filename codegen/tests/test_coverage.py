"""docs/coverage.json is the audit of recorded kernels: it must be of today's table."""

import json
import unittest

import support
import commands
import model


class Coverage(unittest.TestCase):
    def setUp(self):
        text = (support.REPOSITORY / "docs/coverage.json").read_text(encoding="utf-8")
        self.matrix = json.loads(text)
        self.forms = {form.name: form for row in commands.read_spec(support.REPOSITORY).rows
                      for form in row.forms}

    def test_every_form_that_a_recorded_kernel_can_have_is_there(self):
        newest = max(model.version(".".join(kernel["asked"]["release"].split(".")[:2]))
                     for kernel in self.matrix["kernels"])
        expected = {name for name, form in self.forms.items()
                    if model.version(form.since) <= newest}
        there = {row["name"] for row in self.matrix["rows"] if row["described"]}
        self.assertEqual(expected - there, set(), "scripts/test-kernels --record")
        self.assertEqual(there - self.forms.keys(), set(), "scripts/test-kernels --record")

    def test_it_says_the_same_of_each_form(self):
        for row in self.matrix["rows"]:
            if form := self.forms.get(row["name"]):
                self.assertEqual(row["since"], form.since,
                                 f"{row['name']}: scripts/test-kernels --record")

    def test_what_the_newest_kernel_has_is_all_executed(self):
        newest = self.matrix["kernels"][-1]
        for what in ("opcodes", "operations"):
            self.assertEqual(newest[what]["executed"], newest[what]["offered"], what)


if __name__ == "__main__":
    unittest.main()
