"""compare-syzkaller: what it reads out of a description, which is invented here and small, what it
finds to differ from the good spec, and that each difference needs its reason."""

import json
import unittest

import support
import comparison
import syzkaller

DESCRIPTION = """\
# An invented description, which says of three opcodes what the good spec says.
include <linux/mini.h>
resource ring[int32]

syz_io_uring_submit(ring ring, sqe ptr[in, mini_u])

mini_u [
	IORING_OP_READ		mini_read
	IORING_OP_ACCEPT	mini$accept
	IORING_OP_TIMEOUT	mini$timeout
]

type mini[OP, IOPRIO, FD, OFF, ADDR, LEN, FLAGS, REST] {
	opcode		const[OP, int8]
	flags		flags[mini_flags, int8]
	ioprio		IOPRIO
	fd		FD	(in)
# What differs most.
	off		OFF
	addr		ADDR
	len		LEN
	op_flags	FLAGS
	user_data	int64
	rest		REST
} [size[MINI_SIZE]]

define MINI_SIZE	64

mini_read [
	whole	mini[IORING_OP_READ, const[0, int16], fd, fileoff[int64], buffer[out], len[addr, int32], const[0, int32], nothing]
	part	mini[IORING_OP_READ, const[0, int16], fd, const[0, int64], const[0, int64], const[0, int32], const[0, int32], nothing]
]
type mini$accept mini[IORING_OP_ACCEPT, flags[mini_ioprio, int16], sock, ptr64[inout, len[addr, int32]], ptr64[out, sockaddr, opt], const[0, int32], flags[accept_list, int32], with_slot]
type mini$timeout mini[IORING_OP_TIMEOUT, const[0, int16], const[0, int32], int32, ptr[in, timespec], const[1, int32], flags[mini_timeout, int32], nothing]

mini_flags = IOSQE_ASYNC, IOSQE_IO_DRAIN
mini_ioprio = IORING_ACCEPT_MULTISHOT
mini_timeout = 0, IORING_TIMEOUT_ABS, mini_more
mini_more = IORING_TIMEOUT_MULTISHOT

nothing {
	unused	array[const[0, int8], 24]
}

with_slot {
	unused		const[0, int32]
	file_index	int32
	unused_too	array[const[0, int64], 2]
}
"""
OTHER = """\
resource fd[int32]: -1
resource sock[fd]
accept_list = SOCK_CLOEXEC, SOCK_NONBLOCK
"""
REASONS = [{"opcodes": ["timeout"], "field": "fd", "only": "table", "reason": "It is so."}]


class Compared(support.SpecTest):
    def setUp(self):
        super().setUp()
        self.folder = self.root / "descriptions"
        self.folder.mkdir()
        self.path = self.folder / "io_uring.txt"
        self.describe(DESCRIPTION)
        (self.folder / "other.txt").write_text(OTHER)
        self.explain(REASONS)

    def describe(self, text):
        self.path.write_text(text)

    def explain(self, reasons):
        (self.root / "spec/syzkaller.json").write_text(json.dumps(reasons))

    def changed(self, old, new):
        self.assertEqual(DESCRIPTION.count(old), 1, f"{old!r} must be there once")
        self.describe(DESCRIPTION.replace(old, new))

    def compare(self, *words):
        return self.run_codegen("compare-syzkaller", self.path, *words)

    def differences(self):
        """The lines of an unsuccessful comparison but the last, which counts."""
        code, out, err = self.compare()
        self.assertEqual((code, err), (1, []))
        return out[:-1]

    def refused(self):
        """The line that says why a description cannot be used."""
        code, out, err = self.compare()
        self.assertEqual((code, out, len(err)), (1, [], 1), err)
        self.assertTrue(err[0].startswith("codegen: "), err)
        return err[0]


class Differences(Compared):
    def test_what_agrees_is_counted(self):
        self.assertEqual(self.compare(), (0, [
            "3 opcodes, 15 fields of them and 6 constants in both: 1 differences, "
            "0 to look into"], []))

    def test_a_change_of_the_description_is_a_line_of_its_own(self):
        why = "; nobody says why"
        for old, new, line in (
                ("IORING_OP_READ		mini_read\n", "IORING_OP_SPLICE	mini_read\n", None),
                ("fd, fileoff[int64], buffer", "fd, const[0, int64], buffer",
                 "read.off: the table writes it (u64 offset), syzkaller leaves it zero"),
                ("fd, const[0, int64], const[0, int64], const[0, int32], const[0, int32], nothing",
                 "fd, const[0, int64], const[0, int64], const[0, int32], int32[1:9], nothing",
                 "read.rw_flags: syzkaller writes it (int32[1:9]), the table leaves it zero"),
                ("int32, ptr[in, timespec]", "int64, ptr[in, timespec]",
                 "timeout.off: syzkaller writes bytes 4 to 7 of it, the table leaves them zero"),
                ("int32, ptr[in, timespec]", "int16, ptr[in, timespec]",
                 "timeout.off: the table writes bytes 2 to 3 of it, syzkaller leaves them zero"),
                ("const[1, int32]", "const[2, int32]", None),
                ("0, IORING_TIMEOUT_ABS,", "0,", "timeout.rw_flags: the table has "
                 "IORING_TIMEOUT_ABS, syzkaller has not"),
                ("mini_more = ", "mini_more = IORING_TIMEOUT_BOOTTIME, ", "timeout.rw_flags: "
                 "syzkaller has IORING_TIMEOUT_BOOTTIME, the table has not"),
                ("mini[IORING_OP_TIMEOUT, ", "mini[IORING_OP_READ, ", "timeout.opcode: "
                 "syzkaller has IORING_OP_READ, the table has not")):
            with self.subTest(new=new):
                self.changed(old, new)
                lines = self.differences()
                if line:
                    self.assertEqual(lines, [line + why])
                else:
                    self.assertEqual(len(lines), 2, lines)

    def test_an_opcode_that_one_lacks_is_a_difference(self):
        self.changed("	IORING_OP_READ		mini_read\n", "	IORING_OP_TEE		mini_read\n")
        self.assertEqual(self.differences(), [
            "read: the table describes it, syzkaller does not; nobody says why",
            "tee: syzkaller describes it, the table does not; nobody says why"])

    def test_a_change_of_the_table_is_found_too(self):
        self.edit("spec/opcodes.json", '"sqe": ["accept_flags"]', '"sqe": ["len"]')
        self.assertEqual(self.differences(), [
            "accept.len: the table writes it (accept_flags flags), syzkaller leaves it zero; "
            "nobody says why",
            "accept.rw_flags: syzkaller writes it (flags[accept_list, int32]), the table leaves "
            "it zero; nobody says why"])

    def test_a_flag_of_another_file_counts(self):
        (self.folder / "other.txt").write_text(OTHER.replace(", SOCK_NONBLOCK", ", SOCK_RAW"))
        self.assertEqual(self.differences(), [
            "accept.rw_flags: syzkaller has SOCK_RAW, the table has not; nobody says why",
            "accept.rw_flags: the table has SOCK_NONBLOCK, syzkaller has not; nobody says why"])

    def test_bytes_in_the_middle_of_a_field_count(self):
        self.changed("\tunused_too\tarray[const[0, int64], 2]",
                     "\tlow\tconst[0, int32]\n\thigh\tint32\n\tlast\tconst[0, int64]")
        self.assertEqual(self.differences(), [
            "accept.addr3: syzkaller writes it (int32), the table leaves it zero; nobody says why"])

    def test_an_arbitrary_value_takes_every_constant(self):
        self.changed("flags[mini_timeout, int32]", "int32")
        self.assertEqual(self.compare()[0], 0)

    def test_the_runtimes_fields_are_not_compared(self):
        self.changed("flags[mini_flags, int8]", "const[0, int8]")
        self.assertEqual(self.compare()[0], 0)

    def test_known_differences_are_listed_if_asked_for(self):
        code, out, _ = self.compare("--known")
        self.assertEqual((code, out[:-1]), (0, [
            "timeout.fd: the table writes it (-1), syzkaller leaves it zero; It is so."]))


class Reasons(Compared):
    def test_a_difference_needs_one(self):
        self.explain([])
        self.assertEqual(self.differences(), [
            "timeout.fd: the table writes it (-1), syzkaller leaves it zero; nobody says why"])

    def test_one_that_explains_nothing_is_said_so(self):
        for entry, said in (({"field": "len", "only": "table"}, "timeout.len, only in the table"),
                            ({"field": "fd", "only": "syzkaller"},
                             "timeout.fd, only in syzkaller"),
                            ({"field": "fd", "only": "table", "details": ["X"]},
                             "timeout.fd, X, only in the table"),
                            ({"only": "table"}, "timeout, only in the table")):
            self.explain(REASONS + [{"opcodes": ["timeout"], "reason": "Gone."} | entry])
            self.assertEqual(self.differences(), [
                f"spec/syzkaller.json:1: explains what is no difference: {said}"])

    def test_each_opcode_and_detail_of_one_must_differ(self):
        self.explain([REASONS[0] | {"opcodes": ["timeout", "accept"]}])
        self.assertEqual(len(self.differences()), 1)

    def test_a_difference_has_one_reason(self):
        self.explain(REASONS + REASONS)
        code, out, err = self.compare()
        self.assertEqual((code, out), (1, []))
        self.assertIn("explains timeout.fd, only in the table once more", err[0])

    def test_they_have_a_shape(self):
        for entry in ({}, {"only": "liburing"}, {"reason": ""}, {"details": []}, {"more": 1},
                      {"opcodes": []}):
            self.explain([REASONS[0] | entry] if entry else [{}])
            code, out, err = self.compare()
            self.assertEqual((code, out), (1, []))
            self.assertIn("spec/syzkaller.json:1: ", err[0])

    def test_those_of_the_repository_are_in_order(self):
        reasons = comparison._reasons(support.REPOSITORY)
        table = json.loads((support.REPOSITORY / "spec/uapi.json").read_text())
        self.assertLessEqual({difference.op for difference in reasons}, set(table["opcodes"]))
        self.assertLessEqual({difference.field for difference in reasons},
                             {"", "opcode", "second_half", *comparison.FIELDS})


class Refused(Compared):
    def test_a_file_that_is_none(self):
        self.path.unlink()
        self.assertIn("is not there", self.refused())

    def test_a_file_of_another_kind(self):
        for text in ("", "{}\n", "enum { IORING_OP_READ };\n",
                     "syz_io_uring_submit$READ(sqe ptr[in, io_uring_sqe_read])\n"):
            self.describe(text)
            self.assertIn("is it syzkaller's sys/linux/io_uring.txt?", self.refused())
        self.path.write_bytes(b"\xff\xfe\x00")
        self.assertIn("is no text", self.refused())

    def test_a_file_that_is_cut_short(self):
        lines = DESCRIPTION.splitlines(keepends=True)
        for count in range(len(lines)):
            self.describe("".join(lines[:count]))
            self.refused()
            self.describe("".join(lines[:count]) + lines[count][:-1])
            self.refused()

    def test_a_line_that_is_none(self):
        for old, new, said in (
                ("mini_more = ", "mini_more == ", "is no line of a description"),
                ("define MINI_SIZE\t64", "mini_size 64", "is no line of a description"),
                ("\tuser_data\tint64", "\tuser_data", "is no field of mini"),
                ("\tuser_data\tint64", "\tuser_data\tint64[", "is no type"),
                ("mini_more = ", "mini_ioprio = X\nmini_more = ", "is declared twice"),
                ("\tuser_data\tint64", "\tuser_data\tarray[int8]", "has no fixed size"),
                ("\tuser_data\tint64", "\tuser_data\tarray[int8, MUCH]", "MUCH is no number"),
                ("\tuser_data\tint64", "\tuser_data\tmini_more", "is a list of flags"),
                ("flags[mini_flags, int8]", "flags[nothing, int8]", "is no list of flags"),
                ("sock, ptr64", "sock, int8, ptr64", "takes 8 parameters, 9 are given"),
                ("sqe ptr[in, mini_u]", "sqe ptr[in, nothing]", "is no union with a member"),
                ("sqe ptr[in, mini_u]", "sqe ptr[in, mini_x]", "names mini_x, which neither")):
            with self.subTest(new=new):
                self.changed(old, new)
                self.assertIn(said, self.refused())

    def test_a_file_that_is_not_among_the_others(self):
        (self.folder / "other.txt").unlink()
        self.assertIn("which neither it nor another description in its folder declares",
                      self.refused())


class Layout(Compared):
    def leaves(self, *fields, more=""):
        """Offset, size and constants of what a struct of these fields has."""
        body = "".join(f"\tfield\t{field}\n" for field in fields)
        self.describe("syz_io_uring_submit(sqe ptr[in, all_u])\n"
                      "all_u [\n\tIORING_OP_READ\tone\n]\n" f"one {{\n{body}}}\n{more}")
        return [(leaf.offset, leaf.size, leaf.constants and sorted(leaf.constants))
                for leaf in syzkaller.read(self.path)["read"]]

    def test_fields_are_aligned_unless_they_are_packed(self):
        self.assertEqual(self.leaves("int8", "int32", "int16", "intptr"),
                         [(0, 1, None), (4, 4, None), (8, 2, None), (16, 8, None)])
        packed = "two {\n\ta\tint8\n\tb\tint32\n} [packed]\n"
        self.assertEqual(self.leaves("int8", "two", "int8", more=packed),
                         [(0, 1, None), (1, 1, None), (2, 4, None), (6, 1, None)])

    def test_the_end_of_a_struct_is_padded(self):
        two = "two {\n\ta\tint32\n\tb\tint8\n}%s\n"
        for attribute, offset in (("", 8), (" [size[20]]", 20), (" [align[16]]", 16)):
            self.assertEqual(self.leaves("two", "int8", more=two % attribute)[-1],
                             (offset, 1, None))

    def test_a_union_has_the_room_of_its_largest_member(self):
        union = "two [\n\ta\tint8\n\tb\tconst[X, int64]\n]\n"
        self.assertEqual(self.leaves("int8", "two", "int8", more=union),
                         [(0, 1, None), (8, 1, None), (8, 8, ["X"]), (16, 1, None)])

    def test_an_array_repeats_its_items(self):
        self.assertEqual(self.leaves("array[int16, 2]", "int8"),
                         [(0, 2, None), (2, 2, None), (4, 1, None)])

    def test_bit_fields_share_their_bytes(self):
        self.assertEqual(self.leaves("int32:16", "const[X, int32:16]", "int32:1", "int8"),
                         [(0, 4, None), (0, 4, ["X"]), (4, 4, None), (8, 1, None)])

    def test_a_condition_or_a_direction_of_a_field_changes_nothing(self):
        self.assertEqual(self.leaves("int32 (if[value[x] == 1])", "int32\t(out)", "bool8"),
                         [(0, 4, None), (4, 4, None), (8, 1, None)])

    def test_constants_are_names_and_numbers_but_0(self):
        lists = "some = 0, X, more\nmore = Y\nids = 0, 1, 0x12\n"
        self.assertEqual(
            [constants for _, _, constants in self.leaves(
                "const[0, int8]", "const[7, int8]", "int8[X]", "int8[0:3]", "int8[some]",
                "flags[some, int8]", "flags[ids, int8]", "len[field, int8]", more=lists)],
            [frozenset(), ["7"], ["X"], None, ["X", "Y"], ["X", "Y"], None, None])

    def test_a_template_passes_its_parameters_on(self):
        two = "type two[T, N] three[T, N]\ntype three[T, N] {\n\ta\tT[0:3]\n\tb\tconst[N, T]\n}\n"
        self.assertEqual(self.leaves("two[int16, X]", more=two), [(0, 2, None), (2, 2, ["X"])])


if __name__ == "__main__":
    unittest.main()
