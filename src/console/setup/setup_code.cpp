// Who may answer, and how guessing is made slow and then useless.
#include "console/setup/setup_code.h"

#include <algorithm>
#include <array>

#include "temgoc/base/bytes.h"
#include "temgoc/base/random_code.h"
#include "temgoc/base/same_secret.h"
#include "temgoc/base/text.h"
#include "temgoc/people/people.h"

namespace temgoc {
namespace {

constexpr std::size_t kLetters = 8;        // 40 random bits
constexpr std::uint32_t kMostWrong = 200;  // of one code, from all addresses together

bool is_same(std::string_view text, std::string_view typed) {
  const auto wanted = crockford_forgiven(text), told = crockford_forgiven(typed);
  return wanted && told && is_same_secret(*wanted, *told);
}

}  // namespace

SetupCode::SetupCode(const RandomSource& random)
    : random_(random), text_(in_groups(random_crockford(random, kLetters))) {}

Result<std::string> SetupCode::take(std::string_view typed, const std::string& address,
                                    Instant now) {
  if (all_wrong_ >= kMostWrong) return Error{"setup_code_spent"};
  Wrong& wrong = wrong_[address];
  if (const auto left = wrong.last_at + wait_after(wrong.times) - now; left.count() > 0) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
    return Error{"sign_in_locked", {}, {}, {}, {{"seconds", std::to_string(seconds)}}};
  }
  if (!is_same(text_, typed)) {
    ++wrong.times, ++all_wrong_;
    wrong.last_at = now;
    return Error{"setup_code_wrong", "code"};
  }
  wrong_.clear();
  std::array<std::uint8_t, 32> bytes{};
  random_(bytes);
  token_ = to_hex(bytes);
  return token_;
}

}  // namespace temgoc
