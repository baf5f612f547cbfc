#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"
#include "temgoc/registry/registry_audit.h"
#include "temgoc/registry/registry_restore.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNow = instant("2026-12-01T05:00:00.000Z");

// Something in every table.
Lot use_everything(Registry& registry) {
  const Lot lot = issued(registry);
  REQUIRE(registry.store(certification("K90"), kNow, false));
  REQUIRE(registry.transaction([&]() -> Result<void> {
    (void)registry.allocate_gtin("C90");
    return {};
  }));
  printed(registry, lot, CodeKind::item_seal, 10);
  const PrintJob links = printed(registry, lot, CodeKind::item_link, 2);
  REQUIRE(registry.add_reprint(reprint_of(links, 1, 1)));
  REQUIRE(registry.add_printed_part(links.id, part(1, 'c')));
  registry.add_print_outcome(links.id, {PrintOutcome::Kind::voided, 2, 2, "thử", "Lan", kNow});
  REQUIRE(registry.add_void(lot.id, {.first = 1, .last = 1, .reason = "thử", .at = kNow}));
  REQUIRE(registry.add_recall({.reason = "thử", .instruction = "", .since = {}},
                              std::to_string(lot.id), kNow));
  REQUIRE(registry.add_link({.subject = {.ai = "01", .value = lot.gtin.digits(), .lot = lot.code},
                             .type = "gs1:recipeInfo",
                             .url = "https://example.vn/",
                             .title = "thử"},
                            kNow));
  REQUIRE(registry.cancel_lot(issued(registry).id, {.reason = "nhầm", .at = kNow}));
  FactEntries entries;
  entries.bundle = [](std::string_view, Instant, std::uint64_t, const Digest&) {
    return std::string("bundle");
  };
  entries.trust_note = [](std::string_view, std::string_view, std::uint64_t, std::string_view,
                          Instant) { return std::string("trust"); };
  registry.log_facts_with(entries);
  registry.add_bundle(kRealm, kNow, Digest{});
  registry.add_scan({lot.id, "0000002", Province::named("Huế"), kNow});
  registry.add_scan_alarm({.day = vietnam_day(kNow)});
  registry.add_trust_note({.version = 1, .digest = std::string(64, 'a'), .note = "x", .at = kNow});
  registry.note_act({std::string(64, 'a'), kNow, {"lot", {{"lot", "1"}}}});
  REQUIRE(registry.add_report(
      {.number = 1, .label = "x", .verdict = "unknown", .message = "lạ", .at = kNow}));
  return lot;
}

void read_everything(Registry& registry, const Lot& lot) {
  (void)registry.cooperatives();
  (void)registry.places("C90");
  (void)registry.products("C90");
  (void)registry.certifications("C90");
  (void)registry.certifications_for(product());
  (void)registry.certification("K90");
  (void)registry.product(lot.gtin);
  (void)registry.history("product", "P90");
  (void)registry.gtin_blocks();
  (void)registry.keys();
  for (const char* cooperative : {"", "C90"}) {
    for (const char* product : {"", "P90"}) {
      (void)registry.lots({.cooperative_id = cooperative, .product_id = product});
    }
    (void)registry.lots_without_labels(cooperative, 8);
    (void)registry.unconfirmed_jobs(cooperative, 8);
    (void)registry.print_records({.cooperative_id = cooperative});
    (void)registry.acts({.cooperative_id = cooperative});
    (void)registry.acts({.cooperative_id = cooperative, .kind = "recall"});
    (void)registry.items_over({}, cooperative, 8, vietnam_day(kNow));
  }
  (void)registry.has_real_lots();
  (void)registry.hosts_on_labels();
  (void)registry.print_jobs(lot.id);
  (void)registry.listed_serials(2);
  (void)registry.print_records({});
  (void)registry.print_records({.lot_id = lot.id});
  (void)registry.template_text("");
  (void)registry.lot(lot.id);
  (void)registry.log_size(kRealm);
  (void)registry.log_entries(kRealm, 0, 10);
  for (std::uint32_t number : {1, 2, 99}) {
    (void)registry.facts(claim_of(lot, Serial::sealed(number)), kNow);
    (void)registry.facts(kRealm, lot.gtin, lot.code, Serial::sealed(number), kNow);
  }
  for (const Serial& listed : registry.listed_serials(2)) {
    (void)registry.facts(kRealm, lot.gtin, lot.code, listed, kNow);
  }
  (void)registry.facts(lot.short_code, kNow);
  (void)registry.links({.ai = "01", .value = lot.gtin.digits(), .lot = lot.code});
  (void)registry.scan_days({.lot_id = lot.id});
  (void)registry.scan_days({.from = vietnam_day(kNow)});
  (void)registry.scan_alarms(vietnam_day(kNow));
  (void)registry.cooperative_of_gln("8938505974002");
  (void)registry.place_of_gln("8938505974002");
  (void)registry.certification_of_gdti("8938505974002");
  (void)registry.recalls(product());
  (void)registry.reports(10);
  (void)registry.last_trust_note(TrustNote::Kind::trust_list);
  (void)registry.trust_note(TrustNote::Kind::trust_list, 1);
  (void)registry.lost_trust_version(TrustNote::Kind::trust_list);
  (void)registry.recent_act(std::string(64, 'a'), kNow);
  (void)registry.lots_reported("C90", vietnam_day(kNow), 10);
}

// Tables that grow with the lots: none of them may be read from end to end.
bool scans_a_big_table(const std::string& step) {
  for (const char* table : {"l",
                            "lot",
                            "log_entry",
                            "scan",
                            "d",
                            "scan_day",
                            "scan_alarm",
                            "print_job",
                            "listed_serial",
                            "printed_part",
                            "print_outcome",
                            "void_range",
                            "recall",
                            "record",
                            "lot_cancellation",
                            "c",
                            "w",
                            "j",
                            "act",
                            "lot_without_labels",
                            "job_of_cooperative",
                            "unconfirmed_job",
                            "lot_record",
                            "x",
                            "lot_record_part",
                            "xc",
                            "xo",
                            "xp",
                            "xg",
                            "lots_of_day",
                            "recent_act",
                            "trust_note"}) {
    const std::string scan = std::string("SCAN ") + table;
    if (step.find(scan + " ") != std::string::npos || step.ends_with(scan)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("no statement of the registry reads a growing table from end to end") {
  const ScratchRegistry scratch;
  StatementWatch watch;  // not of how the schema came to be
  Registry registry = opened(scratch.path);
  LotRequest again = request();
  again.code = lot_code("SAME");
  again.request_id = "r";
  issued(registry, again);
  REQUIRE(issue(registry, again, system_random()));
  read_everything(registry, use_everything(registry));
  const std::set<std::string> statements = watch.statements();
  RawSqlite raw(scratch.path);
  int explained = 0;
  for (const std::string& statement : statements) {
    const bool plain = statement.starts_with("SELECT") || statement.starts_with("INSERT") ||
                       statement.starts_with("UPDATE");
    if (!plain) continue;
    ++explained;
    for (const std::string& step : raw.rows("EXPLAIN QUERY PLAN " + statement)) {
      INFO(statement, "\n", step);
      CHECK(!scans_a_big_table(step));
      CHECK(step.find("AUTOMATIC") == std::string::npos);
    }
  }
  CHECK(explained > 50);
}

TEST_CASE("the lot of an entry is found by it, not among all of its realm") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  StatementWatch watch;
  auto restore = RegistryRestore::open(scratch.path);
  REQUIRE(restore.has_value());
  REQUIRE(restore->transaction([&]() -> Result<void> {
    PrintJob job;
    job.kind = CodeKind::lot_seal;
    job.labels = 2;
    job.at = kNow;
    CHECK(
        restore->take_print_job({kRealm, restore->log_size(kRealm), "print"}, lot.leaf_index, job));
    return {};
  }));
  auto audit = RegistryAudit::open(scratch.path);
  REQUIRE(audit.has_value());
  CHECK(audit->has_lot_at(kRealm, lot.leaf_index));
  const std::set<std::string> statements = watch.statements();
  RawSqlite raw(scratch.path);
  int found = 0;
  for (const std::string& statement : statements) {
    if (statement.find("FROM lot WHERE realm_id = ") == std::string::npos ||
        !statement.ends_with("leaf_index = ?"))
      continue;
    ++found;
    const std::string plan = raw.rows("EXPLAIN QUERY PLAN " + statement)[0];
    INFO(statement, "\n", plan);
    CHECK(plan.find("(realm_id=? AND leaf_index=?)") != std::string::npos);
  }
  CHECK(found >= 2);
}

TEST_CASE("listing lots never sorts them") {
  StatementWatch watch;
  ScratchRegistry scratch;
  read_everything(scratch.registry, use_everything(scratch.registry));
  const std::set<std::string> statements = watch.statements();
  RawSqlite raw(scratch.path);
  int listings = 0;
  for (const std::string& statement : statements) {
    if (statement.find("ORDER BY l.packed_on") == std::string::npos) continue;
    ++listings;
    for (const std::string& step : raw.rows("EXPLAIN QUERY PLAN " + statement)) {
      INFO(statement, "\n", step);
      CHECK(step.find("TEMP B-TREE") == std::string::npos);
    }
  }
  CHECK(listings == 4);
}

TEST_CASE("what was written can be neither changed nor deleted") {
  ScratchRegistry scratch;
  use_everything(scratch.registry);
  RawSqlite raw(scratch.path);
  for (const std::string table :
       {"record", "issuer_key", "issuer_key_status", "log_entry", "lot", "lot_record",
        "lot_record_part", "label_host", "print_job", "listed_serial", "label_template",
        "printed_part", "print_outcome", "void_range", "recall", "lot_cancellation", "report",
        "trust_note", "bundle"}) {
    INFO(table);
    const std::string column = raw.rows("SELECT name FROM pragma_table_info('" + table + "')")[0];
    REQUIRE(raw.rows("SELECT count(*) > 0 FROM " + table)[0] == "1");
    const std::string all = "UPDATE " + table + " SET " + column + " = " + column;
    CHECK(raw.error_of(all).find("is final") != std::string::npos);
    CHECK(raw.error_of("DELETE FROM " + table).find("is final") != std::string::npos);
  }
}

TEST_CASE("no insertion looks for rows that waited for it") {
  const ScratchRegistry scratch;
  StatementWatch watch;
  Registry registry = opened(scratch.path);
  use_everything(registry);
  const std::set<std::string> statements = watch.statements();
  RawSqlite raw(scratch.path);
  raw.rows("PRAGMA foreign_keys = ON");
  int explained = 0;
  for (const std::string& statement : statements) {
    if (!statement.starts_with("INSERT")) continue;
    ++explained;
    // The step that guards such a search; 1: for a deferred foreign key.
    for (const std::string& step : raw.rows("EXPLAIN " + statement)) {
      INFO(statement, "\n", step);
      CHECK(step.find("|FkIfZero|1|") == std::string::npos);
    }
  }
  CHECK(explained > 10);
}

TEST_CASE("a lot without its log entry is refused") {
  ScratchRegistry scratch;
  issued(scratch.registry);
  RawSqlite raw(scratch.path);
  raw.rows("PRAGMA foreign_keys = ON");
  CHECK(raw.error_of("INSERT INTO lot SELECT 2, realm_id, key_id, 2, 1, cooperative_id, "
                     "product_id, gtin, 'X', 'ABCDEFGH0', seal, host, packed_on, shelf_life_days, "
                     "quantity_thousandths, unit, place_id, request_id, backdate_reason, "
                     "issued_at FROM lot WHERE id = 1") == "FOREIGN KEY constraint failed");
}

TEST_CASE("every table is strict") {
  ScratchRegistry scratch;
  RawSqlite raw(scratch.path);
  CHECK(raw.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND "
                 "name NOT LIKE 'sqlite_%'")
            .empty());
}
