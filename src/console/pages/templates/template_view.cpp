// Fills the drawing of a template, what stands beneath it, and the choices of what it shows.
#include "console/pages/templates/template_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/lot_views.h"
#include "console/pages/templates/placed_faults.h"
#include "console/pages/templates/template_value.h"
#include "temgoc/base/bytes.h"
#include "temgoc/label/code_size.h"
#include "temgoc/label/template_text.h"
#include "temgoc/printing/lot_stocks.h"
#include "temgoc/printing/preview_label.h"

namespace temgoc {
namespace {

constexpr unsigned kLotsToChoose = 20;

std::string mm_text(double mm) { return fmt::format("{:.4g}", mm); }

View drawn_box(const Visit& visit, const Json& box, std::size_t nth, bool is_bad) {
  View item;
  item.set("nth", std::to_string(nth));
  item.set("number", std::to_string(nth + 1));
  item.set("kind", kind_of(box));
  item.set("title", box_title(visit, box, nth));
  for (const auto& [name, key] :
       {std::pair{"x", "x_mm"}, {"y", "y_mm"}, {"w", "width_mm"}, {"h", "height_mm"}})
    item.set(name, mm_text(std::clamp(number_in(box, key, 0), 0.0, 4000.0)));
  item.set("bad", View(is_bad));
  return item;
}

View drawing_of(const Visit& visit, const Json& value, const TemplateLook& look,
                const std::set<std::string>& bad) {
  View drawing;
  const Json* const stock = part_at(value, TemplatePart::stock, 0);
  const double width =
      stock ? std::clamp(number_in(*stock, "label_width_mm", 60), 1.0, 4000.0) : 60;
  const double height =
      stock ? std::clamp(number_in(*stock, "label_height_mm", 40), 1.0, 4000.0) : 40;
  const double safe = stock ? std::clamp(number_in(*stock, "safe_mm", 0), 0.0, 50.0) : 0;
  drawing.set("width", mm_text(width));
  drawing.set("height", mm_text(height));
  drawing.set("safe", mm_text(safe));
  drawing.set("safe_width", mm_text(std::max(0.0, width - 2 * safe)));
  drawing.set("safe_height", mm_text(std::max(0.0, height - 2 * safe)));
  drawing.set("letter", mm_text(std::max(width, height) / 42));
  put(drawing, "png", to_base64(as_bytes(look.png)));  // the page's own picture: no second request
  View boxes = list_view();
  for (std::size_t i = 0; i < boxes_in(value); ++i)
    boxes.push_back(
        drawn_box(visit, value.at("box").at(i), i, bad.contains("box-" + std::to_string(i))));
  drawing.set("boxes", std::move(boxes));
  return drawing;
}

void put_code_words(const Visit& visit, View& view, const TemplateLook& look) {
  if (!look.label) return;
  const auto trial = trial_items(visit.site(), *look.label);
  const auto code = code_size(*look.label, look.label->stock.dpi, trial.items.front().uri);
  if (!code) return;
  const auto decimal = [&](double mm, int digits) {
    return number_words(visit, fmt::format("{:.{}f}", mm, digits));
  };
  view.set("code_words",
           visit.word(code->is_easy ? "template.check.code" : "template.check.code.fine",
                      {{"module_mm", decimal(code->module_mm, 2)},
                       {"side_mm", decimal(code->side_mm, 1)},
                       {"distance_cm", std::to_string(std::lround(code->distance_mm / 10))}}));
}

void put_wishes(const Visit& visit, View& view, const TemplateLook& look, const LookWish& wish) {
  View lots = list_view(), languages = list_view();
  put_choice(lots, "", visit.word("console.template.longest"), wish.lot.empty());
  const bool has_lots = !look.label || look.label->code != CodeKind::product_link;
  if (has_lots)
    for (const Lot& lot : visit.registry().lots({.limit = kLotsToChoose}))
      put_choice(lots, lot.short_code.printed(), product_name(lot) + " · " + lot.code.text(),
                 lot.short_code.printed() == wish.lot);
  view.set("look_lots", std::move(lots));
  if (!look.label || look.label->languages.size() < 2) return;
  for (const LabelLanguage each : look.label->languages)
    put_choice(languages, to_text(each), visit.word("console.template.choice." + to_text(each)),
               to_text(each) == wish.language);
  view.set("look_languages", std::move(languages));
}

}  // namespace

void put_look(const Visit& visit, View& view, const TemplateForm& form, const TemplateLook& look,
              const LookWish& wish) {
  const auto read = parse_toml(form.toml);
  const Json value = read ? *read : Json::object();
  const auto faults = placed_faults(visit, form, look, value);
  std::set<std::string> bad;
  for (const PlacedFault& fault : faults) bad.insert(fault.place.part);
  view.set("drawing", drawing_of(visit, value, look, bad));
  put_faults(visit, view, faults, form.as_text);
  if (faults.empty()) view.set("is_good", View(true));
  if (!look.png.empty()) view.set("is_drawn", View(true));
  if (look.undrawn) view.set("undrawn", message(visit.language(), *look.undrawn));
  if (look.is_sample) view.set("is_sample", View(true));
  put_code_words(visit, view, look);
  put_wishes(visit, view, look, wish);
}

}  // namespace temgoc
