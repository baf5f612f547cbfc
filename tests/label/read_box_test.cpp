// Styles, languages, conditions and pictures of a template file.
#include "label/read_box.h"

#include <doctest/doctest.h>

#include "label/pictures.h"
#include "label/printing.h"
#include "temgoc/base/bytes.h"

using namespace temgoc;

namespace {

std::string file(const std::string& head, const std::string& boxes) {
  return "code = \"lot_seal\"\n" + head +
         "[name]\nvi = \"Tem\"\nen = \"Label\"\n[stock]\npage_width_mm = 60\n"
         "page_height_mm = 40\nlabel_width_mm = 60\nlabel_height_mm = 40\ndpi = 203\n"
         "[style.date]\nsize_pt = 9\nmin_size_pt = 8\nbold = true\nink = \"#FF8000\"\n"
         "[[box]]\nkind = \"code\"\nx_mm = 1\ny_mm = 1\nwidth_mm = 25\nheight_mm = 25\n" +
         boxes;
}
std::string box(const std::string& rest) {
  return "[[box]]\nx_mm = 30\ny_mm = 1\nwidth_mm = 20\nheight_mm = 5\n" + rest;
}
const std::string kLogo = box("kind = \"image\"\nfile = \"logo.png\"\n");
const std::string kBoth = box("text.vi = \"Lô {lot}\"\ntext.en = \"Lot {lot}\"\n");

Error refused(const std::string& toml, const PictureFiles& files = {}) {
  const auto label = parse_template(toml, "tem", files);
  REQUIRE_FALSE(label.has_value());
  return label.error();
}

PictureFiles one_file(std::string bytes) {
  return [bytes](const std::string& name) -> Result<std::string> {
    if (name != "logo.png") return Error{.code = "file_not_found"};
    return bytes;
  };
}

}  // namespace

TEST_CASE("a box looks as its style says, and as it says itself first") {
  const auto label = parse_template(
      file("", box("style = \"date\"\ntext = \"a\"\n") +
                   box("style = \"date\"\ntext = \"a\"\nbold = false\nsize_pt = 10\n")),
      "tem");
  REQUIRE(label.has_value());
  CHECK(label->boxes[1].size_pt == 9);
  CHECK(label->boxes[1].min_size_pt == 8);
  CHECK(label->boxes[1].bold);
  CHECK(label->boxes[1].ink.red == 1);
  CHECK(label->boxes[1].ink.green == doctest::Approx(0.502).epsilon(0.001));
  CHECK_FALSE(label->boxes[2].bold);
  CHECK(label->boxes[2].size_pt == 10);
  CHECK(refused(file("", box("style = \"none\"\ntext = \"a\"\n"))).field == "/box/1/style");
}

TEST_CASE("a template is in its first language until another that it offers is chosen") {
  const auto label = parse_template(file("languages = [\"vi\", \"en\"]\n", kBoth), "tem");
  REQUIRE(label.has_value());
  CHECK(label->boxes[1].text == "Lô {lot}");
  const auto english = in_language(*label, LabelLanguage::en);
  REQUIRE(english.has_value());
  CHECK(english->boxes[1].text == "Lot {lot}");
  CHECK(english->sha256 == label->sha256);
  const auto other = in_language(*label, LabelLanguage::vi_en);
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().code == "label_language_not_offered");
  CHECK(other.error().args.at("known") == "vi, en");
}

TEST_CASE("a text that lacks an offered language, or has one that is not, is refused") {
  CHECK(refused(file("", kBoth)).field == "/box/1/text/en");
  CHECK(refused(file("languages = [\"vi\", \"en\", \"vi-en\"]\n", kBoth)).args.at("detail") ==
        "vi-en");
}

TEST_CASE("a sign that nobody sees is refused in a text and in a name, and said by its number") {
  for (const std::string sign : {"\\u202E", "\\u001B", "\\u200B"}) {
    const Error in_text = refused(file("", box("text = \"Ngon" + sign + "[2J\"\n")));
    CHECK(in_text.code == "template_schema");
    CHECK(in_text.args.at("reason") == "unseen_sign");
    CHECK(in_text.args.at("detail").substr(2) == sign.substr(2));
    const Error in_name = refused(file("", box("name = \"a" + sign + "\"\ntext = \"a\"\n")));
    CHECK(in_name.field == "/box/1/name");
  }
}

TEST_CASE("a condition that is none is named") {
  const Error error = refused(file("", box("text = \"a\"\nwhen = \"lot and not seal\"\n")));
  CHECK(error.code == "template_field_unknown");
  CHECK(error.value == "not seal");
  CHECK(parse_template(
            file("", box("text = \"a\"\nwhen = \"not certification in force and lot\"\n")), "t")
            .has_value());
}

TEST_CASE("a picture that is missing or no picture is named, an optional one is left out") {
  CHECK(refused(file("", kLogo)).code == "image_missing");
  CHECK(refused(file("", kLogo), one_file("no PNG")).code == "image_unreadable");
  const std::string whole = pictures::png();
  const Error cut = refused(file("", kLogo), one_file(whole.substr(0, whole.size() / 2)));
  CHECK(cut.code == "image_unreadable");
  CHECK(cut.field == "/box/1");
  CHECK(cut.value == "logo.png");
  const auto without = parse_template(file("", kLogo + "optional = true\n"), "tem");
  REQUIRE(without.has_value());
  CHECK(without->pictures.empty());
  CHECK(refused(file("", box("kind = \"image\"\nfile = \"../logo.png\"\n"))).code ==
        "template_schema");
}

TEST_CASE("a used template needs its own text alone, and is the same a year later") {
  const auto used = parse_template(file("", kLogo), "tem", one_file(pictures::png()));
  REQUIRE(used.has_value());
  CHECK(used->sha256 == to_hex(sha256(as_bytes(used->frozen_text))));
  const auto again = parse_template(used->frozen_text, "tem");
  REQUIRE(again.has_value());
  CHECK(again->frozen_text == used->frozen_text);
  CHECK(again->sha256 == used->sha256);
  const printing::Folder folder;
  printing::SampleJob(*used, CodeKind::lot_seal, 2).print(folder / "a.pdf");
  printing::SampleJob(*again, CodeKind::lot_seal, 2).print(folder / "b.pdf");
  CHECK(printing::content(folder / "a.pdf") == printing::content(folder / "b.pdf"));
  const auto other = parse_template(file("", kLogo), "tem", one_file(pictures::png(40)));
  REQUIRE(other.has_value());
  CHECK(other->sha256 != used->sha256);
}

TEST_CASE("a picture is in the file once, however many labels show it") {
  const auto label = parse_template(file("", kLogo), "tem", one_file(pictures::png()));
  REQUIRE(label.has_value());
  const printing::Folder folder;
  printing::SampleJob(*label, CodeKind::item_seal, 30).print(folder / "labels.pdf");
  const std::string pdf = printing::content(folder / "labels.pdf");
  CHECK(printing::times(pdf, "/Subtype /Image") == 1);
  CHECK(printing::run("pdftoppm -r 50 " + (folder / "labels.pdf").string() + " " +
                      (folder / "page").string() + " 2>&1")
            .output == "");
}
