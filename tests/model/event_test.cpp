// Events as facts: moments, amounts, kinds, and their JSON.
#include "temgoc/model/event.h"

#include <doctest/doctest.h>

#include "temgoc/model/measure.h"
#include "temgoc/model/partner.h"

using namespace temgoc;

namespace {

std::string read(const std::string& text) {
  const auto time = EventTime::parse(text);
  return time ? time->text() : time.error().code;
}

std::string converted(const std::string& amount, const std::string& unit) {
  const auto measure = measure_of(Quantity::parse(amount, unit).value());
  return measure ? measure_text(*measure) : "too large";
}

}  // namespace

TEST_CASE("a moment keeps its zone and how exact it is") {
  CHECK(read("24/11/2026") == "2026-11-24");
  CHECK(read("24/11/2026 6h30") == "2026-11-24T06:30+07:00");
  CHECK(read("2026-11-24 06:30:15") == "2026-11-24T06:30:15+07:00");
  CHECK(read("2026-11-24T06:30:15-05:30") == "2026-11-24T06:30:15-05:30");
  CHECK(read("2026-11-24T00:30Z") == "2026-11-24T00:30+00:00");
  CHECK(to_iso(EventTime::parse("24/11/2026 06:30")->at) == "2026-11-23T23:30:00.000Z");
  CHECK(to_iso(EventTime::parse("24/11/2026")->latest()) == "2026-11-24T16:59:59.999Z");
  for (const char* odd :
       {"24/11/2026 25:00", "24/11/2026 06:61", "24/11/2026 x", "24/11/2026 +07:00",
        "24/11/2026 06:30 +7", "24/11/2026 06:30+15:00", "24/11/2026 6"})
    CHECK(read(odd) == "event_time_unreadable");
  CHECK(read("31/02/2026") == "date_not_real");
  CHECK(EventTime::parse("24/11/2026 06:30")->shown() == "24/11/2026 06:30");
}

TEST_CASE("weights and volumes convert, other units stand for themselves") {
  CHECK(converted("1", "tạ") == "100 kg");
  CHECK(converted("2", "Yến") == "20 kg");
  CHECK(converted("3", "lạng") == "300 g");
  CHECK(converted("1,5", "tấn") == "1500 kg");
  CHECK(converted("250", "ml") == "250 ml");
  CHECK(converted("2", "lít") == "2 l");
  CHECK(converted("12", "hộp") == "12 hộp");
  CHECK(measure_of(Quantity::parse("1", "kg").value()) ==
        measure_of(Quantity::parse("1000", "g").value()));
  CHECK(measure_of(Quantity::parse("1", "kg").value())->unit !=
        measure_of(Quantity::parse("1", "l").value())->unit);
  CHECK(converted("1000000000", "tấn") == "too large");
}

TEST_CASE("an event and a partner come back from their JSON as they were") {
  Event event{.kind = EventKind::inspect,
              .when = EventTime::parse("24/11/2026 06:30").value(),
              .cooperative_id = "C01",
              .wait_days = 3,
              .passed = false,
              .loss = Quantity{1500, "kg"},
              .lots = {{LotRole::handled,
                        {LotName::Kind::partner, "NB1", "5/6"},
                        "Muối",
                        Quantity{1, "l"}}},
              .corrects = 7,
              .salt = "00"};
  CHECK(event_from(to_json(event)) == event);
  for (const EventKind kind : all_event_kinds()) CHECK(event_kind_from(to_text(kind)) == kind);
  const Partner partner{.id = "NB1",
                        .cooperative_id = "C01",
                        .name = "Ông Ba",
                        .roles = {PartnerRole::supplier, PartnerRole::carrier},
                        .salt = "11"};
  CHECK(partner_from(to_json(partner)) == partner);
  Json damaged = to_json(event);
  damaged["kind"] = "fly";
  CHECK_THROWS_AS(event_from(damaged), SystemFailure);
  damaged.erase("when");
  CHECK_THROWS_AS(event_from(damaged), SystemFailure);
  CHECK_THROWS_AS(partner_from(Json::object()), SystemFailure);
}
