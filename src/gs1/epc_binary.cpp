// Decodes the bits of SGTIN, DSGTIN, SGLN and GDTI tags into the key and values of a link.
#include "temgoc/gs1/epc_binary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "temgoc/base/text.h"
#include "temgoc/gs1/application_identifiers.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

constexpr std::string_view kHexadecimal = "0123456789abcdef";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kUrnCode40("\0ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789", 40);
// The longest scheme with every data attribute that is read; longer ones are no tag's.
constexpr std::size_t kLongestSegment = 1024;

// Thrown where the bits do not fit their scheme, caught where the segment is read.
struct Undecodable {};

// Bits read from left to right.
class Bits {
 public:
  explicit Bits(std::string_view segment) {
    const bool hex = segment.starts_with("eh");
    const std::string_view alphabet = hex ? kHexadecimal : kBase64;
    const std::size_t width = hex ? 4 : 6;
    for (const char c : segment.substr(2)) {
      const std::size_t value = alphabet.find(c);
      if (value == alphabet.npos) throw Undecodable();
      for (std::size_t bit = width; bit-- > 0;) bits_.push_back((value >> bit & 1) != 0);
    }
  }

  std::uint64_t number(std::size_t width) {
    if (width > bits_.size() - at_) throw Undecodable();
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value = value << 1 | (bits_[at_++] ? 1 : 0);
    return value;
  }
  void skip(std::size_t width) {
    if (width > bits_.size() - at_) throw Undecodable();
    at_ += width;
  }
  std::string digits(std::size_t count) {  // of four bits each
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t digit = number(4);
      if (digit > 9) throw Undecodable();
      text += static_cast<char>('0' + digit);
    }
    return text;
  }
  // Nothing but the padding to a whole word is left.
  bool at_end() const {
    return std::none_of(bits_.begin() + static_cast<std::ptrdiff_t>(at_), bits_.end(),
                        [](bool bit) { return bit; });
  }

 private:
  std::vector<bool> bits_;
  std::size_t at_ = 0;
};

std::string padded(std::uint64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() > width) throw Undecodable();
  return std::string(width - digits.size(), '0') + digits;
}

std::string with_check_digit(std::string digits) { return digits + Gtin::check_digit(digits); }

// Company prefix and reference of the partition tables (TDS 2.3, tables 14-2 to 14-21): partition p
// gives the prefix 12 - p digits. The two share 44 bits and 13 digits in an SGTIN, 41 and 12 in an
// SGLN and a GDTI.
struct Partitioned {
  std::string prefix;
  std::string reference;
};
Partitioned partitioned(Bits& bits, std::size_t all_bits, std::size_t all_digits) {
  constexpr std::array<std::size_t, 7> kPrefixBits{40, 37, 34, 30, 27, 24, 20};
  const auto partition = static_cast<std::size_t>(bits.number(3));
  if (partition >= kPrefixBits.size()) throw Undecodable();
  const std::size_t prefix_bits = kPrefixBits[partition], prefix_digits = 12 - partition;
  std::string prefix = padded(bits.number(prefix_bits), prefix_digits);
  const std::uint64_t reference = bits.number(all_bits - prefix_bits);
  const std::size_t reference_digits = all_digits - prefix_digits;
  if (reference_digits == 0 && reference != 0) throw Undecodable();
  return {std::move(prefix), reference_digits == 0 ? "" : padded(reference, reference_digits)};
}

// The indicator digit leads the item reference and stands first in a GTIN.
std::string partitioned_gtin(Bits& bits) {
  const auto [prefix, reference] = partitioned(bits, 44, 13);
  return with_check_digit(reference.substr(0, 1) + prefix + reference.substr(1));
}

std::string partitioned_13(Bits& bits) {  // a GLN, or a GDTI without its serial
  const auto [prefix, reference] = partitioned(bits, 41, 12);
  return with_check_digit(prefix + reference);
}

// Characters of seven bits, filled up with zeros.
std::string seven_bit(Bits& bits, std::size_t count) {
  std::string text;
  bool ended = false;
  for (std::size_t i = 0; i < count; ++i) {
    const auto c = static_cast<char>(bits.number(7));
    if (ended && c != '\0') throw Undecodable();
    ended = c == '\0';
    if (!ended) text += c;
  }
  return text;
}

std::size_t bits_of_digits(std::size_t digits) {
  return static_cast<std::size_t>(std::ceil(static_cast<double>(digits) * std::log2(10.0)));
}

// An integer of up to 20 digits takes up to 67 bits.
std::string long_integer(Bits& bits, std::size_t digits) {
  std::string decimal(digits, '0');
  for (std::size_t i = bits_of_digits(digits); i > 0; --i) {
    std::uint64_t carry = bits.number(1);
    for (auto digit = decimal.rbegin(); digit != decimal.rend(); ++digit) {
      const std::uint64_t twice = static_cast<std::uint64_t>(*digit - '0') * 2 + carry;
      *digit = static_cast<char>('0' + twice % 10);
      carry = twice / 10;
    }
    if (carry != 0) throw Undecodable();
  }
  return decimal;
}

std::string from_alphabet(Bits& bits, std::size_t count, std::string_view alphabet,
                          std::size_t width) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += alphabet[static_cast<std::size_t>(bits.number(width))];
  return text;
}

// Three characters in 16 bits.
std::string urn_code_40(Bits& bits, std::size_t count) {
  std::string text;
  while (text.size() < count) {
    std::uint64_t value = bits.number(16);
    if (value == 0) throw Undecodable();
    --value;
    const std::array<std::uint64_t, 3> places{value / 1600, value / 40 % 40, value % 40};
    for (const std::uint64_t place : places) {
      if (place >= kUrnCode40.size()) throw Undecodable();
      text += kUrnCode40[static_cast<std::size_t>(place)];
    }
  }
  text.resize(count);
  return text;
}

// A value that names its own encoding and length (TDS 2.3, 14.5.6).
std::string variable(Bits& bits) {
  const std::uint64_t encoding = bits.number(3);
  const auto length = static_cast<std::size_t>(bits.number(5));
  switch (encoding) {
    case 0:
      return long_integer(bits, length);
    case 1:
      return from_alphabet(bits, length, "0123456789ABCDEF", 4);
    case 2:
      return from_alphabet(bits, length, kHexadecimal, 4);
    case 3:
      return from_alphabet(bits, length, kBase64, 6);
    case 4:
      return seven_bit(bits, length);
    case 5:
      return urn_code_40(bits, length);
    default:
      throw Undecodable();
  }
}

std::string date(Bits& bits) {
  std::string day;
  for (const std::size_t width : {7, 4, 5}) day += padded(bits.number(width), 2);
  return day;
}

// Skips the custom host of a "++" scheme (14.5.16): the host of the request counts.
void skip_host(Bits& bits) {
  const bool seven_bits = bits.number(1) != 0;
  const auto length = static_cast<std::size_t>(bits.number(6));
  bits.skip(seven_bits ? length * 7 : (length + 2) / 3 * 16);
}

// Data behind the EPC (15.3): batch and variant go to the path, the rest is of the query.
void read_data(Bits& bits, DigitalLink& link) {
  constexpr std::array<std::string_view, 6> kDates{"11", "12", "13", "15", "16", "17"};
  while (!bits.at_end()) {
    std::string ai = bits.digits(2);
    std::string value;
    if (ai == "10" || ai == "22") {
      value = variable(bits);
    } else if (std::ranges::find(kDates, ai) != kDates.end()) {
      value = date(bits);
    } else if (ai >= "31" && ai <= "36") {
      ai += bits.digits(2);
      value = padded(bits.number(20), 6);
    } else {
      throw Undecodable();
    }
    const bool qualifier = ai == "10" || ai == "22";
    (qualifier ? link.qualifiers : link.attributes).push_back({std::move(ai), std::move(value)});
  }
}

// A qualifier or attribute that the key cannot have, twice, or with a value that it cannot have.
void require_valid(const DigitalLink& link) {
  std::vector<std::string_view> seen;
  const auto require = [&](const ElementString& each) {
    if (value_fault(each.ai, each.value) || std::ranges::find(seen, each.ai) != seen.end())
      throw Undecodable();
    seen.push_back(each.ai);
  };
  require(link.key);
  for (const ElementString& each : link.qualifiers) require(each);
  for (const ElementString& each : link.attributes) require(each);
}

void put_in_order(DigitalLink& link) {
  if (link.qualifiers.empty()) return;
  const auto* sequence = qualifier_sequence(link.key.ai, link.qualifier_ais());
  if (sequence == nullptr) throw Undecodable();
  std::ranges::sort(link.qualifiers, {}, [&](const ElementString& each) {
    return std::ranges::find(*sequence, each.ai) - sequence->begin();
  });
}

// Schemes from before TDS 2.0: of a fixed length, with nothing behind them.
bool read_fixed(std::uint64_t header, Bits& bits, DigitalLink& link) {
  constexpr std::string_view kNoExtension = "0";
  const auto qualify = [&](const char* ai, std::string value) {
    link.qualifiers.push_back({ai, std::move(value)});
  };
  const auto extend = [&](std::string extension) {
    if (extension != kNoExtension && !extension.empty()) qualify("254", std::move(extension));
  };
  if (header != 0x30 && header != 0x36 && header != 0x32 && header != 0x39 && header != 0x2c &&
      header != 0x3e)
    return false;
  bits.skip(3);  // the filter value, which has no place in a link
  const bool sgtin = header == 0x30 || header == 0x36;
  link.key =
      sgtin ? ElementString{"01", partitioned_gtin(bits)}
            : ElementString{header == 0x32 || header == 0x39 ? "414" : "253", partitioned_13(bits)};
  if (header == 0x30) qualify("21", std::to_string(bits.number(38)));
  if (header == 0x36) qualify("21", seven_bit(bits, 20));
  if (header == 0x32) extend(std::to_string(bits.number(41)));
  if (header == 0x39) extend(seven_bit(bits, 20));
  if (header == 0x2c) link.key.value += std::to_string(bits.number(41));
  if (header == 0x3e) link.key.value += seven_bit(bits, 17);
  if (!bits.at_end()) throw Undecodable();
  return true;
}

// The AI of a DSGTIN's date by its type.
std::string dated(Bits& bits, DigitalLink& link) {
  constexpr std::array<const char*, 7> kDateTypes{"11", "13", "15", "16", "17", "7006", "7007"};
  const auto type = static_cast<std::size_t>(bits.number(4));
  if (type >= kDateTypes.size()) throw Undecodable();
  link.attributes.push_back({kDateTypes[type], date(bits)});
  return bits.digits(14);
}

// Schemes of TDS 2.0 ("+") and 2.3 ("++").
bool read_plus(std::uint64_t header, Bits& bits, DigitalLink& link) {
  const bool dsgtin = header == 0xfb || header == 0xfc;
  const bool sgtin = header == 0xf7 || header == 0xfd;
  const bool sgln = header == 0xf2 || header == 0xe9;
  const bool gdti = header == 0xf6 || header == 0xea;
  if (!dsgtin && !sgtin && !sgln && !gdti) return false;
  bits.skip(4);  // whether data follows, which is seen, and the filter value
  link.key.ai = sgln ? "414" : gdti ? "253" : "01";
  link.key.value = dsgtin ? dated(bits, link) : bits.digits(sgtin ? 14 : 13);
  std::string serial = variable(bits);
  if (gdti)
    link.key.value += serial;
  else if (!sgln || serial != "0")
    link.qualifiers.push_back({sgln ? "254" : "21", std::move(serial)});
  const bool has_host = header == 0xfc || header == 0xfd || header == 0xe9 || header == 0xea;
  if (has_host) skip_host(bits);
  read_data(bits, link);
  return true;
}

DigitalLink decoded(std::string_view segment) {
  Bits bits(segment);
  const std::uint64_t header = bits.number(8);
  DigitalLink link;
  if (!read_fixed(header, bits, link) && !read_plus(header, bits, link)) throw Undecodable();
  require_valid(link);
  put_in_order(link);
  return link;
}

}  // namespace

bool is_epc_segment(std::string_view segment) {
  if (!segment.starts_with("eh") && !segment.starts_with("ex")) return false;
  return segment.substr(2).find_first_not_of(kBase64) == std::string_view::npos;
}

Result<DigitalLink> decompress_epc(std::string_view segment) {
  try {
    if (segment.size() <= kLongestSegment) return decoded(segment);
  } catch (const Undecodable&) {
  }
  return Error{.code = "epc_undecodable", .value = shortened(segment)};
}

}  // namespace temgoc
