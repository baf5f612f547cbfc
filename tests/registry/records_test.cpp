#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "scratch_registry.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kAt = instant("2026-02-01T00:00:00.000Z");
const Instant kLater = instant("2026-03-01T00:00:00.000Z");

}  // namespace

TEST_CASE("a record comes back as it was stored") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  CHECK(registry.cooperative("C90") == cooperative());
  CHECK(registry.product("P90") == product());
  CHECK(registry.product(product().gtin) == product());
  CHECK(registry.place("G90") == place());
  REQUIRE(registry.store(certification("K90"), kAt, false));
  CHECK(registry.certification("K90") == certification("K90"));
}

TEST_CASE("what is not there is none") {
  ScratchRegistry scratch;
  CHECK(!scratch.registry.cooperative("C1"));
  CHECK(!scratch.registry.product(gtin("893850597402")));
  CHECK(!scratch.registry.certification("' OR 1=1 --"));
  CHECK(scratch.registry.history("product", "P1").empty());
}

TEST_CASE("equal content is unchanged, other content differs until an update is asked") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  Product changed = product();
  changed.name = "Trà mẫu hai";
  CHECK(registry.store(product(), kLater, false).value() == Stored::unchanged);
  CHECK(registry.store(product(), kLater, true).value() == Stored::unchanged);
  CHECK(registry.store(changed, kLater, false).value() == Stored::differs);
  CHECK(registry.product("P90") == product());
  CHECK(registry.store(changed, kLater, true).value() == Stored::updated);
  CHECK(registry.product("P90") == changed);
}

TEST_CASE("a reader that keeps what it read sees what another has stored since") {
  ScratchRegistry scratch;
  REQUIRE(scratch.registry.store(certification("K90"), kAt, false));
  const Registry reader = std::move(Registry::open_read_only(scratch.path).value());
  for (int i = 0; i < 2; ++i) {
    CHECK(reader.product("P90") == product());
    CHECK(reader.cooperative("C90") == cooperative());
    CHECK(reader.place("G90") == place());
    CHECK(reader.certifications_for(product()).front() == certification("K90"));
  }
  Product changed = product();
  for (const char* name : {"Trà mẫu hai", "Trà mẫu ba"}) {
    changed.name = name;
    REQUIRE(scratch.registry.store(changed, kLater, true));
    CHECK(reader.product("P90") == changed);
    CHECK(reader.products({}) == std::vector{changed});
  }
}

TEST_CASE("readings of one moment do not see what others store meanwhile") {
  ScratchRegistry scratch;
  const Registry reader = std::move(Registry::open_read_only(scratch.path).value());
  Product changed = product();
  changed.name = "Trà mẫu hai";
  reader.at_one_moment([&] {
    CHECK(reader.product("P90") == product());
    const auto version = reader.content_version();
    REQUIRE(scratch.registry.store(changed, kLater, true));
    CHECK(reader.product("P90") == product());
    CHECK(reader.content_version() == version);
  });
  CHECK(reader.product("P90") == changed);
  CHECK_THROWS_AS(reader.at_one_moment([] { throw std::runtime_error("x"); }), std::runtime_error);
  CHECK(reader.product("P90") == changed);
}

TEST_CASE("a writer never keeps a record that its transaction took back") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const auto store_second = [&](const char* name) {
    Product second = product("P91", "893850597402");
    second.name = name;
    REQUIRE(registry.store(second, kLater, false));
    CHECK(registry.product("P91") == second);
  };
  CHECK(!registry.transaction([&]() -> Result<void> {
    store_second("Taken back");
    return Error{.code = "no"};
  }));
  store_second("Stays");
}

TEST_CASE("older versions are kept, oldest first") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  Cooperative changed = cooperative();
  changed.phone = "0900 000 000";
  REQUIRE(registry.store(changed, kLater, true));
  REQUIRE(registry.store(cooperative(), kLater, true));
  const auto history = registry.history("cooperative", "C90");
  REQUIRE(history.size() == 3);
  CHECK(history[0].json == canonical_json(to_json(cooperative())));
  CHECK(history[1].json == canonical_json(to_json(changed)));
  CHECK(history[1].at == kLater);
  CHECK(history[2].json == history[0].json);
}

TEST_CASE("a record that names an unknown one is refused with the field") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const auto check = [](const Result<Stored>& stored, const std::string& field,
                        const std::string& value) {
    REQUIRE(!stored);
    CHECK(stored.error().code == "unknown_reference");
    CHECK(stored.error().field == field);
    CHECK(stored.error().value == value);
  };
  check(registry.store(product("P91", "893850597402", "C1"), kAt, false), "cooperative_id", "C1");
  check(registry.store(place("G91", "C1"), kAt, false), "cooperative_id", "C1");
  check(registry.store(certification("K1", "P1"), kAt, false), "product_id", "P1");
  check(registry.store(certification("K1", "", "C1"), kAt, false), "cooperative_id", "C1");
  CHECK(registry.history("product", "P91").empty());
}

TEST_CASE("a GTIN belongs to one product at a time") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Result<Stored> stored = registry.store(product("P91"), kAt, false);
  REQUIRE(!stored);
  CHECK(stored.error().code == "gtin_taken");
  CHECK(stored.error().args.at("product") == "P90");
  CHECK(registry.store(product("P90", "893850597402"), kAt, true).value() == Stored::updated);
  CHECK(registry.store(product("P91"), kAt, false).value() == Stored::added);
}

TEST_CASE("lists are by id and by cooperative") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  REQUIRE(registry.store(cooperative("C10"), kAt, false));
  REQUIRE(registry.store(product("P10", "893850597410", "C10"), kAt, false));
  REQUIRE(registry.store(product("P11", "893850597411"), kAt, false));
  CHECK(registry.cooperatives().front().id == "C10");
  CHECK(registry.products("").size() == 3);
  const auto own = registry.products("C90");
  REQUIRE(own.size() == 2);
  CHECK(own[0].id == "P11");
  CHECK(own[1].id == "P90");
  CHECK(registry.places("C10").empty());
  CHECK(registry.places("").size() == 1);
}

TEST_CASE("a product's certifications are its own and those of its whole cooperative") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  REQUIRE(registry.store(cooperative("C10"), kAt, false));
  REQUIRE(registry.store(product("P11", "893850597411"), kAt, false));
  REQUIRE(registry.store(certification("K1"), kAt, false));
  REQUIRE(registry.store(certification("K2", "P11"), kAt, false));
  REQUIRE(registry.store(certification("K3", ""), kAt, false));
  REQUIRE(registry.store(certification("K4", "", "C10"), kAt, false));
  const auto found = registry.certifications_for(product());
  REQUIRE(found.size() == 2);
  CHECK(found[0].id == "K1");
  CHECK(found[1].id == "K3");
  CHECK(registry.certifications("C90").size() == 3);
}

// A server takes no text with a zero byte: it is refused (postgres_test.cpp).
TEST_CASE("texts with NUL bytes and of ten million characters come back whole" *
          doctest::skip(on_server())) {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  Cooperative odd = cooperative("C91");
  odd.note = std::string("a\0b", 3) + std::string(10'000'000, 'x') + "ẫ";
  odd.source = "'); DROP TABLE lot; --";
  REQUIRE(registry.store(odd, kAt, false).value() == Stored::added);
  CHECK(registry.cooperative("C91") == odd);
  CHECK(!registry.cooperative(std::string_view("C91\0", 4)));
  CHECK(registry.store(odd, kAt, false).value() == Stored::unchanged);
}

TEST_CASE("whatever text a cooperative holds, storing it twice changes nothing") {
  ScratchRegistry scratch;
  const bool held = rc::check("stored text comes back", [&] {
    Cooperative any = cooperative("C99");
    any.note = to_utf8(U"" + *rc::gen::container<std::u32string>(
                                 rc::gen::oneOf(rc::gen::inRange<char32_t>(0, 0xd7ff),
                                                rc::gen::inRange<char32_t>(0xe000, 0x10ffff))));
    RC_ASSERT(scratch.registry.store(any, kAt, true).has_value());
    RC_ASSERT(scratch.registry.cooperative("C99") == any);
    RC_ASSERT(*scratch.registry.store(any, kAt, false) == Stored::unchanged);
  });
  CHECK(held);
}
