// The whole registry in passing, for an offline copy: one row at a time, never all in memory.
#include <algorithm>

#include "engine.h"

namespace temgoc {

using sqlite::Statement;

namespace {

KeyId key_id_of(const Bytes& bytes) {
  KeyId id{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), id.size()), id.begin());
  return id;
}

Lot bare_lot(const Statement& row) {
  Lot lot{.id = row.integer(0),
          .realm = row.text(1),
          .test = row.integer(2) != 0,
          .cooperative_id = row.text(3),
          .product_id = row.text(4),
          .gtin = sqlite::trusted(Gtin::parse(row.text(5))),
          .code = sqlite::trusted(LotCode::parse(row.text(6))),
          .short_code = sqlite::trusted(ShortCode::parse(row.text(7))),
          .issue_number = static_cast<std::uint32_t>(row.integer(8)),
          .host = row.text(10),
          .packed_on = row.day(11),
          .shelf_life_days = static_cast<unsigned>(row.integer(12)),
          .leaf_index = static_cast<std::uint64_t>(row.integer(13))};
  const Bytes seal = row.blob(9);
  std::copy_n(seal.begin(), std::min(seal.size(), lot.seal.size()), lot.seal.begin());
  lot.key_id = sqlite::key_id_of(lot);
  return lot;
}

LabelsPrinted labels_of(const Statement& row, int column) {
  LabelsPrinted labels;
  if (!row.is_null(column)) labels.last_serial = static_cast<std::uint32_t>(row.integer(column));
  if (!row.is_null(column + 1)) labels.first_links_at = row.instant(column + 1);
  return labels;
}

RecallOnRecord recall_on_record(const Statement& row) {
  RecallOnRecord standing{
      .recall = {.reason = row.text(4), .instruction = row.text(5), .since = row.day(6)}};
  if (!row.is_null(0)) {
    standing.lot = LotNumber{key_id_of(row.blob(0)), static_cast<std::uint32_t>(row.integer(1))};
    return standing;
  }
  const bool product = !row.is_null(2);
  standing.recall.scope = product ? Recall::Scope::product : Recall::Scope::cooperative;
  standing.subject = row.text(product ? 2 : 3);
  return standing;
}

}  // namespace

void Registry::at_one_moment(const std::function<void()>& read) const {
  const sqlite::Snapshot snapshot(*engine_->database);
  read();
}

void Registry::each_lot(const std::function<void(const Lot&, const LabelsPrinted&)>& take) const {
  Statement rows = engine_->database->query(
      "SELECT l.id, r.name, r.test, l.cooperative_id, l.product_id, l.gtin, l.code, l.short_code, "
      "l.issue_number, l.seal, l.host, l.packed_on, l.shelf_life_days, l.leaf_index, "
      "(SELECT max(last_serial) FROM print_job j WHERE j.lot_id = l.id), "
      "(SELECT min(at) FROM print_job j WHERE j.lot_id = l.id AND j.kind = 'item_link') "
      "FROM lot l JOIN realm r ON r.id = l.realm_id ORDER BY l.key_id, l.issue_number");
  while (rows.step()) take(bare_lot(rows), labels_of(rows, 14));
}

void Registry::each_listed_serial(const std::function<void(const ListedSerial&)>& take) const {
  Statement rows = engine_->database->query(
      "SELECT r.name, l.gtin, l.code, s.serial, j.at FROM listed_serial s "
      "JOIN print_job j ON j.id = s.job_id JOIN lot l ON l.id = s.lot_id "
      "JOIN realm r ON r.id = l.realm_id ORDER BY s.lot_id, s.serial");
  while (rows.step()) {
    take({rows.text(0), sqlite::trusted(Gtin::parse(rows.text(1))),
          sqlite::trusted(LotCode::parse(rows.text(2))),
          sqlite::trusted(Serial::parse(rows.text(3))), rows.instant(4)});
  }
}

std::vector<RecallOnRecord> Registry::recalls() const {
  Statement rows = engine_->database->query(
      "SELECT l.key_id, l.issue_number, c.product_id, c.cooperative_id, c.reason, c.instruction, "
      "c.since FROM recall c LEFT JOIN lot l ON l.id = c.lot_id ORDER BY c.id");
  std::vector<RecallOnRecord> recalls;
  while (rows.step()) recalls.push_back(recall_on_record(rows));
  return recalls;
}

std::vector<VoidOnRecord> Registry::voids() const {
  Statement rows = engine_->database->query(
      "SELECT l.key_id, l.issue_number, v.first, v.last, v.listed_serial, v.reason, v.at "
      "FROM void_range v JOIN lot l ON l.id = v.lot_id ORDER BY v.id");
  std::vector<VoidOnRecord> voids;
  while (rows.step()) {
    voids.push_back({{key_id_of(rows.blob(0)), static_cast<std::uint32_t>(rows.integer(1))},
                     {.first = static_cast<std::uint32_t>(rows.integer(2)),
                      .last = static_cast<std::uint32_t>(rows.integer(3)),
                      .listed_serial = rows.text(4),
                      .reason = rows.text(5),
                      .at = rows.instant(6)}});
  }
  return voids;
}

}  // namespace temgoc
