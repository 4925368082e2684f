"""spec/interface.json: that what it names is there, and that a newer header is not overlooked."""

import json
import re
import shutil
import unittest

import support
import commands
import words

HEADERS = [path.read_text(encoding="utf-8") for folder in ("runtime/include", "generated/include")
           for path in sorted((support.REPOSITORY / folder).rglob("*.hpp"))]
NO_CODE = re.compile(r'//[^\n]*|"(?:[^"\\\n]|\\.)*"')
# A name that is not looked up in something: not behind . or -> or ::.
OWN_NAME = re.compile(r"(?<![\w.:>])\w+")


class Interface(unittest.TestCase):
    """The real one."""

    def test_every_name_is_in_a_header_of_ringlets(self):
        """One header has all its parts, and the last one where it may be declared."""
        code = [NO_CODE.sub("", text) for text in HEADERS]
        named = [(set(re.findall(r"\w+", text)), set(OWN_NAME.findall(text))) for text in code]
        for entry in commands.read_spec(support.REPOSITORY).interface:
            for name in entry.named:
                with self.subTest(constant=entry.name, name=name):
                    parts = name.split("::")
                    self.assertTrue(any(names.issuperset(parts) and parts[-1] in own
                                        for names, own in named),
                                    f"no header has {' and '.join(parts)}")

    def test_every_family_has_a_title(self):
        schema = json.loads((support.REPOSITORY / "spec/schema.json").read_text())
        self.assertEqual(list(schema["definitions"]["interface"]["properties"]),
                         list(words.FAMILIES))

    def test_every_constant_has_a_line_of_its_own(self):
        lines = (support.REPOSITORY / "spec/interface.json").read_text().splitlines()
        entries = commands.read_spec(support.REPOSITORY).interface
        self.assertEqual(sum('"since": ' in line for line in lines), len(entries))
        for entry in entries:
            self.assertRegex(lines[entry.where.line - 1], f'^    "{entry.name}": .*}},?$')


@unittest.skipUnless(shutil.which("c++"), "extract asks a C++ compiler, and there is none")
class NewerHeader(support.SpecTest):
    """The real spec, with a header of the same facts, and with one that has more."""

    def setUp(self):
        super().setUp()
        shutil.rmtree(self.root / "spec")
        shutil.copytree(support.REPOSITORY / "spec", self.root / "spec")
        self.facts = json.loads((self.root / "spec/uapi.json").read_text())
        self.header = self.root / "io_uring.h"
        self.extract("")
        self.assertEqual(self.run_codegen("generate")[0], 0)

    def extract(self, more, *words):
        """Extracts a header that says what the spec's facts say, and what `more` says."""
        self.header.write_text(header_of(self.facts) + more)
        code, _, err = self.run_codegen("extract", self.header, "--oldest", self.header, *words)
        self.assertEqual((code, err), (0, []))

    def test_the_same_facts_are_described_all(self):
        self.assertEqual(json.loads((self.root / "spec/uapi.json").read_text())["constants"],
                         self.facts["constants"])
        self.assertEqual(self.run_codegen("check"), (0, ["generated/ is up to date"], []))

    def test_check_refuses_what_is_new_and_names_it(self):
        self.extract("#define IORING_SETUP_NEWEST (1U << 29)\n"
                     "#define IORING_FEAT_NEWEST (1U << 30)\n"
                     "#define IORING_CQE_F_NEWEST (1U << 14)\n"
                     "enum { IORING_REGISTER_NEWEST = 99, SOCKET_URING_OP_NEWEST = 77 };\n")
        count = len(self.facts["constants"]) + 5
        gap = (f"constants of the header that nothing describes (5 of {count}): "
               "IORING_CQE_F_NEWEST IORING_FEAT_NEWEST IORING_REGISTER_NEWEST "
               "IORING_SETUP_NEWEST SOCKET_URING_OP_NEWEST")
        names = count + len(self.facts["opcodes"]) + len(self.facts["sqe"])
        unknown = (f"names of the header that no release is known of (5 of {names}): "
                   f"{gap.partition(': ')[2]}")
        # A flag is shown by its name, so that what shows it is another file now.
        self.assertEqual(self.run_codegen("check"),
                         (1, ["generated/include/ringlet/kernel_names.hpp: differs", gap, unknown,
                              "generated/ is not what spec/ says; run `python3 codegen generate` to mend it"], []))
        code, out, _ = self.run_codegen("generate")
        self.assertEqual((code, out[:2]),
                         (0, ["wrote generated/include/ringlet/kernel_names.hpp", gap]))
        self.assertEqual(self.run_codegen("check"),
                         (1, [gap, unknown, "generated/ is up to date", "spec/ is not complete"], []))

    def test_check_refuses_a_family_that_begins_as_none_has_before(self):
        self.extract("enum { WHATEVER_NEWEST = 3 };\n")
        code, out, _ = self.run_codegen("check")
        count = len(self.facts["constants"]) + 1
        self.assertEqual((code, out[0]), (1, "constants of the header that nothing describes "
                                          f"(1 of {count}): WHATEVER_NEWEST"))

    def test_what_is_described_then_passes(self):
        self.extract("#define IORING_SETUP_NEWEST (1U << 29)\n", "--release", "7.9")
        self.edit("spec/interface.json", '    "IORING_SETUP_IOPOLL"',
                  '    "IORING_SETUP_NEWEST": {"since": "7.9", "why_not": "Nobody needs it."},\n'
                  '    "IORING_SETUP_IOPOLL"')
        self.assertEqual(self.run_codegen("generate")[0], 0)
        self.assertEqual(self.run_codegen("check")[0], 0)

    def test_what_the_header_has_no_more_is_refused(self):
        del self.facts["constants"]["IORING_SETUP_CLAMP"]
        (self.root / "spec/uapi.json").unlink()  # which the header would be refused for, as an older one
        self.extract("")
        code, _, err = self.run_codegen("check")
        self.assertEqual(code, 1)
        self.assertRegex(err[0], r"^spec/interface.json:[0-9]+: IORING_SETUP_CLAMP: "
                         "is no kernel constant, expected ")


def header_of(facts):
    """A header that `facts`, those of spec/uapi.json, could have been extracted from."""
    kinds = {"i32": "__s32"}
    fields = []
    for number, (name, field) in enumerate(facts["sqe"].items()):
        kind = kinds.get(field["type"], f'__{field["type"].removesuffix("[]")}')
        end = "[0]" if field["type"].endswith("[]") else ""
        fields.append(f'struct {{ char before{number}[{field["offset"]}]; {kind} {name}{end}; }} '
                      "__attribute__((packed));")
    opcodes = [f"IORING_OP_{op.upper()} = {code}," for op, code in facts["opcodes"].items()]
    constants = [f"#define {name} ({value}{'ULL' if value >= 0 else ''})"
                 for name, value in facts["constants"].items()]
    return "\n".join(["struct io_uring_sqe { union {", *fields, "}; };",
                      "enum io_uring_op {", *opcodes, f'IORING_OP_LAST = {facts["last"]},', "};",
                      *constants, ""])


if __name__ == "__main__":
    unittest.main()
