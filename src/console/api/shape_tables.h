// The shapes of the API by subject, each in a file of its own; api_shapes.cpp puts them together.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "console/api/shapes.h"

namespace temgoc {
namespace shape_words {  // by which the tables say a member in a line

using Kind = Member::Kind;

inline constexpr bool kMay = false;  // of a request: need not be there
inline constexpr std::int64_t kMostLabels = 9'999'999;

inline Member may(std::string_view name, Kind kind = Kind::text) { return {name, kind, kMay}; }
inline Member may_choose(std::string_view name, std::string_view choices) {
  return {.name = name, .required = kMay, .choices = choices};
}
inline Member may_count(std::string_view name, std::int64_t least, std::int64_t most) {
  return {.name = name, .kind = Kind::whole, .required = kMay, .least = least, .most = most};
}
inline Member or_none(std::string_view name, Kind kind = Kind::text) {
  return {.name = name, .kind = kind, .nullable = true};
}
inline Member has(std::string_view name, std::string_view of) {
  return {.name = name, .kind = Kind::shape, .of = of};
}
inline Member has_list(std::string_view name, std::string_view of) {
  return {.name = name, .kind = Kind::shapes, .of = of};
}
inline Member has_or_none(std::string_view name, std::string_view of) {
  return {.name = name, .kind = Kind::shape, .nullable = true, .of = of};
}

inline constexpr Kind kWhole = Kind::whole, kNumber = Kind::number, kYesNo = Kind::yes_no;

inline std::vector<Member> with(std::vector<Member> members, std::initializer_list<Member> more) {
  members.insert(members.end(), more);
  return members;
}
inline std::vector<Member> with(std::vector<Member> members, const std::vector<Member>& more) {
  members.insert(members.end(), more.begin(), more.end());
  return members;
}

}  // namespace shape_words

void add_lot_shapes(std::vector<Shape>& all);
void add_print_shapes(std::vector<Shape>& all);
void add_roll_shapes(std::vector<Shape>& all);
void add_scan_shapes(std::vector<Shape>& all);
void add_programme_shapes(std::vector<Shape>& all);
void add_event_shapes(std::vector<Shape>& all);
void add_trace_shapes(std::vector<Shape>& all);
void add_evidence_shapes(std::vector<Shape>& all);
void add_rating_shapes(std::vector<Shape>& all);
void add_issuer_key_shapes(std::vector<Shape>& all);
void add_trust_shapes(std::vector<Shape>& all);
void add_upkeep_shapes(std::vector<Shape>& all);
void add_template_shapes(std::vector<Shape>& all);

}  // namespace temgoc
