"""The site as `./dev docs` builds it: no dead link, nothing from a third party, each page in its language, a search that knows all texts.

Skipped where Sphinx is not installed: `./dev docs` installs it."""

import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import pages

SKIPPED = 77
# Pages of which the language is known.
LANGUAGES = {"docs/tutorial.html": "vi", "docs/console.html": "vi", "docs/inspector.html": "vi", "docs/programme.html": "vi",
             "docs/tutorial_en.html": "en", "docs/keys.html": "en", "docs/events.html": "en"}


class Page(html.parser.HTMLParser):
    """What a browser fetches by itself, the page's language, and its pictures without words."""

    def __init__(self, text):
        super().__init__()
        self.fetched, self.language, self.wordless = [], None, 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag == "html":
            self.language = said.get("lang")
        if tag in ("script", "img", "iframe", "source", "audio", "video") and said.get("src"):
            self.fetched.append(said["src"])
        if tag == "link" and said.get("rel") in ("stylesheet", "icon", "shortcut icon", "preload"):
            self.fetched.append(said["href"])
        if tag == "img" and not said.get("alt"):
            self.wordless += 1


def faults_of(site):
    faults, count = [], 0
    for path in sorted(site.rglob("*.html")):
        name, page = str(path.relative_to(site)), Page(path.read_text(encoding="utf-8"))
        count += 1
        for source in page.fetched:
            if not source.startswith("data:") and not (path.parent / source.split("?")[0]).is_file():
                faults.append(f"{name}: is not on the site: {source}")
        if page.wordless:
            faults.append(f"{name}: {page.wordless} pictures without words")
        if page.language != LANGUAGES.get(name, page.language) or not page.language:
            faults.append(f"{name}: its language is said to be {page.language}")
    for style in site.rglob("*.css"):
        for source in re.findall(r"(?:@import\s+|url\()\s*['\"]?([^'\")\s;]+)", style.read_text(encoding="utf-8")):
            if not source.startswith(("data:", "#")) and not (style.parent / source).is_file():
                faults.append(f"{style.name}: is not on the site: {source}")
    for missing in LANGUAGES.keys() - {str(path.relative_to(site)) for path in site.rglob("*.html")}:
        faults.append(f"there is no {missing}")
    return faults + search_faults(site) + ([] if count > 60 else [f"only {count} pages"])


def search_faults(site):
    """The search as the site has it, asked as a reader would."""
    script = """
      const {readFileSync} = require("node:fs");
      const {findIn} = require(process.argv[1] + "/search.js");
      const text = readFileSync(process.argv[1] + "/search_pages.js", "utf8");
      const pages = new Function(text + "; return searchPages")();
      console.log(JSON.stringify({pages: pages.length, found: findIn(pages, "ca dua").map((each) => each.text.slice(each.place?.at ?? 0, (each.place?.at ?? 0) + 6))}));
    """
    ran = subprocess.run(["node", "-e", script, str(site / "_static")], capture_output=True, text=True, check=True)
    said = json.loads(ran.stdout)
    faults = [] if said["pages"] > 50 else ["the search knows too few pages"]
    return faults + ([] if any(text.lower() == "cá dứa" for text in said["found"]) else ['"ca dua" does not find "cá dứa"'])


def main():
    build = shutil.which("sphinx-build")
    if build is None:
        print("skipped: Sphinx is not installed; ./dev docs installs it")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="temgoc-site-") as folder:
        built = subprocess.run([build, "-q", "-W", "--keep-going", "-c", str(pages.ROOT / "docs/site"), "-d", f"{folder}/read", str(pages.ROOT),
                                f"{folder}/site"], check=False)
        if built.returncode != 0:
            return 1
        faults = faults_of(pathlib.Path(folder, "site"))
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
