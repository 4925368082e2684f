"""check.py FOLDER: a built site keeps to itself and leads nowhere that is not there.

Every link within it must lead to a page, and to an anchor that the page has. Nothing may be loaded from
another host: no script, style sheet, font or picture. (A link that a reader follows may lead elsewhere.)
Sphinx finds most broken links itself; this reads what came of it, as a browser will.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("object", "data")}
ELSEWHERE = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import\s+['\"](?:https?:)?//")


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.anchors, self.links, self.loads = {"", "top"}, [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.anchors.update(values[name] for name in ("id", "name") if values.get(name))
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        self.loads += [value for name, value in attributes if (tag, name) in LOADED and value]


def errors_of(root):
    pages = {path: Page(path) for path in sorted(root.rglob("*.html"))}
    if not pages:
        yield f"{root}: there is no page"
    for path, page in pages.items():
        for link in page.links + page.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.loads and parts.scheme != "data":
                    yield f"{path}: loads {link} from elsewhere"
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                yield f"{path}: leads to {link}, which is not there"
            elif target in pages and unquote(parts.fragment) not in pages[target].anchors:
                yield f"{path}: leads to {link}, where there is no such anchor"
    for path in sorted(root.rglob("*.css")):
        if ELSEWHERE.search(path.read_text(encoding="utf-8")):
            yield f"{path}: loads something from elsewhere"


def main():
    root = Path(sys.argv[1]).resolve()
    errors = list(errors_of(root))
    for error in errors:
        print(error)
    print(f"{len(list(root.rglob('*.html')))} pages, {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
