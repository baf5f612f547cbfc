// Bundles of a service without a registry: which one is taken, what is refused, what is remembered.
#include "web/bundle_watch.h"

#include <doctest/doctest.h>

#include "bundle/bundle_fixture.h"
#include "temgoc/base/files.h"
#include "temgoc/base/private_folder.h"
#include "web/bundle_health.h"

using namespace temgoc;
using namespace temgoc::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kFirst = "2026-12-01T03:00:00.000Z";
constexpr const char* kSecond = "2026-12-01T04:00:00.000Z";
constexpr const char* kThird = "2026-12-01T05:00:00.000Z";
constexpr std::chrono::hours kNever{1'000};

// A machine with settings and roots, and a folder where bundles come in.
struct Machine {
  PrivateFolder scratch;
  TestRealm realm;
  Instant now = instant("2026-12-01T06:00:00.000Z");
  fs::path folder = scratch.path() / "works";
  fs::path source = scratch.path() / "source";

  Machine() {
    fs::create_directories(folder / "trust");
    fs::create_directories(source);
    put(folder / "temgoc.toml",
        as_bytes(std::string("realm = \"") + kRealm + "\"\nhosts = [\"" + kHost + "\"]\n"));
    const RootSet roots = realm.roots();
    put(folder / "trust" / "roots", as_bytes(signed_note(roots.text(), {{kRootName, realm.root}})));
  }
  static void put(const fs::path& file, ByteView bytes) { write_file(file, bytes); }
  Bytes made(const char* at, std::uint32_t lots) const {
    return bundle_file(realm, lots, {}, terms(at));
  }
  void publish(const std::string& name, const Bytes& file) const { put(source / name, file); }
  Result<std::unique_ptr<BundleWatch>> start() const {
    return BundleWatch::start(folder, source.string(), kNever, [this] { return now; });
  }
};

std::uint64_t lots_in_use(const BundleWatch& watch) { return watch.in_use()->bundle.lots(); }

}  // namespace

TEST_CASE("of a folder the newest bundle is taken, whatever it is called, or a delta to it") {
  const Machine machine;
  CHECK(machine.start().error().code == "bundle_source_empty");
  const Bytes first = machine.made(kFirst, 1), second = machine.made(kSecond, 2);
  machine.publish("z.bundle", first);
  machine.publish("a.bundle", second);
  machine.publish("notes.txt", first);
  const auto watch = machine.start().value();
  CHECK(lots_in_use(*watch) == 2);
  CHECK_FALSE(watch->begun_fault());
  const Bytes third = machine.made(kThird, 3);
  machine.publish("b.delta", bundle_delta(second, third).value());
  watch->look();
  CHECK(lots_in_use(*watch) == 3);
  CHECK(watch->state().taken == 2);
  CHECK(watch->state().refused == 0);
  CHECK(watch->state().fault.empty());
  // A delta from another bundle than the one in use is of no use, and is said once.
  machine.publish("c.delta",
                  bundle_delta(first, machine.made("2026-12-01T05:30:00.000Z", 4)).value());
  watch->look();
  watch->look();
  CHECK(lots_in_use(*watch) == 3);
  CHECK(watch->state().refused == 1);
  CHECK(watch->begun_fault()->code == "bundle_wrong_base");
  CHECK_FALSE(watch->begun_fault());
}

TEST_CASE("a bundle that is cut, changed, foreign, older or of the future leaves the one in use") {
  const Machine machine;
  const Bytes first = machine.made(kFirst, 1), second = machine.made(kSecond, 2);
  machine.publish("1.bundle", second);
  const auto watch = machine.start().value();
  const auto refused = [&](const Bytes& file) {
    machine.publish("2.bundle", file);
    watch->look();
    const auto fault = watch->begun_fault();
    fs::remove(machine.source / "2.bundle");
    watch->look();
    CHECK(lots_in_use(*watch) == 2);
    CHECK(watch->state().fault.empty());  // what was wrong is gone
    return fault ? fault->code : std::string();
  };
  const Bytes third = machine.made(kThird, 3);
  const Bytes half(third.begin(), third.begin() + static_cast<std::ptrdiff_t>(third.size() / 2));
  CHECK(refused(half) == "bundle_unreadable");
  Bytes changed = third;
  changed[changed.size() - 3] ^= 1;
  CHECK(refused(changed) == "bundle_damaged");
  TestRealm other;
  other.bundle = other.stranger;
  CHECK(refused(bundle_file(other, 3, {}, terms(kThird))) == "trust_forked");
  CHECK(refused(machine.made("2026-12-03T03:00:00.000Z", 3)) == "bundle_from_future");
  machine.publish("2.bundle", third);  // that one is good
  watch->look();
  CHECK(lots_in_use(*watch) == 3);
  CHECK_FALSE(watch->begun_fault());
}

TEST_CASE(
    "an older bundle is refused, now and after a start, and so is another of the same moment") {
  const Machine machine;
  const Bytes first = machine.made(kFirst, 1), second = machine.made(kSecond, 2);
  machine.publish("1.bundle", second);
  { CHECK(lots_in_use(*machine.start().value()) == 2); }
  machine.publish("1.bundle", first);
  {
    const auto watch = machine.start().value();
    CHECK(lots_in_use(*watch) == 2);
    CHECK(watch->begun_fault()->code == "bundle_rolled_back");
  }
  machine.publish("1.bundle", machine.made(kSecond, 3));
  {
    const auto watch = machine.start().value();
    CHECK(lots_in_use(*watch) == 2);
    CHECK(watch->begun_fault()->code == "bundle_forked");
  }
  // Nobody gets round what was seen by taking the bundle away.
  fs::remove(machine.folder / "bundle_in_use" / "newest.bundle");
  machine.publish("1.bundle", first);
  CHECK(machine.start().error().code == "bundle_rolled_back");
  machine.publish("1.bundle", second);
  CHECK(lots_in_use(*machine.start().value()) == 2);
}

TEST_CASE("a start without its source goes on with what was kept, and says so") {
  const Machine machine;
  machine.publish("1.bundle", machine.made(kFirst, 1));
  { CHECK(machine.start()); }
  fs::remove_all(machine.source);
  const auto watch = machine.start().value();
  CHECK(lots_in_use(*watch) == 1);
  CHECK_FALSE(watch->state().reaches_source);
  CHECK(watch->begun_fault()->code == "file_not_found");
}

TEST_CASE("a newer trust list is in force beside the same bundle, an older one is not") {
  const Machine machine;
  machine.publish("1.bundle", machine.made(kFirst, 1));
  const auto watch = machine.start().value();
  const std::uint64_t version = watch->in_use()->trust.list().version;
  const auto before = watch->in_use();
  TrustList next = machine.realm.list_with_bundle_key();
  next.version = version + 1;
  Machine::put(machine.folder / "trust" / "trust_list", as_bytes(machine.realm.note(next)));
  watch->look();
  CHECK(watch->in_use() != before);
  CHECK(watch->in_use()->trust.list().version == version + 1);
  CHECK(watch->in_use()->trust_note == machine.realm.note(next));
  CHECK(watch->in_use()->bundle.digest() == before->bundle.digest());
  Machine::put(machine.folder / "trust" / "trust_list", as_bytes("nonsense"));
  watch->look();
  CHECK(watch->in_use()->trust.list().version == version + 1);
  CHECK(watch->begun_fault().has_value());
  // One that names another key for bundles: what is in use goes on, and nothing under the old one
  // is taken any more.
  next.version = version + 2;
  next.bundle_key = machine.realm.stranger.public_key;
  Machine::put(machine.folder / "trust" / "trust_list", as_bytes(machine.realm.note(next)));
  watch->look();
  CHECK(watch->in_use()->trust.list().version == version + 2);
  machine.publish("2.bundle", machine.made(kSecond, 2));
  watch->look();
  CHECK(lots_in_use(*watch) == 1);
  CHECK(watch->state().fault == "bundle_key_replaced");
}

TEST_CASE("health says how old the bundle is, and when it says nothing more") {
  Machine machine;
  machine.publish("1.bundle", machine.made(kFirst, 1));
  const auto watch = machine.start().value();
  const auto use = watch->in_use();
  CHECK(fault_of(*use, machine.now).empty());
  CHECK(fault_of(*use, use->bundle.manifest().grace_until + std::chrono::milliseconds(1)) ==
        "bundle_expired");
  const Json health = health_of(*watch, machine.now);
  CHECK(health["seconds_old"] == 3 * 3600);
  CHECK(health["fault"].is_null());
  std::map<std::string, std::uint64_t> gauges;
  for (const Gauge& each : gauges_of(*watch, machine.now))
    gauges[std::string(each.name)] = each.value;
  CHECK(gauges["temgoc_bundle_age_seconds"] == 3 * 3600);
  CHECK(gauges["temgoc_bundle_seconds_left"] == 14 * 86'400 - 3 * 3600);
  CHECK(gauges["temgoc_bundle_source_reachable"] == 1);
  CHECK(gauges["temgoc_bundles_taken_total"] == 1);
}

TEST_CASE("a bundle's records can be read as a registry's, and nothing else can") {
  const Machine machine;
  machine.publish("1.bundle", machine.made(kFirst, 2));
  const auto watch = machine.start().value();
  const Site site = Site::open_on(
                        machine.folder, [&] { return machine.now; }, watch->in_use())
                        .value();
  REQUIRE(site.registry().product("P90"));
  CHECK(site.registry().cooperative("C90"));
  CHECK(site.registry().lots({}).empty());
  const Lot lot = bundle_lot(1);
  CHECK(site.facts(false, lot.gtin, lot.code).lot);
  CHECK(site.facts(false, lot.gtin, LotCode::parse("NONE").value()).beyond_source);
  CHECK(site.may_lack_newest());
  CHECK(site.known_until() == instant(kFirst));
  CHECK_FALSE(site.is_behind());
  CHECK(site.check_context().facts.basis == Basis::bundle);
}
