// Rolls with their codes, and which lot was given which of them.
#include "temgoc/registry/roll_book.h"

#include <algorithm>
#include <stdexcept>

#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

const std::string sql::kRollSelect =
    "SELECT o.id, r.name, o.cooperative_id, o.product_id, o.gtin, o.host, o.template_id, "
    "o.template_sha256, o.labels, o.setup, o.who, o.at, o.leaf_index "
    "FROM roll o JOIN realm r ON r.id = o.realm_id ";
const std::string sql::kRollRangeSelect =
    "SELECT g.id, g.roll_id, g.first, g.last, g.lot_id, g.reason, g.who, g.at, g.leaf_index "
    "FROM roll_range g ";

namespace {

std::uint32_t number(const Statement& row, int column) {
  return static_cast<std::uint32_t>(row.integer(column));
}

std::uint32_t labels_in(Database& database, std::int64_t roll_id, bool of_lots) {
  return static_cast<std::uint32_t>(
      database.number("SELECT coalesce(sum(last - first + 1), 0) FROM roll_range WHERE roll_id = ? "
                      "AND CASE WHEN lot_id IS NULL THEN 0 ELSE 1 END = ?",
                      roll_id, of_lots ? 1 : 0));
}

RollOnRecord on_record(Database& database, Roll roll) {
  RollOnRecord found{.roll = std::move(roll)};
  found.claimed = labels_in(database, found.roll.id, true);
  found.voided = labels_in(database, found.roll.id, false);
  return found;
}

std::vector<RollRange> all_ranges(Statement rows) {
  std::vector<RollRange> ranges;
  while (rows.step()) ranges.push_back(sql::roll_range_row(rows));
  return ranges;
}

std::optional<RollRange> range_in_the_way(Database& database, const RollRange& asked) {
  static const std::string kSql = sql::kRollRangeSelect +
                                  "WHERE g.roll_id = ? AND g.last >= ? AND g.first <= ? "
                                  "ORDER BY g.last LIMIT 1";
  Statement row = database.query(kSql, asked.roll_id, asked.first, asked.last);
  if (!row.step()) return std::nullopt;
  return sql::roll_range_row(row);
}

std::string lot_code_of(Database& database, const std::optional<std::int64_t>& lot_id) {
  if (!lot_id) return {};
  Statement row = database.query("SELECT code FROM lot WHERE id = ?", *lot_id);
  return row.step() ? row.text(0) : std::string();
}

Error labels_given(Database& database, const RollRange& asked, const RollRange& standing) {
  return {.code = "roll_labels_given",
          .field = "first",
          .value = std::to_string(asked.first) + "-" + std::to_string(asked.last),
          .args = {{"first", std::to_string(standing.first)},
                   {"last", std::to_string(standing.last)},
                   {"lot", lot_code_of(database, standing.lot_id)}}};
}

Result<void> store_codes(Database& database, std::int64_t roll_id, std::span<const Serial> codes) {
  try {
    sql::Transaction part(database);
    const auto rows = database.pour("roll_code", {"serial", "roll_id", "position"});
    std::int64_t position = 0;
    for (const Serial& code : codes) rows->add({code.text(), roll_id, ++position});
    rows->finish();
    part.commit();
    return {};
  } catch (const sql::ConstraintFailure&) {
    // The schema says that one of them is there already, and not which.
    if (auto taken = sql::taken_serial(codes, [&](const std::string& code) {
          return database.exists("SELECT 1 FROM roll_code WHERE serial = ?", code);
        }))
      return *taken;
    throw;
  }
}

}  // namespace

Roll sql::roll_row(const Statement& row) {
  return {.id = row.integer(0),
          .realm = row.text(1),
          .cooperative_id = row.text(2),
          .product_id = row.text(3),
          .gtin = trusted(Gtin::parse(row.text(4))),
          .host = row.text(5),
          .template_id = row.text(6),
          .template_sha256 = row.text(7),
          .labels = number(row, 8),
          .setup = print_setup_from(row.text(9)),
          .who = row.text(10),
          .at = row.instant(11),
          .leaf_index = static_cast<std::uint64_t>(row.integer(12))};
}

RollRange sql::roll_range_row(const Statement& row) {
  RollRange range{.id = row.integer(0),
                  .roll_id = row.integer(1),
                  .first = number(row, 2),
                  .last = number(row, 3),
                  .reason = row.text(5),
                  .who = row.text(6),
                  .at = row.instant(7),
                  .leaf_index = static_cast<std::uint64_t>(row.integer(8))};
  if (!row.is_null(4)) range.lot_id = row.integer(4);
  return range;
}

std::vector<Serial> sql::roll_codes(Database& database, std::int64_t roll_id) {
  Statement rows = database.query(
      "SELECT serial, position FROM roll_code WHERE roll_id = ? ORDER BY position", roll_id);
  std::vector<Serial> codes;
  while (rows.step()) {
    codes.push_back(trusted(Serial::parse(rows.text(0))));
    if (number(rows, 1) != codes.size()) throw std::logic_error("a label of a roll left out");
  }
  return codes;
}

std::optional<sql::RollCode> sql::roll_code(Database& database, const Serial& code) {
  Statement row = database.query(
      "SELECT c.roll_id, c.position, r.name, o.cooperative_id, o.gtin, o.product_id FROM roll_code "
      "c JOIN roll o ON o.id = c.roll_id JOIN realm r ON r.id = o.realm_id WHERE c.serial = ?",
      code.text());
  if (!row.step()) return std::nullopt;
  RollCode found{.label = {row.integer(0), number(row, 1)},
                 .code = {row.text(2), row.text(3), trusted(Gtin::parse(row.text(4)))},
                 .product_id = row.text(5)};
  static const std::string kSql =
      kRollRangeSelect + "WHERE g.roll_id = ?1 AND g.last >= ?2 AND g.first <= ?2 LIMIT 1";
  Statement range = database.query(kSql, found.label.roll_id, found.label.label);
  if (range.step()) found.range = roll_range_row(range);
  return found;
}

std::optional<std::uint64_t> sql::claimed_at(Database& database, std::int64_t lot_id,
                                             const std::string& serial) {
  Statement row = database.query(
      "SELECT g.leaf_index FROM roll_code c JOIN roll_range g ON g.roll_id = c.roll_id AND g.last "
      ">= c.position AND g.first <= c.position WHERE c.serial = ? AND g.lot_id = ?",
      serial, lot_id);
  if (!row.step()) return std::nullopt;
  return static_cast<std::uint64_t>(row.integer(0));
}

std::uint64_t sql::claimed_labels(Database& database, std::int64_t lot_id) {
  return static_cast<std::uint64_t>(database.number(
      "SELECT coalesce(sum(last - first + 1), 0) FROM roll_range WHERE lot_id = ?", lot_id));
}

std::int64_t sql::lost_rolls(Database& database) {
  Statement entries = database.query(
      "SELECT e.entry FROM known_by_entry k JOIN log_entry e ON e.realm_id = k.realm_id AND "
      "e.leaf_index = k.leaf_index WHERE k.row_id IS NULL AND k.kind = 'none'");
  std::int64_t lost = 0;
  while (entries.step()) lost += as_text(entries.blob(0)).starts_with("temgoc-roll/");
  return lost;
}

Result<Roll> RollBook::add_roll(const Roll& asked, std::string_view template_text,
                                std::span<const Serial> codes,
                                const std::function<std::string(const Roll&)>& entry) {
  if (asked.labels < 1 || codes.size() != asked.labels)
    throw std::logic_error("a roll of other codes than labels");
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  if (auto missing =
          sql::missing_reference(database, {{"cooperative_id", "cooperative", asked.cooperative_id},
                                            {"product_id", "product", asked.product_id}}))
    return *missing;
  Roll roll = asked;
  const std::int64_t realm_id = sql::realm_row(database, roll.realm);
  // People call a roll by its number, so that of a lost one is not given again.
  roll.id = std::max(database.number("SELECT coalesce(max(id), 0) FROM roll"),
                     database.number("SELECT count(*) FROM roll") + sql::lost_rolls(database)) +
            1;
  roll.leaf_index = sql::next_leaf_index(database, realm_id);
  if (!template_text.empty())
    database.run("INSERT INTO label_template (sha256, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
                 roll.template_sha256, template_text);
  sql::append_log_entry(database, realm_id, roll.leaf_index, entry(roll));
  database.run(
      "INSERT INTO roll (id, realm_id, leaf_index, cooperative_id, product_id, gtin, host, "
      "template_id, template_sha256, labels, setup, who, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?)",
      roll.id, realm_id, roll.leaf_index, roll.cooperative_id, roll.product_id, roll.gtin.digits(),
      roll.host, roll.template_id, roll.template_sha256, roll.labels, stored(roll.setup), roll.who,
      roll.at);
  if (auto kept = store_codes(database, roll.id, codes); !kept) return kept.error();
  transaction.commit();
  return roll;
}

std::optional<Roll> RollBook::roll(std::int64_t id) const {
  static const std::string kSql = sql::kRollSelect + "WHERE o.id = ?";
  Statement row = engine_->database->query(kSql, id);
  if (!row.step()) return std::nullopt;
  return sql::roll_row(row);
}

std::optional<RollOnRecord> RollBook::roll_on_record(std::int64_t id) const {
  const sql::Snapshot snapshot(*engine_->database);
  auto found = roll(id);
  if (!found) return std::nullopt;
  return on_record(*engine_->database, *std::move(found));
}

std::vector<RollOnRecord> RollBook::rolls(const RollFilter& filter) const {
  Database& database = *engine_->database;
  const sql::Snapshot snapshot(database);
  static const std::string kAny = sql::kRollSelect + "WHERE o.id < ? ORDER BY o.id DESC";
  static const std::string kOfCooperative =
      sql::kRollSelect + "WHERE o.id < ? AND o.cooperative_id = ? ORDER BY o.id DESC";
  Statement rows = filter.cooperative_id.empty()
                       ? database.query(kAny, filter.before_id)
                       : database.query(kOfCooperative, filter.before_id, filter.cooperative_id);
  std::vector<RollOnRecord> found;
  while (found.size() < filter.limit && rows.step()) {
    RollOnRecord roll = on_record(database, sql::roll_row(rows));
    if (!filter.only_unclaimed || roll.unclaimed() > 0) found.push_back(std::move(roll));
  }
  return found;
}

std::vector<Serial> RollBook::codes(std::int64_t roll_id) const {
  return sql::roll_codes(*engine_->database, roll_id);
}

std::optional<Serial> RollBook::code(const RollLabel& label) const {
  Statement row =
      engine_->database->query("SELECT serial FROM roll_code WHERE roll_id = ? AND position = ?",
                               label.roll_id, label.label);
  if (!row.step()) return std::nullopt;
  return sql::trusted(Serial::parse(row.text(0)));
}

std::optional<RollLabel> RollBook::find(const Serial& code) const {
  Statement row = engine_->database->query(
      "SELECT roll_id, position FROM roll_code WHERE serial = ?", code.text());
  if (!row.step()) return std::nullopt;
  return RollLabel{row.integer(0), number(row, 1)};
}

Result<RollRange> RollBook::add_range(const RollRange& asked,
                                      const std::function<std::string(const RollRange&)>& entry) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const auto of = roll(asked.roll_id);
  if (!of) return Error{"unknown_reference", "roll_id", std::to_string(asked.roll_id)};
  if (asked.first < 1 || asked.last < asked.first || asked.last > of->labels)
    throw std::logic_error("a range of labels that the roll does not have");
  const std::int64_t realm_id = sql::realm_row(database, of->realm);
  if (asked.lot_id) {
    if (!database.exists("SELECT 1 FROM lot WHERE id = ? AND realm_id = ?", *asked.lot_id,
                         realm_id))
      return Error{"unknown_reference", "lot_id", std::to_string(*asked.lot_id)};
    if (const auto cancelled = sql::cancellation_of(database, *asked.lot_id))
      return Error{.code = "lot_is_cancelled",
                   .field = "lot",
                   .value = lot_code_of(database, asked.lot_id),
                   .args = {{"reason", cancelled->reason}}};
  }
  if (const auto standing = range_in_the_way(database, asked))
    return labels_given(database, asked, *standing);
  RollRange range = asked;
  range.id = database.number("SELECT coalesce(max(id), 0) + 1 FROM roll_range");
  range.leaf_index = sql::next_leaf_index(database, realm_id);
  sql::append_log_entry(database, realm_id, range.leaf_index, entry(range));
  database.run(
      "INSERT INTO roll_range (id, roll_id, first, last, lot_id, reason, who, at, realm_id, "
      "leaf_index) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      range.id, range.roll_id, range.first, range.last, range.lot_id, range.reason, range.who,
      range.at, realm_id, range.leaf_index);
  transaction.commit();
  return range;
}

std::vector<RollRange> RollBook::ranges(std::int64_t roll_id) const {
  static const std::string kSql = sql::kRollRangeSelect + "WHERE g.roll_id = ? ORDER BY g.last";
  return all_ranges(engine_->database->query(kSql, roll_id));
}

std::vector<RollRange> RollBook::ranges_of_lot(std::int64_t lot_id) const {
  static const std::string kSql = sql::kRollRangeSelect + "WHERE g.lot_id = ? ORDER BY g.id";
  return all_ranges(engine_->database->query(kSql, lot_id));
}

std::uint64_t RollBook::labels_of_lot(std::int64_t lot_id) const {
  Database& database = *engine_->database;
  const sql::Snapshot snapshot(database);
  const auto voided = static_cast<std::uint64_t>(database.number(
      "SELECT count(DISTINCT v.listed_serial) FROM void_range v JOIN roll_code c ON c.serial = "
      "v.listed_serial WHERE v.lot_id = ? AND v.listed_serial IS NOT NULL",
      lot_id));
  const std::uint64_t claimed = sql::claimed_labels(database, lot_id);
  return claimed - std::min(claimed, voided);
}

}  // namespace temgoc
