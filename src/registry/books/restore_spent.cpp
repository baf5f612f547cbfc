// Marks numbers as spent that may have been used, and tells how far they are.
#include "temgoc/registry/registry_restore.h"

#include <algorithm>

#include "engine.h"
#include "restore_state.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr std::int64_t kMostSerials = 9'999'999;
constexpr std::int64_t kMostGtins = 99'999;
constexpr std::int64_t kMostBlocks = 89'999;
constexpr std::int64_t kMostOther = 1'000'000'000;

}  // namespace

void RegistryRestore::spend_issue_numbers(const KeyId& key, std::uint32_t up_to) {
  spend(*state_->database, "issue_number", to_hex(key), up_to);
}

void RegistryRestore::spend_serials(std::uint32_t count) {
  state_->database->run(
      "INSERT INTO spent_number (what, subject, up_to) SELECT 'serial', CAST(l.id AS TEXT), "
      "min(?2, "
      "?1 + coalesce((SELECT max(j.last_serial) FROM print_job j WHERE j.lot_id = l.id), 0)) FROM "
      "lot l WHERE true ON CONFLICT (what, subject) DO UPDATE SET up_to = max(spent_number.up_to, "
      "excluded.up_to)",
      count, kMostSerials);
}

void RegistryRestore::spend_serials_of(const KeyId& key, std::uint32_t issue_number,
                                       std::uint32_t up_to) {
  state_->database->run(
      "INSERT INTO spent_number (what, subject, up_to) SELECT 'serial', CAST(id AS TEXT), min(?, "
      "?) FROM lot WHERE key_id = ? AND issue_number = ? ON CONFLICT (what, subject) DO UPDATE SET "
      "up_to = max(spent_number.up_to, excluded.up_to)",
      up_to, kMostSerials, key, issue_number);
}

void RegistryRestore::spend_gtins(std::uint32_t count) {
  state_->database->run(
      "INSERT INTO spent_number (what, subject, up_to) SELECT 'gtin', CAST(block AS TEXT), min(?2, "
      "last_number + ?1) FROM gtin_block WHERE true ON CONFLICT (what, subject) DO UPDATE SET "
      "up_to "
      "= max(spent_number.up_to, excluded.up_to)",
      count, kMostGtins);
}

void RegistryRestore::spend_gtin_blocks(std::uint32_t count) {
  Database& database = *state_->database;
  const std::int64_t last = database.number("SELECT coalesce(max(block), 0) FROM gtin_block");
  spend(database, "gtin_block", "", std::min(kMostBlocks, last + count));
}

void RegistryRestore::spend_links(std::uint32_t count) {
  Database& database = *state_->database;
  spend(database, "link", "", database.number("SELECT coalesce(max(id), 0) FROM link") + count);
}

void RegistryRestore::spend_events(std::uint32_t count) {
  Database& database = *state_->database;
  spend(database, "event", "", database.number("SELECT coalesce(max(id), 0) FROM event") + count);
}

void RegistryRestore::spend_trust_lists(std::uint64_t up_to) {
  spend(*state_->database, to_text(TrustNote::Kind::trust_list), "", sql::within_63_bits(up_to));
}

void RegistryRestore::spend_gtins_of_waiting_lots() {
  Database& database = *state_->database;
  std::vector<std::string> gtins;
  {
    Statement rows = database.query(
        "SELECT DISTINCT gtin FROM known_by_entry WHERE kind = 'lot' AND row_id IS NULL");
    while (rows.step()) gtins.push_back(rows.text(0));
  }
  // 0 29 BBBBB NNNNN C, in 14 digits.
  for (const std::string& gtin : gtins) {
    if (!gtin.starts_with("029")) continue;
    const std::int64_t block = std::stoll(gtin.substr(3, 5));
    spend(database, "gtin", std::to_string(block), std::stoll(gtin.substr(8, 5)));
    spend(database, "gtin_block", "", block);
  }
}

void RegistryRestore::spend_lots_of_days(Day first, Day last, std::uint32_t count) {
  Database& database = *state_->database;
  for (Day day = first; day <= last; day += std::chrono::days(1)) {
    const std::int64_t given = std::max(
        database.number("SELECT coalesce(max(lots), 0) FROM lots_of_day WHERE packed_on = ?", day),
        sql::spent_number(database, "lot_of_day", to_iso(day)));
    spend(database, "lot_of_day", to_iso(day), std::min(kMostOther, given + count));
  }
}

std::uint32_t RegistryRestore::last_issue_number(const KeyId& key) const {
  Database& database = *state_->database;
  return static_cast<std::uint32_t>(std::max(
      database.number("SELECT coalesce(max(issue_number), 0) FROM lot WHERE key_id = ?", key),
      sql::spent_number(database, "issue_number", to_hex(key))));
}

std::uint32_t RegistryRestore::last_serial(const KeyId& key, std::uint32_t issue_number) const {
  Database& database = *state_->database;
  const auto lot = first_number(database.query(
      "SELECT id FROM lot WHERE key_id = ? AND issue_number = ?", key, issue_number));
  if (!lot) return 0;
  return static_cast<std::uint32_t>(
      std::max(std::int64_t{sql::last_printed(database, *lot)},
               sql::spent_number(database, "serial", std::to_string(*lot))));
}

}  // namespace temgoc
