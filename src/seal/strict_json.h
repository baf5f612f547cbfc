// The JSON line of a trust list or root set, read without forgiveness: every member asked for is
// there, nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/base/json.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

inline constexpr std::uint64_t kMaxJsonNumber = (std::uint64_t{1} << 53) - 1;

// The first thing found wrong; later ones are not looked for.
class Complaint {
 public:
  void raise(std::string field, std::string reason) {
    if (!error_) error_ = Error{code_, std::move(field), "", {}, {{"reason", std::move(reason)}}};
  }
  explicit Complaint(std::string code) : code_(std::move(code)) {}
  const std::optional<Error>& error() const { return error_; }

 private:
  std::string code_;
  std::optional<Error> error_;
};

// One object. Each reader takes one member and gives a harmless value where it complains; the
// caller looks at the complaint once, at the end.
class StrictObject {
 public:
  // `where`: the object's own path, for complaints ("keys[3]"); empty for the outermost.
  StrictObject(const Json& object, std::string where, Complaint& complaint);

  std::string text(const char* name);
  std::uint64_t number(const char* name, std::uint64_t least, std::uint64_t most = kMaxJsonNumber);
  std::optional<std::uint64_t> number_or_null(const char* name);
  PublicKeyBytes key(const char* name);
  std::optional<PublicKeyBytes> key_or_null(const char* name);
  Instant instant(const char* name);
  std::optional<Day> day_or_null(const char* name);
  std::vector<std::string> texts(const char* name);
  const Json& list(const char* name, std::size_t most);
  void refuse_others();

  void complain(const char* name, std::string reason);

 private:
  const Json& member(const char* name);

  const Json& object_;
  std::string where_;
  Complaint& complaint_;
  std::set<std::string> asked_;
};

// The JSON of a note's text whose first line is `first_line`.
std::optional<Json> json_line(std::string_view text, std::string_view first_line,
                              Complaint& complaint);
std::string with_first_line(std::string_view first_line, const Json& json);

}  // namespace temgoc
