// The one-time code of a set-up: whoever reads it off the terminal may answer its questions.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"
#include "temgoc/base/same_secret.h"

namespace temgoc {

// For one thread at a time. A new process has a new code.
class SetupCode {
 public:
  explicit SetupCode(const RandomSource& random);

  const std::string& text() const { return text_; }  // "7KQ2-M4XD"
  // The cookie of the browser in which it was typed. One browser at a time answers: an earlier one
  // has to type the code again. `setup_code_wrong`, `sign_in_locked` (args seconds) after several
  // wrong ones from that address, `setup_code_spent` after too many from anywhere.
  Result<std::string> take(std::string_view typed, const std::string& address, Instant now);
  // Whether that is the cookie of the browser that answers now.
  bool is_holder(std::string_view token) const {
    return !token_.empty() && is_same_secret(token, token_);
  }

 private:
  struct Wrong {
    std::uint32_t times = 0;
    Instant last_at = {};
  };
  const RandomSource& random_;
  std::string text_;
  std::string token_;
  std::map<std::string, Wrong> wrong_;  // by address
  std::uint32_t all_wrong_ = 0;
};

}  // namespace temgoc
