// Any bytes as one of the small things that people type into forms, tables and requests: numbers,
// codes, days, moments, amounts and places. Read or refused, and what was read reads the same from
// the spelling that is shown.
#include <string>
#include <string_view>

#include "require.h"
#include "temgoc/base/clock.h"
#include "temgoc/base/text.h"
#include "temgoc/model/certification.h"
#include "temgoc/model/commune.h"
#include "temgoc/model/event.h"
#include "temgoc/model/identifiers.h"
#include "temgoc/model/lot.h"
#include "temgoc/model/ocop_set.h"
#include "temgoc/model/pack_count.h"
#include "temgoc/model/province.h"
#include "temgoc/model/report_answer.h"

namespace {

using namespace temgoc;

void read_codes(std::string_view text) {
  if (const auto gtin = Gtin::parse(text)) {
    REQUIRE(gtin->digits().size() == 14);
    REQUIRE(Gtin::parse(gtin->digits()).value() == *gtin);
    if (!gtin->printed().empty()) REQUIRE(Gtin::parse(gtin->printed()).value() == *gtin);
  }
  if (const auto lot = LotCode::parse(text)) REQUIRE(lot->text() == text);
  if (const auto serial = Serial::parse(text)) REQUIRE(serial->text() == text);
  if (const auto code = ShortCode::parse(text)) {
    REQUIRE(ShortCode::parse(code->text()).value() == *code);
    REQUIRE(ShortCode::parse(code->printed()).value() == *code);
  }
  for (const auto& read : {parse_gln(text, "x"), parse_gdti(text, "x")}) {
    if (!read) continue;
    for (const char c : *read) REQUIRE(is_gs1_character(c));
  }
  if (const auto gln = parse_gln(text, "x")) REQUIRE(parse_gln(*gln, "x").value() == *gln);
  if (const auto gdti = parse_gdti(text, "x")) REQUIRE(parse_gdti(*gdti, "x").value() == *gdti);
  // It may become the name of a folder.
  if (const auto id = parse_record_id(text, "x"))
    REQUIRE(id->find_first_of("/\\") == id->npos && id->find_first_not_of('.') != id->npos);
  (void)ReportReceipt::parse(text);
  (void)OcopSet::parse(text);
}

void read_times(std::string_view text) {
  if (const auto day = parse_day(text, "x")) REQUIRE(parse_day(to_iso(*day), "x").value() == *day);
  if (const auto at = parse_instant(text)) REQUIRE(parse_instant(to_iso(*at)).value() == *at);
  if (const auto date = VagueDate::parse(text, "x")) {
    REQUIRE(date->first <= date->last);
    REQUIRE(VagueDate::parse(date->text(), "x").value() == *date);
  }
  if (const auto when = EventTime::parse(text)) {
    REQUIRE(EventTime::parse(when->text()).value() == *when);
    REQUIRE(when->latest() >= when->at);
  }
}

void read_amounts(std::string_view text) {
  const std::size_t cut = text.find(' ');
  const std::string_view unit = cut == text.npos ? "kg" : text.substr(cut + 1);
  const auto amount = Quantity::parse(text.substr(0, cut), unit);
  if (!amount) return;
  REQUIRE(amount->thousandths > 0);
  const auto again = Quantity::parse(amount->amount_text(), amount->unit);
  REQUIRE(again ? *again == *amount : again.error().code == "quantity_ambiguous");
  (void)pack_count(*amount, text);
}

void read_places(std::string_view text) {
  if (!is_utf8(text)) return;
  if (const auto province = Province::named(text))
    REQUIRE(Province::named(province->name()) == province);
  if (const auto commune = Commune::parse(text))
    REQUIRE(Commune::parse(commune->text()) == commune);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_codes(text);
  read_times(text);
  read_amounts(text);
  read_places(text);
  return 0;
}
