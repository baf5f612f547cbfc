// A GS1 Digital Link URI, read: GS1 Digital Link URI Syntax 1.7 as docs/resolver.md says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/result.h"

namespace temgoc {

struct ElementString {
  std::string ai;
  std::string value;  // decoded
  bool operator==(const ElementString&) const = default;
};

struct DigitalLink {
  std::string stem = {};                       // what stands before the primary key, "/a/b"
  ElementString key = {};                      // the rightmost primary key of the path
  std::vector<ElementString> qualifiers = {};  // in the order that the standard gives
  std::vector<ElementString> attributes = {};  // of the query
  bool compressed = false;                     // read from an EPC binary string

  const std::string* qualifier(std::string_view ai) const;  // its value; null: it has none
  std::vector<std::string_view> qualifier_ais() const;
  std::string path() const;  // "/01/…/10/…", without stem and attributes, percent-encoded
};

// Whether a path is meant to be one: a segment of it is a primary key's AI, or its last an EPC
// binary string. Others are other people's paths.
bool names_a_gs1_key(std::string_view path);

// `path` and `query` as sent; one trailing slash is forgiven. REQUIRES names_a_gs1_key(path).
// `gs1_path` (no pairs of AI and value behind the primary key), `gs1_qualifier` (args ai, key: none
// of that key, or out of order), `gs1_ai_unknown`, `gs1_value`, `gs1_check_digit`, `gs1_repeated`,
// `gs1_in_query` (a qualifier of the key belongs in the path), `gs1_no_attribute` (GS1 does not
// allow that AI in a query), `gs1_requires` (AI 8030 with a key that it cannot sign),
// `epc_undecodable`; all with args ai where one is at fault.
Result<DigitalLink> read_digital_link(std::string_view path, std::string_view query);

}  // namespace temgoc
