// The fourth question of the set-up, asked in the workplace that it made: what the labels are
// printed on, chosen from pictures.
#include <fmt/format.h>

#include <algorithm>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/setup/setup_pages.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/lot_stocks.h"
#include "temgoc/printing/printers.h"

namespace temgoc {
namespace {

constexpr unsigned kPictureDpi = 110, kSheetDpi = 300;
constexpr std::string_view kFirstChoice = "a4-21-seal";

bool is_sheet(const LabelTemplate& label) { return label.stock.rows > 1; }

std::string mm(const Visit& visit, double length) {
  return number_words(visit, fmt::format("{:g}", length));
}

View stock_item(const Visit& visit, const LabelTemplate& label, std::string_view chosen) {
  View item;
  item.set("id", label.id);
  item.set("name", label.name.at(visit.language()));
  item.set("size", mm(visit, label.stock.label_width_mm) + " × " +
                       mm(visit, label.stock.label_height_mm) + " mm");
  if (is_sheet(label)) item.set("cells", std::to_string(label.stock.cells()));
  item.set("picture", "/setup/printer/look/" + percent_encoded(label.id));
  item.set("chosen", View(label.id == chosen));
  return item;
}

void put_stocks(const Visit& visit, View& view) {
  const std::string sent = visit.typed("template");
  const std::string_view chosen = sent.empty() ? kFirstChoice : std::string_view(sent);
  std::vector<LabelTemplate> labels;
  for (const std::string& id : template_ids(visit.house().folder)) {
    auto label = find_template(visit.house().folder, id);
    if (label && label->on_packs && !label->e_label && label->code != CodeKind::product_link)
      labels.push_back(*std::move(label));
  }
  std::ranges::stable_sort(labels, {}, [](const LabelTemplate& each) {
    return each.stock.label_width_mm * each.stock.label_height_mm;
  });
  View sheets = list_view(), rolls = list_view();
  for (const LabelTemplate& label : labels)
    (is_sheet(label) ? sheets : rolls).push_back(stock_item(visit, label, chosen));
  put_list(view, "sheets", std::move(sheets));
  put_list(view, "rolls", std::move(rolls));
}

HttpResponse page(Visit& visit, const std::optional<Error>& error) {
  View view;
  put_steps(visit, view, 4, 4);
  put_stocks(visit, view);
  put(view, "name", visit.typed("name"));
  for (const char* each : {"zpl", "tspl"})
    view.set("language_" + std::string(each), View(visit.typed("language") == each));
  view.set("dpi_300", View(visit.typed("dpi") == "300"));
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "first_printer",
                       .title = visit.word("console.setup.printer"),
                       .section = "today",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

std::optional<LabelTemplate> own_template(const Visit& visit, const std::string& id) {
  const auto ids = template_ids(visit.house().folder);
  if (std::ranges::find(ids, id) == ids.end()) return std::nullopt;
  auto label = find_template(visit.house().folder, id);
  return label ? std::optional(*std::move(label)) : std::nullopt;
}

// A sheet goes through an office printer; a roll through one that the person names.
Printer printer_for(const Visit& visit, const LabelTemplate& label) {
  Printer printer{.id = is_sheet(label) ? "a4" : "roll"};
  const std::string name = visit.typed("name");
  printer.name = !name.empty() ? name
                               : visit.word(is_sheet(label) ? "console.setup.printer.sheet_name"
                                                            : "console.setup.printer.roll_name");
  if (is_sheet(label)) {
    printer.dpi = kSheetDpi;
  } else {
    printer.language = printer_language(visit.typed("language")).value_or(PrinterLanguage::pdf);
    printer.dpi = visit.typed("dpi") == "300" ? 300 : 203;
  }
  return printer;
}

}  // namespace

HttpResponse first_printer_form(Visit& visit) { return page(visit, {}); }

HttpResponse first_printer_sent(Visit& visit) {
  const auto label = own_template(visit, visit.typed("template"));
  if (!label) return page(visit, Error{"field_missing", "template"});
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  if (auto added = add_printer(*workplace, printer_for(visit, *label), true); !added)
    return page(visit, added.error());
  return redirect("/?stock=" + percent_encoded(label->id));
}

HttpResponse first_printer_look(Visit& visit) {
  const auto label = own_template(visit, visit.place(0));
  if (!label) return not_found_page(visit);
  auto picture = sample_label_picture(*label, kPictureDpi);
  if (!picture) return {.status = 404, .content_type = "text/plain; charset=utf-8"};
  return {.status = 200,
          .content_type = "image/png",
          .body = *std::move(picture),
          .headers = {{"Cache-Control", "private, max-age=300"}}};
}

HttpResponse setup_over(Visit&) { return redirect("/"); }

}  // namespace temgoc
