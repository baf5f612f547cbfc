// Climbs from a leaf or an old tree to the new root with the hashes of a proof.
#include <bit>

#include "temgoc/seal/checkpoint.h"

namespace temgoc {
namespace {

// Where a proof's walk stands on the way up: the node's number on its level, and that of the
// level's last node.
struct Climb {
  std::uint64_t node;
  std::uint64_t last;

  bool at_top() const { return last == 0; }
  bool is_right() const { return (node & 1) != 0; }
  // The last node of a level without a sibling moves up unhashed until it is a right child.
  bool joins_left() const { return is_right() || node == last; }
  void up() {
    node >>= 1;
    last >>= 1;
  }
  void skip_lonely_levels() {
    while (!is_right() && node != 0) up();
  }
};

// For 1 <= old size < new size, with `start` the subtree root that both trees share at the old
// tree's right edge.
bool both_roots_follow(const TreeHead& old_head, const TreeHead& new_head, const Digest& start,
                       std::span<const Digest> proof) {
  Climb at{old_head.size - 1, new_head.size - 1};
  while (at.is_right()) at.up();
  Digest old_root = start;
  Digest new_root = start;
  for (const Digest& sibling : proof) {
    if (at.at_top()) return false;
    if (at.joins_left()) {
      old_root = node_hash(sibling, old_root);
      new_root = node_hash(sibling, new_root);
      at.skip_lonely_levels();
    } else {
      new_root = node_hash(new_root, sibling);
    }
    at.up();
  }
  return at.at_top() && old_root == old_head.root && new_root == new_head.root;
}

}  // namespace

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

bool check_inclusion(const Digest& leaf, std::uint64_t index, const TreeHead& head,
                     std::span<const Digest> proof) {
  if (index >= head.size) return false;
  Climb at{index, head.size - 1};
  Digest root = leaf;
  for (const Digest& sibling : proof) {
    if (at.at_top()) return false;
    if (at.joins_left()) {
      root = node_hash(sibling, root);
      at.skip_lonely_levels();
    } else {
      root = node_hash(root, sibling);
    }
    at.up();
  }
  return at.at_top() && root == head.root;
}

bool check_consistency(const TreeHead& old_head, const TreeHead& new_head,
                       std::span<const Digest> proof) {
  if (old_head.size == 0 || old_head.size > new_head.size) return false;
  if (old_head.size == new_head.size) return proof.empty() && old_head.root == new_head.root;
  if (proof.empty()) return false;
  // A complete old tree is itself the shared subtree, which the proof then leaves out.
  if (std::has_single_bit(old_head.size)) {
    return both_roots_follow(old_head, new_head, old_head.root, proof);
  }
  return both_roots_follow(old_head, new_head, proof.front(), proof.subspan(1));
}

}  // namespace temgoc
