"""Pass 7: the files below generated/. Only this module writes there.

A file of ours begins with a banner; one that has it and is no output any more is stale.
"""

import os
import tempfile

FOLDER = "generated"
BANNER = "Generated from spec/"


def update(root, texts):
    """Writes what differs and deletes what is stale; the paths of both."""
    stale = [path for path, text in _present(root).items() if path not in texts and _ours(text)]
    written = [path for path in sorted(texts) if write(root / path, texts[path])]
    for path in stale:
        (root / path).unlink()
        _remove_empty_folders(root, (root / path).parent)
    return written, stale


def compare(root, texts):
    """What is wrong below generated/: pairs of path and complaint."""
    present = _present(root)
    problems = [(path, "is missing") for path in texts if path not in present]
    for path, text in present.items():
        if path not in texts:
            problems.append((path, "is left over" if _ours(text) else
                             "is not generated, and does not belong here: move it elsewhere"))
        elif text != texts[path].encode():
            problems.append((path, "differs"))
    return sorted(problems)


def write(path, text):
    """Writes a file whole or not at all, and leaves one alone that is right already."""
    if path.is_file() and path.read_bytes() == text.encode():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise
    return True


def _present(root):
    folder = root / FOLDER
    return {str(path.relative_to(root)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def _ours(text):
    return BANNER.encode() in b"".join(text.splitlines(keepends=True)[:2])


def _remove_empty_folders(root, folder):
    while folder != root / FOLDER and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
