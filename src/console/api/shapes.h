// The forms of what the API takes and gives, as tables: requests are checked by them, and the
// OpenAPI document is made from them, so that the two cannot disagree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/json.h"

namespace temgoc {

struct Member {
  enum class Kind {
    text,
    whole,    // a number without decimals
    number,   // any
    yes_no,   // true or false
    amount,   // a number, or its text as people write it
    cell,     // what a cell of a spreadsheet holds: a text, a whole number, true or false
    texts,    // a list
    numbers,  // a list
    object,   // of any members
    objects,  // a list
    shape,    // `of`
    shapes    // a list of `of`
  };
  std::string_view name;
  Kind kind = Kind::text;
  bool required = true;   // of a request; an answer always has all
  bool nullable = false;  // of an answer; a request may say null for what it need not say
  std::string_view of = {};
  std::string_view choices = {};     // with spaces between them; empty: any
  std::int64_t least = 0, most = 0;  // of a whole number; both 0: any
};

struct Shape {
  std::string name;
  std::vector<Member> members;
};

// By name; std::logic_error for one that is not there.
const Shape& shape_of(std::string_view name);
const std::vector<Shape>& all_shapes();

Json schema_of(
    const Shape& shape);  // JSON Schema 2020-12, with references into #/components/schemas
Json schema_of(const Member& member);

// What a request's object is refused for, all of it; `within` leads each field ("lots[3]."):
// `api_member_unknown`, `api_member_missing`, `api_member_kind` (args kind), `api_member_choice`
// (args known), `api_member_range` (args least, most), `api_object_expected`.
std::vector<Error> faults_of(const Shape& shape, const Json& value, const std::string& within = {});

}  // namespace temgoc
