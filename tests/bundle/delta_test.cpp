#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "bundle/bundle_file.h"
#include "bundle/byte_stream.h"
#include "bundle_fixture.h"
#include "temgoc/base/compression.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {
const TestRealm kTestRealm;

Result<Bytes> applied(ByteView base, ByteView delta) {
  return apply_bundle_delta(base, delta, kTestRealm.roots());
}

Bytes at_day(std::uint32_t lots, int nth) {
  const std::string made = "2026-12-0" + std::to_string(nth) + "T03:00:00.000Z";
  return bundle_file(kTestRealm, lots, {}, terms(made.c_str()));
}
}  // namespace

TEST_CASE("a delta makes the very file that the whole bundle is, and is far smaller") {
  const Bytes base = at_day(400, 1);
  const Bytes target = at_day(430, 2);
  const Bytes delta = bundle_delta(base, target).value();
  CHECK(applied(base, delta).value() == target);
  CHECK(delta.size() < target.size() * 2 / 3);
  CHECK(is_bundle_delta(delta));
  CHECK_FALSE(is_bundle_delta(target));
  CHECK(error_of(kTestRealm, delta) == "bundle_is_delta");
}

TEST_CASE("deltas form a chain, and each applies to its own base alone") {
  const Bytes first = at_day(5, 1);
  const Bytes second = at_day(9, 2);
  const Bytes third = at_day(9, 3);
  const Bytes to_second = bundle_delta(first, second).value();
  const Bytes to_third = bundle_delta(second, third).value();
  const Bytes held = applied(first, to_second).value();
  CHECK(applied(held, to_third).value() == third);
  CHECK(applied(first, to_third).error().code == "bundle_wrong_base");
  CHECK(applied(third, to_second).error().code == "bundle_wrong_base");
  CHECK(applied(to_second, to_third).error().code == "bundle_is_delta");
}

TEST_CASE("an altered or cut delta is refused or makes the same file") {
  const Bytes base = at_day(5, 1);
  const Bytes target = at_day(9, 2);
  const Bytes delta = bundle_delta(base, target).value();
  for (std::size_t at = 0; at < delta.size(); at += 3) {
    Bytes altered = delta;
    altered[at] ^= 0x04;
    const auto made = applied(base, altered);
    if (!made) continue;
    const auto bundle = Bundle::open(*made, kTestRealm.roots());
    if (bundle) CHECK(bundle->digest() == opened(kTestRealm, target).digest());
  }
  for (std::size_t length = 0; length < delta.size(); ++length)
    REQUIRE_FALSE(applied(base, ByteView(delta).first(length)));
}

TEST_CASE("any bundle leads to any later one") {
  REQUIRE(rc::check([] {
    const auto before = *rc::gen::inRange<std::uint32_t>(0, 60);
    const auto after = *rc::gen::inRange<std::uint32_t>(0, 60);
    const Bytes base = at_day(before, 1);
    const Bytes target = at_day(after, 2);
    RC_ASSERT(applied(base, bundle_delta(base, target).value()).value() == target);
  }));
}

TEST_CASE("a delta that nobody signed is refused before anything is unpacked") {
  const Bytes base = at_day(5, 1);
  const Bytes delta = bundle_delta(base, at_day(9, 2)).value();
  const BundleParts parts = take_apart(delta).value();
  // Each patch is one that no reader could unpack: it would be bundle_damaged.
  std::vector<Bytes> patches;
  for (std::size_t i = 0; i < parts.stored.size(); ++i) {
    const bool plain = is_stored_plain(parts.manifest.sections[i].name);
    patches.push_back(plain ? Bytes(parts.stored[i].begin(), parts.stored[i].end()) : Bytes{0xFF});
  }
  const auto with = [&](const SignedNote& note) {
    return applied(base, put_together(parts.base, note, parts.checkpoint, parts.proof, patches))
        .error()
        .code;
  };
  SignedNote unsigned_note = parts.note;
  unsigned_note.signatures[0].signature[0] ^= 1;
  CHECK(with(unsigned_note) == "bundle_not_signed");
  CHECK(with(parts.note) == "bundle_damaged");
  // Nor is a base that nobody signed.
  const BundleParts good = take_apart(base).value();
  SignedNote false_base = good.note;
  false_base.signatures[0].signature[0] ^= 1;
  std::vector<Bytes> stored;
  for (const ByteView each : good.stored) stored.emplace_back(each.begin(), each.end());
  const Bytes unsigned_base = put_together("", false_base, good.checkpoint, good.proof, stored);
  CHECK(applied(unsigned_base, delta).error().code == "bundle_not_signed");
}

TEST_CASE("a patch may unpack to little more than its section, so the manifest's sum bounds all") {
  const Bytes base = at_day(5, 1);
  const Bytes delta = bundle_delta(base, at_day(9, 2)).value();
  const BundleParts parts = take_apart(delta).value();
  const std::size_t place = parts.place_of("voids").value();
  const auto with_patch = [&](std::size_t size) {
    std::vector<Bytes> patches;
    for (const ByteView each : parts.stored) patches.emplace_back(each.begin(), each.end());
    // Copies of nothing: two bytes each.
    Bytes patch;
    for (std::size_t i = 0; i < size / 2; ++i) patch.insert(patch.end(), {1, 0});
    ByteWriter stored;
    stored.varint(patch.size());
    stored.bytes(compressed(patch));
    patches[place] = stored.take();
    return applied(base,
                   put_together(parts.base, parts.note, parts.checkpoint, parts.proof, patches));
  };
  REQUIRE(parts.manifest.sections[place].size == 0);
  CHECK(with_patch(64));
  CHECK(with_patch(66).error().code == "bundle_damaged");
}

// zlib's checksum and every length agree here: the SHA-256 of the made section alone tells.
TEST_CASE("a patch that makes another section of the same length is refused") {
  const Bytes base = at_day(5, 1);
  const Bytes target = at_day(9, 2);
  const Bytes delta_file = bundle_delta(base, target).value();
  const BundleParts delta = take_apart(delta_file).value();
  const Sections sections = sections_of(target);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (is_stored_plain(sections[i].first) || sections[i].second.empty()) continue;
    Bytes content = sections[i].second;
    content.back() ^= 1;
    ByteWriter patch;
    patch.varint(content.size() * 2);
    patch.bytes(content);
    ByteWriter stored;
    stored.varint(patch.out().size());
    stored.bytes(compressed(patch.out()));
    std::vector<Bytes> patches;
    for (const ByteView each : delta.stored) patches.emplace_back(each.begin(), each.end());
    patches[i] = stored.take();
    const auto made =
        applied(base, put_together(delta.base, delta.note, delta.checkpoint, delta.proof, patches));
    CAPTURE(sections[i].first);
    REQUIRE_FALSE(made);
    CHECK(made.error().args.at("section") == sections[i].first);
  }
}
