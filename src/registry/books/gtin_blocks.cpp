// Gives each cooperative a block of restricted GTINs, and hands them out one by one.
#include <algorithm>
#include <stdexcept>

#include "engine.h"
#include "temgoc/base/text.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr std::int64_t kLastBlock = 89999;
constexpr std::int64_t kLastNumber = 99999;

std::string padded(std::int64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(5 - digits.size(), '0') + digits;
}

std::string block_prefix(std::int64_t block) { return "29" + padded(block); }

Gtin numbered(std::int64_t block, std::int64_t number) {
  std::string digits = block_prefix(block) + padded(number);
  digits += Gtin::check_digit(digits);
  return sql::trusted(Gtin::parse(digits));
}

Error block_full(std::string_view cooperative_id) {
  return {.code = "gtin_block_full", .field = "cooperative_id", .value = shortened(cooperative_id)};
}

struct Block {
  std::int64_t block = 0;
  std::int64_t last_number = 0;
};

Result<Block> block_of(Database& database, std::string_view cooperative_id) {
  Statement standing = database.query(
      "SELECT block, last_number FROM gtin_block WHERE cooperative_id = ?", cooperative_id);
  if (standing.step()) return Block{standing.integer(0), standing.integer(1)};
  const std::int64_t next =
      std::max(database.number("SELECT coalesce(max(block), 0) FROM gtin_block"),
               sql::spent_number(database, "gtin_block", "")) +
      1;
  if (next > kLastBlock) return block_full(cooperative_id);
  database.run("INSERT INTO gtin_block (block, cooperative_id) VALUES (?, ?)", next,
               cooperative_id);
  return Block{.block = next};
}

}  // namespace

Result<Gtin> Registry::allocate_gtin(std::string_view cooperative_id) {
  Database& database = *engine_->database;
  if (!database.in_transaction()) throw std::logic_error("allocate_gtin outside a transaction");
  if (auto missing =
          missing_reference(database, {{"cooperative_id", "cooperative", cooperative_id}})) {
    return *missing;
  }
  const Result<Block> block = block_of(database, cooperative_id);
  if (!block) return block.error();
  // A co-op may have typed a number of its block by hand: such a one is passed over.
  const std::int64_t last = std::max(
      block->last_number, sql::spent_number(database, "gtin", std::to_string(block->block)));
  for (std::int64_t number = last + 1; number <= kLastNumber; ++number) {
    const Gtin gtin = numbered(block->block, number);
    if (database.exists("SELECT 1 FROM product WHERE gtin = ?", gtin.digits())) continue;
    database.run("UPDATE gtin_block SET last_number = ? WHERE block = ?", number, block->block);
    return gtin;
  }
  return block_full(cooperative_id);
}

Result<void> Registry::reserve_gtin_block(std::string_view cooperative_id) {
  Database& database = *engine_->database;
  if (!database.in_transaction())
    throw std::logic_error("reserve_gtin_block outside a transaction");
  if (auto missing =
          missing_reference(database, {{"cooperative_id", "cooperative", cooperative_id}})) {
    return *missing;
  }
  const Result<Block> block = block_of(database, cooperative_id);
  if (!block) return block.error();
  return {};
}

std::vector<std::pair<std::string, std::string>> Registry::gtin_blocks() const {
  Statement rows =
      engine_->database->query("SELECT cooperative_id, block FROM gtin_block ORDER BY block");
  std::vector<std::pair<std::string, std::string>> blocks;
  while (rows.step()) blocks.emplace_back(rows.text(0), block_prefix(rows.integer(1)));
  return blocks;
}

}  // namespace temgoc
