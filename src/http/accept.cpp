// Parses the q values of the Accept headers, and looks up how welcome a type or language is.
#include "temgoc/http/accept.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr int kWhole = 1000;
// More ranges than any browser sends; the rest is not looked at.
constexpr std::size_t kMostRanges = 32;

// "0.5" in thousandths: a digit, and at most three decimals.
int thousandths_of(std::string_view q) {
  if (q.empty() || q.size() > 5 || (q[0] != '0' && q[0] != '1')) return kWhole;
  if (q.size() > 1 && q[1] != '.') return kWhole;
  int value = (q[0] - '0') * kWhole;
  int place = 100;
  for (const char c : q.substr(std::min<std::size_t>(2, q.size()))) {
    if (c < '0' || c > '9') return kWhole;
    value += (c - '0') * place;
    place /= 10;
  }
  return std::min(value, kWhole);
}

WeightedRange range_of(std::string_view item) {
  WeightedRange range;
  bool first = true;
  for (const std::string_view part : split(item, ';')) {
    const std::string text = ascii_lower(trimmed(part));
    if (std::exchange(first, false))
      range.range = text;
    else if (text.starts_with("q="))
      range.thousandths = thousandths_of(std::string_view(text).substr(2));
  }
  return range;
}

// 3 exact, 2 "text/*", 1 "*/*", 0 none.
int specificity(std::string_view range, std::string_view type) {
  if (range == type) return 3;
  if (range == "*/*" || range == "*") return 1;
  return range.ends_with("/*") && type.starts_with(range.substr(0, range.size() - 1)) ? 2 : 0;
}

}  // namespace

std::vector<WeightedRange> weighted_ranges(std::string_view field) {
  std::vector<WeightedRange> ranges;
  if (field.empty()) return ranges;
  for (const std::string_view item : split(field, ',')) {
    if (ranges.size() == kMostRanges) break;
    WeightedRange range = range_of(item);
    if (!range.range.empty()) ranges.push_back(std::move(range));
  }
  std::ranges::stable_sort(ranges, std::greater(), &WeightedRange::thousandths);
  return ranges;
}

int media_quality(const std::vector<WeightedRange>& accept, std::string_view media_type) {
  if (accept.empty()) return kWhole;
  int best = 0, quality = 0;
  for (const WeightedRange& each : accept) {
    const int how = specificity(each.range, media_type);
    if (how > best) std::tie(best, quality) = std::tuple(how, each.thousandths);
  }
  return quality;
}

int named_quality(const std::vector<WeightedRange>& accept, std::string_view media_type) {
  const auto found = std::ranges::find(accept, media_type, &WeightedRange::range);
  return found == accept.end() ? 0 : found->thousandths;
}

Language spoken_language(std::string_view accept_language) {
  bool others = false;
  for (const WeightedRange& each : weighted_ranges(accept_language)) {
    if (each.thousandths == 0) break;
    const std::string_view primary = std::string_view(each.range).substr(0, each.range.find('-'));
    if (primary == "vi") return Language::vi;
    if (primary == "en") return Language::en;
    if (primary == "*") break;
    others = true;
  }
  return others ? Language::en : Language::vi;
}

bool accepts_gzip(std::string_view accept_encoding) {
  const auto ranges = weighted_ranges(accept_encoding);
  for (const char* coding : {"gzip", "*"}) {
    const auto found = std::ranges::find(ranges, coding, &WeightedRange::range);
    if (found != ranges.end()) return found->thousandths > 0;
  }
  return false;
}

}  // namespace temgoc
