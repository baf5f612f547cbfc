#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "log/support.h"

using namespace temgoc;

namespace {

std::vector<Digest> some_leaves(std::size_t size) { return hashes_of(test_entries(0, size)); }

Digest flipped(Digest hash, std::size_t bit) {
  hash[bit / 8 % hash.size()] ^= static_cast<std::uint8_t>(1U << (bit % 8));
  return hash;
}

}  // namespace

TEST_CASE("the hashes of RFC 6962 are those of its prefixes") {
  CHECK(to_hex(leaf_hash({})) ==
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  const Digest left = leaf_hash({});
  std::string node = "\x01" + std::string(as_text(left)) + std::string(as_text(left));
  CHECK(node_hash(left, left) == sha256(as_bytes(node)));
}

TEST_CASE(
    "every proof of every tree up to 70 leaves checks, and for no other leaf, number or size") {
  for (std::size_t size = 1; size <= 70; ++size) {
    const std::vector<Digest> leaves = some_leaves(size);
    const TreeHead head = tree_head(leaves);
    for (std::size_t i = 0; i < size; ++i) {
      const auto proof = inclusion_proof(leaves, i);
      REQUIRE(check_inclusion(leaves[i], i, head, proof));
      REQUIRE_FALSE(check_inclusion(leaves[i], size, head, proof));
      for (std::size_t j = 0; j < size; ++j) {
        if (j != i) REQUIRE_FALSE(check_inclusion(leaves[i], j, head, proof));
      }
    }
    for (std::size_t old_size = 1; old_size <= size; ++old_size) {
      const TreeHead old_head = tree_head(std::span(leaves).first(old_size));
      REQUIRE(check_consistency(old_head, head, consistency_proof(leaves, old_size)));
    }
  }
}

TEST_CASE("an altered inclusion proof fails") {
  CHECK(rc::check("altered inclusion", [] {
    const auto size = *rc::gen::inRange<std::size_t>(2, 600);
    const auto index = *rc::gen::inRange<std::size_t>(0, size);
    const std::vector<Digest> leaves = some_leaves(size);
    const TreeHead head = tree_head(leaves);
    auto proof = inclusion_proof(leaves, index);
    RC_ASSERT(check_inclusion(leaves[index], index, head, proof));
    const auto bit = *rc::gen::inRange<std::size_t>(0, 256);
    RC_ASSERT_FALSE(check_inclusion(flipped(leaves[index], bit), index, head, proof));
    RC_ASSERT_FALSE(check_inclusion(leaves[index], index, {size, flipped(head.root, bit)}, proof));
    RC_ASSERT_FALSE(
        check_inclusion(leaves[index], index, head, std::span(proof).first(proof.size() - 1)));
    const auto at = *rc::gen::inRange<std::size_t>(0, proof.size());
    proof[at] = flipped(proof[at], bit);
    RC_ASSERT_FALSE(check_inclusion(leaves[index], index, head, proof));
    proof[at] = flipped(proof[at], bit);
    proof.push_back(proof.front());
    RC_ASSERT_FALSE(check_inclusion(leaves[index], index, head, proof));
  }));
}

TEST_CASE("an altered consistency proof fails, and so does a rewritten past") {
  CHECK(rc::check("altered consistency", [] {
    const auto size = *rc::gen::inRange<std::size_t>(2, 600);
    const auto old_size = *rc::gen::inRange<std::size_t>(1, size);
    std::vector<Digest> leaves = some_leaves(size);
    const TreeHead head = tree_head(leaves);
    const TreeHead old_head = tree_head(std::span(leaves).first(old_size));
    auto proof = consistency_proof(leaves, old_size);
    RC_ASSERT(check_consistency(old_head, head, proof));
    const auto bit = *rc::gen::inRange<std::size_t>(0, 256);
    RC_ASSERT_FALSE(check_consistency({old_size, flipped(old_head.root, bit)}, head, proof));
    RC_ASSERT_FALSE(check_consistency(old_head, {size, flipped(head.root, bit)}, proof));
    RC_ASSERT_FALSE(check_consistency(head, old_head, proof));
    RC_ASSERT_FALSE(check_consistency(old_head, head, std::span(proof).first(proof.size() - 1)));
    const auto at = *rc::gen::inRange<std::size_t>(0, proof.size());
    proof[at] = flipped(proof[at], bit);
    RC_ASSERT_FALSE(check_consistency(old_head, head, proof));
    proof[at] = flipped(proof[at], bit);
    proof.push_back(proof.front());
    RC_ASSERT_FALSE(check_consistency(old_head, head, proof));

    const auto changed = *rc::gen::inRange<std::size_t>(0, old_size);
    leaves[changed] = flipped(leaves[changed], bit);
    RC_ASSERT_FALSE(
        check_consistency(old_head, tree_head(leaves), consistency_proof(leaves, old_size)));
  }));
}

TEST_CASE("an empty old tree proves nothing") {
  const std::vector<Digest> leaves = some_leaves(3);
  CHECK_FALSE(check_consistency(tree_head({}), tree_head(leaves), {}));
  CHECK_FALSE(check_consistency(tree_head({}), tree_head({}), {}));
  CHECK_FALSE(check_inclusion(leaves[0], 0, tree_head({}), {}));
}

TEST_CASE("sizes near the end of the number range do not confuse the checks") {
  const std::vector<Digest> leaves = some_leaves(2);
  const TreeHead huge{.size = ~std::uint64_t{0}, .root = leaves[0]};
  CHECK_FALSE(check_inclusion(leaves[0], ~std::uint64_t{0} - 1, huge, leaves));
  CHECK_FALSE(check_consistency({std::uint64_t{1} << 63, leaves[0]}, huge, leaves));
  CHECK_FALSE(check_consistency({~std::uint64_t{0} - 1, leaves[0]}, huge,
                                std::vector<Digest>(64, leaves[1])));
}
