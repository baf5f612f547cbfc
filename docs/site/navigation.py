"""The site's navigation is what the index pages say: each heading of docs/README.md with its list of links is a part of it."""

import posixpath
import re

# These pages say which pages belong below them.
INDEXES = ("docs/README", "docs/decisions/README")

HEADING = re.compile(r"^## (.+)$")
ENTRY = re.compile(r"^- \[([^\]]+)\]\(([^)#]+)\.md\)")


def parts_of(page, text):
    """Each part of the index: its heading, and its pages, what they are called there and where they lie in the repository."""
    heading, parts = "", {}
    for line in text.splitlines():
        if match := HEADING.match(line):
            heading = match[1]
        elif match := ENTRY.match(line):
            place = posixpath.normpath(posixpath.join(posixpath.dirname(page), match[2]))
            parts.setdefault(heading, []).append(f"{match[1].replace('`', '')} </{place}>")
    return parts


def add_navigation(app, page, source):
    if page not in INDEXES:
        return
    for heading, pages in parts_of(page, source[0]).items():
        caption = f":caption: {heading}\n" if page == INDEXES[0] and heading else ""
        source[0] += "\n\n```{toctree}\n:hidden:\n" + caption + "\n" + "\n".join(pages) + "\n```\n"


def setup(app):
    app.connect("source-read", add_navigation)
    return {"parallel_read_safe": True}
