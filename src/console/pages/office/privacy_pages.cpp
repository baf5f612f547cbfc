// Personal data: what goes by itself and when, what is kept of one person, and names taken out.
#include "console/command_line.h"
#include "console/pages/lot_views.h"
#include "console/pages/office/office_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/text.h"
#include "temgoc/upkeep/person_data.h"
#include "temgoc/upkeep/retention.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostShown = 300, kShown = 160;

View kept_row(const Visit& visit, const char* kind, unsigned months, std::uint64_t rows) {
  View row;
  row.set("what", visit.word(std::string("retention.kind.") + kind));
  row.set("months", visit.word("console.privacy.months", {{"count", std::to_string(months)}}));
  if (rows > 0) row.set("rows", number_words(visit, rows));
  return row;
}

void put_retention(const Visit& visit, View& view) {
  const Settings& settings = visit.site().settings();
  const RetentionSettings& keep = settings.retention;
  const RetentionCounts old =
      retention_preview(visit.registry(), settings, vietnam_day(visit.now()));
  View list = list_view();
  list.push_back(kept_row(visit, "scan_days", settings.keep_scan_months, old.scan_days));
  list.push_back(kept_row(visit, "reports", keep.report_months, old.reports));
  list.push_back(kept_row(visit, "visits", keep.visit_months, old.visits + old.inspectors));
  list.push_back(kept_row(visit, "epcis_documents", keep.epcis_months, old.epcis_documents));
  list.push_back(kept_row(visit, "acts", keep.journal_months, old.acts));
  view.set("kept", std::move(list));
  if (old.sum() > 0) view.set("waits", number_words(visit, old.sum()));
}

View place_view(const Visit& visit, const PersonTrace& place) {
  View row;
  row.set("where", visit.word("personal.table." + place.table, {{"row", place.row}}));
  row.set("text", shortened(place.text, kShown));
  if (place.stays != NameStays::no)
    row.set("stays", visit.word("personal.stays." + to_text(place.stays)));
  return row;
}

View texts_view(const std::vector<std::string>& texts) {
  View list = list_view();
  for (const std::string& each : texts) list.push_back(View(each));
  return list;
}

View report_view(const Visit& visit, const PersonReport& report, bool erased) {
  View shown, places = list_view();
  for (std::size_t i = 0; i < report.places.size() && i < kMostShown; ++i) {
    const PersonTrace& place = report.places[i];
    if (erased && place.stays == NameStays::no) continue;
    places.push_back(place_view(visit, place));
  }
  shown.set("person", report.person);
  shown.set("erased", View(erased));
  shown.set("count", std::to_string(report.erasable()));
  shown.set("found", number_words(visit, report.places.size()));
  shown.set("none", View(report.places.empty()));
  shown.set("may_erase", View(!erased && report.erasable() > 0));
  put_list(shown, "places", std::move(places));
  put_list(shown, "backups", texts_view(report.backups));
  put_list(shown, "bundles", texts_view(report.bundles));
  return shown;
}

HttpResponse page(Visit& visit, const std::optional<Error>& error = {},
                  const PersonReport* report = nullptr, bool erased = false) {
  View view;
  put_retention(visit, view);
  put(view, "gone", visit.asked("gone"));
  put(view, "person", visit.typed("person"));
  if (report != nullptr) view.set("report", report_view(visit, *report, erased));
  view.set("command", CommandLine("retention").add("--dry-run").text());
  return office_page(visit, "privacy", "privacy", std::move(view), error);
}

}  // namespace

HttpResponse privacy_page(Visit& visit) { return page(visit); }

HttpResponse retention_sent(Visit& visit) {
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  auto gone = run_retention(*workplace);
  if (!gone) return page(visit, gone.error());
  tidy_accounts(visit.accounts(), visit.now());
  return redirect("/privacy?gone=" + std::to_string(gone->sum()));
}

// Sent as a form: a name in an address would stay in the browser's history.
HttpResponse person_sought(Visit& visit) {
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  const auto found = find_person(*workplace, visit.accounts(), visit.typed("person"));
  return found ? page(visit, {}, &*found) : page(visit, found.error());
}

HttpResponse person_exported(Visit& visit) {
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  auto data = export_person(*workplace, visit.accounts(), visit.typed("person"));
  if (!data) return page(visit, data.error());
  return document_answer(data->dump(2) + "\n", "du-lieu-ca-nhan.json");
}

HttpResponse person_erased(Visit& visit) {
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  const std::string typed = visit.typed("confirm");
  const bool number = is_digits(typed) && typed.size() < 8;
  auto done = erase_person(*workplace, visit.accounts(), visit.typed("person"),
                           number ? std::stoul(typed) : 0);
  if (done) return page(visit, {}, &*done, true);
  const auto found = find_person(*workplace, visit.accounts(), visit.typed("person"));
  return page(visit, done.error(), found ? &*found : nullptr);
}

}  // namespace temgoc
