#include "temgoc/http/body_pattern.h"

#include <doctest/doctest.h>

#include "support/gunzip.h"
#include "temgoc/http/compress_body.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kBeginning = "<style>p{margin:0}</style>";
const std::string kLong(600, '-');

std::string page(const Texts& own) {
  return std::string(kBeginning) + "<h1>" + own[0] + "</h1>" + kLong + "<p>" + own[1] + "</p><p>" +
         own[0] + own[1] + "</p>" + kLong;
}

}  // namespace

TEST_CASE("a pattern filled with other texts is the other body") {
  BodyPattern pattern(page({"một", "0000001"}), kBeginning, {"một", "0000001"});
  for (const Texts& own : {Texts{"một", "0000001"}, Texts{"hai mươi", "0000022"}, Texts{"", ""},
                           Texts{"0000001", "một"}}) {
    CHECK(pattern.filled(own) == page(own));
    CHECK(gunzipped(pattern.gzipped(own)) == page(own));
  }
  pattern.pack();
  const Texts own = {"ba", "0000333"};
  CHECK(gunzipped(pattern.gzipped(own)) == page(own));
  CHECK(pattern.gzipped(own).size() < page(own).size() / 4);
}

TEST_CASE("where texts overlap the longer has its place, and an empty one has none") {
  const Texts first = {"21", "/21/0000001", ""}, second = {"21", "/21/0000002", "x"};
  const std::string body = "<a>/21/0000001</a>21";
  CHECK(BodyPattern(body, {}, first).filled(second) == "<a>/21/0000002</a>21");
  CHECK(BodyPattern("21", {}, {"21", "210"}).filled({"7", "8"}) == "7");
  CHECK(BodyPattern("nothing", {}, {"21"}).filled({"7"}) == "nothing");
  CHECK(BodyPattern("", {}, {}).filled({}).empty());
}

TEST_CASE("a pattern knows whether all its texts stand somewhere") {
  CHECK(BodyPattern("a1b2", {}, {"1", "2"}).has_all());
  CHECK_FALSE(BodyPattern("a1b2", {}, {"1", "3"}).has_all());
  CHECK_FALSE(BodyPattern("a12", {}, {"12", "2"}).has_all());
}

TEST_CASE("what a body begins with is no place for a text") {
  const BodyPattern pattern("<style>7</style>7", "<style>7</style>", {"7"});
  CHECK(pattern.filled({"8"}) == "<style>7</style>8");
}

TEST_CASE("a response of a pattern is filled, or packed") {
  const Texts own = {"hai", "0000002"};
  HttpResponse plain{.content_type = "text/html; charset=utf-8", .texts = own};
  plain.pattern =
      std::make_shared<BodyPattern>(page({"một", "0000001"}), kBeginning, Texts{"một", "0000001"});
  HttpResponse packed = plain;
  fill(plain);
  CHECK(plain.body == page(own));
  CHECK(plain.headers.empty());
  compress(packed);
  CHECK(gunzipped(packed.body) == page(own));
  CHECK(packed.headers.size() == 1);
}
