// Turns rows into lots, and finds lots by id, by code or by a filter.
#include <algorithm>
#include <limits>

#include "engine.h"
#include "lot_records.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace sql {

namespace {

const std::string kColumns =
    "SELECT l.id, r.name, r.test, l.cooperative_id, l.product_id, l.gtin, l.code, l.short_code, "
    "l.issue_number, l.seal, l.host, l.packed_on, l.shelf_life_days, l.quantity_thousandths, "
    "l.unit, l.place_id, l.request_id, l.backdate_reason, l.issued_at, l.leaf_index, ";
const std::string kFrom = " AS record FROM lot l JOIN realm r ON r.id = l.realm_id ";

}  // namespace

const std::string kBareLotSelect = kColumns + "''" + kFrom;
// A record that was taken away reads as an empty one, which no log entry holds the hash of.
const std::string kLotSelect = kColumns + "coalesce(" + kRecordOfLot + ", '')" + kFrom;

KeyId key_id_of(const Lot& lot) {
  KeyId id{};
  std::copy_n(lot.seal.begin() + 1, id.size(), id.begin());
  return id;
}

Lot lot_row(const Statement& row) {
  Lot lot{.id = row.integer(0),
          .realm = row.text(1),
          .test = row.integer(2) != 0,
          .cooperative_id = row.text(3),
          .product_id = row.text(4),
          .gtin = trusted(Gtin::parse(row.text(5))),
          .code = trusted(LotCode::parse(row.text(6))),
          .short_code = trusted(ShortCode::parse(row.text(7))),
          .issue_number = static_cast<std::uint32_t>(row.integer(8)),
          .host = row.text(10),
          .packed_on = row.day(11),
          .shelf_life_days = static_cast<unsigned>(row.integer(12)),
          .quantity = {row.integer(13), row.text(14)},
          .place_id = row.text(15),
          .request_id = row.text(16),
          .backdate_reason = row.text(17),
          .issued_at = row.instant(18),
          .record = row.text(20),
          .leaf_index = static_cast<std::uint64_t>(row.integer(19))};
  const Bytes seal = row.blob(9);
  std::copy_n(seal.begin(), std::min(seal.size(), lot.seal.size()), lot.seal.begin());
  lot.key_id = key_id_of(lot);
  return lot;
}

std::optional<Lot> first_lot(Statement rows) {
  if (!rows.step()) return std::nullopt;
  return lot_row(rows);
}

std::optional<Lot> lot_by_code(Database& database, std::string_view realm, const Gtin& gtin,
                               const LotCode& code) {
  static const std::string kSql = kLotSelect + kWhereCode;
  return first_lot(database.query(kSql, realm, gtin.digits(), code.text()));
}

}  // namespace sql

std::optional<Lot> Registry::lot(std::string_view realm, const Gtin& gtin,
                                 const LotCode& code) const {
  return sql::lot_by_code(*engine_->database, realm, gtin, code);
}

std::optional<Lot> Registry::lot(const ShortCode& code) const {
  static const std::string kSql = sql::kLotSelect + sql::kWhereShortCode;
  return sql::first_lot(engine_->database->query(kSql, code.text()));
}

std::optional<Lot> Registry::lot(std::int64_t id) const {
  static const std::string kSql = sql::kLotSelect + "WHERE l.id = ?";
  return sql::first_lot(engine_->database->query(kSql, id));
}

std::optional<Lot> Registry::lot_of_request(std::string_view realm,
                                            std::string_view request_id) const {
  static const std::string kSql = sql::kLotSelect + sql::kWhereRequest;
  return sql::first_lot(engine_->database->query(kSql, realm, request_id));
}

std::vector<Lot> Registry::lots(const LotFilter& filter) const {
  // One text for each set of conditions, so that each runs on its own index.
  std::string sql = sql::kLotSelect + "WHERE l.packed_on BETWEEN ?1 AND ?2";
  if (!filter.cooperative_id.empty()) sql += " AND l.cooperative_id = ?3";
  if (!filter.product_id.empty()) sql += " AND l.product_id = ?4";
  sql += " AND (l.packed_on, l.id) < (?2, ?6) ORDER BY l.packed_on DESC, l.id DESC LIMIT ?5";
  constexpr std::int64_t kAnyDay = std::numeric_limits<std::int32_t>::max();
  const auto day = [](const std::optional<Day>& bound, std::int64_t open) {
    return bound ? bound->time_since_epoch().count() : open;
  };
  std::int64_t until = day(filter.packed_until, kAnyDay);
  std::int64_t last_id = std::numeric_limits<std::int64_t>::max();
  if (filter.after && filter.after->packed_on.time_since_epoch().count() <= until) {
    until = filter.after->packed_on.time_since_epoch().count();
    last_id = filter.after->id;
  }
  Statement rows = engine_->database->query(
      sql, day(filter.packed_from, -kAnyDay), until, std::string_view(filter.cooperative_id),
      std::string_view(filter.product_id), filter.limit, last_id);
  std::vector<Lot> lots;
  while (rows.step()) lots.push_back(sql::lot_row(rows));
  return lots;
}

bool Registry::has_real_lots() const {
  return engine_->database->exists("SELECT 1 FROM label_host LIMIT 1");
}

std::vector<Gtin> Registry::gtins_on_labels(std::string_view cooperative_id) const {
  Statement rows = engine_->database->query(
      "SELECT l.gtin FROM lot l JOIN realm r ON r.id = l.realm_id WHERE l.cooperative_id = ?1 AND "
      "r.test = 0 UNION SELECT o.gtin FROM roll o JOIN realm r ON r.id = o.realm_id WHERE "
      "o.cooperative_id = ?1 AND r.test = 0 ORDER BY 1",
      cooperative_id);
  std::vector<Gtin> gtins;
  while (rows.step()) gtins.push_back(Gtin::parse(rows.text(0)).value());
  return gtins;
}

std::vector<std::string> Registry::hosts_on_labels() const {
  Statement rows = engine_->database->query(
      "SELECT host FROM label_host UNION SELECT o.host FROM roll o JOIN realm r ON r.id = "
      "o.realm_id WHERE r.test = 0 ORDER BY 1");
  std::vector<std::string> hosts;
  while (rows.step()) hosts.push_back(rows.text(0));
  return hosts;
}

}  // namespace temgoc
