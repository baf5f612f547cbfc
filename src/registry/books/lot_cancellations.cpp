// Lots that were taken back before any label of them was printed.
#include "engine.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

// From the columns reason, who and at.
LotCancellation cancellation_row(const Statement& row, int first) {
  return {.reason = row.text(first), .at = row.instant(first + 2), .who = row.text(first + 1)};
}

std::int64_t printed_labels(Database& database, std::int64_t lot_id) {
  return database.number(
             "SELECT coalesce(sum(labels), 0) FROM print_job WHERE lot_id = ? AND reprint_of IS "
             "NULL",
             lot_id) +
         static_cast<std::int64_t>(sql::claimed_labels(database, lot_id));
}

// In the transaction that stores it, so that nobody prints in between.
Result<void> require_unprinted(Database& database, std::int64_t lot_id, const std::string& code) {
  if (const std::int64_t labels = printed_labels(database, lot_id); labels > 0) {
    return Error{.code = "lot_has_labels",
                 .field = "lot",
                 .value = code,
                 .args = {{"labels", std::to_string(labels)}}};
  }
  if (sql::spent_number(database, "serial", std::to_string(lot_id)) > 0)
    return Error{.code = "lot_may_have_labels", .field = "lot", .value = code};
  return {};
}

}  // namespace

std::optional<LotCancellation> sql::cancellation_of(Database& database, std::int64_t lot_id) {
  Statement row =
      database.query("SELECT reason, who, at FROM lot_cancellation WHERE lot_id = ?", lot_id);
  if (!row.step()) return std::nullopt;
  return cancellation_row(row, 0);
}

Result<void> Registry::cancel_lot(std::int64_t lot_id, const LotCancellation& cancelled) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const auto found = lot(lot_id);
  if (!found) {
    return Error{.code = "unknown_reference", .field = "lot_id", .value = std::to_string(lot_id)};
  }
  const std::string& code = found->code.text();
  if (const auto standing = sql::cancellation_of(database, lot_id))
    return lot_is_cancelled(*found, *standing);
  if (auto unprinted = require_unprinted(database, lot_id, code); !unprinted) return unprinted;
  database.run("INSERT INTO lot_cancellation (lot_id, reason, who, at) VALUES (?, ?, ?, ?)", lot_id,
               cancelled.reason, cancelled.who, cancelled.at);
  if (engine_->fact_entries) {
    const sql::LogPlace place = sql::log_place_of_lot(database, lot_id);
    sql::append_log_entry(
        database, place.realm_id,
        engine_->fact_entries->lot_cancelled(place.realm, place.lot_leaf_index, cancelled));
  }
  transaction.commit();
  return {};
}

std::optional<LotCancellation> Registry::cancellation(std::int64_t lot_id) const {
  return sql::cancellation_of(*engine_->database, lot_id);
}

std::vector<CancellationOnRecord> Registry::cancellations() const {
  Statement rows = engine_->database->query(
      "SELECT l.key_id, l.issue_number, c.reason, c.who, c.at FROM lot_cancellation c "
      "JOIN lot l ON l.id = c.lot_id ORDER BY c.id");
  std::vector<CancellationOnRecord> all;
  while (rows.step()) {
    CancellationOnRecord each{.lot = {}, .cancelled = cancellation_row(rows, 2)};
    const Bytes key = rows.blob(0);
    std::copy_n(key.begin(), std::min(key.size(), each.lot.key_id.size()), each.lot.key_id.begin());
    each.lot.issue_number = static_cast<std::uint32_t>(rows.integer(1));
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace temgoc
