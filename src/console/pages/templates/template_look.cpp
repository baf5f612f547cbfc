// Reads a template's text, checks it, and draws one label of it.
#include "console/pages/templates/template_look.h"

#include <algorithm>

#include "console/pages/lot_views.h"
#include "temgoc/printing/lot_stocks.h"
#include "temgoc/printing/preview_label.h"
#include "temgoc/printing/template_check.h"
#include "temgoc/printing/template_versions.h"

namespace temgoc {
namespace {

constexpr double kPicturePixels = 1'100;

unsigned picture_dpi(const Stock& stock) {
  const double side = std::max(stock.label_width_mm, stock.label_height_mm);
  return static_cast<unsigned>(std::clamp(kPicturePixels * 25.4 / side, 12.0, 300.0));
}

Result<TrialItems> items_to_draw(const Visit& visit, const LabelTemplate& label,
                                 const LookWish& wish, TrialItems trial) {
  if (!wish.lot.empty() && label.code != CodeKind::product_link)
    if (const auto lot = lot_in_sight(visit, wish.lot))
      return trial_item(visit.registry(), visit.site().today(), label, *lot);
  return longest_item(label, std::move(trial));
}

void draw(const Visit& visit, const LabelTemplate& label, const LookWish& wish, TrialItems trial,
          TemplateLook& look) {
  LabelTemplate shown = label;
  if (const auto language = label_language(wish.language))
    if (auto other = in_language(label, *language)) shown = *std::move(other);
  auto items = items_to_draw(visit, shown, wish, std::move(trial));
  if (!items) {
    look.undrawn = items.error();
    return;
  }
  look.is_sample = items->sample;
  auto png = label_picture(shown, *items, picture_dpi(label.stock));
  if (png)
    look.png = *std::move(png);
  else
    look.undrawn = png.error();
}

}  // namespace

TemplateLook look_at_template(const Visit& visit, const std::string& toml, const std::string& id,
                              const LookWish& wish) {
  TemplateLook look;
  auto label = read_draft(visit.house().folder, toml, id.empty() ? "new" : id);
  if (!label) {
    look.faults = {label.error()};
    return look;
  }
  look.label = *std::move(label);
  TrialItems trial = trial_items(visit.site(), *look.label);
  if (auto faults = template_faults(*look.label, look.label->stock.dpi, trial))
    look.faults = *std::move(faults);
  else
    look.faults = {faults.error()};
  draw(visit, *look.label, wish, std::move(trial), look);
  return look;
}

}  // namespace temgoc
