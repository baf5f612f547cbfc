// What the head of a transparency log says, and how a proof is checked against it. The log itself
// is in log.h. Normative text: docs/log_format.md sections 3 and 5.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"

namespace temgoc {

Digest leaf_hash(ByteView entry);                           // SHA-256(0x00, entry)
Digest node_hash(const Digest& left, const Digest& right);  // SHA-256(0x01, left, right)

struct TreeHead {
  std::uint64_t size = 0;  // number of leaves
  Digest root{};           // of an empty tree: SHA-256 of nothing
  bool operator==(const TreeHead&) const = default;
};

// RFC 9162 sections 2.1.3.2 and 2.1.4.2. Any proof at all may be given: too short, too long or of
// the wrong tree is false.
bool check_inclusion(const Digest& leaf, std::uint64_t index, const TreeHead& head,
                     std::span<const Digest> proof);
// False for an empty old tree: every new tree would do, so nothing is proved. Do not ask then.
bool check_consistency(const TreeHead& old_head, const TreeHead& new_head,
                       std::span<const Digest> proof);

// The text of a C2SP checkpoint: origin, size, base64 root, each newline-terminated.
std::string checkpoint_text(std::string_view origin, const TreeHead& head);
struct Checkpoint {
  std::string origin;
  TreeHead head;
};
// The text alone, or the note that begins with it. Extension lines are ignored; an empty line
// within the text is none. `checkpoint_unreadable`.
Result<Checkpoint> parse_checkpoint_text(std::string_view text);

}  // namespace temgoc
