// Amounts as people write them, exactly or not at all.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "temgoc/base/text.h"
#include "temgoc/model/lot.h"
#include "temgoc/model/pack_count.h"

namespace temgoc {
namespace {

constexpr std::int64_t kMaxUnits = 1'000'000'000;
constexpr std::size_t kMaxWholeDigits = 12;
constexpr std::size_t kMaxUnitCharacters = 20;
constexpr std::string_view kMarks = ".,";

Error quantity_error(std::string_view code, std::string_view amount) {
  return Error{.code = std::string(code), .field = "quantity", .value = shortened(amount)};
}

// An amount taken apart: digits of the whole part without thousands marks, and decimals.
struct Amount {
  std::string whole;
  std::string decimals;
};

// "1.234.567" with `mark` between groups of three, as digits; none when the groups are not so.
std::optional<std::string> ungrouped(std::string_view text, char mark) {
  const auto groups = split(text, mark);
  if (!is_digits(groups[0]) || groups[0].size() > 3 || groups[0][0] == '0') return std::nullopt;
  std::string digits(groups[0]);
  for (std::size_t i = 1; i < groups.size(); ++i) {
    if (!is_digits(groups[i]) || groups[i].size() != 3) return std::nullopt;
    digits += groups[i];
  }
  return digits;
}

// True for "1.234": thousands to one reader, decimals to the next.
bool may_be_thousands(std::string_view whole, std::string_view decimals) {
  return decimals.size() == 3 && whole.size() <= 3 && whole[0] != '0';
}

Error ambiguous(std::string_view amount, std::string_view whole, std::string_view decimals) {
  auto error = quantity_error("quantity_ambiguous", amount);
  error.args["low"] = fmt::format("{}.{}0", whole, decimals);
  error.args["high"] = fmt::format("{}{}", whole, decimals);
  return error;
}

Result<Amount> with_decimals(std::string_view amount, std::string_view whole_text,
                             std::string_view decimals) {
  const auto mark = whole_text.find_first_of(kMarks);
  const auto whole = mark == whole_text.npos ? std::string(whole_text)
                                             : ungrouped(whole_text, whole_text[mark]).value_or("");
  // Zeros past the thousandths say that "1.2340" is no thousand.
  const bool may_group = mark == whole_text.npos && may_be_thousands(whole, decimals);
  while (decimals.size() > 3 && decimals.ends_with('0')) decimals.remove_suffix(1);
  if (!is_digits(whole) || !is_digits(decimals) || decimals.size() > 3) {
    return quantity_error("quantity_unreadable", amount);
  }
  if (may_group) {
    return ambiguous(amount, whole, decimals);
  }
  return Amount{whole, std::string(decimals)};
}

Result<Amount> take_apart(std::string_view amount) {
  const auto last = amount.find_last_of(kMarks);
  if (last == amount.npos && is_digits(amount)) return Amount{std::string(amount), {}};
  if (last == amount.npos) return quantity_error("quantity_unreadable", amount);
  const auto before = amount.substr(0, last);
  // The same mark twice can only be thousands.
  if (before.find(amount[last]) == before.npos) {
    return with_decimals(amount, before, amount.substr(last + 1));
  }
  if (auto whole = ungrouped(amount, amount[last])) return Amount{std::move(*whole), {}};
  return quantity_error("quantity_unreadable", amount);
}

Result<std::int64_t> thousandths_of(std::string_view amount) {
  const auto apart = take_apart(amount);
  if (!apart) return apart.error();
  auto digits = apart->whole + apart->decimals + std::string(3 - apart->decimals.size(), '0');
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.size() > kMaxWholeDigits + 3 || value > kMaxUnits * 1000) {
    auto error = quantity_error("quantity_too_large", amount);
    error.args["limit"] = std::to_string(kMaxUnits);
    return error;
  }
  if (value == 0) return quantity_error("quantity_not_positive", amount);
  return value;
}

Result<std::string> parse_unit(std::string_view unit) {
  auto clean = clean_text(unit, "unit", kMaxUnitCharacters);
  if (clean && clean->empty()) return Error{.code = "unit_missing", .field = "unit"};
  return clean;
}

}  // namespace

Result<Quantity> Quantity::parse(std::string_view amount, std::string_view unit) {
  const auto text = trimmed(amount);
  const bool negative = text.starts_with('-');
  auto thousandths = thousandths_of(std::string_view(text).substr(negative ? 1 : 0));
  // Nobody packs a part of a bundle: "1.000 bó" are a thousand.
  if (!thousandths && thousandths.error().code == "quantity_ambiguous" && counts_packs(unit)) {
    const std::string whole = thousandths.error().args.at("high");
    thousandths = thousandths_of(whole);
  }
  if (!thousandths && thousandths.error().code != "quantity_not_positive" && negative) {
    return quantity_error("quantity_unreadable", amount);
  }
  if (!thousandths) return thousandths.error();
  if (negative) return quantity_error("quantity_not_positive", amount);
  auto clean_unit = parse_unit(unit);
  if (!clean_unit) return clean_unit.error();
  return Quantity{*thousandths, *clean_unit};
}

std::string Quantity::amount_text() const {
  auto text = fmt::format("{}.{:03}", thousandths / 1000, thousandths % 1000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace temgoc
