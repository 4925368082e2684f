"""Reading JSON: where things are, and what is refused."""

import tempfile
import unittest
from pathlib import Path

import support
import load
from errors import SpecErrors


class Load(unittest.TestCase):
    def load(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "spec.json"
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
            return load.load(Path(folder), "spec.json")

    def refusal(self, text):
        with self.assertRaises(SpecErrors) as caught:
            self.load(text)
        return [str(error) for error in caught.exception.errors]

    def test_it_knows_the_line_of_every_key_and_item(self):
        document = self.load('{\n "a": [1,\n  {"b":\n   "c"}],\n "d": {}}\n')
        self.assertEqual(document.data, {"a": [1, {"b": "c"}], "d": {}})
        lines = [document.at(*path).line
                 for path in ((), ("a",), ("a", 0), ("a", 1), ("a", 1, "b"), ("d",))]
        self.assertEqual(lines, [1, 2, 2, 3, 3, 5])

    def test_what_is_not_there_is_at_the_nearest_that_is(self):
        document = self.load('[\n {"a": 1}\n]')
        self.assertEqual(document.at(0, "missing", 7).line, 2)

    def test_it_reads_what_json_reads(self):
        text = '[true, false, null, -12, 0, "\\u00e9\\"\\\\/", "", [], {}, [[]], {"": {"x": []}}]'
        self.assertEqual(self.load(text).data,
                         [True, False, None, -12, 0, 'é"\\/', "", [], {}, [[]], {"": {"x": []}}])

    def test_a_key_that_is_there_twice_is_an_error(self):
        self.assertEqual(self.refusal('[{"op": "x",\n "a": 1,\n "a": 2}]'),
                         ['spec.json:3: x: the key "a" is there twice, expected once'])

    def test_numbers_are_whole(self):
        for number in ("1.0", "1e3", "-0.5", "NaN", "Infinity", "-Infinity"):
            with self.subTest(number):
                self.assertEqual(self.refusal(f'[\n{number}]'), [
                    "spec.json:2: row 1: a number must be a whole one in decimal digits"])

    def test_texts_are_lines_of_characters(self):
        for text in ("a\\nb", "\\u0000", "\\ud800", "\\t", "\u2028"):
            with self.subTest(text):
                self.assertIn("one line of printable characters",
                              self.refusal(f'["{text}"]')[0])

    def test_all_errors_of_a_file_come_at_once(self):
        self.assertEqual(len(self.refusal('[{"a": 1.5,\n"a": "\\n",\n"b": NaN}]')), 4)

    def test_what_is_no_json_is_refused_where_it_ceases_to_be(self):
        self.assertEqual(self.refusal('[\n {"a" 1}\n]'),
                         ["spec.json:2: malformed JSON: Expecting ':' delimiter in column 7"])
        for text in ("", "[", '{"a":1', "[1,]", "{'a': 1}", "[] []", '["\x01"]', "\ufeff[]",
                     "[" * 100000, "9" * 5000):
            with self.subTest(text[:20]):
                self.assertEqual(len(self.refusal(text)), 1)

    def test_a_file_that_cannot_be_read_is_an_error(self):
        self.assertEqual(self.refusal(b'["\xff"]'), ["spec.json:1: is not UTF-8"])
        with self.assertRaises(SpecErrors):
            load.load(Path("/nowhere"), "spec.json")


if __name__ == "__main__":
    unittest.main()
