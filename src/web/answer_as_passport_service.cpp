// The interface of EN 18222 over the passports of lots: the operations that every service of
// passports must have. They are read from the records, so nothing is made or changed by it.
// docs/exports.md.
#include <algorithm>

#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/base/words.h"
#include "temgoc/exchange/credentials.h"
#include "temgoc/gs1/digital_link.h"
#include "temgoc/http/accept.h"
#include "web/answer.h"
#include "web/paths.h"

namespace temgoc {
namespace {

constexpr std::string_view kById = "/v1/dpps/", kByProduct = "/v1/dppsByProductId/",
                           kByProducts = "/v1/dppsByProductIds", kRoute = "dpp_service";
constexpr std::size_t kMostAtOnce = 100;

HttpResponse json_answer(unsigned status, const Json& body) {
  return {.status = status,
          .content_type = "application/json",
          .body = dump(body),
          .headers = {{"Cache-Control", status == 200 ? "public, max-age=300" : "no-store"}},
          .route = kRoute};
}

// The standard's result object. `why`: of the words below "dpp.fault.".
HttpResponse refused(const HttpRequest& request, unsigned status, const char* code,
                     const char* why) {
  const std::string text =
      words(spoken_language(request.accept_language), std::string("dpp.fault.") + why);
  return json_answer(
      status,
      {{"statusCode", code},
       {"message", Json::array({{{"messageType", "Error"}, {"text", text}, {"code", why}}})}});
}
HttpResponse bad(const HttpRequest& request, const char* why) {
  return refused(request, 400, "ClientErrorBadRequest", why);
}
HttpResponse unknown(const HttpRequest& request) {
  return refused(request, 404, "ClientErrorResourceNotFound", "unknown");
}
// The standard wants no result object here.
HttpResponse not_offered() {
  return {.status = 501, .headers = {{"Cache-Control", "no-store"}}, .route = kRoute};
}

// "https://HOST/dpp/GTIN/LOT" and "https://HOST/01/GTIN/10/LOT": what stands behind the host.
std::string_view path_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == address.npos) return {};
  const std::size_t slash = address.find('/', scheme + 3);
  return slash == address.npos ? std::string_view() : address.substr(slash);
}

std::optional<Lot> lot_of(const Site& site, std::string_view gtin_text, std::string_view code) {
  const auto gtin = Gtin::parse(gtin_text);
  const auto lot_code = LotCode::parse(code);
  if (!gtin || !lot_code) return std::nullopt;
  return site.registry().lot(site.settings().realm, *gtin, *lot_code);
}

std::optional<Json> passport_of(const Site& site, const std::optional<Lot>& lot, bool full) {
  if (!lot) return std::nullopt;
  return digital_product_passport(site.registry(), *lot, site.today(), full);
}

// By its own id, word for word: an id of another host is another's.
std::optional<Json> passport_named(const Site& site, const std::string& id, bool full) {
  const std::string_view path = path_of(id);
  if (!path.starts_with(kPassportFolder)) return std::nullopt;
  const auto parts = split(path.substr(kPassportFolder.size()), '/');
  const auto code = parts.size() == 2 ? percent_decoded(parts[1]) : std::nullopt;
  auto passport = code ? passport_of(site, lot_of(site, parts[0], *code), full) : std::nullopt;
  const bool same = passport && (*passport)["digitalProductPassportId"] == id;
  return same ? passport : std::nullopt;
}

// By the GS1 Digital Link of a lot. A passport is of a lot here, so a link that names none has
// none.
std::optional<Json> passport_of_product(const Site& site, const std::string& id, bool full) {
  const std::string path(path_of(id));
  if (path.empty() || !names_a_gs1_key(path)) return std::nullopt;
  const auto link = read_digital_link(path, {});
  const std::string* const code = link ? link->qualifier("10") : nullptr;
  if (code == nullptr || link->key.ai != "01") return std::nullopt;
  return passport_of(site, lot_of(site, link->key.value, *code), full);
}

using Finder = std::optional<Json> (*)(const Site&, const std::string&, bool);

HttpResponse one(const HttpRequest& request, const Site& site, std::string_view rest, Finder find) {
  const std::string form = form_value(request.query, "representation");
  if (!form.empty() && form != "compressed" && form != "full")
    return bad(request, "representation");
  const auto id = percent_decoded(rest);
  if (!id) return bad(request, "id");
  const auto passport = find(site, *id, form == "full");
  if (!passport) return unknown(request);
  HttpResponse response = json_answer(200, *passport);
  response.repeatable = true;
  return response;
}

// A number of the query; `otherwise` where there is none, nothing for what is no number.
std::optional<std::size_t> number_asked(const HttpRequest& request, std::string_view name,
                                        std::size_t otherwise) {
  const std::string text = form_value(request.query, name);
  if (text.empty()) return otherwise;
  if (!is_digits(text) || text.size() > 6) return std::nullopt;
  return std::stoul(text);
}

HttpResponse ids_of(const HttpRequest& request, const Site& site) {
  const auto limit = number_asked(request, "limit", kMostAtOnce);
  const auto from = number_asked(request, "cursor", 0);
  if (!limit || *limit == 0 || !from) return bad(request, "page");
  const auto asked = parse_json(request.body);
  const bool sound = asked && asked->is_object() && asked->contains("productIds") &&
                     asked->at("productIds").is_array() && !asked->at("productIds").empty();
  if (!sound) return bad(request, "product_ids");
  Json found = Json::array();
  std::size_t at = *from;
  const Json& ids = asked->at("productIds");
  // An id without a passport costs a look at the registry too.
  const std::size_t end = std::min(ids.size(), *from + kMostAtOnce);
  for (; at < end && found.size() < *limit; ++at) {
    if (!ids[at].is_string()) return bad(request, "product_ids");
    const auto passport = passport_of_product(site, ids[at].get<std::string>(), false);
    if (passport) found.push_back((*passport)["digitalProductPassportId"]);
  }
  Json page{{"dppIds", std::move(found)}};
  if (at < ids.size()) page["nextCursor"] = std::to_string(at);
  return json_answer(200, page);
}

}  // namespace

bool is_passport_service(std::string_view path) {
  return path.starts_with("/v1/dpps") || path == "/v1/registerDPP";
}

std::optional<HttpResponse> answer_as_passport_service(const HttpRequest& request,
                                                       const Desk& desk) {
  const std::string_view path = request.path;
  if (!is_passport_service(path)) return std::nullopt;
  const bool post = request.method == "POST";
  if (path == kByProducts)
    return post ? ids_of(request, desk.site)
                : refused(request, 405, "ClientMethodNotAllowed", "method");
  if (post) return not_offered();
  if (path.starts_with(kByProduct))
    return one(request, desk.site, path.substr(kByProduct.size()), passport_of_product);
  // An element of a passport, and a passport as it was on a day, are not told.
  if (!path.starts_with(kById) || path.find("/elements/") != path.npos) return not_offered();
  return one(request, desk.site, path.substr(kById.size()), passport_named);
}

}  // namespace temgoc
