"""Every shipped label template is shown in docs/label_templates.md, and drawn dot by dot for each kind of printer."""
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
IMAGES = ROOT / "docs" / "images"
PAGE = (ROOT / "docs" / "label_templates.md").read_text()


def templates():
    for file in sorted((ROOT / "label_templates").glob("*.toml")):
        text = file.read_text()
        yield file.stem, text, int(re.search(r"^dpi = (\d+)$", text, re.M).group(1))


def wanted_dots(name, own_dpi):
    # A roll's stock says the least dots that its letters need.
    kinds = [str(dpi) for dpi in (203, 300, 600) if dpi >= own_dpi or not name.startswith("roll")]
    return kinds + (["zpl"] if name.startswith("roll") else [])


class Pictures(unittest.TestCase):
    def test_each_template_is_shown(self):
        for name, _, _ in templates():
            with self.subTest(name):
                self.assertIn(f"(images/{name}.png)", PAGE)
                self.assertTrue((IMAGES / f"{name}.png").is_file())

    def test_each_template_is_drawn_dot_by_dot(self):
        for name, text, own_dpi in templates():
            if 'code = "product_link"' in text:
                continue
            for kind in wanted_dots(name, own_dpi):
                with self.subTest(f"{name}-{kind}"):
                    self.assertTrue((IMAGES / "dots" / f"{name}-{kind}.png").is_file())

    def test_no_picture_outlives_its_template(self):
        names = {name for name, _, _ in templates()}
        for picture in (IMAGES / "dots").glob("*.png"):
            self.assertIn(picture.stem.rsplit("-", 1)[0], names)


if __name__ == "__main__":
    sys.exit(unittest.main())
