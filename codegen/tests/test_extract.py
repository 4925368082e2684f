"""extract: what it reads out of a header by way of the compiler."""

import json
import shutil
import unittest

import support
import schema
import load

HEADERS = support.TESTS / "headers"
NEW = HEADERS / "new/linux/io_uring.h"
OLD = HEADERS / "old/io_uring.h"


@unittest.skipUnless(shutil.which("c++"), "extract asks a C++ compiler, and there is none")
class Extract(support.SpecTest):
    def setUp(self):
        super().setUp()
        (self.root / "spec/uapi.json").unlink()  # the real one, of a newer header than the tests'

    def facts(self, *words):
        code, out, err = self.run_codegen("extract", NEW, "--oldest", OLD, *words)
        self.assertEqual((code, err), (0, []))
        return json.loads((self.root / "spec/uapi.json").read_text())

    def test_it_finds_the_opcodes_and_both_headers_ends(self):
        facts = self.facts()
        self.assertEqual(list(facts["opcodes"].items()), [("nop", 0), ("readv", 1), ("pipe", 2)])
        self.assertEqual((facts["last"], facts["oldest_last"]), (3, 2))

    def test_it_finds_constants_that_are_macros_and_enumerators(self):
        self.assertEqual(self.facts()["constants"], {
            "IO_URING_QUERY_FIRST": 0, "IO_URING_QUERY_SECOND": 1, "IO_WQ_BOUND": 0,
            "IORING_BIG": 1 << 63, "IORING_FILE_INDEX_ALLOC": (1 << 32) - 1, "IORING_NEGATIVE": -5,
            "IOSQE_FIXED_FILE_BIT": 0, "IOSQE_IO_DRAIN": 2, "IOSQE_IO_DRAIN_BIT": 1,
            "NEW_FAMILY_FIRST": 7, "NEW_FAMILY_SECOND": 8, "RWF_NEW": 64, "small_flag": 1})

    def test_it_leaves_out_what_it_has_a_reason_for_and_what_others_define(self):
        self.assertTrue((NEW.parent / "io_uring/mock_file.h").is_file())
        names = self.facts()["constants"]
        self.assertFalse([name for name in names if "MOCK" in name or name.startswith("__")])
        self.assertNotIn("OF_ANOTHER_HEADER", names)

    def test_what_is_no_number_is_refused_by_name(self):
        self.facts()
        headers = self.root / "linux"
        shutil.copytree(NEW.parent, headers)
        header = headers / "io_uring.h"
        header.write_text(header.read_text() + "#define NEW_ALIAS struct io_uring_sqe\n")
        before = (self.root / "spec/uapi.json").read_bytes()
        code, out, err = self.run_codegen("extract", header, "--oldest", OLD)
        self.assertEqual((code, out, len(err)), (1, [], 1))
        self.assertIn("in the value of NEW_ALIAS: see _LEFT_OUT", err[0])
        self.assertEqual((self.root / "spec/uapi.json").read_bytes(), before)

    def test_it_finds_fields_with_offset_size_and_type(self):
        fields = self.facts()["sqe"]
        self.assertEqual(fields["off"], {"offset": 8, "size": 8, "type": "u64"})
        self.assertEqual(fields["fd"], {"offset": 4, "size": 4, "type": "i32"})
        self.assertEqual(fields["cmd"]["size"], 0)
        self.assertFalse([name for name in fields if name.startswith("__")])

    def test_it_says_where_the_oldest_struct_has_the_bytes_of_a_newer_field(self):
        fields = self.facts()["sqe"]
        self.assertEqual(fields["attr_ptr"]["oldest"], "addr3")
        self.assertEqual(fields["attr_mask"]["oldest"], "__pad2[0]")
        self.assertEqual((fields["cmd_op"]["oldest"], fields["cmd_op"]["oldest_shift"]), ("off", 0))
        self.assertEqual(fields["pipe_flags"]["oldest"], "fsync_flags")
        self.assertEqual(fields["rw_flags"]["oldest_type"], "i32")

    def test_it_is_good_by_the_schema_and_the_same_each_time(self):
        self.facts("--source", "a package 1.2")
        document = load.load(self.root, "spec/uapi.json")
        shape = load.load(self.root, "spec/schema.json").data
        self.assertEqual(schema.check(document, shape, "uapi"), ([], []))
        code, out, _ = self.run_codegen("extract", NEW, "--oldest", OLD, "--source",
                                        "a package 1.2")
        self.assertEqual(out, ["spec/uapi.json is up to date"])

    def test_it_keeps_no_path_and_a_source_only_if_told(self):
        self.assertNotIn("source", self.facts())
        self.assertNotIn("/", (self.root / "spec/uapi.json").read_text())
        self.assertEqual(self.facts("--source", "a package")["source"], "a package")

    def test_an_older_header_than_that_before_is_refused_by_what_it_has_not(self):
        self.facts("--source", "a package 1.2")
        before = (self.root / "spec/uapi.json").read_bytes()
        code, out, err = self.run_codegen("extract", OLD, "--oldest", OLD)
        self.assertEqual((code, out), (1, []))
        self.assertEqual(err, [f"codegen: {OLD} has no IORING_OP_PIPE, which spec/uapi.json has from "
                               "a package 1.2: expected the header of that kernel or of a newer one"])
        self.assertEqual((self.root / "spec/uapi.json").read_bytes(), before)

    def test_a_header_that_has_lost_a_constant_is_refused(self):
        self.facts()
        self.edit("spec/uapi.json", '"IO_WQ_BOUND"', '"IORING_A_NAME": 7,\n    "IO_WQ_BOUND"')
        code, out, err = self.run_codegen("extract", NEW, "--oldest", OLD)
        self.assertEqual((code, out, len(err)), (1, [], 1))
        self.assertIn("has no IORING_A_NAME, which spec/uapi.json has from", err[0])

    def test_a_header_that_is_no_good_is_said_so_and_nothing_written(self):
        self.facts()
        before = (self.root / "spec/uapi.json").read_bytes()
        bad = self.root / "bad.h"
        for text in (None, "int main(", "struct io_uring_sqe { __u8 opcode; };", ""):
            with self.subTest(text):
                if text is not None:
                    bad.write_text(text)
                code, out, err = self.run_codegen("extract", bad, "--oldest", OLD)
                self.assertEqual((code, out), (1, []))
                self.assertEqual(len(err), 1)
                self.assertTrue(err[0].startswith("codegen: "))
                self.assertEqual((self.root / "spec/uapi.json").read_bytes(), before)


class ExtractHelpers(support.SpecTest):
    def extract(self, text, *words):
        (self.root / "some.map").write_text(text)
        return self.run_codegen("extract-helpers", self.root / "some.map", *words)

    MAP = ("LIBURING_2.4 {\n\tglobal:\n\t\tio_uring_get_probe;\n\t\tio_uring_prep_read;\n"
           "\tlocal:\n\t\t*;\n};\n\n"
           "LIBURING_2.10 {\n\t\tio_uring_prep_bind;\t/* Added in 2.9. */\n} LIBURING_2.4;\n")

    def test_it_finds_the_prep_helpers_and_the_newest_version(self):
        code, out, err = self.extract(self.MAP, "--source", "a release")
        self.assertEqual((code, out, err), (0, ["spec/helpers.json written"], []))
        self.assertEqual(json.loads((self.root / "spec/helpers.json").read_text()), {
            "source": "a release", "version": "2.10",
            "helpers": ["io_uring_prep_bind", "io_uring_prep_read"]})
        document = load.load(self.root, "spec/helpers.json")
        shape = load.load(self.root, "spec/schema.json").data
        self.assertEqual(schema.check(document, shape, "helpers"), ([], []))
        _, out, _ = self.extract(self.MAP, "--source", "a release")
        self.assertEqual(out, ["spec/helpers.json is up to date"])

    def test_it_refuses_a_file_without_helpers(self):
        before = (self.root / "spec/helpers.json").read_text()
        code, out, err = self.extract("io_uring_prep_read();\n")
        self.assertEqual((code, out), (1, []))
        self.assertIn("some.map lists no helpers", err[0])
        self.assertIn("is not there", self.run_codegen("extract-helpers", "/none")[2][0])
        (self.root / "no.map").write_bytes(b"\xff\xfe")
        self.assertIn("no.map is no text",
                      self.run_codegen("extract-helpers", self.root / "no.map")[2][0])
        self.assertEqual((self.root / "spec/helpers.json").read_text(), before)


if __name__ == "__main__":
    unittest.main()
