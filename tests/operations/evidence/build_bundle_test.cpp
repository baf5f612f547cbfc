// A bundle that is made while others change the workplace.
#include <doctest/doctest.h>

#include <functional>
#include <utility>

#include "support/world.h"
#include "temgoc/evidence/build_bundle.h"
#include "temgoc/keys/bundle_key.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// Bundles are made by `making`; the next look at its clock does what `meanwhile` holds.
struct TwoAtWork {
  World world;
  std::function<void()> meanwhile;
  Workplace beside = world.made();
  PublicKeyBytes first = made_key(false);
  Workplace making = opened();

  PublicKeyBytes made_key(bool replace) {
    const auto key = new_bundle_key(
        beside, {.passphrase = kPassphrase, .token = {}, .folder = {}, .replace = replace});
    REQUIRE(key.has_value());
    if (!replace) sign_list();
    return key->key;
  }
  void sign_list() {
    REQUIRE(sign_trust_list(beside, world.folder / "roots", kPassphrase).has_value());
  }
  Workplace opened() {
    Clock clock = [this] {
      if (const auto act = std::exchange(meanwhile, nullptr)) act();
      return world.now;
    };
    return std::move(Workplace::open(world.works(), {}, std::move(clock), world.random()).value());
  }
  Result<BuiltBundle> build(const fs::path& key_file = {}) {
    BundleOrder order;
    order.out = world.folder / "made.bundle";
    order.key_file = key_file;
    order.passphrase = kPassphrase;
    return build_bundle(making, order);
  }
};

}  // namespace

TEST_CASE("a bundle is signed by the key of the list that took force while it was made") {
  TwoAtWork works;
  const PublicKeyBytes next = works.made_key(true);
  REQUIRE(next != works.first);
  REQUIRE(works.making.trust().list().bundle_key == works.first);
  works.meanwhile = [&] { works.sign_list(); };
  const auto built = works.build();
  REQUIRE_MESSAGE(built.has_value(), code_of(built));
  CHECK(works.meanwhile == nullptr);
  CHECK(built->bundle.trust().list().bundle_key == next);
}

TEST_CASE("a key's file that the list no longer names signs no bundle, however late that shows") {
  TwoAtWork works;
  const auto file = find_bundle_key(works.making, {}).value();
  works.made_key(true);
  works.meanwhile = [&] { works.sign_list(); };
  CHECK(code_of(works.build(file)) == "key_file_wrong");
  CHECK_FALSE(fs::exists(works.world.folder / "made.bundle"));
}
