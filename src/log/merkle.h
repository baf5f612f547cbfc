// The hash of a subtree, for those who hold its leaves.
#pragma once

#include <cstdint>
#include <span>

#include "temgoc/log.h"

namespace temgoc {

// MTH of RFC 6962 section 2.1 over leaf hashes; of none: SHA-256 of nothing.
Digest subtree_root(std::span<const Digest> leaves);

// The number of leaves in the left subtree of a tree of `size`: the largest power of two below it.
// REQUIRES: size >= 2.
std::size_t left_size(std::size_t size);

}  // namespace temgoc
