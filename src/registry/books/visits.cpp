// Visits as the office looks for them.
#include <limits>

#include "inspections_connection.h"
#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"

namespace temgoc {

using sql::Statement;

namespace {

// The summaries tell which visits are meant; a visit itself is read where it is shown.
constexpr std::string_view kMeant =
    " JOIN visit_summary s ON s.visit = v.id WHERE v.id < ?1 AND (?2 = 0 OR v.inspector_id = ?2) "
    "AND s.day BETWEEN ?3 AND ?4 AND (?5 = '' OR EXISTS (SELECT 1 FROM visit_verdict d WHERE "
    "d.visit = v.id AND d.verdict = ?5)) ORDER BY v.id DESC";
constexpr const char* kSummaryColumns =
    "SELECT v.id, v.receipt, v.received_at, i.name, s.day, s.place, s.labels, s.photos "
    "FROM visit v JOIN inspector i ON i.id = v.inspector_id";
constexpr const char* kWithoutPhotos =
    "CASE WHEN NOT json_valid(v.body) THEN v.body WHEN json_type(v.body, '$.photos') = 'array' "
    "THEN json_set(v.body, '$.photos', json_array_length(v.body, '$.photos')) ELSE v.body END, "
    "s.place";
constexpr int kPlaceOfVisit = 6, kPlaceOfSummary = 5;

// Everything in a body but its id is the phone's: whatever has another type is left out. The day is
// when it began, as the phone says, and when it was received, where that is later or says nothing;
// ?2 is how far Vietnam's clock is ahead, in milliseconds.
constexpr const char* kSummarise =
    "INSERT INTO visit_summary "
    "SELECT id, coalesce(CASE WHEN began <= received THEN began END, received), place, labels, "
    "photos "
    "FROM (SELECT id, (received_at + ?2) / 86400000 AS received, "
    "CASE json_type(body, '$.began_at') WHEN 'text' "
    "THEN (CAST(strftime('%s', json_extract(body, '$.began_at')) AS INTEGER) + ?2 / 1000) / 86400 "
    "END "
    "AS began, "
    "CASE json_type(body, '$.place') WHEN 'text' THEN json_extract(body, '$.place') ELSE '' END AS "
    "place, "
    "coalesce(json_array_length(body, '$.items'), 0) AS labels, "
    "coalesce(json_array_length(body, '$.photos'), 0) AS photos "
    "FROM (SELECT id, received_at, CASE WHEN json_valid(body) THEN body ELSE '{}' END AS body FROM "
    "visit WHERE id = ?1) AS readable) AS summary";
constexpr const char* kCountVerdicts =
    "INSERT INTO visit_verdict "
    "SELECT v.id, json_extract(i.value, '$.verdict'), count(*) "
    "FROM visit v, json_each(CASE WHEN json_valid(v.body) THEN v.body ELSE '{}' END, '$.items') i "
    "WHERE v.id = ? AND i.type = 'object' AND json_type(i.value, '$.verdict') = 'text' GROUP BY 1, "
    "2";

Statement meant(sql::Database& database, std::string sql, const VisitFilter& filter) {
  constexpr std::int64_t kAnyDay = std::numeric_limits<std::int32_t>::max();
  const auto day = [](const std::optional<Day>& bound, std::int64_t open) {
    return bound ? static_cast<std::int64_t>(bound->time_since_epoch().count()) : open;
  };
  return database.query(sql.append(kMeant), filter.before_id, filter.inspector_id.value_or(0),
                        day(filter.from, -kAnyDay), day(filter.until, kAnyDay), filter.verdict);
}

// SQLite does not know that "cho" is meant to find "Chợ".
bool is_of_place(const VisitFilter& filter, const std::string& place) {
  return filter.place.empty() || folded(place).find(folded(filter.place)) != std::string::npos;
}

VisitSummary summary_row(const Statement& row) {
  return {.id = row.integer(0),
          .receipt = row.text(1),
          .received_at = row.instant(2),
          .inspector_name = row.text(3),
          .day = row.day(4),
          .place = row.text(kPlaceOfSummary),
          .labels = static_cast<unsigned>(row.integer(6)),
          .photos = static_cast<unsigned>(row.integer(7))};
}

}  // namespace

void sql::summarise_visit(Database& database, std::int64_t id) {
  database.run(kSummarise, id,
               static_cast<std::int64_t>(std::chrono::milliseconds(kVietnamAhead).count()));
  database.run(kCountVerdicts, id);
}

std::string sql::visit_select(std::string_view body) {
  std::string sql = "SELECT v.inspector_id, v.visit_id, v.receipt, v.received_at, i.name, ";
  sql.append(body);
  return sql + " FROM visit v JOIN inspector i ON i.id = v.inspector_id";
}

InspectionVisit sql::visit_row(const Statement& row) {
  return {.inspector_id = row.integer(0),
          .visit_id = row.text(1),
          .receipt = row.text(2),
          .received_at = row.instant(3),
          .body = row.text(5),
          .inspector_name = row.text(4)};
}

std::vector<InspectionVisit> Inspections::visits(const VisitFilter& filter) const {
  static const std::string kSql = sql::visit_select(kWithoutPhotos);
  Statement rows = meant(*connection_->database, kSql, filter);
  std::vector<InspectionVisit> all;
  while (all.size() < filter.limit && rows.step())
    if (is_of_place(filter, rows.text(kPlaceOfVisit))) all.push_back(sql::visit_row(rows));
  return all;
}

std::vector<VisitSummary> Inspections::visit_summaries(const VisitFilter& filter) const {
  Statement rows = meant(*connection_->database, kSummaryColumns, filter);
  std::vector<VisitSummary> all;
  while (all.size() < filter.limit && rows.step())
    if (is_of_place(filter, rows.text(kPlaceOfSummary))) all.push_back(summary_row(rows));
  for (VisitSummary& each : all) {
    Statement verdicts = connection_->database->query(
        "SELECT verdict, labels FROM visit_verdict WHERE visit = ? ORDER BY verdict", each.id);
    while (verdicts.step())
      each.verdicts.emplace_back(verdicts.text(0), static_cast<unsigned>(verdicts.integer(1)));
  }
  return all;
}

}  // namespace temgoc
