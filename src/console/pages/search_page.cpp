// One field for all: a name without its marks, a number, a lot's code, a pasted or scanned code.
#include <algorithm>
#include <set>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/record_files.h"
#include "console/pages/record_rows.h"
#include "temgoc/base/text.h"
#include "temgoc/scan/scan.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostProducts = 12, kMostRecords = 30;
constexpr unsigned kLotsOfProduct = 4;
constexpr std::size_t kLeastLetters = 2;

// What was asked, as names are compared: no marks, no case. Empty: too short to look for.
std::string folded_asked(const std::string& asked) {
  std::string name = folded(asked);
  return name.size() < kLeastLetters ? std::string() : name;
}

bool holds(const std::string& text, const std::string& name) {
  return folded(text).find(name) != std::string::npos;
}

// Products in this person's sight; none where what was asked is too short to look for.
std::vector<Product> products_to_search(const Visit& visit, const std::string& asked) {
  if (folded_asked(asked).empty()) return {};
  return visit.registry().products(visit.scope());
}

bool is_meant(const Product& product, const std::string& asked, const std::string& name) {
  return holds(product.name, name) || folded(product.id) == name ||
         product.gtin.digits().find(asked) != std::string::npos;
}

// Its name, code, or where it lies.
bool is_meant(const Place& place, const std::string& name) {
  const bool named = holds(place.name, name) || holds(place.code, name) ||
                     folded(place.id) == name || (!place.gln.empty() && place.gln == name);
  return named || std::ranges::any_of(place.addresses, [&](const Address& address) {
           return holds(address.one_line(), name);
         });
}

// Its scheme with the stars, its numbers, who gave it, or the product that it is of: `named` are
// the products of that name.
bool is_meant(const Certification& certification, const std::string& name,
              const std::set<std::string>& named) {
  return holds(certification.scheme + " " + certification.level, name) ||
         holds(certification.number, name) || holds(certification.decision_no, name) ||
         holds(certification.issuer, name) || folded(certification.id) == name ||
         named.contains(certification.product_id);
}

// Places, certificates and, for who sees several, cooperatives. How many rows there are.
std::size_t put_records(const Visit& visit, View& view, const std::vector<Product>& products,
                        const std::string& asked) {
  const std::string name = folded_asked(asked);
  View list = list_view();
  std::size_t shown = 0;
  const auto add = [&](const auto& record) {
    if (++shown <= kMostRecords) list.push_back(record_row(visit, record));
  };
  if (!name.empty()) {
    std::set<std::string> named;
    for (const Product& each : products)
      if (holds(each.name, name)) named.insert(each.id);
    for (const Place& each : visit.registry().places(visit.scope()))
      if (is_meant(each, name)) add(each);
    for (const Certification& each : visit.registry().certifications(visit.scope()))
      if (is_meant(each, name, named)) add(each);
    if (visit.scope().empty())
      for (const Cooperative& each : visit.registry().cooperatives())
        if (holds(each.name, name) || folded(each.id) == name) add(each);
  }
  put_list(view, "rows", std::move(list));
  if (shown > kMostRecords) view.set("more_rows", number_words(visit, shown - kMostRecords));
  return shown;
}

void add_lot(const Visit& visit, std::vector<Lot>& lots, std::optional<Lot> lot) {
  if (!lot || !visit.sees(lot->cooperative_id)) return;
  const auto same = [&](const Lot& each) { return each.id == lot->id; };
  if (std::ranges::none_of(lots, same)) lots.push_back(*std::move(lot));
}

// Of a lot's code as it is printed, which each product may have once.
std::vector<Lot> lots_of_code(const Visit& visit, const std::string& asked) {
  std::vector<Lot> lots;
  const auto code = LotCode::parse(ascii_upper(asked));
  if (!code) return lots;
  const std::string realm = visit.site().settings().realm;
  for (const Product& each : visit.registry().products(visit.scope()))
    for (const std::string& log : {realm, realm + "/test"})
      add_lot(visit, lots, visit.registry().lot(log, each.gtin, *code));
  return lots;
}

// What a phone or a scanner reads, and the typed code.
std::optional<Lot> scanned_lot(const Visit& visit, const std::string& asked) {
  const Scanned scanned = read_scan(asked);
  if (std::holds_alternative<UnreadableScan>(scanned) || std::holds_alternative<NewerScan>(scanned))
    return std::nullopt;
  auto lot = visit.site().check_context().facts.look_up(scanned).lot;
  if (!lot || !visit.sees(lot->cooperative_id)) return std::nullopt;
  return visit.registry().lot(lot->id);
}

View product_row(const Visit& visit, const Product& product) {
  View row;
  row.set("name", product.name);
  row.set("gtin", product.gtin.printed());
  put(row, "net_content", product.net_content);
  put(row, "thumbnail", thumbnail_href(product));
  row.set("record_href", record_href(ImportKind::products, product.id));
  if (visit.may(Right::print) && !product.closed)
    row.set("issue_href", "/lots/new?product=" + product.gtin.digits());
  View lots = list_view();
  LotFilter filter;
  filter.product_id = product.id;
  filter.limit = kLotsOfProduct;
  for (const Lot& lot : visit.registry().lots(filter)) lots.push_back(lot_row(visit, lot));
  put_list(row, "lots", std::move(lots));
  return row;
}

HttpResponse found_page(Visit& visit, const std::string& asked, const std::vector<Lot>& lots) {
  View view;
  put(view, "asked", asked);
  View lot_list = list_view(), product_list = list_view();
  for (const Lot& lot : lots) lot_list.push_back(lot_row(visit, lot));
  const auto products = products_to_search(visit, asked);
  const std::string name = folded_asked(asked);
  std::size_t shown = 0;
  for (const Product& each : products)
    if (is_meant(each, asked, name) && ++shown <= kMostProducts)
      product_list.push_back(product_row(visit, each));
  const std::size_t records = put_records(visit, view, products, asked);
  view.set("nothing", View(!asked.empty() && lots.empty() && shown == 0 && records == 0));
  put_list(view, "lots", std::move(lot_list));
  put_list(view, "products", std::move(product_list));
  return console_page(visit, {.template_name = "search", .title = visit.word("console.search")},
                      std::move(view));
}

}  // namespace

HttpResponse search_page(Visit& visit) {
  const std::string asked = visit.asked("q");
  if (const auto lot = scanned_lot(visit, asked)) return redirect(lot_href(*lot));
  const std::vector<Lot> lots = lots_of_code(visit, asked);
  if (lots.size() == 1) return redirect(lot_href(lots.front()));
  return found_page(visit, asked, lots);
}

}  // namespace temgoc
