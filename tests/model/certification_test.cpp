#include "temgoc/model/certification.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

using namespace temgoc;
using Kind = CertificationEvent::Kind;
using std::chrono::days;

namespace {

Day on(int y, unsigned m, unsigned d) { return Day{std::chrono::year{y} / m / d}; }

Certification ocop(std::string_view issued, std::string level = "3") {
  Certification made;
  made.id = "K01";
  made.scheme = "OCOP";
  made.level = std::move(level);
  made.issued = *VagueDate::parse(issued, "issued");
  return made;
}

CertificationEvent event(Kind kind, std::string_view date) {
  return {.kind = kind, .on = *VagueDate::parse(date, "on")};
}

std::string said(std::optional<bool> answer) {
  return !answer ? "none" : *answer ? "true" : "false";
}

}  // namespace

TEST_CASE(
    "an OCOP certificate is in force for 36 months, the last day included, in two real cases") {
  const auto first = ocop("2019-12-31");
  CHECK(*valid_through(first) == VagueDate::exact(on(2022, 12, 31)));
  CHECK(in_force(first, on(2022, 12, 31)) == true);
  CHECK(in_force(first, on(2023, 1, 1)) == false);
  const auto second = ocop("23/12/2019");
  CHECK(in_force(second, on(2022, 12, 23)) == true);
  CHECK(in_force(second, on(2022, 12, 24)) == false);
}

TEST_CASE("it is in force from the day of issue, and a term from 29 February ends on the 28th") {
  const auto leap = ocop("2024-02-29");
  CHECK(in_force(leap, on(2024, 2, 28)) == false);
  CHECK(in_force(leap, on(2024, 2, 29)) == true);
  CHECK(in_force(leap, on(2027, 2, 28)) == true);
  CHECK(in_force(leap, on(2027, 3, 1)) == false);
}

TEST_CASE("a vague issue date gives true or false only where all its days agree") {
  struct Row {
    const char* issued;
    Day day;
    const char* answer;
  };
  const Row table[] = {{"2021", on(2020, 12, 31), "false"},   {"2021", on(2021, 1, 1), "none"},
                       {"2021", on(2021, 12, 30), "none"},    {"2021", on(2021, 12, 31), "true"},
                       {"2021", on(2024, 1, 1), "true"},      {"2021", on(2024, 1, 2), "none"},
                       {"2021", on(2024, 12, 31), "none"},    {"2021", on(2025, 1, 1), "false"},
                       {"2023-08", on(2023, 7, 31), "false"}, {"2023-08", on(2023, 8, 30), "none"},
                       {"2023-08", on(2023, 8, 31), "true"},  {"2023-08", on(2026, 8, 1), "true"},
                       {"2023-08", on(2026, 8, 2), "none"},   {"2023-08", on(2026, 9, 1), "false"}};
  for (const auto& row : table) {
    CAPTURE(std::string(row.issued));
    CAPTURE(to_iso(row.day));
    CHECK(said(in_force(ocop(row.issued), row.day)) == row.answer);
  }
  auto announced = ocop("2023");
  announced.issued = *VagueDate::announced("2023", on(2023, 6, 30), "issued");
  CHECK(said(in_force(announced, on(2023, 6, 29))) == "none");
  CHECK(said(in_force(announced, on(2023, 6, 30))) == "true");
  CHECK(said(in_force(announced, on(2026, 6, 30))) == "none");
  CHECK(said(in_force(announced, on(2026, 7, 1))) == "false");
}

TEST_CASE("a stated end wins over the computed one") {
  auto stated = ocop("2024-01-01");
  stated.stated_end = VagueDate::exact(on(2025, 6, 30));
  CHECK(in_force(stated, on(2025, 6, 30)) == true);
  CHECK(in_force(stated, on(2025, 7, 1)) == false);
}

TEST_CASE("without a start or an end nothing is claimed beyond what is known") {
  Certification vietgap;
  vietgap.scheme = "VietGAP";
  CHECK(said(in_force(vietgap, on(2026, 11, 24))) == "none");
  CHECK(status_on(vietgap, on(2026, 11, 24)) == "unknown");
  CHECK_FALSE(valid_through(vietgap));
  vietgap.stated_end = VagueDate::exact(on(2026, 1, 15));
  CHECK(said(in_force(vietgap, on(2026, 1, 15))) == "none");
  CHECK(said(in_force(vietgap, on(2026, 1, 16))) == "false");
  vietgap.stated_end.reset();
  vietgap.issued = VagueDate::exact(on(2025, 1, 15));
  CHECK(said(in_force(vietgap, on(2025, 1, 14))) == "false");
  CHECK(said(in_force(vietgap, on(2025, 1, 15))) == "none");
}

TEST_CASE("a withdrawal counts from its day on, until a reinstatement") {
  auto paper = ocop("2025-03-10");
  paper.events = {event(Kind::withdrawn, "2026-09-15")};
  CHECK(said(in_force(paper, on(2026, 9, 14))) == "true");
  CHECK(said(in_force(paper, on(2026, 9, 15))) == "false");
  CHECK(status_on(paper, on(2026, 9, 15)) == "withdrawn");
  CHECK(status_on(paper, on(2029, 1, 1)) == "withdrawn");
  paper.events.push_back(event(Kind::reinstated, "2026-10-01"));
  CHECK(said(in_force(paper, on(2026, 9, 30))) == "false");
  CHECK(said(in_force(paper, on(2026, 10, 1))) == "true");
  CHECK(status_on(paper, on(2029, 1, 1)) == "expired");
}

TEST_CASE(
    "of two events on one day the later recorded counts, whatever the order of recording else") {
  auto paper = ocop("2025-03-10");
  paper.events = {event(Kind::withdrawn, "2026-05-01"), event(Kind::reinstated, "2026-05-01")};
  CHECK(said(in_force(paper, on(2026, 5, 1))) == "true");
  paper.events = {event(Kind::reinstated, "2026-06-01"), event(Kind::withdrawn, "2026-05-01")};
  CHECK(said(in_force(paper, on(2026, 5, 31))) == "false");
  CHECK(said(in_force(paper, on(2026, 6, 1))) == "true");
}

TEST_CASE("a vague withdrawal is known to count only from its last day") {
  auto paper = ocop("2025-03-10");
  paper.events = {event(Kind::superseded, "2026-09")};
  CHECK(said(in_force(paper, on(2026, 8, 31))) == "true");
  CHECK(said(in_force(paper, on(2026, 9, 1))) == "none");
  CHECK(status_on(paper, on(2026, 9, 1)) == "unknown");
  CHECK(said(in_force(paper, on(2026, 9, 30))) == "false");
  CHECK(status_on(paper, on(2026, 9, 30)) == "superseded");
}

TEST_CASE("the status of the demo certificates on 24/11/2026 is as their table says") {
  const auto day = on(2026, 11, 24);
  CHECK(status_on(ocop("2021"), day) == "expired");
  CHECK(status_on(ocop("2023-08", "4"), day) == "expired");
  CHECK(status_on(ocop("2024"), day) == "active");
  CHECK(status_on(ocop("2025-12-01", "5"), day) == "active");
  CHECK(status_on(ocop("2023-12-20", "4"), day) == "expiring");
  CHECK(status_on(ocop("2023-11-23"), day) == "expired");
  CHECK(status_on(ocop("2026-11-25"), day) == "not_yet");
}

TEST_CASE("expiring begins 30 days before the end") {
  const auto paper = ocop("2023-12-25");
  CHECK(status_on(paper, on(2026, 11, 24)) == "active");
  CHECK(status_on(paper, on(2026, 11, 25)) == "expiring");
  CHECK(status_on(paper, on(2026, 12, 25)) == "expiring");
  CHECK(status_on(paper, on(2026, 12, 26)) == "expired");
}

TEST_CASE("criteria go by the issue date where it tells, and given ones win") {
  CHECK(criteria_of(ocop("2019-08-20")).empty());
  CHECK(criteria_of(ocop("2019-08-21")) == "1048/2019");
  CHECK(criteria_of(ocop("2021")) == "1048/2019");
  CHECK(criteria_of(ocop("2023-02-23")) == "1048/2019");
  CHECK(criteria_of(ocop("2023-02-24")) == "148/2023");
  CHECK(criteria_of(ocop("2023")).empty());
  CHECK(criteria_of(ocop("2024")) == "148/2023");
  CHECK(criteria_of(ocop("2025-07-05")) == "148/2023");
  CHECK(criteria_of(ocop("2025-07-06")) == "148/2023+1489/2025");
  CHECK(criteria_of(ocop("2026-05-21")) == "148/2023+1489/2025");
  CHECK(criteria_of(ocop("2026-05-22")) == "26/2026");
  CHECK(criteria_of(ocop("2026")).empty());
  CHECK(criteria_of(ocop("2027")) == "26/2026");
  auto given = ocop("2023");
  given.criteria_version = "148/2023";
  CHECK(criteria_of(given) == "148/2023");
}

TEST_CASE("stars are 3 to 5 or not known") {
  for (const auto* level : {"3", "4", "5"}) {
    CHECK(ocop("2024", level).stars() == level[0] - '0');
    CHECK(check_rules(ocop("2024", level)));
  }
  for (const auto* level : {"1", "2", "6", "0", "10", "4 sao", "-4"}) {
    CHECK_FALSE(ocop("2024", level).stars());
    CHECK(check_rules(ocop("2024", level)).error().code == "ocop_level_invalid");
  }
  CHECK(check_rules(ocop("2024", "")));
  auto other = ocop("2024", "US,EU");
  other.scheme = "PUC";
  CHECK(check_rules(other));
}

TEST_CASE("an end before the issue is refused, one that may be after is not") {
  auto paper = ocop("2024-05-10");
  paper.stated_end = VagueDate::exact(on(2024, 5, 9));
  CHECK(check_rules(paper).error().code == "certification_end_before_issue");
  paper.issued = *VagueDate::parse("2024", "");
  CHECK(check_rules(paper));
}

TEST_CASE("an issuer level that is unusual for its years is warned of, a right one is not") {
  using Level = IssuerLevel;
  struct Row {
    const char* issued;
    const char* stars;
    Level level;
    const char* expected;
  };
  const Row table[] = {{"2021", "3", Level::province, ""},
                       {"2021", "3", Level::district, "province"},
                       {"2024-05-01", "3", Level::district, ""},
                       {"2024-05-01", "3", Level::province, "district"},
                       {"2023-11-23", "3", Level::district, ""},
                       {"2025-08-01", "3", Level::province, ""},
                       {"2025-08-01", "3", Level::district, "province"},
                       {"2025", "3", Level::district, ""},
                       {"2025", "3", Level::province, ""},
                       {"2025", "3", Level::central, "province"},
                       {"2024", "4", Level::province, ""},
                       {"2024", "4", Level::district, "province"},
                       {"2024", "5", Level::central, ""},
                       {"2024", "5", Level::province, "central"},
                       {"2024", "3", Level::unknown, ""},
                       {"2018", "3", Level::district, ""},
                       {"2024", "3", Level::certifier, "district"},
                       {"2024", "", Level::central, ""}};
  for (const auto& row : table) {
    CAPTURE(std::string(row.issued));
    CAPTURE(to_text(row.level));
    auto paper = ocop(row.issued, row.stars);
    paper.issuer_level = row.level;
    CHECK(check_rules(paper));
    const auto found = doubts(paper);
    CHECK(found.size() == (*row.expected ? 1 : 0));
    if (found.empty()) continue;
    CHECK(found[0].code == "issuer_level_unusual");
    CHECK(found[0].args.at("expected") == row.expected);
  }
}

TEST_CASE("Decision 26/2026 leaves no other issuer: 3 and 4 stars the province, 5 the centre") {
  using Level = IssuerLevel;
  struct Row {
    const char* issued;
    const char* stars;
    Level level;
    bool refused;
  };
  const Row table[] = {{"2026-05-22", "3", Level::province, false},
                       {"2026-05-22", "3", Level::district, true},
                       {"2026-05-21", "3", Level::district, false},  // doubted, not refused
                       {"2026-08-01", "4", Level::province, false},
                       {"2026-08-01", "4", Level::district, true},
                       {"2026-08-01", "4", Level::central, true},
                       {"2026-08-01", "5", Level::central, false},
                       {"2026-08-01", "5", Level::province, true},
                       {"2026-08-01", "5", Level::unknown, false},
                       {"2026-08-01", "", Level::district, false},
                       {"2026", "5", Level::province, false},  // perhaps under the older criteria
                       {"2027", "5", Level::province, true}};
  for (const auto& row : table) {
    CAPTURE(std::string(row.issued));
    CAPTURE(std::string(row.stars));
    CAPTURE(to_text(row.level));
    auto paper = ocop(row.issued, row.stars);
    paper.issuer_level = row.level;
    const auto kept = check_rules(paper);
    CHECK(kept.has_value() != row.refused);
    if (kept) continue;
    CHECK(kept.error().code == "issuer_level_wrong");
    CHECK(kept.error().field == "issuer_level");
    CHECK(doubts(paper).empty());
  }
}

TEST_CASE("an OCOP paper ends at most 36 months after its issue: refused now, doubted before") {
  auto paper = ocop("2026-08-01", "4");
  paper.stated_end = VagueDate::exact(parse_day("2029-08-01", "day").value());
  CHECK(check_rules(paper));
  paper.stated_end = VagueDate::exact(parse_day("2029-08-02", "day").value());
  REQUIRE_FALSE(check_rules(paper));
  CHECK(check_rules(paper).error().code == "ocop_term_too_long");
  CHECK(check_rules(paper).error().args.at("last") == "2029-08-01");
  paper = ocop("2024-08-01", "4");
  paper.stated_end = VagueDate::exact(parse_day("2027-08-02", "day").value());
  CHECK(check_rules(paper));
  REQUIRE(doubts(paper).size() == 1);
  CHECK(doubts(paper)[0].code == "ocop_term_unusual");
  paper.scheme = "VietGAP";
  CHECK(doubts(paper).empty());
}

TEST_CASE("criteria are called as people call them, and must fit the day of issue") {
  for (const auto& [text, name] : {std::pair{"26/2026/QĐ-TTg", "26/2026"},
                                   {"QĐ 26/2026", "26/2026"},
                                   {"148/QĐ-TTg", "148/2023"},
                                   {"148/2023", "148/2023"},
                                   {"1489/QĐ-TTg", "148/2023+1489/2025"},
                                   {"148/2023+1489/2025", "148/2023+1489/2025"},
                                   {"1048", "1048/2019"}}) {
    CAPTURE(std::string(text));
    CHECK(criteria_named(text) == std::optional<std::string>(name));
  }
  CHECK_FALSE(criteria_named("919/QĐ-TTg"));
  CHECK_FALSE(criteria_named("tiêu chí tỉnh"));
  auto paper = ocop("2025-01-01", "4");
  paper.criteria_version = "26/2026";
  REQUIRE_FALSE(check_rules(paper));
  CHECK(check_rules(paper).error().code == "ocop_criteria_too_new");
  paper = ocop("2026-08-01", "4");
  paper.criteria_version = "148/2023+1489/2025";  // a dossier that was begun before
  CHECK(check_rules(paper));
  REQUIRE(doubts(paper).size() == 1);
  CHECK(doubts(paper)[0].code == "ocop_criteria_older");
  paper.criteria_version = "tiêu chí tỉnh";
  REQUIRE(doubts(paper).size() == 1);
  CHECK(doubts(paper)[0].code == "ocop_criteria_unknown");
  paper.criteria_version = "26/2026";
  CHECK(doubts(paper).empty());
}

TEST_CASE("levels and events have names that read back") {
  for (const auto* name : {"district", "province", "central", "certifier", "authority", ""}) {
    CHECK(to_text(*issuer_level(name)) == name);
  }
  CHECK_FALSE(issuer_level("village"));
  for (const auto* name : {"withdrawn", "superseded", "reinstated"}) {
    CHECK(to_text(*event_kind(name)) == name);
  }
  CHECK_FALSE(event_kind("lost"));
}

namespace {

// Every answer that some choice of days gives, by trying all: what in_force must agree with.
class Trial {
 public:
  Trial(const Certification& certification, Day day) : certification_(certification), day_(day) {
    choose(0, {});
  }
  std::optional<bool> answer() const {
    if (answers_.size() == 1) return *answers_.begin();
    return std::nullopt;
  }

 private:
  void choose(std::size_t index, std::vector<Day> chosen) {
    const auto& events = certification_.events;
    if (index == events.size()) return judge(chosen);
    for (auto day = events[index].on.first; day <= events[index].on.last; day += days(1)) {
      auto next = chosen;
      next.push_back(day);
      choose(index + 1, next);
    }
  }
  bool stands(const std::vector<Day>& chosen) const {
    bool standing = true;
    Day latest = Day::min();
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if (chosen[i] > day_ || chosen[i] < latest) continue;
      latest = chosen[i];
      standing = certification_.events[i].kind == Kind::reinstated;
    }
    return standing;
  }
  void judge(const std::vector<Day>& chosen) {
    const bool standing = stands(chosen);
    const auto& start = *certification_.issued;
    const auto& end = *certification_.stated_end;
    for (auto from = start.first; from <= start.last; from += days(1)) {
      for (auto to = end.first; to <= end.last; to += days(1)) {
        answers_.insert(standing && from <= day_ && day_ <= to);
      }
    }
  }
  const Certification& certification_;
  Day day_;
  std::set<bool> answers_;
};

VagueDate some_range(int from, int to) {
  const auto first = *rc::gen::inRange(from, to);
  const auto length = *rc::gen::inRange(0, 4);
  return {VagueDate::Precision::month, on(2026, 1, 1) + days(first),
          on(2026, 1, 1) + days(first + length)};
}

}  // namespace

TEST_CASE("in force agrees with trying every day that the dates may mean") {
  CHECK(rc::check([] {
    auto paper = ocop("2026");
    paper.issued = some_range(0, 6);
    paper.stated_end = some_range(10, 16);
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
      const auto kind = *rc::gen::element(Kind::withdrawn, Kind::superseded, Kind::reinstated);
      paper.events.push_back({.kind = kind, .on = some_range(4, 14)});
    }
    const auto day = on(2026, 1, 1) + days(*rc::gen::inRange(-1, 21));
    const auto answer = in_force(paper, day);
    RC_ASSERT(said(answer) == said(Trial(paper, day).answer()));
    const auto status = status_on(paper, day);
    RC_ASSERT((status == "unknown") == !answer.has_value());
    RC_ASSERT((status == "active" || status == "expiring") == (answer == true));
  }));
}
