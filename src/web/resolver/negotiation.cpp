// Ranks links by media type, context and language, and keeps the best with those alike.
#include "web/resolver/negotiation.h"

#include <algorithm>
#include <tuple>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr int kWhole = 1000;

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
