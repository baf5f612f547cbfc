// A wrong clock is noticed before it dates anything, and a person's word ends the matter.
#include "temgoc/workplace/workplace_clock.h"

#include <doctest/doctest.h>

#include <set>

#include "operations/printing/print_content.h"
#include "support/world.h"
#include "temgoc/keys/root_ceremony.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"
#include "temgoc/printing/printing.h"

using namespace temgoc;
using namespace temgoc::test;
using std::chrono::days;
using std::chrono::hours;

TEST_CASE("a clock up to a day behind or 400 days ahead of the last fact is believed") {
  World world;
  const Workplace workplace = world.made();
  const Instant last = world.now;
  for (const auto& [now, expected] :
       {std::pair{last, "ok"},
        {last - hours(24), "ok"},
        {last - hours(24) - std::chrono::milliseconds(1), "clock_behind"},
        {last + days(400), "ok"},
        {last + days(400) + std::chrono::milliseconds(1), "clock_far_ahead"}}) {
    world.now = now;
    CHECK(code_of(check_clock(workplace, ClockWord::none)) == expected);
  }
}

TEST_CASE("the network vouches for a clock far ahead, never for one that is behind") {
  World world;
  const Workplace workplace = world.made();
  world.now += days(800);
  CHECK(code_of(check_clock(workplace, ClockWord::network)) == "ok");
  world.now -= days(1600);
  CHECK(code_of(check_clock(workplace, ClockWord::network)) == "clock_behind");
}

TEST_CASE("each kind of fact is one that the clock must not lie before") {
  World world;
  Workplace workplace = world.made();
  const Instant start = world.now;
  const auto behind_by_two_days = [&] {
    const Instant fact = world.now;
    world.now = fact - days(2);
    const std::string code = code_of(check_clock(workplace, ClockWord::none));
    world.now = fact;
    return code;
  };
  world.now = start + days(10);
  const auto lot = issue_lot(workplace, world.draft(), kPassphrase);
  REQUIRE(lot.has_value());
  CHECK(behind_by_two_days() == "clock_behind");
  world.now = start + days(20);
  const PrintOrder order{.template_id = "roll-60x40-seal", .count = 1};
  REQUIRE(print_lot_labels(workplace, lot->lot, order, kPassphrase).has_value());
  CHECK(behind_by_two_days() == "clock_behind");
  world.now = start + days(30);
  Recall recall;
  recall.since = vietnam_day(world.now);
  recall.reason = "thử";
  REQUIRE(recall_lot(workplace, lot->lot, recall));
  CHECK(behind_by_two_days() == "clock_behind");
  world.now = start + days(40);
  Product product = workplace.registry().product(kFish).value();
  product.name += " loại 1";
  REQUIRE(workplace.registry().store(product, world.now, true).has_value());
  CHECK(behind_by_two_days() == "clock_behind");
}

TEST_CASE("once a person vouched for the clock, what a wrong one dated is no obstacle") {
  World world;
  Workplace workplace = world.made();
  const Instant start = world.now;
  world.now = start + days(3650);
  Product product = workplace.registry().product(kFish).value();
  product.name += " loại 1";
  REQUIRE(workplace.registry().store(product, world.now, true).has_value());
  world.now = start + days(1);
  CHECK(code_of(check_clock(workplace, ClockWord::none)) == "clock_behind");
  CHECK(code_of(check_clock(workplace, ClockWord::person)) == "ok");
  CHECK(code_of(check_clock(workplace, ClockWord::none)) == "ok");
  world.now = start + days(30);
  CHECK(code_of(issue_lot(workplace, world.draft(), kPassphrase)) == "ok");
  CHECK(code_of(check_clock(workplace, ClockWord::none)) == "ok");
  // The word itself is a fact.
  world.now = start - days(1);
  CHECK(code_of(check_clock(workplace, ClockWord::none)) == "clock_behind");
}

TEST_CASE("a workplace that slept for two years goes on after one word") {
  World world;
  const Workplace workplace = world.made();
  world.now += days(730);
  CHECK(code_of(check_clock(workplace, ClockWord::none)) == "clock_far_ahead");
  CHECK(code_of(check_clock(workplace, ClockWord::person)) == "ok");
  world.now += days(1);
  CHECK(code_of(check_clock(workplace, ClockWord::none)) == "ok");
}

TEST_CASE("a list that is already expired is never put in force") {
  World world;
  Workplace workplace = world.made();
  const std::uint64_t before = workplace.trust().list().version;
  REQUIRE(draft_trust_list(workplace).has_value());
  world.now += days(workplace.settings().trust_valid_days);
  CHECK(
      code_of(sign_together(workplace, RootPaper::trust_list,
                            std::vector<RootKeyFile>{
                                {find_root_keys(world.folder / "roots", workplace.roots()).front(),
                                 kPassphrase}})) == "trust_already_expired");
  CHECK(workplace.trust().list().version == before);
  CHECK(Workplace::open(world.works(), {}, world.clock(), world.random())->trust().list().version ==
        before);
}

TEST_CASE("a lot packed the day after its certificate ended is issued with a warning") {
  World world;
  Workplace workplace = world.made();
  Certification certification{.id = "K99",
                              .cooperative_id = "C01",
                              .product_id = workplace.registry().product(kFish)->id,
                              .scheme = "OCOP",
                              .level = "3",
                              .issued = VagueDate::exact(vietnam_day(world.now) - days(400)),
                              .stated_end = VagueDate::exact(vietnam_day(world.now) - days(1))};
  for (const Certification& other :
       workplace.registry().certifications_for(workplace.registry().product(kFish).value())) {
    Certification ended = other;
    ended.events.push_back({CertificationEvent::Kind::withdrawn,
                            VagueDate::exact(vietnam_day(world.now) - days(300)), "thử"});
    REQUIRE(workplace.registry().store(ended, world.now, true).has_value());
  }
  REQUIRE(workplace.registry().store(certification, world.now, true).has_value());
  const auto warned = [&](Day packed_on) {
    LotDraft draft = world.draft();
    draft.packed_on = packed_on;
    const auto report = issue_lot(workplace, draft, kPassphrase);
    REQUIRE(report.has_value());
    const auto found =
        std::ranges::find(report->warnings, "certificate_not_in_force", &Error::code);
    return found == report->warnings.end() ? "" : found->value + " " + found->args.at("status");
  };
  CHECK(warned(vietnam_day(world.now) - days(1)) == "");
  CHECK(warned(vietnam_day(world.now)) == "K99 expired");
}

TEST_CASE("a lot whose goods or trust list outlast their papers is issued with a warning") {
  World world;
  Workplace workplace = world.made();
  const auto warnings = [&](int days_left) {
    Certification certification{
        .id = "K98",
        .cooperative_id = "C01",
        .product_id = workplace.registry().product(kFish)->id,
        .scheme = "OCOP",
        .level = "3",
        .issued = VagueDate::exact(vietnam_day(world.now) - days(400)),
        .stated_end = VagueDate::exact(vietnam_day(world.now) + days(days_left))};
    REQUIRE(workplace.registry().store(certification, world.now, true).has_value());
    LotDraft draft = world.draft();
    draft.shelf_life_days = 5;
    const auto report = issue_lot(workplace, draft, kPassphrase);
    REQUIRE(report.has_value());
    std::set<std::string> codes;
    for (const Error& warning : report->warnings) codes.insert(warning.code);
    return codes;
  };
  CHECK(warnings(20).contains("certificate_ends_soon"));
  CHECK(warnings(3).contains("shelf_life_past_certificate"));
  world.now += days(workplace.settings().trust_valid_days);
  CHECK(warnings(300).contains("trust_list_expired"));
}

TEST_CASE(
    "tomorrow is a pack day where the settings say so, by the day in Vietnam, and no later day") {
  World world;
  { const Workplace made = world.made(); }
  const auto issue = [&](const char* now, const char* packed) {
    world.now = parse_instant(now).value();
    Workplace workplace =
        std::move(Workplace::open(world.works(), {}, world.clock(), world.random()).value());
    LotDraft draft = world.draft();
    draft.packed_on = parse_day(packed, "").value();
    return code_of(issue_lot(workplace, draft, kPassphrase));
  };
  // Five to midnight of the 24th in Vietnam.
  constexpr const char* kEvening = "2026-11-24T16:55:00.000Z";
  CHECK(issue(kEvening, "2026-11-25") == "packed_in_future");
  Settings settings = Settings::read(world.works()).value();
  settings.pack_tomorrow = true;
  write_file(world.works() / "temgoc.toml", as_bytes(settings.text()));
  CHECK(issue(kEvening, "2026-11-24") == "ok");
  CHECK(issue(kEvening, "2026-11-25") == "ok");
  CHECK(issue(kEvening, "2026-11-26") == "packed_after_tomorrow");
  // Five minutes after it.
  CHECK(issue("2026-11-24T17:05:00.000Z", "2026-11-26") == "ok");
  CHECK(issue("2026-11-24T17:05:00.000Z", "2026-11-27") == "packed_after_tomorrow");
  // A clock that is wrong stays one: the pack day says nothing of it.
  const Workplace workplace =
      std::move(Workplace::open(world.works(), {}, world.clock(), world.random()).value());
  CHECK(code_of(check_clock(workplace, ClockWord::none)) == "ok");
  world.now = parse_instant("2026-11-23T16:00:00.000Z").value();
  CHECK(code_of(check_clock(workplace, ClockWord::none)) == "clock_behind");
}

TEST_CASE("a label printed the evening before shows no stars that end with that evening") {
  World world;
  Workplace workplace = world.made();
  Lot lot = issue_lot(workplace, world.draft(), kPassphrase)->lot;
  lot.packed_on = vietnam_day(world.now) + days(1);
  const auto stars = [&](const char* end) {
    Certification certificate{.id = "KT",
                              .cooperative_id = "C01",
                              .product_id = workplace.registry().product(kFish)->id,
                              .scheme = "OCOP",
                              .level = "4",
                              .issued = VagueDate::exact(parse_day("2025-01-01", "").value()),
                              .stated_end = VagueDate::exact(parse_day(end, "").value())};
    for (const Certification& other : workplace.registry().certifications("C01")) {
      Certification ended = other;
      ended.stated_end = VagueDate::exact(parse_day("2026-01-01", "").value());
      ended.issued = VagueDate::exact(parse_day("2025-01-01", "").value());
      REQUIRE(workplace.registry().store(ended, world.now, true).has_value());
    }
    REQUIRE(workplace.registry().store(certificate, world.now, true).has_value());
    return content_of(workplace, lot)->content.item.stars.has_value();
  };
  CHECK(stars("2026-11-25"));
  CHECK_FALSE(stars("2026-11-24"));
}
