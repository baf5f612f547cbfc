// Printers: a test page, what is read off it, and back to none.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/printers.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostTestPage = 64u << 20;

View correction_row(const Visit& visit, const StockCorrection& each) {
  const auto number = [&](double value, const char* form) {
    return number_words(visit, fmt::format(fmt::runtime(form), value));
  };
  View row;
  row.set("stock", each.stock);
  row.set("right", number(each.correction.offset_x_mm, "{:.2f}"));
  row.set("down", number(each.correction.offset_y_mm, "{:.2f}"));
  row.set("scale_x", number(100 * each.correction.scale_x, "{:.2f}"));
  row.set("scale_y", number(100 * each.correction.scale_y, "{:.2f}"));
  row.set("at", clock_words(visit, each.at));
  return row;
}

void put_templates(const Visit& visit, View& view, const std::string& chosen) {
  View list = list_view();
  for (const std::string& id : template_ids(visit.house().folder)) {
    const auto label = find_template(visit.house().folder, id);
    if (!label || label->code == CodeKind::product_link) continue;
    View item;
    item.set("id", id);
    item.set("name", label->name.at(visit.language()));
    item.set("chosen", View(id == chosen));
    list.push_back(std::move(item));
  }
  put_list(view, "templates", std::move(list));
}

void put_printers(const Visit& visit, View& view) {
  View list = list_view();
  const std::string sent = visit.typed("printer");
  for (const Printer& each : visit.registry().printers()) {
    View item;
    item.set("id", each.id);
    item.set("name", each.name.empty() ? each.id : each.name);
    item.set("language", ascii_upper(to_text(each.language)));
    item.set("dpi", std::to_string(each.dpi));
    item.set("chosen", View(each.id == sent));
    View corrections = list_view();
    for (const StockCorrection& known : visit.registry().corrections(each.id))
      if (!known.correction.is_none()) corrections.push_back(correction_row(visit, known));
    put_list(item, "corrections", std::move(corrections));
    list.push_back(std::move(item));
  }
  put_list(view, "printers", std::move(list));
}

HttpResponse printers_page_with(Visit& visit, const std::optional<Error>& error) {
  View view;
  if (error) put_error(visit, view, *error);
  put_printers(visit, view);
  put_templates(visit, view, visit.typed("template"));
  for (const char* name : {"first_right", "first_down", "last_right", "last_down", "id", "name"})
    put(view, name, visit.typed(name));
  if (!visit.asked("calibrated").empty()) view.set("calibrated", View(true));
  if (visit.may(Right::administer)) view.set("may_add", View(true));
  return console_page(visit,
                      {.template_name = "printers",
                       .title = visit.word("console.printers"),
                       .section = "lots",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

// "0,5" or "-1.2"; nothing typed is 0.
Result<double> millimetres_typed(const Visit& visit, const char* name) {
  std::string text = visit.typed(name);
  if (text.empty()) return 0.0;
  if (const std::size_t comma = text.find(','); comma != std::string::npos) text[comma] = '.';
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size())
    return Error{"number_unreadable", name, shortened(visit.typed(name))};
  return value;
}

Result<TestReadings> readings_typed(const Visit& visit) {
  TestReadings readings;
  for (auto [name, place] : {std::pair{"first_right", &readings.first.x_mm},
                             {"first_down", &readings.first.y_mm},
                             {"last_right", &readings.last.x_mm},
                             {"last_down", &readings.last.y_mm}}) {
    auto value = millimetres_typed(visit, name);
    if (!value) return value.error();
    *place = *value;
  }
  return readings;
}

// A path names a file, and this form is for the workplace's own stocks.
bool is_own_template(const Visit& visit) {
  const auto ids = template_ids(visit.house().folder);
  return std::ranges::find(ids, visit.typed("template")) != ids.end();
}

Result<Printer> printer_typed(const Visit& visit) {
  Printer printer{.id = visit.typed("id"), .name = visit.typed("name")};
  const auto language = printer_language(visit.typed("language"));
  printer.language = language.value_or(PrinterLanguage::pdf);
  printer.dpi = visit.typed("dpi") == "203" ? 203 : visit.typed("dpi") == "600" ? 600 : 300;
  return printer;
}

}  // namespace

HttpResponse printers_page(Visit& visit) { return printers_page_with(visit, {}); }

HttpResponse add_printer_sent(Visit& visit) {
  auto printer = printer_typed(visit);
  if (!printer) return printers_page_with(visit, printer.error());
  auto workplace = visit.open();
  if (!workplace) return printers_page_with(visit, workplace.error());
  if (auto done = add_printer(*workplace, *printer, false); !done)
    return printers_page_with(visit, done.error());
  return redirect("/printers");
}

HttpResponse test_page_sent(Visit& visit) {
  if (!is_own_template(visit)) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return printers_page_with(visit, workplace.error());
  auto file = print_test_page(*workplace, visit.typed("template"), visit.typed("printer"), {},
                              visit.language());
  if (!file) return printers_page_with(visit, file.error());
  auto content = read_file(*file, kMostTestPage);
  if (!content) return printers_page_with(visit, content.error());
  return document_answer(*std::move(content), file->filename().string());
}

HttpResponse calibrate_sent(Visit& visit) {
  if (!is_own_template(visit)) return not_found_page(visit);
  auto readings = readings_typed(visit);
  if (!readings) return printers_page_with(visit, readings.error());
  auto workplace = visit.open();
  if (!workplace) return printers_page_with(visit, workplace.error());
  auto done = calibrate(*workplace, visit.typed("printer"), visit.typed("template"), *readings);
  if (!done) return printers_page_with(visit, done.error());
  return redirect("/printers?calibrated=1");
}

}  // namespace temgoc
