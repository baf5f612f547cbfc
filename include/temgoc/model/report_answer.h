// What a cooperative answers to whoever doubted a label.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/model/actor.h"

namespace temgoc {

inline constexpr std::size_t kMaxAnswerCharacters = 500;

struct ReportAnswer {
  enum class Kind {
    taken_up,     // it is being looked into
    not_founded,  // looked into: nothing is wrong with the label
    acted_on      // something was wrong, and was dealt with
  };
  Kind kind = Kind::taken_up;
  std::string words = {};  // that the reporter reads
  Instant at = {};
  Actor actor = {};
  bool operator==(const ReportAnswer&) const = default;
};
std::string to_text(ReportAnswer::Kind kind);  // taken_up …
std::optional<ReportAnswer::Kind> answer_kind(std::string_view text);

// The parts of a receipt.
struct ReportReceipt {
  Day day = {};
  unsigned number = 0;
  // "BN-261124-483012" as people type it: in any case, with or without the hyphens. None: no
  // receipt.
  static std::optional<ReportReceipt> parse(std::string_view typed);
};

}  // namespace temgoc
