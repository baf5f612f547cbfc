// Jobs on a printer: its dots and correction, the next free cell, and its own language.
#include <doctest/doctest.h>

#include "support/world.h"
#include "temgoc/label/label.h"
#include "temgoc/label/thermal.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/printers.h"
#include "temgoc/printing/printing.h"
#include "temgoc/readback/readback.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct OnPrinter {
  World world;
  Workplace workplace = world.made();
  Lot lot = issue_lot(workplace, world.draft(), kPassphrase)->lot;

  Result<PrintReport> print(PrintOrder order) {
    order.over_quantity_reason = "thử giấy / trying sheets";
    return print_lot_labels(workplace, lot, order, kPassphrase);
  }
};

}  // namespace

TEST_CASE("a job on a corrected printer is read back where the correction puts it") {
  OnPrinter on;
  REQUIRE(add_printer(on.workplace, {"a4", "Canon", PrinterLanguage::pdf, 300}, false));
  REQUIRE(calibrate(on.workplace, "a4", "a4-21-seal", {{2, -1}, {2.4, -1.2}}));
  const auto report = on.print({.template_id = "a4-21-seal", .count = 3, .printer = "a4"});
  REQUIRE(report.has_value());
  CHECK(report->read_back == 3);
  CHECK_FALSE(report->job.setup.placement.correction.is_none());
  const auto again = on.workplace.registry().print_record(report->job.id);
  REQUIRE(again);
  CHECK(again->job.setup == report->job.setup);
  CHECK(code_of(on.print({.template_id = "a4-21-seal", .count = 1, .printer = "b5"})) ==
        "printer_unknown");
}

TEST_CASE(
    "a correction that would cut off print refuses the job, and says on which side and by how "
    "much") {
  OnPrinter on;
  REQUIRE(add_printer(on.workplace, {"xp", "Xprinter", PrinterLanguage::tspl, 203}, false));
  const auto refusal = [&](const char* id, double right, double down) {
    const PagePoint now{right, down};
    REQUIRE(calibrate(on.workplace, "xp", id, {now, now}));
    const auto report = on.print({.template_id = id, .count = 3, .printer = "xp"});
    REQUIRE(calibrate(on.workplace, "xp", id, {{-right, -down}, {-right, -down}}));
    return report ? std::string("printed")
                  : report.error().code + " " + report.error().args.at("edge") + " " +
                        report.error().args.at("over_mm");
  };
  CHECK(refusal("roll-60x40-seal", -0.5, 0) == "printed");
  CHECK(refusal("roll-60x40-seal", -3, 0) == "ink_outside_page left 2.0");
  CHECK(refusal("roll-60x40-seal", -8, 0) == "ink_outside_page left 7.0");
  CHECK(refusal("roll-60x40-seal", 0, 4).starts_with("ink_outside_page bottom "));
  CHECK(refusal("roll-35x22-link", 19, 0).starts_with("ink_outside_page right 1"));
  CHECK(on.workplace.registry().print_jobs(on.lot.id).size() == 1);
}

TEST_CASE("a light ink that a correction would cut refuses the job as a dark one does") {
  OnPrinter on;
  std::string text = shipped_template("roll-60x40-seal").value();
  // Nothing else reaches so far to the left.
  for (const char* box : {"x_mm = 1.1\n", "x_mm = 1.2\n"})
    for (auto at = text.find(box); at != std::string::npos; at = text.find(box))
      text.replace(at, 10, "x_mm = 1.4");
  text.insert(text.find("[[box]]"),
              "[[box]]\nname = \"edge\"\nkind = \"line\"\nink = \"#E0C060\"\nx_mm = 0.1\n"
              "y_mm = 10\nwidth_mm = 0.5\nheight_mm = 20\n\n");
  text.replace(text.find("safe_mm = 1"), 11, "safe_mm = 0");
  write_file(on.world.works() / "label_templates" / "pale.toml", as_bytes(text));
  REQUIRE(add_printer(on.workplace, {"a4", "Canon", PrinterLanguage::pdf, 300}, false));
  REQUIRE(on.print({.template_id = "pale", .count = 1, .printer = "a4"}));
  REQUIRE(calibrate(on.workplace, "a4", "pale", {{-0.8, 0}, {-0.8, 0}}));
  const auto report = on.print({.template_id = "pale", .count = 1, .printer = "a4"});
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == "ink_outside_page");
  CHECK(report.error().args.at("edge") == "left");
}

TEST_CASE(
    "labels that leave room on the sheet are printed, the same ones beyond its edge are not") {
  OnPrinter on;
  REQUIRE(add_printer(on.workplace, {"a4", "Canon", PrinterLanguage::pdf, 300}, false));
  REQUIRE(calibrate(on.workplace, "a4", "a4-65-link", {{9, 0}, {9, 0}}));
  PrintOrder order{.template_id = "a4-65-link", .count = 2, .printer = "a4"};
  const auto first = on.print(order);
  REQUIRE(first.has_value());
  order.start_cell = 4;
  CHECK(code_of(on.print(order)) == "ink_outside_page");
  CHECK(code_of(reprint_labels(on.workplace,
                               {.job = first->job.id, .reason = "rách / torn", .start_cell = 5},
                               kPassphrase)) == "ink_outside_page");
}

TEST_CASE("a printer that is reset prints in the plain places again, on one stock or on all") {
  OnPrinter on;
  REQUIRE(add_printer(on.workplace, {"a4", "Canon", PrinterLanguage::pdf, 300}, false));
  const auto stock_of = [&](const char* id) {
    return find_template(on.workplace.folder(), id)->stock.id;
  };
  const std::string seals = stock_of("a4-21-seal"), links = stock_of("a4-65-link");
  const TestReadings readings{{2, -1}, {2.4, -1.2}};
  for (const char* id : {"a4-21-seal", "a4-65-link"})
    REQUIRE(calibrate(on.workplace, "a4", id, readings));
  const Registry& registry = on.workplace.registry();
  CHECK(reset_printer(on.workplace, "a4", "a4-65-link").value() == std::vector<std::string>{links});
  CHECK(registry.correction("a4", links).is_none());
  CHECK_FALSE(registry.correction("a4", seals).is_none());
  CHECK(reset_printer(on.workplace, "a4", "").value() == std::vector<std::string>{seals});
  CHECK(registry.correction("a4", seals).is_none());
  CHECK(reset_printer(on.workplace, "a4", "")->empty());
  CHECK(on.print({.template_id = "a4-21-seal", .count = 1, .printer = "a4"})
            ->job.setup.placement.correction.is_none());
  CHECK(code_of(reset_printer(on.workplace, "b5", "")) == "printer_unknown");
  CHECK(code_of(reset_printer(on.workplace, "a4", "none")) == "template_unknown");
}

TEST_CASE("the next job begins where the last one ended, for each printer and stock") {
  OnPrinter on;
  const auto start_of_next = [&](const char* label) {
    const auto report = on.print({.template_id = label, .count = 5, .start_cell = std::nullopt});
    REQUIRE(report.has_value());
    return report->job.setup.start_cell;
  };
  CHECK(start_of_next("a4-21-seal") == 1);
  CHECK(start_of_next("a4-21-seal") == 6);
  CHECK(start_of_next("roll-60x40-seal") == 1);
  REQUIRE(on.print({.template_id = "a4-21-seal", .count = 10, .start_cell = 12}));
  CHECK(start_of_next("a4-21-seal") == 1);
}

TEST_CASE("a thermal printer gets pictures in its language, each code read from them") {
  OnPrinter on;
  for (const auto language : {PrinterLanguage::zpl, PrinterLanguage::tspl}) {
    for (const char* label : {"roll-60x40-seal", "roll-35x22-link"}) {
      CAPTURE(label);
      const auto report = on.print({.template_id = label, .count = 4, .format = language});
      REQUIRE(report.has_value());
      CHECK(report->read_back == 4);
      REQUIRE(report->files.size() == 1);
      CHECK(report->files.front().extension() == "." + to_text(language));
      const auto file = read_file(report->files.front(), 1 << 26);
      REQUIRE(file.has_value());
      const auto pictures = thermal_pictures(language, *file);
      REQUIRE(pictures.has_value());
      // The lot's labels are all alike: one picture, printed four times.
      const bool alike = std::string_view(label) == "roll-60x40-seal";
      CHECK(report->printed.pages == (alike ? 4 : 2));
      CHECK(pictures->size() == (alike ? 1 : 2));
      const std::string many = language == PrinterLanguage::zpl ? "^PQ4^XZ\n" : "PRINT 1,4\r\n";
      if (alike) CHECK(file->ends_with(many));
      CHECK_FALSE(read_codes(pictures->front(), report->job.setup.dpi).empty());
    }
  }
  CHECK(code_of(
            on.print({.template_id = "a4-21-seal", .count = 1, .format = PrinterLanguage::zpl})) ==
        "format_for_sheets");
}

TEST_CASE(
    "two thousand labels alike are one picture and a number, and go with the printer's settings") {
  OnPrinter on;
  Printer zebra{"zd", "Zebra", PrinterLanguage::zpl, 203};
  zebra.thermal = {.speed = 4, .darkness = 12};
  REQUIRE(add_printer(on.workplace, zebra, false));
  const auto report =
      on.print({.template_id = "roll-60x40-seal", .count = 1000, .printer = "zd", .copies = 2});
  REQUIRE(report.has_value());
  CHECK(report->printed.labels == 2000);
  CHECK(report->read_back == 2000);
  const auto file = read_file(report->files.front(), 1 << 26).value();
  CHECK(file.size() < 60'000);
  CHECK(file.starts_with("~SD12^XA^LT0^LS0^PON^PMN^LRN^PR4^PW"));
  CHECK(file.find("^PQ2000^XZ") != std::string::npos);
  // What the printer is set to later does not reach a reprint.
  zebra.thermal.darkness = 30;
  REQUIRE(add_printer(on.workplace, zebra, true));
  const auto again =
      reprint_labels(on.workplace, {.job = report->job.id, .reason = "rách / torn"}, kPassphrase);
  REQUIRE(again.has_value());
  CHECK(read_file(again->files.front(), 1 << 26).value() == file);
}

TEST_CASE("a roll wider than the print head gets what lies under the head") {
  OnPrinter on;
  const auto report =
      on.print({.template_id = "roll-35x22-link", .count = 3, .format = PrinterLanguage::zpl});
  REQUIRE(report.has_value());
  const auto pictures =
      thermal_pictures(PrinterLanguage::zpl, *read_file(report->files.front(), 1 << 22));
  REQUIRE(pictures.has_value());
  CHECK(pictures->front().width == 831);  // 104 mm of 110
  CHECK(report->read_back == 3);
  Printer narrow{"n", "hẹp", PrinterLanguage::zpl, 203};
  narrow.thermal.head_mm = 80;
  REQUIRE(add_printer(on.workplace, narrow, false));
  const auto refused = on.print({.template_id = "roll-35x22-link", .count = 3, .printer = "n"});
  REQUIRE(!refused);
  CHECK(refused.error().code == "ink_outside_page");
}

TEST_CASE("settings that no thermal printer has are refused") {
  OnPrinter on;
  const auto code = [&](const ThermalSettings& thermal) {
    return code_of(
        add_printer(on.workplace, {"x", "x", PrinterLanguage::tspl, 203, thermal}, false));
  };
  CHECK(code({.speed = 15}) == "speed_invalid");
  CHECK(code({.darkness = 16}) == "darkness_invalid");
  CHECK(code({.head_mm = 5}) == "head_invalid");
  CHECK(code({.speed = 1, .darkness = 15, .head_mm = 56}) == "ok");
}

TEST_CASE("a sheet goes on in the order in which it was begun") {
  OnPrinter on;
  PrintOrder order{.template_id = "a4-21-seal", .count = 4, .order = CellOrder::down};
  REQUIRE(on.print(order).has_value());
  order.start_cell = std::nullopt;
  order.order = CellOrder::across;
  const auto refused = on.print(order);
  REQUIRE(!refused);
  CHECK(refused.error().code == "start_order_differs");
  CHECK(refused.error().args.at("order") == "down");
  order.order = std::nullopt;
  const auto next = on.print(order);
  REQUIRE(next.has_value());
  CHECK(next->job.setup.start_cell == 5);
  CHECK(next->job.setup.placement.order == CellOrder::down);
  // A full sheet binds nobody.
  order.count = 13;
  REQUIRE(on.print(order).has_value());
  order.order = CellOrder::across;
  CHECK(on.print(order)->job.setup.start_cell == 1);
}

TEST_CASE("a thermal printer's test page and reprint are in its language too") {
  OnPrinter on;
  REQUIRE(add_printer(on.workplace, {"xp350", "Xprinter", PrinterLanguage::tspl, 203}, false));
  const auto page = print_test_page(on.workplace, "roll-60x40-seal", "xp350", {}, Language::vi);
  REQUIRE(page.has_value());
  CHECK(page->extension() == ".tspl");
  const auto pictures = thermal_pictures(PrinterLanguage::tspl, *read_file(*page, 1 << 22));
  REQUIRE(pictures.has_value());
  CHECK(pictures->size() == 1);
  CHECK(pictures->front().height == 320);  // 40 mm
  CHECK(code_of(print_test_page(on.workplace, "a4-21-seal", "xp350", {}, Language::vi)) ==
        "format_for_sheets");

  const auto report = on.print({.template_id = "roll-60x40-seal", .count = 3, .printer = "xp350"});
  REQUIRE(report.has_value());
  const auto first = read_file(report->files.front(), 1 << 22);
  const auto again =
      reprint_labels(on.workplace, {.job = report->job.id, .reason = "rách / torn"}, kPassphrase);
  REQUIRE(again.has_value());
  CHECK(again->files.front().extension() == ".tspl");
  CHECK(read_file(again->files.front(), 1 << 22).value() == first.value());
}

TEST_CASE("the gap between feeds is the stock's") {
  OnPrinter on;
  const auto report =
      on.print({.template_id = "roll-60x40-seal", .count = 1, .format = PrinterLanguage::tspl});
  REQUIRE(report.has_value());
  CHECK(read_file(report->files.front(), 1 << 22)
            ->starts_with("SIZE 60 mm,40 mm\r\nGAP 2 mm,0 mm\r\n"));
}

TEST_CASE("a job recorded before a printer's language was kept is a PDF") {
  const PrintPlacement placement =
      placement_from(R"({"printer":"a4","order":"down","cut_marks":true,"correction":[0,0,1,1]})");
  CHECK(placement.language == PrinterLanguage::pdf);
}
