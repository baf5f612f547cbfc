#include <algorithm>

#include "engine.h"

namespace temgoc {

using sqlite::Database;
using sqlite::SerialFacts;

namespace {

std::optional<Lot> bare_lot(Database& database, const KeyId& key_id, std::uint32_t number) {
  static const std::string kSql =
      sqlite::kBareLotSelect + "WHERE l.key_id = ? AND l.issue_number = ?";
  return sqlite::first_lot(database.query(kSql, key_id, number));
}

std::optional<Lot> bare_lot(Database& database, std::string_view realm, const Gtin& gtin,
                            const LotCode& code) {
  static const std::string kSql = sqlite::kBareLotSelect + sqlite::kWhereCode;
  return sqlite::first_lot(database.query(kSql, realm, gtin.digits(), code.text()));
}

std::optional<Lot> bare_lot(Database& database, const ShortCode& code) {
  static const std::string kSql = sqlite::kBareLotSelect + sqlite::kWhereShortCode;
  return sqlite::first_lot(database.query(kSql, code.text()));
}

bool is_claim_of(const Claim& claim, const Lot& lot) {
  const auto header = encode(claim.header);
  return std::equal(header.begin(), header.end(), lot.seal.begin()) && claim.gtin == lot.gtin &&
         claim.lot == lot.code;
}

// A lot of that number may have been issued, and then lost before a restore.
bool lost_number(Database& database, const SealHeader& header) {
  return header.issue_number <=
             sqlite::spent_number(database, "issue_number", to_hex(header.key_id)) ||
         database.exists(
             "SELECT 1 FROM known_by_entry WHERE kind = 'lot' AND key_id = ? AND issue_number = ?",
             header.key_id, header.issue_number);
}

}  // namespace

// What is known of a lot by the records that it names.
LotFacts Registry::named_by(const Lot& lot) const {
  LotFacts facts;
  facts.cooperative = cooperative(lot.cooperative_id);
  facts.product = product(lot.product_id);
  if (!lot.place_id.empty()) facts.place = place(lot.place_id);
  facts.certifications = sqlite::certifications_of(*engine_->database, engine_->records,
                                                   lot.cooperative_id, lot.product_id);
  return facts;
}

LotFacts Registry::kept_named_by(const Lot& lot) const {
  if (!engine_->records.keeps()) return named_by(lot);
  sqlite::KeptFacts& kept = engine_->kept_facts;
  if (const std::uint64_t now = content_version(); std::exchange(kept.version, now) != now)
    kept.by_names.clear();
  const std::string names = lot.cooperative_id + '\n' + lot.product_id + '\n' + lot.place_id;
  if (const auto found = kept.by_names.find(names); found != kept.by_names.end())
    return found->second;
  if (kept.by_names.size() >= sqlite::KeptFacts::kMost) kept.by_names.clear();
  return kept.by_names.emplace(names, named_by(lot)).first->second;
}

// `serial` is asked only where the label names one.
LotFacts Registry::facts_of(std::optional<Lot> lot, const std::optional<Serial>& serial,
                            bool sealed, Instant now) const {
  if (!lot) return {.as_of = now};
  Database& database = *engine_->database;
  LotFacts facts = kept_named_by(*lot);
  facts.as_of = now;
  facts.recalls = sqlite::recalls_of(database, *lot);
  facts.cancelled = sqlite::cancellation_of(database, lot->id);
  if (serial) {
    SerialFacts known = sealed ? sqlite::sealed_serial(database, lot->id, *serial)
                               : sqlite::any_serial(database, lot->id, *serial);
    facts.serial = known.state;
    facts.voided = std::move(known.voided);
    facts.print_leaf_index = known.print_leaf_index;
  }
  facts.scans = sqlite::scans_of(database, lot->id, serial ? serial->text() : std::string());
  facts.lot = std::move(lot);
  return facts;
}

LotFacts Registry::facts(const Claim& claim, Instant now) const {
  Database& database = *engine_->database;
  const sqlite::Snapshot snapshot(database);
  std::optional<Lot> lot = bare_lot(database, claim.header.key_id, claim.header.issue_number);
  if (lot && !is_claim_of(claim, *lot)) return {.as_of = now, .number_conflict = true};
  if (!lot && lost_number(database, claim.header)) return {.as_of = now, .beyond_source = true};
  return facts_of(std::move(lot), claim.serial, true, now);
}

LotFacts Registry::facts(std::string_view realm, const Gtin& gtin, const LotCode& code,
                         const std::optional<Serial>& serial, Instant now) const {
  Database& database = *engine_->database;
  const sqlite::Snapshot snapshot(database);
  return facts_of(bare_lot(database, realm, gtin, code), serial, false, now);
}

LotFacts Registry::facts(const ShortCode& code, Instant now) const {
  Database& database = *engine_->database;
  const sqlite::Snapshot snapshot(database);
  return facts_of(bare_lot(database, code), std::nullopt, false, now);
}

}  // namespace temgoc
