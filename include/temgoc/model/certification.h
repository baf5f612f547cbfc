// Under which certification: OCOP stars, VietGAP and others, with dates no more exact than the
// record is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"

namespace temgoc {

// A date with its precision: the days that it may mean, both ends included. An "announced" date is
// a day by which the decision had been made, in the year that the record names.
struct VagueDate {
  enum class Precision { day, month, year, announced };
  Precision precision = Precision::day;
  Day first = {};
  Day last = {};
  bool operator==(const VagueDate&) const = default;

  static VagueDate exact(Day day) { return {Precision::day, day, day}; }
  // "2026-11-24", "24/11/2026", "2026-11", "11/2026", "2026". `date_unreadable`, `date_not_real`.
  static Result<VagueDate> parse(std::string_view text, std::string_view field);
  // `year_text` "2023" announced on a day of that year or later: some day of 2023, not after the
  // announcement. `date_unreadable` (no year), `date_not_real` (announced before that year).
  static Result<VagueDate> announced(std::string_view year_text, Day announced_on,
                                     std::string_view field);
  std::string text() const;  // as precise as it is: 2026-11-24, 2026-11, 2026 (announced: the year)
};
std::string to_text(VagueDate::Precision precision);
std::optional<VagueDate::Precision> date_precision(std::string_view text);

enum class IssuerLevel { district, province, central, certifier, authority, unknown };
std::string to_text(IssuerLevel level);  // "" for unknown
std::optional<IssuerLevel> issuer_level(
    std::string_view text);  // "": unknown; none for any other word

// Something that happened to a certificate later: a new fact, never an edit.
struct CertificationEvent {
  enum class Kind { withdrawn, superseded, reinstated };
  Kind kind = Kind::withdrawn;
  VagueDate on = {};  // from that day on
  std::string reason = {};
  std::string by = {};  // superseded: the id of its successor
  bool operator==(const CertificationEvent&) const = default;
};
std::string to_text(CertificationEvent::Kind kind);
std::optional<CertificationEvent::Kind> event_kind(std::string_view text);

struct Certification {
  std::string id = {};  // K30
  std::string cooperative_id = {};
  std::string product_id = {};  // empty: the whole cooperative
  std::string scheme = {};      // OCOP, VietGAP, PUC, ISO 22000 …
  std::string level = {};       // OCOP: the stars, 3 to 5, or empty where not known
  std::string number = {};
  std::string decision_no = {};
  std::string gdti = {};  // GS1 key of the paper itself
  std::string issuer = {};
  IssuerLevel issuer_level = IssuerLevel::unknown;
  // "1048/2019", "148/2023", "148/2023+1489/2025", "26/2026": by issue date where not given.
  std::string criteria_version = {};
  std::optional<VagueDate> issued = {};
  std::optional<VagueDate> stated_end = {};     // wins over the computed one
  std::vector<CertificationEvent> events = {};  // in the order recorded
  std::vector<std::string> papers = {};         // scans of it, files named by their SHA-256
  std::string note = {};
  std::string source = {};
  std::string confidence = {};
  bool sample = false;
  bool operator==(const Certification&) const = default;

  bool is_ocop() const { return scheme == "OCOP"; }
  std::optional<int> stars() const;  // OCOP with a known level
};

// The last day of force: the stated end, else for OCOP issue + 36 months inclusive; none where
// neither is known.
std::optional<VagueDate> valid_through(const Certification& certification);

// Whether it is in force on `day`, that day's events included. True or false only where every day
// that the precision of its dates and events allows agrees; none otherwise, and where its start or
// its end is not known.
std::optional<bool> in_force(const Certification& certification, Day day);

// active, expiring (in force, 30 days or fewer left at worst), expired, withdrawn, superseded,
// not_yet, unknown. Withdrawn and superseded stand also after the term has run out.
std::string status_on(const Certification& certification, Day day);

// The national criteria that it was issued under: the given ones, else for OCOP by the issue date
// (1048/QĐ-TTg from 2019-08-21, 148/QĐ-TTg from 2023-02-24, amended by 1489/QĐ-TTg from
// 2025-07-06, 26/2026/QĐ-TTg from 2026-05-22). Empty where the date does not tell.
std::string criteria_of(const Certification& certification);
// How criteria are written on record: "26/2026" of "26/2026/QĐ-TTg", "QĐ 26/2026" and the like;
// none for what is none of the four.
std::optional<std::string> criteria_named(std::string_view text);
inline constexpr std::string_view kCriteria2026 = "26/2026";

// The rules for a new record: OCOP stars 3 to 5 or not known (`ocop_level_invalid`), the stated end
// not before the issue (`certification_end_before_issue`). Of an OCOP paper that is surely issued
// under Decision 26/2026 also: the issuer is the province for 3 and 4 stars and the centre for 5
// (`issuer_level_wrong`, args level, expected, stars), and it ends at most 36 months after its
// issue (`ocop_term_too_long`, args issued, last). `ocop_criteria_too_new` (args criteria, from):
// no day that the issue date may mean is as late as the criteria that are given.
Result<void> check_rules(const Certification& certification);

// What is odd and yet may be right, so warned of and never refused. Papers under the older criteria
// are only doubted:
//   `issuer_level_unusual` (args level, expected, stars), where no day that the issue date may mean
//   has the OCOP paper of these stars issued at that level;
//   `ocop_term_unusual` (args issued, last), where it ends later than 36 months after its issue;
//   `ocop_criteria_unknown`, where the criteria given are none of the four;
//   `ocop_criteria_older` (args criteria, expected), where newer ones stood on every possible day.
std::vector<Error> doubts(const Certification& certification);

}  // namespace temgoc
