// Writes a value as RFC 8785 wants it.
#include "temgoc/credential/jcs.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace temgoc {
namespace {

constexpr std::int64_t kMostWhole = (std::int64_t{1} << 53) - 1;

// Orders UTF-8 as its UTF-16 would be: U+10000 and above (four bytes, from 0xf0) are surrogates
// there, which lie below U+E000 (0xee and 0xef).
int utf16_rank(char byte) {
  constexpr int kFirstPrivate = 0xee, kFirstSurrogate = 0xf0, kPlanes = 5;
  const int rank = static_cast<unsigned char>(byte);
  if (rank >= kFirstSurrogate) return rank - kFirstSurrogate + kFirstPrivate;
  return rank >= kFirstPrivate ? rank + kPlanes : rank;
}

bool utf16_less(const std::string& a, const std::string& b) {
  return std::ranges::lexicographical_compare(a, b, {}, utf16_rank, utf16_rank);
}

class Writer {
 public:
  Result<std::string> written(const Json& value) {
    if (auto done = add(value, ""); !done) return done.error();
    return std::move(out_);
  }

 private:
  Result<void> add(const Json& value, const std::string& at) {
    if (value.is_object()) return add_object(value, at);
    if (value.is_array()) return add_array(value, at);
    if (value.is_string()) return add_text(value, at);
    if (value.is_number()) return add_number(value, at);
    out_ += value.dump();  // true, false, null
    return {};
  }

  Result<void> add_text(const Json& text, const std::string& at) {
    try {
      out_ += text.dump();  // its escapes are those of the scheme
    } catch (const Json::type_error&) {
      return Error{"jcs_text_unfit", at};
    }
    return {};
  }

  Result<void> add_number(const Json& number, const std::string& at) {
    const auto unfit = [&] { return Error{"jcs_number_unfit", at, number.dump()}; };
    if (number.is_number_float()) {
      const auto value = number.get<double>();
      if (std::trunc(value) != value || std::abs(value) > static_cast<double>(kMostWhole))
        return unfit();
      out_ += std::to_string(static_cast<std::int64_t>(value));
      return {};
    }
    if (number.is_number_unsigned() ? number.get<std::uint64_t>() > std::uint64_t{kMostWhole}
                                    : number.get<std::int64_t>() < -kMostWhole)
      return unfit();
    out_ += number.dump();
    return {};
  }

  Result<void> add_array(const Json& list, const std::string& at) {
    out_ += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out_ += ',';
      if (auto done = add(list[i], at + "/" + std::to_string(i)); !done) return done;
    }
    out_ += ']';
    return {};
  }

  Result<void> add_object(const Json& object, const std::string& at) {
    std::vector<std::string> names;
    for (const auto& member : object.items()) names.push_back(member.key());
    std::ranges::sort(names, utf16_less);
    out_ += '{';
    for (const std::string& name : names) {
      if (&name != names.data()) out_ += ',';
      if (auto done = add_text(name, at); !done) return done;
      out_ += ':';
      if (auto done = add(object.at(name), at + "/" + name); !done) return done;
    }
    out_ += '}';
    return {};
  }

  std::string out_;
};

}  // namespace

Result<std::string> jcs(const Json& value) { return Writer().written(value); }

}  // namespace temgoc
