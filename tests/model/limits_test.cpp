// Limits met exactly, and missed by one.
#include <doctest/doctest.h>

#include <string>

#include "temgoc/model/event.h"
#include "temgoc/model/identifiers.h"
#include "temgoc/model/link.h"
#include "temgoc/model/printer.h"

using namespace temgoc;

namespace {

template <class Checked>
std::string code_of(const Checked& checked) {
  return checked ? "" : checked.error().code;
}

Event treatment(unsigned wait_days) {
  return {.kind = EventKind::treatment,
          .when = EventTime::parse("24/11/2026").value(),
          .cooperative_id = "C01",
          .place_id = "K1",
          .substance = "x",
          .wait_days = wait_days};
}

Event handled(std::size_t lots) {
  Event event{.kind = EventKind::inspect,
              .when = EventTime::parse("24/11/2026").value(),
              .cooperative_id = "C01",
              .passed = true};
  for (std::size_t i = 0; i < lots; ++i)
    event.lots.push_back(
        {.role = LotRole::handled, .lot = {LotName::Kind::own, "C01", "TH-" + std::to_string(i)}});
  return event;
}

}  // namespace

TEST_CASE("an event has as many lots, and a treatment as many days to wait, as are allowed") {
  CHECK(code_of(check_rules(treatment(kMostWaitDays))) == "");
  CHECK(code_of(check_rules(treatment(kMostWaitDays + 1))) == "wait_days_too_long");
  CHECK(code_of(check_rules(handled(kMostLotsOfEvent))) == "");
  CHECK(code_of(check_rules(handled(kMostLotsOfEvent + 1))) == "event_lots_too_many");
  for (const bool waits : {true, false}) {
    Event nothing = treatment(3);
    nothing.substance.clear();
    if (!waits) nothing.wait_days.reset();
    CHECK(code_of(check_rules(nothing)) == "event_substance_missing");
  }
}

TEST_CASE("a zone is at most fourteen hours from Greenwich, on either side") {
  CHECK(EventTime::parse("24/11/2026 06:30+14:00").has_value());
  CHECK(EventTime::parse("24/11/2026 06:30-14:00").has_value());
  for (const char* beyond : {"24/11/2026 06:30+14:01", "24/11/2026 06:30-15:00"})
    CHECK(EventTime::parse(beyond).error().code == "event_time_unreadable");
  CHECK(EventTime::parse("24/11/2026 06:30-07:00")->at >
        EventTime::parse("24/11/2026 06:30+07:00")->at);
}

TEST_CASE("an address, a lot code and a record's id are as long as they may be, and no longer") {
  const auto of_url = [](std::size_t size) {
    Link link{.subject = {.ai = "01", .value = "02990001000018"},
              .type = "gs1:pip",
              .url = "https://example.vn/",
              .title = "x",
              .languages = {"vi"}};
    link.url.append(size - link.url.size(), 'a');
    return code_of(check_rules(link));
  };
  CHECK(of_url(2'000) == "");
  CHECK(of_url(2'001) == "link_url_invalid");
  CHECK(LotCode::parse(std::string(20, 'A')).has_value());
  CHECK(LotCode::parse(std::string(21, 'A')).error().code == "lot_code_length");
  CHECK(LotCode::parse("...").error().code == "lot_code_dots");
  CHECK(parse_record_id(std::string(32, 'a'), "id").has_value());
  CHECK(parse_record_id(std::string(33, 'a'), "id").error().code == "record_id_invalid");
}

TEST_CASE("a printer's numbers reach to their limits, each language its own") {
  const auto printer = [](PrinterLanguage language, unsigned darkness, double head, unsigned dpi) {
    Printer made{.id = "p", .name = "p", .language = language, .dpi = dpi};
    made.thermal.darkness = darkness;
    made.thermal.head_mm = head;
    return code_of(check_rules(made));
  };
  CHECK(printer(PrinterLanguage::zpl, 30, 104, 203) == "");
  CHECK(printer(PrinterLanguage::zpl, 31, 104, 203) == "darkness_invalid");
  CHECK(printer(PrinterLanguage::tspl, 15, 104, 203) == "");
  CHECK(printer(PrinterLanguage::tspl, 16, 104, 203) == "darkness_invalid");
  CHECK(printer(PrinterLanguage::zpl, 1, 20, 100) == "");
  CHECK(printer(PrinterLanguage::zpl, 1, 300, 1'200) == "");
  CHECK(printer(PrinterLanguage::zpl, 1, 19.9, 203) == "head_invalid");
  CHECK(printer(PrinterLanguage::zpl, 1, 300.1, 203) == "head_invalid");
  CHECK(printer(PrinterLanguage::zpl, 1, 104, 99) == "dpi_invalid");
  CHECK(printer(PrinterLanguage::zpl, 1, 104, 1'201) == "dpi_invalid");
}

TEST_CASE("a number that checks itself is wrong with every other last digit") {
  for (char digit = '0'; digit <= '9'; ++digit) {
    const std::string gln = "893850123456" + std::string(1, digit);
    CHECK(parse_gln(gln, "gln").has_value() == (digit == Gtin::check_digit("893850123456")));
    const std::string gtin = "893850123456" + std::string(1, digit);
    CHECK(Gtin::parse(gtin).has_value() == (digit == Gtin::check_digit("893850123456")));
  }
}
