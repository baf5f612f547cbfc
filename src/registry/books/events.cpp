// Events: stored whole as they were told, beside the rows by which they are found.
#include <algorithm>

#include "engine.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr const char* kEventSelect =
    "SELECT e.id, e.body, e.at, x.reason, x.at, x.who, x.replaced_by FROM event e "
    "LEFT JOIN event_error x ON x.event_id = e.id ";

RecordedEvent event_row(const Statement& row) {
  RecordedEvent recorded{.event = event_from(sql::trusted(parse_json(row.text(1)))),
                         .at = row.instant(2)};
  recorded.event.id = row.integer(0);
  if (!row.is_null(3)) {
    recorded.error = EventError{.reason = row.text(3),
                                .at = row.instant(4),
                                .who = row.text(5),
                                .replaced_by = row.is_null(6) ? 0 : row.integer(6)};
  }
  return recorded;
}

// What two events that say the same have in common.
std::string sense(Event event) {
  event.salt.clear();
  event.corrects = 0;
  return canonical_json(to_json(event));
}

std::optional<std::int64_t> sealed_row(Database& database, const LotName& name) {
  if (name.kind != LotName::Kind::sealed) return std::nullopt;
  Statement row = database.query("SELECT id FROM lot WHERE short_code = ?", name.code);
  return row.step() ? std::optional(row.integer(0)) : std::nullopt;
}

TracedLot traced_row(const Statement& row) {
  const std::string kind = row.text(1);
  TracedLot lot{.id = row.integer(0),
                .name = {.kind = LotName::Kind::own, .owner = row.text(2), .code = row.text(3)},
                .goods = row.text(5)};
  for (const auto each : {LotName::Kind::sealed, LotName::Kind::partner}) {
    if (to_text(each) == kind) lot.name.kind = each;
  }
  if (!row.is_null(4)) lot.lot_id = row.integer(4);
  return lot;
}

std::optional<TracedLot> first_traced(Statement row) {
  if (!row.step()) return std::nullopt;
  return traced_row(row);
}

std::int64_t unit_row(Database& database, const std::string& name) {
  Statement row = database.query("SELECT id FROM event_unit WHERE name = ?", name);
  if (row.step()) return row.integer(0);
  return database.insert("INSERT INTO event_unit (name) VALUES (?)", name);
}

// The row of a lot that the event names, made where there is none.
Result<std::int64_t> traced_id(Database& database, const EventBook& book, const EventLot& each) {
  if (const auto known = book.lot(each.lot)) return known->id;
  const auto sealed = sealed_row(database, each.lot);
  if (each.lot.kind == LotName::Kind::sealed && !sealed) {
    return Error{.code = "unknown_reference", .field = "lot", .value = each.lot.text()};
  }
  return database.insert(
      "INSERT INTO traced_lot (kind, owner, code, lot_id, goods) VALUES (?, ?, ?, ?, ?)",
      to_text(each.lot.kind), each.lot.owner, each.lot.code, sealed,
      sealed ? std::string() : each.goods);
}

Result<void> add_lot(Database& database, const EventBook& book, std::int64_t event_id,
                     const EventLot& each) {
  auto traced = traced_id(database, book, each);
  if (!traced) return traced.error();
  std::optional<std::int64_t> unit, amount;
  if (each.quantity) {
    const Measure measure = measure_of(*each.quantity).value();
    unit = unit_row(database, measure.unit);
    amount = measure.amount;
  }
  database.run(
      "INSERT INTO event_lot (event_id, role, traced_lot_id, unit_id, amount) VALUES (?, ?, ?, ?, "
      "?)",
      event_id, static_cast<int>(each.role), *traced, unit, amount);
  return {};
}

std::optional<Error> missing_of(Database& database, const Event& event) {
  if (auto missing =
          sql::missing_reference(database, {{"cooperative_id", "cooperative", event.cooperative_id},
                                            {"place_id", "place", event.place_id}}))
    return missing;
  for (const auto& [field, id] :
       {std::pair{"partner_id", event.partner_id}, std::pair{"carrier_id", event.carrier_id}}) {
    if (id.empty() || database.exists("SELECT 1 FROM partner WHERE partner_id = ?", id)) continue;
    return Error{.code = "unknown_reference", .field = field, .value = shortened(id)};
  }
  return std::nullopt;
}

// Apart, because GCC 12 holds the value of an empty optional for read where it is made in the call.
[[gnu::noinline]] std::optional<std::int64_t> number_of(const std::optional<bool>& flag) {
  return flag ? std::optional<std::int64_t>(*flag ? 1 : 0) : std::nullopt;
}

}  // namespace

EventBook::EventBook(Registry& registry) : engine_(registry.engine_.get()) {}

const EventBook EventBook::of(const Registry& registry) {
  return EventBook(registry.engine_.get());
}

Result<std::int64_t> EventBook::add(const Event& event, Instant at) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  if (auto missing = missing_of(database, event)) return *missing;
  const std::string body = canonical_json(to_json(event));
  const std::int64_t id = std::max(database.number("SELECT coalesce(max(id), 0) FROM event"),
                                   sql::spent_number(database, "event", "")) +
                          1;
  database.run(
      "INSERT INTO event (id, cooperative_id, kind, happened_at, place_id, partner_id, passed, at, "
      "body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, event.cooperative_id, to_text(event.kind), event.when.at,
      sql::null_if_empty(event.place_id), sql::null_if_empty(event.partner_id),
      number_of(event.passed), at, body);
  for (const EventLot& each : event.lots) {
    if (auto added = add_lot(database, *this, id, each); !added) return added.error();
  }
  if (engine_->fact_entries) {
    sql::append_to_main_log(database, [&](std::string_view realm) {
      return engine_->fact_entries->event(realm, id, body, at);
    });
  }
  transaction.commit();
  return id;
}

Result<void> EventBook::declare_error(std::int64_t event_id, const EventError& error) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const auto standing = event(event_id);
  if (!standing)
    return Error{.code = "event_unknown", .field = "event", .value = std::to_string(event_id)};
  if (standing->error) {
    return Error{.code = "event_in_error",
                 .field = "event",
                 .value = std::to_string(event_id),
                 .args = {{"reason", standing->error->reason}}};
  }
  const auto replaced = error.replaced_by != 0 ? std::optional(error.replaced_by) : std::nullopt;
  database.run(
      "INSERT INTO event_error (event_id, replaced_by, reason, who, at) VALUES (?, ?, ?, ?, ?)",
      event_id, replaced, error.reason, error.who, error.at);
  if (engine_->fact_entries) {
    sql::append_to_main_log(database, [&](std::string_view realm) {
      return engine_->fact_entries->event_error(realm, event_id, error);
    });
  }
  transaction.commit();
  return {};
}

std::optional<RecordedEvent> EventBook::event(std::int64_t id) const {
  static const std::string kSql = std::string(kEventSelect) + "WHERE e.id = ?";
  Statement row = engine_->database->query(kSql, id);
  if (!row.step()) return std::nullopt;
  return event_row(row);
}

std::vector<RecordedEvent> EventBook::events(const EventFilter& filter) const {
  static const std::string kRest =
      "WHERE (?1 = '' OR e.cooperative_id = ?1) AND (?2 = '' OR e.kind = ?2) AND (?3 = '' OR "
      "e.place_id = ?3) AND e.happened_at BETWEEN ?4 AND ?5 AND (?6 OR x.id IS NULL) AND "
      "(e.happened_at < ?8 OR e.happened_at = ?8 AND e.id < ?9) "
      "ORDER BY e.happened_at DESC, e.id DESC LIMIT ?7";
  static const std::string kAll = std::string(kEventSelect) + kRest;
  static const std::string kOfLot =
      std::string(kEventSelect) +
      "JOIN (SELECT DISTINCT event_id FROM event_lot WHERE traced_lot_id = ?10) l ON l.event_id = "
      "e.id " +
      kRest;
  const Instant from = filter.from.value_or(Instant(std::chrono::milliseconds(INT64_MIN)));
  const Instant until = filter.until.value_or(Instant(std::chrono::milliseconds(INT64_MAX)));
  const std::string kind = filter.kind ? to_text(*filter.kind) : std::string();
  const auto [seen_at, seen_id] =
      filter.after.value_or(std::pair(Instant(std::chrono::milliseconds(INT64_MAX)), INT64_MAX));
  std::vector<RecordedEvent> found;
  const auto read = [&found](Statement rows) {
    while (rows.step()) found.push_back(event_row(rows));
  };
  Database& database = *engine_->database;
  if (filter.traced_lot_id) {
    read(database.query(kOfLot, filter.cooperative_id, kind, filter.place_id, from, until,
                        int{filter.with_errors}, filter.limit, seen_at, seen_id,
                        *filter.traced_lot_id));
  } else {
    read(database.query(kAll, filter.cooperative_id, kind, filter.place_id, from, until,
                        int{filter.with_errors}, filter.limit, seen_at, seen_id));
  }
  return found;
}

std::optional<std::int64_t> EventBook::same(const Event& event) const {
  static const std::string kSql = std::string(kEventSelect) +
                                  "WHERE e.happened_at = ? AND e.kind = ? AND e.cooperative_id = ? "
                                  "AND x.id IS NULL ORDER BY e.id";
  Statement rows =
      engine_->database->query(kSql, event.when.at, to_text(event.kind), event.cooperative_id);
  const std::string wanted = sense(event);
  while (rows.step()) {
    RecordedEvent standing = event_row(rows);
    const std::int64_t id = standing.event.id;
    if (sense(std::move(standing.event)) == wanted) return id;
  }
  return std::nullopt;
}

std::optional<TracedLot> EventBook::lot(const LotName& name) const {
  return first_traced(engine_->database->query(
      "SELECT id, kind, owner, code, lot_id, goods FROM traced_lot WHERE kind = ? AND owner = ? "
      "AND code = ?",
      to_text(name.kind), name.owner, name.code));
}

std::optional<TracedLot> EventBook::lot(std::int64_t id) const {
  return first_traced(engine_->database->query(
      "SELECT id, kind, owner, code, lot_id, goods FROM traced_lot WHERE id = ?", id));
}

std::vector<std::string> EventBook::typed_codes(std::string_view cooperative_id,
                                                const LotCode& code) const {
  Statement rows = engine_->database->query(
      "SELECT l.short_code FROM product p CROSS JOIN realm r CROSS JOIN lot l ON l.realm_id = r.id "
      "AND l.gtin = p.gtin AND l.code = ? WHERE p.cooperative_id = ? ORDER BY r.test, l.id",
      code.text(), cooperative_id);
  std::vector<std::string> codes;
  while (rows.step()) codes.push_back(rows.text(0));
  return codes;
}

std::vector<LotMove> EventBook::moves(std::int64_t traced_lot_id) const {
  Statement rows = engine_->database->query(
      "SELECT e.id, e.kind, l.role, e.happened_at, e.passed, e.place_id, e.partner_id, u.name, "
      "l.amount FROM event_lot l JOIN event e ON e.id = l.event_id LEFT JOIN event_unit u ON u.id "
      "= l.unit_id WHERE l.traced_lot_id = ? AND NOT EXISTS (SELECT 1 FROM event_error x WHERE "
      "x.event_id = e.id) ORDER BY e.happened_at, e.id",
      traced_lot_id);
  std::vector<LotMove> all;
  while (rows.step()) {
    LotMove move{.event_id = rows.integer(0),
                 .role = static_cast<LotRole>(rows.integer(2)),
                 .happened_at = rows.instant(3),
                 .place_id = rows.text(5),
                 .partner_id = rows.text(6)};
    move.kind = event_kind_from(rows.text(1)).value();
    if (!rows.is_null(4)) move.passed = rows.integer(4) != 0;
    if (!rows.is_null(8)) move.measure = Measure{rows.text(7), rows.integer(8)};
    all.push_back(std::move(move));
  }
  return all;
}

}  // namespace temgoc
