"""How scripts/site makes a site of the pages of this repository; docs/decisions has the reasons.

The pages stay where they are: the whole repository is Sphinx's source folder, of which it reads the
Markdown. What only the site has is added while it is read: the navigation, and pages for the source
files that pages link to (source_pages.py).
"""

import re
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

root = Path(__file__).parents[2]

project = "ringlet"
html_title = "ringlet"
author = "the authors of ringlet"
language = "en"
extensions = ["myst_parser", "source_pages"]
root_doc = "README"
include_patterns = ["*.md", "docs/**.md", "generated/docs/**.md", "packaging/README.md", "examples/**.md"]
exclude_patterns = ["build", "build/**", ".git", "bench", "codegen", "tests", "tools", "runtime"]

# GitHub's names for headings, so that a link to an anchor holds in the repository and here.
myst_heading_anchors = 6

html_theme = "furo"
html_static_path = ["style.css"]
html_css_files = ["style.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
highlight_language = "none"
pygments_dark_style = "monokai"

# Pages by where they stand in the navigation. What is not named here goes into the section that its
# folder says, so that a new page is found without a change here.
SECTIONS = {
    "Start": ["README", "docs/getting-it", "docs/tutorial"],
    "Coming from": [
        "docs/coming-from-liburing",
        "docs/coming-from-asio",
        "docs/coming-from-condy",
        "docs/coming-from-async-io-uring",
    ],
    "Guides": [
        "docs/networking",
        "docs/graceful-shutdown",
        "docs/interoperation",
        "docs/sanitizers-and-inspection",
        "docs/troubleshooting",
    ],
    "Examples": [],
    "Reference": ["generated/docs/index", "generated/docs/interface", "docs/coverage", "docs/audit", "docs/kernels"],
    "How fast it is": ["docs/benchmarks"],
    "How it is made": [
        "docs/data-flow",
        "docs/adding-an-opcode",
        "docs/simulation",
        "docs/decisions/README",
        "packaging/README",
        "CONTRIBUTING",
        "CHANGELOG",
    ],
}
# What the navigation calls those whose own title is long.
TITLES = {
    "README": "Introduction",
    "docs/sanitizers-and-inspection": "Sanitizers and inspection",
    "docs/coverage": "Coverage",
    "docs/kernels": "Kernels",
}
OF_FOLDERS = {"docs": "Guides", "examples": "Examples"}
# Pages below another one, which links to each of them.
BELOW = {"generated/docs/index": "generated/docs/", "docs/decisions/README": "docs/decisions/"}


def navigation(found):
    """What comes below the README: a toctree for each section, of the pages that there are."""
    sections = {title: [page for page in pages if page in found] for title, pages in SECTIONS.items()}
    placed = {page for pages in SECTIONS.values() for page in pages}
    for page in sorted(found - placed):
        if not page.startswith(tuple(BELOW.values())):
            sections[OF_FOLDERS.get(page.split("/")[0], "How it is made")].append(page)
    return "".join(toctree(pages, title) for title, pages in sections.items() if pages)


def toctree(pages, caption=None):
    lines = [f"{TITLES[page]} <{'self' if page == root_doc else '/' + page}>" if page in TITLES else f"/{page}" for page in pages]
    options = [":hidden:"] + ([f":caption: {caption}"] if caption else [])
    return "\n```{toctree}\n" + "\n".join(options + [""] + lines) + "\n```\n"


def behind_title(text, inserted):
    title = re.search(r"^# .*\n", text, re.M)
    return text[: title.end()] + inserted + text[title.end() :]


def links_of(text, page):
    """The pages that a page links to, in its order: how a list of pages sorts them."""
    folder = page.rsplit("/", 1)[0]
    return list(dict.fromkeys(f"{folder}/{name}" for name in re.findall(r"\]\(([\w-]+)\.md\)", text)))


def own_anchors(text, page):
    """What a page names by <a id> is a target to Sphinx only where it is written in its own way."""
    name = page.replace("/", "-")
    for anchor in re.findall(r'<a id="([\w-]+)"></a>', text):
        text = text.replace(f'<a id="{anchor}"></a>', f"({name}-{anchor})=").replace(f"](#{anchor})", f"]({name}-{anchor})")
    return text


def add_navigation(app, page, source):
    source[0] = own_anchors(source[0], page)
    if page == root_doc:
        source[0] = behind_title(source[0], navigation(set(app.env.found_docs)))
    elif page in BELOW:
        below = [name for name in links_of(source[0], page) if name.startswith(BELOW[page])]
        source[0] = behind_title(source[0], toctree([name for name in below if name not in SECTIONS["Reference"]]))
    elif page.startswith("generated/docs/flags/"):
        source[0] = "---\norphan: true\n---\n" + source[0]  # found through the operations that take them


def add_index(app, error):
    """The README's links are from the site's top already."""
    if error is None:
        shutil.copyfile(Path(app.outdir) / "README.html", Path(app.outdir) / "index.html")


def setup(app):
    app.connect("source-read", add_navigation)
    app.connect("build-finished", add_index)
