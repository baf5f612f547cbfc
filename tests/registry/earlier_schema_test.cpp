// Registries as programs of earlier schema steps left them, each kept in earlier/: brought forward
// on both engines, with what they hold.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "raw_sqlite.h"
#include "registry/postgres/open_server.h"
#include "registry/sqlite/open_file.h"
#include "scratch_registry.h"
#include "support/postgres_cluster.h"
#include "temgoc/registry/registry_audit.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const std::filesystem::path kEarlier = TEMGOC_SOURCE_DIR "/tests/registry/earlier";

std::filesystem::path kept(const std::string& engine, std::int64_t step) {
  const std::string number = std::to_string(step);
  return kEarlier / (engine + "_" + std::string(4 - number.size(), '0') + number + ".sql");
}

// Each from `first` on but the newest, which is no earlier one: none may be missing.
std::vector<std::int64_t> kept_steps(const std::string& engine, std::int64_t first,
                                     std::int64_t newest) {
  std::vector<std::int64_t> steps;
  for (std::int64_t step = first; step < newest; ++step) {
    CHECK_MESSAGE(std::filesystem::exists(kept(engine, step)),
                  "tests/registry/earlier/make.py keeps step ", step, " of ", engine);
    if (std::filesystem::exists(kept(engine, step))) steps.push_back(step);
  }
  REQUIRE(!steps.empty());
  return steps;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  REQUIRE_MESSAGE(file, path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

// Two lots, and one job of four labels with the first of them.
void check_what_it_holds(Registry& registry) {
  const auto lots = registry.lots({});
  REQUIRE(lots.size() == 2);
  for (const Lot& lot : lots) {
    CHECK(registry.lot(lot.short_code)->issue_number == lot.issue_number);
    CHECK(registry.product(lot.product_id));
    const auto facts = registry.facts(claim_of(lot), instant("2026-12-02T00:00:00.000Z"));
    REQUIRE(facts.lot);
    CHECK(facts.cooperative);
  }
  CHECK(registry.log_size(lots.front().realm) > 2);
  CHECK(registry.print_record(1).value().job.labels == 4);
  const RegistryAudit audit = RegistryAudit::of(registry);
  CHECK(audit.rows_missing().empty());
  for (const Error& each : audit.schema_differences()) FAIL_CHECK(each.code << " " << each.value);
}

}  // namespace

TEST_CASE("a registry of each earlier schema is brought forward with all that it holds") {
  for (const std::int64_t step : kept_steps("sqlite", 1, sqlite::newest_schema())) {
    CAPTURE(step);
    const ScratchFolder folder;
    const auto path = folder.path() / "old.sqlite";
    REQUIRE(RawSqlite(path).error_of(text_of(kept("sqlite", step))) == "");
    CHECK(Registry::open_read_only(path).error().code == "registry_too_old");
    Registry registry = opened(path);
    check_what_it_holds(registry);
  }
}

TEST_CASE("a server's registry of each earlier schema is brought forward with all that it holds" *
          doctest::skip(!on_server())) {
  const PostgresCluster server;
  for (const std::int64_t step : kept_steps("postgres", 28, postgres::newest_schema())) {
    CAPTURE(step);
    server.load(kept("postgres", step));
    const std::string url = server.url("earlier");
    CHECK(Registry::open_read_only(url).error().code == "registry_too_old");
    Registry registry = opened(url);
    check_what_it_holds(registry);
    server.ask("DROP SCHEMA earlier CASCADE");
  }
}
