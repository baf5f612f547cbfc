// The shapes of scans, reports and the programme.
#include "console/api/shape_tables.h"

namespace temgoc {

using namespace shape_words;

namespace {

std::vector<Member> counts(std::initializer_list<std::string_view> names) {
  std::vector<Member> members;
  for (const std::string_view name : names) members.push_back({name, kWhole});
  return members;
}

}  // namespace

void add_scan_shapes(std::vector<Shape>& all) {
  all.push_back({"ScansOnDay", {{"day"}, {"scans", kWhole}}});
  all.push_back({"ScansInPlace", {or_none("place"), {"scans", kWhole}}});
  all.push_back({"ScanOverview",
                 {{"from"},
                  {"until"},
                  {"scans", kWhole},
                  has_list("days", "ScansOnDay"),
                  has_list("places", "ScansInPlace")}});
  all.push_back({"ScannedItem",
                 {{"lot"},
                  {"gtin"},
                  {"cooperative"},
                  {"serial"},
                  {"reasons", Kind::texts},
                  {"scans", kWhole},
                  {"places", kWhole},
                  or_none("first_at"),
                  or_none("first_place")}});
  all.push_back(
      {"ScannedLot", {{"lot"}, {"gtin"}, {"cooperative"}, {"scans", kWhole}, {"labels", kWhole}}});
  all.push_back(
      {"ScanAlarm",
       {{"day"}, {"kind"}, or_none("gtin"), or_none("lot"), or_none("serial"), {"asked", kWhole}}});
  all.push_back({"ReportedLot",
                 {or_none("lot"),
                  or_none("gtin"),
                  or_none("cooperative"),
                  {"reports", kWhole},
                  {"last_at"}}});
  all.push_back({"ScanReport",
                 {has_list("items", "ScannedItem"), has_list("lots", "ScannedLot"),
                  has_list("alarms", "ScanAlarm"), has_list("reports", "ReportedLot")}});
  constexpr std::string_view kAnswers = "taken_up not_founded acted_on";
  all.push_back(
      {"AnswerSaid", {{.name = "answer", .choices = kAnswers}, {"words"}, {"at"}, {"by"}}});
  all.push_back({"Report",
                 {{"receipt"},
                  {"at"},
                  or_none("verdict"),
                  or_none("reason"),
                  or_none("label"),
                  or_none("message"),
                  or_none("place"),
                  or_none("cooperative"),
                  has_list("answers", "AnswerSaid")}});
  all.push_back({"Answer", {{.name = "answer", .choices = kAnswers}, {"words"}}});
}

void add_programme_shapes(std::vector<Shape>& all) {
  all.push_back(
      {"StandingCounts", counts({"recognised", "all", "five_stars", "four_stars", "three_stars",
                                 "stars_not_known", "not_known", "lapsed", "none"})});
  all.push_back({"YearGoal", counts({"year", "target", "recognised", "first_time", "not_known"})});
  all.push_back({"CommuneGoal",
                 {{"commune"},
                  {"province"},
                  {.name = "met", .choices = "yes not_known no"},
                  {"recognised", kWhole}}});
  all.push_back(
      {"CommuneCounts",
       {{"commune"}, {"province"}, has("products", "StandingCounts"), {"unconfirmed", kWhole}}});
  all.push_back({"GroupCounts", {or_none("group"), has("products", "StandingCounts")}});
  all.push_back({"SetCounts",
                 {{.name = "set", .kind = kWhole, .nullable = true},
                  or_none("group"),
                  has("products", "StandingCounts")}});
  all.push_back({"CriteriaCounts", {or_none("criteria"), has("products", "StandingCounts")}});
  all.push_back({"ProductInNoCommune", {{"id"}, {"name"}, {"cooperative"}, {"standing"}}});
  all.push_back({"ProgrammeCertificate",
                 {{"certificate"},
                  or_none("product"),
                  {"cooperative"},
                  {"scheme"},
                  or_none("stars"),
                  or_none("criteria"),
                  or_none("number"),
                  or_none("issued"),
                  or_none("end"),
                  {"status"}}});
  all.push_back({"LotsOfCooperative",
                 {{"cooperative"},
                  {"name"},
                  {"months", Kind::numbers},
                  {"all", kWhole},
                  {"cancelled", kWhole}}});
  all.push_back({"Programme",
                 {{"on"},
                  {"ending_days", kWhole},
                  has("products", "StandingCounts"),
                  has("year", "YearGoal"),
                  {"communes_given", kYesNo},
                  has_list("goals", "CommuneGoal"),
                  has_list("communes", "CommuneCounts"),
                  has("in_no_commune", "StandingCounts"),
                  has_list("without_commune", "ProductInNoCommune"),
                  has_list("groups", "GroupCounts"),
                  has_list("sets", "SetCounts"),
                  has_list("criteria", "CriteriaCounts"),
                  has_list("ending", "ProgrammeCertificate"),
                  has_list("lapsed", "ProgrammeCertificate"),
                  has_list("undated", "ProgrammeCertificate"),
                  {"months", Kind::texts},
                  has_list("lots", "LotsOfCooperative")}});
}

}  // namespace temgoc
