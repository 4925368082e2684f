"""executed: what it counts in the reports of live tests, and what it takes for an error."""

import json
import unittest

import support


class Executed(support.SpecTest):
    def report(self, *tests, emitted=None, kernel="7.3.4-cloud"):
        """A report of these tests, which are op, form, kind and outcome; its path."""
        keys = ("op", "form", "kind", "outcome")
        path = self.root / "report.json"
        path.write_text(json.dumps({
            "schema": 2, "kernel": {"release": kernel},
            "tests": [dict(zip(keys, test), test="any", errno=0) for test in tests],
            "summary": {"emitted": len(tests) if emitted is None else emitted}}))
        return path

    def unless(self, *lines):
        path = self.root / "known.txt"
        path.write_text("".join(f"{line}\n" for line in lines))
        return "--unless", path

    def executed(self, *words):
        code, out, err = self.run_codegen("executed", *words)
        self.assertEqual(err, [])
        return code, out

    def missing(self, *tests):
        """The opcodes and the operations of the good spec that these tests leave out."""
        code, out = self.executed(self.report(*tests))
        self.assertEqual((code, len(out)), (0, 2))
        return [set(line.partition("missing: ")[2].rstrip(")").split()) for line in out]

    def test_a_test_that_passed_counts_for_its_opcode_and_its_operation(self):
        for kind in ("gives", "takes", "ends"):
            opcodes, operations = self.missing(("accept", "multishot", kind, "passed"))
            self.assertNotIn("accept", opcodes)
            self.assertNotIn("accept_multishot", operations)
            self.assertIn("accept", operations)
            self.assertIn("read", opcodes)

    def test_an_error_that_was_expected_is_no_success(self):
        for kind in ("fails", "cancels", "deadline"):
            opcodes, operations = self.missing(("read", "", kind, "passed"))
            self.assertIn("read", opcodes)
            self.assertIn("read", operations)

    def test_what_failed_or_was_skipped_is_not_executed(self):
        for outcome in ("failed", "skipped"):
            opcodes, operations = self.missing(("read", "", "gives", outcome))
            self.assertIn("read", opcodes)
            self.assertIn("read", operations)

    def test_all_opcodes_of_the_newest_kernel_count(self):
        _, (opcodes, operations) = self.executed(self.report(("read", "", "gives", "passed")))
        last = json.loads((self.root / "spec/uapi.json").read_text())["last"]
        self.assertIn(f"opcodes executed: 1 of {last} (missing: nop readv ", opcodes)
        self.assertIn("operations executed: 1 of ", operations)

    def test_it_is_an_error_where_nobody_says_why(self):
        report = self.report(("read", "", "gives", "passed"))
        names = sorted(set.union(*self.missing(("read", "", "gives", "passed"))))
        reasons = [f"{name}: it is so" for name in names]
        code, out = self.executed(report, *self.unless("# why", "", *reasons))
        self.assertEqual((code, len(out)), (0, 2))
        code, out = self.executed(report, *self.unless(*reasons[1:]))
        self.assertEqual((code, len(out)), (1, 3))
        self.assertIn(f"{names[0]} was not executed", out[2])

    def test_it_is_an_error_to_excuse_what_was_executed(self):
        _, out = self.executed(self.report(("read", "", "gives", "passed")),
                               *self.unless("read: it is hard"))
        self.assertIn("read is said not to be executed (it is hard), but it was, or is unknown",
                      out)

    def on_5_10(self, *names, and_known=()):
        """What is said of a run on 5.10 that executed these operations of the good spec, where all
        else of that age has a reason."""
        tests = [(op, form, "gives", "passed") for op, _, form in
                 (name.partition("_") for name in names)]
        report = self.report(*tests, kernel="5.10.0-46-cloud")
        _, (opcodes, operations) = self.executed(report)
        missing = [line.partition("missing: ")[2].rstrip(")").split()
                   for line in (opcodes, operations)]
        reasons = [f"{name}: it is so" for name in sorted({*missing[0], *missing[1]})]
        return self.executed(report, *self.unless(*reasons, *and_known))

    def test_what_is_younger_than_the_kernel_is_not_missed(self):
        code, out = self.on_5_10("read", "accept", "timeout")
        self.assertEqual((code, len(out)), (0, 2))
        self.assertIn("operations executed: 3 of 3", out[1])

    def test_it_is_an_error_to_execute_what_is_younger_than_the_kernel(self):
        code, out = self.on_5_10("read", "accept", "timeout", "accept_direct")
        self.assertEqual((code, out[2:]),
                         (1, ["accept_direct was executed on 5.10, which the table says is older"]))

    def test_a_kernel_may_have_what_another_one_has(self):
        code, out = self.on_5_10("read", "accept", "timeout", "accept_direct",
                                 and_known=["5.10 as 5.15: it came with an update"])
        self.assertEqual((code, len(out)), (0, 2))
        self.assertIn("operations executed: 4 of 4", out[1])

    def test_a_reason_may_be_one_kernel_s(self):
        for kernel, wanted in (("5.10", 0), ("6.1", 1)):
            code, _ = self.on_5_10("read", "accept", "timeout",
                                   and_known=["5.10 as 5.15: it came with an update",
                                              f"accept_direct on {kernel}: it is hard"])
            self.assertEqual(code, wanted)

    def test_a_name_has_one_reason(self):
        for lines in (["read"], ["read: "], ["read: a", "read: b"], ["read everywhere: a"],
                      ["read on 5.10: a", "read on 5.10: b"], ["5.10 as 5.15"]):
            code, out, err = self.run_codegen("executed", self.report(), *self.unless(*lines))
            self.assertEqual((code, out), (1, []))
            self.assertIn(f"known.txt:{len(lines)}: expected NAME: REASON", err[0])

    def test_it_refuses_what_is_no_text(self):
        (self.root / "known.txt").write_bytes(b"\xff\xfe")
        code, out, err = self.run_codegen("executed", self.report(), "--unless",
                                          self.root / "known.txt")
        self.assertEqual((code, out, len(err)), (1, [], 1))
        self.assertIn("known.txt is no text", err[0])

    def test_it_refuses_a_part_of_a_run(self):
        code, out, err = self.run_codegen("executed", self.report(emitted=1))
        self.assertEqual((code, out), (1, []))
        self.assertIn("has 0 of 1 tests", err[0])


if __name__ == "__main__":
    unittest.main()
