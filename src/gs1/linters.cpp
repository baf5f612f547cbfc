// GS1's linters, each a few lines, and the table of their names.
#include "gs1/linters.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_date(int year, std::string_view month_and_day) {
  return (std::chrono::year{year} / number(month_and_day.substr(0, 2)) /
          number(month_and_day.substr(2, 2)))
      .ok();
}

// The century does not matter but for 29 February, where both that may be meant have one.
bool yymmdd(std::string_view text) {
  return is_date(2000 + number(text.substr(0, 2)), text.substr(2));
}
// Day 00 stands for the whole month.
bool yymmd0(std::string_view text) {
  return yymmdd(text.ends_with("00") ? std::string(text.substr(0, 4)) + "01" : std::string(text));
}
bool yyyymmdd(std::string_view text) { return is_date(number(text.substr(0, 4)), text.substr(4)); }
bool hh(std::string_view text) { return number(text) < 24; }
bool mi(std::string_view text) { return number(text) < 60; }
bool ss(std::string_view text) { return number(text) < 60; }
bool hhmi(std::string_view text) { return hh(text.substr(0, 2)) && mi(text.substr(2, 2)); }

// A company prefix has at least four digits.
bool has_prefix(std::string_view text, std::size_t at) {
  constexpr std::size_t kShortestPrefix = 4;
  return text.size() >= at + kShortestPrefix && is_digits(text.substr(at, kShortestPrefix));
}
bool gcppos1(std::string_view text) { return has_prefix(text, 0); }
bool gcppos2(std::string_view text) { return has_prefix(text, 1); }

bool nonzero(std::string_view text) { return text.find_first_not_of('0') != text.npos; }
bool zero(std::string_view text) { return !nonzero(text); }
bool nozeroprefix(std::string_view text) { return text == "0" || !text.starts_with('0'); }
bool yesno(std::string_view text) { return text == "0" || text == "1"; }
bool winding(std::string_view text) { return text == "0" || text == "1" || text == "9"; }
bool hyphen(std::string_view text) { return text.find_first_not_of('-') == text.npos; }
bool hasnondigit(std::string_view text) { return !is_digits(text); }
bool iso5218(std::string_view text) { return std::string_view("0129").find(text) != text.npos; }
bool iso3166alpha2(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}
// 01 to 10 are assigned, 80 to 99 free for a user.
bool mediatype(std::string_view text) {
  const int type = number(text);
  return (type >= 1 && type <= 10) || type >= 80;
}
// Ten digits, in steps of 10^-7 degrees from the South Pole, and from the date line eastwards.
bool latitude(std::string_view text) { return text <= "1800000000"; }
bool longitude(std::string_view text) { return text <= "3600000000"; }

// "0102" is piece 1 of 2.
bool pieceoftotal(std::string_view text) {
  const int piece = number(text.substr(0, 2));
  return piece >= 1 && piece <= number(text.substr(2, 2));
}
// "1/3" is the first of three.
bool posinseqslash(std::string_view text) {
  const auto parts = split(text, '/');
  if (parts.size() != 2 || !is_digits(parts[0]) || !is_digits(parts[1])) return false;
  const int position = number(parts[0].substr(0, 4)), end = number(parts[1].substr(0, 4));
  return nozeroprefix(parts[0]) && nozeroprefix(parts[1]) && position >= 1 && position <= end;
}
bool pcenc(std::string_view text) { return percent_decoded(text).has_value(); }
bool importeridx(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_';
  });
}

// GS1 General Specifications, section 7.9.5: a pair of check characters, modulo 1021.
bool csumalpha(std::string_view text) {
  constexpr std::string_view kSet82 =
      "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view kCheckCharacters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  constexpr std::array kWeights{2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37,
                                41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83};
  if (text.size() < 3 || text.size() > kWeights.size() + 2) return false;
  const std::string_view content = text.substr(0, text.size() - 2);
  std::size_t sum = 0;
  for (std::size_t i = 0; i < content.size(); ++i)
    sum += kSet82.find(content[content.size() - 1 - i]) * static_cast<std::size_t>(kWeights[i]);
  sum %= 1021;
  return text[text.size() - 2] == kCheckCharacters[sum / 32] &&
         text.back() == kCheckCharacters[sum % 32];
}

// Two letters and two check digits (ISO 7064, MOD 97-10) before the account.
bool iban(std::string_view text) {
  if (text.size() < 5 || !iso3166alpha2(text.substr(0, 2)) || !is_digits(text.substr(2, 2)))
    return false;
  int rest = 0;
  for (const char c : std::string(text.substr(4)) + std::string(text.substr(0, 4))) {
    const bool letter = c >= 'A' && c <= 'Z';
    if (!letter && !(c >= '0' && c <= '9')) return false;
    rest = letter ? (rest * 100 + (c - 'A' + 10)) % 97 : (rest * 10 + (c - '0')) % 97;
  }
  return rest == 1;
}

struct Linter {
  std::string_view name;
  bool (*passes)(std::string_view);
};
constexpr std::array kLinters{
    Linter{"csumalpha", csumalpha},
    Linter{"gcppos1", gcppos1},
    Linter{"gcppos2", gcppos2},
    Linter{"hasnondigit", hasnondigit},
    Linter{"hh", hh},
    Linter{"hhmi", hhmi},
    Linter{"hyphen", hyphen},
    Linter{"iban", iban},
    Linter{"importeridx", importeridx},
    Linter{"iso3166alpha2", iso3166alpha2},
    Linter{"iso5218", iso5218},
    Linter{"latitude", latitude},
    Linter{"longitude", longitude},
    Linter{"mediatype", mediatype},
    Linter{"mi", mi},
    Linter{"nonzero", nonzero},
    Linter{"nozeroprefix", nozeroprefix},
    Linter{"pcenc", pcenc},
    Linter{"pieceoftotal", pieceoftotal},
    Linter{"posinseqslash", posinseqslash},
    Linter{"ss", ss},
    Linter{"winding", winding},
    Linter{"yesno", yesno},
    Linter{"yymmd0", yymmd0},
    Linter{"yymmdd", yymmdd},
    Linter{"yyyymmdd", yyyymmdd},
    Linter{"zero", zero},
};

}  // namespace

bool passes_linter(std::string_view name, std::string_view text) {
  const auto found = std::ranges::find(kLinters, name, &Linter::name);
  return found == kLinters.end() || found->passes(text);
}

}  // namespace temgoc
