"""The search index: each section of each page as text. static/search.js searches in it, with no server."""

import json
import pathlib

from docutils import nodes


def own_text(section):
    """The text of a section without that of its subsections."""
    parts = [child.astext() for child in section.children if not isinstance(child, (nodes.section, nodes.title, nodes.comment, nodes.raw))]
    return " ".join(" ".join(parts).split())


def sections_of(doctree):
    """Title, anchor and text of each section, in order."""
    return [[section.next_node(nodes.title).astext(), section["ids"][0], own_text(section)]
            for section in doctree.findall(nodes.section)]


def write_index(app, failed):
    if failed or app.builder.format != "html":
        return
    pages = []
    for page in sorted(app.env.found_docs):
        sections = sections_of(app.env.get_doctree(page))
        pages.append([app.env.titles[page].astext(), app.builder.get_target_uri(page), sections])
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    pathlib.Path(app.outdir, "_static", "search_pages.js").write_text(f"const searchPages = {text};\n", encoding="utf-8")


def no_index_of_sphinx(app):
    app.builder.search = False


def setup(app):
    app.connect("builder-inited", no_index_of_sphinx)
    app.connect("build-finished", write_index)
    return {"parallel_read_safe": True}
