// The six groups of OCOP products: decision 919/QĐ-TTg of 2022-08-01.
#include "temgoc/model/product.h"

#include <algorithm>
#include <array>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

struct Group {
  std::string_view name;
  char last_subgroup;
};
constexpr std::array<Group, 6> kGroups{
    {{"I", '6'}, {"II", '2'}, {"III", '9'}, {"IV", '9'}, {"V", '9'}, {"VI", '9'}}};

const Group* find_group(std::string_view name) {
  const auto found = std::find_if(kGroups.begin(), kGroups.end(),
                                  [&](const Group& group) { return group.name == name; });
  return found == kGroups.end() ? nullptr : found;
}

bool is_one_of(std::string_view part, char first, char last) {
  return part.size() == 1 && part[0] >= first && part[0] <= last;
}

}  // namespace

Result<OcopGroup> OcopGroup::parse(std::string_view text) {
  const auto upper = ascii_upper(trimmed(text));
  const auto parts = split(upper, '.');
  const auto* group = find_group(parts[0]);
  const bool known = group != nullptr && parts.size() <= 3 &&
                     (parts.size() < 2 || is_one_of(parts[1], '1', group->last_subgroup)) &&
                     (parts.size() < 3 || is_one_of(parts[2], 'A', 'D'));
  if (!known) {
    return Error{.code = "ocop_group_unknown", .field = "ocop_group", .value = shortened(text)};
  }
  std::string code(parts[0]);
  for (std::size_t i = 1; i < parts.size(); ++i) code += "." + ascii_lower(parts[i]);
  return OcopGroup(std::move(code));
}

int OcopGroup::group() const {
  const auto name = std::string_view(code_).substr(0, code_.find('.'));
  return static_cast<int>(find_group(name) - kGroups.data()) + 1;
}

std::optional<int> Product::ocop_branch() const {
  if (ocop_set) return ocop_set->branch();
  return group ? std::optional(group->group()) : std::nullopt;
}

std::vector<Error> doubts(const Product& product) {
  if (!product.ocop_set || !product.group || product.group->group() == product.ocop_set->branch())
    return {};
  return {
      Error{.code = "ocop_set_other_branch",
            .field = "ocop_set",
            .value = std::to_string(product.ocop_set->number()),
            .args = {{"group", product.group->code()}, {"set_group", product.ocop_set->group()}}}};
}

}  // namespace temgoc
