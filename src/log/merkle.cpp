#include "merkle.h"

#include <bit>

namespace temgoc {

Digest leaf_hash(ByteView entry) {
  static constexpr std::uint8_t kLeafPrefix[] = {0};
  return sha256(kLeafPrefix, entry);
}

Digest node_hash(const Digest& left, const Digest& right) {
  std::array<std::uint8_t, 65> node{1};
  std::copy(left.begin(), left.end(), node.begin() + 1);
  std::copy(right.begin(), right.end(), node.begin() + 33);
  return sha256(node);
}

std::size_t left_size(std::size_t size) { return std::bit_floor(size - 1); }

Digest subtree_root(std::span<const Digest> leaves) {
  if (leaves.empty()) return sha256(ByteView{});
  if (leaves.size() == 1) return leaves.front();
  const std::size_t left = left_size(leaves.size());
  return node_hash(subtree_root(leaves.first(left)), subtree_root(leaves.subspan(left)));
}

TreeHead tree_head(std::span<const Digest> leaves) {
  return {.size = leaves.size(), .root = subtree_root(leaves)};
}

}  // namespace temgoc
