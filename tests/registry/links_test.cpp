#include <doctest/doctest.h>

#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNow = instant("2026-12-01T05:00:00.000Z");

Link a_link(const std::string& type = "gs1:recipeInfo", const std::string& url = "https://a.vn/1") {
  return {.subject = {.ai = "01", .value = product().gtin.digits()},
          .type = type,
          .url = url,
          .title = "Cách pha trà"};
}

template <class Value>
std::string code(const Result<Value>& result) {
  return result ? "" : result.error().code;
}

}  // namespace

TEST_CASE("a link comes back as it was added, and not after it was removed") {
  ScratchRegistry scratch;
  Link added = a_link();
  added.languages = {"vi", "en"};
  added.media_type = "text/html";
  added.contexts = {"VN"};
  const Link stored = scratch.registry.add_link(added, kNow).value();
  added.id = stored.id;
  CHECK(stored == added);
  CHECK(scratch.registry.links() == std::vector{added});
  CHECK(scratch.registry.links(added.subject) == std::vector{added});
  CHECK(scratch.registry.remove_link(added.id, kNow).value() == added);
  CHECK(scratch.registry.links().empty());
  CHECK(scratch.registry.links(added.subject).empty());
  CHECK(code(scratch.registry.remove_link(added.id, kNow)) == "link_unknown");
}

TEST_CASE("a link needs the record that its key names") {
  ScratchRegistry scratch;
  Link of_lot = a_link();
  of_lot.subject.lot = lot_code("L1");
  CHECK(code(scratch.registry.add_link(of_lot, kNow)) == "unknown_reference");
  LotRequest named = request();
  named.code = of_lot.subject.lot;
  issued(scratch.registry, named);
  CHECK(scratch.registry.add_link(of_lot, kNow));
  for (const char* ai : {"01", "253", "414", "417"}) {
    Link stranger = a_link();
    stranger.subject = {.ai = ai, .value = "8938505974002"};
    CAPTURE(ai);
    CHECK(code(scratch.registry.add_link(stranger, kNow)) == "unknown_reference");
  }
}

TEST_CASE("links of the key come first, then of the lot, then of the item, and no others") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  LotRequest named = request();
  named.code = lot_code("L1");
  issued(registry, named);
  Link of_lot = a_link("gs1:pip"), of_item = a_link("gs1:epcis"),
       of_other_item = a_link("gs1:faqs");
  of_lot.subject.lot = lot_code("L1");
  of_item.subject.serial = serial("ABCDEFGHJKMNP");
  of_other_item.subject.serial = serial("ABCDEFGHJKMNQ");
  for (const Link& each : {of_item, of_other_item, of_lot, a_link()})
    REQUIRE(registry.add_link(each, kNow));
  LinkSubject asked = a_link().subject;
  asked.lot = of_lot.subject.lot;
  asked.serial = of_item.subject.serial;
  std::vector<std::string> types;
  for (const Link& each : registry.links(asked)) types.push_back(each.type);
  CHECK(types == std::vector<std::string>{"gs1:recipeInfo", "gs1:pip", "gs1:epcis"});
}

TEST_CASE("an entity has one default, which leads where a descriptive link leads") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  CHECK(code(registry.add_link(a_link("gs1:defaultLink"), kNow)) == "link_default_unlisted");
  const Link described = registry.add_link(a_link(), kNow).value();
  CHECK(code(registry.add_link(a_link(), kNow)) == "link_exists");
  const Link standing = registry.add_link(a_link("gs1:defaultLink"), kNow).value();
  REQUIRE(registry.add_link(a_link("gs1:pip", "https://a.vn/2"), kNow));
  CHECK(code(registry.add_link(a_link("gs1:defaultLink", "https://a.vn/2"), kNow)) ==
        "link_default_exists");
  CHECK(code(registry.remove_link(described.id, kNow)) == "link_in_use");
  REQUIRE(registry.remove_link(standing.id, kNow));
  CHECK(registry.remove_link(described.id, kNow));
}

TEST_CASE("one GLN names one cooperative or place, one GDTI one paper") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  Cooperative party = cooperative();
  party.gln = "8938505974002";
  REQUIRE(registry.store(party, kNow, true));
  CHECK(registry.cooperative_of_gln("8938505974002") == party);
  CHECK_FALSE(registry.place_of_gln("8938505974002"));
  Place same = place();
  same.gln = party.gln;
  CHECK(code(registry.store(same, kNow, true)) == "gs1_key_taken");
  same.gln = "8938505974026";
  REQUIRE(registry.store(same, kNow, true));
  CHECK(registry.place_of_gln("8938505974026") == same);
  Certification paper = certification("K90"), copy = certification("K91");
  paper.gdti = copy.gdti = "8938505974002CERT1";
  REQUIRE(registry.store(paper, kNow, false));
  CHECK(registry.certification_of_gdti(paper.gdti) == paper);
  CHECK(code(registry.store(copy, kNow, false)) == "gs1_key_taken");
}
