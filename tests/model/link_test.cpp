#include "temgoc/model/link.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace temgoc;

namespace {

Link link() {
  return {.subject = {.ai = "01", .value = "02990001000018"},
          .type = "gs1:recipeInfo",
          .url = "https://example.vn/tra?x=1#a",
          .title = "Cách pha trà",
          .languages = {"vi", "vi-VN"},
          .media_type = "text/html",
          .contexts = {"VN"}};
}

std::string refusal(const Link& link) {
  const auto kept = check_rules(link);
  return kept ? "" : kept.error().code;
}

std::string refusal_of_url(const std::string& url) {
  Link changed = link();
  changed.url = url;
  return refusal(changed);
}

}  // namespace

TEST_CASE("a link with every member right is taken") { CHECK(refusal(link()) == ""); }

TEST_CASE("link types are those of the GS1 vocabulary, sorted so that they are found") {
  CHECK(std::ranges::is_sorted(gs1_link_types()));
  for (const char* type : {"recipeInfo", "gs1:nosuchlt", "gs1:handledBy", "gs1:", "", "GS1:pip",
                           "gs1:productSustainabilityInfo", "schema:url"}) {
    Link changed = link();
    changed.type = type;
    CAPTURE(type);
    CHECK(refusal(changed) == "link_type_unknown");
  }
}

TEST_CASE("a link leads to the web and nowhere else") {
  CHECK(refusal_of_url("http://example.vn") == "");
  CHECK(refusal_of_url("HTTPS://example.vn/%C4%91") == "");
  CHECK(refusal_of_url("https://example.vn/{01}/{10}?s={21}") == "");
  for (const std::string url :
       {"", "javascript:alert(1)", "ftp://a.vn/", "https://", "https:///a", "https://u@a.vn/",
        "https://-a.vn", "https://a.vn/ b", "https://a.vn/đ", "https://a.vn/\"", "https://a.vn/<",
        "https://a.vn/{17}", "https://a.vn/\r\nSet-Cookie: a", "//a.vn/"}) {
    CAPTURE(url);
    CHECK(refusal_of_url(url) == "link_url_invalid");
  }
  CHECK(refusal_of_url("https://a.vn/" + std::string(3000, 'a')) == "link_url_invalid");
}

TEST_CASE("title, languages, media type and context are checked") {
  Link changed = link();
  changed.title = "";
  CHECK(refusal(changed) == "field_missing");
  for (const char* tag : {"fil", "zh-Hant", "v", "vi-", "vi_VN", "v1", "", "vi-VNM"}) {
    changed = link();
    changed.languages.push_back(tag);
    CAPTURE(tag);
    CHECK(refusal(changed) == "language_invalid");
  }
  for (const char* type :
       {"html", "text/", "/html", "text/html; charset=utf-8", "foo/bar", "text//"}) {
    changed = link();
    changed.media_type = type;
    CAPTURE(type);
    CHECK(refusal(changed) == "media_type_invalid");
  }
  for (const char* country : {"vn", "VNM", "", "V1"}) {
    changed = link();
    changed.contexts = {country};
    CAPTURE(country);
    CHECK(refusal(changed) == "link_context_invalid");
  }
}

TEST_CASE("a serial's link names no lot, and a sealed serial, which every lot has, gets none") {
  Link changed = link();
  changed.subject.serial = Serial::parse("ABCDEFGHJKMNP").value();
  CHECK(refusal(changed) == "");
  changed.subject.lot = LotCode::parse("L1").value();
  CHECK(refusal(changed) == "link_serial_with_lot");
  changed.subject.lot.reset();
  changed.subject.serial = Serial::sealed(1);
  CHECK(refusal(changed) == "link_serial_repeats");
}

TEST_CASE("a default has a title only, and a lot keeps its own page as its default") {
  Link changed = link();
  changed.type = "gs1:defaultLink";
  CHECK(refusal(changed) == "link_default_plain");
  changed.type = "gs1:defaultLinkMulti";
  CHECK(refusal(changed) == "");
  changed.url = "https://a.vn/{01}";
  CHECK(refusal(changed) == "link_default_template");
  changed.url = "https://a.vn/";
  changed.subject.lot = LotCode::parse("L1").value();
  CHECK(refusal(changed) == "link_default_fixed");
}

TEST_CASE("a GLN and a GDTI are read with their check digit") {
  CHECK(parse_gln(" 8938505974002 ", "gln").value() == "8938505974002");
  CHECK(parse_gln("8938505974003", "gln").error().args.at("expected") == "2");
  for (const char* text : {"", "893850597400", "89385059740022", "893850597400A"})
    CHECK(parse_gln(text, "gln").error().code == "gln_length");
  CHECK(parse_gdti("8938505974002CERT-1/2", "gdti").value() == "8938505974002CERT-1/2");
  CHECK(parse_gdti("8938505974003X", "gdti").error().code == "gdti_check_digit");
  for (const char* text :
       {"", "8938505974002 X", "8938505974002Đ", "8938505974002ABCDEFGHIJKLMNOPQR"})
    CHECK(parse_gdti(text, "gdti").error().code == "gdti_invalid");
}
