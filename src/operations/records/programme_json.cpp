// A programme as JSON.
#include <fmt/format.h>

#include "temgoc/model/records.h"
#include "temgoc/records/programme.h"

namespace temgoc {
namespace {

Json counts_json(const StandingCounts& counts) {
  Json json = {{"recognised", counts.recognised()}, {"all", counts.all()}};
  for (const OcopStanding each : kOcopStandings) json[to_text(each)] = counts.in(each);
  return json;
}

Json date_json(const std::optional<VagueDate>& date) {
  return date ? Json(date->text()) : Json(nullptr);
}

Json certificate_json(const ProgrammeCertificate& each) {
  const Certification& paper = each.certification;
  return {{"certificate", paper.id},
          {"product", text_or_null(each.product)},
          {"cooperative", each.cooperative},
          {"scheme", paper.scheme},
          {"stars", text_or_null(paper.level)},
          {"criteria", text_or_null(criteria_of(paper))},
          {"number", text_or_null(paper.number.empty() ? paper.decision_no : paper.number)},
          {"issued", date_json(paper.issued)},
          {"end", date_json(each.end)},
          {"status", each.status}};
}

template <class Each, class Form>
Json list_of(const std::vector<Each>& all, const Form& form) {
  Json list = Json::array();
  for (const Each& one : all) list.push_back(form(one));
  return list;
}

Json groups_json(const Programme& programme) {
  static constexpr const char* kNumerals[] = {"", "I", "II", "III", "IV", "V", "VI"};
  Json list = Json::array();
  for (std::size_t i = 1; i <= programme.groups.size(); ++i) {
    const std::size_t group = i % programme.groups.size();  // the unknown one last
    list.push_back({{"group", text_or_null(kNumerals[group])},
                    {"products", counts_json(programme.groups[group])}});
  }
  return list;
}

Json sets_json(const Programme& programme) {
  Json list = Json::array();
  for (std::size_t i = 1; i <= programme.sets.size(); ++i) {
    const std::size_t number = i % programme.sets.size();  // the unknown one last
    list.push_back(
        {{"set", number == 0 ? Json() : Json(number)},
         {"group", number == 0 ? Json() : Json(OcopSet::parse(std::to_string(number))->group())},
         {"products", counts_json(programme.sets[number])}});
  }
  return list;
}

std::string month_text(const std::chrono::year_month& month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(month.year()),
                     static_cast<unsigned>(month.month()));
}

}  // namespace

Json programme_json(const Programme& programme) {
  const YearGoal& year = programme.year;
  return {{"on", to_iso(programme.on)},
          {"ending_days", programme.ending_days},
          {"products", counts_json(programme.products)},
          {"year",
           {{"year", year.year},
            {"target", year.target},
            {"recognised", year.recognised},
            {"first_time", year.first_time},
            {"not_known", year.not_known}}},
          {"communes_given", programme.communes_given},
          {"goals", list_of(programme.goals,
                            [](const CommuneGoal& each) {
                              return Json{{"commune", each.commune.name},
                                          {"province", each.commune.province},
                                          {"met", to_text(each.met)},
                                          {"recognised", each.recognised}};
                            })},
          {"communes", list_of(programme.communes,
                               [](const CommuneCounts& each) {
                                 return Json{{"commune", each.commune.name},
                                             {"province", each.commune.province},
                                             {"products", counts_json(each.products)},
                                             {"unconfirmed", each.unconfirmed}};
                               })},
          {"in_no_commune", counts_json(programme.in_no_commune)},
          {"without_commune", list_of(programme.without_commune,
                                      [](const ProductInNoCommune& each) {
                                        return Json{{"id", each.id},
                                                    {"name", each.name},
                                                    {"cooperative", each.cooperative},
                                                    {"standing", to_text(each.standing)}};
                                      })},
          {"groups", groups_json(programme)},
          {"sets", sets_json(programme)},
          {"criteria", list_of(programme.criteria,
                               [](const CriteriaCounts& each) {
                                 return Json{{"criteria", text_or_null(each.criteria)},
                                             {"products", counts_json(each.products)}};
                               })},
          {"ending", list_of(programme.ending, certificate_json)},
          {"lapsed", list_of(programme.lapsed, certificate_json)},
          {"undated", list_of(programme.undated, certificate_json)},
          {"months", list_of(programme.months, month_text)},
          {"lots", list_of(programme.lots, [](const LotsOfCooperative& each) {
             return Json{{"cooperative", each.id},
                         {"name", each.name},
                         {"months", each.months},
                         {"all", each.all},
                         {"cancelled", each.cancelled}};
           })}};
}

}  // namespace temgoc
