// A GS1-Conformant Resolver: docs/resolver.md names the rules by their numbers.
#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/gs1/digital_link.h"
#include "temgoc/seal/seal.h"
#include "web/answer.h"
#include "web/paths.h"
#include "web/resolver/choose_link.h"
#include "web/resolver/linkset.h"
#include "web/resolver/linkset_page.h"

namespace temgoc {
namespace {

constexpr std::string_view kMethods = "GET, HEAD, OPTIONS";

std::string root_of(const Desk& desk) { return link_root(desk.site); }

std::vector<std::pair<std::string, std::string>> open_to_all() {
  return {{"Access-Control-Allow-Origin", "*"},
          {"Access-Control-Expose-Headers", "Link, Location"}};
}

HttpResponse answer_of(unsigned status, std::string_view route) {
  // Redirects and refusals cost less to make than to keep.
  HttpResponse response{
      .status = status, .headers = open_to_all(), .route = route, .repeatable = status == 200};
  response.headers.emplace_back("Vary", "Accept, Accept-Language");
  // A record or a link may change, and a lot be recalled, between one scan and the next.
  response.headers.emplace_back("Cache-Control", "no-cache");
  return response;
}

void add_link(HttpResponse& response, const std::string& url, std::string_view parameters) {
  response.headers.emplace_back("Link", "<" + url + ">; " + std::string(parameters));
}

void add_linkset_link(HttpResponse& response, const std::string& url) {
  add_link(response, url + "?linkType=linkset",
           R"(rel="linkset"; type="application/linkset+json")");
}

HttpResponse said(unsigned status, std::string_view route, std::string text) {
  HttpResponse response = answer_of(status, route);
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text) + "\n";
  return response;
}

HttpResponse refused(const Error& error, Language language) {
  return said(400, "resolver_refused", message(language, error) + "\n" + hint(language, error));
}

HttpResponse options(const HttpRequest& request, const Desk& desk) {
  HttpResponse response = answer_of(204, "resolver_options");
  response.headers.emplace_back("Allow", kMethods);
  response.headers.emplace_back("Access-Control-Allow-Methods", kMethods);
  response.headers.emplace_back("Access-Control-Allow-Headers", "Accept, Accept-Language");
  if (!names_a_gs1_key(request.path)) return response;
  if (const auto link = read_digital_link(request.path, {}))
    add_linkset_link(response, root_of(desk) + link->path());
  return response;
}

HttpResponse page(const std::vector<LinkLevel>& levels, const Asked& who, const std::string& root,
                  unsigned status) {
  HttpResponse response = linkset_page(who, levels, root, status);
  for (const auto& field : open_to_all()) response.headers.push_back(field);
  return response;
}

HttpResponse data(const std::vector<LinkLevel>& levels, LinksetForm form, const std::string& root,
                  unsigned status) {
  HttpResponse response = answer_of(status, "resolver_linkset");
  const bool json_ld = form == LinksetForm::json_ld;
  response.content_type = json_ld                     ? "application/ld+json"
                          : form == LinksetForm::json ? "application/json"
                                                      : "application/linkset+json";
  response.body = dump(json_ld ? linkset_json_ld(levels, root) : linkset_json(levels, root));
  return response;
}

HttpResponse document(const std::vector<LinkLevel>& levels, LinksetForm form, const Asked& who,
                      const std::string& root, unsigned status) {
  HttpResponse response = form == LinksetForm::html ? page(levels, who, root, status)
                                                    : data(levels, form, root, status);
  add_link(response, root + std::string(kLinksetContextPath),
           R"(rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json")");
  return response;
}

// The whole query goes with it, as it was sent (2.12); a fragment stays last.
std::string with_query(const std::string& url, const HttpRequest& request) {
  if (request.query.empty()) return url;
  const std::size_t fragment = std::min(url.find('#'), url.size());
  const std::string address = url.substr(0, fragment);
  const char* mark = address.find('?') == std::string::npos ? "?" : "&";
  return address + mark + request.query + url.substr(fragment);
}

HttpResponse redirect(const HttpRequest& request, const Link& link, const std::string& own_url) {
  HttpResponse response = answer_of(307, "resolver_redirect");
  response.headers.emplace_back("Location", with_query(link.url, request));
  add_linkset_link(response, own_url);
  return response;
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

HttpResponse resolve(const HttpRequest& request, const Desk& desk, const DigitalLink& link) {
  const Asked who = asked(request, desk);
  const LinkRequest wanted = link_request(request);
  const bool costly = wanted.linkset || wanted.type == "gs1:certificationInfo" ||
                      wanted.type.starts_with(kUntpLinkTypes);
  const auto levels = link_levels(link, desk.site, who.language, costly);
  if (levels.empty()) return said(404, "resolver_unknown", words(who.language, "resolver.unknown"));
  const std::string root = root_of(desk);
  if (wanted.linkset) {
    HttpResponse all = document(levels, wanted.form, who, root, 200);
    // Credentials are published as files, of which the registry knows nothing.
    if (link.qualifier("10") != nullptr) all.repeatable = false;
    return all;
  }
  const auto chosen = chosen_links(levels, wanted);
  if (chosen.empty())
    return said(404, "resolver_no_such_link",
                words(who.language, "resolver.no_such_link",
                      {{"url", root + link.path() + "?linkType=linkset"}}));
  if (chosen.front().links.size() > 1) return document(chosen, wanted.form, who, root, 300);
  return redirect(request, chosen.front().links.front(), root + link.path());
}

HttpResponse answer_key(const HttpRequest& request, const Desk& desk) {
  if (request.method == "OPTIONS") return options(request, desk);
  auto link = is_printable(request.query) ? read_digital_link(request.path, request.query)
                                          : Result<DigitalLink>(Error{.code = "gs1_path"});
  if (!link) return refused(link.error(), asked(request, desk).language);
  HttpResponse response = resolve(request, desk, *link);
  if (link->compressed) add_link(response, root_of(desk) + link->path(), R"(rel="owl:sameAs")");
  return response;
}

Json description(const Desk& desk) {
  const std::string root = "https://" + desk.site.host();
  const Json vocabulary = {{"namespace", kGs1Vocabulary}, {"prefix", "gs1:"}};
  const Json untp = {{"namespace", kUntpLinkTypes}, {"prefix", "untp:"}};
  const Json countries = {{"nameOfList", "ISO 3166-1 alpha-2"},
                          {"url", "https://www.iso.org/iso-3166-country-codes.html"}};
  return {{"name", "temgoc " + desk.site.settings().realm},
          {"resolverRoot", root},
          {"supportedPrimaryKeys", Json::array({"01", "253", "414", "417"})},
          {"supportedLinkType", Json::array({vocabulary, untp})},
          {"linkTypeDefaultCanBeLinkset", false},
          {"supportedContextValuesExternal", Json::array({countries})},
          {"jsonLdContextLocation", root + std::string(kLinksetContextPath)}};
}

HttpResponse file(const HttpRequest& request, const Desk& desk, std::string_view content_type,
                  const Json& json) {
  if (request.method == "OPTIONS") return options(request, desk);
  HttpResponse response = answer_of(200, "resolver_file");
  response.content_type = content_type;
  response.body = dump(json);
  return response;
}

}  // namespace

std::optional<HttpResponse> answer_as_resolver(const HttpRequest& request, const Desk& desk) {
  if (request.path == kResolverDescriptionPath)
    return file(request, desk, "application/json", description(desk));
  if (request.path == kLinksetContextPath)
    return file(request, desk, "application/ld+json", linkset_context());
  if (!names_a_gs1_key(request.path)) return std::nullopt;
  return answer_key(request, desk);
}

}  // namespace temgoc
