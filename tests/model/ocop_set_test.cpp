#include "temgoc/model/ocop_set.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "temgoc/base/words.h"
#include "temgoc/model/pack_count.h"
#include "temgoc/model/product.h"
#include "temgoc/model/records.h"

using namespace temgoc;

namespace {

Product dried_squid() {
  return {.id = "P01",
          .cooperative_id = "C01",
          .name = "Khô mực",
          .gtin = Gtin::parse("2990001000018").value()};
}

}  // namespace

TEST_CASE("there are 26 sets in 17 groups of 6 branches, each with a name in both languages") {
  std::set<std::string> groups;
  std::set<int> branches;
  for (int number = 1; number <= kOcopSets; ++number) {
    const auto set = OcopSet::parse(std::to_string(number));
    REQUIRE(set);
    CHECK(set->number() == number);
    groups.insert(set->group());
    branches.insert(set->branch());
    // The group belongs to its branch, and is a group of the older code too.
    CHECK(OcopGroup::parse(set->group())->group() == set->branch());
    for (const Language language : {Language::vi, Language::en})
      CHECK(has_words(language, "ocop_set." + std::to_string(number)));
  }
  CHECK(groups.size() == kOcopSetGroups);
  CHECK(branches.size() == kOcopBranches);
  CHECK(OcopSet::parse("8")->group() == "I.3");
  CHECK(OcopSet::parse("14")->group() == "II.1");
  CHECK(OcopSet::parse("26")->is_service());
  CHECK_FALSE(OcopSet::parse("25")->is_service());
}

TEST_CASE("a set is written as people write it, and another number is refused") {
  for (const char* text : {"7", " 07 ", "Bộ 7", "bộ số 7", "Bộ sản phẩm 7", "SET 7"}) {
    CAPTURE(std::string(text));
    REQUIRE(OcopSet::parse(text));
    CHECK(OcopSet::parse(text)->number() == 7);
  }
  for (const char* text : {"", "0", "27", "100", "-7", "7a", "I.3.d", "bộ", "7 8"}) {
    CAPTURE(std::string(text));
    const auto set = OcopSet::parse(text);
    REQUIRE_FALSE(set);
    CHECK(set.error().code == "ocop_set_unknown");
    CHECK(set.error().args.at("last") == "26");
  }
}

TEST_CASE("bytes that are no text name no set, and count nothing") {
  for (const char* no_text : {"VN-\xd3G", "\xff", "B\xe1\xbb 7", "7\xc3"}) {
    const auto refused = OcopSet::parse(no_text);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "ocop_set_unknown");
    CHECK_FALSE(counts_packs(no_text));
  }
}

TEST_CASE("a product's branch is that of its set, else that of its group") {
  Product product = dried_squid();
  CHECK_FALSE(product.ocop_branch());
  CHECK_FALSE(product.is_service());
  product.group = OcopGroup::parse("VI").value();
  CHECK(product.is_service());
  product.ocop_set = OcopSet::parse("8").value();
  CHECK(product.ocop_branch() == 1);
  CHECK_FALSE(product.is_service());
  const auto found = doubts(product);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "ocop_set_other_branch");
  CHECK(found[0].args.at("group") == "VI");
  product.group = OcopGroup::parse("I.3.d").value();
  CHECK(doubts(product).empty());
}

TEST_CASE("a record with a set reads back, and one without is written as before sets were known") {
  Product product = dried_squid();
  CHECK_FALSE(to_json(product).contains("ocop_set"));
  CHECK(product_from(to_json(product)) == product);
  product.ocop_set = OcopSet::parse("8").value();
  CHECK(to_json(product)["ocop_set"] == 8);
  CHECK(product_from(to_json(product)) == product);
  Json damaged = to_json(product);
  damaged["ocop_set"] = 27;
  CHECK_THROWS_AS(product_from(damaged), SystemFailure);
}
