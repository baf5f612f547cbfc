// What is asked before labels are printed: the stock from pictures, how many, the first free cell.
#include "console/pages/print_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/routes.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/model/pack_count.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/lot_stocks.h"

namespace temgoc {
namespace {

constexpr unsigned kPictureDpi = 150;
constexpr std::size_t kMostInSight = 8;  // stocks that need no further click
constexpr std::size_t kMostReason = 300;

// The last job of this lot, else of this cooperative.
PrintJob usual_job(const Visit& visit, const Lot& lot) {
  const Registry& registry = visit.registry();
  for (const PrintFilter& filter :
       {PrintFilter{.lot_id = lot.id, .limit = 1},
        PrintFilter{.cooperative_id = lot.cooperative_id, .limit = 1}}) {
    const auto records = registry.print_records(filter);
    if (!records.empty()) return records.front().job;
  }
  return {};
}

View cell_item(unsigned number, const NextCell& next, unsigned chosen) {
  View cell;
  cell.set("number", std::to_string(number));
  cell.set("used", View(number < next.cell));
  cell.set("chosen", View(number == chosen));
  return cell;
}

// The sheet as it lies in the printer's tray, row by row.
View sheet_rows(const Stock& stock, const NextCell& next, unsigned chosen) {
  View rows = list_view();
  for (unsigned row = 0; row < stock.rows; ++row) {
    View cells = list_view();
    for (unsigned column = 0; column < stock.columns; ++column) {
      const bool down = next.order == CellOrder::down;
      const unsigned number = 1 + (down ? column * stock.rows + row : row * stock.columns + column);
      cells.push_back(cell_item(number, next, chosen));
    }
    View line;
    line.set("cells", std::move(cells));
    rows.push_back(std::move(line));
  }
  return rows;
}

void put_sheet(const Visit& visit, View& item, const Stock& stock, const std::string& typed,
               const std::string& printer) {
  NextCell next = visit.registry().next_cell(printer, stock.id);
  if (next.cell > stock.cells()) next.cell = 1;
  const unsigned chosen =
      is_digits(typed) && typed.size() < 5 ? static_cast<unsigned>(std::stoul(typed)) : next.cell;
  View sheet;
  sheet.set("rows", sheet_rows(stock, next, chosen));
  if (next.cell > 1) sheet.set("used", std::to_string(next.cell - 1));
  item.set("sheet", std::move(sheet));
}

std::string mm(const Visit& visit, double length) {
  return number_words(visit, fmt::format("{:g}", length));
}

View stock_item(const Visit& visit, const Lot& lot, const LabelTemplate& label) {
  View item;
  item.set("id", label.id);
  item.set("name", label.name.at(visit.language()));
  item.set("size", mm(visit, label.stock.label_width_mm) + " × " +
                       mm(visit, label.stock.label_height_mm) + " mm");
  if (label.stock.rows > 1) item.set("cells", std::to_string(label.stock.cells()));
  item.set("picture", lot_href(lot) + "/preview/" + percent_encoded(label.id));
  return item;
}

// The chosen one, then those for packs, then those that prove what they say; the smaller first.
void sort_stocks(std::vector<LotStock>& stocks, const std::string& chosen) {
  const auto rank = [&](const LotStock& each) {
    return std::tuple(each.label.id != chosen, !each.label.on_packs,
                      each.label.code == CodeKind::item_link,
                      each.label.stock.label_width_mm * each.label.stock.label_height_mm);
  };
  std::ranges::sort(stocks, {}, rank);
}

std::string first_choice(const std::vector<LotStock>& stocks, const std::string& wanted) {
  const auto fits = [&](const LotStock& each) { return each.fits && each.label.on_packs; };
  const auto same = [&](const LotStock& each) { return each.label.id == wanted; };
  if (std::ranges::any_of(stocks, same)) return wanted;
  const auto found = std::ranges::find_if(stocks, fits);
  if (found != stocks.end()) return found->label.id;
  return stocks.empty() ? std::string() : stocks.front().label.id;
}

void put_stocks(const Visit& visit, View& form, const Lot& lot, const PrintJob& usual) {
  auto stocks = lot_stocks(visit.registry(), visit.house().folder, visit.site().today(), lot);
  if (!visit.site().settings().e_label)
    std::erase_if(stocks, [](const LotStock& each) { return each.label.e_label; });
  const bool sent = visit.request().method == "POST";
  sort_stocks(stocks, {});
  const std::string chosen =
      first_choice(stocks, sent                        ? visit.typed("template")
                           : usual.template_id.empty() ? visit.asked("template")
                                                       : usual.template_id);
  sort_stocks(stocks, chosen);
  View near = list_view(), far = list_view();
  std::size_t near_count = 0;
  for (const LotStock& each : stocks) {
    const bool is_chosen = each.label.id == chosen;
    View item = stock_item(visit, lot, each.label);
    item.set("chosen", View(is_chosen));
    if (each.label.stock.cells() > 1)
      put_sheet(visit, item, each.label.stock, visit.typed("start-" + each.label.id),
                usual.setup.placement.printer);
    if (is_chosen) form.set("preview", item);
    const bool is_near =
        is_chosen || (each.fits && each.label.on_packs && near_count < kMostInSight);
    near_count += is_near;
    (is_near ? near : far).push_back(std::move(item));
  }
  put_list(form, "stocks", std::move(near));
  put_list(form, "other_stocks", std::move(far));
}

// What the last job was printed on; before the first one, the only printer that there is.
std::string usual_printer(const Visit& visit, const PrintJob& usual) {
  const auto printers = visit.registry().printers();
  if (usual.template_id.empty() && printers.size() == 1) return printers.front().id;
  return usual.setup.placement.printer;
}

void put_printers(const Visit& visit, View& form, const std::string& chosen) {
  View list = list_view();
  for (const Printer& each : visit.registry().printers()) {
    View item;
    item.set("id", each.id);
    item.set("name", each.name.empty() ? each.id : each.name);
    item.set("chosen", View(each.id == chosen));
    list.push_back(std::move(item));
  }
  put_list(form, "printers", std::move(list));
}

std::optional<std::uint64_t> packs_left(const Visit& visit, const Lot& lot) {
  const auto product = visit.registry().product(std::string_view(lot.product_id));
  const auto packs = pack_count(lot.quantity, product ? product->net_content : "");
  if (!packs) return std::nullopt;
  const std::uint64_t printed = labels_of(visit.registry(), lot);
  return *packs > printed ? *packs - printed : 0;
}

}  // namespace

Result<std::uint64_t> number_typed(const Visit& visit, const std::string& name) {
  const std::string digits = visit.typed(name);
  if (digits.empty()) return std::uint64_t{0};
  if (!is_digits(digits) || digits.size() > 9)
    return Error{"number_unreadable", name, shortened(digits)};
  return std::stoull(digits);
}

void put_print_form(Visit& visit, View& view, const Lot& lot) {
  View form;
  const bool sent = visit.request().method == "POST";
  const PrintJob usual = usual_job(visit, lot);
  put_stocks(visit, form, lot, usual);
  put_printers(visit, form, sent ? visit.typed("printer") : usual_printer(visit, usual));
  const auto left = packs_left(visit, lot);
  if (left) form.set("left", number_words(visit, *left));
  const std::string proposed = left && *left > 0 ? std::to_string(*left) : std::string();
  put(form, "count", sent ? visit.typed("count") : proposed);
  if (sent) put(form, "over_quantity", visit.typed("over_quantity"));
  form.set("once", once(visit));
  form.set("may_draw", View(lets_in(*page_at("/templates/new"), visit)));
  form.set("asks_key", View(is_key_asked(visit, lot.cooperative_id)));
  form.set("stays_open", std::to_string(visit.house().settings.key_stays_open.count()));
  view.set("print", std::move(form));
}

Result<PrintOrder> order_typed(const Visit& visit) {
  PrintOrder order{.template_id = visit.typed("template")};
  auto count = number_typed(visit, "count");
  if (!count) return count.error();
  auto start = number_typed(visit, "start-" + order.template_id);
  if (!start) return start.error();
  auto reason = clean_text(visit.typed("over_quantity"), "over_quantity", kMostReason);
  if (!reason) return reason.error();
  // A path names a file, and this form is for the workplace's own stocks.
  if (order.template_id.ends_with(".toml") || order.template_id.find('/') != std::string::npos)
    return Error{
        "template_unknown",
        "template",
        shortened(order.template_id),
        {},
        {{"known", fmt::format("{}", fmt::join(template_ids(visit.house().folder), ", "))}}};
  order.count = static_cast<std::uint32_t>(*count);
  order.start_cell = *start == 0 ? std::nullopt : std::optional(static_cast<unsigned>(*start));
  order.printer = visit.typed("printer");
  order.who = visit.user().name;
  order.over_quantity_reason = *reason;
  return order;
}

HttpResponse label_preview(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  const auto ids = template_ids(visit.house().folder);
  if (!lot || std::ranges::find(ids, visit.place(1)) == ids.end()) return not_found_page(visit);
  const auto label = find_template(visit.house().folder, visit.place(1));
  if (!label) return not_found_page(visit);
  auto picture =
      lot_label_picture(visit.registry(), visit.site().today(), *label, *lot, kPictureDpi);
  if (!picture) return {.status = 404, .content_type = "text/plain; charset=utf-8"};
  return {.status = 200,
          .content_type = "image/png",
          .body = *std::move(picture),
          .headers = {{"Cache-Control", "private, max-age=300"}}};
}

}  // namespace temgoc
