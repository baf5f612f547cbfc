// Every key of the template schema has a control, and words in both languages.
#include "console/pages/templates/template_keys.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "temgoc/label/label.h"
#include "temgoc/label/template_text.h"

using namespace temgoc;

namespace {

std::set<std::string> keys_in_schema(const Json& object) {
  std::set<std::string> keys;
  for (const auto& [key, property] : object.at("properties").items()) keys.insert(key);
  return keys;
}

std::set<std::string> keys_of(TemplatePart part) {
  std::set<std::string> keys;
  for (const TemplateKey& key : template_keys(part)) keys.insert(key.key);
  return keys;
}

}  // namespace

TEST_CASE("no key that the reader knows is out of the form's reach") {
  const Json schema = parse_json(template_schema()).value();
  auto whole = keys_in_schema(schema);
  // These are parts of the page of their own; pictures within the text are seen as TOML.
  for (const char* part : {"stock", "style", "box", "picture"}) CHECK(whole.erase(part) == 1);
  CHECK(keys_of(TemplatePart::whole) == whole);
  CHECK(keys_of(TemplatePart::stock) == keys_in_schema(schema["properties"]["stock"]));
  CHECK(keys_of(TemplatePart::style) ==
        keys_in_schema(schema["properties"]["style"]["additionalProperties"]));
  CHECK(keys_of(TemplatePart::box) == keys_in_schema(schema["definitions"]["box"]));
}

TEST_CASE("every key, choice and field has words in both languages") {
  for (const Language language : {Language::vi, Language::en}) {
    for (const TemplatePart part :
         {TemplatePart::whole, TemplatePart::stock, TemplatePart::style, TemplatePart::box})
      for (const TemplateKey& key : template_keys(part)) {
        CAPTURE(key.key);
        const std::string name = part == TemplatePart::box && key.key == "name"   ? "box_name"
                                 : part == TemplatePart::stock && key.key == "id" ? "stock_id"
                                                                                  : key.key;
        CHECK(has_words(language, "console.template.key." + name));
        for (const std::string& choice : key.choices)
          CHECK(has_words(language, "console.template.choice." + choice));
      }
    for (const std::string_view field : label_field_names())
      CHECK(has_words(language, "console.template.field." + std::string(field)));
  }
}

TEST_CASE(
    "every key of a box has an effect on some kind, but for the one that older templates have") {
  const auto& kinds = template_keys(TemplatePart::box).front().choices;
  for (const TemplateKey& key : template_keys(TemplatePart::box)) {
    CAPTURE(key.key);
    const bool any = std::ranges::any_of(
        kinds, [&](const std::string& kind) { return is_for_kind(key.key, kind); });
    CHECK(any == (key.key != "largest"));
  }
}

TEST_CASE("numbers are read with a comma or a point, and shown as the language writes them") {
  const TemplateKey number{.key = "x_mm", .look = TemplateKey::Look::number};
  CHECK(typed_value(number, "30,5").value() == Json(30.5));
  CHECK(typed_value(number, " 30.5 ").value() == Json(30.5));
  CHECK(typed_value(number, "30").value() == Json(30));
  CHECK(shown_value(Language::vi, number, 7.25) == "7,25");
  CHECK(shown_value(Language::en, number, 7.25) == "7.25");
  CHECK(shown_value(Language::vi, number, 60) == "60");
  for (const char* wrong : {"", "abc", "1,2,3", "1.000,5", "inf", "nan", "0x10", "1e5", "3 mm"}) {
    CAPTURE(wrong);
    CHECK(typed_value(number, wrong).error().code == "number_unreadable");
  }
}
