// Parses links and typed codes, and strips the marks of a sentence that they were copied from.
#include <algorithm>
#include <array>
#include <span>

#include "temgoc/base/text.h"
#include "temgoc/scan/scan.h"
#include "temgoc/scan/sentence_end.h"

namespace temgoc {

namespace {

// The one format this reader knows: version 1, suite 0.
constexpr std::uint8_t kKnownFormat = 0x10;
constexpr std::size_t kLongestTypedCode = 40;
constexpr std::size_t kGtinDigits = 14;

bool is_visible_ascii(char c) { return c >= 0x21 && c <= 0x7e; }

// A path cut at each '/', without memory of its own. More segments than any label has are not kept.
struct Segments {
  static constexpr std::size_t kMost = 7;
  std::array<std::string_view, kMost + 1> parts;
  std::size_t count = 0;  // kMost + 1: too many
  bool has_empty = false;

  explicit Segments(std::string_view path) {
    for (std::size_t start = 0; count <= kMost; ++count) {
      const std::size_t slash = path.find('/', start);
      parts[count] = path.substr(start, slash - start);
      has_empty = has_empty || parts[count].empty();
      if (slash == std::string_view::npos) {
        ++count;
        return;
      }
      start = slash + 1;
    }
  }
};

// What stands after the AIs of a path "01/<gtin>/10/<lot>[/21/<serial>]".
struct Identity {
  Gtin gtin;
  LotCode lot;
  std::optional<Serial> serial;
};

struct Link {
  std::string host;
  std::string_view path;  // without its first and a last '/'
};

UnreadableScan unreadable(std::string why) { return {.why = std::move(why)}; }

constexpr std::string_view kSentenceEnds = ".-";

// The digits of a barcode, which some people type in place of the label's code.
std::optional<Gtin> barcode_in(std::string_view text) {
  const bool has_length = text.size() == 8 || (text.size() >= 12 && text.size() <= 14);
  if (!has_length || !is_digits(text)) return std::nullopt;
  auto gtin = Gtin::parse(text);
  return gtin ? std::optional(*std::move(gtin)) : std::nullopt;
}

Scanned read_typed(std::string_view text) {
  text = text.substr(0, text.find_last_not_of(".?") + 1);
  if (text.size() > kLongestTypedCode) return unreadable("not_a_label");
  if (auto gtin = barcode_in(text))
    return UnreadableScan{.why = "barcode", .product = std::move(gtin)};
  auto code = ShortCode::parse(text);
  if (!code) return unreadable(code.error().code);
  return *std::move(code);
}

// What a scanner puts before a code to say what kind of symbol it read (ISO/IEC 15424): "]Q1".
std::string_view without_symbology(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  if (text.size() < 3 || text[0] != ']' || !is_letter(text[1])) return text;
  return is_letter(text[2]) || (text[2] >= '0' && text[2] <= '9') ? text.substr(3) : text;
}

template <std::size_t kSize>
std::size_t size_of_first(std::string_view text, const std::array<std::string_view, kSize>& marks,
                          bool at_front) {
  for (const std::string_view mark : marks) {
    if (at_front ? text.starts_with(mark) : text.ends_with(mark)) return mark.size();
  }
  return 0;
}

// The brackets, quotes and marks of a sentence that a link was copied out of. No label begins or
// ends with one of them.
std::string_view without_sentence_marks(std::string_view text) {
  constexpr std::array<std::string_view, 9> kBefore{"(", "<", "[", "{", "\"", "'", "“", "‘", "«"};
  constexpr std::array<std::string_view, 14> kAfter{",", ";",  ":", "!", ")", ">", "]",
                                                    "}", "\"", "'", "”", "’", "»", "…"};
  while (const std::size_t size = size_of_first(text, kBefore, true)) text.remove_prefix(size);
  while (true) {
    // A full stop is one of them only behind another: alone it may belong to a lot's code.
    const std::string_view before = text.substr(0, text.find_last_not_of('.') + 1);
    const std::size_t size = size_of_first(before, kAfter, false);
    if (size == 0) return text;
    text = before.substr(0, before.size() - size);
  }
}

// The text behind "http://" or "https://" in any case; none for every other text.
std::optional<std::string_view> after_scheme(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (ascii_lower(text.substr(0, scheme.size())) == scheme) return text.substr(scheme.size());
  }
  return std::nullopt;
}

std::variant<UnreadableScan, Link> read_link(std::string_view rest) {
  const std::string_view authority = rest.substr(0, rest.find('/'));
  if (authority.find('@') != std::string_view::npos) return unreadable("user_info");
  if (authority.find(':') != std::string_view::npos) return unreadable("port");
  Link link{ascii_lower(authority), rest.substr(authority.size())};
  if (!is_host_name(link.host)) return unreadable("host");
  if (link.path.find('%') != std::string_view::npos) return unreadable("percent");
  if (link.path.size() < 2) return unreadable("path");
  link.path.remove_prefix(1);
  if (link.path.ends_with('/')) link.path.remove_suffix(1);
  return link;
}

// A link without a seal is read in any case: some scanners lower it. No serial that labels carry
// ends in a mark of a sentence.
std::variant<UnreadableScan, Identity> read_identity(std::span<const std::string_view> parts,
                                                     bool sealed) {
  const bool with_serial = parts.size() == 6;
  if (parts[0] != "01" || parts[2] != "10" || (with_serial && parts[4] != "21")) {
    return unreadable("path");
  }
  if (parts[1].size() != kGtinDigits) return unreadable("gtin");
  auto gtin = Gtin::parse(parts[1]);
  if (!gtin) return unreadable("gtin");
  const auto name = [sealed](std::string_view part) {
    return sealed ? std::string(part) : ascii_upper(part);
  };
  auto lot = LotCode::parse(name(parts[3]));
  if (!lot) return unreadable("lot");
  Identity identity{*std::move(gtin), *std::move(lot), std::nullopt};
  if (!with_serial) return identity;
  const std::string_view digits = parts[5].substr(0, parts[5].find_last_not_of(kSentenceEnds) + 1);
  auto serial = Serial::parse(name(digits));
  if (!serial) return unreadable("serial");
  identity.serial = *std::move(serial);
  return identity;
}

Scanned read_sealed(std::string host, std::string_view digits, Identity identity) {
  if (digits.size() != kSealDigits) return unreadable("seal_length");
  const auto seal = parse_seal_digits(digits);
  if (!seal) return unreadable("seal_digits");
  const std::uint8_t format = seal->front();
  if (format != kKnownFormat) {
    return NewerScan{std::move(host), static_cast<unsigned>(format >> 4), format & 0x0fU};
  }
  const auto header = decode_header(std::span(*seal).first<kSealHeaderBytes>());
  if (!header) return unreadable("seal_fields");
  SealedClaim sealed{{*header, std::move(identity.gtin), std::move(identity.lot), identity.serial}};
  std::copy(seal->begin() + kSealHeaderBytes, seal->end(), sealed.signature.begin());
  return SealedScan{std::move(host), std::move(sealed)};
}

// A product's own link, as a poster carries it, says nothing of a lot.
Scanned read_product(std::string host, std::string_view digits) {
  digits = digits.substr(0, digits.find_last_not_of(kSentenceEnds) + 1);
  const auto gtin = Gtin::parse(digits);
  if (digits.size() != kGtinDigits || !gtin) return unreadable("path");
  return UnreadableScan{.why = "product_link", .product = *gtin, .host = std::move(host)};
}

// "01/<gtin>/21/<serial>": read in any case, as every link without a seal.
Scanned read_roll_code(std::string host, std::span<const std::string_view> parts) {
  if (parts[1].size() != kGtinDigits) return unreadable("gtin");
  const auto gtin = Gtin::parse(parts[1]);
  if (!gtin) return unreadable("gtin");
  const std::string_view digits = parts[3].substr(0, parts[3].find_last_not_of(kSentenceEnds) + 1);
  const auto serial = Serial::parse(ascii_upper(digits));
  if (!serial) return unreadable("serial");
  return RollScan{std::move(host), *gtin, *serial};
}

Scanned read_path(Link link) {
  const Segments segments(link.path);
  const std::span<const std::string_view> parts(segments.parts.data(), segments.count);
  if (segments.has_empty) return unreadable("empty_segment");
  const bool sealed = parts.size() == 5 || parts.size() == 7;
  if (parts.size() == 2 && parts[0] == "01") return read_product(std::move(link.host), parts[1]);
  if (parts.size() == 4 && parts[0] == "01" && parts[2] == "21")
    return read_roll_code(std::move(link.host), parts);
  if (!sealed && parts.size() != 4 && parts.size() != 6) return unreadable("path");

  auto identity = read_identity(sealed ? parts.subspan(1) : parts, sealed);
  if (auto* why = std::get_if<UnreadableScan>(&identity)) return std::move(*why);
  auto& read = std::get<Identity>(identity);
  if (sealed) return read_sealed(std::move(link.host), parts[0], std::move(read));
  return LinkScan{std::move(link.host), std::move(read.gtin), std::move(read.lot), read.serial};
}

}  // namespace

Scanned read_scan(std::string_view text) {
  const std::string trimmed_text = trimmed(text);
  const std::string_view label = without_sentence_marks(without_symbology(trimmed_text));
  if (label.empty()) return unreadable("empty");
  if (label.find_first_of("/:") == std::string_view::npos) return read_typed(label);
  // A query or fragment is what others added, however long: no part of the label.
  const std::string_view link_text = label.substr(0, label.find_first_of("?#"));
  if (link_text.size() > kMaxScanBytes) return unreadable("too_long");
  if (!std::ranges::all_of(link_text, is_visible_ascii)) return unreadable("character");
  const auto rest = after_scheme(link_text);
  if (!rest) return unreadable("not_a_label");
  auto link = read_link(*rest);
  if (auto* why = std::get_if<UnreadableScan>(&link)) return std::move(*why);
  return read_path(std::get<Link>(std::move(link)));
}

std::optional<Scanned> without_sentence_end(const Scanned& scanned) {
  Scanned other = scanned;
  LotCode* lot = nullptr;
  if (auto* sealed = std::get_if<SealedScan>(&other); sealed && !sealed->sealed.claim.serial)
    lot = &sealed->sealed.claim.lot;
  if (auto* link = std::get_if<LinkScan>(&other); link && !link->serial) lot = &link->lot;
  if (lot == nullptr) return std::nullopt;
  const std::string_view text = lot->text();
  const std::size_t end = text.find_last_not_of(kSentenceEnds) + 1;
  if (end == 0 || end == text.size()) return std::nullopt;
  *lot = *LotCode::parse(text.substr(0, end));
  return other;
}

}  // namespace temgoc
