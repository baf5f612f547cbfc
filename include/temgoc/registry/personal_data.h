// Rows that are let go when their time is over, and the places where a person is named, which may
// be taken out. What stands in seals, lots and the log never goes. docs/privacy.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/registry/registry.h"

namespace temgoc {

// Rows that were stored before these moments are let go.
struct RetentionCuts {
  Day scans = {};  // days of scans and alarms
  Instant reports = {};
  Instant visits = {};
  Instant epcis = {};  // documents of others, with their events
  Instant acts = {};   // the journal
};
struct RetentionCounts {
  std::uint64_t scan_days = 0;  // with alarms
  std::uint64_t reports = 0;    // with their answers
  std::uint64_t visits = 0;     // with their photos
  std::uint64_t inspectors =
      0;  // enrolments that ended before the cut of visits, without any visit
  std::uint64_t epcis_documents = 0;
  std::uint64_t epcis_events = 0;
  std::uint64_t acts = 0;
  std::uint64_t sum() const {
    return scan_days + reports + visits + inspectors + epcis_documents + epcis_events + acts;
  }
  bool operator==(const RetentionCounts&) const = default;
};

// Why a name stays, if it does.
enum class NameStays {
  no,           // it is taken out when asked for
  in_log,       // the log holds a hash of it without a salt, which would no longer fit
  on_labels,    // it is in records of a cooperative or a lot, which labels and their law need
  from_others,  // a trading partner's document, kept as it came until its time is over
};
std::string to_text(NameStays why);

// A place where a text stands.
struct PersonTrace {
  std::string table = {};
  std::string row = {};    // its number, or what it is known by
  std::string field = {};  // its column
  std::string text = {};   // what stands there, whole
  NameStays stays = NameStays::no;
};

// What stands instead of a name that was taken out.
inline constexpr std::string_view kErased = "—";

// Reads and writes through the connection of its registry, which must outlive it.
class PersonalData {
 public:
  explicit PersonalData(Registry& registry) : engine_(registry.engine_.get()) {}
  static const PersonalData of(const Registry& registry) {
    return PersonalData(registry.engine_.get());
  }

  // What let_go would take.
  RetentionCounts old_rows(const RetentionCuts& cuts) const;
  // Takes at most `most` rows of each kind. REQUIRES a transaction.
  RetentionCounts let_go(const RetentionCuts& cuts, unsigned most);

  // Every place where the text stands as a word or words of its own, case and marks included. Reads
  // whole tables. REQUIRES a text that is not empty.
  std::vector<PersonTrace> traces(std::string_view text) const;
  // Takes the text out of those that may lose it: a partner that it names loses name, address,
  // telephone, GLN and salt in all versions; elsewhere kErased stands in its place. Partners and
  // events get a log entry each. What is taken out is overwritten in the file. REQUIRES a
  // transaction.
  void erase(std::string_view text, Instant at);
  // After the commit: no page of the write-ahead log keeps what was erased.
  void forget_pages();

 private:
  explicit PersonalData(Registry::Engine* engine) : engine_(engine) {}
  Registry::Engine* engine_;
};

// Whether the name stands in the text as a word or words of its own.
bool has_name(std::string_view text, std::string_view name);

}  // namespace temgoc
