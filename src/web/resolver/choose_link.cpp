// Ranks the forms that a client accepts, and picks the default link or those of the type asked for.
#include "web/resolver/choose_link.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "web/resolver/linkset.h"

namespace temgoc {
namespace {

struct NamedForm {
  std::string_view media_type;
  LinksetForm form;
};
constexpr std::array kForms{NamedForm{"application/linkset+json", LinksetForm::linkset},
                            NamedForm{"application/json", LinksetForm::json},
                            NamedForm{"application/ld+json", LinksetForm::json_ld},
                            NamedForm{"text/html", LinksetForm::html}};

// A range that names a type outright goes before one that only covers it.
LinksetForm form_of(const std::vector<WeightedRange>& accept) {
  for (const auto quality : {named_quality, media_quality}) {
    const NamedForm* best = nullptr;
    int highest = 0;
    for (const NamedForm& each : kForms)
      if (const int q = quality(accept, each.media_type); q > highest) best = &each, highest = q;
    if (best != nullptr) return best->form;
  }
  return LinksetForm::linkset;
}

// Links asked for by Accept alone: named outright, and no less welcome than a page.
bool names_a_linkset(const std::vector<WeightedRange>& accept) {
  int highest = 0;
  for (const NamedForm& each : kForms)
    if (each.form != LinksetForm::html)
      highest = std::max(highest, named_quality(accept, each.media_type));
  return highest > 0 && highest >= named_quality(accept, "text/html");
}

// "gs1:pip" of every way in which the vocabulary's address is written.
std::string in_short(std::string type) {
  std::string_view rest = type;
  for (const std::string_view scheme : {"https://", "http://"})
    if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
  if (rest.size() == type.size()) return type;
  for (const std::string_view host : {"www.", "ref."})
    if (rest.starts_with(host)) rest.remove_prefix(host.size());
  constexpr std::string_view kPath = "gs1.org/voc/";
  return rest.starts_with(kPath) ? "gs1:" + std::string(rest.substr(kPath.size())) : type;
}

std::vector<const Link*> of_type(const LinkLevel& level, std::string_view type) {
  std::vector<const Link*> links;
  for (const Link& link : level.links)
    if (link.type == type) links.push_back(&link);
  return links;
}

LinkLevel with_links(const LinkLevel& level, const std::vector<const Link*>& links) {
  LinkLevel chosen{level.path, level.description, {}};
  for (const Link* link : links) chosen.links.push_back(*link);
  return chosen;
}

// A variant of the default where the request gives ground for one, else the default itself: never
// a choice.
std::vector<const Link*> default_of(const LinkLevel& level, const Wishes& wishes) {
  auto defaults = of_type(level, Link::kDefaultLink);
  auto variants = of_type(level, Link::kDefaultLinkMulti);
  std::erase_if(variants, [&](const Link* link) { return !is_wished_for(*link, wishes); });
  if (variants.empty() || defaults.empty()) return defaults;
  return {best_links(std::move(variants), wishes).front()};
}

}  // namespace

LinkRequest link_request(const HttpRequest& request) {
  LinkRequest asked{
      .type = in_short(form_value(request.query, "linkType")),
      .wishes = {weighted_ranges(request.accept), weighted_ranges(request.accept_language),
                 form_value(request.query, "context")}};
  asked.form = form_of(asked.wishes.media);
  const bool by_type = asked.type == "linkset" || asked.type == "all";
  asked.linkset = by_type || (asked.type.empty() && names_a_linkset(asked.wishes.media));
  return asked;
}

std::vector<LinkLevel> chosen_links(const std::vector<LinkLevel>& levels,
                                    const LinkRequest& request) {
  for (const LinkLevel& level : std::views::reverse(levels)) {
    if (request.type.empty()) {
      if (const auto links = default_of(level, request.wishes); !links.empty())
        return {with_links(level, links)};
      continue;
    }
    auto links = of_type(level, request.type);
    if (!links.empty()) return {with_links(level, best_links(std::move(links), request.wishes))};
  }
  return {};
}

}  // namespace temgoc
