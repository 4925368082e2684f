"""observe: what it takes from the reports of live tests."""

import errno
import json
import unittest

import support
import load
import schema

EBADF, EINVAL = errno.EBADF, errno.EINVAL


class Observe(support.SpecTest):
    def report(self, release="6.12.3-cloud", outcomes=("passed", "passed"), errors=(EBADF, EINVAL),
               emitted=4, **changed):
        """A report of the good spec's tests; its path."""
        tests = [("read", "", "reads the bytes at the offset", "passed", 0),
                 ("read", "", "says EBADF for a number that is no descriptor", outcomes[0],
                  errors[0]),
                 ("accept", "multishot", "can be cancelled after a client", "passed",
                  errno.ECANCELED),
                 ("accept", "multishot", "says EINVAL where nobody listens", outcomes[1],
                  errors[1])]
        keys = ("op", "form", "test", "outcome", "errno")
        report = {"schema": 2, "kernel": {"release": release},
                  "tests": [dict(zip(keys, test), kind="any") for test in tests],
                  "summary": {"emitted": emitted}} | changed
        path = self.root / f"{release}.json"
        path.write_text(json.dumps(report))
        return path

    def observed(self, *reports):
        code, _, err = self.run_codegen("observe", *reports)
        self.assertEqual((code, err), (0, []))
        document = load.load(self.root, "spec/observed.json")
        shape = load.load(self.root, "spec/schema.json").data
        self.assertEqual(schema.check(document, shape, "observed"), ([], []))
        return document.data

    def refused(self, path):
        before = (self.root / "spec/observed.json").read_bytes()
        code, out, err = self.run_codegen("observe", path)
        self.assertEqual((code, out, len(err)), (1, [], 1))
        self.assertEqual((self.root / "spec/observed.json").read_bytes(), before)
        return err[0]

    def test_it_takes_the_errors_of_tests_that_expect_one_and_passed(self):
        self.assertEqual(self.observed(self.report()), {
            "6.12": {"accept_multishot": ["EINVAL"], "read": ["EBADF"]},
            "6.18": {"read": ["EBADF"]}})

    def test_what_failed_or_was_skipped_is_not_observed(self):
        self.assertEqual(self.observed(self.report(outcomes=("failed", "skipped")))["6.12"], {})

    def test_a_report_replaces_what_was_known_of_its_kernel_alone(self):
        first = self.report("6.18.5", outcomes=("failed", "passed"))
        self.assertEqual(self.observed(first, self.report("5.10.1", outcomes=("passed", "failed"))),
                         {"5.10": {"read": ["EBADF"]}, "6.18": {"accept_multishot": ["EINVAL"]}})
        code, out, _ = self.run_codegen("observe", first)
        self.assertEqual((code, out), (0, ["spec/observed.json is up to date"]))

    def test_what_is_newer_than_all_kernels_of_runs_need_not_have_been_seen(self):
        def unseen():
            self.run_codegen("generate")
            return [line for line in self.run_codegen("check")[1] if "no run has shown yet" in line]

        self.assertIn("accept_multishot:EINVAL", unseen()[0])  # of 5.19, with runs of 6.18
        path = self.root / "spec/observed.json"
        path.write_text(path.read_text().replace("6.18", "5.10"))
        self.assertEqual(unseen(), [])

    def test_it_refuses_a_part_of_a_run(self):
        self.assertIn("has 4 of 5 tests", self.refused(self.report(emitted=5)))

    def test_it_refuses_the_report_of_another_table(self):
        path = self.report()
        self.edit("spec/opcodes.json", "says EINVAL where nobody listens", "says so")
        self.assertIn("a test that the table has not, accept multishot", self.refused(path))

    def test_it_refuses_an_error_that_is_not_the_tables(self):
        self.assertIn("it saw error 22, which is not EBADF",
                      self.refused(self.report(errors=(EINVAL, EINVAL))))

    def test_it_refuses_a_report_of_another_schema(self):
        self.assertIn("is a report of schema 3, and 2 is known", self.refused(self.report(schema=3)))

    def test_it_refuses_what_is_no_report(self):
        self.assertIn("is no report", self.refused(self.report(kernel={})))
        self.assertIn("is no report", self.refused(self.report(kernel={"release": "none"})))
        self.assertIn("is no report", self.refused(self.report(tests=[1, 2, 3, 4])))
        self.assertIn("is no report", self.refused(self.report(tests=[{"op": "read"}] * 4)))
        (self.root / "text").write_text("text")
        self.assertIn("is no report", self.refused(self.root / "text"))
        self.assertIn("No such file", self.refused(self.root / "none.json"))


if __name__ == "__main__":
    unittest.main()
