"""A page of the site for each source file and folder that a page links to.

In the repository such a link shows the file; so it does here. What a browser shows by itself (JSON, a
page of HTML) is copied as it is.
"""

import html
import os
import shutil
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

LANGUAGES = {".cpp": "cpp", ".hpp": "cpp", ".py": "python", ".cmake": "cmake", ".j2": "cpp", ".sh": "bash"}
AS_THEY_ARE = {".json", ".html", ".svg"}
SKIPPED = {"__pycache__"}

log = logging.getLogger(__name__)


def url_of(path, root):
    relative = path.relative_to(root).as_posix()
    return f"source/{relative}" if path.suffix in AS_THEY_ARE and path.is_file() else f"source/{relative}.html"


def replace_links(app, doctree):
    """Points each link to a file of the repository that is no page at what shows it here."""
    root = Path(app.srcdir)
    page = app.env.docname
    here = (root / page).parent
    for kind in (addnodes.pending_xref, addnodes.download_reference):
        for link in list(doctree.findall(kind)):
            path = Path(os.path.normpath(here / link["reftarget"].split("#")[0]))
            if link.get("reftype") != "myst" or link["reftarget"].startswith("#") or path.suffix == ".md":
                continue
            if not path.exists() or root not in path.parents:
                continue  # which Sphinx then reports
            shown = nodes.reference("", "", refuri=os.path.relpath(root / url_of(path, root), here), internal=True)
            shown += [child.deepcopy() for child in (link[0].children if link.children else [nodes.Text(path.name)])]
            link.replace_self(shown)
            app.env.linked_sources.add(path)


def listing_of(folder):
    return sorted((path for path in folder.iterdir() if path.name not in SKIPPED), key=lambda path: (path.is_dir(), path.name))


def write_pages(app):
    root, out = Path(app.srcdir), Path(app.outdir)
    waiting, done = sorted(app.env.linked_sources), set()
    while waiting:
        path = waiting.pop()
        if path in done:
            continue
        done.add(path)
        name = path.relative_to(root).as_posix()
        url = url_of(path, root)
        if path.is_dir():
            inside = listing_of(path)
            waiting += inside
            here = Path(url).parent
            body = "<ul>" + "".join(
                f'<li><a href="{os.path.relpath(url_of(entry, root), here)}"><code>{html.escape(entry.name)}</code></a></li>'
                for entry in inside
            ) + "</ul>"
        elif path.suffix in AS_THEY_ARE:
            (out / url).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, out / url)
            continue
        else:
            text = path.read_text(encoding="utf-8")
            language = LANGUAGES.get(path.suffix) or ("bash" if text.startswith("#!/usr/bin/env bash") else "none")
            body = app.builder.highlighter.highlight_block(text, language, force=True, linenos=False)
        yield url.removesuffix(".html"), {"title": name, "body": f"<h1>{html.escape(name)}</h1>{body}"}, "page.html"


def begin(app):
    app.env.linked_sources = set()


def setup(app):
    app.connect("builder-inited", begin)
    app.connect("doctree-read", replace_links, priority=100)  # before Sphinx collects what is to be downloaded
    app.connect("html-collect-pages", write_pages)
    return {"parallel_read_safe": False}
