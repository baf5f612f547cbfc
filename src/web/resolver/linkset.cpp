#include "web/resolver/linkset.h"

#include <algorithm>

namespace temgoc {
namespace {

std::string relation(const std::string& type) {
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

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    if (c == '&')
      html += "&amp;";
    else if (c == '<')
      html += "&lt;";
    else if (c == '>')
      html += "&gt;";
    else if (c == '"')
      html += "&quot;";
    else
      html += c;
  }
  return html;
}

// A data block ends at the first "</", whatever JSON says.
std::string data_block(const Json& json) {
  std::string text = dump(json);
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;)
    text.replace(at, 1, "\\u003c");
  return text;
}

std::string item(const Link& link) {
  std::string attributes = " href=\"" + escaped(link.url) + "\"";
  if (link.languages.size() == 1)
    attributes += " hreflang=\"" + escaped(link.languages.front()) + "\"";
  if (!link.media_type.empty()) attributes += " type=\"" + escaped(link.media_type) + "\"";
  return "<li><a" + attributes + ">" + escaped(link.title) + "</a> <small>" + escaped(link.type) +
         "</small></li>\n";
}

std::string section(const LinkLevel& level) {
  std::string html = "<h2>" + escaped(level.description) + "</h2>\n<ul>\n";
  for (const Link& link : level.links) html += item(link);
  return html + "</ul>\n";
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

std::string linkset_page(const std::vector<LinkLevel>& levels, std::string_view root,
                         Language language) {
  const std::string title = escaped(words(language, "link.page.title"));
  std::string html = "<!doctype html>\n<html lang=\"";
  html += language == Language::vi ? "vi" : "en";
  html += "\">\n<head>\n<meta charset=\"utf-8\">\n";
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += "<meta name=\"color-scheme\" content=\"light dark\">\n";
  html += "<title>" + title + "</title>\n<script type=\"application/ld+json\">";
  html += data_block(linkset_json_ld(levels, root)) + "</script>\n</head>\n<body>\n<main>\n";
  html += "<h1>" + title + "</h1>\n";
  for (const LinkLevel& level : levels) html += section(level);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace temgoc
