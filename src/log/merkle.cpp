// Hashes subtrees as RFC 6962 says, and grows a tree leaf by leaf in little memory.
#include "merkle.h"

#include <bit>

namespace temgoc {

std::uint64_t left_size(std::uint64_t size) { return std::bit_floor(size - 1); }

Digest subtree_root(std::span<const Digest> leaves) {
  if (leaves.empty()) return sha256(ByteView{});
  if (leaves.size() == 1) return leaves.front();
  const std::size_t left = left_size(leaves.size());
  return node_hash(subtree_root(leaves.first(left)), subtree_root(leaves.subspan(left)));
}

void TreeBuilder::add(const Digest& leaf) {
  roots_.push_back(leaf);
  // A whole subtree closes with each trailing zero of the new size.
  for (std::uint64_t size = ++size_; size % 2 == 0; size /= 2) {
    const Digest right = roots_.back();
    roots_.pop_back();
    roots_.back() = node_hash(roots_.back(), right);
  }
}

TreeHead TreeBuilder::head() const {
  if (roots_.empty()) return tree_head({});
  Digest root = roots_.back();
  for (std::size_t i = roots_.size() - 1; i-- > 0;) root = node_hash(roots_[i], root);
  return {.size = size_, .root = root};
}

TreeHead tree_head(std::span<const Digest> leaves) {
  return {.size = leaves.size(), .root = subtree_root(leaves)};
}

}  // namespace temgoc
