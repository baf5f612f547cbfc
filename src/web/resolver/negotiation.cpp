#include "web/resolver/negotiation.h"

#include <algorithm>
#include <tuple>

#include "temgoc/text.h"

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

// The q of the first range that the tag satisfies when the range is cut from its end, tag by tag
// (RFC 4647, 3.4): "pt-BR" finds "pt". 0 where none does.
int language_quality(const std::vector<WeightedRange>& ranges, std::string_view tag) {
  const std::string wanted = ascii_lower(tag);
  for (const WeightedRange& each : ranges) {
    std::string_view range = each.range;
    while (!range.empty() && range != "*") {
      if (range == wanted) return each.thousandths;
      const std::size_t dash = range.rfind('-');
      range = range.substr(0, dash == std::string_view::npos ? 0 : dash);
    }
  }
  return 0;
}

int language_quality(const Link& link, const Wishes& wishes) {
  int best = 0;
  for (const std::string& tag : link.languages)
    best = std::max(best, language_quality(wishes.languages, tag));
  return best;
}

int media_quality(const Link& link, const Wishes& wishes) {
  return link.media_type.empty() ? kWhole : media_quality(wishes.media, link.media_type);
}

bool has_context(const Link& link, const Wishes& wishes) {
  return !wishes.context.empty() &&
         std::ranges::find(link.contexts, ascii_upper(wishes.context)) != link.contexts.end();
}

// Higher is better, from the strongest ground to the weakest: a type that the client can read, the
// context asked for and none that was not, the language, the type; then our own language and the
// fewest properties that were not asked for.
auto rank(const Link& link, const Wishes& wishes) {
  const bool vietnamese = std::ranges::find(link.languages, "vi") != link.languages.end();
  return std::tuple(media_quality(link, wishes) > 0, has_context(link, wishes),
                    link.contexts.empty(), language_quality(link, wishes),
                    media_quality(link, wishes), named_quality(wishes.media, link.media_type),
                    link.languages.empty(), vietnamese, link.media_type.empty());
}

bool same_properties(const Link& a, const Link& b) {
  return a.languages == b.languages && a.media_type == b.media_type && a.contexts == b.contexts;
}

}  // namespace

std::vector<WeightedRange> weighted_ranges(std::string_view header) {
  std::vector<WeightedRange> ranges;
  for (const std::string_view item : split(header, ',')) {
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

Language language_of(std::string_view accept_language) {
  const auto ranges = weighted_ranges(accept_language);
  const int vi = language_quality(ranges, "vi"), en = language_quality(ranges, "en");
  const bool others = std::ranges::any_of(
      ranges, [](const WeightedRange& each) { return each.thousandths > 0 && each.range != "*"; });
  return en > vi || (vi == 0 && others) ? Language::en : Language::vi;
}

std::vector<const Link*> best_links(std::vector<const Link*> candidates, const Wishes& wishes) {
  const Link* best = candidates.front();
  for (const Link* each : candidates)
    if (rank(*each, wishes) > rank(*best, wishes)) best = each;
  std::erase_if(candidates, [&](const Link* each) {
    return each != best && (!same_properties(*each, *best) || each->url == best->url);
  });
  return candidates;
}

bool is_wished_for(const Link& link, const Wishes& wishes) {
  if (media_quality(link, wishes) == 0) return false;
  return has_context(link, wishes) || language_quality(link, wishes) > 0 ||
         (!link.media_type.empty() && named_quality(wishes.media, link.media_type) > 0);
}

}  // namespace temgoc
