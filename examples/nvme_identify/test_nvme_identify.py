"""test_nvme_identify.py IDENTIFY: what it says of each NVMe drive, beside what nvme-cli and the kernel say of it."""

import glob
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "testing"))
from programs import need, skip  # noqa: E402

IDENTIFY = sys.argv.pop(1)
DEVICES = [path for path in glob.glob("/dev/nvme*") if re.fullmatch(r"/dev/nvme\d+", path)]


def identify(path):
    return subprocess.run([IDENTIFY, path], capture_output=True, text=True, timeout=20)


def nvme(*words):
    asked = subprocess.run(["nvme", *words, "--output-format=json"], capture_output=True, text=True, check=True)
    return json.loads(asked.stdout)


class MistakesTest(unittest.TestCase):
    def test_what_is_no_drive_is_one_error(self):
        for path, words in (("/dev/null", "/dev/null: identify: "), ("/nowhere", "openat: No such file or directory")):
            ended = identify(path)
            self.assertEqual(ended.returncode, 1, ended.stdout)
            self.assertIn(words, ended.stderr)
            self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)
            self.assertEqual(ended.stdout, "")


class DrivesTest(unittest.TestCase):
    def test_it_says_what_nvme_cli_says(self):
        for path in DEVICES:
            said = identify(path)
            self.assertEqual(said.returncode, 0, said.stderr)
            known = nvme("id-ctrl", path)
            lines = [f"model     {known['mn'].strip()}", f"serial    {known['sn'].strip()}", f"firmware  {known['fr'].strip()}"]
            for each in nvme("list-ns", path)["nsid_list"]:
                space = nvme("id-ns", path, f"--namespace-id={each['nsid']}")
                block = 1 << space["lbafs"][space["flbas"] & 15]["ds"]
                lines.append(f"namespace {each['nsid']}: {space['nsze']} blocks of {block} bytes")
            self.assertEqual(said.stdout.splitlines(), lines)
            print(said.stdout)


if __name__ == "__main__":
    mistakes = unittest.main(verbosity=2, exit=False, defaultTest="MistakesTest")
    if not mistakes.result.wasSuccessful():
        sys.exit(1)
    if not DEVICES:
        skip("there is no NVMe drive here")
    need("nvme")
    if os.geteuid() != 0:
        skip("only root sends a drive its commands")
    unittest.main(verbosity=2, defaultTest="DrivesTest")
