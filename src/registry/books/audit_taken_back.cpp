// What the registry holds of entries that a restore took back.
#include "audit_state.h"
#include "engine.h"

namespace temgoc {

using sql::Statement;

std::map<std::uint64_t, RegistryAudit::TakenBack> RegistryAudit::known_by_entry(
    std::string_view realm) const {
  Statement rows = state_->database->query(
      "SELECT leaf_index, kind, row_id IS NOT NULL FROM known_by_entry WHERE realm_id = (SELECT id "
      "FROM realm WHERE name = ?) ORDER BY leaf_index",
      realm);
  std::map<std::uint64_t, TakenBack> entries;
  while (rows.step()) entries[unsigned_in(rows, 0)] = {rows.text(1), rows.integer(2) != 0};
  return entries;
}

std::uint64_t RegistryAudit::entries_waiting() const {
  return static_cast<std::uint64_t>(state_->database->number(
      "SELECT count(*) FROM known_by_entry WHERE row_id IS NULL AND kind <> 'none'"));
}

std::optional<RegistryAudit::RecallRow> RegistryAudit::recall_by_entry(std::string_view realm,
                                                                       std::uint64_t index) const {
  Statement rows = state_->database->query(
      "SELECT c.lot_id, c.product_id, c.reason, c.instruction, c.since, c.cooperative_id, c.at, "
      "r.name, l.leaf_index FROM known_by_entry k JOIN recall c ON c.id = k.row_id LEFT JOIN lot l "
      "ON l.id = c.lot_id LEFT JOIN realm r ON r.id = l.realm_id WHERE k.kind = 'recall' AND "
      "k.realm_id = (SELECT id FROM realm WHERE name = ?) AND k.leaf_index = ?",
      realm, index);
  if (!rows.step()) return std::nullopt;
  return if_readable<RecallRow>([&] { return State::recall_row_in(rows); });
}

std::optional<RegistryAudit::VoidRow> RegistryAudit::void_by_entry(std::string_view realm,
                                                                   std::uint64_t index) const {
  Statement rows = state_->database->query(
      "SELECT v.first, v.last, v.listed_serial, v.reason, v.at, r.name, l.leaf_index FROM "
      "known_by_entry k JOIN void_range v ON v.id = k.row_id LEFT JOIN lot l ON l.id = v.lot_id "
      "LEFT JOIN realm r ON r.id = l.realm_id WHERE k.kind = 'void' AND k.realm_id = (SELECT id "
      "FROM realm WHERE name = ?) AND k.leaf_index = ?",
      realm, index);
  if (!rows.step()) return std::nullopt;
  return if_readable<VoidRow>([&] {
    return VoidRow{sql::void_row(rows), rows.text(5), unsigned_in(rows, 6)};
  });
}

std::optional<RegistryAudit::LotCancellationRow> RegistryAudit::lot_cancellation_by_entry(
    std::string_view realm, std::uint64_t index) const {
  Statement rows = state_->database->query(
      "SELECT c.reason, c.at, c.who, r.name, l.leaf_index FROM known_by_entry k JOIN "
      "lot_cancellation c ON c.id = k.row_id LEFT JOIN lot l ON l.id = c.lot_id LEFT JOIN realm r "
      "ON r.id = l.realm_id WHERE k.kind = 'lot_cancellation' AND k.realm_id = (SELECT id FROM "
      "realm WHERE name = ?) AND k.leaf_index = ?",
      realm, index);
  if (!rows.step()) return std::nullopt;
  return if_readable<LotCancellationRow>([&] {
    return LotCancellationRow{
        {rows.text(0), rows.instant(1), rows.text(2)}, rows.text(3), unsigned_in(rows, 4)};
  });
}

std::optional<RegistryAudit::RollRangeRow> RegistryAudit::roll_range_by_entry(
    std::string_view realm, std::uint64_t index) const {
  static const std::string kSql =
      State::roll_range_rows() +
      "JOIN known_by_entry k ON k.kind = 'roll_range' AND k.row_id = g.id WHERE k.realm_id = "
      "(SELECT id FROM realm WHERE name = ?) AND k.leaf_index = ?";
  Statement rows = state_->database->query(kSql, realm, index);
  if (!rows.step()) return std::nullopt;
  return if_readable<RollRangeRow>([&] { return State::roll_range_row_in(rows); });
}

std::optional<RegistryAudit::KeyStatusRow> RegistryAudit::key_change_by_entry(
    std::string_view realm, std::uint64_t index) const {
  Statement rows = state_->database->query(
      "SELECT s.key_id, r.name, s.status, s.cut_at, s.packed_until, s.reason, s.at FROM "
      "known_by_entry k JOIN issuer_key_status s ON s.id = k.row_id LEFT JOIN issuer_key i ON i.id "
      "= s.key_id LEFT JOIN realm r ON r.id = i.realm_id WHERE k.kind = 'key_status' AND "
      "k.realm_id = (SELECT id FROM realm WHERE name = ?) AND k.leaf_index = ?",
      realm, index);
  if (!rows.step()) return std::nullopt;
  return if_readable<KeyStatusRow>([&] {
    return KeyStatusRow{key_id_in(rows.blob(0)), rows.text(1), sql::status_change(rows, 2), index};
  });
}

bool RegistryAudit::has_lot_at(std::string_view realm, std::uint64_t index) const {
  return state_->database->exists(
      "SELECT 1 FROM lot WHERE realm_id = (SELECT id FROM realm WHERE name = ?) AND leaf_index = ?",
      realm, index);
}

bool RegistryAudit::has_roll_at(std::string_view realm, std::uint64_t index) const {
  return state_->database->exists(
      "SELECT 1 FROM roll WHERE realm_id = (SELECT id FROM realm WHERE name = ?) AND leaf_index = "
      "?",
      realm, index);
}

bool RegistryAudit::has_product(std::string_view id) const {
  return state_->database->exists("SELECT 1 FROM product WHERE id = ?", id);
}

bool RegistryAudit::has_cooperative(std::string_view id) const {
  return state_->database->exists("SELECT 1 FROM cooperative WHERE id = ?", id);
}

bool RegistryAudit::has_key(const KeyId& id) const {
  return state_->database->exists("SELECT 1 FROM issuer_key WHERE id = ?", id);
}

}  // namespace temgoc
