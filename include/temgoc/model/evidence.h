// A photo, a laboratory's result or another paper that stands behind an event or a certificate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/json.h"

namespace temgoc {

enum class EvidenceKind { photo, laboratory, paper };
std::string to_text(EvidenceKind kind);  // photo, laboratory, paper; never renamed
std::optional<EvidenceKind> evidence_kind(std::string_view text);

// What it stands behind.
struct EvidenceSubject {
  enum class Kind { event, certification } kind = Kind::event;
  std::string id = {};  // the event's number, the certificate's id
  bool operator==(const EvidenceSubject&) const = default;
  std::string text() const;  // event/17, certification/K01
};
// `evidence_subject_invalid`: a kind that is not known, or an event whose number is none.
Result<EvidenceSubject> evidence_subject(std::string_view text);

struct Evidence {
  std::int64_t number = 0;  // 0: not recorded yet
  std::string cooperative_id = {};
  EvidenceSubject subject = {};
  EvidenceKind kind = EvidenceKind::paper;
  std::string title = {};  // in the cooperative's words
  std::string file = {};   // as kept_name makes it: the SHA-256 of its content, and its ending
  bool shown = false;      // to everybody, as the cooperative says
  bool removed = false;    // taken back: the file is gone, its hash stays
  // As a Partner's: the title may name a person.
  std::string salt = {};
  bool operator==(const Evidence&) const = default;
};

// Every member but the number is a key, always present.
Json to_json(const Evidence& evidence);
// Throws SystemFailure `record_damaged` on what this program did not write.
Evidence evidence_from(const Json& json);

}  // namespace temgoc
