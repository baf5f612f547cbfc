// Sorts the columns of each kind of record into groups, and fills in values, choices and faults.
#include "console/pages/record_fields.h"

#include <algorithm>

#include "console/frame.h"
#include "temgoc/base/percent.h"

namespace temgoc {
namespace {

using Look = FieldLook;
using Groups = std::vector<RecordFieldGroup>;

const Groups kCooperativeGroups = {{"basic",
                                    false,
                                    {{"name_vi", Look::line, true},
                                     {"short_name_vi", Look::line, true},
                                     {"phone_landline", Look::line, true},
                                     {"registration_no"}}},
                                   {"address",
                                    false,
                                    {{"street_address", Look::line, true},
                                     {"commune_current", Look::line, true},
                                     {"province_current", Look::line, true}}},
                                   {"old_address",
                                    true,
                                    {{"commune_before_2025_07_01"},
                                     {"district_before_2025_07_01"},
                                     {"province_before_2025_07_01"}}}};

const Groups kPlaceGroups = {
    {"basic", false, {{"name_vi"}, {"kind", Look::choice}, {"coop_id", Look::choice}}},
    {"address", false, {{"street_address"}, {"commune_current"}, {"province_current"}}},
    {"codes", false, {{"code"}, {"market"}, {"area_ha"}}},
    {"old_address",
     true,
     {{"commune_before_2025_07_01"},
      {"district_before_2025_07_01"},
      {"province_before_2025_07_01"}}}};

const Groups kProductGroups = {{"basic",
                                false,
                                {{"name_vi", Look::line, true},
                                 {"coop_id", Look::choice},
                                 {"net_content", Look::line, true},
                                 {"shelf_life_days", Look::line, true},
                                 {"gtin"},
                                 {"ocop_set", Look::choice},
                                 {"ocop_group_code"}}},
                               {"label",
                                false,
                                {{"storage_vi", Look::text, true},
                                 {"ingredients", Look::text, true},
                                 {"usage", Look::text, true},
                                 {"warnings", Look::text, true},
                                 {"allergens", Look::text},
                                 {"origin", Look::line, true},
                                 {"standards"}}},
                               {"english",
                                true,
                                {{"name_en"},
                                 {"storage_en", Look::text},
                                 {"ingredients_en", Look::text},
                                 {"usage_en", Look::text},
                                 {"warnings_en", Look::text},
                                 {"allergens_en", Look::text}}}};

const Groups kCertificationGroups = {
    {"basic",
     false,
     {{"scheme", Look::line, true},
      {"level", Look::line, true},
      {"product_id", Look::choice},
      {"coop_id", Look::choice},
      {"number"},
      {"decision_no"}}},
    {"dates",
     false,
     {{"issue_date"},
      {"valid_through"},
      {"issuer"},
      {"issuer_level", Look::choice},
      {"criteria_version", Look::choice}}},
    {"ends", true, {{"supersedes", Look::choice}, {"withdrawn_on"}, {"withdrawn_reason"}}}};

const Groups& told_groups(ImportKind kind) {
  switch (kind) {
    case ImportKind::cooperatives:
      return kCooperativeGroups;
    case ImportKind::places:
      return kPlaceGroups;
    case ImportKind::products:
      return kProductGroups;
    case ImportKind::certifications:
      return kCertificationGroups;
    case ImportKind::lots:
      break;
  }
  return kProductGroups;
}

// A status follows from the dates; nobody types it here.
bool is_derived(std::string_view column) { return column == "status_as_of"; }

// The columns that no group names, so that a form lacks nothing that an import reads.
Groups with_the_rest(ImportKind kind) {
  Groups groups = told_groups(kind);
  RecordFieldGroup rest{"more", true, {}};
  for (const ImportColumn& column : import_columns(kind)) {
    const bool told = std::ranges::any_of(groups, [&](const RecordFieldGroup& group) {
      return std::ranges::find(group.fields, column.name, &RecordField::column) !=
             group.fields.end();
    });
    if (!told && !is_derived(column.name))
      rest.fields.push_back({column.name, is_yes_column(column.name) ? Look::yes : Look::line});
  }
  groups.push_back(std::move(rest));
  return groups;
}

struct Choice {
  std::string value;
  std::string text;
};

std::vector<Choice> cooperative_choices(const Visit& visit) {
  std::vector<Choice> all;
  for (const Cooperative& each : visit.registry().cooperatives())
    if (visit.sees(each.id)) all.push_back({each.id, each.name});
  return all;
}

std::vector<Choice> certification_choices(const Visit& visit) {
  std::vector<Choice> all;
  for (const Certification& each : visit.registry().certifications(visit.scope()))
    all.push_back({each.id, each.id + " · " + each.scheme + " " + each.level + " " + each.number});
  return all;
}

std::vector<Choice> worded(const Visit& visit, const std::string& family,
                           std::initializer_list<const char*> codes) {
  std::vector<Choice> all;
  for (const char* code : codes) all.push_back({code, visit.word(family + "." + code)});
  return all;
}

std::vector<Choice> set_choices(const Visit& visit) {
  std::vector<Choice> all;
  for (int number = 1; number <= kOcopSets; ++number) {
    const std::string text = std::to_string(number);
    all.push_back({text, text + " · " + visit.word("ocop_set." + text)});
  }
  return all;
}

std::vector<Choice> criteria_choices(const Visit& visit) {
  std::vector<Choice> all;
  for (const char* each : {"26/2026", "148/2023+1489/2025", "148/2023", "1048/2019"})
    all.push_back({each, visit.word("criteria." + std::string(each))});
  return all;
}

std::vector<Choice> choices_of(const Visit& visit, std::string_view column) {
  if (column == "ocop_set") return set_choices(visit);
  if (column == "criteria_version") return criteria_choices(visit);
  if (column == "coop_id") return cooperative_choices(visit);
  if (column == "supersedes") return certification_choices(visit);
  if (column == "kind")
    return worded(visit, "kind", {"growing_area", "packing_house", "processing_site"});
  if (column == "issuer_level")
    return worded(visit, "issuer_level",
                  {"district", "province", "central", "certifier", "authority"});
  std::vector<Choice> products;
  for (const Product& each : visit.registry().products(visit.scope()))
    products.push_back({each.id, each.name + " (" + each.id + ")"});
  return products;
}

void put_choices(const Visit& visit, View& item, std::string_view column,
                 const std::string& chosen) {
  View list = list_view();
  auto choices = choices_of(visit, column);
  // A value that is on record stays, also if nobody would choose it today.
  if (!chosen.empty() && std::ranges::find(choices, chosen, &Choice::value) == choices.end())
    choices.push_back({chosen, chosen});
  for (Choice& each : choices) {
    View option;
    option.set("chosen", View(each.value == chosen));
    option.set("value", std::move(each.value));
    option.set("text", std::move(each.text));
    list.push_back(std::move(option));
  }
  put_list(item, "options", std::move(list));
}

// What most papers are; others may be typed.
void put_suggestions(View& item, std::string_view column) {
  if (column != "scheme") return;
  View list = list_view();
  for (const char* each : {"OCOP", "VietGAP", "GlobalGAP", "HACCP", "ISO 22000", "Halal", "PUC"}) {
    View suggestion;
    suggestion.set("value", each);
    list.push_back(std::move(suggestion));
  }
  put_list(item, "suggestions", std::move(list));
}

std::string remark_of(const Visit& visit, ImportKind kind, std::string_view column) {
  const std::string key = "blank." + to_text(kind) + "." + std::string(column);
  return has_words(visit.language(), key) ? visit.word(key) : std::string();
}

void put_faults(const Visit& visit, View& item, const RecordFormState& state,
                std::string_view column) {
  for (Error each : state.errors) {
    if (each.field != column) continue;
    each.field.clear();
    item.set("wrong", message(visit.language(), each));
    put(item, "advice", hint_of(visit, each));
    return;
  }
}

bool is_id_column(ImportKind kind, std::string_view column) {
  return column == import_columns(kind).front().name;
}

// The person's only cooperative needs no question.
bool is_asked(const Visit& visit, const RecordFormState& state, std::string_view column) {
  if (is_id_column(state.kind, column)) return state.id.empty();
  return column != "coop_id" || cooperative_choices(visit).size() > 1;
}

}  // namespace

bool is_yes_column(std::string_view column) { return column == "sample" || column == "closed"; }

const std::vector<RecordFieldGroup>& record_fields(ImportKind kind) {
  static const std::vector<Groups> kAll = {
      with_the_rest(ImportKind::cooperatives), with_the_rest(ImportKind::places),
      with_the_rest(ImportKind::products), with_the_rest(ImportKind::certifications)};
  return kAll[static_cast<std::size_t>(kind)];
}

std::string column_words(const Visit& visit, ImportKind kind, std::string_view column) {
  const std::string name(column), own = "column." + to_text(kind) + "." + name;
  return visit.word(has_words(visit.language(), own) ? own : "column." + name);
}

bool is_required(ImportKind kind, std::string_view column) {
  return std::ranges::any_of(import_columns(kind), [&](const ImportColumn& each) {
    return each.name == column && each.required;
  });
}

std::optional<ImportKind> kind_in_address(const std::string& text) {
  const auto kind = import_kind(text);
  return kind == ImportKind::lots ? std::nullopt : kind;
}

std::string records_href(ImportKind kind) { return "/records/" + to_text(kind); }

std::string record_href(ImportKind kind, std::string_view id) {
  return records_href(kind) + "/" + percent_encoded(id);
}

std::string text_in(const RecordTexts& texts, std::string_view column) {
  const auto found = std::ranges::find(texts, column, &RecordTexts::value_type::first);
  return found == texts.end() ? std::string() : found->second;
}

View record_field_view(const Visit& visit, const RecordFormState& state, const RecordField& field) {
  const std::string shown = text_in(state.shown, field.column);
  const std::string standing = text_in(state.standing, field.column);
  View item;
  item.set("column", std::string(field.column));
  item.set("title", column_words(visit, state.kind, field.column));
  put(item, "remark", remark_of(visit, state.kind, field.column));
  put(item, "value", shown);
  item.set("is_required", View(is_required(state.kind, field.column)));
  item.set("on_label", View(field.on_label));
  item.set("is_line", View(field.look == Look::line));
  item.set("is_text", View(field.look == Look::text));
  item.set("is_yes", View(field.look == Look::yes));
  item.set("is_choice", View(field.look == Look::choice));
  put_suggestions(item, field.column);
  if (field.look == Look::choice) put_choices(visit, item, field.column, shown);
  if (state.tells_standing && shown != standing)
    item.set("standing", standing.empty() ? visit.word("history.nothing") : standing);
  put_faults(visit, item, state, field.column);
  return item;
}

void put_fields(const Visit& visit, View& view, const RecordFormState& state) {
  View groups = list_view();
  for (const RecordFieldGroup& group : record_fields(state.kind)) {
    View fields = list_view();
    bool opens = !group.folded;
    for (const RecordField& field : group.fields) {
      if (!is_asked(visit, state, field.column)) continue;
      View item = record_field_view(visit, state, field);
      opens = opens || item.find("wrong") || item.find("standing") ||
              (field.column == "supersedes" && item.find("value"));
      fields.push_back(std::move(item));
    }
    View each;
    each.set("title", visit.word("console.group." + std::string(group.name)));
    each.set("is_folded", View(group.folded));
    each.set("is_open", View(opens));
    put_list(each, "fields", std::move(fields));
    groups.push_back(std::move(each));
  }
  put_list(view, "groups", std::move(groups));
}

}  // namespace temgoc
