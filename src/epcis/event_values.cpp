// Numbers, moments and vocabularies in the one form that is hashed.
#include "epcis/event_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "temgoc/base/clock.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::string_view kCbv = "https://ref.gs1.org/cbv/";
constexpr std::string_view kVoc = "https://gs1.org/voc/";

struct Vocabulary {
  std::string_view member;
  std::string_view list;  // empty: any
  std::string_view base, prefix;
};
constexpr std::array<Vocabulary, 11> kVocabularies{
    {{"bizStep", "", kCbv, "BizStep-"},
     {"disposition", "", kCbv, "Disp-"},
     {"set", "persistentDisposition", kCbv, "Disp-"},
     {"unset", "persistentDisposition", kCbv, "Disp-"},
     {"type", "bizTransactionList", kCbv, "BTT-"},
     {"type", "sourceList", kCbv, "SDT-"},
     {"type", "destinationList", kCbv, "SDT-"},
     {"component", "", kCbv, "Comp-"},
     {"type", "sensorReport", kVoc, ""},
     {"exception", "sensorReport", kVoc, ""},
     {"reason", "errorDeclaration", kCbv, "ER-"}}};

// The same vocabularies as they were written before EPCIS 2.0.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOldNames{
    {{"urn:epcglobal:cbv:bizstep:", "BizStep-"},
     {"urn:epcglobal:cbv:disp:", "Disp-"},
     {"urn:epcglobal:cbv:btt:", "BTT-"},
     {"urn:epcglobal:cbv:sdt:", "SDT-"},
     {"urn:epcglobal:cbv:er:", "ER-"}}};

std::string joined(std::string_view a, std::string_view b, std::string_view c) {
  return std::string(a).append(b).append(c);
}

// Thousandths of a second, from digits after the point; half goes up.
int milliseconds(std::string_view digits) {
  std::string four(digits.substr(0, 4));
  four.resize(4, '0');
  const int value = std::stoi(four);
  return value / 10 + (value % 10 >= 5 ? 1 : 0);
}

std::optional<int> zone_minutes(std::string_view text) {
  if (text == "Z") return 0;
  const bool sound = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
                     is_digits(text.substr(1, 2)) && is_digits(text.substr(4, 2));
  if (!sound) return std::nullopt;
  const int minutes =
      std::stoi(std::string(text.substr(1, 2))) * 60 + std::stoi(std::string(text.substr(4, 2)));
  return text[0] == '-' ? -minutes : minutes;
}

}  // namespace

std::string canonical_number(std::string_view text) {
  const bool minus = text.starts_with('-');
  std::string_view rest = text.substr(minus || text.starts_with('+') ? 1 : 0);
  const std::size_t point = rest.find('.');
  std::string whole(rest.substr(0, point));
  std::string decimals(point == rest.npos ? std::string_view() : rest.substr(point + 1));
  const bool sound = (is_digits(whole) || (whole.empty() && !decimals.empty())) &&
                     (decimals.empty() || is_digits(decimals));
  if (!sound) return std::string(text);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  while (decimals.ends_with('0')) decimals.pop_back();
  if (whole.empty()) whole.push_back('0');
  const bool zero = whole == "0" && decimals.empty();
  std::string number(minus && !zero ? "-" : "");
  number += whole;
  if (!decimals.empty()) number.append(1, '.').append(decimals);
  return number;
}

std::string canonical_moment(std::string_view text) {
  constexpr std::size_t kSeconds = 19;  // 2020-03-04T11:00:30
  if (text.size() <= kSeconds || text[10] != 'T') return std::string(text);
  std::string whole_seconds(text.substr(0, kSeconds));
  whole_seconds.push_back('Z');
  auto at = parse_instant(whole_seconds);
  if (!at) return std::string(text);
  std::string_view rest = text.substr(kSeconds);
  int thousandths = 0;
  if (rest.starts_with('.')) {
    const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (end == 1) return std::string(text);
    thousandths = milliseconds(rest.substr(1, end - 1));
    rest.remove_prefix(end);
  }
  const auto zone = zone_minutes(rest);
  if (!zone) return std::string(text);
  return to_iso(*at + std::chrono::milliseconds(thousandths) - std::chrono::minutes(*zone));
}

std::string with_vocabulary(std::string_view member, std::string_view list, std::string_view text) {
  for (const auto& [old_name, prefix] : kOldNames) {
    if (text.starts_with(old_name)) return joined(kCbv, prefix, text.substr(old_name.size()));
  }
  if (text.find(':') != text.npos) return std::string(text);
  for (const Vocabulary& each : kVocabularies) {
    if (each.member == member && (each.list.empty() || each.list == list))
      return joined(each.base, each.prefix, text);
  }
  return std::string(text);
}

std::string plain_text(const Json& value) {
  if (value.is_string()) return trimmed(value.get<std::string>());
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_null()) return {};
  if (!value.is_number_float()) return value.dump();
  // The shortest text that reads back as the same number, without an exponent.
  std::array<char, 400> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value.get<double>(),
                                 std::chars_format::fixed);
  return {digits.data(), end.ptr};
}

}  // namespace temgoc
