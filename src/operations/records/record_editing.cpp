// Lists a record's values by import column, compares versions, and saves a change as one row.
#include "temgoc/records/record_editing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "operations/records/export_tables.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"
#include "temgoc/import/import_step.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

constexpr std::array<std::string_view, 4> kIdColumns{"coop_id", "place_id", "product_id",
                                                     "cert_id"};

std::string text_of(const SheetValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* day = std::get_if<Day>(&value)) return to_dmy(*day);
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  return {};
}

RecordTexts named(ImportKind kind, const std::vector<SheetValue>& row) {
  RecordTexts texts;
  const auto& columns = import_columns(kind);
  for (std::size_t i = 0; i < row.size(); ++i) texts.emplace_back(columns[i].name, text_of(row[i]));
  return texts;
}

// In the order of the import's columns, those that are not on record empty.
RecordTexts in_order(ImportKind kind, const RecordTexts& told) {
  RecordTexts texts;
  for (const ImportColumn& column : import_columns(kind)) {
    const auto found = std::ranges::find(told, column.name, &RecordTexts::value_type::first);
    texts.emplace_back(column.name, found == told.end() ? std::string() : found->second);
  }
  return texts;
}

std::string number_text(const std::optional<double>& number) {
  return number ? fmt::format("{}", *number) : std::string();
}

std::string yes_text(bool yes, Language language) { return yes ? words(language, "yes") : ""; }

// The form before and the one from 2025-07-01, as read_addresses takes them apart.
void add_addresses(RecordTexts& texts, const std::vector<Address>& addresses) {
  std::string street;
  for (const Address& each : addresses) {
    if (each.valid_until == kDistrictsEnded && !each.valid_from) {
      texts.emplace_back("commune_before_2025_07_01", each.commune);
      texts.emplace_back("district_before_2025_07_01", each.district);
      texts.emplace_back("province_before_2025_07_01", each.province);
    } else if (each.valid_from == kDistrictsEnded && !each.valid_until) {
      texts.emplace_back("commune_current", each.commune);
      texts.emplace_back("commune_current_status", each.confidence);
      texts.emplace_back("province_current", each.province);
    } else {
      continue;
    }
    if (!each.street.empty()) street = each.street;
  }
  texts.emplace_back("street_address", street);
}

RecordTexts texts_of(const Cooperative& record, Language language) {
  std::string prefixes;
  for (const std::string& each : record.gtin_prefixes)
    prefixes += (prefixes.empty() ? "" : "|") + each;
  RecordTexts texts{{"coop_id", record.id},
                    {"name_vi", record.name},
                    {"short_name_vi", record.short_name},
                    {"phone_landline", record.phone},
                    {"registration_no", record.registration_no},
                    {"founded", record.founded},
                    {"members", record.members ? std::to_string(*record.members) : ""},
                    {"area_ha", number_text(record.area_ha)},
                    {"gtin_prefixes", prefixes},
                    {"gln", record.gln},
                    {"note", record.note},
                    {"source", record.source},
                    {"confidence", record.confidence},
                    {"sample", yes_text(record.sample, language)}};
  add_addresses(texts, record.addresses);
  return in_order(ImportKind::cooperatives, texts);
}

RecordTexts texts_of(const Place& record, Language language) {
  RecordTexts texts{{"place_id", record.id},
                    {"coop_id", record.cooperative_id},
                    {"kind", to_text(record.kind)},
                    {"name_vi", record.name},
                    {"code", record.code},
                    {"market", record.market},
                    {"gln", record.gln},
                    {"area_ha", number_text(record.area_ha)},
                    {"sample", yes_text(record.sample, language)}};
  add_addresses(texts, record.addresses);
  return in_order(ImportKind::places, texts);
}

std::optional<Json> standing(const Registry& registry, ImportKind kind, std::string_view id) {
  const auto json_of = [](const auto& record) {
    return record ? std::optional(to_json(*record)) : std::nullopt;
  };
  switch (kind) {
    case ImportKind::cooperatives:
      return json_of(registry.cooperative(id));
    case ImportKind::places:
      return json_of(registry.place(id));
    case ImportKind::products:
      return json_of(registry.product(id));
    case ImportKind::certifications:
      return json_of(registry.certification(id));
    case ImportKind::lots:
      break;
  }
  return std::nullopt;
}

// A new record may not take the place of one that stands; a change needs the one that was seen.
Result<void> check_version(const Registry& registry, const RecordChange& change) {
  if (change.id.empty()) return {};
  const std::string now = record_version(registry, change.kind, change.id);
  if (now.empty()) return Error{"record_unknown", "id", shortened(change.id)};
  if (now != change.version) return Error{"record_changed_meanwhile", {}, change.id};
  return {};
}

RecordTexts with_id(const RecordChange& change) {
  RecordTexts texts = change.texts;
  if (change.id.empty()) return texts;
  const std::string column(kIdColumns[static_cast<std::size_t>(change.kind)]);
  std::erase_if(texts, [&](const auto& each) { return each.first == column; });
  texts.emplace_back(column, change.id);
  return texts;
}

}  // namespace

RecordTexts record_texts(const Registry& registry, ImportKind kind, std::string_view id, Day today,
                         Language language) {
  switch (kind) {
    case ImportKind::cooperatives:
      if (const auto record = registry.cooperative(id)) return texts_of(*record, language);
      break;
    case ImportKind::places:
      if (const auto record = registry.place(id)) return texts_of(*record, language);
      break;
    case ImportKind::products:
      if (const auto record = registry.product(id))
        return named(kind, product_row(*record, language));
      break;
    case ImportKind::certifications:
      if (const auto record = registry.certification(id))
        return named(kind, certification_row(*record, today, language));
      break;
    case ImportKind::lots:
      break;
  }
  return {};
}

std::string record_version(const Registry& registry, ImportKind kind, std::string_view id) {
  const auto json = standing(registry, kind, id);
  return json ? to_hex(sha256(as_bytes(dump(*json)))) : std::string();
}

std::string cooperative_of_record(const Registry& registry, ImportKind kind, std::string_view id) {
  const auto json = standing(registry, kind, id);
  if (!json) return {};
  return json->at(kind == ImportKind::cooperatives ? "id" : "cooperative_id").get<std::string>();
}

Result<ImportReport> save_record(Workplace& workplace, const RecordChange& change) {
  std::optional<ImportReport> report;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    if (auto same = check_version(workplace.registry(), change); !same) return same.error();
    auto read = import_record(workplace.registry(), change.kind, with_id(change), workplace.now(),
                              {false, !change.id.empty(), change.only_cooperative});
    if (!read) return read.error();
    report = *std::move(read);
    return record_act(*report);
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return *std::move(report);
}

}  // namespace temgoc
