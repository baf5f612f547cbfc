// The whole registry in passing, for an offline copy: one row at a time, never all in memory.
#include <algorithm>
#include <stdexcept>

#include "engine.h"
#include "lot_records.h"

namespace temgoc {

using sql::Statement;

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
          .gtin = sql::trusted(Gtin::parse(row.text(5))),
          .code = sql::trusted(LotCode::parse(row.text(6))),
          .short_code = sql::trusted(ShortCode::parse(row.text(7))),
          .issue_number = static_cast<std::uint32_t>(row.integer(8)),
          .host = row.text(10),
          .packed_on = row.day(11),
          .shelf_life_days = static_cast<unsigned>(row.integer(12)),
          .record = row.text(14),
          .leaf_index = static_cast<std::uint64_t>(row.integer(13))};
  const Bytes seal = row.blob(9);
  std::copy_n(seal.begin(), std::min(seal.size(), lot.seal.size()), lot.seal.begin());
  lot.key_id = sql::key_id_of(lot);
  return lot;
}

// The print jobs of all lots, and what they claimed from rolls, in the order in which the lots are
// asked for.
class JobsInPassing {
 public:
  explicit JobsInPassing(sql::Database& database)
      : rows_(database.walk(
            "SELECT j.lot_id, j.last_serial, j.leaf_index, j.at FROM (SELECT lot_id, last_serial, "
            "leaf_index, at FROM print_job WHERE reprint_of IS NULL AND kind != 'lot_seal' UNION "
            "ALL SELECT lot_id, 0, leaf_index, at FROM roll_range WHERE lot_id IS NOT NULL) j "
            "JOIN lot l ON l.id = j.lot_id ORDER BY l.key_id, l.issue_number, j.leaf_index")),
        more_(rows_.step()) {}

  LabelsPrinted of(std::int64_t lot_id) {
    LabelsPrinted labels;
    for (; more_ && rows_.integer(0) == lot_id; more_ = rows_.step()) add(labels);
    return labels;
  }

 private:
  // A job without sealed serials has listed ones.
  void add(LabelsPrinted& labels) const {
    const auto last = static_cast<std::uint32_t>(rows_.integer(1));
    const auto leaf_index = static_cast<std::uint64_t>(rows_.integer(2));
    if (last != 0) {
      labels.sealed.push_back({last, leaf_index});
    } else if (labels.listed) {
      labels.listed->last_leaf_index = leaf_index;
    } else {
      labels.listed = ListedSerials{rows_.instant(3), leaf_index, leaf_index};
    }
  }
  Statement rows_;
  bool more_;
};

RecallOnRecord recall_on_record(const Statement& row) {
  RecallOnRecord standing{
      .recall = {.reason = row.text(4), .instruction = row.text(5), .since = row.day(6)},
      .at = row.instant(7)};
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
  const sql::Snapshot snapshot(*engine_->database);
  struct Moment {
    Engine& engine;
    ~Moment() { engine.moment = Engine::Moment::none; }
  } const moment{*engine_};
  if (engine_->records.keeps()) engine_->moment = Engine::Moment::begun;
  read();
}

void Registry::each_lot(const std::function<void(const Lot&, const LabelsPrinted&)>& take) const {
  static const std::string kSql =
      "SELECT l.id, r.name, r.test, l.cooperative_id, l.product_id, l.gtin, l.code, l.short_code, "
      "l.issue_number, l.seal, l.host, l.packed_on, l.shelf_life_days, l.leaf_index, "
      "CASE WHEN max(p.at, c.at) >= l.issued_at THEN coalesce(" +
      std::string(sql::kRecordOfLot) +
      ", '') ELSE '' END "
      "FROM lot l JOIN realm r ON r.id = l.realm_id "
      "JOIN record p ON p.id = (SELECT record FROM product WHERE id = l.product_id) "
      "JOIN record c ON c.id = (SELECT record FROM cooperative WHERE id = l.cooperative_id) "
      "ORDER BY l.key_id, l.issue_number";
  Statement rows = engine_->database->walk(kSql);
  JobsInPassing jobs(*engine_->database);
  while (rows.step()) {
    const Lot lot = bare_lot(rows);
    take(lot, jobs.of(lot.id));
  }
}

void Registry::each_listed_serial(const std::function<void(const ListedSerial&)>& take) const {
  Statement rows = engine_->database->walk(
      "SELECT r.name, l.gtin, l.code, s.serial, j.at FROM listed_serial s "
      "JOIN print_job j ON j.id = s.job_id JOIN lot l ON l.id = s.lot_id "
      "JOIN realm r ON r.id = l.realm_id ORDER BY s.lot_id, s.serial");
  while (rows.step()) {
    take({rows.text(0), sql::trusted(Gtin::parse(rows.text(1))),
          sql::trusted(LotCode::parse(rows.text(2))), sql::trusted(Serial::parse(rows.text(3))),
          rows.instant(4)});
  }
  Statement codes = engine_->database->query(
      "SELECT r.name, o.gtin, l.code, c.serial, coalesce(CASE WHEN g.lot_id IS NOT NULL THEN g.at "
      "END, o.at), CASE WHEN g.id IS NOT NULL AND g.lot_id IS NULL THEN 1 ELSE 0 END FROM roll o "
      "JOIN realm r ON r.id = "
      "o.realm_id JOIN roll_code c ON c.roll_id = o.id LEFT JOIN roll_range g ON g.roll_id = o.id "
      "AND g.first <= c.position AND g.last >= c.position LEFT JOIN lot l ON l.id = g.lot_id "
      "ORDER BY o.id, c.position");
  while (codes.step()) {
    ListedSerial each{.realm = codes.text(0),
                      .gtin = sql::trusted(Gtin::parse(codes.text(1))),
                      .lot = {},
                      .serial = sql::trusted(Serial::parse(codes.text(3))),
                      .printed_at = codes.instant(4),
                      .voided = codes.integer(5) != 0};
    if (!codes.is_null(2)) each.lot = sql::trusted(LotCode::parse(codes.text(2)));
    take(each);
  }
}

std::vector<RecallOnRecord> Registry::recalls() const {
  Statement rows = engine_->database->query(
      "SELECT l.key_id, l.issue_number, c.product_id, c.cooperative_id, c.reason, c.instruction, "
      "c.since, c.at FROM recall c LEFT JOIN lot l ON l.id = c.lot_id ORDER BY c.id");
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

std::uint64_t Registry::add_bundle(std::string_view realm, Instant made_at, const Digest& facts) {
  if (!engine_->fact_entries) throw std::logic_error("a bundle is logged or not made");
  sql::Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const std::int64_t realm_id = sql::realm_row(database, realm);
  const std::uint64_t index = sql::next_leaf_index(database, realm_id);
  sql::append_log_entry(database, realm_id, index,
                        engine_->fact_entries->bundle(realm, made_at, index, facts));
  database.run(
      "INSERT INTO bundle (realm_id, leaf_index, made_at, facts_sha256) VALUES (?, ?, ?, ?)",
      realm_id, index, made_at, to_hex(facts));
  transaction.commit();
  return index;
}

}  // namespace temgoc
