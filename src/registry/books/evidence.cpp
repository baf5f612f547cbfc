// Versions of evidence.
#include "engine.h"
#include "temgoc/base/json.h"
#include "temgoc/registry/evidence_book.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

const std::string kLatest =
    "SELECT e.number, e.body FROM evidence e WHERE e.version = (SELECT max(version) FROM evidence "
    "x WHERE x.number = e.number) AND ";

Evidence evidence_row(const Statement& row) {
  Evidence evidence = evidence_from(sql::trusted(parse_json(row.text(1))));
  evidence.number = row.integer(0);
  return evidence;
}

std::vector<Evidence> standing(Statement rows) {
  std::vector<Evidence> all;
  while (rows.step())
    if (Evidence each = evidence_row(rows); !each.removed) all.push_back(std::move(each));
  return all;
}

}  // namespace

std::int64_t EvidenceBook::store(const Evidence& evidence, Instant at) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const std::int64_t number =
      evidence.number != 0 ? evidence.number
                           : database.number("SELECT coalesce(max(number), 0) + 1 FROM evidence");
  const std::int64_t version = database.number(
      "SELECT coalesce(max(version), 0) + 1 FROM evidence WHERE number = ?", number);
  const std::string body = canonical_json(to_json(evidence));
  database.run(
      "INSERT INTO evidence (number, version, subject, file, at, body) VALUES (?, ?, ?, ?, ?, ?)",
      number, version, evidence.subject.text(), evidence.file, at, body);
  if (engine_->fact_entries) {
    sql::append_to_main_log(database, [&](std::string_view realm) {
      return engine_->fact_entries->record(realm, "evidence", std::to_string(number), version, body,
                                           at);
    });
  }
  transaction.commit();
  return number;
}

std::optional<Evidence> EvidenceBook::evidence(std::int64_t number) const {
  static const std::string kSql = kLatest + "e.number = ?";
  Statement row = engine_->database->query(kSql, number);
  if (!row.step()) return std::nullopt;
  return evidence_row(row);
}

std::vector<Evidence> EvidenceBook::of_subject(const EvidenceSubject& subject) const {
  static const std::string kSql = kLatest + "e.subject = ? ORDER BY e.number";
  return standing(engine_->database->query(kSql, subject.text()));
}

std::vector<Evidence> EvidenceBook::all(std::string_view cooperative_id, unsigned limit) const {
  static const std::string kSql = kLatest + "e.number > 0 ORDER BY e.number DESC";
  std::vector<Evidence> found;
  Statement rows = engine_->database->query(kSql);
  while (rows.step() && found.size() < limit) {
    Evidence each = evidence_row(rows);
    const bool own = cooperative_id.empty() || each.cooperative_id == cooperative_id;
    if (own && !each.removed) found.push_back(std::move(each));
  }
  return found;
}

std::optional<Evidence> EvidenceBook::of_file(std::string_view file, bool shown) const {
  static const std::string kSql = kLatest + "e.file = ?";
  for (Evidence& each : standing(engine_->database->query(kSql, file)))
    if (!shown || each.shown) return std::move(each);
  return std::nullopt;
}

}  // namespace temgoc
