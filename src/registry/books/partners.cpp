// Partners: every version is kept, the highest counts.
#include "engine.h"
#include "temgoc/base/text.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr const char* kLatest =
    "SELECT p.version, p.body FROM partner p WHERE p.partner_id = ? ORDER BY p.version DESC LIMIT "
    "1";

struct StoredPartner {
  std::int64_t version = 0;  // 0: there is none
  std::optional<Partner> partner = {};
};

StoredPartner latest(Database& database, std::string_view id) {
  Statement row = database.query(kLatest, id);
  if (!row.step()) return {};
  return {row.integer(0), partner_from(sql::trusted(parse_json(row.text(1))))};
}

// One GLN names one party, whichever record has it.
std::optional<Error> gln_taken(Database& database, const Partner& partner) {
  if (partner.gln.empty()) return std::nullopt;
  Statement other = database.query(
      "SELECT partner_id FROM partner p WHERE gln = ?1 AND partner_id <> ?2 AND version = (SELECT "
      "max(version) FROM partner WHERE partner_id = p.partner_id) UNION ALL SELECT id FROM place "
      "WHERE gln = ?1",
      partner.gln, partner.id);
  if (!other.step()) return std::nullopt;
  return Error{.code = "gs1_key_taken",
               .field = "gln",
               .value = partner.gln,
               .args = {{"holder", other.text(0)}}};
}

}  // namespace

Result<Stored> EventBook::store(const Partner& given, Instant at, bool update) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const StoredPartner standing = latest(database, given.id);
  Partner partner = given;
  // After an erasure there is none to keep.
  if (standing.partner && !standing.partner->salt.empty()) partner.salt = standing.partner->salt;
  if (standing.partner == partner) return Stored::unchanged;
  if (standing.partner && !update) return Stored::differs;
  if (auto missing = sql::missing_reference(
          database, {{"cooperative_id", "cooperative", partner.cooperative_id}}))
    return *missing;
  if (auto taken = gln_taken(database, partner)) return *taken;
  const std::string body = canonical_json(to_json(partner));
  const std::int64_t version = standing.version + 1;
  database.run(
      "INSERT INTO partner (partner_id, version, cooperative_id, gln, at, body) VALUES (?, ?, ?, "
      "?, ?, ?)",
      partner.id, version, partner.cooperative_id, sql::null_if_empty(partner.gln), at, body);
  if (engine_->fact_entries) {
    sql::append_to_main_log(database, [&](std::string_view realm) {
      return engine_->fact_entries->record(realm, "partner", partner.id, version, body, at);
    });
  }
  transaction.commit();
  return standing.partner ? Stored::updated : Stored::added;
}

std::optional<Partner> EventBook::partner(std::string_view id) const {
  return latest(*engine_->database, id).partner;
}

std::vector<Partner> EventBook::partners(std::string_view cooperative_id) const {
  Statement rows = engine_->database->query(
      "SELECT body FROM partner p WHERE version = (SELECT max(version) FROM partner WHERE "
      "partner_id = p.partner_id) AND (?1 = '' OR cooperative_id = ?1) ORDER BY partner_id",
      cooperative_id);
  std::vector<Partner> all;
  while (rows.step()) all.push_back(partner_from(sql::trusted(parse_json(rows.text(0)))));
  return all;
}

std::vector<RecordVersion> EventBook::partner_history(std::string_view id) const {
  Statement rows = engine_->database->query(
      "SELECT at, body FROM partner WHERE partner_id = ? ORDER BY version", id);
  std::vector<RecordVersion> versions;
  while (rows.step()) versions.push_back({rows.instant(0), rows.text(1)});
  return versions;
}

}  // namespace temgoc
