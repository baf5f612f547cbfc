// Rows whose time is over: counted, and let go.
#include "engine.h"
#include "letting_go.h"
#include "temgoc/registry/personal_data.h"

namespace temgoc {

using sql::Database;

namespace {

std::uint64_t count(Database& database, std::string_view sql, Instant before) {
  return static_cast<std::uint64_t>(database.number(sql, before));
}

std::uint64_t changed(Database& database) {
  return static_cast<std::uint64_t>(database.connection().changed_rows());
}

void let_reports_go(Database& database, Instant before, unsigned most, RetentionCounts& gone) {
  static constexpr const char* kOld = "(SELECT id FROM report WHERE at < ?1 ORDER BY id LIMIT ?2)";
  static const std::string kAnswers =
      std::string("DELETE FROM report_answer WHERE report_id IN ") + kOld;
  static const std::string kReports = std::string("DELETE FROM report WHERE id IN ") + kOld;
  database.run(kAnswers, before, most);
  database.run(kReports, before, most);
  gone.reports = changed(database);
}

void let_visits_go(Database& database, Instant before, unsigned most, RetentionCounts& gone) {
  static constexpr const char* kOld =
      "(SELECT id FROM visit WHERE received_at < ?1 ORDER BY id LIMIT ?2)";
  for (const char* table : {"visit_verdict", "visit_summary"})
    database.run(std::string("DELETE FROM ") + table + " WHERE visit IN " + kOld, before, most);
  database.run(std::string("DELETE FROM visit WHERE id IN ") + kOld, before, most);
  gone.visits = changed(database);
  database.run(
      "DELETE FROM inspector WHERE coalesce(revoked_at, expires_at) < ?1 AND expires_at < ?1 AND "
      "NOT EXISTS (SELECT 1 FROM visit WHERE inspector_id = inspector.id)",
      before);
  gone.inspectors = changed(database);
}

// The terms of an event have no index by event: they are read once for all that go.
void let_epcis_go(Database& database, Instant before, unsigned most, RetentionCounts& gone) {
  static constexpr const char* kOld =
      "(SELECT id FROM epcis_document WHERE at < ?1 ORDER BY id LIMIT ?2)";
  static const std::string kEvents =
      std::string("SELECT id FROM epcis_event WHERE document_id IN ") + kOld;
  if (!database.exists("SELECT 1 FROM epcis_document WHERE at < ?", before)) return;
  for (const char* table : {"epcis_term", "epcis_number"}) {
    database.run(std::string("DELETE FROM ") + table + " WHERE event_id IN (" + kEvents + ")",
                 before, most);
  }
  database.run(std::string("DELETE FROM epcis_event WHERE document_id IN ") + kOld, before, most);
  gone.epcis_events = changed(database);
  database.run(std::string("DELETE FROM epcis_attribute WHERE document_id IN ") + kOld, before,
               most);
  database.run(std::string("DELETE FROM epcis_document WHERE id IN ") + kOld, before, most);
  gone.epcis_documents = changed(database);
  // Texts that nothing names any more. The rows stay, since others may be asked for by number.
  database.run(
      "UPDATE epcis_text SET text = 'gone ' || id WHERE text <> 'gone ' || id AND id NOT IN "
      "(SELECT "
      "field_id FROM epcis_term UNION SELECT value_id FROM epcis_term UNION SELECT field_id FROM "
      "epcis_number)");
}

}  // namespace

RetentionCounts PersonalData::old_rows(const RetentionCuts& cuts) const {
  Database& database = *engine_->database;
  RetentionCounts counts;
  counts.scan_days = static_cast<std::uint64_t>(
      database.number("SELECT (SELECT count(*) FROM scan_day WHERE day < ?1) + (SELECT count(*) "
                      "FROM scan_alarm WHERE day < ?1)",
                      cuts.scans));
  counts.reports = count(database, "SELECT count(*) FROM report WHERE at < ?", cuts.reports);
  counts.visits = count(database, "SELECT count(*) FROM visit WHERE received_at < ?", cuts.visits);
  counts.inspectors = count(
      database,
      "SELECT count(*) FROM inspector i WHERE coalesce(revoked_at, expires_at) < ?1 AND expires_at "
      "< ?1 AND NOT EXISTS (SELECT 1 FROM visit WHERE inspector_id = i.id AND received_at >= ?1)",
      cuts.visits);
  counts.epcis_documents =
      count(database, "SELECT count(*) FROM epcis_document WHERE at < ?", cuts.epcis);
  counts.epcis_events = count(
      database,
      "SELECT count(*) FROM epcis_event WHERE document_id IN (SELECT id FROM epcis_document WHERE "
      "at < ?)",
      cuts.epcis);
  counts.acts = count(database, "SELECT count(*) FROM act WHERE at < ?", cuts.acts);
  return counts;
}

RetentionCounts PersonalData::let_go(const RetentionCuts& cuts, unsigned most) {
  Database& database = *engine_->database;
  const sql::LettingGo allowed(database);
  RetentionCounts gone;
  database.run(
      "DELETE FROM scan_day WHERE (day, lot_id, serial, place) IN (SELECT day, lot_id, serial, "
      "place FROM scan_day WHERE day < ? LIMIT ?)",
      cuts.scans, most);
  gone.scan_days = changed(database);
  database.run("DELETE FROM scan_alarm WHERE day < ?", cuts.scans);
  gone.scan_days += changed(database);
  let_reports_go(database, cuts.reports, most, gone);
  let_visits_go(database, cuts.visits, most, gone);
  let_epcis_go(database, cuts.epcis, most, gone);
  database.run("DELETE FROM act WHERE id IN (SELECT id FROM act WHERE at < ? ORDER BY id LIMIT ?)",
               cuts.acts, most);
  gone.acts = changed(database);
  return gone;
}

}  // namespace temgoc
