#include "temgoc/model/product.h"

#include <doctest/doctest.h>

#include "temgoc/model/lot_facts.h"
#include "temgoc/model/print_job.h"

using namespace temgoc;

namespace {
std::string code_of(std::string_view text) {
  const auto group = OcopGroup::parse(text);
  return group ? group->code() : group.error().code;
}
}  // namespace

TEST_CASE("the six groups and their sub-groups are known") {
  int number = 0;
  for (const auto* text : {"I", "II", "III", "IV", "V", "VI"}) {
    CHECK(OcopGroup::parse(text)->group() == ++number);
  }
  for (const auto* text : {"I.3.d", "I.1.a", "I.6.b", "II.2", "III.1"})
    CHECK(code_of(text) == text);
  CHECK(code_of(" i.3.D ") == "I.3.d");
  CHECK(OcopGroup::parse("II.1")->group() == 2);
}

TEST_CASE("only group VI is a service, which has no package and so no lot") {
  CHECK(OcopGroup::parse("VI")->is_service());
  CHECK(OcopGroup::parse("VI.1")->is_service());
  CHECK_FALSE(OcopGroup::parse("V")->is_service());
  CHECK_FALSE(OcopGroup::parse("I.6.a")->is_service());
}

TEST_CASE("a group that is none is refused") {
  for (const auto* text : {"", "VII", "IIII", "0", "1", "I.7", "I.0", "II.3", "I.3.e", "I.3.",
                           "I..d", "I.d", "I.3.d.1", "I.33", "I 3"}) {
    CAPTURE(std::string(text));
    CHECK(code_of(text) == "ocop_group_unknown");
  }
}

TEST_CASE("kinds of code and reaches of a recall have names that read back") {
  for (const auto* name : {"lot_seal", "item_seal", "item_link", "product_link"}) {
    CHECK(to_text(*code_kind(name)) == name);
  }
  CHECK_FALSE(code_kind("seal"));
  CHECK(to_text(Recall::Scope::lot) == "lot");
  CHECK(to_text(Recall::Scope::product) == "product");
  CHECK(to_text(Recall::Scope::cooperative) == "cooperative");
}

TEST_CASE(
    "a lot is good through its pack day and its shelf life, and without one does not expire") {
  const Day packed{std::chrono::year{2026} / 11 / 24};
  const RandomSource zeros = [](std::span<std::uint8_t> out) {
    std::fill(out.begin(), out.end(), 0);
  };
  Lot lot{.gtin = *Gtin::parse("2990001000018"),
          .code = *LotCode::parse("A"),
          .short_code = ShortCode::random(zeros),
          .packed_on = packed,
          .shelf_life_days = 180};
  CHECK(to_iso(*lot.expires_on()) == "2027-05-23");
  lot.shelf_life_days = 0;
  CHECK_FALSE(lot.expires_on());
}
