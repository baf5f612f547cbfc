// Checks the form of host names and of the names of realms.
#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

namespace {

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// One part of a DNS name, RFC 1123 section 2.1.
bool is_host_label(std::string_view label) {
  if (label.empty() || label.size() > 63) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  return std::ranges::all_of(label, [](char c) { return is_lower_or_digit(c) || c == '-'; });
}

bool is_realm_part(std::string_view part) {
  if (part.empty() || part == "." || part == "..") return false;
  return std::ranges::all_of(part,
                             [](char c) { return is_lower_or_digit(c) || c == '-' || c == '.'; });
}

}  // namespace

bool is_host_name(std::string_view text) {
  return text.size() <= 253 && std::ranges::all_of(split(text, '.'), is_host_label);
}

Result<std::string> parse_host(std::string_view text) {
  std::string host = ascii_lower(text);
  const bool fits = host.size() >= 4 && host.size() <= 60 && host.find('.') != std::string::npos;
  if (!fits || !is_host_name(host)) return Error{"host_invalid", "host", shortened(text)};
  return host;
}

Result<std::string> parse_realm(std::string_view text) {
  const bool fits = text.size() >= 3 && text.size() <= 80 && !text.ends_with(kTestRealmSuffix);
  if (!fits || !std::ranges::all_of(split(text, '/'), is_realm_part)) {
    return Error{"realm_invalid", "realm", shortened(text)};
  }
  return std::string(text);
}

}  // namespace temgoc
