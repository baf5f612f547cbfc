// Checks request line, fields and body length, and names the status code to refuse with.
#include "http/head_check.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

// RFC 9110 section 5.6.2.
constexpr std::array<bool, 256> kTokenCharacters = [] {
  std::array<bool, 256> is_token{};
  for (unsigned c = '0'; c <= '9'; ++c) is_token[c] = true;
  for (unsigned c = 'a'; c <= 'z'; ++c) is_token[c] = true;
  for (unsigned c = 'A'; c <= 'Z'; ++c) is_token[c] = true;
  for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
    is_token[static_cast<unsigned char>(c)] = true;
  return is_token;
}();

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return kTokenCharacters[static_cast<unsigned char>(c)];
  });
}

bool is_target_character(char c) { return c > ' ' && c < 0x7f && c != '#'; }
bool is_value_character(char c) {
  return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != 0x7f);
}

bool same_name(std::string_view name, std::string_view lower) {
  return name.size() == lower.size() && std::ranges::equal(name, lower, {}, [](char c) {
           return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
         });
}

// The next line without its end; what is left begins after it. REQUIRES a line end ahead.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find(kLineEnd);
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + kLineEnd.size());
  return line;
}

unsigned version_fault(std::string_view version) {
  if (version == "HTTP/1.1" || version == "HTTP/1.0") return 0;
  const bool other = version.size() == 8 && version.starts_with("HTTP/") &&
                     is_digits(version.substr(5, 1)) && version[6] == '.' &&
                     is_digits(version.substr(7));
  return other ? 505 : 400;
}

unsigned request_line_fault(std::string_view line) {
  if (line.size() > kMaxRequestLine) return 414;
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return 400;
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (!is_token(line.substr(0, first))) return 400;
  if (target.empty() || !std::ranges::all_of(target, is_target_character)) return 400;
  return version_fault(line.substr(last + 1));
}

struct Framing {
  unsigned hosts = 0;
  unsigned lengths = 0;
  unsigned encodings = 0;
  bool length_is_good = true;
  std::size_t length = 0;
  bool expects = false;
};

void note_length(std::string_view value, Framing& framing) {
  ++framing.lengths;
  // Eighteen digits are more than any length we take.
  framing.length_is_good = is_digits(value) && value.size() <= 18;
  if (framing.length_is_good)
    std::from_chars(value.data(), value.data() + value.size(), framing.length);
}

bool note_field(std::string_view line, Framing& framing) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
  const std::string_view name = line.substr(0, colon), raw = line.substr(colon + 1);
  if (!std::ranges::all_of(raw, is_value_character)) return false;
  if (same_name(name, "host")) ++framing.hosts;
  if (same_name(name, "content-length")) note_length(trimmed(raw), framing);
  if (same_name(name, "transfer-encoding")) ++framing.encodings;
  if (same_name(name, "expect")) framing.expects = true;
  return true;
}

unsigned framing_fault(const Framing& framing, std::size_t max_body) {
  if (framing.hosts != 1 || framing.lengths > 1 || !framing.length_is_good) return 400;
  if (framing.encodings > 0) return framing.lengths > 0 || framing.encodings > 1 ? 400 : 411;
  if (framing.length > max_body) return 413;
  return framing.expects ? 417 : 0;
}

bool has_bare_line_feed(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    if (at == 0 || text[at - 1] != '\r') return true;
  return false;
}

}  // namespace

unsigned head_fault(std::string_view head, std::size_t max_body) {
  // First, so that an over-long line is named as such and not by the sum.
  std::string_view rest = head;
  if (const unsigned fault = request_line_fault(take_line(rest))) return fault;
  if (head.size() > kMaxHead) return 431;
  Framing framing;
  while (rest != kLineEnd)
    if (!note_field(take_line(rest), framing)) return 400;
  return framing_fault(framing, max_body);
}

std::size_t empty_lines_before(std::string_view received) {
  std::size_t end = 0;
  while (received.substr(end).starts_with(kLineEnd)) end += kLineEnd.size();
  return end;
}

unsigned unfinished_head_fault(std::string_view begin) {
  if (begin == kLineEnd.substr(0, 1)) return 0;  // half of an empty line
  const std::size_t line_end = begin.find(kLineEnd);
  // A method begins every request; TLS, for one, does not begin so.
  if (!begin.empty() && !kTokenCharacters[static_cast<unsigned char>(begin.front())]) return 400;
  // Whoever ends lines so would wait for an answer that never comes.
  if (has_bare_line_feed(begin)) return 400;
  if (line_end == std::string_view::npos) return begin.size() > kMaxRequestLine ? 414 : 0;
  if (const unsigned fault = request_line_fault(begin.substr(0, line_end))) return fault;
  return begin.size() > kMaxHead ? 431 : 0;
}

}  // namespace temgoc
