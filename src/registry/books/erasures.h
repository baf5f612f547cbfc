// Names that were taken out of what the log holds a salted hash of, as they are recorded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "registry/database.h"

namespace temgoc::sql {

// A partner's version, or an event.
struct ErasedText {
  std::string what;     // partner, event
  std::string subject;  // the partner's id, the event's number
  std::int64_t version = 1;
};

struct Erasure {
  ErasedText of = {};
  std::int64_t nth = 1;
  std::string logged = {};     // SHA-256 hex of what was told at first
  std::string remaining = {};  // SHA-256 hex of what is left
  Instant at = {};
  // "partner/MUA1/2", "event/17/1": what its log entry is of.
  std::string name() const;
  // Canonical JSON, whose hash is in its log entry.
  std::string body() const;
};

// The one that says what stands there now.
std::optional<Erasure> last_erasure(Database& database, const ErasedText& of);
Erasure erasure_row(const Statement& row);  // what, subject, version, nth, logged, remaining, at

}  // namespace temgoc::sql
