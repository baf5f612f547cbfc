// Stores recalls of lots, products and cooperatives with their log entries, and finds them.
#include <charconv>

#include "engine.h"
#include "temgoc/base/text.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

std::optional<std::int64_t> lot_row_id(Database& database, std::string_view subject) {
  std::int64_t id = 0;
  const char* end = subject.data() + subject.size();
  const auto [rest, error] = std::from_chars(subject.data(), end, id);
  if (error != std::errc() || rest != end) return std::nullopt;
  if (!database.exists("SELECT 1 FROM lot WHERE id = ?", id)) return std::nullopt;
  return id;
}

Error unknown_subject(std::string_view field, std::string_view subject) {
  return {.code = "unknown_reference", .field = std::string(field), .value = shortened(subject)};
}

template <class Lot, class Product, class Cooperative>
void insert_recall(Database& database, const Recall& recall, Instant at, const Lot& lot,
                   const Product& product, const Cooperative& cooperative) {
  database.run(
      "INSERT INTO recall (lot_id, product_id, cooperative_id, reason, instruction, since, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      lot, product, cooperative, recall.reason, recall.instruction, recall.since, at);
}

}  // namespace

Recall sql::recall_row(const Statement& row) {
  const Recall::Scope scope = !row.is_null(0)   ? Recall::Scope::lot
                              : !row.is_null(1) ? Recall::Scope::product
                                                : Recall::Scope::cooperative;
  return {.scope = scope, .reason = row.text(2), .instruction = row.text(3), .since = row.day(4)};
}

Result<void> Registry::add_recall(const Recall& recall, std::string_view subject, Instant at) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  constexpr auto kNone = std::nullopt;
  if (recall.scope == Recall::Scope::lot) {
    const auto lot_id = lot_row_id(database, subject);
    if (!lot_id) return unknown_subject("lot_id", subject);
    insert_recall(database, recall, at, *lot_id, kNone, kNone);
  } else if (recall.scope == Recall::Scope::product) {
    if (!product(subject)) return unknown_subject("product_id", subject);
    insert_recall(database, recall, at, kNone, subject, kNone);
  } else {
    if (!cooperative(subject)) return unknown_subject("cooperative_id", subject);
    insert_recall(database, recall, at, kNone, kNone, subject);
  }
  log_recall(recall, subject, at);
  transaction.commit();
  return {};
}

// In the transaction that stores it.
void Registry::log_recall(const Recall& recall, std::string_view subject, Instant at) {
  if (!engine_->fact_entries) return;
  Database& database = *engine_->database;
  const bool of_lot = recall.scope == Recall::Scope::lot;
  const std::optional<sql::LogPlace> place =
      of_lot ? sql::log_place_of_lot(database, *lot_row_id(database, subject))
             : sql::main_log(database);
  if (!place) return;
  const std::string leaf = of_lot ? std::to_string(place->lot_leaf_index) : std::string(subject);
  sql::append_log_entry(database, place->realm_id,
                        engine_->fact_entries->recall(place->realm, recall, leaf, at));
}

std::vector<Recall> sql::recalls_of(Database& database, const Lot& lot) {
  Statement rows = database.query(kRecallsOf, lot.id, lot.product_id, lot.cooperative_id);
  std::vector<Recall> recalls;
  while (rows.step()) recalls.push_back(sql::recall_row(rows));
  return recalls;
}

std::vector<Recall> Registry::recalls(const Product& product) const {
  Statement rows = engine_->database->query(
      "SELECT lot_id, product_id, reason, instruction, since FROM recall "
      "WHERE product_id = ? OR cooperative_id = ? ORDER BY id",
      product.id, product.cooperative_id);
  std::vector<Recall> recalls;
  while (rows.step()) recalls.push_back(recall_row(rows));
  return recalls;
}

}  // namespace temgoc
