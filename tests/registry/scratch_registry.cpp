#include "scratch_registry.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <random>

#include "support/postgres_cluster.h"
#include "temgoc/model/records.h"

namespace temgoc::test {

namespace {

// One server for all cases of the run.
const PostgresCluster& server() {
  static const PostgresCluster cluster;
  return cluster;
}

}  // namespace

bool on_server() { return !postgres_programs().empty(); }

std::filesystem::path ScratchFolder::operator/(const char* name) const {
  if (!on_server() || std::string_view(name) != "registry.sqlite") return path_ / name;
  // mkdtemp chose a name that no other case has.
  std::string schema = path_.filename().string();
  for (char& each : schema) each = static_cast<char>(std::tolower(each));
  static std::map<std::string, std::string> schemas;  // lower case may not tell them apart
  const auto [found, is_new] = schemas.try_emplace(path_.filename().string());
  if (is_new) found->second = server().registry(schema + std::to_string(schemas.size()));
  return found->second;
}

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "temgoc_XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Instant instant(const std::string& iso) { return parse_instant(iso).value(); }

Day day(const std::string& iso) { return parse_day(iso, "day").value(); }

Gtin gtin(std::string digits_without_check) {
  digits_without_check += Gtin::check_digit(digits_without_check);
  return Gtin::parse(digits_without_check).value();
}

LotCode lot_code(const std::string& text) { return LotCode::parse(text).value(); }

Serial serial(const std::string& text) { return Serial::parse(text).value(); }

RandomSource seeded_random(std::uint64_t seed) {
  auto engine = std::make_shared<std::mt19937_64>(seed);
  return [engine](std::span<std::uint8_t> bytes) {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>((*engine)());
  };
}

Cooperative cooperative(const std::string& id) {
  return {.id = id, .name = "Hợp tác xã mẫu " + id, .short_name = "HTX " + id, .sample = true};
}

Product product(const std::string& id, const std::string& gtin_stem,
                const std::string& cooperative_id) {
  return {.id = id,
          .cooperative_id = cooperative_id,
          .name = "Trà mẫu " + id,
          .gtin = gtin(gtin_stem),
          .shelf_life_days = 180,
          .sample = true};
}

Place place(const std::string& id, const std::string& cooperative_id) {
  return {.id = id, .cooperative_id = cooperative_id, .name = "Vườn mẫu", .sample = true};
}

Certification certification(const std::string& id, const std::string& product_id,
                            const std::string& cooperative_id) {
  return {.id = id,
          .cooperative_id = cooperative_id,
          .product_id = product_id,
          .scheme = "OCOP",
          .level = "4",
          .issued = VagueDate::exact(day("2025-01-10")),
          .sample = true};
}

IssuerKeyRecord key(const KeyId& id, const std::string& realm, const std::string& cooperative_id) {
  IssuerKeyRecord record{.id = id,
                         .cooperative_id = cooperative_id,
                         .realm = realm,
                         .created_at = instant("2026-01-01T00:00:00.000Z")};
  std::ranges::copy(id, record.key.begin());
  return record;
}

void fill(Registry& registry) {
  const Instant at = instant("2026-01-01T00:00:00.000Z");
  REQUIRE(registry.store(cooperative(), at, false).value() == Stored::added);
  REQUIRE(registry.store(product(), at, false).value() == Stored::added);
  REQUIRE(registry.store(place(), at, false).value() == Stored::added);
  REQUIRE(registry.add_key(key(kKey, kRealm)));
  IssuerKeyRecord test_key = key(kTestKey, kTestRealm, "");
  test_key.status = KeyStatus::test;
  REQUIRE(registry.add_key(test_key));
}

Registry opened(const std::filesystem::path& path) {
  Result<Registry> registry = Registry::open(path);
  REQUIRE(registry);
  return std::move(*registry);
}

namespace {

Registry created(const std::filesystem::path& path) {
  REQUIRE(Registry::create(path));
  return opened(path);
}

}  // namespace

ScratchRegistry::ScratchRegistry() : path(folder / "registry.sqlite"), registry(created(path)) {
  fill(registry);
}

LotRequest request(const std::string& packed_on) {
  return {.realm = kRealm, .key_id = kKey, .gtin = product().gtin, .packed_on = day(packed_on)};
}

Lot made(const LotRequest& request, const LotAllocation& allocation) {
  Lot lot{.realm = request.realm,
          .test = request.realm == kTestRealm,
          .cooperative_id = "C90",
          .product_id = "P90",
          .gtin = request.gtin,
          .code = request.code.value_or(LotCode::suggest(request.packed_on, allocation.nth_of_day)),
          .short_code = allocation.short_code,
          .issue_number = allocation.issue_number,
          .host = request.realm == kTestRealm ? std::string(kTestHost) : "tem.example.vn",
          .packed_on = request.packed_on,
          .shelf_life_days = 180,
          .quantity = {12500, "kg"},
          .place_id = "G90",
          .request_id = request.request_id,
          .issued_at = instant("2026-11-24T02:14:00.000Z"),
          .record = canonical_json(
              {{"product", to_json(product())}, {"cooperative", to_json(cooperative())}}),
          .leaf_index = allocation.leaf_index};
  const SealHeader header{.key_id = request.key_id,
                          .issue_number = lot.issue_number,
                          .packed_on = lot.packed_on,
                          .shelf_life_days = 180};
  std::ranges::copy(encode(header), lot.seal.begin());
  return lot;
}

std::string entry_of(const Lot& lot) {
  return "lot " + std::to_string(lot.issue_number) + " " + lot.code.text();
}

std::string entry_of_job(const PrintJob& job) {
  return "print " + std::to_string(job.first_serial) + "-" + std::to_string(job.last_serial);
}

Result<IssuedLot> issue(Registry& registry, const LotRequest& request, const RandomSource& random) {
  return registry.issue_lot(
      request, random, [&](const LotAllocation& allocation) { return made(request, allocation); },
      entry_of);
}

Lot issued(Registry& registry, const LotRequest& request) {
  Result<IssuedLot> result = issue(registry, request, system_random());
  REQUIRE(result);
  REQUIRE(result->created);
  return result->lot;
}

Claim claim_of(const Lot& lot, const std::optional<Serial>& serial) {
  return {.header = decode_header(std::span(lot.seal).first<13>()).value(),
          .gtin = lot.gtin,
          .lot = lot.code,
          .serial = serial};
}

PrintJob printed(Registry& registry, const Lot& lot, CodeKind kind, std::uint32_t labels) {
  std::vector<Serial> listed;
  if (kind == CodeKind::item_link) {
    for (std::uint32_t label = 0; label < labels; ++label) {
      listed.push_back(Serial::listed(system_random()));
    }
  }
  const PrintRequest request{.lot_id = lot.id,
                             .template_id = "a4-24",
                             .template_sha256 = std::string(64, 'a'),
                             .template_text = "a template",
                             .kind = kind,
                             .labels = labels};
  return registry.add_print_job(request, instant("2026-11-24T03:00:00.000Z"), listed, entry_of_job)
      .value();
}

PrintJob reprint_of(const PrintJob& first, std::uint32_t from, std::uint32_t labels) {
  PrintJob again = first;
  again.reprint_of = first.id;
  again.first_label = from;
  again.labels = labels;
  again.reprint_reason = "tem rách";
  if (first.kind == CodeKind::item_seal) {
    again.first_serial = first.first_serial + from - 1;
    again.last_serial = again.first_serial + labels - 1;
  }
  return again;
}

PrintedPart part(unsigned number, char digit) {
  return {
      number, "labels/x.pdf", std::string(64, digit), 1, 1, instant("2026-11-24T03:00:01.000Z")};
}

int start_process(const std::function<int()>& work) {
  const int process = fork();
  REQUIRE(process >= 0);
  if (process > 0) return process;
  int code = 99;
  try {
    code = work();
  } catch (...) {
    code = 98;
  }
  _exit(code);
}

int exit_code_of(int process) {
  int status = 0;
  REQUIRE(waitpid(process, &status, 0) == process);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace temgoc::test
