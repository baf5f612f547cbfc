// Facts that a record has in one language and a label shows in another.
#include <algorithm>
#include <array>
#include <set>

#include "field_text.h"
#include "temgoc/label/label.h"

namespace temgoc {
namespace {

// The fields that say one thing.
struct Fact {
  std::array<std::string_view, 2> vi;  // two ways to say it; the second may be empty
  std::string_view en;
};
constexpr std::array kFacts{Fact{{"product_name", ""}, "product_name_en"},
                            Fact{{"ingredients", ""}, "ingredients_en"},
                            Fact{{"allergens", ""}, "allergens_en"},
                            Fact{{"storage_conditions", "storage"}, "storage_en"},
                            Fact{{"usage", ""}, "usage_en"},
                            Fact{{"warnings", ""}, "warnings_en"}};

using Fields = std::set<std::string, std::less<>>;

Fields shown_fields(const LabelTemplate& label) {
  Fields shown;
  std::string bad;
  for (const Box& box : label.boxes)
    for (const FieldText& text : parse_paragraphs(box.text, bad).value_or(std::vector<FieldText>{}))
      for (std::string& field : text.fields()) shown.insert(std::move(field));
  return shown;
}

bool has(const LabelItem& item, std::string_view field) {
  const auto value = item.fields.find(std::string(field));
  return value != item.fields.end() && !value->second.empty();
}

// The one of a fact's fields in `language` that the label would show.
std::string_view field_in(const Fact& fact, LabelLanguage language, const Fields& shown) {
  if (language == LabelLanguage::en) return fact.en;
  return !fact.vi[1].empty() && shown.contains(fact.vi[1]) ? fact.vi[1] : fact.vi[0];
}

std::vector<LabelLanguage> languages_of(LabelLanguage language) {
  if (language == LabelLanguage::vi_en) return {LabelLanguage::vi, LabelLanguage::en};
  return {language};
}

std::vector<std::string_view> fields_of(const Fact& fact) {
  std::vector<std::string_view> fields{fact.vi[0], fact.en};
  if (!fact.vi[1].empty()) fields.push_back(fact.vi[1]);
  return fields;
}

}  // namespace

std::vector<Untranslated> untranslated_facts(const LabelTemplate& label, const LabelItem& item) {
  const Fields shown = shown_fields(label);
  std::vector<Untranslated> found;
  for (const Fact& fact : kFacts) {
    const auto fields = fields_of(fact);
    const auto is_shown = [&](std::string_view field) { return shown.contains(field); };
    const auto is_known = [&](std::string_view field) { return has(item, field); };
    if (std::ranges::none_of(fields, is_shown) || std::ranges::none_of(fields, is_known)) continue;
    const bool said = std::ranges::any_of(
        fields, [&](std::string_view field) { return is_shown(field) && is_known(field); });
    for (const LabelLanguage language : languages_of(label.language))
      if (const auto field = field_in(fact, language, shown); !has(item, field))
        found.push_back({std::string(field), said});
  }
  return found;
}

std::vector<std::string> facts_left_out(const LabelTemplate& label, const LabelItem& item) {
  const Fields shown = shown_fields(label);
  const auto is_shown = [&](std::string_view field) { return shown.contains(field); };
  std::vector<std::string> left_out;
  for (const Fact& fact : kFacts) {
    const auto fields = fields_of(fact);
    const auto known =
        std::ranges::find_if(fields, [&](std::string_view field) { return has(item, field); });
    if (known != fields.end() && std::ranges::none_of(fields, is_shown))
      left_out.emplace_back(*known);
  }
  for (const std::string_view field :
       {"net_content", "packed_on", "expires_on", "origin", "address"})
    if (has(item, field) && !is_shown(field)) left_out.emplace_back(field);
  return left_out;
}

bool is_known_in_any_language(const LabelItem& item, std::string_view field) {
  for (const Fact& fact : kFacts) {
    const auto fields = fields_of(fact);
    if (std::ranges::find(fields, field) != fields.end())
      return std::ranges::any_of(fields, [&](std::string_view each) { return has(item, each); });
  }
  return has(item, field);
}

}  // namespace temgoc
