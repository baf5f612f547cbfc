// Allocates a lot's numbers, has it sealed, and stores it with its log entry in one transaction.
#include <algorithm>
#include <stdexcept>

#include "engine.h"
#include "lot_records.h"

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

// What the next lot of a request may be numbered, asked for at once: each question by itself would
// cost as much as all.
struct NextNumbers {
  std::int64_t realm_id = 0, lot_id = 0;
  std::int64_t issue_number = 0;
  unsigned nth_of_day = 0;
  std::uint64_t leaf_index = 0;
};
Result<NextNumbers> next_numbers(Database& database, const LotRequest& request) {
  Statement row = database.query(
      "SELECT r.id, (SELECT coalesce(max(id), 0) + 1 FROM lot), "
      "(SELECT coalesce(max(issue_number), 0) + 1 FROM lot WHERE key_id = ?1), "
      "coalesce((SELECT up_to FROM spent_number WHERE what = 'issue_number' AND subject = ?2), 0) "
      "+ 1, "
      "coalesce((SELECT lots FROM lots_of_day WHERE realm_id = r.id AND gtin = ?3 AND packed_on = "
      "?4), 0) + 1, "
      "coalesce((SELECT up_to FROM spent_number WHERE what = 'lot_of_day' AND subject = ?5), 0) + "
      "1, "
      "(SELECT coalesce(max(leaf_index) + 1, 0) FROM log_entry WHERE realm_id = r.id) "
      "FROM issuer_key k JOIN realm r ON r.id = k.realm_id WHERE k.id = ?1 AND r.name = ?6",
      request.key_id, to_hex(request.key_id), request.gtin.digits(), request.packed_on,
      to_iso(request.packed_on), request.realm);
  if (!row.step())
    return Error{.code = "unknown_reference", .field = "key_id", .value = to_hex(request.key_id)};
  return NextNumbers{.realm_id = row.integer(0),
                     .lot_id = row.integer(1),
                     .issue_number = std::max(row.integer(2), row.integer(3)),
                     .nth_of_day = static_cast<unsigned>(std::max(row.integer(4), row.integer(5))),
                     .leaf_index = static_cast<std::uint64_t>(row.integer(6))};
}

bool code_taken(Database& database, std::int64_t realm_id, const Gtin& gtin, const LotCode& code) {
  return database.exists(
      "SELECT 1 FROM lot WHERE realm_id = ?1 AND gtin = ?2 AND code = ?3 UNION ALL SELECT 1 FROM "
      "known_by_entry WHERE kind = 'lot' AND realm_id = ?1 AND gtin = ?2 AND code = ?3",
      realm_id, gtin.digits(), code.text());
}

// The count of the day's lots says where to begin; a code chosen by hand may stand there already.
unsigned free_nth(Database& database, const NextNumbers& next, const LotRequest& request) {
  unsigned nth = next.nth_of_day;
  while (
      code_taken(database, next.realm_id, request.gtin, LotCode::suggest(request.packed_on, nth))) {
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

LotAllocation allocate(Database& database, const NextNumbers& next, const LotRequest& request,
                       const RandomSource& random) {
  return {.issue_number = static_cast<std::uint32_t>(next.issue_number),
          .nth_of_day = free_nth(database, next, request),
          .short_code = free_short_code(database, random),
          .leaf_index = next.leaf_index};
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

void insert_lot(Database& database, sql::KnownParts& known, std::int64_t realm_id,
                const KeyId& key_id, const Lot& lot) {
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
  sql::insert_lot_record(database, known, lot.id, lot.record);
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
  const auto next = next_numbers(database, request);
  if (!next) return next.error();
  if (request.code && code_taken(database, next->realm_id, request.gtin, *request.code))
    return Error{.code = "lot_code_taken", .field = "lot", .value = request.code->text()};
  const LotAllocation allocation = allocate(database, *next, request, random);
  Result<Lot> made = make(allocation);
  if (!made) return made.error();
  Lot lot = std::move(*made);
  require_as_allocated(lot, request, allocation);
  lot.key_id = request.key_id;
  lot.id = next->lot_id;
  sql::append_log_entry(database, next->realm_id, lot.leaf_index, entry(lot));
  try {
    insert_lot(database, engine_->known_parts, next->realm_id, request.key_id, lot);
  } catch (const sql::ConstraintFailure&) {
    transaction.undo();  // a server answers nothing more in it
    if (auto refused = why_refused(database, next->realm_id, lot)) return *refused;
    throw;
  }
  transaction.commit();
  return IssuedLot{std::move(lot), true};
}

}  // namespace temgoc
