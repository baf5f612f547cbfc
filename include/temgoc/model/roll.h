// A roll of listed codes that is printed before its lot is known, and what becomes of its codes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "temgoc/model/identifiers.h"
#include "temgoc/model/print_job.h"

namespace temgoc {

struct Roll {
  std::int64_t id = 0;  // what people call it by: roll 3
  std::string realm = {};
  std::string cooperative_id = {};
  std::string product_id = {};
  Gtin gtin;              // that its codes carry
  std::string host = {};  // likewise
  std::string template_id = {};
  std::string template_sha256 = {};  // hex, of the template as used
  std::uint32_t labels = 0;          // 1 to 9,999,999, as numbered on it from 1
  PrintSetup setup = {};
  std::string who = {};
  Instant at = {};
  std::uint64_t leaf_index = 0;  // of its log entry
};
// As the registry keeps it: canonical JSON; and back. The second throws SystemFailure
// `record_damaged` on anything else.
std::string stored(const PrintSetup& setup);
PrintSetup print_setup_from(const std::string& text);

// Labels first..last of a roll that were given to a lot or, without one, taken out of use. Each
// label once and for ever.
struct RollRange {
  std::int64_t id = 0;
  std::int64_t roll_id = 0;
  std::uint32_t first = 0;  // as numbered on the roll from 1, both included
  std::uint32_t last = 0;
  std::optional<std::int64_t> lot_id = {};  // none: they must not be on goods
  // Of labels out of use why, not empty. Of a lot's why it has more labels than packs; empty: it
  // has not.
  std::string reason = {};
  std::string who = {};
  Instant at = {};
  std::uint64_t leaf_index = 0;  // of its log entry

  std::uint32_t count() const { return last - first + 1; }
  bool holds(std::uint32_t label) const { return first <= label && label <= last; }
};

}  // namespace temgoc
