// What inspectors found at markets: looked for, one visit with what the office knows today, and as
// a table.
#include <algorithm>

#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/sheet_view.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/check/check.h"
#include "temgoc/people/visits.h"

namespace temgoc {
namespace {

constexpr unsigned kVisitsOnPage = 50, kMostExported = 100'000;
constexpr std::size_t kDigestShown = 8, kMostLabel = 2000;
constexpr const char* kFilterFields[] = {"inspector", "from", "until", "place", "verdict"};
// The gravest first.
constexpr Headline kHeadlines[] = {
    Headline::forged,     Headline::unknown,      Headline::recalled,       Headline::wrong_site,
    Headline::void_label, Headline::unused,       Headline::suspected_copy, Headline::expired,
    Headline::unsealed,   Headline::cannot_check, Headline::valid};

const char* tone_of(const std::string& verdict) {
  if (verdict == "valid") return "good";
  const bool unsure = verdict == "cannot_check" || verdict == "unsealed" || verdict == "expired";
  return unsure ? "wait" : "bad";
}

std::string headline_of(const Visit& visit, const std::string& verdict) {
  const std::string key = "console.verdict." + verdict;
  return has_words(visit.language(), key) ? visit.word(key) : verdict;
}

// A day that does not read is no filter; the form shows it as typed.
std::optional<Day> day_asked(const Visit& visit, const char* name) {
  const auto day = parse_day(visit.asked(name), name);
  return day ? std::optional(*day) : std::nullopt;
}

std::int64_t number_asked(const Visit& visit, const char* name, std::int64_t otherwise) {
  const std::string text = visit.asked(name);
  return is_digits(text) && text.size() < 18 ? std::stoll(text) : otherwise;
}

VisitFilter filter_of(const Visit& visit) {
  VisitFilter filter{.from = day_asked(visit, "from"),
                     .until = day_asked(visit, "until"),
                     .place = visit.asked("place"),
                     .verdict = visit.asked("verdict"),
                     .before_id = number_asked(visit, "before", INT64_MAX)};
  if (const auto inspector = number_asked(visit, "inspector", 0)) filter.inspector_id = inspector;
  return filter;
}

// The filter as an address says it, without the page.
std::string query_of(const Visit& visit) {
  std::string query;
  for (const char* name : kFilterFields) {
    const std::string value = visit.asked(name);
    if (!value.empty()) query += std::string("&") + name + "=" + percent_encoded(value);
  }
  return query;
}

void put_filter(const Visit& visit, View& view, const Inspections& inspections) {
  for (const char* name : {"from", "until", "place"}) put(view, name, visit.asked(name));
  View people = list_view(), verdicts = list_view();
  for (const Inspector& each : inspections.inspectors()) {
    const std::string id = std::to_string(each.id);
    put_choice(people, id, each.name, visit.asked("inspector") == id);
  }
  for (const Headline each : kHeadlines)
    put_choice(verdicts, to_text(each), headline_of(visit, to_text(each)),
               visit.asked("verdict") == to_text(each));
  view.set("inspectors", std::move(people));
  view.set("verdicts", std::move(verdicts));
}

View summary_view(const Visit& visit, const VisitSummary& summary) {
  View row;
  row.set("href", "/visits/" + percent_encoded(summary.receipt));
  row.set("receipt", summary.receipt);
  row.set("day", to_dmy(summary.day));
  put(row, "place", summary.place);
  row.set("inspector", summary.inspector_name);
  row.set("labels", number_words(visit, summary.labels));
  if (summary.photos > 0) row.set("photos", number_words(visit, summary.photos));
  View verdicts = list_view();
  for (const auto& [verdict, labels] : summary.verdicts) {
    View item;
    item.set("text", headline_of(visit, verdict));
    item.set("labels", number_words(visit, labels));
    item.set("tone", tone_of(verdict));
    verdicts.push_back(std::move(item));
  }
  put_list(row, "verdicts", std::move(verdicts));
  return row;
}

void put_moment(const Visit& visit, View& view, const std::string& name, const std::string& iso) {
  if (const auto at = parse_instant(iso)) view.set(name, clock_words(visit, *at));
}

// What the office says of the same label today: the phone had older data, or was deceived.
void put_office(const Visit& visit, View& row, const VisitedLabel& label) {
  if (label.label.empty() || label.label.size() > kMostLabel) return;
  const Verdict verdict = check_label(label.label, visit.site().check_context());
  const std::string today = to_text(verdict.main.headline);
  row.set("today", headline_words(verdict, visit.language()));
  row.set("today_tone", tone_of(today));
  put(row, "today_reason", reason_words(verdict.main, verdict, visit.language()));
  row.set("differs", View(today != label.verdict));
  if (verdict.facts && verdict.facts->lot) row.set("lot_href", lot_href(*verdict.facts->lot));
}

View label_view(const Visit& visit, const VisitedLabel& label) {
  View row;
  row.set("headline", label.headline);
  row.set("tone", tone_of(label.verdict));
  put(row, "reason", label.reason);
  put(row, "product", label.product);
  put(row, "lot", label.lot);
  put(row, "serial", label.serial);
  put(row, "cooperative", label.cooperative);
  row.set("label", shortened(label.label, 120));
  put(row, "note", label.note);
  if (label.times > 1) row.set("times", number_words(visit, label.times));
  put_moment(visit, row, "at", label.checked_at);
  put_moment(visit, row, "data", label.data_made_at);
  put(row, "digest", label.data_digest.substr(0, kDigestShown));
  put_office(visit, row, label);
  return row;
}

void put_sent(const Visit& visit, View& view, const InspectionVisit& found) {
  const VisitAsSent sent = visit_as_sent(found, visit.language());
  put(view, "place", sent.place);
  put(view, "visit_note", sent.note);
  put_moment(visit, view, "began", sent.began_at);
  put_moment(visit, view, "ended", sent.ended_at);
  View labels = list_view(), photos = list_view();
  for (const VisitedLabel& each : sent.labels) labels.push_back(label_view(visit, each));
  for (std::size_t nth = 1; nth <= sent.photos.size(); ++nth) {
    View photo;
    photo.set("href",
              "/visits/" + percent_encoded(found.receipt) + "/photos/" + std::to_string(nth));
    photo.set("alt", visit.word("console.visit.photo", {{"number", std::to_string(nth)}}));
    photos.push_back(std::move(photo));
  }
  view.set("count", number_words(visit, sent.labels.size()));
  put_list(view, "labels", std::move(labels));
  put_list(view, "photos", std::move(photos));
}

std::optional<InspectionVisit> visit_asked(const Visit& visit) {
  return Inspections::of(visit.registry()).visit(visit.place(0));
}

}  // namespace

HttpResponse visits_page(Visit& visit) {
  const Inspections inspections = Inspections::of(visit.registry());
  VisitFilter filter = filter_of(visit);
  filter.limit = kVisitsOnPage + 1;
  const auto found = inspections.visit_summaries(filter);
  View list = list_view(), view;
  for (std::size_t i = 0; i < found.size() && i < kVisitsOnPage; ++i)
    list.push_back(summary_view(visit, found[i]));
  put_list(view, "visits", std::move(list));
  put_filter(visit, view, inspections);
  view.set("filtered", View(!query_of(visit).empty()));
  view.set("xlsx_href", "/visits/export?format=xlsx" + query_of(visit));
  view.set("csv_href", "/visits/export?format=csv" + query_of(visit));
  view.set("may_enrol", View(visit.may(Right::administer)));
  if (found.size() > kVisitsOnPage)
    view.set("more_href",
             "/visits?before=" + std::to_string(found[kVisitsOnPage - 1].id) + query_of(visit));
  return console_page(
      visit,
      {.template_name = "visits", .title = visit.word("console.visits"), .section = "visits"},
      std::move(view));
}

HttpResponse visits_export(Visit& visit) {
  VisitFilter filter = filter_of(visit);
  filter.limit = kMostExported;
  const SheetTable table =
      visit_table(Inspections::of(visit.registry()).visits(filter), visit.language());
  return table_answer(table, visit.asked("format") == "csv" ? "kiem-tra.csv" : "kiem-tra.xlsx");
}

HttpResponse visit_page(Visit& visit) {
  const auto found = visit_asked(visit);
  if (!found) return not_found_page(visit);
  View view;
  view.set("receipt", found->receipt);
  view.set("inspector", found->inspector_name);
  view.set("received", clock_words(visit, found->received_at));
  put_sent(visit, view, *found);
  view.set("command", "temgoc visit photos " + found->receipt + " --folder .");
  return console_page(visit,
                      {.template_name = "visit", .title = found->receipt, .section = "visits"},
                      std::move(view));
}

HttpResponse visit_photo(Visit& visit) {
  const auto found = visit_asked(visit);
  const std::string& number = visit.place(1);
  if (!found || !is_digits(number) || number.size() > 2) return not_found_page(visit);
  const auto photos = visit_as_sent(*found, visit.language()).photos;
  const std::size_t nth = std::stoul(number);
  if (nth < 1 || nth > photos.size()) return not_found_page(visit);
  return document_answer(photos[nth - 1], found->receipt + "-" + number + ".jpg");
}

}  // namespace temgoc
