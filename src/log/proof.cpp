// Walks down the tree to a leaf or an old edge, and collects the roots beside the way.
#include "merkle.h"

namespace temgoc {
namespace {

using Leaves = std::span<const Digest>;

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

}  // namespace temgoc
