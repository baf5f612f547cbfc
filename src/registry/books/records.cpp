// Appends versions of records, refuses one that breaks a rule, and finds the latest.
#include "temgoc/model/records.h"

#include <algorithm>

#include "engine.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"

namespace temgoc {

using sql::Database;
using sql::RecordReader;
using sql::Reference;
using sql::Statement;

namespace {

struct StoredVersion {
  std::int64_t version = 0;  // 0: there is none
  std::string body;
};

StoredVersion latest(Database& database, std::string_view kind, std::string_view id) {
  Statement row = database.query(
      "SELECT version, body FROM record WHERE kind = ? AND record_id = ? "
      "ORDER BY version DESC LIMIT 1",
      kind, id);
  if (!row.step()) return {};
  return {row.integer(0), row.text(1)};
}

std::int64_t append(Database& database, std::string_view kind, std::string_view id,
                    std::int64_t version, Instant at, std::string_view body) {
  return database.insert(
      "INSERT INTO record (kind, record_id, version, at, body) VALUES (?, ?, ?, ?, ?)", kind, id,
      version, at, body);
}

// Appends a version where the content is new and allowed, and lets `point` make it the latest.
template <class Record, class Check, class Point>
Result<Stored> store_record(Database& database, const std::optional<FactEntries>& entries,
                            std::string_view kind, const Record& record, Instant at, bool update,
                            const Check& check, const Point& point) {
  sql::Transaction transaction(database);
  const std::string body = canonical_json(to_json(record));
  const StoredVersion standing = latest(database, kind, record.id);
  const bool added = standing.version == 0;
  if (!added && standing.body == body) return Stored::unchanged;
  if (!added && !update) return Stored::differs;
  if (std::optional<Error> refused = check()) return *refused;
  const std::int64_t version = standing.version + 1;
  point(append(database, kind, record.id, version, at, body));
  if (entries) {
    sql::append_to_main_log(database, [&](std::string_view realm) {
      return entries->record(realm, kind, record.id, version, body, at);
    });
  }
  transaction.commit();
  return added ? Stored::added : Stored::updated;
}

// Labels name a product by its GTIN and its cooperative's key, so neither may change once real lots
// or rolls carry them.
std::optional<Error> product_on_labels(Database& database, const Product& record) {
  const auto carried_by = [&](const char* labels) {
    return database.exists(std::string("SELECT 1 FROM ") + labels +
                               " l JOIN realm r ON r.id = l.realm_id WHERE l.product_id = ? AND "
                               "r.test = 0 AND (l.gtin <> ? OR l.cooperative_id <> ?)",
                           record.id, record.gtin.digits(), record.cooperative_id);
  };
  const bool carried = carried_by("lot") || carried_by("roll");
  if (!carried) return std::nullopt;
  return Error{.code = "product_on_labels", .field = "gtin", .value = record.id};
}

std::optional<Error> gtin_taken(Database& database, const Product& product) {
  Statement other = database.query("SELECT id FROM product WHERE gtin = ? AND id <> ?",
                                   product.gtin.digits(), product.id);
  if (!other.step()) return std::nullopt;
  return Error{.code = "gtin_taken",
               .field = "gtin",
               .value = product.gtin.digits(),
               .args = {{"product", other.text(0)}}};
}

std::optional<Error> key_taken(Statement other, std::string_view field, std::string_view key) {
  if (!other.step()) return std::nullopt;
  return Error{.code = "gs1_key_taken",
               .field = std::string(field),
               .value = shortened(key),
               .args = {{"holder", other.text(0)}}};
}

// One GLN names one place or party, whichever table it stands in.
std::optional<Error> gln_taken(Database& database, std::string_view gln,
                               std::string_view cooperative_id, std::string_view place_id) {
  if (gln.empty()) return std::nullopt;
  return key_taken(database.query("SELECT id FROM cooperative WHERE gln = ?1 AND id <> ?2 "
                                  "UNION ALL SELECT id FROM place WHERE gln = ?1 AND id <> ?3",
                                  gln, cooperative_id, place_id),
                   "gln", gln);
}

std::optional<Error> gdti_taken(Database& database, const Certification& record) {
  if (record.gdti.empty()) return std::nullopt;
  return key_taken(database.query("SELECT id FROM certification WHERE gdti = ? AND id <> ?",
                                  record.gdti, record.id),
                   "gdti", record.gdti);
}

// The columns that every reading of records selects; `t` is the table of the kind.
constexpr std::string_view kBody = "SELECT t.record, b.body FROM ";

std::string body_query(std::string_view table, std::string_view where) {
  return std::string(kBody) + std::string(table) + " t JOIN record b ON b.id = t.record " +
         std::string(where);
}

template <class Record>
std::vector<Record> list(Database& database, RecordReader& records, std::string_view table,
                         std::string_view cooperative) {
  if (cooperative.empty())
    return records.all<Record>(database.query(body_query(table, "ORDER BY t.id")));
  return records.all<Record>(
      database.query(body_query(table, "WHERE t.cooperative_id = ? ORDER BY t.id"), cooperative));
}

}  // namespace

std::optional<Error> sql::missing_reference(Database& database,
                                            std::initializer_list<Reference> references) {
  for (const Reference& reference : references) {
    const std::string sql = "SELECT 1 FROM " + std::string(reference.kind) + " WHERE id = ?";
    if (reference.id.empty() || database.exists(sql, reference.id)) continue;
    return Error{.code = "unknown_reference",
                 .field = std::string(reference.field),
                 .value = shortened(reference.id)};
  }
  return std::nullopt;
}

Result<Stored> Registry::store(const Cooperative& record, Instant at, bool update) {
  Database& database = *engine_->database;
  return store_record(
      database, engine_->fact_entries, "cooperative", record, at, update,
      [&] { return gln_taken(database, record.gln, record.id, {}); },
      [&](std::int64_t row) {
        database.run(
            "INSERT INTO cooperative (id, record, gln) VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET record = excluded.record, gln = excluded.gln",
            record.id, row, sql::null_if_empty(record.gln));
      });
}

Result<Stored> Registry::store(const Place& record, Instant at, bool update) {
  Database& database = *engine_->database;
  return store_record(
      database, engine_->fact_entries, "place", record, at, update,
      [&] {
        std::optional<Error> missing =
            missing_reference(database, {{"cooperative_id", "cooperative", record.cooperative_id}});
        return missing ? missing : gln_taken(database, record.gln, {}, record.id);
      },
      [&](std::int64_t row) {
        database.run(
            "INSERT INTO place (id, record, cooperative_id, gln) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET record = excluded.record, "
            "cooperative_id = excluded.cooperative_id, gln = excluded.gln",
            record.id, row, record.cooperative_id, sql::null_if_empty(record.gln));
      });
}

Result<Stored> Registry::store(const Product& record, Instant at, bool update) {
  Database& database = *engine_->database;
  return store_record(
      database, engine_->fact_entries, "product", record, at, update,
      [&] {
        std::optional<Error> missing =
            missing_reference(database, {{"cooperative_id", "cooperative", record.cooperative_id}});
        if (!missing) missing = gtin_taken(database, record);
        return missing ? missing : product_on_labels(database, record);
      },
      [&](std::int64_t row) {
        database.run(
            "INSERT INTO product (id, record, cooperative_id, gtin) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET record = excluded.record, "
            "cooperative_id = excluded.cooperative_id, gtin = excluded.gtin",
            record.id, row, record.cooperative_id, record.gtin.digits());
      });
}

Result<Stored> Registry::store(const Certification& record, Instant at, bool update) {
  Database& database = *engine_->database;
  return store_record(
      database, engine_->fact_entries, "certification", record, at, update,
      [&] {
        std::optional<Error> missing =
            missing_reference(database, {{"cooperative_id", "cooperative", record.cooperative_id},
                                         {"product_id", "product", record.product_id}});
        return missing ? missing : gdti_taken(database, record);
      },
      [&](std::int64_t row) {
        database.run(
            "INSERT INTO certification (id, record, cooperative_id, product_id, gdti) "
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record, "
            "cooperative_id = excluded.cooperative_id, product_id = excluded.product_id, "
            "gdti = excluded.gdti",
            record.id, row, record.cooperative_id, sql::null_if_empty(record.product_id),
            sql::null_if_empty(record.gdti));
      });
}

std::optional<Cooperative> Registry::cooperative(std::string_view id) const {
  static const std::string kSql = body_query("cooperative", "WHERE t.id = ?");
  return engine_->records.first<Cooperative>(engine_->database->query(kSql, id));
}

std::optional<Place> Registry::place(std::string_view id) const {
  static const std::string kSql = body_query("place", "WHERE t.id = ?");
  return engine_->records.first<Place>(engine_->database->query(kSql, id));
}

std::optional<Product> Registry::product(std::string_view id) const {
  static const std::string kSql = body_query("product", "WHERE t.id = ?");
  return engine_->records.first<Product>(engine_->database->query(kSql, id));
}

std::optional<Product> Registry::product(const Gtin& gtin) const {
  static const std::string kSql = body_query("product", "WHERE t.gtin = ?");
  return engine_->records.first<Product>(engine_->database->query(kSql, gtin.digits()));
}

std::optional<Certification> Registry::certification(std::string_view id) const {
  static const std::string kSql = body_query("certification", "WHERE t.id = ?");
  return engine_->records.first<Certification>(engine_->database->query(kSql, id));
}

std::optional<Cooperative> Registry::cooperative_of_gln(std::string_view gln) const {
  static const std::string kSql = body_query("cooperative", "WHERE t.gln = ?");
  return engine_->records.first<Cooperative>(engine_->database->query(kSql, gln));
}

std::optional<Place> Registry::place_of_gln(std::string_view gln) const {
  static const std::string kSql = body_query("place", "WHERE t.gln = ?");
  return engine_->records.first<Place>(engine_->database->query(kSql, gln));
}

std::optional<Certification> Registry::certification_of_gdti(std::string_view gdti) const {
  static const std::string kSql = body_query("certification", "WHERE t.gdti = ?");
  return engine_->records.first<Certification>(engine_->database->query(kSql, gdti));
}

std::vector<Cooperative> Registry::cooperatives() const {
  return list<Cooperative>(*engine_->database, engine_->records, "cooperative", {});
}

std::vector<Place> Registry::places(std::string_view cooperative_id) const {
  return list<Place>(*engine_->database, engine_->records, "place", cooperative_id);
}

std::vector<Product> Registry::products(std::string_view cooperative_id) const {
  return list<Product>(*engine_->database, engine_->records, "product", cooperative_id);
}

std::vector<Certification> Registry::certifications(std::string_view cooperative_id) const {
  return list<Certification>(*engine_->database, engine_->records, "certification", cooperative_id);
}

std::vector<Certification> sql::certifications_of(Database& database, RecordReader& records,
                                                  std::string_view cooperative_id,
                                                  std::string_view product_id) {
  static const std::string kSql = body_query(
      "certification", "WHERE (t.cooperative_id = ? AND t.product_id IS NULL) OR t.product_id = ?");
  auto found = records.all<Certification>(database.query(kSql, cooperative_id, product_id));
  // Sorted here: they are few, and SQLite's sorter costs more to set up than the whole look-up.
  std::ranges::sort(found, {}, &Certification::id);
  return found;
}

std::vector<Certification> Registry::certifications_for(const Product& product) const {
  return sql::certifications_of(*engine_->database, engine_->records, product.cooperative_id,
                                product.id);
}

std::vector<RecordVersion> Registry::history(std::string_view kind, std::string_view id) const {
  Statement rows = engine_->database->query(
      "SELECT at, body FROM record WHERE kind = ? AND record_id = ? ORDER BY version", kind, id);
  std::vector<RecordVersion> versions;
  while (rows.step()) versions.push_back({rows.instant(0), rows.text(1)});
  return versions;
}

}  // namespace temgoc
