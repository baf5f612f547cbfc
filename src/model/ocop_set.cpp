// The table of the 26 sets: which branch each is in, and which group of that branch.
#include "temgoc/model/ocop_set.h"

#include <algorithm>
#include <array>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

struct Row {
  int branch;
  int group;  // within the branch
};
// 6 + 2 + 3 + 2 + 3 + 1 groups: the 17 that the decision counts.
constexpr std::array<Row, kOcopSets> kRows{{{1, 1}, {1, 1}, {1, 2}, {1, 2}, {1, 3}, {1, 3}, {1, 3},
                                            {1, 3}, {1, 4}, {1, 4}, {1, 5}, {1, 5}, {1, 6}, {2, 1},
                                            {2, 1}, {2, 2}, {2, 2}, {3, 1}, {3, 2}, {3, 3}, {4, 1},
                                            {4, 2}, {5, 1}, {5, 2}, {5, 3}, {6, 1}}};

constexpr int groups_in_table() {
  int groups = 1;
  for (std::size_t i = 1; i < kRows.size(); ++i)
    groups += kRows[i].branch != kRows[i - 1].branch || kRows[i].group != kRows[i - 1].group;
  return groups;
}
static_assert(groups_in_table() == kOcopSetGroups);
static_assert(kRows.back().branch == kOcopBranches);

constexpr std::array<std::string_view, kOcopBranches> kNumerals{"I", "II", "III", "IV", "V", "VI"};

const Row& row_of(int number) { return kRows[static_cast<std::size_t>(number) - 1]; }

// The digits of "bo_7" and of "7".
std::string digits_of(std::string word) {
  for (const std::string_view caption : {"bo_san_pham_", "bo_so_", "bo_", "set_"}) {
    if (word.starts_with(caption)) return word.substr(caption.size());
  }
  return word;
}

}  // namespace

Result<OcopSet> OcopSet::parse(std::string_view text) {
  const std::string digits = digits_of(folded(text));
  const bool negative = trimmed(text).starts_with('-');
  const bool readable = !negative && is_digits(digits) && digits.size() <= 2;
  const int number = readable ? std::stoi(digits) : 0;
  if (number >= 1 && number <= kOcopSets) return OcopSet(number);
  return Error{.code = "ocop_set_unknown",
               .field = "ocop_set",
               .value = shortened(text),
               .args = {{"last", std::to_string(kOcopSets)}}};
}

int OcopSet::branch() const { return row_of(number_).branch; }

std::string OcopSet::group() const {
  const Row& row = row_of(number_);
  return std::string(kNumerals[static_cast<std::size_t>(row.branch) - 1]) + "." +
         std::to_string(row.group);
}

}  // namespace temgoc
