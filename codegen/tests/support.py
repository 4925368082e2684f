"""What the generator's tests share: copies of a small good spec, and commands run in-process."""

import contextlib
import importlib.util
import io
import json
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

TESTS = Path(__file__).resolve().parent
CODEGEN = TESTS.parent
REPOSITORY = CODEGEN.parent

sys.dont_write_bytecode = True
sys.path.insert(0, str(CODEGEN))

import packages

packages.ensure()

import releases

_spec = importlib.util.spec_from_file_location("codegen_main", CODEGEN / "__main__.py")
_main = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_main)


class SpecTest(unittest.TestCase):
    """A test with a repository of its own, whose spec is small and good."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        shutil.copytree(TESTS / "good" / "spec", self.root / "spec")
        for name in ("schema.json", "uapi.json", "helpers.json"):
            shutil.copy(REPOSITORY / "spec" / name, self.root / "spec" / name)
        known = json.loads((REPOSITORY / "spec/releases.json").read_text(encoding="utf-8"))
        text = releases.formatted(known | {"exceptions": {}})  # those are of the real table's forms
        (self.root / "spec/releases.json").write_text(text, encoding="utf-8")

    def run_codegen(self, *words):
        """A command's exit code and its lines on both outputs."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = _main.main(["--root", str(self.root), *map(str, words)])
        return code, out.getvalue().splitlines(), err.getvalue().splitlines()

    def edit(self, file, old, new):
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        self.assertEqual(text.count(old), 1, f"{old!r} must be once in {file}")
        path.write_text(text.replace(old, new), encoding="utf-8")

    def files(self):
        """Every file outside spec/ and its bytes."""
        return {str(path.relative_to(self.root)): path.read_bytes()
                for path in self.root.rglob("*")
                if path.is_file() and path.parent != self.root / "spec"}
