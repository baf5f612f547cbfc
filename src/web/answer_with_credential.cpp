// What other programs read of a lot and its cooperative: published credentials and status lists,
// the keys behind them, and the lot's digital product passport.
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/credentials.h"
#include "temgoc/http/accept.h"
#include "web/answer.h"
#include "web/paths.h"

namespace temgoc {
namespace {

constexpr std::string_view kMinutes = "public, max-age=300";

HttpResponse content(std::string body, const char* type, std::string_view route) {
  return {
      .status = 200,
      .content_type = type,
      .body = std::move(body),
      .headers = {{"Cache-Control", std::string(kMinutes)}, {"Access-Control-Allow-Origin", "*"}},
      .route = route};
}

HttpResponse missing(std::string_view route) {
  return {
      .status = 404, .content_type = "text/plain; charset=utf-8", .body = "404\n", .route = route};
}

// The name that the client used, if it is one of ours: an issuer named by an older host goes on.
std::string host_of(const HttpRequest& request, const Site& site) {
  const std::string named = ascii_lower(request.host.substr(0, request.host.find(':')));
  for (const std::string& host : site.settings().hosts)
    if (host == named) return host;
  return site.host();
}

HttpResponse did_file(const HttpRequest& request, const Site& site, std::string_view id) {
  const auto decoded = percent_decoded(id);
  const auto document =
      decoded ? cooperative_did_document(site.trust(), host_of(request, site), *decoded)
              : std::nullopt;
  return document ? content(dump(*document), "application/json", "did") : missing("did");
}

// The ending decides, else what the client would rather have.
TraceFormat form_of(std::string_view path, const HttpRequest& request) {
  if (path.ends_with(".jwt")) return TraceFormat::jwt;
  if (path.ends_with(".json")) return TraceFormat::json;
  const auto accept = weighted_ranges(request.accept);
  const int jwt = named_quality(accept, kJwtCredentialType);
  for (const char* type : {kProofCredentialType, "application/json", "application/ld+json"})
    if (named_quality(accept, type) > jwt) return TraceFormat::json;
  return TraceFormat::jwt;
}

HttpResponse credential_file(const HttpRequest& request, const Site& site) {
  std::string_view address = request.path;
  const TraceFormat format = form_of(address, request);
  for (const std::string_view ending : {".jwt", ".json"})
    if (address.ends_with(ending)) address.remove_suffix(ending.size());
  auto text = published_credential(site.folder(), address, format);
  if (!text) return missing("credential");
  HttpResponse response =
      content(*std::move(text),
              format == TraceFormat::jwt ? kJwtCredentialType : kProofCredentialType, "credential");
  response.headers.emplace_back("Vary", "Accept");
  return response;
}

HttpResponse passport_file(const HttpRequest& request, const Site& site, std::string_view rest) {
  const auto parts = split(rest, '/');
  const auto code = parts.size() == 2 ? percent_decoded(parts[1]) : std::nullopt;
  const auto gtin = Gtin::parse(parts.front());
  const auto lot_code = code ? LotCode::parse(*code) : Result<LotCode>(Error{});
  if (!gtin || !lot_code) return missing("dpp");
  const std::string form = form_value(request.query, "representation");
  if (!form.empty() && form != "compressed" && form != "full") {
    HttpResponse refused = missing("dpp");
    refused.status = 400;
    refused.body = "400 representation=compressed|full\n";
    return refused;
  }
  const auto lot = site.registry().lot(site.settings().realm, *gtin, *lot_code);
  const auto passport =
      lot ? digital_product_passport(site.registry(), *lot, site.today(), form == "full")
          : std::nullopt;
  if (!passport) return missing("dpp");
  HttpResponse response = content(dump(*passport), "application/json", "dpp");
  response.repeatable = true;
  return response;
}

}  // namespace

std::optional<HttpResponse> answer_with_credential(const HttpRequest& request, const Desk& desk) {
  constexpr std::string_view kCooperative = "/cooperative/", kDid = "/did.json";
  const std::string_view path = request.path;
  if (path.starts_with(kCredentialFolder)) return credential_file(request, desk.site);
  if (path.starts_with(kPassportFolder))
    return passport_file(request, desk.site, path.substr(kPassportFolder.size()));
  if (path.starts_with(kCooperative) && path.ends_with(kDid) &&
      path.size() > kCooperative.size() + kDid.size())
    return did_file(
        request, desk.site,
        path.substr(kCooperative.size(), path.size() - kCooperative.size() - kDid.size()));
  return std::nullopt;
}

}  // namespace temgoc
