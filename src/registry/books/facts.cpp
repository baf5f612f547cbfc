// Collects all that is known of a label's lot, and keeps it for the next label of that lot.
#include <algorithm>

#include "engine.h"
#include "lot_records.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/model/records.h"

namespace temgoc {

using sql::Database;
using sql::SerialFacts;
using sql::Statement;

namespace {

std::optional<Lot> bare_lot(Database& database, const KeyId& key_id, std::uint32_t number) {
  static const std::string kSql = sql::kBareLotSelect + "WHERE l.key_id = ? AND l.issue_number = ?";
  return sql::first_lot(database.query(kSql, key_id, number));
}

std::optional<Lot> bare_lot(Database& database, std::string_view realm, const Gtin& gtin,
                            const LotCode& code) {
  static const std::string kSql = sql::kBareLotSelect + sql::kWhereCode;
  return sql::first_lot(database.query(kSql, realm, gtin.digits(), code.text()));
}

std::optional<Lot> bare_lot(Database& database, const ShortCode& code) {
  static const std::string kSql = sql::kBareLotSelect + sql::kWhereShortCode;
  return sql::first_lot(database.query(kSql, code.text()));
}

bool is_claim_of(const Claim& claim, const Lot& lot) {
  const auto header = encode(claim.header);
  return std::equal(header.begin(), header.end(), lot.seal.begin()) && claim.gtin == lot.gtin &&
         claim.lot == lot.code;
}

// A lot of that number may have been issued, and then lost before a restore.
bool lost_number(Database& database, const SealHeader& header) {
  return header.issue_number <=
             sql::spent_number(database, "issue_number", to_hex(header.key_id)) ||
         database.exists(
             "SELECT 1 FROM known_by_entry WHERE kind = 'lot' AND key_id = ? AND issue_number = ?",
             header.key_id, header.issue_number);
}

// Numbers of a key follow one another without a gap, so what a replica lacks yet lies above all
// that it has.
bool is_yet_to_come(Database& database, const SealHeader& header) {
  return database.connection().is_replica() &&
         header.issue_number >
             database.number("SELECT coalesce(max(issue_number), 0) FROM lot WHERE key_id = ?",
                             header.key_id);
}

// Of anything that has no number of its own: a replica may lack it yet.
bool may_come(Database& database) { return database.connection().is_replica(); }

// Its entry alone is known, and waits for its product.
bool waits(Database& database, std::string_view realm, const Gtin& gtin, const LotCode& code) {
  return database.exists(
      "SELECT 1 FROM known_by_entry WHERE kind = 'lot' AND realm_id = (SELECT id FROM realm WHERE "
      "name = ?) AND gtin = ? AND code = ? AND row_id IS NULL",
      realm, gtin.digits(), code.text());
}

Instant changed_at(Database& database, const Lot& lot) {
  Statement latest = database.query(
      "SELECT max(at) FROM record WHERE id IN (SELECT record FROM product WHERE id = ? "
      "UNION ALL SELECT record FROM cooperative WHERE id = ?)",
      lot.product_id, lot.cooperative_id);
  return latest.step() && !latest.is_null(0) ? latest.instant(0) : Instant{};
}

std::uint64_t place_of(const KeyId& key_id, std::uint32_t issue_number) {
  std::uint64_t place = issue_number;
  for (std::size_t i = 0; i < key_id.size(); ++i) place |= std::uint64_t{key_id[i]} << (32 + 8 * i);
  return place;
}

// The records of a lot's issue that differ from today's in something that its label shows.
std::string differing_record(Database& database, const Lot& lot, const LotFacts& today) {
  static const std::string kSql =
      std::string("SELECT ") + sql::kRecordOfLot + " FROM lot l WHERE l.id = ?";
  Statement row = database.query(kSql, lot.id);
  if (!row.step()) return {};
  const AsIssued issued = as_issued(row.text(0));
  Json record = Json::object();
  if (issued.product && today.product &&
      as_labelled(*today.product, *issued.product) != *today.product)
    record["product"] = to_json(*issued.product);
  if (issued.cooperative && today.cooperative &&
      as_labelled(*today.cooperative, *issued.cooperative) != *today.cooperative)
    record["cooperative"] = to_json(*issued.cooperative);
  return record.empty() ? std::string() : canonical_json(record);
}

}  // namespace

// One look-up of a label's lot, with what the connection keeps from one to the next.
class Registry::LotFactsReader {
 public:
  // REQUIRES a transaction that outlives it: what is kept and what is read are of one moment.
  explicit LotFactsReader(const Registry& registry)
      : registry_(registry),
        database_(*registry.engine_->database),
        records_(registry.engine_->records),
        kept_(registry.engine_->kept_facts) {
    forget_old();
  }

  LotFacts sealed(const Claim& claim, Instant now) {
    const std::uint64_t place = place_of(claim.header.key_id, claim.header.issue_number);
    const auto found = kept_.lots.find(place);
    if (found != kept_.lots.end() && is_claim_of(claim, *found->second.facts.lot))
      return with_serial(found->second, claim.serial, true, now);
    const auto lot = bare_lot(database_, claim.header.key_id, claim.header.issue_number);
    if (lot && !is_claim_of(claim, *lot)) return {.as_of = now, .number_conflict = true};
    if (!lot)
      return {.as_of = now,
              .beyond_source =
                  lost_number(database_, claim.header) || is_yet_to_come(database_, claim.header)};
    return with_serial(kept_lot(*lot), claim.serial, true, now);
  }

  LotFacts named(const std::optional<Lot>& lot, const std::optional<Serial>& serial, Instant now) {
    if (!lot) return {.as_of = now, .beyond_source = may_come(database_)};
    return with_serial(kept_lot(*lot), serial, false, now);
  }

 private:
  void forget_old() {
    const std::uint64_t now = records_.keeps() ? registry_.content_version() : 0;
    if (records_.keeps() && std::exchange(kept_.version, now) == now) return;
    kept_.by_names.clear();
    kept_.lots.clear();
  }

  // What is known of a lot by the records that it names.
  LotFacts named_by(const Lot& lot) const {
    LotFacts facts;
    facts.cooperative = registry_.cooperative(lot.cooperative_id);
    facts.product = registry_.product(lot.product_id);
    if (!lot.place_id.empty()) facts.place = registry_.place(lot.place_id);
    facts.certifications =
        sql::certifications_of(database_, records_, lot.cooperative_id, lot.product_id);
    return facts;
  }

  const sql::NamedFacts& kept_names(const Lot& lot) {
    const std::string names = lot.cooperative_id + '\n' + lot.product_id + '\n' + lot.place_id;
    if (const auto found = kept_.by_names.find(names); found != kept_.by_names.end())
      return found->second;
    if (kept_.by_names.size() >= sql::KeptFacts::kMost) kept_.by_names.clear();
    sql::NamedFacts named{named_by(lot), changed_at(database_, lot)};
    return kept_.by_names.emplace(names, std::move(named)).first->second;
  }

  // The lot's own record is read only where one that its label shows was stored since its issue, or
  // at the same moment.
  sql::KeptLot& kept_lot(const Lot& lot) {
    const std::uint64_t place = place_of(sql::key_id_of(lot), lot.issue_number);
    if (const auto found = kept_.lots.find(place); found != kept_.lots.end()) return found->second;
    const sql::NamedFacts& names = kept_names(lot);
    LotFacts facts = names.facts;
    facts.lot = lot;
    if (names.changed_at >= lot.issued_at)
      facts.lot->record = differing_record(database_, lot, facts);
    facts.recalls = sql::recalls_of(database_, lot);
    facts.cancelled = sql::cancellation_of(database_, lot.id);
    if (kept_.lots.size() >= sql::KeptFacts::kMost) kept_.lots.clear();
    sql::KeptLot kept{std::move(facts), sql::has_voids(database_, lot.id)};
    return kept_.lots.emplace(place, std::move(kept)).first->second;
  }

  // Labels are printed in long runs and few are void: most are told from the one before.
  SerialFacts serial_of(sql::KeptLot& lot, const Serial& serial, bool sealed) {
    const std::int64_t lot_id = lot.facts.lot->id;
    if (!sealed) return sql::any_serial(database_, lot_id, serial);
    if (!lot.has_voids && lot.range && lot.range->holds(serial.sealed_number()))
      return {SerialState::issued, {}, lot.range->leaf_index};
    SerialFacts known = sql::sealed_serial(database_, lot_id, serial);
    if (known.range) lot.range = known.range;
    return known;
  }

  // `serial` is asked only where the label names one.
  LotFacts with_serial(sql::KeptLot& lot, const std::optional<Serial>& serial, bool sealed,
                       Instant now) {
    LotFacts facts = lot.facts;
    facts.as_of = now;
    if (serial) {
      SerialFacts known = serial_of(lot, *serial, sealed);
      const bool unknown = known.state == SerialState::not_issued && may_come(database_);
      facts.serial = unknown ? SerialState::none_asked : known.state;
      facts.voided = std::move(known.voided);
      facts.print_leaf_index = known.print_leaf_index;
    }
    facts.scans = sql::scans_of(database_, facts.lot->id, serial ? serial->text() : std::string());
    return facts;
  }

  const Registry& registry_;
  Database& database_;
  sql::RecordReader& records_;
  sql::KeptFacts& kept_;
};

LotFacts Registry::facts(const Claim& claim, Instant now) const {
  const sql::Snapshot snapshot(*engine_->database);
  return LotFactsReader(*this).sealed(claim, now);
}

LotFacts Registry::facts(std::string_view realm, const Gtin& gtin, const LotCode& code,
                         const std::optional<Serial>& serial, Instant now) const {
  Database& database = *engine_->database;
  const sql::Snapshot snapshot(database);
  LotFactsReader reader(*this);
  const auto lot = bare_lot(database, realm, gtin, code);
  if (!lot)
    return {.as_of = now,
            .beyond_source = waits(database, realm, gtin, code) || may_come(database)};
  return reader.named(lot, serial, now);
}

LotFacts Registry::facts(std::string_view realm, const Gtin& gtin, const Serial& code,
                         Instant now) const {
  Database& database = *engine_->database;
  const sql::Snapshot snapshot(database);
  const auto found = sql::roll_code(database, code);
  if (!found || found->code.realm != realm || found->code.gtin != gtin)
    return {.as_of = now,
            .beyond_source = !found && (sql::lost_rolls(database) > 0 || may_come(database))};
  LotFactsReader reader(*this);
  if (found->range && found->range->lot_id) {
    static const std::string kSql = sql::kBareLotSelect + "WHERE l.id = ?";
    return reader.named(sql::first_lot(database.query(kSql, *found->range->lot_id)), code, now);
  }
  // That no lot has claimed it is what a replica may not know yet.
  if (!found->range && may_come(database)) return {.as_of = now, .beyond_source = true};
  LotFacts facts{.as_of = now, .unclaimed = found->code};
  facts.cooperative = cooperative(found->code.cooperative_id);
  facts.product = product(std::string_view(found->product_id));
  if (facts.product) facts.recalls = recalls(*facts.product);
  if (!found->range) return facts;
  facts.serial = SerialState::voided;
  facts.voided = Void{.listed_serial = code.text(),
                      .reason = found->range->reason,
                      .at = found->range->at,
                      .who = found->range->who};
  return facts;
}

LotFacts Registry::facts(const ShortCode& code, Instant now) const {
  Database& database = *engine_->database;
  const sql::Snapshot snapshot(database);
  LotFactsReader reader(*this);
  return reader.named(bare_lot(database, code), std::nullopt, now);
}

}  // namespace temgoc
