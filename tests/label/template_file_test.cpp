#include <doctest/doctest.h>

#include "label/printing.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/words.h"

using namespace temgoc;

namespace {

const std::string kHead =
    "code = \"lot_seal\"\n[name]\nvi = \"Tem\"\nen = \"Label\"\n"
    "[stock]\npage_width_mm = 60\npage_height_mm = 40\nlabel_width_mm = 60\nlabel_height_mm = "
    "40\ndpi = 203\n";
const std::string kCode =
    "[[box]]\nkind = \"code\"\nx_mm = 1\ny_mm = 1\nwidth_mm = 25\nheight_mm = 25\n";

std::string text_box(const std::string& rest) {
  return "[[box]]\nkind = \"text\"\nx_mm = 30\ny_mm = 1\nwidth_mm = 20\nheight_mm = 5\n" + rest;
}

Error refused(const std::string& toml) {
  const auto label = parse_template(toml, "tem");
  REQUIRE_FALSE(label.has_value());
  return label.error();
}

}  // namespace

TEST_CASE("every shipped template is read and is known by its id") {
  CHECK(shipped_templates() ==
        std::vector<std::string>{
            "a4-10-food",       "a4-12-jar",           "a4-14-food",        "a4-21-elabel",
            "a4-21-food",       "a4-21-seal",          "a4-3-pair",         "a4-4-carton",
            "a4-4-pair",        "a4-6-food",           "a4-65-link",        "a4-8-food",
            "a4-poster",        "roll-100x100-export", "roll-100x100-food", "roll-100x150-carton",
            "roll-100x60-food", "roll-100x80-food",    "roll-35x22-link",   "roll-50x30-code",
            "roll-50x30-link",  "roll-50x30-seal",     "roll-50x70-pair",   "roll-60x40-elabel",
            "roll-60x40-food",  "roll-60x40-seal",     "roll-60x40-stamp",  "roll-80x50-food"});
  for (const std::string& id : shipped_templates()) {
    const LabelTemplate label = printing::shipped(id);
    CHECK(label.id == id);
    CHECK_FALSE(label.name.at(Language::vi).empty());
    CHECK_FALSE(label.name.at(Language::en).empty());
  }
  CHECK_FALSE(shipped_template("schema").has_value());
  CHECK_FALSE(shipped_template("no-such").has_value());
}

TEST_CASE("a template is read with what was left out filled in") {
  const auto label =
      parse_template(kHead + kCode + text_box("text = \"Lô: {lot}\"\nsize_pt = 8\n"), "tem");
  REQUIRE(label.has_value());
  CHECK(label->codes == std::vector{CodeKind::lot_seal});
  CHECK(label->stock.cells() == 1);
  CHECK(label->stock.pitch_x_mm == 60);
  CHECK(label->boxes.at(1).min_size_pt == 8);
  CHECK(label->sha256 ==
        to_hex(sha256(as_bytes(kHead + kCode + text_box("text = \"Lô: {lot}\"\nsize_pt = 8\n")))));
}

TEST_CASE("what breaks the schema is named by its place") {
  CHECK(refused(kHead + kCode + text_box("text = \"x\"\nsize_pt = \"large\"\n")).field ==
        "/box/1/size_pt");
  CHECK(refused(kHead + kCode + text_box("text = \"x\"\ncolour = \"red\"\n")).field == "/box/1");
  CHECK(refused(kHead + kCode + text_box("text = \"x\"\nalign = \"center\"\n")).field ==
        "/box/1/align");
  CHECK(refused("code = \"lot_seal\"\n").code == "template_schema");
  CHECK(refused(kHead).args.at("detail").find("box") != std::string::npos);
}

TEST_CASE("what breaks the schema is said in the reader's language, with the value or the name") {
  const auto fault = [](const std::string& text) {
    const Error error = refused(text);
    CHECK_MESSAGE(has_words(Language::vi, "schema." + error.args.at("reason")),
                  error.args.at("reason"));
    return error.args.at("reason") + " " + error.args.at("detail");
  };
  const auto box = [](const std::string& line) {
    return kHead + kCode + text_box("text = \"x\"\n" + line + "\n");
  };
  CHECK(fault(box("size_pt = \"large\"")) == "wrong_kind large");
  CHECK(fault(box("size_pt = 6000")) == "too_large 6000 > 200");
  CHECK(fault(box("size_pt = 0.5")) == "too_small 0.5 < 3");
  CHECK(fault(box("colour = \"red\"")) == "key_unknown colour");
  CHECK(fault(box("\"~/0\" = 1")) == "key_unknown ~/0");
  CHECK(fault(box("align = \"center\"")) == "not_offered center");
  CHECK(fault(box("ink = \"green\"")) == "wrong_form green");
  CHECK(fault(kHead) == "key_missing box");
}

TEST_CASE("what a schema cannot say is refused as well") {
  CHECK(refused(kHead + text_box("text = \"x\"\n")).field == "/box");
  CHECK(refused(kHead + kCode + kCode).field == "/box");
  CHECK(refused("codes = [\"item_seal\"]\n" + kHead + kCode).field == "/codes");
  CHECK(refused(kHead + kCode + text_box("text = \"x\"\nmin_size_pt = 9\n")).field ==
        "/box/1/min_size_pt");
  CHECK(refused(kHead + kCode + text_box("text = \"Lo\xCC\x82\"\n")).field == "/box/1/text");
  CHECK(refused(kHead + kCode + text_box("")).field == "/box/1");
}

TEST_CASE("a field that does not exist is named") {
  const Error in_text = refused(kHead + kCode + text_box("text = \"{lott}\"\n"));
  CHECK(in_text.code == "template_field_unknown");
  CHECK(in_text.field == "/box/1/text");
  CHECK(in_text.value == "{lott}");
  CHECK(refused(kHead + kCode + text_box("text = \"x\"\nwhen = \"star\"\n")).field ==
        "/box/1/when");
}

TEST_CASE("a text that is no TOML is refused with its line") {
  const Error error = refused("code = \"lot_seal\"\nname = \n");
  CHECK(error.code == "template_unreadable");
  REQUIRE(error.position);
  CHECK(error.position->row == 2);
  for (const char* text :
       {"code = \n", "code \"x\"\n", "code = \"x\n", "code = [1, 2\n", "[stock\n",
        "code = 1\ncode = 2\n", "code = 1_\n", "code = \"\x1b[31m\"\n"}) {
    const std::string reason = refused(text).args.at("reason");
    CHECK_MESSAGE(has_words(Language::vi, "toml." + reason), reason);
  }
}

TEST_CASE("a template names the fields that the law asks for, and which of them an item lacks") {
  const LabelTemplate food = printing::shipped("roll-100x60-food");
  LabelItem item;
  for (const std::string& field : food.compulsory_fields) item.fields[field] = "x";
  CHECK(lacking_fields(food, item).empty());
  item.fields["warnings"].clear();
  item.fields.erase("ingredients");
  CHECK(lacking_fields(food, item) == std::vector<std::string>{"ingredients", "warnings"});
  const Error error = refused("compulsory_fields = [\"lot\", \"taste\"]\n" + kHead + kCode);
  CHECK(error.code == "template_field_unknown");
  CHECK(error.field == "/compulsory_fields/1");
  CHECK(error.value == "taste");
}
