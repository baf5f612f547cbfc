// Writes products and certifications as tables that the import reads back.
#include <algorithm>
#include <map>

#include "operations/records/export_tables.h"
#include "temgoc/import/import.h"
#include "temgoc/import/import_columns.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

using Values = std::vector<SheetValue>;

// Where a record's JSON has another name for it than the import's column.
std::string member_of(ImportKind kind, const std::string& column) {
  static const std::map<std::string, std::string> kOfProducts = {{"product_id", "id"},
                                                                 {"coop_id", "cooperative_id"},
                                                                 {"name_vi", "name"},
                                                                 {"ocop_group_code", "group"},
                                                                 {"storage_vi", "storage"}};
  static const std::map<std::string, std::string> kOfCertifications = {
      {"cert_id", "id"}, {"coop_id", "cooperative_id"}};
  const auto& names = kind == ImportKind::products ? kOfProducts : kOfCertifications;
  const auto found = names.find(column);
  return found == names.end() ? column : found->second;
}

// As a Vietnamese user writes it: an alias may be a word of other programs.
std::string header_of(const ImportColumn& column, Language language) {
  if (language != Language::vi) return column.name;
  const auto is_ascii = [](const std::string& name) {
    return std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  };
  const auto found = std::ranges::find_if_not(column.aliases, is_ascii);
  return found == column.aliases.end() ? column.name : *found;
}

std::string joined(const Json& list) {
  std::string text;
  for (const Json& each : list) text += (text.empty() ? "" : "|") + each.get<std::string>();
  return text;
}

// Of yes and no only the yes is worth a word.
SheetValue value_of(const Json& member, Language language) {
  if (member.is_string()) return member.get<std::string>();
  if (member.is_boolean()) return member.get<bool>() ? words(language, "yes") : std::string();
  if (member.is_number_integer()) return member.get<std::int64_t>();
  if (member.is_number()) return member.get<double>();
  return member.is_array() ? joined(member) : std::string();
}

// A day as a day; what is known of it less exactly as the text that the import reads so.
SheetValue date_value(const std::optional<VagueDate>& date) {
  using Precision = VagueDate::Precision;
  if (!date) return std::string();
  if (date->precision == Precision::day) return date->first;
  return date->precision == Precision::month ? to_dmy(date->first).substr(3) : date->text();
}

const CertificationEvent* last_event(const Certification& record, CertificationEvent::Kind kind) {
  const auto found = std::find_if(record.events.rbegin(), record.events.rend(),
                                  [kind](const auto& event) { return event.kind == kind; });
  return found == record.events.rend() ? nullptr : &*found;
}

// "Announced by a day" is no date that a cell can hold.
SheetValue event_day(const CertificationEvent* event) {
  if (!event || event->on.precision == VagueDate::Precision::announced) return std::string();
  return date_value(event->on);
}

SheetValue certification_value(const Certification& record, const Json& json,
                               const std::string& column, Day today, Language language) {
  using Kind = CertificationEvent::Kind;
  const CertificationEvent* withdrawn = last_event(record, Kind::withdrawn);
  const CertificationEvent* superseded = last_event(record, Kind::superseded);
  if (column == "issue_date") return date_value(record.issued);
  if (column == "valid_through") return date_value(record.stated_end);
  if (column == "date_precision") {
    const bool announced =
        record.issued && record.issued->precision == VagueDate::Precision::announced;
    return announced ? "announced " + to_iso(record.issued->last) : std::string();
  }
  if (column == "status_as_of") return words(language, "export.status." + status_on(record, today));
  if (column == "withdrawn_on") return event_day(withdrawn);
  if (column == "withdrawn_reason") return withdrawn ? withdrawn->reason : std::string();
  if (column == "superseded_on") return event_day(superseded);
  if (column == "superseded_by") return superseded ? superseded->by : std::string();
  return value_of(json.value(member_of(ImportKind::certifications, column), Json()), language);
}

// No shelf life is a word: 0 days might mean that nobody knows.
SheetValue product_value(const Product& record, const Json& json, const std::string& column,
                         Language language) {
  if (column == "gtin") return record.gtin.printed();
  if (column == "shelf_life_days" && record.shelf_life_days == 0U)
    return words(language, "export.product.no_shelf_life");
  return value_of(json.value(member_of(ImportKind::products, column), Json()), language);
}

template <class Record>
std::string product_name_of(const Registry& registry, const Record& record) {
  if (record.product_id.empty()) return {};
  const auto product = registry.product(std::string_view(record.product_id));
  return product ? product->name : std::string();
}

}  // namespace

std::vector<SheetValue> product_row(const Product& record, Language language) {
  const Json json = to_json(record);
  Values row;
  for (const ImportColumn& column : import_columns(ImportKind::products))
    row.push_back(product_value(record, json, column.name, language));
  return row;
}

std::vector<SheetValue> certification_row(const Certification& record, Day today,
                                          Language language) {
  const Json json = to_json(record);
  Values row;
  for (const ImportColumn& column : import_columns(ImportKind::certifications))
    row.push_back(certification_value(record, json, column.name, today, language));
  return row;
}

SheetTable product_table(const Registry& registry, const std::string& cooperative_id,
                         Language language) {
  SheetTable table;
  const auto& columns = import_columns(ImportKind::products);
  for (const ImportColumn& column : columns) table.header.push_back(header_of(column, language));
  for (const Product& product : registry.products(cooperative_id))
    table.rows.push_back(product_row(product, language));
  return table;
}

SheetTable certification_table(const Registry& registry, const std::string& cooperative_id,
                               Day today, Language language) {
  SheetTable table;
  const auto& columns = import_columns(ImportKind::certifications);
  for (const ImportColumn& column : columns) table.header.push_back(header_of(column, language));
  for (const std::string_view column : kExportedForPeople)
    table.header.push_back(words(language, "export.certification." + std::string(column)));
  for (const Certification& record : registry.certifications(cooperative_id)) {
    Values row = certification_row(record, today, language);
    row.emplace_back(product_name_of(registry, record));
    row.push_back(date_value(valid_through(record)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace temgoc
