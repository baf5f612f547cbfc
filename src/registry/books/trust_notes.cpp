// Trust lists and root sets that took force here.
#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

std::string_view to_text(TrustNote::Kind kind) {
  return kind == TrustNote::Kind::roots ? "roots" : "trust_list";
}

namespace {

std::optional<TrustNote> first_note(TrustNote::Kind kind, Statement row) {
  if (!row.step()) return std::nullopt;
  return TrustNote{.kind = kind,
                   .version = static_cast<std::uint64_t>(row.integer(0)),
                   .digest = row.text(1),
                   .note = std::string(as_text(row.blob(2))),
                   .at = row.instant(3)};
}

}  // namespace

void Registry::add_trust_note(const TrustNote& note) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  // The first ones of a workplace may come before its first realm, and then before its log.
  const auto place = engine_->fact_entries ? sql::main_log(database) : std::nullopt;
  database.run(
      "INSERT INTO trust_note (kind, version, digest, note, at, logged) VALUES (?, ?, ?, ?, ?, ?)",
      to_text(note.kind), note.version, note.digest, as_bytes(note.note), note.at,
      int{place.has_value()});
  if (place) {
    sql::append_log_entry(database, place->realm_id,
                          engine_->fact_entries->trust_note(place->realm, to_text(note.kind),
                                                            note.version, note.digest, note.at));
  }
  transaction.commit();
}

std::uint64_t Registry::lost_trust_version(TrustNote::Kind kind) const {
  return static_cast<std::uint64_t>(sql::spent_number(*engine_->database, to_text(kind), ""));
}

std::optional<TrustNote> Registry::last_trust_note(TrustNote::Kind kind) const {
  return first_note(kind, engine_->database->query(
                              "SELECT version, digest, note, at FROM trust_note WHERE kind = ? "
                              "ORDER BY version DESC LIMIT 1",
                              to_text(kind)));
}

std::optional<TrustNote> Registry::trust_note(TrustNote::Kind kind, std::uint64_t version) const {
  return first_note(kind, engine_->database->query("SELECT version, digest, note, at FROM "
                                                   "trust_note WHERE kind = ? AND version = ?",
                                                   to_text(kind), version));
}

}  // namespace temgoc
