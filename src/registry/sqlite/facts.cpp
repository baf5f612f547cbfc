#include <algorithm>

#include "engine.h"
#include "temgoc/as_issued.h"
#include "temgoc/records.h"

namespace temgoc {

using sqlite::Database;
using sqlite::SerialFacts;
using sqlite::Statement;

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

Instant changed_at(Database& database, const Lot& lot) {
  Statement latest = database.query(
      "SELECT max(at) FROM record WHERE id IN (SELECT record FROM product WHERE id = ? "
      "UNION ALL SELECT record FROM cooperative WHERE id = ?)",
      lot.product_id, lot.cooperative_id);
  return latest.step() && !latest.is_null(0) ? latest.instant(0) : Instant{};
}

// What a lot's own record says otherwise than the records of today, of that which its label shows.
std::string differing_record(Database& database, const Lot& lot, const LotFacts& today) {
  Statement row = database.query("SELECT record FROM lot_record WHERE lot_id = ?", lot.id);
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

// Its record is read where one that its label shows was stored since it was issued, or in the same
// moment.
LotFacts Registry::kept_named_by(const Lot& lot) const {
  Database& database = *engine_->database;
  sqlite::KeptFacts& kept = engine_->kept_facts;
  const bool keeps = engine_->records.keeps();
  if (const std::uint64_t now = keeps ? content_version() : 0;
      !keeps || std::exchange(kept.version, now) != now) {
    kept.by_names.clear();
    kept.issued.clear();
  }
  const std::string names = lot.cooperative_id + '\n' + lot.product_id + '\n' + lot.place_id;
  if (kept.by_names.size() >= sqlite::KeptFacts::kMost) kept.by_names.clear();
  auto named = kept.by_names.find(names);
  if (named == kept.by_names.end())
    named =
        kept.by_names.emplace(names, sqlite::NamedFacts{named_by(lot), changed_at(database, lot)})
            .first;
  LotFacts facts = named->second.facts;
  facts.lot = lot;
  if (named->second.changed_at < lot.issued_at) return facts;
  if (kept.issued.size() >= sqlite::KeptFacts::kMost) kept.issued.clear();
  auto issued = kept.issued.find(lot.id);
  if (issued == kept.issued.end())
    issued = kept.issued.emplace(lot.id, differing_record(database, lot, facts)).first;
  facts.lot->record = issued->second;
  return facts;
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
