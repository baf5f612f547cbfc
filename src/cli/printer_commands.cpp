// temgoc printer add|list|show|calibrate|reset, label test-page
#include <fmt/format.h>

#include "cli/command.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/printers.h"

namespace temgoc {
namespace {

Json printer_json(const Printer& printer) {
  Json json{{"printer", printer.id},
            {"name", printer.name},
            {"language", to_text(printer.language)},
            {"dpi", printer.dpi}};
  if (printer.language == PrinterLanguage::pdf) return json;
  const ThermalSettings& thermal = printer.thermal;
  json["speed"] = thermal.speed ? Json(*thermal.speed) : Json(nullptr);
  json["darkness"] = thermal.darkness ? Json(*thermal.darkness) : Json(nullptr);
  json["head_mm"] = thermal.head_mm;
  return json;
}

Json correction_json(const Correction& correction) {
  return {{"offset_x_mm", correction.offset_x_mm},
          {"offset_y_mm", correction.offset_y_mm},
          {"scale_x", correction.scale_x},
          {"scale_y", correction.scale_y}};
}

std::string line_of(const Printer& printer) {
  return fmt::format("{:<12} {:<5} {:>4} dpi  {}\n", printer.id, to_text(printer.language),
                     printer.dpi, printer.name);
}

// Millimetres as people write them: "1.5", "-0,5".
Result<double> millimetres(const Given& given, const std::string& name) {
  std::string text = given.text(name);
  for (char& c : text)
    if (c == ',') c = '.';
  std::size_t read = 0;
  double value = 0;
  try {
    value = std::stod(text, &read);
  } catch (const std::exception&) {
    read = std::string::npos;
  }
  if (read != text.size()) return Error{"option_not_number", name, given.text(name)};
  return value;
}

constexpr std::uint64_t kTooMany = 10'000;  // what is above is refused as this is

Result<void> read_thermal(const Given& given, ThermalSettings& thermal) {
  const std::pair<const char*, std::optional<unsigned>*> numbers[] = {
      {"speed", &thermal.speed}, {"darkness", &thermal.darkness}};
  for (const auto& [name, value] : numbers) {
    if (!given.has(name)) continue;
    auto read = given.number(name, 0);
    if (!read) return read.error();
    *value = static_cast<unsigned>(std::min(*read, kTooMany));
  }
  if (!given.has("head-mm")) return {};
  auto head = millimetres(given, "head-mm");
  if (!head) return head.error();
  thermal.head_mm = *head;
  return {};
}

Result<Printer> printer_of(const Given& given) {
  Printer printer{.id = given.text("id"), .name = given.text("name")};
  if (printer.name.empty()) printer.name = printer.id;
  if (given.has("language")) {
    const auto language = printer_language(given.text("language"));
    if (!language)
      return Error{"printer_language_unknown", "language", shortened(given.text("language"))};
    printer.language = *language;
  }
  if (printer.language != PrinterLanguage::pdf) printer.dpi = 203;
  auto dpi = given.number("dpi", printer.dpi);
  if (!dpi) return dpi.error();
  printer.dpi = static_cast<unsigned>(std::min<std::uint64_t>(*dpi, kTooMany));
  if (auto read = read_thermal(given, printer.thermal); !read) return read.error();
  return printer;
}

int printer_add(const Session& session, const Given& given) {
  auto printer = printer_of(given);
  if (!printer) return session.terminal.fail(printer.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  if (auto added = add_printer(*workplace, *printer, given.has("update")); !added)
    return session.terminal.fail(added.error());
  return session.terminal.done(printer_json(*printer), line_of(*printer));
}

// How far the labels are moved, and by how much they are stretched.
WordArgs correction_words(const Terminal& terminal, const Correction& correction) {
  return {{"x", terminal.number(fmt::format("{:+.2f}", correction.offset_x_mm))},
          {"y", terminal.number(fmt::format("{:+.2f}", correction.offset_y_mm))},
          {"scale_x", terminal.number(fmt::format("{:.3f}", correction.scale_x * 100))},
          {"scale_y", terminal.number(fmt::format("{:.3f}", correction.scale_y * 100))}};
}

// With what it is calibrated for: a stock that was reset has a moment and no correction.
Json calibrated_json(const Printer& printer, const std::vector<StockCorrection>& corrections) {
  Json json = printer_json(printer);
  json["corrections"] = Json::array();
  for (const StockCorrection& each : corrections) {
    json["corrections"].push_back(
        {{"stock", each.stock},
         {"correction",
          each.correction.is_none() ? Json(nullptr) : correction_json(each.correction)},
         {"at", to_iso(each.at)}});
  }
  return json;
}

std::string calibrated_text(const Terminal& terminal, const Printer& printer,
                            const std::vector<StockCorrection>& corrections) {
  std::string text = line_of(printer);
  for (const StockCorrection& each : corrections) {
    WordArgs args = correction_words(terminal, each.correction);
    args["stock"] = each.stock;
    args["time"] = wall_time(each.at);
    text += "  " +
            terminal.word(each.correction.is_none() ? "printer.reset.line" : "printer.corrected",
                          args) +
            "\n";
  }
  if (corrections.empty()) text += "  " + terminal.word("printer.not_calibrated") + "\n";
  return text;
}

int printer_list(const Session& session, const Given&) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const Registry& registry = workplace->registry();
  Json list = Json::array();
  std::string text;
  for (const Printer& printer : registry.printers()) {
    const auto corrections = registry.corrections(printer.id);
    list.push_back(calibrated_json(printer, corrections));
    text += calibrated_text(session.terminal, printer, corrections);
  }
  return session.terminal.done({{"printers", list}}, text);
}

int printer_show(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto printer = find_printer(*workplace, given.text("printer"));
  if (!printer) return session.terminal.fail(printer.error());
  const auto corrections = workplace->registry().corrections(printer->id);
  return session.terminal.done(calibrated_json(*printer, corrections),
                               calibrated_text(session.terminal, *printer, corrections));
}

int printer_reset(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const std::string id = given.text("printer");
  auto stocks = reset_printer(*workplace, id, given.text("template"));
  if (!stocks) return session.terminal.fail(stocks.error());
  const std::string list = fmt::format("{}", fmt::join(*stocks, ", "));
  return session.terminal.done(
      {{"printer", id}, {"stocks", *stocks}},
      session.terminal.word(stocks->empty() ? "printer.reset.nothing" : "printer.reset.done",
                            {{"printer", id}, {"stocks", list}}) +
          "\n");
}

Result<TestReadings> readings_of(const Given& given) {
  TestReadings readings;
  const std::pair<const char*, double*> values[] = {{"first-right", &readings.first.x_mm},
                                                    {"first-down", &readings.first.y_mm},
                                                    {"last-right", &readings.last.x_mm},
                                                    {"last-down", &readings.last.y_mm}};
  for (const auto& [name, value] : values) {
    auto read = millimetres(given, name);
    if (!read) return read.error();
    *value = *read;
  }
  return readings;
}

int printer_calibrate(const Session& session, const Given& given) {
  auto readings = readings_of(given);
  if (!readings) return session.terminal.fail(readings.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  // A second time it would correct what has been corrected.
  if (auto begun = session.begin(*workplace, given, "printer calibrate", given.meaning()); !begun)
    return session.terminal.fail(begun.error());
  auto correction = calibrate(*workplace, given.text("printer"), given.text("template"), *readings);
  if (!correction) return session.terminal.fail(correction.error());
  return session.terminal.done(
      {{"printer", given.text("printer")}, {"correction", correction_json(*correction)}},
      session.terminal.word("printer.calibrate.done",
                            correction_words(session.terminal, *correction)) +
          "\n");
}

int test_page(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto page = print_test_page(*workplace, given.text("template"), given.text("printer"),
                              given.text("out"), session.terminal.language());
  if (!page) return session.terminal.fail(page.error());
  const int status = session.terminal.done({{"file", page->string()}}, page->string() + "\n");
  const auto label = find_template(workplace->folder(), given.text("template"));
  const bool roll = label && label->stock.rows == 1;
  session.terminal.say(roll ? "label.test_page.next_roll" : "label.test_page.next");
  return status;
}

}  // namespace

void add_printer_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"printer",
                 "add",
                 {{"id", Kind::text, true},
                  {"name"},
                  {"language"},
                  {"dpi", Kind::number},
                  {"speed", Kind::number},
                  {"darkness", Kind::number},
                  {"head-mm"},
                  {"update", Kind::flag}},
                 printer_add});
  all.push_back({"printer", "list", {}, printer_list});
  all.push_back({"printer", "show", {{"printer", Kind::argument, true}}, printer_show});
  all.push_back(
      {"printer", "reset", {{"printer", Kind::argument, true}, {"template"}}, printer_reset});
  all.push_back({"printer",
                 "calibrate",
                 {{"printer", Kind::argument, true},
                  {"template", Kind::text, true},
                  {"first-right", Kind::text, true},
                  {"first-down", Kind::text, true},
                  {"last-right", Kind::text, true},
                  {"last-down", Kind::text, true},
                  {"again", Kind::flag}},
                 printer_calibrate});
  all.push_back(
      {"label", "test-page", {{"template", Kind::text, true}, {"printer"}, {"out"}}, test_page});
}

}  // namespace temgoc
