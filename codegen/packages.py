"""The two packages that the generator needs, both from Debian: jinja2 and jsonschema."""

import importlib.util
import os
import sys

_DEBIAN = "/usr/bin/python3"
_TRIED = "RINGLET_CODEGEN_REEXECUTED"


def ensure():
    """Goes on under Debian's own python if the running one lacks a package."""
    missing = [name for name in ("jinja2", "jsonschema") if importlib.util.find_spec(name) is None]
    if not missing:
        return
    if _TRIED not in os.environ and os.access(_DEBIAN, os.X_OK):
        os.environ[_TRIED] = "1"
        os.execv(_DEBIAN, [_DEBIAN, *sys.orig_argv[1:]])
    needed = " ".join(f"python3-{name}" for name in missing)
    sys.exit(f"codegen: {sys.executable} lacks {' and '.join(missing)}; "
             f"on Debian: apt-get install {needed}")
