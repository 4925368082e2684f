"""new and explain."""

import json
import unittest

import support


class New(support.SpecTest):
    def test_it_appends_a_skeleton_and_says_what_is_left(self):
        before = (self.root / "spec/opcodes.json").read_text()
        code, out, err = self.run_codegen("new", "splice")
        self.assertEqual((code, err), (0, []))
        text = (self.root / "spec/opcodes.json").read_text()
        self.assertTrue(text.startswith(before[:before.rindex("]")].rstrip()))
        row = json.loads(text)[-1]
        self.assertEqual((row["op"], row["code"]), ("splice", 30))
        line = text[:text.index('{"op": "splice"')].count("\n") + 1
        self.assertTrue(out[0].startswith(f"spec/opcodes.json:{line}: splice: "))
        for key in ("since", "brief", "args", "tests"):
            self.assertTrue(any(said.split()[0] == key for said in out[1:]), key)

    def test_the_skeleton_is_refused_until_it_is_filled_in(self):
        self.run_codegen("new", "IORING_OP_SPLICE")
        code, _, err = self.run_codegen("generate")
        self.assertEqual(code, 1)
        wrong = "\n".join(err)
        for key in ("since", "family", "result", "completes", "cancel", "the brief", 'the doc of "file"'):
            self.assertIn(key, wrong)

    def test_what_the_kernel_or_the_table_makes_impossible_changes_nothing(self):
        before = (self.root / "spec/opcodes.json").read_bytes()
        for name, said in (("splise", "did you mean splice"), ("read", "has a row for read"),
                           ("zzz", "has no IORING_OP_ZZZ"), ("", "has no IORING_OP_")):
            with self.subTest(name):
                code, out, err = self.run_codegen("new", name)
                self.assertEqual((code, out), (1, []))
                self.assertIn(said, err[0])
                self.assertEqual((self.root / "spec/opcodes.json").read_bytes(), before)

    def test_an_empty_table_gets_its_first_row(self):
        (self.root / "spec/opcodes.json").write_text("[]\n")
        self.assertEqual(self.run_codegen("new", "nop")[0], 0)
        rows = json.loads((self.root / "spec/opcodes.json").read_text())
        self.assertEqual([row["op"] for row in rows], ["nop"])

    def test_a_table_that_is_none_is_left_alone(self):
        for text in ('{"a": []}', "[", "7"):
            with self.subTest(text):
                (self.root / "spec/opcodes.json").write_text(text)
                code, out, err = self.run_codegen("new", "nop")
                self.assertEqual((code, out), (1, []))
                self.assertEqual((self.root / "spec/opcodes.json").read_text(), text)


class Explain(support.SpecTest):
    def explained(self, name):
        code, out, err = self.run_codegen("explain", name)
        self.assertEqual((code, err), (0, []))
        return out

    def test_a_row_is_explained_with_all_its_forms(self):
        out = self.explained("accept")
        heads = [line.split()[0] for line in out if line.startswith("op::")]
        self.assertEqual(heads, ["op::accept", "op::accept_multishot", "op::accept_direct",
                                 "op::accept_multishot_direct"])

    def test_a_form_is_explained_alone(self):
        out = "\n".join(self.explained("accept_direct"))
        self.assertEqual(out.count("op::"), 1)
        for said in ("IORING_OP_ACCEPT (13), Linux 5.15 and later",
                     "slot: slot_choice = any_slot   -> sqe.file_index",
                     "flags: accept_flags = {}   -> sqe.accept_flags",
                     "It must stay valid until the operation completes.",
                     "A kernel has this form if it has IORING_OP_LINKAT."):
            self.assertIn(said, out)

    def test_it_says_errors_and_tests(self):
        out = "\n".join(self.explained("IORING_OP_READ"))
        self.assertIn("EBADF: The number is no descriptor.", out)
        self.assertIn("reads the bytes at the offset (gives)", out)

    def test_an_unknown_name_is_said_so(self):
        code, out, err = self.run_codegen("explain", "acept")
        self.assertEqual((code, out), (1, []))
        self.assertIn("did you mean accept", err[0])


if __name__ == "__main__":
    unittest.main()
