#include <doctest/doctest.h>

#include <limits>

#include "raw_sqlite.h"
#include "scratch_registry.h"
#include "temgoc/registry/registry_audit.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::vector<std::string> codes(const std::vector<Lot>& lots) {
  std::vector<std::string> found;
  for (const Lot& lot : lots) found.push_back(lot.code.text());
  return found;
}

}  // namespace

TEST_CASE("lots are listed by pack day, newest first, the last issued first on a day") {
  ScratchRegistry scratch;
  for (const char* packed_on : {"2026-11-24", "2026-11-26", "2026-11-24", "2026-11-25"}) {
    issued(scratch.registry, request(packed_on));
  }
  CHECK(codes(scratch.registry.lots({})) ==
        std::vector<std::string>{"261126-01", "261125-01", "261124-02", "261124-01"});
  CHECK(codes(scratch.registry.lots({.limit = 2})) ==
        std::vector<std::string>{"261126-01", "261125-01"});
  CHECK(codes(scratch.registry.lots(
            {.packed_from = day("2026-11-25"), .packed_until = day("2026-11-25")})) ==
        std::vector<std::string>{"261125-01"});
}

TEST_CASE("lots are filtered by cooperative, product and days together") {
  ScratchRegistry scratch;
  issued(scratch.registry);
  const LotFilter filter{.cooperative_id = "C90",
                         .product_id = "P90",
                         .packed_from = day("2026-11-24"),
                         .packed_until = day("2026-11-24")};
  CHECK(scratch.registry.lots(filter).size() == 1);
  CHECK(scratch.registry.lots({.cooperative_id = "C90"}).size() == 1);
  CHECK(scratch.registry.lots({.product_id = "P90"}).size() == 1);
  CHECK(scratch.registry.lots({.cooperative_id = "C1"}).empty());
  CHECK(scratch.registry.lots({.product_id = "P1"}).empty());
  CHECK(scratch.registry.lots({.cooperative_id = "C90", .product_id = "P1"}).empty());
  CHECK(scratch.registry.lots({.packed_until = day("2026-11-23")}).empty());
}

TEST_CASE("the log is read in pieces") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  for (int lot = 0; lot < 5; ++lot) issued(registry);
  CHECK(registry.log_size(kRealm) == 5);
  CHECK(registry.log_size("no.such.realm") == 0);
  CHECK(registry.log_entries(kRealm, 1, 2) ==
        std::vector<std::string>{"lot 2 261124-02", "lot 3 261124-03"});
  CHECK(registry.log_entries(kRealm, 4, std::numeric_limits<std::size_t>::max()).size() == 1);
  CHECK(registry.log_entries(kRealm, 5, 10).empty());
  CHECK(registry.log_entries(kRealm, std::numeric_limits<std::uint64_t>::max(), 10).empty());
  CHECK(registry.log_entries("no.such.realm", 0, 10).empty());
}

TEST_CASE("the log is read up to its first gap, and an auditor is told what lies beyond" *
          looks_at_file()) {
  ScratchRegistry scratch;
  for (int lot = 0; lot < 5; ++lot) issued(scratch.registry);
  RawSqlite raw(scratch.path);
  const auto put = [&raw](const std::string& number) {
    CHECK(raw.error_of("PRAGMA ignore_check_constraints = ON; INSERT INTO log_entry SELECT "
                       "realm_id, " +
                       number + ", entry FROM log_entry WHERE leaf_index = 0")
              .empty());
  };
  put("7");
  CHECK(scratch.registry.log_entries(kRealm, 0, 100).size() == 5);
  CHECK(scratch.registry.log_entries(kRealm, 5, 100).empty());
  CHECK(scratch.registry.log_entries(kRealm, 7, 100).size() == 1);
  CHECK(RegistryAudit::open(scratch.path)->log_size(kRealm) == 8);
  // With ten rows the last number that may be is 2 * 10 + 255.
  put("275");
  put("276");
  put("4611686018427387904");
  put("-1");
  const auto audit = RegistryAudit::open(scratch.path);
  using Numbers = std::vector<std::int64_t>;
  CHECK(audit->log_entries_out_of_place(kRealm) == Numbers{-1, 276, 4611686018427387904});
  CHECK(audit->log_size(kRealm) == 276);
  std::vector<std::uint64_t> visited;
  audit->each_log_entry(kRealm,
                        [&](std::uint64_t number, std::string_view) { visited.push_back(number); });
  CHECK(visited == std::vector<std::uint64_t>{0, 1, 2, 3, 4, 7, 275});
}
