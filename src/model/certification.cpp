// When a certificate is in force, and what is odd about one.
#include "temgoc/model/certification.h"

#include <algorithm>
#include <array>

#include "named.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

using Kind = CertificationEvent::Kind;
using std::chrono::days;
using std::chrono::year;

constexpr int kOcopMonths = 36;
constexpr days kExpiring{30};

constexpr Names<IssuerLevel, 6> kIssuerLevels{{{IssuerLevel::district, "district"},
                                               {IssuerLevel::province, "province"},
                                               {IssuerLevel::central, "central"},
                                               {IssuerLevel::certifier, "certifier"},
                                               {IssuerLevel::authority, "authority"},
                                               {IssuerLevel::unknown, ""}}};
constexpr Names<Kind, 3> kEventKinds{{{Kind::withdrawn, "withdrawn"},
                                      {Kind::superseded, "superseded"},
                                      {Kind::reinstated, "reinstated"}}};

// A time of one set of criteria, and who issues three-star papers in it; four stars are always the
// province's, five the centre's.
struct Criteria {
  Day from;
  std::string_view name;
  IssuerLevel three_stars;
};
constexpr std::array<Criteria, 4> kCriteria{{
    {year{2019} / 8 / 21, "1048/2019", IssuerLevel::province},
    {year{2023} / 2 / 24, "148/2023", IssuerLevel::district},
    {year{2025} / 7 / 6, "148/2023+1489/2025", IssuerLevel::province},
    {year{2026} / 5 / 22, kCriteria2026, IssuerLevel::province},
}};

const Criteria* criteria_on(Day day) {
  const Criteria* found = nullptr;
  for (const auto& criteria : kCriteria) {
    if (criteria.from <= day) found = &criteria;
  }
  return found;
}

IssuerLevel expected_level(int stars, const Criteria& criteria) {
  if (stars == 5) return IssuerLevel::central;
  return stars == 4 ? IssuerLevel::province : criteria.three_stars;
}

// Whether the dates alone have it in force.
std::optional<bool> in_term(const Certification& certification, Day day) {
  const auto& start = certification.issued;
  const auto end = valid_through(certification);
  if (start && day < start->first) return false;
  if (end && day > end->last) return false;
  if (!start || !end || day < start->last || day > end->first) return std::nullopt;
  return true;
}

// Whether `event`, the `index`th recorded, can be the last that took effect by `day`, for some
// choice of days that the precision of all the events allows. Of two on one day the later recorded
// counts.
bool can_be_last(const std::vector<CertificationEvent>& events, std::size_t index, Day day) {
  const auto& on = events[index].on;
  if (on.first > day) return false;
  const auto latest = std::min(on.last, day);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& other = events[i].on;
    const bool before = i < index ? other.first <= latest : other.first < latest;
    if (i != index && !before && other.last <= day) return false;
  }
  return true;
}

// What the events may have come to by `day`.
struct Standing {
  bool may_stand = false;                 // nothing took effect, or a reinstatement last
  std::optional<Kind> may_be_ended = {};  // by what; the later recorded where several are possible
};

Standing standing_on(const std::vector<CertificationEvent>& events, Day day) {
  Standing standing;
  standing.may_stand = std::all_of(events.begin(), events.end(),
                                   [&](const auto& event) { return event.on.last > day; });
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!can_be_last(events, i, day)) continue;
    if (events[i].kind == Kind::reinstated) standing.may_stand = true;
    if (events[i].kind != Kind::reinstated) standing.may_be_ended = events[i].kind;
  }
  return standing;
}

const Criteria* criteria_called(std::string_view name) {
  const auto found = std::ranges::find(kCriteria, name, &Criteria::name);
  return found == kCriteria.end() ? nullptr : &*found;
}

// Criteria that no day of the issue date had yet.
std::optional<Error> criteria_too_new(const Certification& certification) {
  const auto* given = criteria_called(certification.criteria_version);
  if (given == nullptr || !certification.issued || certification.issued->last >= given->from)
    return std::nullopt;
  return Error{.code = "ocop_criteria_too_new",
               .field = "criteria_version",
               .value = certification.issued->text(),
               .args = {{"criteria", std::string(given->name)}, {"from", to_iso(given->from)}}};
}

// Criteria that are on no list, or that had been replaced when the paper was issued. A dossier that
// was begun under the older ones may still be decided by them.
std::optional<Error> odd_criteria(const Certification& certification) {
  if (certification.criteria_version.empty()) return std::nullopt;
  Error doubt{.code = "ocop_criteria_unknown",
              .field = "criteria_version",
              .value = shortened(certification.criteria_version)};
  const auto* given = criteria_called(certification.criteria_version);
  if (given == nullptr) return doubt;
  const auto* first = certification.issued ? criteria_on(certification.issued->first) : nullptr;
  if (first == nullptr || first <= given) return std::nullopt;
  doubt.code = "ocop_criteria_older";
  doubt.args = {{"criteria", std::string(given->name)}, {"expected", std::string(first->name)}};
  return doubt;
}

// The level of its issuer, if no criteria that it may be under have such a paper issued there.
std::optional<Error> unexpected_level(const Certification& certification, const char* code) {
  const auto stars = certification.stars();
  const auto level = certification.issuer_level;
  if (!stars || level == IssuerLevel::unknown) return std::nullopt;
  const auto* given = criteria_called(certification.criteria_version);
  const auto* first =
      given != nullptr
          ? given
          : (certification.issued ? criteria_on(certification.issued->first) : nullptr);
  const auto* last =
      given != nullptr || !certification.issued ? first : criteria_on(certification.issued->last);
  // Before the national criteria every province had its own way.
  if (first == nullptr) return std::nullopt;
  for (const auto* criteria = first; criteria <= last; ++criteria) {
    if (expected_level(*stars, *criteria) == level) return std::nullopt;
  }
  return Error{.code = code,
               .field = "issuer_level",
               .value = to_text(level),
               .args = {{"level", to_text(level)},
                        {"expected", to_text(expected_level(*stars, *last))},
                        {"stars", certification.level}}};
}

// A stated end that lies later than the term allows, whichever days the dates mean.
std::optional<Error> too_long(const Certification& certification, const char* code) {
  const auto& end = certification.stated_end;
  if (!end || !certification.issued) return std::nullopt;
  const Day last = add_months(certification.issued->last, kOcopMonths);
  if (end->first <= last) return std::nullopt;
  return Error{.code = code,
               .field = "stated_end",
               .value = end->text(),
               .args = {{"issued", certification.issued->text()}, {"last", to_iso(last)}}};
}

std::string status_in_force(const Certification& certification, Day day) {
  return valid_through(certification)->first - day <= kExpiring ? "expiring" : "active";
}

}  // namespace

std::string to_text(IssuerLevel level) { return name_in(kIssuerLevels, level); }
std::optional<IssuerLevel> issuer_level(std::string_view text) {
  return value_in(kIssuerLevels, text);
}
std::string to_text(Kind kind) { return name_in(kEventKinds, kind); }
std::optional<Kind> event_kind(std::string_view text) { return value_in(kEventKinds, text); }

std::optional<int> Certification::stars() const {
  if (!is_ocop() || level.size() != 1 || level[0] < '3' || level[0] > '5') return std::nullopt;
  return level[0] - '0';
}

std::optional<VagueDate> valid_through(const Certification& certification) {
  if (certification.stated_end) return certification.stated_end;
  if (!certification.is_ocop() || !certification.issued) return std::nullopt;
  auto end = *certification.issued;
  end.first = add_months(end.first, kOcopMonths);
  end.last = add_months(end.last, kOcopMonths);
  return end;
}

std::optional<bool> in_force(const Certification& certification, Day day) {
  const auto term = in_term(certification, day);
  const auto standing = standing_on(certification.events, day);
  if (!standing.may_stand || term == false) return false;
  return standing.may_be_ended ? std::nullopt : term;
}

std::string status_on(const Certification& certification, Day day) {
  const auto standing = standing_on(certification.events, day);
  if (!standing.may_stand) return to_text(*standing.may_be_ended);
  const auto force = in_force(certification, day);
  if (!force) return "unknown";
  if (*force) return status_in_force(certification, day);
  const bool early = certification.issued && day < certification.issued->first;
  return early ? "not_yet" : "expired";
}

std::string criteria_of(const Certification& certification) {
  if (!certification.criteria_version.empty()) return certification.criteria_version;
  if (!certification.is_ocop() || !certification.issued) return {};
  const auto* first = criteria_on(certification.issued->first);
  const auto* last = criteria_on(certification.issued->last);
  return first != nullptr && first == last ? std::string(first->name) : std::string();
}

std::optional<std::string> criteria_named(std::string_view text) {
  std::string word = folded(text);
  std::erase_if(word, [](char c) { return c != '_' && (c < '0' || c > '9'); });
  std::string numbers;
  for (const std::string_view part : split(word, '_'))
    if (!part.empty()) numbers += (numbers.empty() ? "" : " ") + std::string(part);
  if (numbers == "26 2026") return std::string(kCriteria2026);
  if (numbers == "148 2023 1489 2025" || numbers == "148 1489" || numbers == "1489 2025" ||
      numbers == "1489")
    return "148/2023+1489/2025";
  if (numbers == "148 2023" || numbers == "148") return "148/2023";
  if (numbers == "1048 2019" || numbers == "1048") return "1048/2019";
  return std::nullopt;
}

Result<void> check_rules(const Certification& certification) {
  if (certification.is_ocop() && !certification.level.empty() && !certification.stars()) {
    return Error{
        .code = "ocop_level_invalid", .field = "level", .value = shortened(certification.level)};
  }
  const auto& end = certification.stated_end;
  if (end && certification.issued && end->last < certification.issued->first) {
    return Error{.code = "certification_end_before_issue",
                 .field = "stated_end",
                 .value = end->text(),
                 .args = {{"issued", certification.issued->text()}}};
  }
  if (!certification.is_ocop()) return {};
  if (auto early = criteria_too_new(certification)) return *std::move(early);
  if (criteria_of(certification) != kCriteria2026) return {};
  if (auto level = unexpected_level(certification, "issuer_level_wrong")) return *std::move(level);
  if (auto term = too_long(certification, "ocop_term_too_long")) return *std::move(term);
  return {};
}

std::vector<Error> doubts(const Certification& certification) {
  std::vector<Error> found;
  if (!certification.is_ocop()) return found;
  const auto add = [&](std::optional<Error> doubt) {
    if (doubt) found.push_back(*std::move(doubt));
  };
  add(odd_criteria(certification));
  // What the newest decision says for certain is refused, not doubted.
  if (criteria_of(certification) == kCriteria2026) return found;
  add(unexpected_level(certification, "issuer_level_unusual"));
  add(too_long(certification, "ocop_term_unusual"));
  return found;
}

}  // namespace temgoc
