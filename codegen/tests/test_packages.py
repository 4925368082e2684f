"""A python without the packages that the generator needs."""

import subprocess
import sys
import unittest

import support


class Packages(unittest.TestCase):
    def test_what_is_missing_is_named_with_the_command_that_brings_it(self):
        # -S takes away the folders of packages; Debian's own python is tried, without them too.
        done = subprocess.run([sys.executable, "-S", str(support.CODEGEN), "check"],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("lacks jinja2 and jsonschema; on Debian: "
                      "apt-get install python3-jinja2 python3-jsonschema", done.stderr)
        self.assertNotIn("Traceback", done.stderr)

    def test_the_command_line_is_answered_without_a_spec(self):
        for words, code in ((["--help"], 0), ([], 2), (["nonsense"], 2), (["explain"], 2)):
            with self.subTest(words):
                done = subprocess.run([sys.executable, str(support.CODEGEN), *words],
                                      capture_output=True, text=True)
                self.assertEqual(done.returncode, code)
                self.assertNotIn("Traceback", done.stderr)


if __name__ == "__main__":
    unittest.main()
