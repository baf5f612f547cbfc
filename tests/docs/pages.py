"""Reads the documents: blocks, directives, headings, links and pictures of each page."""

import dataclasses
import os
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Folders whose pages are documents.
PLACES = (".", "docs", "docs/decisions", "label_templates", "bench", "tests/faults", "tests/docs", "tests/cluster", "deploy")


def all_pages():
    """Every page, from the root of the repository."""
    return sorted(str(path.relative_to(ROOT)) for place in PLACES for path in (ROOT / place).glob("*.md"))


def text_of(page):
    return (ROOT / page).read_text(encoding="utf-8")


@dataclasses.dataclass
class Block:
    """A fenced block, with the directives (HTML comments) right before it."""
    line: int
    language: str
    text: str
    directives: list


FENCE = re.compile(r"^(\s*(?:\d+\. |- )?)```(\S*)\s*$")
COMMENT = re.compile(r"^\s*<!-- (.*?) ?-->\s*$", re.S)


def blocks_of(text):
    """All fenced blocks of a page, in order. A comment counts for the block that follows it with only empty lines between."""
    blocks, directives, lines, at = [], [], text.split("\n"), 0
    while at < len(lines):
        line = lines[at]
        if match := FENCE.match(line):
            indent, start = len(match[1]), at
            at += 1
            while not lines[at].strip() == "```":
                at += 1
            body = "\n".join(body_line[min(indent, len(body_line) - len(body_line.lstrip())):] for body_line in lines[start + 1:at])
            blocks.append(Block(start + 1, match[2], body, directives))
            directives = []
        elif line.lstrip().startswith("<!--"):
            whole = line
            while "-->" not in whole:
                at += 1
                whole += "\n" + lines[at]
            if comment := COMMENT.match(whole):
                directives = directives + [comment[1]]
        elif line.strip():
            directives = []
        at += 1
    return blocks


def without_blocks(text):
    """The page's prose: fenced blocks and comments are left empty, so that line numbers stay."""
    kept, inside = [], False
    for line in text.split("\n"):
        is_fence = FENCE.match(line) is not None or (inside and line.strip() == "```")
        inside = inside != is_fence
        kept.append("" if inside or is_fence else line)
    return re.sub(r"<!--.*?-->", lambda comment: "\n" * comment[0].count("\n"), "\n".join(kept), flags=re.S)


LINK = re.compile(r"(!?)\[((?:[^\[\]`]|`[^`]*`|!\[[^\]]*\]\([^)]*\))*)\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def links_of(text):
    """(line, target) of each link and picture of a page's prose."""
    prose = re.sub(r"`[^`\n]*`", lambda code: code[0] if "](" not in code[0] else " " * len(code[0]), without_blocks(text))
    found = [(match.start(), match[3]) for match in LINK.finditer(prose)]
    found += [(match.start(), match[2]) for match in PICTURE.finditer(prose)]
    return sorted({(prose.count("\n", 0, at) + 1, target) for at, target in found})


def pictures_of(text):
    """(line, what it says for those who do not see it, file) of each picture."""
    prose = without_blocks(text)
    return [(prose.count("\n", 0, match.start()) + 1, match[1], match[2]) for match in PICTURE.finditer(prose)]


def slug(heading):
    """The anchor that a heading has, on GitHub and on the site."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("**", "").strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors_of(text):
    anchors = set()
    for line in without_blocks(text).split("\n"):
        if match := re.match(r"^#{1,6} (.+)$", line):
            anchor, number = slug(match[1]), 1
            while anchor in anchors:
                anchor, number = f"{slug(match[1])}-{number}", number + 1
            anchors.add(anchor)
    return anchors


def target_of(page, link):
    """The file that a link of the page leads to, from the root of the repository, and the anchor in it."""
    path, _, anchor = link.partition("#")
    return (os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page), anchor
