// Trust lists and root sets that took force here.
#include "engine.h"

namespace temgoc {

using sqlite::Statement;

namespace {

std::string text_of_kind(TrustNote::Kind kind) {
  return kind == TrustNote::Kind::roots ? "roots" : "trust_list";
}

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
  engine_->database->run(
      "INSERT INTO trust_note (kind, version, digest, note, at) VALUES (?, ?, ?, ?, ?)",
      text_of_kind(note.kind), note.version, note.digest, as_bytes(note.note), note.at);
}

std::optional<TrustNote> Registry::last_trust_note(TrustNote::Kind kind) const {
  return first_note(kind, engine_->database->query(
                              "SELECT version, digest, note, at FROM trust_note WHERE kind = ? "
                              "ORDER BY version DESC LIMIT 1",
                              text_of_kind(kind)));
}

std::optional<TrustNote> Registry::trust_note(TrustNote::Kind kind, std::uint64_t version) const {
  return first_note(kind, engine_->database->query("SELECT version, digest, note, at FROM "
                                                   "trust_note WHERE kind = ? AND version = ?",
                                                   text_of_kind(kind), version));
}

}  // namespace temgoc
