// Imports a table row by row in one transaction, and rolls it back where any row has an error.
#include "temgoc/import/import.h"

#include <array>
#include <functional>
#include <map>
#include <set>

#include "operations/import/import_records.h"
#include "temgoc/base/text.h"
#include "temgoc/import/import_references.h"
#include "temgoc/model/green_claim.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

constexpr std::string_view kRolledBack = "import_rolled_back";
constexpr std::array<std::string_view, 5> kKindNames{"cooperatives", "places", "products",
                                                     "certifications", "lots"};

// The members in which two versions of a record differ, by their names in records.h form.
std::string differing_fields(const Json& standing, const Json& told) {
  std::string names;
  for (const auto& [name, value] : told.items()) {
    if (standing.at(name) == value) continue;
    names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

// A certificate with another level, number or date is another paper: to write it over the old one
// would change what was in force then.
bool is_another_paper(const Certification& standing, const Certification& told) {
  return standing.scheme != told.scheme || standing.level != told.level ||
         standing.number != told.number || standing.decision_no != told.decision_no ||
         standing.issued != told.issued || standing.stated_end != told.stated_end;
}
template <class Record>
bool is_another_paper(const Record&, const Record&) {
  return false;
}

const std::string& cooperative_of(const Cooperative& record) { return record.id; }
template <class Record>
const std::string& cooperative_of(const Record& record) {
  return record.cooperative_id;
}

// Where an id or a GTIN stood first in the file.
class FirstRows {
 public:
  // None where `key` is new; the row of its first use otherwise.
  std::optional<std::size_t> seen(const std::string& key, std::size_t row) {
    if (key.empty()) return std::nullopt;
    const auto [found, is_new] = rows_.emplace(key, row);
    return is_new ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::string, std::size_t> rows_;
};

class Importer {
 public:
  Importer(Registry& registry, const ColumnMap& columns, ImportReport& report, Instant now,
           ImportOptions options)
      : registry_(registry),
        columns_(columns),
        report_(report),
        now_(now),
        options_(std::move(options)),
        references_(registry, report.kind) {}

  // REQUIRES a transaction around it.
  void run() {
    collect_certification_ids();
    for (const Row& each : report_.table.rows) {
      ImportRow row(columns_, report_.table, each, report_.errors, report_.warnings);
      switch (report_.kind) {
        case ImportKind::cooperatives:
          import_cooperative(row);
          break;
        case ImportKind::places:
          import_place(row);
          break;
        case ImportKind::products:
          import_product(row);
          break;
        case ImportKind::certifications:
          import_certification(row);
          break;
        case ImportKind::lots:
          break;
      }
    }
    references_.tell(report_);
    tell_of_shelf_lives();
    if (cooperatives_.size() == 1) report_.cooperative_id = *cooperatives_.begin();
  }

 private:
  void import_cooperative(ImportRow& row) {
    references_.give_cooperative_id(row);
    const auto standing = registry_.cooperative(row.key("coop_id"));
    const Cooperative record = read_cooperative(row, standing.value_or(Cooperative{}));
    require_own(row, record.id);
    require_new_id(row, "coop_id", record.id);
    store(row, "coop_id", record, standing);
  }

  void import_place(ImportRow& row) {
    find_cooperative(row);
    references_.give_place_id(row);
    const auto standing = registry_.place(row.key("place_id"));
    const Place record = read_place(row, standing.value_or(Place{}));
    require_new_id(row, "place_id", record.id);
    require_cooperative(row, record.cooperative_id, standing);
    store(row, "place_id", record, standing);
  }

  void import_product(ImportRow& row) {
    find_cooperative(row);
    references_.give_product_id(row);
    const ProductRow keys = read_product_keys(row);
    const auto standing = registry_.product(keys.id);
    require_new_id(row, "product_id", keys.id);
    require_cooperative(row, keys.cooperative_id, standing);
    if (keys.gtin) require_free_gtin(row, *keys.gtin, keys.id);
    const Gtin gtin = gtin_of(row, keys, standing);
    Product product =
        standing ? *standing : Product{.id = {}, .cooperative_id = {}, .name = {}, .gtin = gtin};
    product.id = keys.id;
    product.cooperative_id = keys.cooperative_id;
    product.name = keys.name;
    product.gtin = gtin;
    product = read_product(row, std::move(product));
    const bool packed = !product.closed && !product.is_service();
    if (row.ok() && packed && !product.shelf_life_days) without_shelf_life_.push_back(product.name);
    store(row, "product_id", product, standing);
    tell_of_claims(row, product);
  }

  // Labels with such a text are not printed until there is evidence.
  void tell_of_claims(ImportRow& row, const Product& product) {
    if (!row.ok()) return;
    const auto claims = green_claims(product);
    if (claims.empty()) return;
    const auto evidence = registry_.certifications_for(product);
    if (has_green_evidence(evidence, product, vietnam_day(now_))) return;
    for (const GreenClaim& each : claims)
      if (row.has(each.column)) row.warn(each.column, {"green_claim_unproven"});
  }

  // Not known is not the same as none, and a lot is issued under neither unasked.
  void tell_of_shelf_lives() {
    if (without_shelf_life_.empty()) return;
    constexpr std::size_t kNamed = 3;
    std::string names;
    for (std::size_t i = 0; i < std::min(kNamed, without_shelf_life_.size()); ++i)
      names += (names.empty() ? "" : ", ") + without_shelf_life_[i];
    if (without_shelf_life_.size() > kNamed) names += ", …";
    report_.warnings.push_back({"shelf_life_left_open",
                                {},
                                names,
                                Position{report_.table.header_row, 0},
                                {{"count", std::to_string(without_shelf_life_.size())}}});
  }

  void import_certification(ImportRow& row) {
    find_cooperative(row);
    references_.find_product(row);
    references_.give_certification_id(row);
    const auto standing = registry_.certification(row.key("cert_id"));
    const Certification record =
        read_certification(row, standing.value_or(Certification{}), vietnam_day(now_));
    require_new_id(row, "cert_id", record.id);
    require_cooperative(row, record.cooperative_id, standing);
    require_product(row, record);
    for (const CertificationEvent& event : record.events) require_certification(row, event.by);
    store(row, "cert_id", record, standing);
    supersede(row, record);
  }

  // What a new certificate takes the place of is said of the old one, once, as a new fact.
  void supersede(ImportRow& row, const Certification& record) {
    const std::string id = row.optional_record_id("supersedes");
    if (id.empty() || !row.ok()) return;
    auto old = registry_.certification(id);
    const bool same = old && id != record.id && old->cooperative_id == record.cooperative_id &&
                      old->product_id == record.product_id && old->scheme == record.scheme;
    if (!same)
      return row.fail("supersedes",
                      {"certification_not_alike", {}, id, {}, {{"certification", record.id}}});
    const auto by_this = [&](const CertificationEvent& event) {
      return event.kind == CertificationEvent::Kind::superseded && event.by == record.id;
    };
    if (std::ranges::any_of(old->events, by_this)) return;
    const VagueDate on = record.issued.value_or(VagueDate::exact(vietnam_day(now_)));
    old->events.push_back({CertificationEvent::Kind::superseded, on, {}, record.id});
    if (const auto stored = registry_.store(*old, now_, true); !stored)
      return row.fail("supersedes", stored.error());
    ++report_.updated;
  }

  void collect_certification_ids() {
    if (report_.kind != ImportKind::certifications) return;
    const auto column = columns_.index("cert_id");
    if (!column) return;
    for (const Row& row : report_.table.rows)
      certification_ids_.insert(trimmed(row.cells[*column].text));
  }

  void require_new_id(ImportRow& row, std::string_view column, const std::string& id) {
    const auto first = ids_.seen(id, row.number());
    if (!first) return;
    const bool told = !row.is_assumed(column);
    row.fail(told ? column : "name_vi", {told ? "id_repeated" : "name_repeated",
                                         {},
                                         told ? id : std::string(),
                                         {},
                                         {{"row", std::to_string(*first)}}});
  }

  void require_free_gtin(ImportRow& row, const Gtin& gtin, const std::string& product_id) {
    if (const auto first = gtins_.seen(gtin.digits(), row.number())) {
      row.fail("gtin", {"gtin_repeated", {}, {}, {}, {{"row", std::to_string(*first)}}});
    } else if (const auto owner = registry_.product(gtin); owner && owner->id != product_id) {
      row.fail("gtin", {"gtin_taken", {}, {}, {}, {{"product", owner->id}}});
    }
  }

  void find_cooperative(ImportRow& row) {
    const std::string& own = options_.only_cooperative;
    if (!own.empty() && row.key("coop_id").empty()) row.assume("coop_id", own);
    references_.find_cooperative(row);
  }

  // The row's cooperative, and the one whose record stands there already.
  template <class Record>
  void require_cooperative(ImportRow& row, const std::string& id,
                           const std::optional<Record>& standing) {
    if (id.empty()) return;
    if (!registry_.cooperative(id))
      return row.fail("coop_id", {"unknown_reference", {}, {}, {}, {{"kind", "cooperative"}}});
    require_own(row, id);
    if (row.ok() && standing) require_own(row, standing->cooperative_id);
  }

  void require_own(ImportRow& row, const std::string& cooperative_id) {
    const std::string& own = options_.only_cooperative;
    if (own.empty() || own == cooperative_id) return;
    row.fail("coop_id", {"cooperative_not_yours", {}, {}, {}, {{"own", own}}});
  }

  void require_product(ImportRow& row, const Certification& record) {
    if (record.product_id.empty()) return;
    const auto product = registry_.product(record.product_id);
    if (!product) {
      row.fail("product_id", {"unknown_reference", {}, {}, {}, {{"kind", "product"}}});
    } else if (!record.cooperative_id.empty() && product->cooperative_id != record.cooperative_id) {
      // For people of one cooperative the other's product is as good as not there.
      if (!options_.only_cooperative.empty())
        return row.fail("product_id", {"unknown_reference", {}, {}, {}, {{"kind", "product"}}});
      row.fail(
          "product_id",
          {"product_of_other_cooperative", {}, {}, {}, {{"cooperative", product->cooperative_id}}});
    }
  }

  void require_certification(ImportRow& row, const std::string& id) {
    if (id.empty() || certification_ids_.contains(id) || registry_.certification(id)) return;
    row.fail("superseded_by", {"unknown_reference", {}, id, {}, {{"kind", "certification"}}});
  }

  Gtin gtin_of(ImportRow& row, const ProductRow& keys, const std::optional<Product>& standing) {
    if (keys.gtin) return *keys.gtin;
    if (standing) return standing->gtin;
    if (row.ok()) {
      const auto allocated = registry_.allocate_gtin(keys.cooperative_id);
      if (allocated) return *allocated;
      row.fail("gtin", allocated.error());
    }
    // The row is refused already; the number only lets the rest of it be read.
    return *Gtin::parse("00000000000000");
  }

  template <class Record>
  void store(ImportRow& row, std::string_view id_column, const Record& record,
             const std::optional<Record>& standing) {
    if (!row.ok()) return;
    const auto stored = registry_.store(record, now_, options_.update);
    if (!stored) return row.fail(id_column, stored.error());
    report_.ids.push_back(record.id);
    cooperatives_.insert(cooperative_of(record));
    switch (*stored) {
      case Stored::added:
        ++report_.added;
        break;
      case Stored::updated:
        ++report_.updated;
        break;
      case Stored::unchanged:
        ++report_.unchanged;
        break;
      case Stored::differs:
        row.fail(id_column,
                 {is_another_paper(*standing, record) ? "certification_differs" : "record_differs",
                  {},
                  record.id,
                  {},
                  {{"fields", differing_fields(to_json(*standing), to_json(record))}}});
        break;
    }
  }

  Registry& registry_;
  const ColumnMap& columns_;
  ImportReport& report_;
  Instant now_;
  ImportOptions options_;
  std::set<std::string> cooperatives_;  // whose records were stored
  FirstRows ids_;
  FirstRows gtins_;
  std::set<std::string> certification_ids_;
  std::vector<std::string> without_shelf_life_;  // by name
  ImportReferences references_;
};

}  // namespace

std::string to_text(ImportKind kind) {
  return std::string(kKindNames[static_cast<std::size_t>(kind)]);
}

std::optional<ImportKind> import_kind(std::string_view text) {
  for (std::size_t i = 0; i < kKindNames.size(); ++i) {
    if (kKindNames[i] == text) return static_cast<ImportKind>(i);
  }
  return std::nullopt;
}

std::vector<Error> leave_out_examples(Table& table, const ColumnMap& columns, ImportKind kind) {
  static constexpr std::array<std::string_view, 5> kIdColumns{"coop_id", "place_id", "product_id",
                                                              "cert_id", "lot"};
  const auto column = columns.index(kIdColumns[static_cast<std::size_t>(kind)]);
  std::vector<Error> notes;
  if (!column) return notes;
  std::erase_if(table.rows, [&](const Row& row) {
    const std::string id = trimmed(row.cells[*column].text);
    const bool is_example = is_utf8(id) && (folded(id) == "vi_du" || folded(id) == "example");
    if (is_example) notes.push_back({"example_left_out", {}, {}, Position{row.number, 0}, {}});
    return is_example;
  });
  return notes;
}

Result<Table> read_import_table(ImportKind kind, ByteView content, std::string_view name) {
  const KnownHeader known = [kind](std::string_view header) {
    return is_import_column(kind, header);
  };
  return read_table(content, name, known);
}

Result<ImportReport> import_table(Registry& registry, ImportKind kind, ByteView content,
                                  std::string_view name, Instant now, ImportOptions options) {
  auto table = read_import_table(kind, content, name);
  if (!table) return table.error();
  return import_table(registry, kind, std::move(*table), now, options);
}

Result<ImportReport> import_table(Registry& registry, ImportKind kind, Table table, Instant now,
                                  ImportOptions options) {
  ImportReport report;
  report.kind = kind;
  report.table = std::move(table);
  report.warnings = report.table.notes;
  const bool needs_cooperative = kind != ImportKind::cooperatives &&
                                 options.only_cooperative.empty() &&
                                 registry.cooperatives().size() != 1;
  const auto columns = ColumnMap::match(kind, report.table, needs_cooperative, report.warnings);
  if (!columns) return columns.error();
  for (Error& note : leave_out_examples(report.table, *columns, kind))
    report.warnings.push_back(std::move(note));
  const auto done = registry.transaction([&]() -> Result<void> {
    Importer(registry, *columns, report, now, options).run();
    if (options.dry_run || !report.errors.empty()) return Error{std::string(kRolledBack)};
    return {};
  });
  if (!done && done.error().code != kRolledBack) return done.error();
  report.written = done.has_value();
  return report;
}

Result<ImportReport> import_record(Registry& registry, ImportKind kind, const RecordTexts& texts,
                                   Instant now, ImportOptions options) {
  Table table;
  table.format = "csv";
  table.rows.push_back({2, {}});
  for (const auto& [column, text] : texts) {
    table.header.push_back(column);
    table.rows.front().cells.push_back({text, false, {}});
  }
  auto report = import_table(registry, kind, std::move(table), now, std::move(options));
  if (!report) return report;
  // A row and a column mean nothing to whoever typed one record.
  for (auto* list : {&report->errors, &report->warnings})
    for (Error& each : *list) each.position.reset();
  return report;
}

std::string record_noun(ImportKind kind) {
  static constexpr std::array<std::string_view, 5> kNouns{"cooperative", "place", "product",
                                                          "certification", "lot"};
  return std::string(kNouns[static_cast<std::size_t>(kind)]);
}

RecordedAct import_act(const ImportReport& report, std::string_view file) {
  if (!report.written || report.added + report.updated == 0) return {};
  return {"records",
          {{"file", shortened(file)},
           {"added", std::to_string(report.added)},
           {"updated", std::to_string(report.updated)}},
          report.cooperative_id};
}

std::vector<RowMessage> row_messages(const ImportReport& report, Language language) {
  std::vector<RowMessage> messages;
  for (const Error& error : report.errors) {
    const std::string remedy = hint(language, error);
    messages.push_back(
        {error.position->row, message(language, error) + (remedy.empty() ? "" : "; " + remedy)});
  }
  return messages;
}

}  // namespace temgoc
