// temgoc cooperative|place|product|certification add|list|show. `add` is an import of one row, so
// that a record typed and a record imported meet the same rules.
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/record_words.h"
#include "temgoc/check/certificate_words.h"
#include "temgoc/import/import.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

struct Column {
  const char* option;  // of `add`
  const char* header;  // of the import table
  bool required = false;
};

// One kind of record as the command line sees it.
struct RecordKind {
  std::string noun;
  ImportKind import;
  std::vector<Column> columns;
  std::function<std::vector<Json>(const Registry&, const std::string& cooperative)> list;
  std::function<std::optional<Json>(const Registry&, const std::string& id)> find;
  std::function<std::string(const Json&)> line;
};

template <class Record>
std::vector<Json> as_json(const std::vector<Record>& records) {
  std::vector<Json> list;
  for (const Record& record : records) list.push_back(to_json(record));
  return list;
}
template <class Record>
std::optional<Json> as_json(const std::optional<Record>& record) {
  return record ? std::optional(to_json(*record)) : std::nullopt;
}

std::string column(const Json& json, const char* key) {
  return json[key].is_string() ? json[key].get<std::string>() : "";
}

RecordKind cooperative_kind() {
  return {
      "cooperative",
      ImportKind::cooperatives,
      {{"id", "coop_id", true},
       {"name", "name_vi", true},
       {"short-name", "short_name_vi"},
       {"street", "street_address"},
       {"commune", "commune_current"},
       {"province", "province_current"},
       {"old-commune", "commune_before_2025_07_01"},
       {"old-district", "district_before_2025_07_01"},
       {"old-province", "province_before_2025_07_01"},
       {"phone", "phone_landline"},
       {"registration-no", "registration_no"},
       {"founded", "founded"},
       {"members", "members"},
       {"area-ha", "area_ha"},
       {"gtin-prefixes", "gtin_prefixes"},
       {"gln", "gln"},
       {"note", "note"},
       {"source", "source"},
       {"sample", "sample"}},
      [](const Registry& registry, const std::string&) { return as_json(registry.cooperatives()); },
      [](const Registry& registry, const std::string& id) {
        return as_json(registry.cooperative(id));
      },
      [](const Json& json) {
        return fmt::format("{:<6} {}", column(json, "id"), column(json, "name"));
      }};
}

RecordKind place_kind_of_record() {
  return {
      "place",
      ImportKind::places,
      {{"id", "place_id", true},
       {"cooperative", "coop_id", true},
       {"kind", "kind", true},
       {"name", "name_vi", true},
       {"code", "code"},
       {"market", "market"},
       {"gln", "gln"},
       {"area-ha", "area_ha"},
       {"street", "street_address"},
       {"commune", "commune_current"},
       {"province", "province_current"},
       {"old-commune", "commune_before_2025_07_01"},
       {"old-district", "district_before_2025_07_01"},
       {"old-province", "province_before_2025_07_01"},
       {"sample", "sample"}},
      [](const Registry& registry, const std::string& cooperative) {
        return as_json(registry.places(cooperative));
      },
      [](const Registry& registry, const std::string& id) { return as_json(registry.place(id)); },
      [](const Json& json) {
        return fmt::format("{:<6} {:<4} {:<16} {}", column(json, "id"),
                           column(json, "cooperative_id"), column(json, "kind"),
                           column(json, "name"));
      }};
}

RecordKind product_kind() {
  return {"product",
          ImportKind::products,
          {{"id", "product_id", true},
           {"cooperative", "coop_id", true},
           {"name", "name_vi", true},
           {"name-en", "name_en"},
           {"label-name", "label_name"},
           {"brand", "brand"},
           {"set", "ocop_set"},
           {"group", "ocop_group_code"},
           {"gtin", "gtin"},
           {"net-content", "net_content"},
           {"shelf-life", "shelf_life_days"},
           {"storage", "storage_vi"},
           {"ingredients", "ingredients"},
           {"storage-en", "storage_en"},
           {"ingredients-en", "ingredients_en"},
           {"allergens", "allergens"},
           {"allergens-en", "allergens_en"},
           {"warnings", "warnings"},
           {"warnings-en", "warnings_en"},
           {"usage", "usage"},
           {"usage-en", "usage_en"},
           {"origin", "origin"},
           {"standards", "standards"},
           {"closed", "closed"},
           {"source", "source"},
           {"sample", "sample"}},
          [](const Registry& registry, const std::string& cooperative) {
            return as_json(registry.products(cooperative));
          },
          [](const Registry& registry, const std::string& id) {
            const auto gtin = Gtin::parse(id);
            return as_json(gtin ? registry.product(*gtin) : registry.product(std::string_view(id)));
          },
          [](const Json& json) {
            const auto gtin = Gtin::parse(column(json, "gtin"));
            return fmt::format("{:<6} {:<4} {:<14}  {}", column(json, "id"),
                               column(json, "cooperative_id"), gtin ? gtin->printed() : "",
                               column(json, "name"));
          }};
}

RecordKind certification_kind() {
  return {"certification",
          ImportKind::certifications,
          {{"id", "cert_id", true},
           {"cooperative", "coop_id", true},
           {"product-id", "product_id"},
           {"scheme", "scheme", true},
           {"level", "level"},
           {"number", "number"},
           {"decision-no", "decision_no"},
           {"gdti", "gdti"},
           {"issuer", "issuer"},
           {"issuer-level", "issuer_level"},
           {"criteria", "criteria_version"},
           {"issued", "issue_date"},
           {"valid-through", "valid_through"},
           {"withdrawn-on", "withdrawn_on"},
           {"supersedes", "supersedes"},
           {"note", "note"},
           {"source", "source"},
           {"sample", "sample"}},
          [](const Registry& registry, const std::string& cooperative) {
            return as_json(registry.certifications(cooperative));
          },
          [](const Registry& registry, const std::string& id) {
            return as_json(registry.certification(id));
          },
          [](const Json& json) {
            const Certification record = certification_from(json);
            const auto end = valid_through(record);
            return fmt::format("{:<6} {:<4} {:<5} {:<9} {:<7} {:>10} – {:<10} {}", record.id,
                               record.cooperative_id, record.product_id, record.scheme,
                               record.level, record.issued ? date_words(*record.issued) : "?",
                               end ? date_words(*end) : "?", record.number);
          }};
}

RecordTexts texts_of(const RecordKind& kind, const Given& given) {
  RecordTexts texts;
  for (const Column& column : kind.columns)
    if (given.has(column.option)) texts.emplace_back(column.header, given.text(column.option));
  return texts;
}

// A column means nothing to whoever typed options; the option's name does.
Error as_option(const RecordKind& kind, Error error) {
  for (const Column& column : kind.columns) {
    if (error.field == column.header) error.field = std::string("--") + column.option;
  }
  return error;
}

int add(const RecordKind& kind, const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto report =
      session.guarded<ImportReport>(*workplace, given, kind.noun + " add", given.meaning(), [&] {
        return import_record(*workplace, kind.import, texts_of(kind, given),
                             {false, given.has("update"), {}});
      });
  if (!report) return session.terminal.fail(as_option(kind, report.error()));
  if (!report->errors.empty())
    return session.terminal.fail(as_option(kind, report->errors.front()));
  for (const Error& warning : report->warnings) session.terminal.warn(as_option(kind, warning));
  const char* what = report->added ? "added" : report->updated ? "updated" : "unchanged";
  const auto record = kind.find(workplace->registry(), given.text("id"));
  return session.terminal.done(
      {{"stored", what}, {kind.noun, record.value()}},
      session.terminal.word(std::string("record.") + what, {{"id", given.text("id")}}) + "\n");
}

int list(const RecordKind& kind, const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  Json all = Json::array();
  std::string text;
  for (const Json& record : kind.list(workplace->registry(), given.text("cooperative"))) {
    all.push_back(record);
    text += kind.line(record) + "\n";
  }
  return session.terminal.done({{kind.noun + "s", all}}, text);
}

int show(const RecordKind& kind, const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto record = kind.find(workplace->registry(), given.text("id"));
  if (!record) return session.terminal.fail({"record_unknown", "id", given.text("id")});
  const auto history = workplace->registry().history(kind.noun, (*record)["id"].get<std::string>());
  Json versions = Json::array();
  for (const RecordVersion& version : history)
    versions.push_back({{"at", to_iso(version.at)}, {"record", parse_json(version.json).value()}});
  return session.terminal.done(
      {{kind.noun, *record}, {"history", versions}},
      record_text(session.terminal, *record) + history_text(session.terminal, history));
}

void add_kind(std::vector<Command>& all, const RecordKind& kind) {
  using Kind = Option::Kind;
  std::vector<Option> options;
  for (const Column& column : kind.columns)
    options.push_back({column.option, Kind::text, column.required});
  options.push_back({"update", Kind::flag});
  options.push_back({"again", Kind::flag});
  const auto bound = [kind](auto function) {
    return [kind, function](const Session& session, const Given& given) {
      return function(kind, session, given);
    };
  };
  all.push_back({kind.noun, "add", options, bound(add)});
  all.push_back(
      {kind.noun, "list",
       kind.noun == "cooperative" ? std::vector<Option>{} : std::vector<Option>{{"cooperative"}},
       bound(list)});
  all.push_back({kind.noun, "show", {{"id", Kind::argument, true}}, bound(show)});
}

}  // namespace

void add_record_commands(std::vector<Command>& all) {
  for (const RecordKind& kind :
       {cooperative_kind(), place_kind_of_record(), product_kind(), certification_kind()})
    add_kind(all, kind);
}

}  // namespace temgoc
