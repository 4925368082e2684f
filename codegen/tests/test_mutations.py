"""Whatever is done to a spec, the generator answers with messages or outputs, not with a traceback.

Mutations are drawn with a fixed seed, so that a failure comes again.
"""

import copy
import json
import random
import unittest

import support

WORDS = ["", "none", "TODO", "{name}", "{", "file", "u64", "-1", "0x", "08", "sqe", "9" * 30,
         "ä\u2028", "\\", "*/", "a|b", "|", "with:", "feature:", "read", "IORING_OP_READ"]
VALUES = [None, True, 0, -1, 1 << 70, [], {}, [[]], {"": None}, ["x"], {"name": "x"}, *WORDS]


class Mutations(support.SpecTest):
    def test_a_value_or_key_that_is_changed_gives_messages(self):
        draw = random.Random(2)
        for file in ("opcodes.json", "types.json", "uapi.json", "interface.json",
                     "releases.json"):
            good = json.loads((self.root / "spec" / file).read_text())
            for number in range(120):
                with self.subTest(file=file, number=number):
                    spoilt = copy.deepcopy(good)
                    for _ in range(draw.choice((1, 1, 1, 4))):
                        self.mutate(spoilt, draw)
                    text = json.dumps(spoilt, ensure_ascii=draw.random() < 0.5, indent=1)
                    self.answer(file, text)
            self.answer(file, json.dumps(good))

    def test_a_text_that_is_cut_or_garbled_gives_messages(self):
        draw = random.Random(3)
        good = (self.root / "spec/opcodes.json").read_text()
        for number in range(80):
            with self.subTest(number=number):
                start = draw.randrange(len(good))
                end = start + draw.choice((0, 1, 1, 5, 50))
                middle = draw.choice(("", "", '"', "}", "]", ",", "\n", "1.5", "\x00", '{"a":'))
                self.answer("opcodes.json", good[:start] + middle + good[end:])

    def answer(self, file, text):
        (self.root / "spec" / file).write_text(text, encoding="utf-8")
        before = self.files()
        code, _, err = self.run_codegen("generate")
        if code == 0:
            self.assertIn("generated/ is up to date", self.run_codegen("check")[1])
        else:
            self.assertEqual(code, 1)
            self.assertEqual(self.files(), before)
            for line in err[:-1]:
                self.assertRegex(line, r"^spec/[a-z]+\.json:[0-9]+: ")

    def mutate(self, node, draw):
        """Changes one place somewhere below `node`."""
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                return
            key = draw.choice(keys)
            if isinstance(node[key], (dict, list)) and node[key] and draw.random() < 0.85:
                node = node[key]
                continue
            kind = draw.random()
            if kind < 0.6:
                node[key] = draw.choice(VALUES)
            elif kind < 0.8:
                del node[key]
            elif isinstance(node, dict):
                node[draw.choice(WORDS)] = node.pop(key)
            else:
                node.append(copy.deepcopy(node[key]))
            return


if __name__ == "__main__":
    unittest.main()
