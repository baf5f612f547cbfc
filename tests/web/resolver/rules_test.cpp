// One case for each rule of docs/resolver.md, by its number; those that are not this room's say
// where they are held.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "web/paths.h"
#include "web/resolver/shop.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

HttpResponse get(const std::string& url, const std::string& accept = "",
                 const std::string& accept_language = "") {
  return Shop::open().get(url, accept, accept_language);
}
HttpResponse sent(const std::string& method, const std::string& url) {
  HttpRequest request = request_for(url);
  request.method = method;
  return Shop::open().ask(request);
}
Json linkset(const std::string& url) {
  const HttpResponse response =
      get(url + (url.find('?') == std::string::npos ? "?" : "&") + "linkType=linkset");
  REQUIRE(response.status == 200);
  CHECK(schema_faults("linkset-schema.json", response.body) == "");
  const Json entities = json_of(response)["linkset"];
  REQUIRE_FALSE(entities.empty());
  return entities;
}
Json description_file() { return json_of(get(std::string(kResolverDescriptionPath))); }

const std::string kLotPage = kRoot + "/lot/" + kGtin + "/LO24A";
const std::string kProductPage = kRoot + "/product/" + kGtin;
const std::string kVoc = "https://ref.gs1.org/voc/";
const std::vector<std::vector<std::string>> kLanguageLists{{}, {"vi"}, {"en", "vi-VN"}};
const std::vector<std::vector<std::string>> kContextLists{{}, {"VN"}};

// Every request that this file holds to be a valid key with something known of it.
const std::vector<std::string> kKnown{"/01/" + kGtin,
                                      "/01/" + kOtherGtin,
                                      kLot,
                                      kLot + "/21/0000001",
                                      "/01/" + kGtin + "/10/NEVER",
                                      "/01/" + kGtin + "/10/a%2Fb%3C",
                                      "/01/" + kGtin + "/21/ABCDEFGHJKMNP",
                                      "/01/" + kGtin + "/22/2A/10/LO24A/21/S",
                                      "/01/" + kGtin + "/235/XYZ",
                                      "/414/" + kSeat,
                                      "/414/" + kGarden + "/254/A1",
                                      "/417/" + kSeat + "/7040/1ABC",
                                      "/253/" + kPaper};

}  // namespace

TEST_CASE("rule 1: GET, HEAD and OPTIONS are served, and OPTIONS says so") {
  const HttpResponse options = sent("OPTIONS", kLot);
  CHECK(options.status == 204);
  CHECK(header(options, "Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS");
  CHECK(header(options, "Allow") == "GET, HEAD, OPTIONS");
  HttpRequest posted = request_for(kLot);
  posted.method = "POST";
  const HttpResponse post = Shop::open().through_all(posted);
  CHECK(post.status == 405);
  CHECK(header(post, "Allow") == "GET, HEAD, OPTIONS");
}

TEST_CASE("rule 2: every address that is given out is https on a host with a dot") {
  for (const std::string& url : kKnown)
    for (const Json& entity : linkset(url)) {
      CHECK(entity["anchor"].get<std::string>().starts_with(kRoot + "/"));
      CHECK(entity[kVoc + "defaultLink"][0]["href"].get<std::string>().starts_with("https://"));
    }
}

TEST_CASE("rule 3: every answer, also a refusal, may be read across origins") {
  for (const std::string& url :
       {kLot, std::string("/01/1"), "/01/" + kGtin + "?linkType=gs1:dpp",
        kLot + "?linkType=linkset", std::string(kResolverDescriptionPath)}) {
    CAPTURE(url);
    CHECK(header(get(url), "Access-Control-Allow-Origin") == "*");
    CHECK(header(get(url), "Access-Control-Expose-Headers") == "Link, Location");
    CHECK(header(sent("OPTIONS", url), "Access-Control-Allow-Origin") == "*");
  }
}

TEST_CASE("rule 4: HEAD has the status and headers of GET") {
  for (const std::string& url : kKnown)
    for (const char* query : {"", "?linkType=linkset", "?linkType=gs1:nosuchlt"}) {
      const HttpResponse head = sent("HEAD", url + query), got = get(url + query);
      CHECK(head.status == got.status);
      CHECK(head.headers == got.headers);
      CHECK(head.content_type == got.content_type);
    }
}

TEST_CASE("rule 5: every qualifier of a key is served, and none that is unknown is a 404") {
  for (const std::string& url :
       {"/01/" + kGtin + "/10/KL8G", "/01/" + kGtin + "/22/A", "/01/" + kGtin + "/21/A",
        "/01/" + kGtin + "/235/A", "/414/" + kSeat + "/254/HTX1", "/414/" + kGarden + "/7040/1ABC",
        "/417/" + kSeat + "/7040/1ABC"}) {
    CAPTURE(url);
    CHECK(get(url).status == 307);
  }
}

TEST_CASE("rule 6: what breaks the syntax is 400") {
  for (const std::string& url :
       {kLot + "/foo", "/01/" + kGtin + "/foo", "/01/" + kGtin + "/21/S1/10/LO24A",
        "/01/" + kGtin + "/17/271231", std::string("/01/08938505974018"),
        "/01/" + kGtin + "/10/ABCDEFGHIJKLMNOPQRSTU", "/01/" + kGtin + "/10/%C3%94",
        "/253/" + kPaper + "/10/A", std::string("/414/123"), "/01/" + kGtin + "?17=261331"}) {
    CAPTURE(url);
    const HttpResponse response = get(url);
    CHECK(response.status == 400);
    CHECK(response.body.find('<') == std::string::npos);
  }
}

TEST_CASE("rule 7: a valid key of which nothing is known is 404") {
  for (const char* url :
       {"/01/09506000134352", "/01/09506000134352/10/A", "/414/9521141123454", "/417/9521141123454",
        "/253/95211411234545678", "/00/095201234567891235", "/8004/95211415678"}) {
    CAPTURE(url);
    CHECK(get(url).status == 404);
    CHECK(get(std::string(url) + "?linkType=linkset").status == 404);
  }
}

TEST_CASE("rule 8: no error is answered with 200") {
  for (const char* url : {"/01/1", "/01/09506000134352", "/eh00"})
    for (const char* accept : {"", "text/html", "application/linkset+json"})
      CHECK(get(url, accept).status >= 400);
}

TEST_CASE("rule 9: a link type that is not there is 404 and says where the others are") {
  for (const std::string& url : kKnown) {
    const HttpResponse response = get(url + "?linkType=gs1:nosuchlt");
    CHECK(response.status == 404);
    CHECK(response.body.find("?linkType=linkset") != std::string::npos);
  }
}

TEST_CASE("rule 10: 410 is not used, a withdrawn link is as one that never was") {
  const std::string url = "/01/" + kGtin + "?linkType=gs1:recipeInfo";
  {
    const LinkFor link(recipe("https://a.vn/1"));
    CHECK(get(url).status == 307);
  }
  CHECK(get(url).status == 404);
}

TEST_CASE("rule 11: a trailing slash changes nothing") {
  for (const std::string& url : kKnown)
    for (const char* query : {"", "?linkType=linkset"}) {
      const HttpResponse with = get(url + "/" + query), without = get(url + query);
      CHECK(with.status == without.status);
      CHECK(with.headers == without.headers);
      CHECK(with.body == without.body);
    }
}

TEST_CASE("rule 12: a GTIN has 14 digits") {
  CHECK(get("/01/8938505974019").status == 400);
  CHECK(get("/01/08938505974019").status == 307);
}

TEST_CASE("rule 13: alphabetic names are no identifiers") {
  HttpRequest request = request_for("/gtin/" + kGtin + "/lot/LO24A");
  CHECK(Shop::open().through_all(request).status == 404);
}

TEST_CASE("rule 14: a stem before the key is read over, and the key is the rightmost one") {
  CHECK(location(get("/t/a" + kLot)) == kLotPage);
  CHECK(location(get("/01/x" + kLot)) == kLotPage);
  CHECK(linkset("/t/a" + kLot) == linkset(kLot));
  CHECK(description_file()["resolverRoot"] == kRoot);
}

TEST_CASE("rule 15: the path is case-sensitive; scheme and host are the server's") {
  // A lot in other letters is another lot: never issued.
  CHECK(linkset("/01/" + kGtin + "/10/lo24a") != linkset(kLot));
  CHECK(location(get("/01/" + kGtin + "/10/lo24a")) == kRoot + "/lot/" + kGtin + "/lo24a");
}

TEST_CASE("rule 16: %2F in a value survives, letters outside the set do not") {
  const std::string url = "/01/" + kGtin + "/10/LO%2F24";
  CHECK(location(get(url)) == kRoot + "/lot/" + kGtin + "/LO%2F24");
  CHECK(linkset(url)[1]["anchor"] == kRoot + url);
  CHECK(get("/01/" + kGtin + "/10/%C3%94").status == 400);
}

TEST_CASE("rule 17: an AI twice, and a qualifier in the query, are 400") {
  CHECK(get(kLot + "?10=LO24A").status == 400);
  CHECK(get("/01/" + kGtin + "?10=LO24A").status == 400);
  CHECK(get(kLot + "?17=271231&17=271231").status == 400);
  CHECK(get(kLot + "?01=" + kGtin).status == 400);
}

TEST_CASE("rule 18: only & parts parameters, and only & is given out") {
  CHECK(get(kLot + "?17=271231;11=261101").status == 400);
  CHECK(location(get(kLot + "?a=1;b=2")) == kLotPage + "?a=1;b=2");
}

TEST_CASE("rule 19: other parameters pass, all-numeric ones that are no AI do not") {
  CHECK(location(get(kLot + "?sig=abc&x")) == kLotPage + "?sig=abc&x");
  CHECK(get(kLot + "?89=1").status == 400);
}

TEST_CASE("rule 20: a GTIN of the restricted range is resolved here, under this host alone") {
  REQUIRE(Gtin::parse(kOtherGtin)->is_restricted());
  CHECK(location(get("/01/" + kOtherGtin)) == kRoot + "/product/" + kOtherGtin);
  CHECK(linkset("/01/" + kOtherGtin)[0]["anchor"] == kRoot + "/01/" + kOtherGtin);
}

TEST_CASE("rule 21: AI 8030 signs an item and no lot; AI 91 may stand at a lot") {
  const std::string signature(86, 'A');
  CHECK(get(kLot + "?8030=" + signature).status == 400);
  CHECK(get(kLot + "/21/S1?8030=" + signature).status == 307);
  CHECK(get(kLot + "?91=" + signature).status == 307);
}

TEST_CASE("rule 22: EPC binary strings are decompressed; one that does not decode is 400") {
  // DSGTIN+ of GTIN 08938505974019: no filter, expiry 2027-01-31, serial "7".
  const std::string epc = "ehfb04363f08938505974019017";
  CAPTURE(get("/" + epc).body);
  CHECK(get("/" + epc + "?linkType=gs1:pip").status == 307);
  const HttpResponse response = get("/a/" + epc + "?x=1");
  CHECK(location(response) == kProductPage + "?x=1");
  bool exposed = false;
  for (const std::string& link : headers(response, "Link"))
    exposed = exposed || link == "<" + kRoot + "/01/" + kGtin + "/21/7>; rel=\"owl:sameAs\"";
  CHECK(exposed);
  for (const Json& entity : linkset("/" + epc))
    CHECK(entity["anchor"].get<std::string>().find("/eh") == std::string::npos);
  CHECK(get("/ehff00").status == 400);
  CHECK(get("/exAA").status == 400);
}

TEST_CASE("rule 23: every link has a target, a type and a title") {
  for (const std::string& url : kKnown)
    for (const Json& entity : linkset(url))
      for (const auto& [key, links] : entity.items()) {
        if (!links.is_array()) continue;
        for (const Json& link : links) {
          CHECK_FALSE(link["title"].get<std::string>().empty());
          CHECK(link["title"].get<std::string>().find('<' + std::string("link")) ==
                std::string::npos);
        }
      }
  const Json papers = linkset("/417/" + kSeat)[0][kVoc + "certificationInfo"];
  REQUIRE(papers.size() == 1);
  CHECK(papers[0]["title"] == "Chứng nhận VietGAP, số 12/K91");
  const HttpResponse english = get("/01/" + kGtin + "?linkType=linkset", "", "en");
  CHECK(english.body != get("/01/" + kGtin + "?linkType=linkset", "", "vi").body);
}

TEST_CASE("rule 24: link types are GS1's, however the vocabulary is named") {
  for (const std::string& type :
       {std::string("gs1:pip"), std::string("gs1%3Apip"), kVoc + "pip",
        std::string("http://ref.gs1.org/voc/pip"), std::string("https://gs1.org/voc/pip"),
        std::string("https://www.gs1.org/voc/pip")}) {
    CAPTURE(type);
    CHECK(header(get("/01/" + kGtin + "?linkType=" + type), "Location").starts_with(kProductPage));
  }
  CHECK(get("/01/" + kGtin + "?linkType=pip").status == 404);
  CHECK(get("/01/" + kGtin + "?linkType=https://example.vn/voc/pip").status == 404);
  std::set<std::string> known;
  for (const std::string_view type : gs1_link_types()) known.insert(kVoc + std::string(type));
  for (const std::string& url : kKnown)
    for (const Json& entity : linkset(url))
      for (const auto& [key, links] : entity.items())
        if (links.is_array()) CHECK(known.contains(key));
}

TEST_CASE(
    "rule 25: one default for each entity, with a title alone, listed under another type too") {
  const LinkFor described(recipe("https://a.vn/1"));
  Link own = recipe("https://a.vn/1");
  own.type = "gs1:defaultLink";
  for (const bool registered : {false, true}) {
    std::optional<LinkFor> link;
    if (registered) link.emplace(own);
    for (const std::string& url : kKnown)
      for (const Json& entity : linkset(url)) {
        const Json& defaults = entity[kVoc + "defaultLink"];
        REQUIRE(defaults.size() == 1);
        CHECK(defaults[0].size() == 2);
        bool described_too = false;
        for (const auto& [key, links] : entity.items())
          for (const Json& each : links.is_array() ? links : Json::array())
            described_too = described_too ||
                            (key != kVoc + "defaultLink" && each["href"] == defaults[0]["href"]);
        CHECK(described_too);
      }
    CHECK(location(get("/01/" + kGtin)) == (registered ? "https://a.vn/1" : kProductPage));
    CHECK(location(get(kLot)) == kLotPage);
  }
}

TEST_CASE("rule 26: variants of the default are typed so, and chosen by language") {
  const LinkFor vi(recipe("https://a.vn/vi", {"vi"})), en(recipe("https://a.vn/en", {"en"}));
  Link variant = recipe("https://a.vn/vi", {"vi"});
  variant.type = "gs1:defaultLinkMulti";
  const LinkFor first(variant);
  variant.url = "https://a.vn/en";
  variant.languages = {"en"};
  const LinkFor second(variant);
  CHECK(location(get("/01/" + kGtin, "", "en-GB")) == "https://a.vn/en");
  CHECK(location(get("/01/" + kGtin, "", "vi")) == "https://a.vn/vi");
  CHECK(location(get("/01/" + kGtin, "", "fr")) == kProductPage);
  CHECK(linkset("/01/" + kGtin)[0][kVoc + "defaultLinkMulti"].size() == 2);
}

TEST_CASE(
    "rule 27: there is a default at the key's own level, and a lot's link needs its product") {
  for (const std::string& url : kKnown) CHECK(linkset(url)[0].contains(kVoc + "defaultLink"));
  Link orphan = recipe("https://a.vn/1");
  orphan.subject.value = "09506000134352";
  orphan.subject.lot = LotCode::parse("L1").value();
  CHECK(Shop::open().registry().add_link(orphan, {}).error().code == "unknown_reference");
}

TEST_CASE("rule 28: an item's links name no lot, and each level has its own anchor") {
  Link item = recipe("https://a.vn/item");
  item.subject.serial = Serial::parse("ABCDEFGHJKMNP").value();
  item.subject.lot = LotCode::parse("LO24A").value();
  CHECK(check_rules(item).error().code == "link_serial_with_lot");
  item.subject.lot.reset();
  Link lot = recipe("https://a.vn/lot");
  lot.subject.lot = LotCode::parse("LO24A").value();
  const LinkFor of_item(item), of_lot(lot), of_product(recipe("https://a.vn/product"));

  const Json all = linkset(kLot + "/21/ABCDEFGHJKMNP");
  REQUIRE(all.size() == 3);
  CHECK(all[0]["anchor"] == kRoot + "/01/" + kGtin);
  CHECK(all[1]["anchor"] == kRoot + kLot);
  CHECK(all[2]["anchor"] == kRoot + "/01/" + kGtin + "/21/ABCDEFGHJKMNP");
  for (const Json& entity : all) CHECK(entity[kVoc + "recipeInfo"].size() == 1);

  const std::string type = "?linkType=gs1:recipeInfo";
  const auto led_to = [&](const std::string& url) {
    const std::string target = header(get(url + type), "Location");
    return target.substr(0, target.find('?'));
  };
  CHECK(led_to(kLot + "/21/ABCDEFGHJKMNP") == "https://a.vn/item");
  CHECK(led_to("/01/" + kGtin + "/21/ABCDEFGHJKMNP") == "https://a.vn/item");
  CHECK(led_to(kLot) == "https://a.vn/lot");
  CHECK(led_to("/01/" + kGtin + "/10/OTHER") == "https://a.vn/product");
  CHECK(location(get(kLot + "/21/0000001")) == kLotPage + "/serial/0000001");
}

TEST_CASE("rule 29: a level above is reached within one request") {
  const LinkFor link(recipe("https://a.vn/1"));
  CHECK(location(get(kLot + "?linkType=gs1:recipeInfo")) ==
        "https://a.vn/1?linkType=gs1:recipeInfo");
}

TEST_CASE("rule 30: without a link type the default answers, never a choice") {
  const LinkFor a(recipe("https://a.vn/1", {"vi"})), b(recipe("https://a.vn/2", {"vi"}));
  for (const char* language : {"", "vi", "fr", "en, vi;q=0.5"})
    CHECK(location(get("/01/" + kGtin, "text/html,*/*;q=0.8", language)) == kProductPage);
}

TEST_CASE("rule 31: a link type that is there is redirected to") {
  const auto led_to = [](const std::string& type) {
    const std::string target = location(get(kLot + "?linkType=" + type));
    return target.substr(0, target.find('?'));
  };
  CHECK(led_to("gs1:pip") == kLotPage);
  CHECK(led_to("gs1:traceability") == kLotPage + "/events");
  CHECK(led_to("gs1:recallStatus") == kLotPage + "/safety");
  CHECK(led_to("gs1:safetyInfo") == kLotPage + "/safety");
  CHECK(led_to("gs1:registryEntry") == kLotPage + "/proof");
  CHECK(led_to("gs1:dpp") == kRoot + "/dpp/" + kGtin + "/LO24A");
  CHECK(header(get(kLot + "?linkType=gs1:dpp", "text/html"), "Location").starts_with(kLotPage));
  CHECK(led_to("gs1:defaultLink") == kLotPage);
  CHECK(header(get("/253/" + kPaper + "?linkType=gs1:certificationInfo"), "Location")
            .starts_with(kRoot + "/certification/K90"));
  CHECK(header(get("/414/" + kGarden + "?linkType=gs1:locationInfo"), "Location")
            .starts_with(kRoot + "/place/G90"));
}

TEST_CASE("rule 32: language, media type and context choose among links of a type") {
  const std::vector<Link> links{recipe("https://a.vn/1", {}, "application/pdf"),
                                recipe("https://a.vn/2", {"en"}, "application/pdf"),
                                recipe("https://a.vn/3", {"en"}, "application/pdf", {"JP"}),
                                recipe("https://a.vn/4", {"vi", "en"}, "text/html"),
                                recipe("https://a.vn/5", {"pt"}, "text/html")};
  std::vector<std::unique_ptr<LinkFor>> stored;
  for (const Link& each : links) stored.push_back(std::make_unique<LinkFor>(each));
  // As GS1's test suite asks: each link by its own type, first language and context.
  for (const Link& each : links) {
    std::string url = "/01/" + kGtin + "?linkType=gs1:recipeInfo";
    if (!each.contexts.empty()) url += "&context=" + each.contexts.front();
    const std::string language = each.languages.empty() ? "" : each.languages.front();
    CHECK(header(get(url, each.media_type, language), "Location").starts_with(each.url));
  }
  const std::string url = "/01/" + kGtin + "?linkType=gs1:recipeInfo";
  CHECK(header(get(url, "text/html", "pt-BR"), "Location").starts_with("https://a.vn/5"));
  CHECK(
      header(get(url, "text/html", "pt;q=0.2,vi;q=0.4"), "Location").starts_with("https://a.vn/4"));
}

TEST_CASE("rule 33: links that nothing tells apart are 300 with a linkset of just these") {
  const LinkFor a(recipe("https://a.vn/1", {"vi"})), b(recipe("https://a.vn/2", {"vi"})),
      c(recipe("https://a.vn/3", {"en"}));
  const std::string url = "/01/" + kGtin + "?linkType=gs1:recipeInfo";
  const HttpResponse choice = get(url, "", "vi");
  CHECK(choice.status == 300);
  CHECK(choice.content_type == "application/linkset+json");
  CHECK(schema_faults("linkset-schema.json", choice.body) == "");
  const Json entity = json_of(choice)["linkset"][0];
  CHECK(entity[kVoc + "recipeInfo"].size() == 2);
  CHECK_FALSE(entity.contains(kVoc + "pip"));
  CHECK(get(url, "text/html", "vi").content_type == "text/html; charset=utf-8");
  CHECK(header(get(url, "", "en"), "Location").starts_with("https://a.vn/3"));
}

TEST_CASE("rule 34: the whole query goes with a redirect, as it was sent") {
  const LinkFor link(recipe("https://a.vn/1?x=1#top"));
  CHECK(location(get(kLot + "?17=271231&a=%20b&linkType=gs1:recipeInfo")) ==
        "https://a.vn/1?x=1&17=271231&a=%20b&linkType=gs1:recipeInfo#top");
  CHECK(location(get(kLot + "?17=271231")) == kLotPage + "?17=271231");
  CHECK(location(get(kLot + "?")) == kLotPage);
  HttpRequest forged = request_for(kLot);
  forged.query = "a=1\r\nSet-Cookie: b";
  CHECK(Shop::open().ask(forged).status == 400);
}

TEST_CASE("rule 35: a redirect is 307") {
  for (const std::string& url : kKnown) CHECK(get(url).status == 307);
}

TEST_CASE("rule 36: values of the path fill a target in; an unknown lot goes to its own page") {
  const LinkFor link(recipe("https://a.vn/{01}/{10}?lot={10}"));
  const std::string type = "?linkType=gs1:recipeInfo";
  CHECK(location(get("/01/" + kGtin + "/10/A%2FB" + type)) ==
        "https://a.vn/" + kGtin + "/A%2FB?lot=A%2FB&linkType=gs1:recipeInfo");
  CHECK(get("/01/" + kGtin + type).status == 404);  // it has no lot to fill in
  const Json never = linkset("/01/" + kGtin + "/10/NEVER")[1];
  CHECK(never[kVoc + "defaultLink"][0]["href"] == kRoot + "/lot/" + kGtin + "/NEVER");
  CHECK(never["itemDescription"].get<std::string>().find("chưa từng được phát hành") !=
        std::string::npos);
  CHECK_FALSE(never.contains(kVoc + "registryEntry"));
}

TEST_CASE("rule 37: linkType=linkset and an Accept that names a linkset answer 200 at once") {
  for (const std::string& url : kKnown) {
    CHECK(get(url + "?linkType=linkset").status == 200);
    CHECK(get(url + "?linkType=all").body == get(url + "?linkType=linkset").body);
    CHECK(get(url, "application/linkset+json").body == get(url + "?linkType=linkset").body);
  }
  CHECK(get(kLot, "*/*").status == 307);
  CHECK(get(kLot, "text/html,application/xhtml+xml,*/*;q=0.8").status == 307);
  CHECK(get(kLot, "text/html,application/json;q=0.5").status == 307);
  CHECK(get(kLot + "?linkType=gs1:pip", "application/linkset+json").status == 307);
}

TEST_CASE("rule 38: every linkset is valid by the published schema") {
  const LinkFor a(recipe("https://a.vn/1?x=1#top", {"vi", "en-US"}, "text/html", {"VN", "JP"}));
  for (const std::string& url : kKnown) CHECK_FALSE(linkset(url).empty());
  // The schema does refuse something.
  CHECK(schema_faults("linkset-schema.json", R"({"linkset":[{"anchor":"/01/1"}]})") != "");
  CHECK(schema_faults("linkset-schema.json",
                      R"({"linkset":[{"anchor":"https://a.vn/","x y":[{"href":"a"}]}]})") != "");
}

TEST_CASE("rule 38: whatever links are registered and asked for") {
  CHECK(rc::check([] {
    std::vector<std::unique_ptr<LinkFor>> stored;
    std::set<std::string> urls;
    for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
      Link link = recipe("https://a.vn/" + std::to_string(i), *rc::gen::elementOf(kLanguageLists),
                         *rc::gen::element<std::string>("", "text/html", "application/pdf"),
                         *rc::gen::elementOf(kContextLists));
      link.type = "gs1:" + std::string(*rc::gen::element<std::string_view>("recipeInfo", "pip",
                                                                           "dpp", "epcis", "faqs"));
      if (*rc::gen::arbitrary<bool>()) link.subject.lot = LotCode::parse("LO24A").value();
      stored.push_back(std::make_unique<LinkFor>(link));
    }
    const std::string url = *rc::gen::elementOf(kKnown);
    const HttpResponse all = get(url + "?linkType=linkset");
    RC_ASSERT(schema_faults("linkset-schema.json", all.body).empty());
    const std::string type =
        *rc::gen::element<std::string>("recipeInfo", "pip", "dpp", "epcis", "certificationInfo");
    const HttpResponse one = get(url + "?linkType=gs1:" + type,
                                 *rc::gen::element<std::string>("", "application/pdf", "*/*"),
                                 *rc::gen::element<std::string>("", "vi", "en;q=0.3, fr"));
    RC_ASSERT(one.status == 307 || one.status == 404 || one.status == 300);
    if (one.status == 300) RC_ASSERT(schema_faults("linkset-schema.json", one.body).empty());
  }));
}

TEST_CASE("rule 39: a linkset comes in the form that is asked for") {
  const std::string url = kLot + "?linkType=linkset";
  CHECK(get(url, "").content_type == "application/linkset+json");
  CHECK(get(url, "*/*").content_type == "application/linkset+json");
  CHECK(get(url, "application/json").content_type == "application/json");
  CHECK(get(url, "application/json").body == get(url).body);
  CHECK(get(kLot, "application/json").status == 200);
  const HttpResponse json_ld = get(url, "application/ld+json");
  CHECK(json_ld.content_type == "application/ld+json");
  CHECK(json_of(json_ld)["@context"]["anchor"] == "@id");
  CHECK(json_of(json_ld)["linkset"] == json_of(get(url))["linkset"]);
  const HttpResponse page = get(url, "text/html,*/*;q=0.8");
  CHECK(page.content_type == "text/html; charset=utf-8");
  const std::string start = "<script type=\"application/ld+json\">";
  const std::size_t from = page.body.find(start) + start.size();
  const std::string data = page.body.substr(from, page.body.find("</script>") - from);
  CHECK(parse_json(data).value() == json_of(json_ld));
  CHECK(data.find('<') == std::string::npos);
  CHECK(page.body.find("Trà mẫu & sen", from + data.size()) == std::string::npos);
  CHECK(page.body.find("Trà mẫu &amp; sen") != std::string::npos);
}

TEST_CASE("rule 40: a linkset names its JSON-LD context, which is served") {
  const HttpResponse response = get(kLot + "?linkType=linkset");
  const std::string context = kRoot + std::string(kLinksetContextPath);
  CHECK(header(response, "Link") == "<" + context +
                                        ">; rel=\"http://www.w3.org/ns/json-ld#context\"; "
                                        "type=\"application/ld+json\"");
  const HttpResponse served = get(std::string(kLinksetContextPath));
  CHECK(served.content_type == "application/ld+json");
  CHECK(json_of(served)["@context"]["href"] == "@id");
}

TEST_CASE("rule 41: redirects and OPTIONS name the linkset and no other link") {
  const std::string link =
      "<" + kRoot + kLot + "?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\"";
  CHECK(headers(get(kLot), "Link") == std::vector{link});
  CHECK(headers(sent("OPTIONS", kLot), "Link") == std::vector{link});
}

TEST_CASE("rule 42: answers vary by Accept and Accept-Language") {
  for (const std::string& url : {kLot, kLot + "?linkType=linkset", std::string("/01/1")})
    CHECK(header(get(url), "Vary") == "Accept, Accept-Language");
}

TEST_CASE("rule 43: the description file is valid and claims the keys that are served") {
  const HttpResponse response = get(std::string(kResolverDescriptionPath));
  CHECK(response.status == 200);
  CHECK(response.content_type == "application/json");
  CHECK(schema_faults("description-file-schema.json", response.body) == "");
  CHECK(schema_faults("description-file-schema.json", R"({"resolverRoot":"x"})") != "");
  CHECK(json_of(response)["supportedPrimaryKeys"] == Json::array({"01", "253", "414", "417"}));
}

TEST_CASE("rule 44: contexts and the JSON-LD context are declared") {
  const Json file = description_file();
  CHECK(file["supportedContextValuesExternal"][0]["nameOfList"] == "ISO 3166-1 alpha-2");
  CHECK(file["jsonLdContextLocation"] == kRoot + std::string(kLinksetContextPath));
  CHECK(file["linkTypeDefaultCanBeLinkset"] == false);
  CHECK(file["supportedLinkType"][0]["namespace"] == kVoc);
}

TEST_CASE("rule 45: no key is handed to another resolver") {
  Link handed = recipe("https://a.vn/1");
  handed.type = "gs1:handledBy";
  CHECK(check_rules(handed).error().code == "link_type_unknown");
}

TEST_CASE("rule 46: where the standard contradicts itself") {
  // ITIP takes no consumer variant beside an exclusive one; a lot does not inherit the variants of
  // its product's default, since its own page is what a scan of it must show.
  const LinkFor en(recipe("https://a.vn/en", {"en"}));
  Link variant = recipe("https://a.vn/en", {"en"});
  variant.type = "gs1:defaultLinkMulti";
  const LinkFor multi(variant);
  CHECK(location(get("/01/" + kGtin, "", "en")) == "https://a.vn/en");
  CHECK(location(get(kLot, "", "en")) == kLotPage);
}

TEST_CASE("a sealed label's link is the resolver's only where links are asked for") {
  Shop& shop = Shop::open();
  const std::string sealed = shop.sealed_path();
  REQUIRE(sealed.size() > 187);
  HttpRequest request = request_for(sealed + "?linkType=linkset");
  CHECK(shop.through_all(request).body == get(kLot + "?linkType=linkset").body);
  request = request_for(sealed + "?linkType=gs1:traceability");
  CHECK(header(shop.through_all(request), "Location").starts_with(kLotPage + "/events"));
  request = request_for(sealed);
  request.accept = "application/linkset+json";
  CHECK(shop.through_all(request).content_type == "application/linkset+json");
  request.method = "OPTIONS";
  CHECK(shop.through_all(request).status == 204);
}
