// Events as an auditor reads them: the rows by which they are found beside what was told.
#include <map>
#include <set>

#include "audit_state.h"
#include "engine.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/model/measure.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

RegistryAudit::EventErrorRow error_row(const Statement& row) {
  return {.event_id = row.integer(0),
          .error = {.reason = row.text(1),
                    .at = row.instant(2),
                    .who = row.text(3),
                    .replaced_by = row.is_null(4) ? 0 : row.integer(4)}};
}

// A lot of an event as text: role, name, unit and amount.
std::string line_text(int role, const std::string& kind, const std::string& owner,
                      const std::string& code, const std::string& unit, std::int64_t amount) {
  return std::to_string(role) + "\n" + kind + "\n" + owner + "\n" + code + "\n" + unit + "\n" +
         std::to_string(amount);
}

std::string line_text(const EventLot& each) {
  const auto measure = each.quantity ? measure_of(*each.quantity) : std::nullopt;
  return line_text(static_cast<int>(each.role), to_text(each.lot.kind), each.lot.owner,
                   each.lot.code, measure ? measure->unit : "", measure ? measure->amount : -1);
}

std::multiset<std::string> stored_lines(Database& database, std::int64_t event_id) {
  Statement rows = database.query(
      "SELECT l.role, t.kind, t.owner, t.code, u.name, l.amount FROM event_lot l LEFT JOIN "
      "traced_lot t ON t.id = l.traced_lot_id LEFT JOIN event_unit u ON u.id = l.unit_id WHERE "
      "l.event_id = ?",
      event_id);
  std::multiset<std::string> lines;
  while (rows.step()) {
    lines.insert(line_text(static_cast<int>(rows.integer(0)), rows.text(1), rows.text(2),
                           rows.text(3), rows.text(4), rows.is_null(5) ? -1 : rows.integer(5)));
  }
  return lines;
}

bool columns_agree(const Statement& row, const Event& event) {
  const bool passed =
      row.is_null(6) ? !event.passed : event.passed && *event.passed == (row.integer(6) != 0);
  return row.text(1) == event.cooperative_id && row.text(2) == to_text(event.kind) &&
         row.instant(3) == event.when.at && row.text(4) == event.place_id &&
         row.text(5) == event.partner_id && passed;
}

// What a lot is, as the first event that names it tells.
using GoodsByLot = std::map<std::string, std::string>;

std::string name_text(const std::string& kind, const std::string& owner, const std::string& code) {
  return kind + "\n" + owner + "\n" + code;
}

bool agrees(Database& database, const Statement& row, GoodsByLot& goods) {
  const auto read =
      if_readable<Event>([&] { return event_from(sql::trusted(parse_json(row.text(7)))); });
  if (!read || !columns_agree(row, *read)) return false;
  std::multiset<std::string> told;
  for (const EventLot& each : read->lots) {
    told.insert(line_text(each));
    const bool sealed = each.lot.kind == LotName::Kind::sealed;
    goods.try_emplace(name_text(to_text(each.lot.kind), each.lot.owner, each.lot.code),
                      sealed ? std::string() : each.goods);
  }
  return told == stored_lines(database, row.integer(0));
}

}  // namespace

void RegistryAudit::each_event(const std::function<void(std::optional<EventRow>)>& visit) const {
  Statement rows = state_->database->query(
      "SELECT v.id, v.body, v.at, e.logged, e.remaining FROM event v LEFT JOIN erasure e ON e.what "
      "= 'event' AND e.subject = CAST(v.id AS TEXT) AND e.version = 1 AND e.nth = (SELECT max(nth) "
      "FROM erasure x WHERE x.what = 'event' AND x.subject = CAST(v.id AS TEXT) AND x.version = 1) "
      "ORDER BY v.id");
  while (rows.step()) {
    visit(if_readable<EventRow>([&] {
      EventRow row{rows.integer(0), rows.text(1), rows.instant(2)};
      if (!rows.is_null(3)) row.erased = {rows.text(3), rows.text(4)};
      return row;
    }));
  }
}

void RegistryAudit::each_event_error(
    const std::function<void(std::optional<EventErrorRow>)>& visit) const {
  Statement rows = state_->database->query(
      "SELECT event_id, reason, at, who, replaced_by FROM event_error e WHERE NOT EXISTS (SELECT 1 "
      "FROM known_by_entry k WHERE k.kind = 'event_error' AND k.row_id = e.id) ORDER BY id");
  while (rows.step()) visit(if_readable<EventErrorRow>([&] { return error_row(rows); }));
}

std::optional<RegistryAudit::EventErrorRow> RegistryAudit::event_error_by_entry(
    std::string_view realm, std::uint64_t index) const {
  Statement rows = state_->database->query(
      "SELECT x.event_id, x.reason, x.at, x.who, x.replaced_by FROM known_by_entry k JOIN "
      "event_error x ON x.id = k.row_id WHERE k.kind = 'event_error' AND k.realm_id = (SELECT id "
      "FROM realm WHERE name = ?) AND k.leaf_index = ?",
      realm, index);
  if (!rows.step()) return std::nullopt;
  return if_readable<EventErrorRow>([&] { return error_row(rows); });
}

bool RegistryAudit::has_event(std::int64_t id) const {
  return state_->database->exists("SELECT 1 FROM event WHERE id = ?", id);
}

std::vector<std::string> RegistryAudit::events_out_of_date() const {
  Database& database = *state_->database;
  Statement rows = database.query(
      "SELECT id, cooperative_id, kind, happened_at, place_id, partner_id, passed, body FROM event "
      "ORDER BY id");
  std::vector<std::string> edited;
  GoodsByLot goods;
  while (rows.step()) {
    const auto same = if_readable<bool>([&] { return agrees(database, rows, goods); });
    if (!same.value_or(false)) edited.push_back(std::to_string(rows.integer(0)));
  }
  Statement names = database.query("SELECT kind, owner, code, goods FROM traced_lot ORDER BY id");
  while (names.step()) {
    const auto told = goods.find(name_text(names.text(0), names.text(1), names.text(2)));
    if (told != goods.end() && told->second != names.text(3)) edited.push_back(names.text(2));
  }
  Statement units = database.query(
      "SELECT name FROM event_unit u WHERE NOT EXISTS (SELECT 1 FROM event_lot WHERE unit_id = "
      "u.id) ORDER BY id");
  while (units.step()) edited.push_back(units.text(0));
  Statement lots = database.query(
      "SELECT CASE WHEN t.kind = 'sealed' THEN t.code ELSE t.owner || ':' || t.code END FROM "
      "traced_lot t LEFT JOIN "
      "lot l ON l.id = t.lot_id WHERE NOT EXISTS (SELECT 1 FROM event_lot e WHERE e.traced_lot_id "
      "= t.id) OR (t.kind = 'sealed' AND l.short_code IS DISTINCT FROM t.code) OR (t.kind <> "
      "'sealed' AND "
      "t.lot_id IS NOT NULL) ORDER BY t.id");
  while (lots.step()) edited.push_back(lots.text(0));
  return edited;
}

}  // namespace temgoc
