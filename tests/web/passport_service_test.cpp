// EN 18222 over the passports of lots: what every service of passports must answer, and what this
// one does not offer.
#include <doctest/doctest.h>

#include "temgoc/base/json.h"
#include "temgoc/base/percent.h"
#include "web/resolver/shop.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

HttpResponse asked(const std::string& path, const std::string& query = {},
                   const char* method = "GET", const std::string& body = {}) {
  HttpRequest request{.method = method};
  request.path = path;
  request.query = query;
  request.body = body;
  request.content_type = "application/json";
  request.host = "tg.example.vn";
  return Shop::open().through_all(std::move(request));
}

Json passport(const HttpResponse& response) {
  REQUIRE_MESSAGE(response.status == 200, response.body);
  return json_of(response);
}

std::string status_code(const HttpResponse& response) { return json_of(response)["statusCode"]; }

const std::string kOfLot = "/" + kGtin + "/LO24A";
const std::string kId = kRoot + "/dpp" + kOfLot, kProduct = kRoot + "/01/" + kGtin + "/10/LO24A";

}  // namespace

TEST_CASE("a passport is read by its id and by the identifier of its lot") {
  const Json by_id = passport(asked("/v1/dpps/" + percent_encoded(kId)));
  CHECK(by_id["digitalProductPassportId"] == kId);
  CHECK(by_id["uniqueProductIdentifier"] == kProduct);
  CHECK(by_id == passport(asked("/dpp" + kOfLot)));
  CHECK(passport(asked("/v1/dpps/" + kId)) == by_id);  // not encoded by its client
  CHECK(passport(asked("/v1/dppsByProductId/" + percent_encoded(kProduct))) == by_id);
  const Json full = passport(asked("/v1/dpps/" + percent_encoded(kId), "representation=full"));
  CHECK(full["elements"].is_array());
  for (const std::string& unknown :
       {"/v1/dpps/" + percent_encoded("https://other.example/dpp" + kLot),
        "/v1/dpps/" + percent_encoded(kRoot + "/dpp/" + kGtin + "/NEVER"),
        std::string("/v1/dpps/x"), "/v1/dppsByProductId/" + percent_encoded(kRoot + "/01/" + kGtin),
        "/v1/dppsByProductId/" + percent_encoded(kRoot + "/01/" + kGtin + "/10/NEVER"),
        std::string("/v1/dppsByProductId/x")}) {
    CAPTURE(unknown);
    const HttpResponse response = asked(unknown);
    CHECK(response.status == 404);
    CHECK(status_code(response) == "ClientErrorResourceNotFound");
  }
  CHECK(status_code(asked("/v1/dpps/" + percent_encoded(kId), "representation=half")) ==
        "ClientErrorBadRequest");
  CHECK(asked("/v1/dpps/%zz").status == 400);
}

TEST_CASE("the ids of many products are found page by page") {
  const std::string none = kRoot + "/01/" + kGtin + "/10/NEVER";
  const Json body{{"productIds", Json::array({kProduct, none, kProduct})}};
  const auto ids = [&](const std::string& query) {
    return passport(asked("/v1/dppsByProductIds", query, "POST", body.dump()));
  };
  CHECK(ids("")["dppIds"] == Json::array({kId, kId}));
  CHECK_FALSE(ids("").contains("nextCursor"));
  const Json first = ids("limit=1");
  CHECK(first["dppIds"] == Json::array({kId}));
  CHECK(ids("cursor=" + first["nextCursor"].get<std::string>())["dppIds"] == Json::array({kId}));
  for (const char* bad : {"", "[]", R"({"productIds":[]})", R"({"productIds":[5]})", "{"}) {
    const HttpResponse response = asked("/v1/dppsByProductIds", "", "POST", bad);
    CHECK(response.status == 400);
    CHECK(status_code(response) == "ClientErrorBadRequest");
  }
  CHECK(asked("/v1/dppsByProductIds", "limit=0", "POST", body.dump()).status == 400);
  CHECK(asked("/v1/dppsByProductIds").status == 405);
}

TEST_CASE("a page looks at no more than a hundred ids, with a passport or without") {
  Json many = Json::array();
  for (int n = 0; n < 100; ++n) many.push_back(kRoot + "/01/" + kGtin + "/10/NEVER");
  many.push_back(kProduct);
  const auto ids = [&](const std::string& query) {
    const Json body{{"productIds", many}};
    return passport(asked("/v1/dppsByProductIds", query, "POST", body.dump()));
  };
  CHECK(ids("")["dppIds"].empty());
  CHECK(ids("")["nextCursor"] == "100");
  CHECK(ids("cursor=100")["dppIds"] == Json::array({kId}));
  CHECK_FALSE(ids("cursor=100").contains("nextCursor"));
}

TEST_CASE("what would make or change a passport is not offered, and says so") {
  CHECK(asked("/v1/dpps", "", "POST", "{}").status == 501);
  CHECK(asked("/v1/registerDPP", "", "POST", "{}").status == 501);
  CHECK(asked("/v1/dppsByIdAndDate/" + percent_encoded(kId), "date=2026-11-24").status == 501);
  CHECK(asked("/v1/dpps/" + percent_encoded(kId) + "/elements/%24.gtin").status == 501);
  CHECK(asked("/v1/other").status == 404);
}
