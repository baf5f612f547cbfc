// Who may take the offline data along, and the visits that they sent. Holds no code, only its keyed
// hash.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "temgoc/base/bytes.h"
#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"

namespace temgoc {

class Registry;

struct Inspector {
  std::int64_t id = 0;
  std::string name;
  Instant added_at;
  Instant expires_at;  // enrolled up to, and not at, this instant
  std::optional<Instant> revoked_at = {};
  bool operator==(const Inspector&) const = default;
};

// One visit, as the phone sent it.
struct InspectionVisit {
  std::int64_t inspector_id = 0;
  std::string visit_id;  // the phone's name for it: sent again it is the same visit
  std::string receipt;   // KT-261124-7K3MPQ9A
  Instant received_at;
  std::string body;                 // JSON: docs/inspector.md
  std::string inspector_name = {};  // as on record; filled when read
  bool operator==(const InspectionVisit&) const = default;
};
// Which visits. An empty or absent condition is none.
struct VisitFilter {
  std::optional<std::int64_t> inspector_id = {};
  std::optional<Day> from = {};  // both included
  std::optional<Day> until = {};
  std::string place = {};              // a part of it; marks and case do not matter
  std::string verdict = {};            // of one of its labels, as the phone named it
  std::int64_t before_id = INT64_MAX;  // for the next page
  unsigned limit = 100;                // the newest first
};
// A visit in one line.
struct VisitSummary {
  std::int64_t id = 0;  // in the order received
  std::string receipt;
  Instant received_at;
  std::string inspector_name;
  Day day;  // when it began, as the phone says; when it was received, where that is no sense
  std::string place;
  unsigned labels = 0;
  unsigned photos = 0;
  std::vector<std::pair<std::string, unsigned>> verdicts = {};  // how many labels had each
};
// The day in Vietnam, and eight characters that the inspector, the visit's name and its body
// decide.
std::string visit_receipt(const InspectionVisit& visit);

// HMAC-SHA256 (RFC 2104).
Digest hmac_sha256(ByteView key, ByteView message);

// A connection to the registry's file; one thread at a time. Throws SystemFailure as
// Registry does.
class Inspections {
 public:
  static Result<Inspections> open(const std::filesystem::path& registry);  // as Registry::open
  // As Registry::open_read_only.
  static Result<Inspections> open_read_only(const std::filesystem::path& registry);
  // Through the connection of that registry, which must outlive it: what is stored joins its
  // transaction.
  static Inspections of(Registry& registry);
  static const Inspections of(const Registry& registry);  // to read
  Inspections(Inspections&&) noexcept;
  ~Inspections();

  // Enrols under a code, of which the keyed hash alone is kept. `inspector.id` is given here.
  // The key is made with the first enrolment. REQUIRES a code that nobody has.
  Inspector add(const Inspector& inspector, std::string_view code, const RandomSource& random);
  // None: nobody has this code. Whether the enrolment is still good is for the caller to say.
  std::optional<Inspector> of_code(std::string_view code) const;
  std::vector<Inspector> inspectors() const;  // in the order added
  // `inspector_unknown` (value the id). An enrolment revoked before stays as it is.
  Result<Inspector> revoke(std::int64_t id, Instant at);

  // Returns false, and keeps nothing, if the inspector has sent a visit of that name before.
  bool add_visit(const InspectionVisit& visit);
  std::optional<InspectionVisit> visit(std::int64_t inspector_id, std::string_view visit_id) const;
  std::optional<InspectionVisit> visit(std::string_view receipt) const;
  // Where a visit has photos, only their number is read.
  std::vector<InspectionVisit> visits(const VisitFilter& filter) const;
  std::vector<VisitSummary> visit_summaries(const VisitFilter& filter) const;

 private:
  struct Connection;
  explicit Inspections(std::unique_ptr<Connection> connection);
  std::optional<Bytes> key() const;
  std::unique_ptr<Connection> connection_;
};

}  // namespace temgoc
