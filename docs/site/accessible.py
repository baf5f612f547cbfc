"""What the theme leaves out for those who read with a keyboard or a screen reader."""


def make_accessible(app, page, template, context, doctree):
    # The headings of the navigation say no level.
    tree = context.get("furo_navigation_tree")
    if tree:
        context["furo_navigation_tree"] = tree.replace('class="caption" role="heading"', 'class="caption" role="heading" aria-level="2"')
    # What scrolls by itself is reached by keyboard.
    if body := context.get("body"):
        context["body"] = body.replace("<pre>", '<pre tabindex="0">').replace('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper')


def setup(app):
    app.connect("html-page-context", make_accessible, priority=900)
    return {"parallel_read_safe": True}
