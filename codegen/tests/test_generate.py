"""generate and check: what they write, leave alone, delete and say."""

import json
import re
import unittest

import support
from names import kernel_field, kernel_opcode


class Generate(support.SpecTest):
    def test_it_writes_the_outputs_of_every_row_and_flag_set(self):
        code, out, err = self.run_codegen("generate")
        self.assertEqual((code, err), (0, []))
        written = {line.removeprefix("wrote ") for line in out if line.startswith("wrote ")}
        self.assertEqual(written, set(self.files()))
        self.assertEqual(written, {f"generated/{path}" for path in (
            "docs/accept.md", "docs/flags/accept_flags.md", "docs/flags/timeout_flags.md",
            "docs/index.md", "docs/interface.md", "docs/read.md", "docs/timeout.md",
            "include/ringlet/family/file.hpp", "include/ringlet/family/socket.hpp",
            "include/ringlet/family/time.hpp", "include/ringlet/flags/accept_flags.hpp", "include/ringlet/flags/timeout_flags.hpp",
            "include/ringlet/op/accept.hpp", "include/ringlet/op/read.hpp",
            "include/ringlet/format.hpp", "include/ringlet/kernel_names.hpp",
            "include/ringlet/op/timeout.hpp", "include/ringlet/opcode.hpp",
            "include/ringlet/operations.hpp", "include/ringlet/ringlet.hpp", "include/ringlet/trace.hpp",
            "tests/examples.cpp", "tests/families/file.cpp", "tests/families/socket.cpp", "tests/families/time.cpp",
            "tests/forms.hpp", "tests/live/accept.cpp", "tests/live/index.cpp",
            "tests/live/read.cpp")})

    def test_a_second_run_writes_nothing(self):
        self.run_codegen("generate")
        before = {path: path.stat().st_mtime_ns for path in self.root.rglob("*")}
        contents = self.files()
        code, out, _ = self.run_codegen("generate")
        self.assertEqual((code, out[-1]),
                         (0, "3 rows, 7 operations: 0 files written, 0 deleted"))
        self.assertEqual(before, {path: path.stat().st_mtime_ns for path in self.root.rglob("*")})
        self.assertEqual(contents, self.files())

    def test_only_what_changed_is_written(self):
        self.run_codegen("generate")
        self.edit("spec/opcodes.json", "Where the bytes go.", "Where all the bytes go.")
        _, out, _ = self.run_codegen("generate")
        self.assertEqual([line for line in out if line.startswith("wrote")],
                         ["wrote generated/docs/read.md",
                          "wrote generated/include/ringlet/op/read.hpp"])

    def test_what_is_stale_is_deleted_with_its_folder_and_what_is_not_ours_is_kept(self):
        self.run_codegen("generate")
        foreign = self.root / "generated" / "notes.txt"
        foreign.write_text("mine\n")
        text = (self.root / "spec/opcodes.json").read_text()
        tests = text[text.index(',\n "tests"'):text.index("}]},\n\n")] + "}]"
        self.edit("spec/opcodes.json", tests, "")
        _, out, _ = self.run_codegen("generate")
        self.assertIn("deleted generated/tests/live/read.cpp", out)
        self.assertFalse((self.root / "generated/tests/live/read.cpp").exists())
        self.assertEqual(foreign.read_text(), "mine\n")

    def test_what_the_spec_lacks_is_listed_and_an_error_of_check_alone(self):
        self.run_codegen("generate")
        for command, expected in (("generate", 0), ("check", 1)):
            code, out, _ = self.run_codegen(command)
            self.assertEqual(code, expected)
            opcodes, constants, helpers, forms, untested, unseen = [line for line in out if " of " in line and ": " in line
                                       and not line.startswith("3 rows")]
            last = json.loads((self.root / "spec/uapi.json").read_text())["last"]
            self.assertTrue(opcodes.startswith(f"opcodes not described yet ({last - 3} of {last}): "), opcodes)
            self.assertIn(" futex_waitv ", opcodes)
            self.assertNotIn(" accept ", opcodes)
            self.assertRegex(constants, r"^constants of the header that nothing describes "
                             r"\([0-9]+ of [0-9]+\): ")
            self.assertIn(" IORING_SETUP_IOPOLL ", constants)
            # Described there, or by a flag set, a fixed value and a feature bit of the table.
            self.assertNotRegex(constants, " (IORING_SETUP_SQPOLL|IORING_REGISTER_NAPI|"
                                "IORING_TIMEOUT_ABS|IORING_ACCEPT_MULTISHOT|"
                                "IORING_FEAT_CQE_SKIP) ")
            self.assertRegex(helpers, r"^prep helpers of liburing that no form covers "
                             r"\([0-9]+ of [0-9]+\): ")
            self.assertIn(" multishot_accept ", helpers)
            self.assertNotRegex(helpers, " (accept|accept_direct|read|rw|timeout) ")
            self.assertEqual(forms, "forms that name no helper and do not say why (3 of 7): "
                             "accept_multishot accept_multishot_direct timeout_multishot")
            self.assertEqual(untested, "forms that lack live tests, and of which kind (7 of 7): "
                             "read:cancels,deadline accept:success,cancels,deadline "
                             "accept_multishot:takes_of_one_request,deadline "
                             "accept_direct:success,cancels,deadline "
                             "accept_multishot_direct:takes_of_one_request,cancels,deadline "
                             "timeout:success,cancels,deadline "
                             "timeout_multishot:takes_of_one_request,cancels,deadline")
            self.assertEqual(unseen, "errors that a test expects and no run has shown yet (1 of 2)"
                             ": accept_multishot:EINVAL")

    def test_a_form_that_names_its_helper_or_says_why_not_is_no_gap(self):
        self.edit("spec/opcodes.json", '{"form": "multishot", "since": "5.19",',
                  '{"form": "multishot", "helpers": ["io_uring_prep_multishot_accept"], '
                  '"since": "5.19",')
        self.edit("spec/opcodes.json", '{"form": "multishot", "since": "6.4",',
                  '{"form": "multishot", "no_helper": "It has none.", "since": "6.4",')
        _, out, _ = self.run_codegen("generate")
        self.assertIn("forms that name no helper and do not say why (1 of 7): "
                      "accept_multishot_direct", out)
        self.assertFalse([line for line in out if " multishot_accept " in line])

    def test_a_form_that_says_where_else_it_is_tested_lacks_no_live_test(self):
        self.edit("spec/opcodes.json", '"like": "preadv2(2)",',
                  '"like": "preadv2(2)", "tested_by": "Elsewhere it is.",')
        _, out, _ = self.run_codegen("generate")
        self.assertFalse([line for line in out if " read:" in line])
        self.assertIn("\n\nElsewhere it is.\n",
                      (self.root / "generated/docs/read.md").read_text())

    def test_a_live_test_that_counts_requests_shows_that_a_stream_is_one(self):
        self.edit("spec/opcodes.json", '"with": {"listener": "listening_socket"},\n'
                  '     "args": {"socket": "listener.fd()"},\n     "takes": 2',
                  '"with": {"listener": "listening_socket", "queue": "submissions"},\n'
                  '     "args": {"socket": "listener.fd()"},\n     "takes": 2')
        _, out, _ = self.run_codegen("generate")
        self.assertTrue([line for line in out if " accept_multishot:deadline " in line])

    def test_what_a_driver_ends_is_tested_for_being_given_up_all_the_same(self):
        self.edit("spec/opcodes.json", '"result": "bytes", "completes": "once", "cancel": "yes",',
                  '"result": "bytes", "completes": "once", "cancel": "driver",')
        _, out, _ = self.run_codegen("generate")
        self.assertTrue([line for line in out if " read:cancels,deadline " in line])
        self.assertIn("Whether a cancel reaches it while it waits depends on its driver.",
                      (self.root / "generated/docs/read.md").read_text())

    def test_a_spec_that_lacks_nothing_passes(self):
        self.run_codegen("generate")
        code, out, _ = self.run_codegen("check")
        self.assertEqual((code, out[-2:]),
                         (1, ["generated/ is up to date", "spec/ is not complete"]))
        self.keep_facts_of_what_is_described()
        self.assertEqual(self.run_codegen("generate")[0], 0)
        self.assertEqual(self.run_codegen("check"), (0, ["generated/ is up to date"], []))

    def keep_facts_of_what_is_described(self):
        """Makes the good spec complete, by forgetting what it lacks."""
        path = self.root / "spec/opcodes.json"
        rows = json.loads(path.read_text())
        for form in [form for row in rows for form in [row, *row.get("forms", [])]]:
            form["tested_by"] = "Elsewhere."
        path.write_text(json.dumps(rows, indent=1))
        self.edit("spec/opcodes.json", '"detect": "with:socket",', "")
        self.edit("spec/opcodes.json", '"detect": "with:linkat",', "")
        self.edit("spec/observed.json", '["EBADF"]', '["EBADF"], "accept_multishot": ["EINVAL"]')
        path = self.root / "spec/uapi.json"
        facts = json.loads(path.read_text())
        facts["opcodes"] = {op: facts["opcodes"][op] for op in ("timeout", "accept", "read")}
        facts["constants"] = {name: facts["constants"][name] for name in (
            "IORING_ACCEPT_MULTISHOT", "IORING_FEAT_CQE_SKIP", "IORING_FILE_INDEX_ALLOC",
            "IORING_REGISTER_NAPI", "IORING_SETUP_CLAMP", "IORING_SETUP_SQPOLL",
            "IORING_TIMEOUT_ABS", "IORING_TIMEOUT_MULTISHOT")}
        path.write_text(json.dumps(facts))
        names = {*facts["constants"], *map(kernel_opcode, facts["opcodes"]),
                 *map(kernel_field, facts["sqe"])}
        path = self.root / "spec/releases.json"
        known = json.loads(path.read_text())
        for release in known["releases"].values():
            release["new"] = [name for name in release["new"] if name in names]
        path.write_text(json.dumps(known))
        (self.root / "spec/helpers.json").write_text(json.dumps({
            "version": "1.0", "helpers": [f"io_uring_prep_{name}" for name in (
                "read", "rw", "accept", "accept_direct", "accept_multishot",
                "accept_multishot_direct", "timeout", "timeout_multishot")]}))

    def test_what_cannot_be_written_is_said_without_a_traceback(self):
        (self.root / "generated").write_text("a file where a folder must be")
        code, out, err = self.run_codegen("generate")
        self.assertEqual((code, out), (1, []))
        self.assertEqual(len(err), 1)


class Check(support.SpecTest):
    def check_says(self, *expected):
        before = self.files()
        code, out, err = self.run_codegen("check")
        self.assertEqual((code, err), (1, []))
        self.assertEqual([line for line in out if line.startswith("generated/include")
                          or line.startswith("generated/x")], list(expected))
        self.assertEqual(out[-1], "generated/ is not what spec/ says; "
                                  "run `python3 codegen generate` to mend it")
        self.assertEqual(before, self.files())

    def setUp(self):
        super().setUp()
        self.run_codegen("generate")
        self.header = self.root / "generated/include/ringlet/op/read.hpp"

    def test_it_is_content_with_what_generate_wrote(self):
        _, out, _ = self.run_codegen("check")
        self.assertFalse([line for line in out if line.startswith("generated/include")])
        self.assertIn("generated/ is up to date", out)

    def test_it_names_what_differs(self):
        self.header.write_text(self.header.read_text() + " ")
        self.check_says("generated/include/ringlet/op/read.hpp: differs")

    def test_it_names_what_is_missing(self):
        self.header.unlink()
        self.check_says("generated/include/ringlet/op/read.hpp: is missing")

    def test_it_names_what_is_left_over(self):
        self.header.rename(self.header.with_name("reed.hpp"))
        self.check_says("generated/include/ringlet/op/read.hpp: is missing",
                        "generated/include/ringlet/op/reed.hpp: is left over")

    def test_it_names_what_does_not_belong_there(self):
        (self.root / "generated/x").write_text("")
        self.check_says("generated/x: is not generated, and does not belong here: "
                        "move it elsewhere")

    def test_it_sees_a_row_that_was_changed(self):
        self.edit("spec/opcodes.json", "Reads bytes from", "Reads some from")
        self.check_says("generated/include/ringlet/op/read.hpp: differs")

    def test_it_writes_nothing_where_there_is_nothing(self):
        import shutil
        shutil.rmtree(self.root / "generated")
        code, _, _ = self.run_codegen("check")
        self.assertEqual(code, 1)
        self.assertEqual(self.files(), {})


class Headers(support.SpecTest):
    """What stands in the outputs."""

    def header(self, name):
        code, _, err = self.run_codegen("generate")
        self.assertEqual((code, err), (0, []))
        return (self.root / "generated/include/ringlet" / name).read_text()

    def encoding(self, operation, name="op/accept.hpp"):
        body = self.header(name).split(f"struct {operation} {{")[1].split("entry.sqe();")[1]
        return [line.strip() for line in body.split("\n  }")[0].splitlines()[1:]]

    def test_a_form_is_its_row_with_the_delta(self):
        self.assertEqual(self.encoding("accept"), [
            "socket.begin(sqe, code);",
            "sqe.addr = peer.pointer();", "sqe.addr2 = peer.size_pointer();",
            "sqe.accept_flags = raw(flags);"])
        self.assertEqual(self.encoding("accept_multishot_direct"), [
            "socket.begin(sqe, code);",
            "sqe.accept_flags = raw(flags);",
            "sqe.ioprio = 0x1;             // IORING_ACCEPT_MULTISHOT",
            "sqe.file_index = 0xffffffff;  // IORING_FILE_INDEX_ALLOC"])

    def test_a_fixed_value_is_ored_into_the_flags_of_an_argument(self):
        self.assertIn("sqe.timeout_flags = raw(flags) | 0x40;  // IORING_TIMEOUT_MULTISHOT",
                      self.encoding("timeout_multishot", "op/timeout.hpp"))

    def test_a_field_newer_than_the_oldest_header_is_named_by_its_bytes(self):
        self.edit("spec/opcodes.json", '"sqe": ["timeout_flags"]', '"sqe": ["pipe_flags"]')
        self.edit("spec/opcodes.json", '"fixed": {"timeout_flags"', '"fixed": {"pipe_flags"')
        self.assertIn("sqe.fsync_flags = raw(flags);  // pipe_flags",
                      self.encoding("timeout", "op/timeout.hpp"))

    def test_halves_of_a_field_are_joined(self):
        self.edit("spec/opcodes.json", '"sqe": ["off"], "default": 0',
                  '"sqe": ["level"], "default": 0')
        self.edit("spec/opcodes.json", '"type": "timespec_in", "sqe": ["addr"]',
                  '"type": "timespec_in", "sqe": ["off"]')
        self.edit("spec/opcodes.json", '"sqe": ["timeout_flags"]', '"sqe": ["optname"]')
        self.edit("spec/opcodes.json", '"fixed": {"timeout_flags"', '"fixed": {"optname"')
        self.assertIn("sqe.addr = completions | "
                      "static_cast<std::uint64_t>(raw(flags)) << 32;  // level, optname",
                      self.encoding("timeout", "op/timeout.hpp"))

    def test_the_requirement_of_a_form_says_how_to_detect_it(self):
        header = " ".join(self.header("op/accept.hpp").split())
        self.assertIn(".code = opcode::accept, .with = opcode::socket, .feature = 0,", header)
        self.assertIn(".with = opcode::accept, .feature = 0x800, // IORING_FEAT_CQE_SKIP", header)

    def test_the_requirement_of_a_form_says_that_only_a_refusal_tells(self):
        self.assertNotIn("unknown_says_einval", self.header("op/accept.hpp"))
        self.edit("spec/opcodes.json", '"form": "direct", "since": "5.15", "detect": "with:linkat",',
                  '"form": "direct", "since": "5.15", "detect": "with:read", "unknown_as": "EINVAL",')
        header = " ".join(self.header("op/accept.hpp").replace("///", "").split())
        self.assertIn(".with = opcode::read, .feature = 0, .unknown_says_einval = true,", header)
        self.assertIn("Linux 5.15 and later. Ringlet asks the kernel for IORING_OP_READ, which is of "
                      "Linux 5.6: nothing nearer tells. One that has that and says EINVAL lacks this "
                      "form too.", header)

    def test_what_is_lent_is_shown_with_its_end(self):
        header = self.header("op/read.hpp")
        self.assertIn("  template <class Visit>\n  void for_each_lent(Visit visit) const {\n"
                      "    buffer.lend(visit, lent_until::complete);\n  }\n", header)
        self.assertIn("#include <ringlet/lending.hpp>\n", header)

    def test_what_lives_in_the_operation_and_is_only_read_is_not_lent(self):
        header = self.header("op/timeout.hpp")
        self.assertNotIn("for_each_lent", header)
        self.assertNotIn("lending.hpp", header)

    def test_an_operation_without_memory_lends_none(self):
        multishot = self.header("op/accept.hpp").split("struct accept_multishot {")[1]
        self.assertNotIn("for_each_lent", multishot.split("\n};")[0])

    def test_that_every_lent_type_can_tell_is_compiled_with_its_family(self):
        self.header("op/read.hpp")
        text = (self.root / "generated/tests/families/file.cpp").read_text()
        self.assertIn("template void ringlet::op::read::for_each_lent(visitor) const;", text)
        text = (self.root / "generated/tests/families/time.cpp").read_text()
        self.assertNotIn("visitor", text)

    def test_the_arguments_are_shown_by_name_in_their_order(self):
        body = self.header("op/read.hpp").split("void for_each_argument(Visit visit) const {")[1]
        shown = [line.strip() for line in body.split("\n  }")[0].splitlines() if line.strip()]
        self.assertEqual(shown[:2], ['visit("file", file);', 'visit("buffer", buffer);'])

    def test_a_result_is_decoded_with_the_argument_it_needs(self):
        header = self.header("op/accept.hpp")
        self.assertIn("return decode_slot(cqe, slot);", header)
        self.assertIn("return decode_slot(cqe, any_slot);", header)
        self.assertIn("return decode_nothing_or<ETIME>(cqe);", self.header("op/timeout.hpp"))

    def test_an_enumerator_that_is_a_keyword_or_a_macro_has_a_trailing_underscore(self):
        self.edit("spec/types.json", '"kernel": "SOCK_NONBLOCK"', '"kernel": "SOCK_UNIX"')
        self.edit("spec/types.json", '"kernel": "SOCK_CLOEXEC"', '"kernel": "SOCK_DELETE"')
        self.edit("spec/opcodes.json", '"default": "cloexec"', '"default": "delete_"')
        header = self.header("flags/accept_flags.hpp")
        self.assertIn("  unix_ = 0x800,", header)
        self.assertIn("  delete_ = 0x80000,", header)
        self.assertIn("accept_flags flags = accept_flags::delete_;", self.header("op/accept.hpp"))

    def live_test(self, number):
        """The statements of a generated live test of accept."""
        code, _, err = self.run_codegen("generate")
        self.assertEqual((code, err), (0, []))
        text = (self.root / "generated/tests/live/accept.cpp").read_text()
        body = text.split(f" accept_{number}(")[1].split("\n}")[0]
        return [line.strip() for line in body.splitlines()[1:]]

    def test_a_live_test_of_a_stream_takes_items_and_shows_them_to_its_effect(self):
        self.assertEqual(self.live_test(1), [
            "listening_socket listener(loop);",
            "const op::accept_multishot operation{.socket = listener.fd()};",
            "auto source = stream(operation);",
            "std::vector<unique_fd> values;",
            "for (int taken = 0; taken < 2; ++taken) {",
            "auto item = co_await source.next();",
            "if (!item) co_return came_back_with(item.error());",
            "values.push_back(*std::move(item));",
            "}",
            "const bool effect = listener.talks_with(values[1].get());",
            'if (!effect) co_return no_effect("listener.talks_with(values[1].get())");',
            "co_return passed();"])

    def test_a_live_test_of_a_stream_that_has_no_values_keeps_none(self):
        self.edit("spec/opcodes.json", '"since": "5.19", "detect": "with:socket",',
                  '"since": "5.19", "detect": "with:socket", "result": "nothing",')
        self.assertEqual(self.live_test(1)[2:7], [
            "auto source = stream(operation);",
            "for (int taken = 0; taken < 2; ++taken) {",
            "auto item = co_await source.next();",
            "if (!item) co_return came_back_with(item.error());",
            "}"])

    def test_a_live_test_may_ask_for_a_ring_of_its_own(self):
        self.edit("spec/opcodes.json", '{"name": "accepts two clients",',
                  '{"name": "accepts two clients", "ring": ".entries = 8",')
        self.live_test(1)
        text = (self.root / "generated/tests/live/accept.cpp").read_text()
        entries = " ".join(text.split("accept_tests[] = {")[1].split()).split("{")
        self.assertIn("&supports<op::accept_multishot>, ring_options", entries[1])
        self.assertIn(".entries = 8}},", entries[2])
        self.assertIn("&supports<op::accept_multishot>},", entries[3])

    def test_what_a_live_test_of_a_stream_says_is_about_the_item_after_those_it_takes(self):
        cancels = self.live_test(2)
        self.assertIn("for (int taken = 0; taken < 1; ++taken) {", cancels)
        self.assertIn("auto result = co_await with_id(*id, source.next());", cancels)
        self.assertEqual(self.live_test(3)[2:], [
            "auto result = co_await source.next();",
            'if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;',
            "co_return passed(result.error());"])
        self.edit("spec/opcodes.json", '"takes": 1, "cancels": true,', '"takes": 1, "ends": true,')
        self.assertIn("if (auto wrong = expect_end(result)) co_return *wrong;", self.live_test(2))

    def test_the_header_of_a_family_has_its_operations_and_no_others(self):
        self.edit("spec/opcodes.json", '"family": "time"', '"family": "socket"')
        lines = self.header("family/socket.hpp").splitlines()
        self.assertEqual([line for line in lines if line.startswith("#include")],
                         ["#include <ringlet/op/accept.hpp>", "#include <ringlet/op/timeout.hpp>"])
        self.assertNotIn("generated/include/ringlet/family/time.hpp", self.files())
        test = (self.root / "generated/tests/families/socket.cpp").read_text()
        self.assertEqual([line.split("::")[-1] for line in test.splitlines()
                          if "operation_like" in line],
                         ["accept>);", "accept_multishot>);", "accept_direct>);",
                          "accept_multishot_direct>);", "timeout>);", "timeout_multishot>);"])

    def test_every_output_begins_with_what_it_is_made_of(self):
        self.run_codegen("generate")
        for path, content in self.files().items():
            with self.subTest(path):
                # These two have nothing of the spec themselves.
                opt_in = re.search(r"/(format|trace)\.hpp$", path)
                source = f"codegen/templates/{opt_in[1]}.hpp.j2. " if opt_in else "spec/"
                self.assertIn(f"Generated from {source}".encode(), content.split(b"\n")[0])
                self.assertIn(b"Do not edit", content.split(b"\n# ")[0].split(b"#pragma")[0])


class Pages(support.SpecTest):
    """What stands in the reference."""

    def page(self, name):
        code, _, err = self.run_codegen("generate")
        self.assertEqual((code, err), (0, []))
        return (self.root / "generated/docs" / name).read_text()

    def part(self, name, form):
        return self.page(name).split(f"## op::{form}\n")[1].split("\n## ")[0]

    def examples(self):
        return (self.root / "generated/tests/examples.cpp").read_text()

    def test_an_error_says_on_which_kernels_it_was_observed(self):
        self.edit("spec/opcodes.json", '"EBADF": "The number is no descriptor."',
                  '"EBADF": "The number is no descriptor.", "EIO": "The device is broken."')
        self.edit("spec/observed.json", '["EBADF"]\n  }',
                  '["EBADF"]},\n  "6.6": {"read": ["EBADF", "EIO"]}')
        self.assertIn("| `EBADF` | The number is no descriptor. | Linux 6.6 and 6.18 |\n"
                      "| `EIO` | The device is broken. |  |\n", self.page("read.md"))

    def test_an_error_that_only_a_test_tells_of_is_there_once_it_was_observed(self):
        self.assertNotIn("`EINVAL`", self.part("accept.md", "accept_multishot"))
        self.edit("spec/observed.json", '["EBADF"]', '["EBADF"], "accept_multishot": ["EINVAL"]')
        self.assertIn('| `EINVAL` | Its test: "says EINVAL where nobody listens". | Linux 6.18 |',
                      self.part("accept.md", "accept_multishot"))
        self.assertNotIn("EINVAL", self.part("accept.md", "accept_direct"))

    def test_an_example_declares_its_locals_and_is_given_the_rest(self):
        lines = ["std::array<std::byte, 64> buffer;",
                 "result<std::size_t> bytes = co_await op::read{.file = file, .buffer = buffer};"]
        self.assertIn("```cpp\n" + "\n".join(lines) + "\n```", self.page("read.md"))
        self.assertIn("[[maybe_unused]] task<> read_example([[maybe_unused]] const unique_fd& file)"
                      " {\n" + "".join(f"  {line}\n" for line in lines) + "}\n", self.examples())

    def test_the_example_of_a_stream_is_a_loop(self):
        self.assertIn(
            "```cpp\n"
            "auto source = stream(op::accept_multishot{.socket = socket});\n"
            "while (result<unique_fd> item = co_await source.next()) {\n"
            "  // One more.\n}\n```", self.part("accept.md", "accept_multishot"))

    def test_the_example_of_a_row_is_shown_and_compiled(self):
        self.edit("spec/opcodes.json", '"since": "5.6"', '"example": ["use(file);"], "since": "5.6"')
        self.assertIn("```cpp\nuse(file);\n```", self.page("read.md"))
        self.assertIn("const unique_fd& file) {\n  use(file);\n}\n", self.examples())

    def test_every_operation_has_an_example(self):
        self.run_codegen("generate")
        self.assertEqual(self.examples().count("task<> "), 7)

    def test_the_example_of_an_operation_with_a_notification_waits_for_both(self):
        self.edit("spec/opcodes.json", '"result": "bytes", "completes": "once"',
                  '"result": "bytes", "completes": "once_then_notif"')
        self.assertIn(
            "auto sending = notified(op::read{.file = file, .buffer = buffer});\n"
            "result<std::size_t> bytes = co_await sending.sent();\n"
            "// The next one may start here, from other memory.\n"
            "co_await sending.returned();  // buffer may be written to again\n",
            self.page("read.md"))

    def test_the_page_of_a_stream_says_when_it_ends_and_goes_on(self):
        self.assertIn("\n**Result of each next():** ", self.part("accept.md", "accept_multishot"))
        self.assertIn("\n**Result:** ", self.part("accept.md", "accept"))
        self.edit("spec/opcodes.json", '{"form": "multishot", "since": "5.19",',
                  '{"form": "multishot", "since": "5.19", "finite": true, "ends_at_zero": true, '
                  '"errors": {"EMFILE": "No descriptor.", "EIO": "Broken."}, '
                  '"rearms": {"EMFILE": "pause", "EIO": "now"},')
        self.assertIn(" It ends by itself. Nothing more (0) is its end. Its stream asks again after "
                      "EMFILE a little later, EIO at once.\n",
                      self.part("accept.md", "accept_multishot"))

    def test_what_may_be_given_is_said_once(self):
        end = self.page("accept.md").split("## What the arguments may be\n\n")[1].splitlines()
        self.assertEqual([line.split(":")[0] for line in end],
                         ["- `file_ref`", "- `address_out`", "- `slot_choice`"])

    def test_the_manual_pages_are_named(self):
        self.assertIn("**Manual:** [preadv2(2)](https://man7.org/linux/man-pages/man2/preadv2.2.html"
                      "), io_uring_prep_read(3)\n", self.page("read.md"))
        self.edit("spec/opcodes.json", '{"form": "multishot", "since": "6.4",',
                  '{"form": "multishot", "no_helper": "It has none.", "since": "6.4",')
        self.assertIn("**liburing:** It has none.\n", self.part("timeout.md", "timeout_multishot"))

    def test_the_interface_is_by_family_and_says_where_or_why_not(self):
        text = self.page("interface.md")
        self.assertIn("| `IORING_SETUP_SQPOLL` | 5.1 | `ring_options::sqpoll`, `sqpoll_thread` |\n"
                      "| `IORING_SETUP_CLAMP` | 5.6 | Either a\\|b or none. |\n", text)
        self.assertIn("| `IORING_REGISTER_NAPI` | 6.9 | `ring_options::napi` |",
                      text.split('<a id="registers">')[1])
        self.assertIn("](interface.md)", self.page("index.md"))

    def test_the_interface_leads_to_what_the_table_names(self):
        end = self.page("interface.md").split('<a id="table">')[1]
        self.assertIn("| `IORING_TIMEOUT_ABS` | [`timeout_flags`](flags/timeout_flags.md) |", end)
        self.assertIn("| `IORING_ACCEPT_MULTISHOT` | "
                      "[`op::accept_multishot`](accept.md#opaccept_multishot), "
                      "[`op::accept_multishot_direct`](accept.md#opaccept_multishot_direct) |", end)
        self.assertIn("| `IORING_FEAT_CQE_SKIP` | "
                      "[`op::accept_multishot_direct`](accept.md#opaccept_multishot_direct) |", end)

    def test_the_index_is_by_family(self):
        text = self.page("index.md")
        self.assertEqual([line for line in text.splitlines() if line.startswith("## ")],
                         ["## file", "## socket", "## time"])
        self.assertIn("| [timeout](timeout.md) (11) | 5.4 | Completes after a duration. | "
                      "[timeout](timeout.md#optimeout), "
                      "[timeout_multishot](timeout.md#optimeout_multishot) |",
                      text.split("## time")[1])


class Repository(unittest.TestCase):
    """The real table."""

    def test_generated_is_what_spec_says(self):
        case = support.SpecTest()
        case.root = support.REPOSITORY
        code, out, err = case.run_codegen("check")
        self.assertEqual((code, err), (0, []), "\n".join(out))

    def test_it_has_at_least_what_the_first_issue_asks_for(self):
        import commands
        spec = commands.read_spec(support.REPOSITORY)
        forms = [form for row in spec.rows for form in row.forms]
        self.assertGreaterEqual(len(spec.rows), 32)
        self.assertGreaterEqual(len(forms), 45)
        self.assertGreaterEqual(sum(len(form.tests) for form in forms), 150)


if __name__ == "__main__":
    unittest.main()
