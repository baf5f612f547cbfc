"""Makes the theme of Debian's package whole: what it takes from elsewhere on the machine is put into the site."""

import pathlib

# furo imports a style sheet by its place on a web server, and a script as a module, which a page opened from a disk may not load.
STYLE_IMPORT = "@import url(/javascript/normalize.css/normalize.css);"
STYLE = pathlib.Path("/usr/share/javascript/normalize.css/normalize.css")
SCRIPT_IMPORT = 'import Gumshoe from "./gumshoe-patched.js";'


def put_in(file, statement, text):
    whole = file.read_text(encoding="utf-8")
    if statement in whole:
        file.write_text(text + whole.replace(statement, ""), encoding="utf-8")


def make_whole(app, failed):
    if failed or app.builder.format != "html":
        return
    static = pathlib.Path(app.outdir, "_static")
    put_in(static / "styles/furo.css", STYLE_IMPORT, STYLE.read_text(encoding="utf-8"))
    put_in(static / "scripts/furo.js", SCRIPT_IMPORT, (static / "scripts/gumshoe-patched.js").read_text(encoding="utf-8"))


def setup(app):
    app.connect("build-finished", make_whole)
    return {"parallel_read_safe": True}
