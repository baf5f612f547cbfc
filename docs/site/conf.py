"""How the documents of this repository become a site: `./dev docs`. Why so: docs/decisions/documentation_site.md."""

import pathlib
import sys

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))

project = "temgoc"
html_title = "temgoc"
root_doc = "docs/README"
language = "en"

extensions = ["myst_parser", "navigation", "page_language", "search_index", "self_contained", "accessible"]
myst_heading_anchors = 4
# The documents of the repository, where they lie; links from page to page and to files are the same as in a checkout.
include_patterns = [
    "*.md", "docs/*.md", "docs/decisions/*.md", "label_templates/README.md", "bench/*.md", "tests/faults/README.md",
    "tests/cluster/README.md", "deploy/README.md",
    "tests/docs/README.md"]
source_suffix = {".md": "markdown"}

smartquotes = False  # it would make one dash of the two of an option

html_theme = "furo"
templates_path = [str(here / "templates")]
html_static_path = [str(here / "static")]
html_css_files = ["site.css"]
html_additional_pages = {"index": "index.html", "search": "search.html"}
html_show_sourcelink = False
html_copy_source = False
html_use_index = False
html_show_copyright = False
highlight_language = "none"
pygments_style = "bw"
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#a3242b", "color-brand-content": "#0b4f6c", "color-background-primary": "#fffdf8",
        "color-background-secondary": "#fbf7ee", "font-stack": 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif'},
    # All of the theme's own: as Debian packages it, it has them only for whoever chose the dark, not for whose machine is dark.
    "dark_css_variables": {
        "color-problematic": "#ee5151", "color-foreground-primary": "#ffffffcc", "color-foreground-secondary": "#9ca0a5",
        "color-foreground-muted": "#81868d", "color-foreground-border": "#666666", "color-background-primary": "#131416",
        "color-background-secondary": "#1a1c1e", "color-background-hover": "#1e2124ff", "color-background-hover--transparent": "#1e212400",
        "color-background-border": "#303335", "color-background-item": "#444", "color-announcement-background": "#000000dd",
        "color-announcement-text": "#eeebee", "color-brand-primary": "#ff9c98", "color-brand-content": "#8fd0ee",
        "color-highlighted-background": "#083563", "color-guilabel-background": "#08356380", "color-guilabel-border": "#13395f80",
        "color-api-keyword": "var(--color-foreground-secondary)", "color-highlight-on-target": "#333300",
        "color-admonition-background": "#18181a", "color-card-border": "var(--color-background-secondary)",
        "color-card-background": "#18181a", "color-card-marginals-background": "var(--color-background-hover)"},
}
