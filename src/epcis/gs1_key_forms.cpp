// GS1 keys in all the forms that events hold, as one.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "temgoc/base/text.h"
#include "temgoc/epcis/epcis_document.h"
#include "temgoc/epcis/event_hash.h"

namespace temgoc {
namespace {

constexpr std::string_view kRoot = "https://id.gs1.org/";

// How an EPC URI becomes a key: "urn:epc:id:sgtin:" prefix "." reference "." serial.
struct EpcForm {
  std::string_view scheme;
  std::string_view ai;
  enum class Body {
    item,    // the first digit of the reference goes in front; a check digit at the end
    number,  // prefix and reference; a check digit
    asset,   // the same with a 0 in front
    open     // prefix and reference as they are
  } body;
  std::size_t digits;          // of prefix and reference; 0: open
  std::string_view qualifier;  // of the serial; empty: it follows at once; "-": there is none
};
using Body = EpcForm::Body;
constexpr std::array<EpcForm, 22> kForms{
    {{"id:sgtin:", "01", Body::item, 13, "/21/"},   {"id:upui:", "01", Body::item, 13, "/235/"},
     {"id:sscc:", "00", Body::item, 17, "-"},       {"id:sgln:", "414", Body::number, 12, "/254/"},
     {"id:pgln:", "417", Body::number, 12, "-"},    {"id:grai:", "8003", Body::asset, 12, ""},
     {"id:giai:", "8004", Body::open, 0, "-"},      {"id:gsrn:", "8018", Body::number, 17, "-"},
     {"id:gsrnp:", "8017", Body::number, 17, "-"},  {"id:gdti:", "253", Body::number, 12, ""},
     {"id:cpi:", "8010", Body::open, 0, "/8011/"},  {"id:sgcn:", "255", Body::number, 12, ""},
     {"id:ginc:", "401", Body::open, 0, "-"},       {"id:gsin:", "402", Body::number, 16, "-"},
     {"id:itip:", "8006", Body::item, 13, "/21/"},  {"class:lgtin:", "01", Body::item, 13, "/10/"},
     {"idpat:sgtin:", "01", Body::item, 13, "*"},   {"idpat:grai:", "8003", Body::asset, 12, "*"},
     {"idpat:gdti:", "253", Body::number, 12, "*"}, {"idpat:sgcn:", "255", Body::number, 12, "*"},
     {"idpat:cpi:", "8010", Body::open, 0, "*"},    {"idpat:itip:", "8006", Body::item, 13, "*"}}};

char check_digit(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i)
    sum += (digits[digits.size() - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

// Characters that a GS1 Digital Link must not have as they are.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kUnsafe = "!()*+,:";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (kUnsafe.find(c) == kUnsafe.npos) {
      encoded += c;
      continue;
    }
    encoded += '%';
    encoded += kHex[static_cast<unsigned char>(c) >> 4];
    encoded += kHex[static_cast<unsigned char>(c) & 15];
  }
  return encoded;
}

std::optional<std::string> key_of(const EpcForm& form, std::string_view prefix,
                                  std::string_view reference) {
  if (!is_digits(prefix) || prefix.size() < 6 || prefix.size() > 12) return std::nullopt;
  if (form.body == Body::open) return std::string(prefix) + percent_encoded(reference);
  const bool fits = prefix.size() + reference.size() == form.digits &&
                    (reference.empty() || is_digits(reference));
  if (!fits) return std::nullopt;
  std::string digits;
  if (form.body == Body::item) {
    digits = std::string(reference.substr(0, 1)).append(prefix).append(reference.substr(1));
  } else {
    digits = std::string(form.body == Body::asset ? "0" : "").append(prefix).append(reference);
  }
  digits += check_digit(digits);
  return digits;
}

// What follows the prefix, split as the form has it.
struct EpcParts {
  std::string_view reference, serial;
  std::string extra = {};  // piece and total of an ITIP
};

std::optional<EpcParts> parts_of(const EpcForm& form, std::string_view rest) {
  if (form.qualifier == "-") return EpcParts{rest, {}};
  const std::size_t dot = form.ai == "8010" ? rest.rfind('.') : rest.find('.');
  if (dot == rest.npos) return std::nullopt;
  EpcParts parts{rest.substr(0, dot), rest.substr(dot + 1)};
  if (form.ai == "8006") {  // "01.02.serial"
    if (parts.serial.size() < 6 || parts.serial[2] != '.' || parts.serial[5] != '.')
      return std::nullopt;
    parts.extra = std::string(parts.serial.substr(0, 2)).append(parts.serial.substr(3, 2));
    parts.serial.remove_prefix(6);
  }
  return parts;
}

std::optional<std::string> from_epc(std::string_view text) {
  constexpr std::string_view kUrn = "urn:epc:";
  if (!text.starts_with(kUrn)) return std::nullopt;
  text.remove_prefix(kUrn.size());
  const auto form = std::ranges::find_if(
      kForms, [&](const EpcForm& each) { return text.starts_with(each.scheme); });
  if (form == kForms.end()) return std::nullopt;
  text.remove_prefix(form->scheme.size());
  const std::size_t dot = text.find('.');
  if (dot == text.npos) return std::nullopt;
  const auto parts = parts_of(*form, text.substr(dot + 1));
  if (!parts) return std::nullopt;
  const auto key = key_of(*form, text.substr(0, dot), parts->reference);
  if (!key) return std::nullopt;
  std::string link = std::string(kRoot).append(form->ai).append("/").append(*key) + parts->extra;
  const bool whole_location = form->ai == "414" && parts->serial == "0";
  if (form->qualifier == "-" || form->qualifier == "*" || whole_location) return link;
  return link.append(form->qualifier) + percent_encoded(parts->serial);
}

struct LinkKey {
  std::string_view ai, word;  // the word is what older links had instead
};
constexpr std::array<LinkKey, 14> kLinkKeys{{{"01", "gtin"},
                                             {"8006", "itip"},
                                             {"8010", "cpid"},
                                             {"414", "gln"},
                                             {"417", "party"},
                                             {"8017", "gsrnp"},
                                             {"8018", "gsrn"},
                                             {"255", "gcn"},
                                             {"00", "sscc"},
                                             {"253", "gdti"},
                                             {"401", "ginc"},
                                             {"402", "gsin"},
                                             {"8003", "grai"},
                                             {"8004", "giai"}}};
constexpr std::array<LinkKey, 3> kQualifiers{{{"22", "cpv"}, {"10", "lot"}, {"21", "ser"}}};

template <std::size_t count>
std::string_view ai_of(const std::array<LinkKey, count>& keys, std::string_view segment) {
  for (const LinkKey& each : keys) {
    if (each.ai == segment || each.word == segment) return each.ai;
  }
  return {};
}

std::string gtin_of_14(std::string_view value) {
  const bool short_form = is_digits(value) && value.size() < 14;
  return short_form ? std::string(14 - value.size(), '0').append(value) : std::string(value);
}

// Path segments after the key: the finest qualifier alone counts.
std::string finest(std::string_view ai, const std::vector<std::string_view>& segments,
                   std::size_t from) {
  std::string qualifier;
  for (std::size_t i = from; i + 1 < segments.size(); i += 2) {
    const std::string_view known = ai_of(kQualifiers, segments[i]);
    if (known == "22") continue;
    qualifier =
        "/" + std::string(known.empty() ? segments[i] : known) + "/" + std::string(segments[i + 1]);
  }
  return ai.empty() ? std::string() : qualifier;
}

std::optional<std::string> from_link(std::string_view text) {
  std::string_view rest = text;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
  }
  if (rest.size() == text.size()) return std::nullopt;
  rest = rest.substr(0, rest.find_first_of("?#"));
  while (rest.ends_with('/')) rest.remove_suffix(1);
  const auto segments = split(rest, '/');
  // The last key of the path, so that a stem may hold anything.
  for (std::size_t i = segments.size(); i-- > 1;) {
    const std::string_view ai = ai_of(kLinkKeys, segments[i]);
    if (ai.empty() || i + 1 >= segments.size()) continue;
    const std::string_view value = segments[i + 1];
    if (value.size() < 5 || !is_digits(value.substr(0, 4))) continue;
    return std::string(kRoot).append(ai).append("/") +
           (ai == "01" ? gtin_of_14(value) : std::string(value)) + finest(ai, segments, i + 2);
  }
  return std::nullopt;
}

// The form of a pattern: the scheme is an instance's or a class's.
const EpcForm* form_of_pattern(std::string_view scheme) {
  for (const EpcForm& form : kForms) {
    const std::size_t colon = form.scheme.find(':');
    if (form.scheme.substr(colon + 1) == scheme && !form.scheme.starts_with("idpat:")) return &form;
  }
  return nullptr;
}

// What keys of a company begin with, whatever else they hold.
std::vector<std::string> of_company(const EpcForm& form, const std::string& prefix) {
  const std::string root = std::string(kRoot).append(form.ai) + "/";
  if (form.body == Body::asset) return {root + "0" + prefix};
  if (form.body != Body::item) return {root + prefix};
  std::vector<std::string> all;
  for (char digit = '0'; digit <= '9'; ++digit) all.push_back(root + digit + prefix);
  return all;
}

std::optional<std::vector<std::string>> epc_urn_pattern(std::string_view text) {
  constexpr std::string_view kUrn = "urn:epc:idpat:";
  if (!text.starts_with(kUrn) || text.find('*') == text.npos) return std::nullopt;
  text.remove_prefix(kUrn.size());
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return std::nullopt;
  const EpcForm* form = form_of_pattern(text.substr(0, colon + 1));
  if (form == nullptr) return std::nullopt;
  const auto parts = split(text.substr(colon + 1), '.');
  const auto star = std::ranges::find(parts, "*");
  if (star == parts.end()) return std::nullopt;
  if (star == parts.begin()) return std::vector{std::string(kRoot).append(form->ai) + "/"};
  if (star == parts.begin() + 1) return of_company(*form, std::string(parts[0]));
  // The serial alone is open: what stands before it is the key.
  const auto key = key_of(*form, parts[0], parts[1]);
  if (!key) return std::nullopt;
  std::string begin = std::string(kRoot).append(form->ai) + "/" + *key;
  const bool stands_apart = form->qualifier.starts_with("/") && form->ai != "414";
  return std::vector{stands_apart ? begin.append(form->qualifier) : begin};
}

}  // namespace

std::optional<std::vector<std::string>> epc_pattern(std::string_view text) {
  if (auto pattern = epc_urn_pattern(text)) return pattern;
  if (!text.ends_with("/*")) return std::nullopt;
  // With any value in the place of the star the key is whole.
  std::string begin = canonical_gs1_key(std::string(text.substr(0, text.size() - 1)) + "0");
  if (!begin.starts_with(kRoot) || !begin.ends_with("/0")) return std::nullopt;
  begin.pop_back();
  return std::vector{begin};
}

std::string canonical_gs1_key(std::string_view text) {
  if (auto key = from_epc(text)) return *key;
  if (auto key = from_link(text)) return *key;
  return std::string(text);
}

}  // namespace temgoc
