#include <doctest/doctest.h>

#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {
const Instant kNow = instant("2026-11-24T03:00:00.000Z");
}

TEST_CASE("the newest version of a printer counts") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  Printer printer{"xp", "Xprinter", PrinterLanguage::tspl, 203};
  CHECK(registry.store(printer, kNow, false).value() == Stored::added);
  CHECK(registry.store(printer, kNow, false).value() == Stored::unchanged);
  printer.dpi = 300;
  printer.thermal = {.speed = 4, .darkness = 12, .head_mm = 108.25};
  CHECK(registry.store(printer, kNow, false).value() == Stored::differs);
  CHECK(registry.store(printer, kNow, true).value() == Stored::updated);
  CHECK(registry.printer("xp") == printer);
  CHECK(registry.store({"a4", "Canon", PrinterLanguage::pdf, 300}, kNow, false));
  REQUIRE(registry.printers().size() == 2);
  CHECK(registry.printers()[1] == printer);
  CHECK_FALSE(registry.printer("other"));
}

TEST_CASE("a correction belongs to a printer and a stock") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  REQUIRE(registry.store({"a4", "Canon", PrinterLanguage::pdf, 300}, kNow, false));
  CHECK(registry.correction("a4", "tomy-145").is_none());
  const Correction made{1.25, -0.5, 1.002, 0.998};
  REQUIRE(registry.add_correction("a4", "tomy-145", {9, 9, 1, 1}, kNow));
  REQUIRE(registry.add_correction("a4", "tomy-145", made, kNow));
  CHECK(registry.correction("a4", "tomy-145") == made);
  CHECK(registry.correction("a4", "other").is_none());
  const auto refused = registry.add_correction("none", "tomy-145", made, kNow);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "unknown_reference");
}

TEST_CASE("a printer's corrections are the newest of each stock, with their moment") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  REQUIRE(registry.store({"a4", "Canon", PrinterLanguage::pdf, 300}, kNow, false));
  REQUIRE(registry.store({"xp", "Xprinter", PrinterLanguage::zpl, 203}, kNow, false));
  CHECK(registry.corrections("a4").empty());
  const Correction made{1.25, -0.5, 1.002, 0.998};
  REQUIRE(registry.add_correction("a4", "tomy-145", {9, 9, 1, 1}, kNow));
  REQUIRE(registry.add_correction("a4", "a4-21", made, kNow));
  REQUIRE(registry.add_correction("xp", "roll", made, kNow));
  REQUIRE(registry.add_correction("a4", "tomy-145", {}, kNow + std::chrono::hours(1)));
  const auto all = registry.corrections("a4");
  REQUIRE(all.size() == 2);
  CHECK(all[0].stock == "a4-21");
  CHECK(all[0].correction == made);
  CHECK(all[0].at == kNow);
  CHECK(all[1].stock == "tomy-145");
  CHECK(all[1].correction.is_none());
  CHECK(all[1].at == kNow + std::chrono::hours(1));
}

TEST_CASE("the next cell of a sheet is remembered for each printer and stock") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  CHECK(registry.next_cell("", "a4-24") == NextCell{});
  registry.set_next_cell("", "a4-24", {7, CellOrder::across}, kNow);
  registry.set_next_cell("xp", "a4-24", {9, CellOrder::across}, kNow);
  registry.set_next_cell("", "a4-24", {12, CellOrder::down}, kNow);
  CHECK(registry.next_cell("", "a4-24") == NextCell{12, CellOrder::down});
  CHECK(registry.next_cell("xp", "a4-24") == NextCell{9, CellOrder::across});
}
