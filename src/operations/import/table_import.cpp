// Reads, checks and stores the rows of a table, each by the kind of its record.
#include "operations/import/table_import.h"

#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/model/green_claim.h"
#include "temgoc/model/records.h"

namespace temgoc {

namespace {

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

}  // namespace

// The row's cooperative, and the one whose record stands there already.
template <class Record>
void TableImport::require_cooperative(ImportRow& row, const std::string& id,
                                      const std::optional<Record>& standing) {
  if (id.empty()) return;
  if (!registry_.cooperative(id))
    return row.fail("coop_id", {"unknown_reference", {}, {}, {}, {{"kind", "cooperative"}}});
  require_own(row, id);
  if (row.ok() && standing) require_own(row, standing->cooperative_id);
}

template <class Record>
void TableImport::store(ImportRow& row, std::string_view id_column, const Record& record,
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

void TableImport::run() {
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

void TableImport::import_cooperative(ImportRow& row) {
  references_.give_cooperative_id(row);
  const auto standing = registry_.cooperative(row.key("coop_id"));
  const Cooperative record = read_cooperative(row, standing.value_or(Cooperative{}));
  require_own(row, record.id);
  require_new_id(row, "coop_id", record.id);
  store(row, "coop_id", record, standing);
}

void TableImport::import_place(ImportRow& row) {
  find_cooperative(row);
  references_.give_place_id(row);
  const auto standing = registry_.place(row.key("place_id"));
  const Place record = read_place(row, standing.value_or(Place{}));
  require_new_id(row, "place_id", record.id);
  require_cooperative(row, record.cooperative_id, standing);
  store(row, "place_id", record, standing);
}

void TableImport::import_product(ImportRow& row) {
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
void TableImport::tell_of_claims(ImportRow& row, const Product& product) {
  if (!row.ok()) return;
  const auto claims = green_claims(product);
  if (claims.empty()) return;
  const auto evidence = registry_.certifications_for(product);
  if (has_green_evidence(evidence, product, vietnam_day(now_))) return;
  for (const GreenClaim& each : claims)
    if (row.has(each.column)) row.warn(each.column, {"green_claim_unproven"});
}

// Not known is not the same as none, and a lot is issued under neither unasked.
void TableImport::tell_of_shelf_lives() {
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

void TableImport::import_certification(ImportRow& row) {
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
void TableImport::supersede(ImportRow& row, const Certification& record) {
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

Gtin TableImport::gtin_of(ImportRow& row, const ProductRow& keys,
                          const std::optional<Product>& standing) {
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

}  // namespace temgoc
