"""messages_test.py ROOT: docs/troubleshooting.md has every message that ringlet gives, word by word.

A message is a text of three words or more in a header of the runtime. One that is put together of several
texts must be there in all its parts. Every misuse that must not compile must be there too, by its file.
"""

import re
import sys
from pathlib import Path

# What they print is operations, no errors.
NO_MESSAGES = {"argument_text.hpp", "inspection.hpp", "sqe_text.hpp"}

COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.S)
TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
TEXTS_IN_A_ROW = re.compile(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*')


def messages_of(header):
    code = COMMENT_OR_TEXT.sub(lambda found: "" if found[0][0] == "/" else found[0], header.read_text(encoding="utf-8"))
    for found in TEXTS_IN_A_ROW.finditer(code):
        message = "".join(TEXT.findall(found[0])).strip()
        if len(message.split()) >= 3:
            yield re.sub(r"^ringlet(::\w+)?: ", "", message)


def main():
    root = Path(sys.argv[1])
    page = (root / "docs/troubleshooting.md").read_text(encoding="utf-8")
    headers = [*sorted((root / "runtime/include/ringlet").rglob("*.hpp")), root / "generated/include/ringlet/opcode.hpp"]
    wanted = [(header.name, message) for header in headers if header.name not in NO_MESSAGES for message in messages_of(header)]
    wanted += [(case.parent.name, f"{case.parent.name}/{case.name}") for case in sorted((root / "tests/compile_fail").glob("*.cpp"))]
    if len(wanted) < 150:
        print(f"only {len(wanted)} messages were found, so this looks in the wrong place")
        return 1
    missing = [(where, message) for where, message in wanted if message not in page]
    for where, message in missing:
        print(f"docs/troubleshooting.md does not have, from {where}: {message}")
    print(f"{len(wanted)} messages, {len(missing)} missing")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
