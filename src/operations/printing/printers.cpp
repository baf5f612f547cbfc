// Printers, their test pages and what was read off them.
#include "temgoc/printing/printers.h"

#include <fmt/format.h>

#include <functional>

#include "operations/printing/labels_folder.h"
#include "operations/printing/thermal_file.h"
#include "operations/printing/unread_file.h"
#include "temgoc/label/test_page.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/workplace/out_path.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

std::string differences(const Printer& a, const Printer& b) {
  std::string fields;
  const auto add = [&fields](bool differs, const char* field) {
    if (differs) fields += (fields.empty() ? "" : ", ") + std::string(field);
  };
  add(a.name != b.name, "name");
  add(a.language != b.language, "language");
  add(a.dpi != b.dpi, "dpi");
  add(a.thermal.speed != b.thermal.speed, "speed");
  add(a.thermal.darkness != b.thermal.darkness, "darkness");
  add(a.thermal.head_mm != b.thermal.head_mm, "head_mm");
  return fields;
}

std::string known_printers(const Registry& registry) {
  std::string known;
  for (const Printer& printer : registry.printers())
    known += (known.empty() ? "" : ", ") + printer.id;
  return known.empty() ? "–" : known;
}

using Keys = std::vector<const char*>;

std::vector<std::string> notice(Language language, const std::string& title, const Stock& stock) {
  const Keys sheet{"test_page.scale", "test_page.read", "test_page.corners", "test_page.signs"};
  const Keys roll{"test_page.roll", "test_page.roll_edge", "test_page.roll_before"};
  std::vector<std::string> lines = {title};
  for (const char* key : stock.rows == 1 ? roll : sheet) lines.push_back(words(language, key));
  return lines;
}

using Draw = std::function<Result<void>(const fs::path&)>;

Result<void> draw_for(const PrintSetup& setup, const Stock& stock, const Draw& draw,
                      const fs::path& path) {
  if (setup.placement.language == PrinterLanguage::pdf) return draw(path);
  const UnreadFile pdf(path);
  if (auto drawn = draw(pdf.path()); !drawn) return drawn;
  auto written = write_thermal(pdf.path(), path, {Feed{}}, stock, setup);
  return written ? Result<void>() : written.error();
}

}  // namespace

Result<Stored> add_printer(Workplace& workplace, const Printer& printer, bool update) {
  if (auto checked = check_rules(printer); !checked) return checked.error();
  Stored stored = Stored::unchanged;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    auto done = workplace.registry().store(printer, workplace.now(), update);
    if (!done) return done.error();
    stored = *done;
    const bool changed = stored == Stored::added || stored == Stored::updated;
    return changed ? RecordedAct{"printer", {{"printer", printer.id}}} : RecordedAct{};
  });
  if (!recorded) return recorded.error();
  if (stored != Stored::differs) return stored;
  const auto standing = workplace.registry().printer(printer.id);
  return Error{
      "record_differs", "id", printer.id, {}, {{"fields", differences(standing.value(), printer)}}};
}

Result<Printer> find_printer(Workplace& workplace, std::string_view id) {
  if (auto printer = workplace.registry().printer(id)) return *printer;
  return Error{"printer_unknown",
               "printer",
               std::string(id),
               {},
               {{"known", known_printers(workplace.registry())}}};
}

Result<fs::path> print_test_page(Workplace& workplace, std::string_view template_id,
                                 std::string_view printer_id, const fs::path& out,
                                 Language language) {
  auto label = find_template(workplace.folder(), template_id);
  if (!label) return label.error();
  PrintSetup setup{.dpi = label->stock.dpi};
  if (!printer_id.empty()) {
    auto printer = find_printer(workplace, printer_id);
    if (!printer) return printer.error();
    setup.dpi = printer->dpi;
    setup.placement = {.language = printer->language,
                       .correction = workplace.registry().correction(printer_id, label->stock.id),
                       .thermal = printer->thermal};
  }
  if (auto fits = fits_language(setup.placement.language, label->stock); !fits) return fits.error();
  if (auto checked = check_out(out); !checked) return checked.error();
  const fs::path path =
      out.empty() ? labels_folder(workplace) /
                        fmt::format("test_page-{}.{}", label->id, to_text(setup.placement.language))
                  : out;
  const std::string title = words(language, "test_page.title", {{"stock", label->stock.id}});
  const auto draw = [&](const fs::path& pdf) {
    return print_test_page(label->stock, setup.placement.correction,
                           notice(language, title, label->stock), title, language, workplace.now(),
                           pdf);
  };
  UnreadFile file(path);
  if (auto drawn = draw_for(setup, label->stock, draw, file.path()); !drawn) return drawn.error();
  if (out.empty()) {
    file.release();
  } else if (auto released = file.release_new(); !released) {
    return released.error();
  }
  return path;
}

Result<Correction> calibrate(Workplace& workplace, std::string_view printer_id,
                             std::string_view template_id, const TestReadings& readings) {
  auto printer = find_printer(workplace, printer_id);
  if (!printer) return printer.error();
  auto label = find_template(workplace.folder(), template_id);
  if (!label) return label.error();
  const TestCorners corners = test_corners(label->stock);
  auto missed = correction_from(readings, corners.first, corners.last);
  if (!missed) return missed.error();
  Registry& registry = workplace.registry();
  Correction correction;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    correction = registry.correction(printer_id, label->stock.id).after(*missed);
    if (auto added =
            registry.add_correction(printer_id, label->stock.id, correction, workplace.now());
        !added)
      return added.error();
    return RecordedAct{"calibration",
                       {{"printer", std::string(printer_id)}, {"stock", label->stock.id}}};
  });
  if (!recorded) return recorded.error();
  return correction;
}

Result<std::vector<std::string>> reset_printer(Workplace& workplace, std::string_view printer_id,
                                               std::string_view template_id) {
  auto printer = find_printer(workplace, printer_id);
  if (!printer) return printer.error();
  std::string only;
  if (!template_id.empty()) {
    auto label = find_template(workplace.folder(), template_id);
    if (!label) return label.error();
    only = label->stock.id;
  }
  Registry& registry = workplace.registry();
  std::vector<std::string> stocks;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    for (const StockCorrection& standing : registry.corrections(printer_id)) {
      if (standing.correction.is_none() || (!only.empty() && standing.stock != only)) continue;
      if (auto added =
              registry.add_correction(printer_id, standing.stock, Correction{}, workplace.now());
          !added)
        return added.error();
      stocks.push_back(standing.stock);
    }
    if (stocks.empty()) return RecordedAct{};
    return RecordedAct{"printer_reset", {{"printer", std::string(printer_id)}}};
  });
  if (!recorded) return recorded.error();
  return stocks;
}

}  // namespace temgoc
