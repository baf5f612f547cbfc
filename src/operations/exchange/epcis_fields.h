// Which terms of events a parameter of the simple event query asks about.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/registry/epcis_book.h"

namespace temgoc {

// Prefixes of names are those that documents declare, and those that the client does.
class EpcisFields {
 public:
  EpcisFields(const EpcisBook& book, const std::map<std::string, std::string>& extensions)
      : book_(book), extensions_(extensions) {}

  // What stands behind "EQ_", "GT_" … "EXISTS_"; empty: the standard has no such parameter.
  std::vector<std::string> compared(const std::string& rest) const;
  // The fields whose values master data may tell of; empty: it is none.
  std::vector<std::string> with_attributes(const std::string& name) const;
  // All names of an attribute that a client may mean, as master data is kept.
  std::vector<std::string> attribute_names(const std::string& written) const;
  // A value whose prefix the client declares in full; every other as it is.
  std::string in_full(std::string_view value) const;

 private:
  std::vector<std::string> named(const std::string& kind, const std::string& own) const;

  const EpcisBook& book_;
  const std::map<std::string, std::string>& extensions_;
};

// What follows a start such as "bizTransaction_"; none: the text has another start, or nothing
// more.
std::optional<std::string> behind(const std::string& text, std::string_view start);
// The type of a list of typed members, as terms have it.
std::string epcis_list_type(const std::string& list, const std::string& type);

}  // namespace temgoc
