// The hash of a subtree, for those who hold its leaves.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "temgoc/log/log.h"

namespace temgoc {

// MTH of RFC 6962 section 2.1 over leaf hashes; of none: SHA-256 of nothing.
Digest subtree_root(std::span<const Digest> leaves);

// The number of leaves in the left subtree of a tree of `size`: the largest power of two below it.
// REQUIRES: size >= 2.
std::uint64_t left_size(std::uint64_t size);

// The proofs of RFC 6962 section 2.1 for whoever can tell the root of the leaves `first` to `end` -
// 1. It is asked for whole nodes of the tree alone; its error is passed on.
using RangeRoot = std::function<Result<Digest>(std::uint64_t first, std::uint64_t end)>;
Result<std::vector<Digest>> inclusion_proof(const RangeRoot& root, std::uint64_t index,
                                            std::uint64_t size);
Result<std::vector<Digest>> consistency_proof(const RangeRoot& root, std::uint64_t old_size,
                                              std::uint64_t size);

}  // namespace temgoc
