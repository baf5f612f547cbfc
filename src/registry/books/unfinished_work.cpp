// What waits for somebody: lots without labels, and print jobs that nobody has confirmed.
#include "engine.h"

namespace temgoc {

using sql::Statement;

namespace {

// For each condition a way through an index of the table that waits.
std::string waiting_lots(std::string_view condition) {
  std::string sql = sql::kLotSelect + "JOIN lot_without_labels w ON w.lot_id = l.id WHERE ";
  sql.append(condition);
  return sql.append(
      " AND NOT EXISTS (SELECT 1 FROM recall WHERE recall.lot_id = l.id)"
      " AND NOT EXISTS (SELECT 1 FROM recall WHERE recall.product_id = l.product_id)"
      " AND NOT EXISTS (SELECT 1 FROM recall WHERE recall.cooperative_id = l.cooperative_id)"
      " ORDER BY w.lot_id DESC LIMIT ?1");
}

}  // namespace

std::vector<Lot> Registry::lots_without_labels(std::string_view cooperative_id,
                                               unsigned limit) const {
  // Ids begin at 1: the condition has SQLite walk the waiting lots from the newest.
  static const std::string kAny = waiting_lots("w.lot_id >= 1");
  static const std::string kOfOne = waiting_lots("w.cooperative_id = ?2");
  Statement rows = cooperative_id.empty() ? engine_->database->query(kAny, limit)
                                          : engine_->database->query(kOfOne, limit, cooperative_id);
  std::vector<Lot> lots;
  while (rows.step()) lots.push_back(sql::lot_row(rows));
  return lots;
}

std::vector<PrintRecord> Registry::unconfirmed_jobs(std::string_view cooperative_id,
                                                    unsigned limit) const {
  sql::Database& database = *engine_->database;
  const sql::Snapshot snapshot(database);
  Statement ids = cooperative_id.empty()
                      ? database.query(
                            "SELECT job_id FROM unconfirmed_job WHERE job_id >= 1 "
                            "ORDER BY job_id DESC")
                      : database.query(
                            "SELECT job_id FROM unconfirmed_job WHERE cooperative_id = ? "
                            "ORDER BY job_id DESC",
                            cooperative_id);
  std::vector<PrintRecord> records;
  while (records.size() < limit && ids.step()) {
    auto record = print_record(ids.integer(0));
    if (record && state_of(*record) != PrintState::voided) records.push_back(*std::move(record));
  }
  return records;
}

}  // namespace temgoc
