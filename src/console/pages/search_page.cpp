// One field for all: a name without its marks, a lot's code, a pasted or scanned code.
#include <algorithm>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/text.h"
#include "temgoc/scan/scan.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostProducts = 12;
constexpr unsigned kLotsOfProduct = 4;
constexpr std::size_t kLeastLetters = 2;

std::vector<Product> matching_products(const Visit& visit, const std::string& asked) {
  std::vector<Product> found;
  const std::string name = folded(asked);
  if (name.size() < kLeastLetters) return found;
  for (Product& each : visit.registry().products(visit.scope())) {
    const bool same = folded(each.name).find(name) != std::string::npos ||
                      folded(each.id) == name ||
                      each.gtin.digits().find(asked) != std::string::npos;
    if (same) found.push_back(std::move(each));
  }
  return found;
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
  std::size_t shown = 0;
  for (const Product& each : matching_products(visit, asked))
    if (++shown <= kMostProducts) product_list.push_back(product_row(visit, each));
  view.set("nothing", View(!asked.empty() && lots.empty() && shown == 0));
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
