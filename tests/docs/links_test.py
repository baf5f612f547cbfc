"""No link leads nowhere, each page has a way to it, each picture exists and says what it shows."""

import unittest

import pages

# From here a reader comes to everything.
START = "README.md"
WEB = ("https://", "http://", "mailto:")


class Links(unittest.TestCase):
    def test_there_are_pages(self):
        self.assertGreater(len(pages.all_pages()), 50)

    def test_every_link_leads_to_a_file_and_a_heading(self):
        for page in pages.all_pages():
            for line, link in pages.links_of(pages.text_of(page)):
                if link.startswith(WEB):
                    continue
                with self.subTest(f"{page}:{line} {link}"):
                    target, anchor = pages.target_of(page, link)
                    self.assertTrue((pages.ROOT / target).is_file(), "no such file")
                    if anchor and target.endswith(".md"):
                        self.assertIn(anchor, pages.anchors_of(pages.text_of(target)), "no such heading")

    def test_every_page_has_a_way_to_it(self):
        reached, waiting = {START}, [START]
        while waiting:
            page = waiting.pop()
            for _, link in pages.links_of(pages.text_of(page)):
                target, _ = pages.target_of(page, link)
                if target.endswith(".md") and not link.startswith(WEB) and target not in reached and (pages.ROOT / target).is_file():
                    reached.add(target)
                    waiting.append(target)
        self.assertEqual([], [page for page in pages.all_pages() if page not in reached])

    def test_every_page_stands_in_the_index(self):
        listed = set()
        for index in ("docs/README.md", "docs/decisions/README.md"):
            listed |= {pages.target_of(index, link)[0] for _, link in pages.links_of(pages.text_of(index))} | {index}
        documents = [page for page in pages.all_pages() if page.startswith("docs/")]
        self.assertEqual([], [page for page in documents if page not in listed])

    def test_every_picture_says_what_it_shows(self):
        count = 0
        for page in pages.all_pages():
            for line, said, _ in pages.pictures_of(pages.text_of(page)):
                count += 1
                with self.subTest(f"{page}:{line}"):
                    self.assertNotEqual("", said.strip())
        self.assertGreater(count, 50)

    def test_every_block_names_its_language(self):
        for page in pages.all_pages():
            for block in pages.blocks_of(pages.text_of(page)):
                with self.subTest(f"{page}:{block.line}"):
                    self.assertNotEqual("", block.language, "a block of commands is `sh`, any other `text`, `toml`, `json` …")


if __name__ == "__main__":
    unittest.main()
