// A new lot, by the same operation as `temgoc lot issue`.
#include <algorithm>

#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "temgoc/base/text.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostText = 200;

std::vector<Product> products_to_pack(const Visit& visit) {
  std::vector<Product> products = visit.registry().products(visit.scope());
  std::erase_if(products, [](const Product& each) { return each.closed || each.is_service(); });
  return products;
}

// What stood in the form when it was sent, or what is proposed.
std::string kept(const Visit& visit, const char* name, const std::string& proposed = {}) {
  if (visit.request().method == "POST") return visit.typed(name);
  const std::string asked = visit.asked(name);
  return asked.empty() ? proposed : asked;
}

void put_products(const Visit& visit, View& view, const std::string& chosen) {
  View list = list_view();
  for (const Product& each : products_to_pack(visit)) {
    View item;
    item.set("gtin", each.gtin.digits());
    item.set("name", each.name);
    put(item, "net_content", each.net_content);
    item.set("chosen", View(each.gtin.digits() == chosen));
    if (visit.scope().empty()) item.set("cooperative", each.cooperative_id);
    list.push_back(std::move(item));
  }
  put_list(view, "products", std::move(list));
}

void put_places(const Visit& visit, View& view, const std::string& chosen) {
  View list = list_view();
  for (const Place& each : visit.registry().places(visit.scope())) {
    View item;
    item.set("id", each.id);
    item.set("name", each.name);
    item.set("chosen", View(each.id == chosen));
    list.push_back(std::move(item));
  }
  put_list(view, "places", std::move(list));
}

// With a single cooperative it is clear whose key signs; across several the product decides.
bool asks_for_key(Visit& visit) {
  if (!visit.scope().empty()) return is_key_asked(visit, visit.scope());
  return !visit.site().settings().hosts.empty() &&
         !visit.house().keys.open_for(visit.session().digest, std::chrono::steady_clock::now());
}

constexpr const char* kAlike = "lot_alike_issued";
constexpr std::chrono::minutes kAlikeWithin{10};

// The same goods of the same day that another form issued a moment ago. Whoever goes back to the
// form and sends it once more has a new form, which would issue them twice.
std::optional<Lot> alike_lot(const Visit& visit, const LotDraft& draft, const Product& product) {
  if (draft.code || !visit.typed("again").empty()) return std::nullopt;
  for (Lot& each : visit.registry().lots({.cooperative_id = product.cooperative_id,
                   .product_id = product.id,
                   .packed_from = draft.packed_on,
                   .packed_until = draft.packed_on})) {
    const bool alike = each.quantity == draft.quantity && each.request_id != draft.request_id &&
                       each.issued_at > visit.now() - kAlikeWithin;
    if (alike && !visit.registry().cancellation(each.id)) return std::move(each);
  }
  return std::nullopt;
}

HttpResponse issue_page(Visit& visit, const std::optional<Error>& error) {
  View view;
  put_products(visit, view, kept(visit, "product"));
  put_places(visit, view, kept(visit, "place"));
  view.set("packed", kept(visit, "packed", to_dmy(visit.site().today())));
  for (const char* name : {"quantity", "unit", "shelf_life", "lot", "backdate"})
    put(view, name, kept(visit, name));
  const std::string sent = visit.typed("once");
  view.set("once", sent.empty() ? once(visit) : sent);
  if (asks_for_key(visit) || (error && error->code.starts_with("key_")))
    view.set("asks_key", View(true));
  view.set("stays_open", std::to_string(visit.house().settings.key_stays_open.count()));
  if (error) {
    put_error(visit, view, *error);
    view.set("fault_" + error->field, View(true));
    view.set("may_repeat", View(error->code == kAlike));
  }
  return console_page(visit,
                      {.template_name = "issue",
                       .title = visit.word("console.issue"),
                       .section = "lots",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

Result<void> take_texts(const Visit& visit, LotDraft& draft) {
  for (auto [name, field] : {std::pair{"once", &draft.request_id},
                             {"backdate", &draft.backdate_reason},
                             {"place", &draft.place_id}}) {
    auto text = clean_text(visit.typed(name), name, kMostText);
    if (!text) return text.error();
    *field = *text;
  }
  return {};
}

Result<LotDraft> draft_of(const Visit& visit) {
  if (visit.typed("product").empty()) return Error{"field_missing", "product"};
  auto gtin = Gtin::parse(visit.typed("product"));
  if (!gtin) return gtin.error();
  auto packed = parse_day(visit.typed("packed"), "packed");
  if (!packed) return packed.error();
  auto quantity = Quantity::parse(visit.typed("quantity"), visit.typed("unit"));
  if (!quantity) return quantity.error();
  LotDraft draft{.gtin = *gtin, .packed_on = *packed, .quantity = *quantity};
  if (const std::string code = visit.typed("lot"); !code.empty()) {
    auto parsed = LotCode::parse(code);
    if (!parsed) return parsed.error();
    draft.code = *parsed;
  }
  if (const std::string days = visit.typed("shelf_life"); !days.empty()) {
    if (!is_digits(days) || days.size() > 6)
      return Error{"number_unreadable", "shelf_life", shortened(days)};
    draft.shelf_life_days = static_cast<unsigned>(std::stoul(days));
  }
  if (auto taken = take_texts(visit, draft); !taken) return taken.error();
  return draft;
}

Result<Lot> issued(Visit& visit) {
  auto draft = draft_of(visit);
  if (!draft) return draft.error();
  const auto product = visit.registry().product(draft->gtin);
  if (!product || !visit.sees(product->cooperative_id))
    return Error{"product_unknown", "product", draft->gtin.printed()};
  if (const auto alike = alike_lot(visit, *draft, *product))
    return Error{"lot_alike_issued", "lot", alike->code.text()};
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  auto passphrase = key_in_hand(visit, *workplace, product->cooperative_id);
  if (!passphrase) return passphrase.error();
  auto report = issue_lot(*workplace, *draft, *passphrase);
  if (!report) return report.error();
  return report->lot;
}

}  // namespace

std::string issue_command(const Lot& lot) {
  CommandLine command("lot issue");
  command.add("product", lot.gtin.printed())
      .add("packed", to_dmy(lot.packed_on))
      .add("quantity", lot.quantity.amount_text())
      .add("unit", lot.quantity.unit)
      .add("lot", lot.code.text())
      .add("place", lot.place_id)
      .add("backdate", lot.backdate_reason);
  return command.text();
}

HttpResponse issue_form(Visit& visit) { return issue_page(visit, {}); }

HttpResponse issue_sent(Visit& visit) {
  const auto lot = issued(visit);
  if (!lot) return issue_page(visit, lot.error());
  return redirect(lot_href(*lot) + "?issued=1");
}

}  // namespace temgoc
