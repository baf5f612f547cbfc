// Builds one JSON object for each thing that is linked, and the context that makes it JSON-LD.
#include "web/resolver/linkset.h"

#include <algorithm>

namespace temgoc {
namespace {

// A type of another vocabulary stands in full.
std::string relation(const std::string& type) {
  if (type.starts_with("https://")) return type;
  return std::string(kGs1Vocabulary) + type.substr(type.find(':') + 1);
}

Json target(const Link& link) {
  Json json = {{"href", link.url}, {"title", link.title}};
  if (!link.languages.empty()) json["hreflang"] = link.languages;
  if (!link.media_type.empty()) json["type"] = link.media_type;
  if (!link.contexts.empty()) json["context"] = link.contexts;
  return json;
}

Json entity(const LinkLevel& level, std::string_view root) {
  Json json = {{"anchor", std::string(root) + level.path}, {"itemDescription", level.description}};
  for (const Link& link : level.links) json[relation(link.type)].push_back(target(link));
  return json;
}

}  // namespace

Json linkset_json(const std::vector<LinkLevel>& levels, std::string_view root) {
  Json linkset = Json::array();
  for (const LinkLevel& level : levels) linkset.push_back(entity(level, root));
  return {{"linkset", linkset}};
}

Json linkset_context() {
  return {{"@context",
           {{"@version", 1.1},
            {"linkset", "@graph"},
            {"anchor", "@id"},
            {"href", "@id"},
            {"itemDescription", "https://schema.org/description"},
            {"title", "http://purl.org/dc/terms/title"},
            {"hreflang", "http://purl.org/dc/terms/language"},
            {"type", "http://purl.org/dc/terms/format"},
            {"context", "http://purl.org/dc/terms/spatial"}}}};
}

Json linkset_json_ld(const std::vector<LinkLevel>& levels, std::string_view root) {
  Json json = linkset_context();
  json.update(linkset_json(levels, root));
  return json;
}

}  // namespace temgoc
