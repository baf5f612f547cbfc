// The records of a kind, as lists.
#include "console/frame.h"
#include "console/pages/pages.h"
#include "console/pages/record_fields.h"
#include "temgoc/check/certificate_words.h"

namespace temgoc {
namespace {

View row_of(ImportKind kind, const std::string& id, const std::string& name) {
  View row;
  row.set("href", record_href(kind, id));
  row.set("id", id);
  row.set("name", name);
  return row;
}

void put_chip(View& row, std::string text, const char* tone) {
  row.set("chip", std::move(text));
  row.set("tone", tone);
}

View cooperative_rows(const Visit& visit) {
  View list = list_view();
  for (const Cooperative& each : visit.registry().cooperatives()) {
    if (!visit.sees(each.id)) continue;
    View row = row_of(ImportKind::cooperatives, each.id, each.name);
    const Address* address = address_on(each.addresses, visit.site().today());
    put(row, "second", address ? address->one_line() : std::string());
    put(row, "third", each.phone);
    list.push_back(std::move(row));
  }
  return list;
}

View place_rows(const Visit& visit) {
  View list = list_view();
  for (const Place& each : visit.registry().places(visit.scope())) {
    View row = row_of(ImportKind::places, each.id, each.name);
    row.set("second", visit.word("kind." + to_text(each.kind)));
    put(row, "third", each.code);
    if (visit.scope().empty()) row.set("cooperative", each.cooperative_id);
    list.push_back(std::move(row));
  }
  return list;
}

View product_rows(const Visit& visit) {
  View list = list_view();
  for (const Product& each : visit.registry().products(visit.scope())) {
    View row = row_of(ImportKind::products, each.id, each.name);
    put(row, "second", each.net_content);
    row.set("third", each.gtin.printed());
    if (each.closed)
      put_chip(row, visit.word("console.record.closed"), "quiet");
    else if (!each.shelf_life_days && !(each.group && each.group->is_service()))
      put_chip(row, visit.word("console.record.no_shelf_life"), "wait");
    if (visit.scope().empty()) row.set("cooperative", each.cooperative_id);
    list.push_back(std::move(row));
  }
  return list;
}

const char* tone_of(const std::string& status) {
  if (status == "active") return "good";
  if (status == "expiring") return "wait";
  return status == "withdrawn" ? "bad" : "quiet";
}

View certification_rows(const Visit& visit) {
  View list = list_view();
  for (const Certification& each : visit.registry().certifications(visit.scope())) {
    const auto product = visit.registry().product(std::string_view(each.product_id));
    const std::string what = product ? product->name : visit.word("console.record.whole_coop");
    View row = row_of(ImportKind::certifications, each.id,
                      each.scheme + (each.level.empty() ? "" : " " + each.level) + " – " + what);
    put(row, "second", each.number.empty() ? each.decision_no : each.number);
    if (const auto end = valid_through(each))
      row.set("third", visit.word("console.until") + " " + date_words(*end));
    const std::string status = status_on(each, visit.site().today());
    put_chip(row, visit.word("certificate_status." + status), tone_of(status));
    if (visit.scope().empty()) row.set("cooperative", each.cooperative_id);
    list.push_back(std::move(row));
  }
  return list;
}

View rows_of(const Visit& visit, ImportKind kind) {
  switch (kind) {
    case ImportKind::cooperatives:
      return cooperative_rows(visit);
    case ImportKind::places:
      return place_rows(visit);
    case ImportKind::products:
      return product_rows(visit);
    case ImportKind::certifications:
      return certification_rows(visit);
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
