// Templates' TOML changed in place.
#include "temgoc/label/template_text.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "temgoc/label/label.h"

using namespace temgoc;

namespace {

constexpr const char* kSmall =
    "#:schema ./schema.json\n"
    "# Ghi chú đầu tệp.\n"
    "code = \"lot_seal\" # mã\n"
    "\n"
    "[name]\n"
    "vi = \"Mẫu\"\n"
    "en = \"Template\"\n"
    "\n"
    "[stock]\n"
    "page_width_mm = 60\n"
    "page_height_mm = 40\n"
    "label_width_mm = 60\n"
    "label_height_mm = 40\n"
    "dpi = 203 # máy in ở xưởng\n"
    "\n"
    "[style.facts]\n"
    "size_pt = 7.5\n"
    "\n"
    "# Trái: mã.\n"
    "[[box]]\n"
    "kind = \"code\"\n"
    "x_mm = 1\n"
    "y_mm = 1\n"
    "width_mm = 27\n"
    "height_mm = 27\n"
    "\n"
    "# Phải: tên.\n"
    "[[box]]\n"
    "style = \"facts\"\n"
    "text = \"\"\"\n"
    "{product_name}\n"
    "[Số: {lot}]\n"
    "\"\"\"\n"
    "x_mm = 30\n"
    "y_mm = 1\n"
    "width_mm = 28\n"
    "height_mm = 9\n";

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

ChangedText changed(const std::string& toml, KeyPath path, std::optional<Json> value) {
  return with_changes(toml, {{std::move(path), std::move(value)}});
}

std::vector<std::string> all_templates() {
  std::vector<std::string> texts{kSmall};
  for (const std::string& id : shipped_templates()) texts.push_back(shipped_template(id).value());
  return texts;
}

}  // namespace

TEST_CASE("a value is changed where it stands, and all else stays, comments too") {
  const auto dpi = changed(kSmall, {"stock", "dpi"}, Json(300));
  CHECK(!dpi.rewritten);
  CHECK(dpi.toml == with(kSmall, "dpi = 203 #", "dpi = 300 #"));
  CHECK(changed(kSmall, {"box", "1", "x_mm"}, Json(30.5)).toml ==
        with(kSmall, "x_mm = 30\n", "x_mm = 30.5\n"));
  CHECK(changed(kSmall, {"code"}, Json("item_seal")).toml ==
        with(kSmall, "\"lot_seal\"", "\"item_seal\""));
  CHECK(changed(kSmall, {"style", "facts", "size_pt"}, Json(8)).toml ==
        with(kSmall, "size_pt = 7.5", "size_pt = 8"));
}

TEST_CASE(
    "a key that was not there stands behind its table's last one, one that goes takes its line") {
  CHECK(changed(kSmall, {"box", "0", "module_mm"}, Json(0.5)).toml ==
        with(kSmall, "height_mm = 27\n", "height_mm = 27\nmodule_mm = 0.5\n"));
  CHECK(changed(kSmall, {"languages"}, Json{"vi", "en"}).toml ==
        with(kSmall, "# mã\n", "# mã\nlanguages = [\"vi\", \"en\"]\n"));
  CHECK(changed(kSmall, {"box", "1", "style"}, std::nullopt).toml ==
        with(kSmall, "style = \"facts\"\n", ""));
  const auto style = changed(kSmall, {"style", "name", "bold"}, Json(true));
  CHECK(!style.rewritten);
  CHECK(style.toml == with(kSmall, "# Trái: mã.\n", "[style.name]\nbold = true\n\n# Trái: mã.\n"));
  CHECK(changed(style.toml, {"style", "name"}, std::nullopt).toml == kSmall);
}

TEST_CASE("texts of several lines, of several languages, and with signs that TOML escapes") {
  const auto lines = changed(kSmall, {"box", "1", "text"}, Json("một\nhai"));
  CHECK(lines.toml.find("text = \"\"\"\nmột\nhai\"\"\"\nx_mm = 30") != std::string::npos);
  const auto each = with_changes(kSmall, {{{"box", "1", "text"}, std::nullopt},
                                          {{"box", "1", "text", "vi"}, Json("Tên")},
                                          {{"box", "1", "text", "en"}, Json("")}});
  CHECK(!each.rewritten);
  CHECK(each.toml.find("text.vi = \"Tên\"\ntext.en = \"\"\n") != std::string::npos);
  for (const std::string text :
       {"\"trích\"", "C:\\tem", "a\u00A0b", "tab\there", "'''", "\"\"\"", "#"}) {
    CAPTURE(text);
    const auto said = changed(kSmall, {"box", "1", "text"}, Json(text + "\n" + text));
    CHECK(!said.rewritten);
    CHECK(parse_toml(said.toml)->at("box")[1].at("text") == text + "\n" + text);
  }
  // A no-break space is seen in the file.
  CHECK(changed(kSmall, {"name", "vi"}, Json("a\u00A0b")).toml.find("a\\u00A0b") !=
        std::string::npos);
}

TEST_CASE("a table between braces is written as it has become") {
  const std::string braces = with(kSmall, "[name]\nvi = \"Mẫu\"\nen = \"Template\"\n\n", "")
                                 .insert(0, "name = { vi = \"a\", en = \"b\" }\n");
  const auto name = changed(braces, {"name", "vi"}, Json("c"));
  CHECK(!name.rewritten);
  CHECK(name.toml.starts_with("name = { vi = \"c\", en = \"b\" }\n"));
}

TEST_CASE("boxes are added, taken out and moved with the comment above them") {
  const Json box{{"kind", "stars"}, {"x_mm", 1}, {"y_mm", 30}, {"width_mm", 9}, {"height_mm", 2}};
  const auto added = with_box(kSmall, box, 2);
  CHECK(!added.rewritten);
  CHECK(added.toml == std::string(kSmall) +
                          "\n[[box]]\nkind = \"stars\"\nx_mm = 1\ny_mm = 30\nwidth_mm = 9\n"
                          "height_mm = 2\n");
  CHECK(without_box(added.toml, 2).toml == std::string(kSmall) + "\n");
  const auto swapped = with_boxes_swapped(kSmall, 0);
  CHECK(!swapped.rewritten);
  CHECK(swapped.toml.find("# Phải: tên.") < swapped.toml.find("# Trái: mã."));
  CHECK(with_boxes_swapped(swapped.toml, 0).toml == kSmall);
  const auto less = without_box(kSmall, 0);
  CHECK(!less.rewritten);
  CHECK(less.toml.find("Trái") == std::string::npos);
  CHECK(less.toml.find("# Phải: tên.\n[[box]]") != std::string::npos);
}

TEST_CASE("a style that gets another name takes its boxes along") {
  const auto named = with_style_renamed(kSmall, "facts", "small");
  CHECK(!named.rewritten);
  CHECK(named.toml == with(with(kSmall, "[style.facts]", "[style.small]"), "style = \"facts\"",
                           "style = \"small\""));
}

TEST_CASE("a layout that cannot be changed in place is written anew with the same value") {
  const std::string listed =
      "code = \"lot_seal\" # ghi chú\nname = { vi = \"a\", en = \"b\" }\nstyle.facts.size_pt = 7\n"
      "box = [ { x_mm = 1, y_mm = 1, width_mm = 9, height_mm = 9 } ]\n";
  const auto changed_box = changed(listed, {"box", "0", "kind"}, Json("code"));
  Json expected = parse_toml(listed).value();
  expected["box"][0]["kind"] = "code";
  CHECK(is_same(parse_toml(changed_box.toml).value(), expected));
  const auto more = with_box(listed, Json{{"x_mm", 2}}, 1);
  CHECK(more.rewritten);
  CHECK(more.toml.find("ghi chú") == std::string::npos);
  CHECK(parse_toml(more.toml)->at("box").size() == 2);
  CHECK(with_style_renamed(listed, "facts", "small").rewritten);
}

TEST_CASE("whatever is changed in a shipped template, it says that and nothing else") {
  const auto texts = all_templates();
  rc::check("number of any box, in place", [&] {
    const std::string& toml = texts[*rc::gen::inRange<std::size_t>(0, texts.size())];
    Json expected = parse_toml(toml).value();
    const auto box = *rc::gen::inRange<std::size_t>(0, expected.at("box").size());
    const std::string key =
        *rc::gen::element<std::string>("x_mm", "corner_mm", "min_size_pt", "ink");
    const Json value = key == "ink" ? Json("#102030") : Json(*rc::gen::inRange(0, 4000) / 100.0);
    const auto said = changed(toml, {"box", std::to_string(box), key}, value);
    expected["box"][box][key] = value;
    RC_ASSERT(!said.rewritten);
    RC_ASSERT(is_same(parse_toml(said.toml).value(), expected));
    RC_ASSERT(std::ranges::count(said.toml, '#') - std::ranges::count(toml, '#') <= 1);
  });
  for (const std::string& toml : texts) {
    const Json value = parse_toml(toml).value();
    CHECK(is_same(parse_toml(template_toml(value)).value(), value));
    for (std::size_t i = 0; i < value.at("box").size(); ++i) {
      Json less = value;
      less["box"].erase(i);
      const auto without = without_box(toml, i);
      CHECK(!without.rewritten);
      CHECK(is_same(parse_toml(without.toml).value(), less));
      if (i + 1 < value.at("box").size()) CHECK(!with_boxes_swapped(toml, i).rewritten);
    }
  }
}
