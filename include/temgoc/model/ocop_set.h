// The sets of products that Decision 26/2026/QĐ-TTg of 22/05/2026 names, each in a group of a
// branch.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc {

inline constexpr int kOcopSets = 26;
inline constexpr int kOcopSetGroups = 17;
inline constexpr int kOcopBranches = 6;

// A product is judged by the criteria of its set. The names of the sets are words: ocop_set.1 to
// ocop_set.26. docs/import.md says where the table of groups comes from.
class OcopSet {
 public:
  // "7", "07", "Bộ 7", "set 7". `ocop_set_unknown` (args last) for anything else.
  static Result<OcopSet> parse(std::string_view text);
  int number() const { return number_; }  // 1 to 26
  int branch() const;                     // 1 to 6, the same as OcopGroup::group
  std::string group() const;              // "I.3": the branch and the group's place in it
  bool is_service() const { return branch() == 6; }
  auto operator<=>(const OcopSet&) const = default;

 private:
  explicit OcopSet(int number) : number_(number) {}
  int number_;
};

}  // namespace temgoc
