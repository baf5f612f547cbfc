#include <bit>

#include "merkle.h"

namespace temgoc {
namespace {

using Leaves = std::span<const Digest>;

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

// The way down to a leaf or an old tree's edge, collecting the roots that lie beside it.
class ProofPath {
 public:
  explicit ProofPath(const RangeRoot& root) : root_(root) {}

  Result<void> to_leaf(std::uint64_t first, std::uint64_t end, std::uint64_t index) {
    if (end - first == 1) return {};
    const std::uint64_t middle = first + left_size(end - first);
    if (index < middle) {
      if (auto below = to_leaf(first, middle, index); !below) return below;
      return add(middle, end);
    }
    if (auto below = to_leaf(middle, end, index); !below) return below;
    return add(first, middle);
  }

  // `whole`: the old tree is a subtree of its own here, so its checker knows the root (RFC 6962
  // section 2.1.2, b).
  Result<void> to_edge(std::uint64_t first, std::uint64_t end, std::uint64_t old_end, bool whole) {
    if (old_end == end) return whole ? Result<void>() : add(first, end);
    const std::uint64_t middle = first + left_size(end - first);
    if (old_end <= middle) {
      if (auto below = to_edge(first, middle, old_end, whole); !below) return below;
      return add(middle, end);
    }
    if (auto below = to_edge(middle, end, old_end, false); !below) return below;
    return add(first, middle);
  }

  std::vector<Digest> proof() && { return std::move(proof_); }

 private:
  Result<void> add(std::uint64_t first, std::uint64_t end) {
    const Result<Digest> root = root_(first, end);
    if (!root) return root.error();
    proof_.push_back(*root);
    return {};
  }

  const RangeRoot& root_;
  std::vector<Digest> proof_;
};

RangeRoot root_in(Leaves leaves) {
  return [leaves](std::uint64_t first, std::uint64_t end) -> Result<Digest> {
    return subtree_root(leaves.subspan(first, end - first));
  };
}

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

Result<std::vector<Digest>> inclusion_proof(const RangeRoot& root, std::uint64_t index,
                                            std::uint64_t size) {
  ProofPath path(root);
  if (auto walked = path.to_leaf(0, size, index); !walked) return walked.error();
  return std::move(path).proof();
}

Result<std::vector<Digest>> consistency_proof(const RangeRoot& root, std::uint64_t old_size,
                                              std::uint64_t size) {
  ProofPath path(root);
  if (auto walked = path.to_edge(0, size, old_size, true); !walked) return walked.error();
  return std::move(path).proof();
}

std::vector<Digest> inclusion_proof(Leaves leaves, std::uint64_t index) {
  return inclusion_proof(root_in(leaves), index, leaves.size()).value();
}

std::vector<Digest> consistency_proof(Leaves leaves, std::uint64_t old_size) {
  return consistency_proof(root_in(leaves), old_size, leaves.size()).value();
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
