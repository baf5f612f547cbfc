#include "web/resolver/negotiation.h"

#include <doctest/doctest.h>

using namespace temgoc;

namespace {

Link link(const std::string& url, std::vector<std::string> languages = {},
          const std::string& media_type = "", std::vector<std::string> contexts = {}) {
  return {.type = "gs1:pip",
          .url = url,
          .languages = std::move(languages),
          .media_type = media_type,
          .contexts = std::move(contexts)};
}

std::string best(const std::vector<Link>& links, const std::string& accept,
                 const std::string& accept_language, const std::string& context = "") {
  std::vector<const Link*> candidates;
  for (const Link& each : links) candidates.push_back(&each);
  std::string urls;
  for (const Link* each :
       best_links(candidates, {weighted_ranges(accept), weighted_ranges(accept_language), context}))
    urls += each->url;
  return urls;
}

}  // namespace

TEST_CASE("ranges come by their weight, in the order given where that is equal") {
  const auto ranges = weighted_ranges("fr;q=0.5, EN , vi;q=0.85;x=1,,de;q=0, x;q=abc");
  std::string order;
  for (const WeightedRange& each : ranges)
    order += each.range + std::to_string(each.thousandths) + " ";
  CHECK(order == "en1000 x1000 vi850 fr500 de0 ");
  CHECK(weighted_ranges("").empty());
  CHECK(weighted_ranges(std::string(100000, ',')).empty());
}

TEST_CASE("a media type has the weight of the most specific range") {
  const auto accept = weighted_ranges("text/html;q=0.4, text/*;q=0.9, */*;q=0.1");
  CHECK(media_quality(accept, "text/html") == 400);
  CHECK(media_quality(accept, "text/plain") == 900);
  CHECK(media_quality(accept, "image/png") == 100);
  CHECK(media_quality(weighted_ranges("text/html"), "image/png") == 0);
  CHECK(media_quality({}, "image/png") == 1000);
  CHECK(named_quality(accept, "text/plain") == 0);
}

TEST_CASE("a language is looked up by cutting the range from its end") {
  CHECK(language_of("pt-BR, en-GB;q=0.5") == Language::en);
  CHECK(language_of("vi-VN, en;q=0.9") == Language::vi);
  CHECK(language_of("en;q=0.2, vi;q=0.1") == Language::en);
  CHECK(language_of("fr") == Language::en);
  CHECK(language_of("fr;q=0") == Language::vi);
  CHECK(language_of("") == Language::vi);
  CHECK(language_of("*") == Language::vi);
  CHECK(language_of("en;q=0") == Language::vi);
}

TEST_CASE("the best link is the one whose properties the request names") {
  const std::vector<Link> links{link("a", {}, "application/pdf"),
                                link("b", {"en"}, "application/pdf"),
                                link("c", {"en"}, "application/pdf", {"JP"}),
                                link("d", {"vi"}, "text/html"), link("e", {"pt"}, "text/html")};
  CHECK(best(links, "application/pdf", "") == "a");
  CHECK(best(links, "application/pdf", "en") == "b");
  CHECK(best(links, "application/pdf", "en", "JP") == "c");
  CHECK(best(links, "application/pdf", "en", "jp") == "c");
  CHECK(best(links, "text/html", "pt-BR") == "e");
  CHECK(best(links, "text/html,*/*;q=0.8", "vi,en;q=0.5") == "d");
  CHECK(best(links, "text/html", "fr") == "d");
  CHECK(best(links, "image/png", "en") == "b");
}

TEST_CASE("several links stay where nothing tells them apart, and one address is one link") {
  CHECK(best({link("a", {"vi"}), link("b", {"vi"}), link("c", {"en"})}, "", "vi") == "ab");
  CHECK(best({link("a", {"vi"}), link("a", {"vi"})}, "", "vi") == "a");
  CHECK(best({link("a", {"vi"}), link("b", {"en"})}, "", "fr") == "a");
}
