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
