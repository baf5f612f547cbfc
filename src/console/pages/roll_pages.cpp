// Rolls of labels printed ahead: the list, the form of a new one, and one with what became of it.
#include <algorithm>

#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "console/pages/roll_views.h"
#include "temgoc/base/files.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/rolls.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr unsigned kRollsOnPage = 100;
constexpr std::size_t kMostReason = 300, kMostFile = 1u << 30;
constexpr std::chrono::milliseconds kWaitForSmallRolls{2500};

void put_counts(const Visit& visit, View& view, const RollOnRecord& record) {
  view.set("number", std::to_string(record.roll.id));
  view.set("product", roll_product(visit, record.roll));
  if (visit.scope().empty()) view.set("cooperative", record.roll.cooperative_id);
  view.set("at", clock_words(visit, record.roll.at));
  put(view, "who", record.roll.who);
  view.set("labels", number_words(visit, record.roll.labels));
  view.set("claimed", number_words(visit, record.claimed));
  view.set("voided", number_words(visit, record.voided));
  view.set("unclaimed", number_words(visit, record.unclaimed()));
  view.set("is_used_up", View(record.unclaimed() == 0));
}

View roll_row(const Visit& visit, const RollOnRecord& record) {
  View row;
  row.set("href", "/rolls/" + std::to_string(record.roll.id));
  put_counts(visit, row, record);
  return row;
}

void put_products(const Visit& visit, View& view) {
  View list = list_view();
  const std::string chosen =
      visit.typed("product").empty() ? visit.asked("product") : visit.typed("product");
  for (const Product& each : visit.registry().products(visit.scope())) {
    if (each.closed || (each.group && each.group->is_service())) continue;
    View item;
    item.set("gtin", each.gtin.digits());
    item.set("name", each.name);
    put(item, "net_content", each.net_content);
    if (visit.scope().empty()) item.set("cooperative", each.cooperative_id);
    item.set("chosen", View(each.gtin.digits() == chosen));
    list.push_back(std::move(item));
  }
  put_list(view, "products", std::move(list));
}

void put_templates(const Visit& visit, View& view) {
  View list = list_view();
  for (const std::string& id : template_ids(visit.house().folder)) {
    const auto label = find_template(visit.house().folder, id);
    if (!label || !is_for_rolls(*label)) continue;
    View item;
    item.set("id", id);
    item.set("name", label->name.at(visit.language()));
    item.set("chosen", View(id == visit.typed("template")));
    list.push_back(std::move(item));
  }
  put_list(view, "templates", std::move(list));
}

void put_printers(const Visit& visit, View& view) {
  View list = list_view();
  for (const Printer& each : visit.registry().printers()) {
    View item;
    item.set("id", each.id);
    item.set("name", each.name.empty() ? each.id : each.name);
    item.set("chosen", View(each.id == visit.typed("printer")));
    list.push_back(std::move(item));
  }
  put_list(view, "printers", std::move(list));
}

HttpResponse form_page(Visit& visit, const std::optional<Error>& error) {
  View view;
  put_products(visit, view);
  put_templates(visit, view);
  put_printers(visit, view);
  put(view, "count", visit.typed("count"));
  const std::string sent = visit.typed("once");
  view.set("once", sent.empty() ? once(visit) : sent);
  if (error) {
    put_error(visit, view, *error);
    view.set("fault_" + error->field, View(true));
  }
  return console_page(visit,
                      {.template_name = "roll_new",
                       .title = visit.word("console.rolls.new"),
                       .section = "lots",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

Result<Product> product_typed(const Visit& visit) {
  if (visit.typed("product").empty()) return Error{"field_missing", "product"};
  const auto gtin = Gtin::parse(visit.typed("product"));
  const auto product = gtin ? visit.registry().product(*gtin) : std::nullopt;
  if (!product || !visit.sees(product->cooperative_id))
    return Error{"product_unknown", "product", shortened(visit.typed("product"))};
  return *product;
}

// The roll's number stands in the report's job, for the desk knows of no other.
LabelsToPrint roll_task(const Product& product, const PrintOrder& order) {
  return [product, order](Workplace& workplace, const SecretText&,
                          const ProgressSink& progress) -> Result<PrintReport> {
    auto printed = print_roll(workplace, product, order, progress);
    if (!printed) return printed.error();
    PrintReport report;
    report.job.id = printed->roll.id;
    report.warnings = printed->warnings;
    return report;
  };
}

HttpResponse send_roll(Visit& visit, const Product& product, const PrintOrder& order) {
  const std::string name = visit.typed("once");
  if (name.empty() || name.size() > 64 || percent_encoded(name) != name)
    return form_page(visit, Error{"field_missing", "once"});
  PrintDesk& desk = visit.house().prints;
  if (const auto errand = desk.look(name)) return to_errand(name, *errand);
  if (auto workplace = visit.open(); !workplace) return form_page(visit, workplace.error());
  desk.hand_in(
      name,
      {.user_id = visit.user().id,
       .cooperative_id = product.cooperative_id,
       .progress = {.total = order.count},
       .of_roll = true},
      print_work(visit.house(), visit.actor(), name, roll_task(product, order), SecretText()));
  const auto errand = desk.wait(name, kWaitForSmallRolls);
  if (!errand) return redirect("/rolls");
  if (errand->state == PrintErrand::State::failed) return form_page(visit, *errand->error);
  return to_errand(name, *errand);
}

void put_ranges(const Visit& visit, View& view, const Roll& roll) {
  View list = list_view();
  for (const RollRange& range : RollBook::of(visit.registry()).ranges(roll.id)) {
    const auto lot = range.lot_id ? visit.registry().lot(*range.lot_id) : std::nullopt;
    View row;
    row.set("first", std::to_string(range.first));
    row.set("last", std::to_string(range.last));
    row.set("count", number_words(visit, range.count()));
    row.set("at", clock_words(visit, range.at));
    put(row, "who", range.who);
    put(row, "reason", range.reason);
    if (lot) {
      row.set("lot", lot->code.text());
      row.set("lot_href", lot_href(*lot));
    }
    list.push_back(std::move(row));
  }
  put_list(view, "ranges", std::move(list));
}

HttpResponse roll_page_with(Visit& visit, const RollOnRecord& record,
                            const std::optional<Error>& error) {
  View view;
  put_counts(visit, view, record);
  put_ranges(visit, view, record.roll);
  view.set("template", record.roll.template_id);
  view.set("may_print", View(visit.may(Right::print)));
  view.set("may_claim", View(visit.may(Right::print) && record.unclaimed() > 0));
  view.set("just_claimed", View(visit.asked("claimed") == "1"));
  view.set("command", CommandLine("roll show").add(std::to_string(record.roll.id)).text());
  for (const char* name : {"first", "last", "reason"}) put(view, name, visit.typed(name));
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "roll",
                       .title = visit.word("console.roll") + " " + std::to_string(record.roll.id),
                       .section = "lots",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

Result<RollGiven> voided(Visit& visit, const Roll& roll) {
  auto reason = clean_text(visit.typed("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  const std::string first = visit.typed("first");
  const std::string last = visit.typed("last").empty() ? first : visit.typed("last");
  const bool rest = first.empty();
  auto run = rest ? whole_roll(visit.registry(), roll.id)
                  : find_run(visit.registry(), first, last, roll.id);
  if (!run) return run.error();
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  return void_roll_labels(*workplace, *run, rest, visit.user().name, *reason);
}

}  // namespace

std::string roll_product(const Visit& visit, const Roll& roll) {
  const auto product = visit.registry().product(std::string_view(roll.product_id));
  return product ? product->name : roll.gtin.printed();
}

std::optional<RollOnRecord> roll_in_sight(const Visit& visit, const std::string& number) {
  if (!is_digits(number) || number.size() > 9) return std::nullopt;
  auto record = RollBook::of(visit.registry()).roll_on_record(std::stoll(number));
  if (!record || !visit.sees(record->roll.cooperative_id)) return std::nullopt;
  return record;
}

HttpResponse rolls_page(Visit& visit) {
  const auto records = RollBook::of(visit.registry())
                           .rolls({.cooperative_id = visit.scope(), .limit = kRollsOnPage});
  View view, list = list_view();
  for (const RollOnRecord& record : records) list.push_back(roll_row(visit, record));
  put_list(view, "rolls", std::move(list));
  view.set("may_print", View(visit.may(Right::print)));
  view.set("capped", View(records.size() == kRollsOnPage));
  return console_page(
      visit, {.template_name = "rolls", .title = visit.word("console.rolls"), .section = "lots"},
      std::move(view));
}

HttpResponse roll_form(Visit& visit) { return form_page(visit, {}); }

HttpResponse roll_sent(Visit& visit) {
  const auto product = product_typed(visit);
  if (!product) return form_page(visit, product.error());
  auto order = order_typed(visit);
  if (!order) return form_page(visit, order.error());
  return send_roll(visit, *product, *order);
}

HttpResponse roll_page(Visit& visit) {
  const auto record = roll_in_sight(visit, visit.place(0));
  return record ? roll_page_with(visit, *record, {}) : not_found_page(visit);
}

HttpResponse roll_file_sent(Visit& visit) {
  const auto record = roll_in_sight(visit, visit.place(0));
  if (!record) return not_found_page(visit);
  const auto file = roll_file(visit.house().folder, record->roll);
  auto content = read_file(file, kMostFile);
  if (!content) return broken_page(visit, content.error());
  return document_answer(*std::move(content), file.filename().string());
}

HttpResponse roll_void_sent(Visit& visit) {
  const auto record = roll_in_sight(visit, visit.place(0));
  if (!record) return not_found_page(visit);
  if (const auto done = voided(visit, record->roll); !done)
    return roll_page_with(visit, *record, done.error());
  return redirect("/rolls/" + std::to_string(record->roll.id));
}

}  // namespace temgoc
