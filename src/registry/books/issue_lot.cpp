// Allocates a lot's numbers, has it sealed, and stores it with its log entry in one transaction.
#include <algorithm>
#include <stdexcept>

#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr int kShortCodeTries = 20;  // 1 in 10^5 clashes at ten million lots

std::optional<Lot> standing_lot(Database& database, const LotRequest& request) {
  static const std::string kByRequest = sql::kLotSelect + sql::kWhereRequest;
  if (!request.request_id.empty()) {
    auto lot = sql::first_lot(database.query(kByRequest, request.realm, request.request_id));
    if (lot) return lot;
  }
  if (!request.code) return std::nullopt;
  return sql::lot_by_code(database, request.realm, request.gtin, *request.code);
}

Result<std::int64_t> realm_of_key(Database& database, const LotRequest& request) {
  Statement row = database.query(
      "SELECT r.id FROM issuer_key k JOIN realm r ON r.id = k.realm_id "
      "WHERE k.id = ? AND r.name = ?",
      request.key_id, request.realm);
  if (row.step()) return row.integer(0);
  return Error{.code = "unknown_reference", .field = "key_id", .value = to_hex(request.key_id)};
}

bool code_taken(Database& database, std::int64_t realm_id, const Gtin& gtin, const LotCode& code) {
  return database.exists("SELECT 1 FROM lot WHERE realm_id = ? AND gtin = ? AND code = ?", realm_id,
                         gtin.digits(), code.text()) ||
         database.exists(
             "SELECT 1 FROM known_by_entry WHERE kind = 'lot' AND realm_id = ? AND gtin = ? AND "
             "code = ?",
             realm_id, gtin.digits(), code.text());
}

// The count of the day's lots says where to begin; a code chosen by hand may stand there already.
unsigned free_nth(Database& database, std::int64_t realm_id, const LotRequest& request) {
  auto nth = static_cast<unsigned>(
      database.number("SELECT coalesce((SELECT lots FROM lots_of_day WHERE realm_id = ? AND "
                      "gtin = ? AND packed_on = ?), 0) + 1",
                      realm_id, request.gtin.digits(), request.packed_on));
  const auto spent =
      static_cast<unsigned>(sql::spent_number(database, "lot_of_day", to_iso(request.packed_on)));
  nth = std::max(nth, spent + 1);
  while (code_taken(database, realm_id, request.gtin, LotCode::suggest(request.packed_on, nth))) {
    ++nth;
  }
  return nth;
}

ShortCode free_short_code(Database& database, const RandomSource& random) {
  for (int tries = 0; tries < kShortCodeTries; ++tries) {
    ShortCode code = ShortCode::random(random);
    if (!database.exists("SELECT 1 FROM lot WHERE short_code = ?", code.text())) return code;
  }
  throw SystemFailure({.code = "random_source_repeats"});
}

LotAllocation allocate(Database& database, std::int64_t realm_id, const LotRequest& request,
                       const RandomSource& random) {
  const std::int64_t last =
      std::max(database.number("SELECT coalesce(max(issue_number), 0) FROM lot WHERE key_id = ?",
                               request.key_id),
               sql::spent_number(database, "issue_number", to_hex(request.key_id)));
  return {.issue_number = static_cast<std::uint32_t>(last + 1),
          .nth_of_day = free_nth(database, realm_id, request),
          .short_code = free_short_code(database, random),
          .leaf_index = sql::next_leaf_index(database, realm_id)};
}

// A lot that disagrees with its own seal or allocation would be a gap in the numbers for ever.
void require_as_allocated(const Lot& lot, const LotRequest& request,
                          const LotAllocation& allocation) {
  const auto seal = decode_header(std::span(lot.seal).first<kSealHeaderBytes>());
  const bool sealed = seal && seal->key_id == request.key_id &&
                      seal->issue_number == lot.issue_number && seal->packed_on == lot.packed_on &&
                      seal->shelf_life_days == lot.shelf_life_days;
  const bool allocated = lot.issue_number == allocation.issue_number &&
                         lot.short_code == allocation.short_code &&
                         lot.leaf_index == allocation.leaf_index;
  const bool asked = lot.realm == request.realm && lot.gtin == request.gtin &&
                     lot.packed_on == request.packed_on && lot.request_id == request.request_id &&
                     (!request.code || lot.code == *request.code) &&
                     lot.test == request.realm.ends_with(kTestRealmSuffix);
  if (!sealed || !allocated || !asked) {
    throw std::logic_error("a lot was made that disagrees with its seal, allocation or request");
  }
}

void insert_lot(Database& database, std::int64_t realm_id, const KeyId& key_id, const Lot& lot) {
  database.run(
      "INSERT INTO lot (id, realm_id, key_id, issue_number, leaf_index, cooperative_id, "
      "product_id, gtin, code, short_code, seal, host, packed_on, shelf_life_days, "
      "quantity_thousandths, unit, place_id, request_id, backdate_reason, issued_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      lot.id, realm_id, key_id, lot.issue_number, lot.leaf_index, lot.cooperative_id,
      lot.product_id, lot.gtin.digits(), lot.code.text(), lot.short_code.text(), lot.seal, lot.host,
      lot.packed_on, lot.shelf_life_days, lot.quantity.thousandths, lot.quantity.unit,
      sql::null_if_empty(lot.place_id), sql::null_if_empty(lot.request_id), lot.backdate_reason,
      lot.issued_at);
  database.send("INSERT INTO lot_record (lot_id, record) VALUES (?, ?)", lot.id, lot.record);
}

// Asked only once the schema has refused a lot, so that the usual lot pays for no extra look-ups.
std::optional<Error> why_refused(Database& database, std::int64_t realm_id, const Lot& lot) {
  auto missing = missing_reference(database, {{"cooperative_id", "cooperative", lot.cooperative_id},
                                              {"product_id", "product", lot.product_id},
                                              {"place_id", "place", lot.place_id}});
  if (missing) return missing;
  if (!code_taken(database, realm_id, lot.gtin, lot.code)) return std::nullopt;
  return Error{.code = "lot_code_taken", .field = "lot", .value = lot.code.text()};
}

}  // namespace

Result<IssuedLot> Registry::issue_lot(const LotRequest& request, const RandomSource& random,
                                      const std::function<Result<Lot>(const LotAllocation&)>& make,
                                      const std::function<std::string(const Lot&)>& entry) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  if (auto standing = standing_lot(database, request)) return IssuedLot{std::move(*standing)};
  const Result<std::int64_t> realm_id = realm_of_key(database, request);
  if (!realm_id) return realm_id.error();
  if (request.code && code_taken(database, *realm_id, request.gtin, *request.code))
    return Error{.code = "lot_code_taken", .field = "lot", .value = request.code->text()};
  const LotAllocation allocation = allocate(database, *realm_id, request, random);
  Result<Lot> made = make(allocation);
  if (!made) return made.error();
  Lot lot = std::move(*made);
  require_as_allocated(lot, request, allocation);
  lot.key_id = request.key_id;
  lot.id = database.number("SELECT coalesce(max(id), 0) + 1 FROM lot");
  sql::append_log_entry(database, *realm_id, lot.leaf_index, entry(lot));
  try {
    insert_lot(database, *realm_id, request.key_id, lot);
  } catch (const sql::ConstraintFailure&) {
    transaction.undo();  // a server answers nothing more in it
    if (auto refused = why_refused(database, *realm_id, lot)) return *refused;
    throw;
  }
  transaction.commit();
  return IssuedLot{std::move(lot), true};
}

}  // namespace temgoc
