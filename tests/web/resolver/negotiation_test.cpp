#include "web/resolver/negotiation.h"

#include <doctest/doctest.h>

using namespace temgoc;

namespace {

Link link_to(const std::string& url, std::vector<std::string> languages = {},
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
  const std::vector<Link> links{
      link_to("a", {}, "application/pdf"), link_to("b", {"en"}, "application/pdf"),
      link_to("c", {"en"}, "application/pdf", {"JP"}), link_to("d", {"vi"}, "text/html"),
      link_to("e", {"pt"}, "text/html")};
  CHECK(best(links, "application/pdf", "") == "a");
  CHECK(best(links, "application/pdf", "en") == "b");
  CHECK(best(links, "application/pdf", "en", "JP") == "c");
  CHECK(best(links, "application/pdf", "en", "jp") == "c");
  CHECK(best(links, "text/html", "pt-BR") == "e");
  CHECK(best(links, "text/html,*/*;q=0.8", "vi,en;q=0.5") == "d");
  CHECK(best(links, "text/html", "fr") == "d");
  CHECK(best(links, "image/png", "en") == "b");
}

TEST_CASE("a link that the client cannot read is not wished for, whatever its language") {
  const Link paper = link_to("a", {"vi"}, "application/pdf", {"JP"});
  const auto wished = [&](const char* accept, const char* language, const char* context = "") {
    return is_wished_for(paper, {weighted_ranges(accept), weighted_ranges(language), context});
  };
  CHECK(wished("application/pdf", ""));
  CHECK(wished("*/*", "vi"));
  CHECK(wished("*/*", "en", "JP"));
  CHECK_FALSE(wished("*/*", "en"));
  CHECK_FALSE(wished("text/html", "vi"));
  CHECK_FALSE(wished("text/html, application/pdf;q=0", "vi", "JP"));
}

TEST_CASE("several links stay where nothing tells them apart, and one address is one link") {
  CHECK(best({link_to("a", {"vi"}), link_to("b", {"vi"}), link_to("c", {"en"})}, "", "vi") == "ab");
  CHECK(best({link_to("a", {"vi"}), link_to("a", {"vi"})}, "", "vi") == "a");
  CHECK(best({link_to("a", {"vi"}), link_to("b", {"en"})}, "", "fr") == "a");
}
