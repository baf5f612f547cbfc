// Fills the page that lists the links, and embeds the same links as JSON-LD.
#include "web/resolver/linkset_page.h"

#include "web/resolver/linkset.h"

namespace temgoc {
namespace {

// A data block ends at the first "</", whatever JSON says.
std::string data_block(const Json& json) {
  std::string text = dump(json);
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;)
    text.replace(at, 1, "\\u003c");
  return text;
}

View link_view(const Link& link) {
  View view;
  view.set("href", link.url);
  view.set("hreflang", link.languages.size() == 1 ? link.languages.front() : "");
  view.set("type", link.media_type);
  view.set("text", link.title);
  view.set("relation", link.type);
  return view;
}

View level_view(const LinkLevel& level) {
  View links = list_view();
  for (const Link& link : level.links) links.push_back(link_view(link));
  View view;
  view.set("description", level.description);
  view.set("links", std::move(links));
  return view;
}

}  // namespace

HttpResponse linkset_page(const Asked& asked, const std::vector<LinkLevel>& levels,
                          std::string_view root, unsigned status) {
  View list = list_view();
  for (const LinkLevel& level : levels) list.push_back(level_view(level));
  View view;
  view.set("levels", std::move(list));
  view.set("json_ld", data_block(linkset_json_ld(levels, root)));
  return html_page(asked,
                   {.template_name = "linkset",
                    .route = "resolver_linkset",
                    .title = asked.word("link.page.title"),
                    .status = status,
                    .repeatable = status == 200},
                   std::move(view));
}

}  // namespace temgoc
