// Splits path and query into key, qualifiers and attributes, and checks their order and values.
#include "temgoc/gs1/digital_link.h"
#include "temgoc/base/percent.h"

#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/gs1/application_identifiers.h"
#include "temgoc/gs1/epc_binary.h"

namespace temgoc {
namespace {

Error fault(std::string_view code, std::string_view ai = {}, std::string_view value = {}) {
  Error error{.code = std::string(code), .value = shortened(value)};
  if (!ai.empty()) error.args["ai"] = ai;
  return error;
}

// The segments of a path, without the one that a trailing slash makes.
std::vector<std::string_view> segments_of(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  return split(path, '/');
}

// Where the rightmost primary key stands that has nothing but pairs behind it.
std::optional<std::size_t> primary_key_at(const std::vector<std::string_view>& segments) {
  for (std::size_t left = segments.size(); left >= 2;) {
    left -= 2;
    if (is_primary_key(segments[left])) return left;
  }
  return std::nullopt;
}

Result<ElementString> element(std::string_view ai, std::string_view encoded) {
  auto value = percent_decoded(encoded);
  if (!value) return fault("gs1_value", ai, encoded);
  if (const auto why = value_fault(ai, *value)) {
    const bool printable = is_utf8(*value);
    return fault(*why, ai, printable ? std::string_view(*value) : encoded);
  }
  return ElementString{std::string(ai), *std::move(value)};
}

Error misplaced(const DigitalLink& link, std::string_view ai) {
  Error error = fault("gs1_qualifier", ai);
  error.args["key"] = link.key.ai;
  return error;
}

// The qualifiers must be of one sequence of the key, and in its order.
Result<void> check_order(const DigitalLink& link) {
  if (link.qualifiers.empty()) return {};
  const auto ais = link.qualifier_ais();
  for (const std::string_view ai : ais)
    if (!is_qualifier_of(ai, link.key.ai)) return misplaced(link, ai);
  const auto* sequence = qualifier_sequence(link.key.ai, ais);
  if (sequence == nullptr) return misplaced(link, ais.back());
  auto next = sequence->begin();
  for (const std::string_view ai : ais) {
    const auto found = std::find(next, sequence->end(), ai);
    if (found == sequence->end()) return misplaced(link, ai);
    next = found + 1;
  }
  return {};
}

bool stands_in_path(const DigitalLink& link, std::string_view ai) {
  return link.key.ai == ai || link.qualifier(ai) != nullptr;
}

bool is_attribute(const DigitalLink& link, std::string_view ai) {
  return std::ranges::find(link.attributes, ai, &ElementString::ai) != link.attributes.end();
}

Result<void> add_attribute(DigitalLink& link, std::string_view ai, std::string_view encoded) {
  auto attribute = element(ai, encoded);
  if (!attribute) return attribute.error();
  if (stands_in_path(link, ai) || is_attribute(link, ai)) return fault("gs1_repeated", ai);
  if (is_qualifier_of(ai, link.key.ai)) return fault("gs1_in_query", ai);
  if (!is_data_attribute(ai)) return fault("gs1_no_attribute", ai);
  link.attributes.push_back(*std::move(attribute));
  return {};
}

// Parameters of digits alone are AIs, all others are someone else's and pass.
Result<void> read_attributes(DigitalLink& link, std::string_view query) {
  for (const std::string_view pair : split(query, '&')) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view name = pair.substr(0, equals);
    if (!is_digits(name)) continue;
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    if (auto added = add_attribute(link, name, value); !added) return added;
  }
  return {};
}

// What a digital signature (8030) may sign: one thing, never a kind of things.
Result<void> check_signature(const DigitalLink& link) {
  if (!is_attribute(link, "8030")) return {};
  const std::string& key = link.key.ai;
  const bool of_kind = key == "01" || key == "8006";
  const bool one_thing = (of_kind && link.qualifier("21") != nullptr) ||
                         (key == "8010" && link.qualifier("8011") != nullptr);
  constexpr std::string_view kSingle[] = {"00", "253", "255", "8003", "8004", "8017", "8018"};
  if (one_thing || std::ranges::find(kSingle, key) != std::end(kSingle)) return {};
  return fault("gs1_requires", "8030");
}

Result<DigitalLink> read_plain(const std::vector<std::string_view>& segments) {
  const auto at = primary_key_at(segments);
  if (!at) return fault("gs1_path");
  DigitalLink link;
  for (std::size_t i = 0; i < *at; ++i) link.stem.append("/").append(segments[i]);
  for (std::size_t i = *at; i < segments.size(); i += 2) {
    // Checked before the value is read: a segment that cannot be an AI is a fault of the path.
    if (i != *at && !is_digits(segments[i])) return fault("gs1_path");
    auto pair = element(segments[i], segments[i + 1]);
    if (!pair) return pair.error();
    if (i != *at && stands_in_path(link, segments[i])) return fault("gs1_repeated", segments[i]);
    if (i == *at)
      link.key = *std::move(pair);
    else
      link.qualifiers.push_back(*std::move(pair));
  }
  if (auto ordered = check_order(link); !ordered) return ordered.error();
  return link;
}

Result<DigitalLink> read_compressed(const std::vector<std::string_view>& segments) {
  auto link = decompress_epc(segments.back());
  if (!link) return link;
  for (std::size_t i = 0; i + 1 < segments.size(); ++i) link->stem.append("/").append(segments[i]);
  link->compressed = true;
  return link;
}

}  // namespace

const std::string* DigitalLink::qualifier(std::string_view ai) const {
  const auto found = std::ranges::find(qualifiers, ai, &ElementString::ai);
  return found == qualifiers.end() ? nullptr : &found->value;
}

std::vector<std::string_view> DigitalLink::qualifier_ais() const {
  std::vector<std::string_view> ais;
  for (const ElementString& each : qualifiers) ais.push_back(each.ai);
  return ais;
}

std::string DigitalLink::path() const {
  std::string path = "/" + key.ai + "/" + percent_encoded(key.value);
  for (const ElementString& each : qualifiers)
    path.append("/").append(each.ai).append("/").append(percent_encoded(each.value));
  return path;
}

bool names_a_gs1_key(std::string_view path) {
  const auto segments = segments_of(path);
  return is_epc_segment(segments.back()) || std::ranges::any_of(segments, is_primary_key);
}

Result<DigitalLink> read_digital_link(std::string_view path, std::string_view query) {
  const auto segments = segments_of(path);
  const bool plain = std::ranges::any_of(segments, is_primary_key);
  auto link = plain ? read_plain(segments) : read_compressed(segments);
  if (!link) return link;
  if (auto read = read_attributes(*link, query); !read) return read.error();
  if (auto signs = check_signature(*link); !signs) return signs.error();
  return link;
}

}  // namespace temgoc
