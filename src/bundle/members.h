// The members of one JSON object, all of which must be asked for. What is not as asked for makes it
// bad for good; the answers are then harmless.
#pragma once

#include <limits>
#include <string>

#include "temgoc/base/json.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

class Members {
 public:
  explicit Members(const Json& json) : json_(json) {}

  std::string text(const char* name) {
    const Json& member = at(name);
    if (!member.is_string()) return bad(), std::string();
    return member.get<std::string>();
  }
  // Empty for null alone: there is one form of each.
  std::string text_or_null(const char* name) {
    if (is_null(name)) return ++asked_, std::string();
    std::string given = text(name);
    if (given.empty()) bad();
    return given;
  }
  bool flag(const char* name) {
    const Json& member = at(name);
    if (!member.is_boolean()) return bad(), false;
    return member.get<bool>();
  }
  std::uint64_t number(const char* name,
                       std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) {
    const Json& member = at(name);
    if (!member.is_number_unsigned() || member.get<std::uint64_t>() > most) return bad(), 0;
    return member.get<std::uint64_t>();
  }
  std::uint32_t number32(const char* name) {
    return static_cast<std::uint32_t>(number(name, std::numeric_limits<std::uint32_t>::max()));
  }
  Instant instant(const char* name) {
    const auto read = parse_instant(text(name));
    if (!read) return bad(), Instant{};
    return *read;
  }
  Day day(const char* name) {
    const std::string iso = text(name);
    const auto read = parse_day(iso, name);
    if (!read || to_iso(*read) != iso) return bad(), Day{};
    return *read;
  }
  // `size` bytes of hex.
  template <std::size_t size>
  std::array<std::uint8_t, size> hex(const char* name) {
    std::array<std::uint8_t, size> out{};
    const auto read = from_hex(text(name));
    if (!read || read->size() != size) return bad(), out;
    std::ranges::copy(*read, out.begin());
    return out;
  }
  const Json& list(const char* name) {
    const Json& member = at(name);
    if (member.is_array()) return member;
    bad();
    return kNoList;
  }
  bool is_null(const char* name) const {
    return json_.is_object() && json_.contains(name) && json_[name].is_null();
  }
  void bad() { good_ = false; }
  // True where everything was as asked for and nothing else stands there.
  bool all_good() const { return good_ && json_.is_object() && asked_ == json_.size(); }

 private:
  const Json& at(const char* name) {
    ++asked_;
    if (json_.is_object() && json_.contains(name)) return json_[name];
    bad();
    return kNoList;
  }
  inline static const Json kNoList = Json::array();
  const Json& json_;
  std::size_t asked_ = 0;
  bool good_ = true;
};

}  // namespace temgoc
