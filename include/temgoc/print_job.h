// The print ledger's facts: which labels left, which were cancelled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/clock.h"

namespace temgoc {

enum class CodeKind {
  lot_seal,   // one sealed code for all labels of the lot
  item_seal,  // a sealed code with a serial for each label
  item_link   // an unsealed link with a random serial for each label
};
std::string to_text(CodeKind kind);
std::optional<CodeKind> code_kind(std::string_view text);

struct PrintJob {
  std::int64_t id = 0;
  std::int64_t lot_id = 0;
  std::string template_id = {};
  std::string template_sha256 = {};  // hex, of the template as used
  CodeKind kind = CodeKind::lot_seal;
  std::uint32_t first_serial = 0;  // item_seal: the range, both included; else 0
  std::uint32_t last_serial = 0;
  std::uint32_t labels = 0;
  Instant at = {};
  std::uint64_t leaf_index = 0;
  bool operator==(const PrintJob&) const = default;
};

// Serials that must no longer be on goods. `first` and `last` are sealed numbers; a listed serial
// is voided by its text.
struct Void {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::string listed_serial = {};
  std::string reason = {};
  Instant at = {};
};

}  // namespace temgoc
