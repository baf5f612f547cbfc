// What is to be done today.
#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "temgoc/journal.h"

namespace temgoc {
namespace {

constexpr unsigned kRecentLots = 50;
constexpr std::size_t kShown = 8;
constexpr std::chrono::days kEndsSoon{30};

// Of the newest lots alone: the page takes as long with a million.
std::vector<Lot> recent_lots(const Visit& visit) {
  LotFilter filter;
  filter.cooperative_id = visit.scope();
  filter.limit = kRecentLots;
  return visit.registry().lots(filter);
}

bool waits_for_labels(const Visit& visit, const Lot& lot) {
  return labels_of(visit.registry(), lot) == 0 && !visit.registry().cancellation(lot.id);
}

void put_lots(const Visit& visit, View& view) {
  View waiting = list_view(), recent = list_view();
  std::size_t waits = 0, shown = 0;
  for (const Lot& lot : recent_lots(visit)) {
    if (waits_for_labels(visit, lot) && ++waits <= kShown) waiting.push_back(lot_row(visit, lot));
    if (++shown <= kShown) recent.push_back(lot_row(visit, lot));
  }
  put_list(view, "waiting", std::move(waiting));
  view.set("waits", std::to_string(waits));
  put_list(view, "recent", std::move(recent));
}

View certificate_row(const Visit& visit, const Certification& certification, Day end) {
  View row;
  const auto product = certification.product_id.empty()
                           ? std::nullopt
                           : visit.registry().product(std::string_view(certification.product_id));
  row.set("name", product ? product->name : certification.cooperative_id);
  row.set("scheme", certification.scheme);
  row.set("end", to_dmy(end));
  return row;
}

void put_certificates(const Visit& visit, View& view) {
  View ending = list_view();
  std::size_t count = 0;
  const Day today = visit.site().today();
  for (const Certification& each : visit.registry().certifications(visit.scope())) {
    const auto end = valid_through(each);
    if (!end || in_force(each, today) != true || end->first > today + kEndsSoon) continue;
    if (++count <= kShown) ending.push_back(certificate_row(visit, each, end->last));
  }
  put_list(view, "ending", std::move(ending));
  view.set("endings", std::to_string(count));
}

void put_acts(const Visit& visit, View& view) {
  View list = list_view();
  for (const JournalAct& each :
       visit.registry().acts({.cooperative_id = visit.scope(), .limit = 6})) {
    View row;
    row.set("at", clock_words(visit, each.at));
    row.set("who", each.actor.name.empty() ? each.actor.id : each.actor.name);
    row.set("what", act_words(visit.language(), each.act));
    list.push_back(std::move(row));
  }
  put_list(view, "acts", std::move(list));
}

}  // namespace

HttpResponse today_page(Visit& visit) {
  View view;
  view.set("day", to_dmy(visit.site().today()));
  if (visit.may(Right::print)) view.set("may_issue", View(true));
  put_lots(visit, view);
  put_certificates(visit, view);
  put_acts(visit, view);
  return console_page(
      visit,
      {.template_name = "today", .title = visit.word("console.nav.today"), .section = "today"},
      std::move(view));
}

}  // namespace temgoc
