// The records of a kind, as lists.
#include "console/frame.h"
#include "console/pages/pages.h"
#include "console/pages/record_rows.h"

namespace temgoc {
namespace {

View cooperative_rows(const Visit& visit) {
  View list = list_view();
  for (const Cooperative& each : visit.registry().cooperatives())
    if (visit.sees(each.id)) list.push_back(record_row(visit, each));
  return list;
}

template <class Records>
View all_rows(const Visit& visit, const Records& records) {
  View list = list_view();
  for (const auto& each : records) list.push_back(record_row(visit, each));
  return list;
}

View rows_of(const Visit& visit, ImportKind kind) {
  switch (kind) {
    case ImportKind::cooperatives:
      return cooperative_rows(visit);
    case ImportKind::places:
      return all_rows(visit, visit.registry().places(visit.scope()));
    case ImportKind::products:
      return all_rows(visit, visit.registry().products(visit.scope()));
    case ImportKind::certifications:
      return all_rows(visit, visit.registry().certifications(visit.scope()));
    case ImportKind::lots:
      break;
  }
  return list_view();
}

void put_tabs(const Visit& visit, View& view, ImportKind here) {
  View tabs = list_view();
  for (const ImportKind kind : {ImportKind::products, ImportKind::certifications,
                                ImportKind::places, ImportKind::cooperatives}) {
    View tab;
    tab.set("href", records_href(kind));
    tab.set("text", visit.word("console.records." + to_text(kind)));
    tab.set("here", View(kind == here));
    tabs.push_back(std::move(tab));
  }
  put_list(view, "tabs", std::move(tabs));
}

}  // namespace

HttpResponse records_page(Visit& visit) {
  const auto kind = kind_in_address(visit.place(0));
  if (!kind) return not_found_page(visit);
  View view;
  put_tabs(visit, view, *kind);
  put_list(view, "rows", rows_of(visit, *kind));
  // A cooperative's people have theirs already.
  const bool adds = *kind != ImportKind::cooperatives || visit.scope().empty();
  if (visit.may(Right::enter) && adds) {
    view.set("new_href", records_href(*kind) + "/new");
    view.set("new_text", visit.word("console.record.new." + to_text(*kind)));
  }
  const std::string title = visit.word("console.records." + to_text(*kind));
  view.set("title", title);
  return console_page(visit, {.template_name = "records", .title = title, .section = "records"},
                      std::move(view));
}

}  // namespace temgoc
