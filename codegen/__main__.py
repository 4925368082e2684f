"""ringlet's generator: `python3 codegen COMMAND` turns the table in spec/ into C++ and pages.

What happens to a row, one file for each step:

  1. load.py     reads spec/*.json, and remembers the line of every key.
  2. schema.py   compares them with the closed schema, spec/schema.json.
  3. model.py    builds frozen dataclasses; resolves each form's delta against its row.
  4. rules.py    checks what a shape cannot express: one function for each rule.
  5. views.py    computes every line and sentence that the outputs consist of
                 (words.py has the sentences).
  6. render.py   gives the views to the templates in templates/, which only loop.
  7. outputs.py  compares the texts with generated/, writes what differs, deletes what is stale.

An error in 1 to 4 ends the run after step 4, with all errors of all files, and writes nothing.
extract.py makes spec/uapi.json of a kernel header, and spec/helpers.json of liburing's symbol map;
releases.py adds to spec/releases.json what is new in a header;
observations.py makes spec/observed.json of what live tests saw; execution.py counts what they
executed; comparison.py compares the table with syzkaller's description, which syzkaller.py reads;
gaps.py says what the spec lacks; editing.py is behind `new` and `explain`.
"""

import argparse
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # a run leaves nothing behind but its outputs

import packages

packages.ensure()  # before anything that imports them

import commands as actions
from errors import SpecErrors, UsageError


def main(words=None):
    parser = argparse.ArgumentParser(
        prog="python3 codegen", description="Makes ringlet's operations of spec/opcodes.json.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent,
                        help="the repository to work on (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("generate", help="bring generated/ up to date with spec/")
    commands.add_parser("check", help="say whether generated/ is up to date and spec/ has all that "
                        "the kernel and liburing have; write nothing")
    extract = commands.add_parser("extract", help="write spec/uapi.json from a kernel header")
    extract.add_argument("header", metavar="HEADER", help="the newest linux/io_uring.h")
    extract.add_argument("--oldest", default="/usr/include/liburing/io_uring.h", metavar="HEADER",
                         help="the oldest header to compile against (default: the installed one)")
    extract.add_argument("--source", default="", metavar="TEXT",
                         help="what HEADER is: its package and version")
    extract.add_argument("--release", default="", metavar="RELEASE",
                         help="the release that HEADER is of, such as 7.4: what no release is known "
                         "of is written into spec/releases.json as new in it")
    helpers = commands.add_parser("extract-helpers",
                                  help="write spec/helpers.json from liburing's list")
    helpers.add_argument("map", metavar="MAP", help="the newest src/liburing-ffi.map of liburing")
    helpers.add_argument("--source", default="", metavar="TEXT",
                         help="what MAP is: its release or commit")
    observe = commands.add_parser("observe",
                                  help="write into spec/observed.json what live tests saw")
    observe.add_argument("reports", metavar="REPORT", nargs="+", type=Path,
                         help="what ringlet_live --json wrote, of a whole run on one kernel each")
    executed = commands.add_parser("executed",
                                   help="count the opcodes that live tests executed with success")
    executed.add_argument("report", metavar="REPORT", type=Path,
                          help="what ringlet_live --json wrote, of a whole run")
    executed.add_argument("--unless", type=Path, metavar="FILE",
                          help="take it for an error where others are missing than those that this "
                          "file has reasons for, line by line: NAME: REASON")
    compare = commands.add_parser("compare-syzkaller",
                                  help="compare the table with syzkaller's description of io_uring")
    compare.add_argument("description", metavar="FILE", type=Path,
                         help="sys/linux/io_uring.txt of syzkaller, with the others beside it")
    compare.add_argument("--known", action="store_true",
                         help="list the differences that spec/syzkaller.json has reasons for, too")
    new = commands.add_parser("new", help="append a skeleton row to spec/opcodes.json")
    new.add_argument("opcode", metavar="OPCODE", help="its name, with or without IORING_OP_")
    explain = commands.add_parser("explain", help="print a row for a person to read")
    explain.add_argument("op", metavar="OP", help="an opcode, or an operation: accept_direct")
    arguments = parser.parse_args(words)

    try:
        return getattr(actions, arguments.command.replace("-", "_"))(arguments)
    except SpecErrors as failure:
        for error in failure.errors:
            print(error, file=sys.stderr)
        count = len(failure.errors)
        print(f"codegen: {count} error{'s' if count > 1 else ''}; nothing was written",
              file=sys.stderr)
    except UsageError as error:
        print(f"codegen: {error}", file=sys.stderr)
    except OSError as error:
        print(f"codegen: {error.filename}: {error.strerror}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
