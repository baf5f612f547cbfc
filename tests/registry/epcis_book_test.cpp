// EPCIS events in the registry: stored for good, and found without reading what nobody asked for.
#include "temgoc/registry/epcis_book.h"

#include <doctest/doctest.h>

#include <set>

#include "raw_sqlite.h"
#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNow = instant("2026-12-01T05:00:00.000Z");

// Events of two cooperatives, a minute apart; each has its own EPC and shares the step.
void fill(Registry& registry, int count) {
  EpcisBook book(registry);
  REQUIRE(registry.transaction([&]() -> Result<void> {
    const std::int64_t document = book.add_document(
        {.name = "d", .cooperative_id = "C90", .at = kNow, .errors = "[]", .context = "{}"}, "{}");
    for (int i = 0; i < count; ++i) {
      const std::string id = "urn:x:" + std::to_string(i);
      book.add_event({.document_id = document,
                      .cooperative_id = i % 2 == 0 ? "C90" : "C91",
                      .event_id = id,
                      .hash = "ni:" + id,
                      .event_time = kNow + std::chrono::minutes(i / 2),
                      .record_time = kNow,
                      .body = "{}"},
                     {{"epc", "https://id.gs1.org/01/" + std::to_string(1000 + i)},
                      {"bizStep", "shipping"},
                      {"quantity", std::to_string(i), static_cast<double>(i)}});
    }
    book.add_child("site", "house");
    book.add_prefix("example", "https://ns.example.com/");
    return {};
  }));
}

EpcisCondition is(const std::string& field, const std::string& value) {
  return {.fields = {field}, .values = {value}};
}

std::vector<EpcisFilter> questions() {
  const EpcisCondition shipped = is("bizStep", "shipping"),
                       one = is("epc", "https://id.gs1.org/01/1003"),
                       many{.fields = {"epc"}, .prefixes = {"https://id.gs1.org/01/100"}},
                       any{.fields = {"epc", "parentID"},
                           .values = {"https://id.gs1.org/01/1001", "https://id.gs1.org/01/1002"}},
                       bound{.fields = {"quantity"}, .least = 2, .most = 5, .below = true},
                       there{.fields = {"quantity"}};
  std::vector<EpcisFilter> all;
  for (const auto& conditions : std::vector<std::vector<EpcisCondition>>{
           {}, {shipped}, {one}, {shipped, one}, {many}, {any}, {bound}, {there}, {shipped, bound}})
    for (const bool newest : {false, true})
      all.push_back({.cooperative_id = "C90",
                     .conditions = conditions,
                     .from = kNow,
                     .before = kNow + std::chrono::hours(2),
                     .newest_first = newest,
                     .after = std::pair{newest ? INT64_MAX : std::int64_t{0}, std::int64_t{0}},
                     .limit = 3});
  return all;
}

}  // namespace

TEST_CASE("queries of EPCIS events are led by an index and never read the store from end to end" *
          looks_at_file()) {
  const ScratchRegistry scratch;
  StatementWatch watch;
  Registry registry = opened(scratch.path);
  fill(registry, 40);
  const EpcisBook book = EpcisBook::of(registry);
  for (const EpcisFilter& filter : questions()) {
    (void)book.events(filter);
    (void)book.count(filter, 5);
  }
  (void)book.events_named("C90", "urn:x:1");
  (void)book.capture("d");
  (void)book.captures("", INT64_MAX, 5);
  (void)book.with_children("site");
  (void)book.namespaces("example");
  (void)book.id_of_own(1);
  const std::vector<std::string> fields = {"epc", "bizStep"};
  (void)book.known(fields, "", 0, 5);
  (void)book.known(fields, "C90", 0, 5);
  RawSqlite raw(scratch.path);
  int explained = 0;
  for (const std::string& statement : watch.statements()) {
    const bool reads = statement.starts_with("SELECT") || statement.starts_with("WITH");
    if (!reads || statement.find("epcis_") == std::string::npos) continue;
    ++explained;
    for (const std::string& step : raw.rows("EXPLAIN QUERY PLAN " + statement)) {
      INFO(statement, "\n", step);
      CHECK(step.find("AUTOMATIC") == std::string::npos);
      // A page of all events is read in the order of their times, and no further.
      const bool reads_all = step.find("SCAN ") != std::string::npos &&
                             step.find("USING INDEX epcis_event_by_") == std::string::npos;
      const bool small = step.find("SCAN b") != std::string::npos ||
                         step.find("SCAN below") != std::string::npos ||
                         step.find("SCAN step") != std::string::npos ||
                         step.find("CONSTANT ROW") != std::string::npos ||
                         step.find("SCAN few") != std::string::npos;
      CHECK((!reads_all || small));
    }
  }
  CHECK(explained > 15);
}

TEST_CASE("conditions together find what fulfils all of them, in the order of time") {
  ScratchRegistry scratch;
  fill(scratch.registry, 40);
  const EpcisBook book = EpcisBook::of(scratch.registry);
  const auto found = [&](std::vector<EpcisCondition> conditions, const char* cooperative = "") {
    return book
        .events({.cooperative_id = cooperative, .conditions = std::move(conditions), .limit = 100})
        .size();
  };
  CHECK(found({}) == 40);
  CHECK(found({}, "C90") == 20);
  CHECK(found({is("bizStep", "shipping")}, "C91") == 20);
  CHECK(found({is("bizStep", "receiving")}) == 0);
  CHECK(found({is("colour", "red")}) == 0);
  CHECK(found({{.fields = {"epc"}, .prefixes = {"https://id.gs1.org/01/101"}}}) == 10);
  CHECK(found({{.fields = {"quantity"}, .least = 2, .most = 5, .below = true}}) == 3);
  CHECK(found({{.fields = {"quantity"}, .least = 2, .most = 5, .above = true}}) == 3);
  CHECK(found({{.fields = {"quantity"}}}) == 40);
  CHECK(found({is("bizStep", "shipping"), is("epc", "https://id.gs1.org/01/1003")}) == 1);
  CHECK(found({is("epc", "https://id.gs1.org/01/1002"), is("epc", "https://id.gs1.org/01/1003")}) ==
        0);
  Instant last = {};
  for (const EpcisRow& row :
       book.events({.conditions = {is("bizStep", "shipping")}, .limit = 100})) {
    CHECK(row.event_time >= last);
    last = row.event_time;
  }
}

TEST_CASE("the values of a field are known once each, to whoever may see their events") {
  ScratchRegistry scratch;
  fill(scratch.registry, 40);
  const EpcisBook book = EpcisBook::of(scratch.registry);
  const std::vector<std::string> epcs = {"epc", "parentID"}, steps = {"bizStep"};
  CHECK(book.known(epcs, "", 0, 100).size() == 40);
  CHECK(book.known(epcs, "C91", 0, 100).size() == 20);
  CHECK(book.known(epcs, "C99", 0, 100).empty());
  REQUIRE(book.known(steps, "C90", 0, 100).size() == 1);
  CHECK(book.known(steps, "C90", 0, 100).front().value == "shipping");
  const std::vector<std::string> both = {"epc", "bizStep"};
  std::set<std::string> seen;
  std::int64_t after = 0;
  for (auto page = book.known(both, "", after, 7); !page.empty();
       page = book.known(both, "", after, 7)) {
    for (const EpcisKnown& each : page) {
      CHECK(each.id > after);
      after = each.id;
      CHECK(seen.insert(each.value).second);
    }
  }
  CHECK(seen.size() == 41);
}

TEST_CASE("a beginning of a value finds what goes on in any script, and nothing else") {
  ScratchRegistry scratch;
  EpcisBook book(scratch.registry);
  const char* places[] = {"urn:x:kho", "urn:x:kho-2", "urn:x:khoảng đất",
                          "urn:x:khỏ", "urn:x:ki",    "urn:x:kho\xf0\x9f\x8c\xbe"};
  REQUIRE(scratch.registry.transaction([&]() -> Result<void> {
    const std::int64_t document = book.add_document(
        {.name = "d", .cooperative_id = "C90", .at = kNow, .errors = "[]", .context = "{}"}, "{}");
    for (const char* place : places)
      book.add_event({.document_id = document,
                      .cooperative_id = "C90",
                      .event_id = place,
                      .hash = std::string("ni:") + place,
                      .event_time = kNow,
                      .record_time = kNow,
                      .body = "{}"},
                     {{"readPoint", place}});
    return {};
  }));
  const auto found = [&](const char* prefix) {
    const EpcisCondition begins{.fields = {"readPoint"}, .prefixes = {prefix}};
    return book.events({.conditions = {begins}, .limit = 100}).size();
  };
  CHECK(found("urn:x:kho") == 4);
  CHECK(found("urn:x:k") == 6);
  CHECK(found("urn:x:khỏ") == 1);
  CHECK(found("urn:x:khoả") == 1);
  CHECK(found("urn:x:z") == 0);
  CHECK(found("") == 6);
}

TEST_CASE("a document and an event can be neither changed nor deleted" * looks_at_file()) {
  ScratchRegistry scratch;
  fill(scratch.registry, 1);
  CHECK(EpcisBook::of(scratch.registry).document("d") == "{}");
  RawSqlite raw(scratch.path);
  for (const std::string table : {"epcis_document", "epcis_event"}) {
    CHECK(raw.error_of("UPDATE " + table + " SET id = id").find("is final") != std::string::npos);
    CHECK(raw.error_of("DELETE FROM " + table).find("is final") != std::string::npos);
  }
}
