#include "web/resolver/application_identifiers.h"

#include <algorithm>
#include <array>

#include "temgoc/identifiers.h"
#include "temgoc/text.h"

namespace temgoc {
namespace {

// What the characters of a part of a value are.
enum class Set {
  digits,
  check,   // digits, the last a check digit
  day,     // YYMMDD
  vague,   // YYMMDD, day 00 for a whole month
  hour,    // hhmm
  any,     // set 82
  key,     // set 82, the first four digits: part of a company prefix
  part,    // set 39: digits, capitals, # - /
  base64,  // URL-safe base64
};

struct Part {
  Set set = Set::digits;
  std::size_t shortest = 0;
  std::size_t longest = 0;  // 0: no such part
};

// AIs `first` to `last`, numbers of the same length.
struct Format {
  std::string_view first;
  std::string_view last;
  Part head;
  Part tail = {};
};

constexpr Part exact(Set set, std::size_t length) { return {set, length, length}; }
constexpr Part up_to(Set set, std::size_t length) { return {set, 1, length}; }
constexpr Part maybe(Set set, std::size_t length) { return {set, 0, length}; }

// In order of the AIs as text.
constexpr std::array kFormats{
    Format{"00", "00", exact(Set::check, 18)},
    Format{"01", "02", exact(Set::check, 14)},
    Format{"03", "03", exact(Set::check, 14)},
    Format{"10", "10", up_to(Set::any, 20)},
    Format{"11", "13", exact(Set::vague, 6)},
    Format{"15", "17", exact(Set::vague, 6)},
    Format{"20", "20", exact(Set::digits, 2)},
    Format{"21", "22", up_to(Set::any, 20)},
    Format{"235", "235", up_to(Set::any, 28)},
    Format{"240", "241", up_to(Set::any, 30)},
    Format{"242", "242", up_to(Set::digits, 6)},
    Format{"243", "243", up_to(Set::any, 20)},
    Format{"250", "251", up_to(Set::any, 30)},
    Format{"253", "253", exact(Set::check, 13), maybe(Set::any, 17)},
    Format{"254", "254", up_to(Set::any, 20)},
    Format{"255", "255", exact(Set::check, 13), maybe(Set::digits, 12)},
    Format{"30", "30", up_to(Set::digits, 8)},
    Format{"3100", "3695", exact(Set::digits, 6)},
    Format{"37", "37", up_to(Set::digits, 8)},
    Format{"3900", "3909", up_to(Set::digits, 15)},
    Format{"3910", "3919", exact(Set::digits, 3), up_to(Set::digits, 15)},
    Format{"3920", "3929", up_to(Set::digits, 15)},
    Format{"3930", "3939", exact(Set::digits, 3), up_to(Set::digits, 15)},
    Format{"3940", "3943", exact(Set::digits, 4)},
    Format{"3950", "3955", exact(Set::digits, 6)},
    Format{"400", "400", up_to(Set::any, 30)},
    Format{"401", "401", up_to(Set::key, 30)},
    Format{"402", "402", exact(Set::check, 17)},
    Format{"403", "403", up_to(Set::any, 30)},
    Format{"410", "417", exact(Set::check, 13)},
    Format{"420", "420", up_to(Set::any, 20)},
    Format{"421", "421", exact(Set::digits, 3), up_to(Set::any, 9)},
    Format{"422", "422", exact(Set::digits, 3)},
    Format{"423", "423", {Set::digits, 3, 15}},
    Format{"424", "424", exact(Set::digits, 3)},
    Format{"425", "425", {Set::digits, 3, 15}},
    Format{"426", "426", exact(Set::digits, 3)},
    Format{"427", "427", up_to(Set::any, 3)},
    Format{"4300", "4301", up_to(Set::any, 35)},
    Format{"4302", "4306", up_to(Set::any, 70)},
    Format{"4307", "4307", exact(Set::any, 2)},
    Format{"4308", "4308", up_to(Set::any, 30)},
    Format{"4309", "4309", exact(Set::digits, 20)},
    Format{"4310", "4311", up_to(Set::any, 35)},
    Format{"4312", "4316", up_to(Set::any, 70)},
    Format{"4317", "4317", exact(Set::any, 2)},
    Format{"4318", "4318", up_to(Set::any, 20)},
    Format{"4319", "4319", up_to(Set::any, 30)},
    Format{"4320", "4320", up_to(Set::any, 35)},
    Format{"4321", "4323", exact(Set::digits, 1)},
    Format{"4324", "4325", exact(Set::vague, 6), exact(Set::hour, 4)},
    Format{"4326", "4326", exact(Set::day, 6)},
    Format{"4330", "4333", exact(Set::digits, 6), maybe(Set::any, 1)},
    Format{"7001", "7001", exact(Set::digits, 13)},
    Format{"7002", "7002", up_to(Set::any, 30)},
    Format{"7003", "7003", exact(Set::day, 6), exact(Set::hour, 4)},
    Format{"7004", "7004", up_to(Set::digits, 4)},
    Format{"7005", "7005", up_to(Set::any, 12)},
    Format{"7006", "7006", exact(Set::day, 6)},
    Format{"7007", "7007", exact(Set::day, 6), maybe(Set::day, 6)},
    Format{"7008", "7008", up_to(Set::any, 3)},
    Format{"7009", "7009", up_to(Set::any, 10)},
    Format{"7010", "7010", up_to(Set::any, 2)},
    Format{"7011", "7011", exact(Set::day, 6), maybe(Set::hour, 4)},
    Format{"7020", "7022", up_to(Set::any, 20)},
    Format{"7023", "7023", up_to(Set::key, 30)},
    Format{"7030", "7039", exact(Set::digits, 3), up_to(Set::any, 27)},
    Format{"7040", "7040", exact(Set::digits, 1), exact(Set::any, 3)},
    Format{"710", "715", up_to(Set::any, 20)},
    Format{"7230", "7239", {Set::any, 3, 30}},
    Format{"7240", "7240", up_to(Set::any, 20)},
    Format{"7241", "7241", exact(Set::digits, 2)},
    Format{"7242", "7242", up_to(Set::any, 25)},
    Format{"8001", "8001", exact(Set::digits, 14)},
    Format{"8002", "8002", up_to(Set::any, 20)},
    Format{"8003", "8003", exact(Set::check, 14), maybe(Set::any, 16)},
    Format{"8004", "8004", up_to(Set::key, 30)},
    Format{"8005", "8005", exact(Set::digits, 6)},
    Format{"8006", "8006", exact(Set::check, 14), exact(Set::digits, 4)},
    Format{"8007", "8007", up_to(Set::any, 34)},
    Format{"8008", "8008", exact(Set::day, 6), {Set::digits, 2, 6}},
    Format{"8009", "8009", up_to(Set::any, 50)},
    Format{"8010", "8010", up_to(Set::part, 30)},
    Format{"8011", "8011", up_to(Set::digits, 12)},
    Format{"8012", "8012", up_to(Set::any, 20)},
    Format{"8013", "8013", up_to(Set::key, 25)},
    Format{"8017", "8018", exact(Set::check, 18)},
    Format{"8019", "8019", up_to(Set::digits, 10)},
    Format{"8020", "8020", up_to(Set::any, 25)},
    Format{"8026", "8026", exact(Set::check, 14), exact(Set::digits, 4)},
    Format{"8030", "8030", up_to(Set::base64, 90)},
    Format{"8110", "8110", up_to(Set::any, 70)},
    Format{"8111", "8111", exact(Set::digits, 4)},
    Format{"8112", "8112", up_to(Set::any, 70)},
    Format{"8200", "8200", up_to(Set::any, 70)},
    Format{"90", "90", up_to(Set::any, 30)},
    Format{"91", "99", up_to(Set::any, 90)},
};

struct PrimaryKey {
  std::string_view ai;
  std::array<std::string_view, 4> qualifiers = {};
  std::size_t count = 0;
};
constexpr std::array kPrimaryKeys{
    PrimaryKey{"00"},
    PrimaryKey{"01", {"22", "10", "21", "235"}, 4},
    PrimaryKey{"253"},
    PrimaryKey{"255"},
    PrimaryKey{"401"},
    PrimaryKey{"402"},
    PrimaryKey{"410"},
    PrimaryKey{"411"},
    PrimaryKey{"412"},
    PrimaryKey{"413"},
    PrimaryKey{"414", {"254", "7040"}, 2},
    PrimaryKey{"415", {"8020"}, 1},
    PrimaryKey{"417", {"7040"}, 1},
    PrimaryKey{"8003"},
    PrimaryKey{"8004", {"7040"}, 1},
    PrimaryKey{"8006", {"22", "10", "21"}, 3},
    PrimaryKey{"8010", {"8011"}, 1},
    PrimaryKey{"8013"},
    PrimaryKey{"8017", {"8019"}, 1},
    PrimaryKey{"8018", {"8019"}, 1},
};

const PrimaryKey* primary_key(std::string_view ai) {
  const auto found = std::ranges::find(kPrimaryKeys, ai, &PrimaryKey::ai);
  return found == kPrimaryKeys.end() ? nullptr : &*found;
}

// 31nn to 36nn: the third digit names the measure and the fourth, 0 to 5, the decimals.
bool is_measure(std::string_view ai) {
  if (ai[3] > '5') return false;
  constexpr std::string_view kMeasures =
      "31:0123456 32:0123456789 33:01234567 34:0123456789 "
      "35:01234567 36:0123456789";
  const std::size_t row = kMeasures.find(std::string(ai.substr(0, 2)) + ":");
  const std::string_view measures = kMeasures.substr(row + 3);
  return measures.substr(0, measures.find(' ')).find(ai[2]) != std::string_view::npos;
}

const Format* format_of(std::string_view ai) {
  for (const Format& format : kFormats) {
    if (ai.size() != format.first.size() || ai < format.first || ai > format.last) continue;
    return format.first == "3100" && !is_measure(ai) ? nullptr : &format;
  }
  return nullptr;
}

int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool is_day(std::string_view text, bool whole_month_allowed) {
  const int day = two_digits(text, 4);
  if (whole_month_allowed && day == 0) return is_day(std::string(text.substr(0, 4)) + "01", false);
  // The century is of no matter but for 29 February, where both that may be meant have one.
  const auto date = std::chrono::year{2000 + two_digits(text, 0)} /
                    static_cast<unsigned>(two_digits(text, 2)) / static_cast<unsigned>(day);
  return date.ok();
}

bool is_part_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '#' || c == '-' || c == '/';
}

bool is_base64_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '_' || c == '=';
}

// REQUIRES text of digits where the set is one of digits.
bool fits(Set set, std::string_view text) {
  switch (set) {
    case Set::day:
    case Set::vague:
      return is_day(text, set == Set::vague);
    case Set::hour:
      return two_digits(text, 0) < 24 && two_digits(text, 2) < 60;
    case Set::any:
      return std::ranges::all_of(text, is_gs1_character);
    case Set::key:
      return std::ranges::all_of(text, is_gs1_character) && text.size() >= 4 &&
             is_digits(text.substr(0, 4));
    case Set::part:
      return std::ranges::all_of(text, is_part_character) && text.size() >= 4 &&
             is_digits(text.substr(0, 4));
    case Set::base64:
      return std::ranges::all_of(text, is_base64_character);
    case Set::digits:
    case Set::check:
      return true;
  }
  return false;
}

bool is_of_digits(Set set) {
  return set == Set::digits || set == Set::check || set == Set::day || set == Set::vague ||
         set == Set::hour;
}

std::optional<std::string_view> part_fault(const Part& part, std::string_view text) {
  if (text.size() < part.shortest || text.size() > part.longest) return "gs1_value";
  if (text.empty()) return std::nullopt;
  if (is_of_digits(part.set) && !is_digits(text)) return "gs1_value";
  if (!fits(part.set, text)) return "gs1_value";
  if (part.set == Set::check && Gtin::check_digit(text.substr(0, text.size() - 1)) != text.back())
    return "gs1_check_digit";
  return std::nullopt;
}

}  // namespace

bool is_primary_key(std::string_view ai) { return primary_key(ai) != nullptr; }

std::span<const std::string_view> key_qualifiers(std::string_view primary) {
  const PrimaryKey* key = primary_key(primary);
  if (key == nullptr) return {};
  return std::span(key->qualifiers).first(key->count);
}

bool is_exclusive_qualifier(std::string_view ai) { return ai == "235" || ai == "7040"; }

std::optional<std::string_view> value_fault(std::string_view ai, std::string_view value) {
  const Format* format = format_of(ai);
  if (format == nullptr) return "gs1_ai_unknown";
  const std::size_t head = std::min(value.size(), format->head.longest);
  if (auto fault = part_fault(format->head, value.substr(0, head))) return fault;
  return part_fault(format->tail, value.substr(head));
}

}  // namespace temgoc
