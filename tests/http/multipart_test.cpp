#include "temgoc/http/multipart.h"

#include <doctest/doctest.h>

using namespace temgoc;

namespace {

const std::string kType = "multipart/form-data; boundary=----x";

std::string part(const std::string& disposition, const std::string& content) {
  return "------x\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content +
         "\r\n";
}

std::string code_of(std::string_view type, std::string_view body) {
  const auto parts = multipart_parts(type, body);
  return parts ? "ok" : parts.error().code;
}

}  // namespace

TEST_CASE("a form with a file comes apart as the browser put it together") {
  const std::string body = part("name=\"kind\"", "products") +
                           part("name=\"file\"; filename=\"C:\\lan\\cá dứa.csv\"", "a\r\n\r\n--b") +
                           "------x--\r\n";
  const auto parts = multipart_parts(kType, body);
  REQUIRE(parts.has_value());
  REQUIRE(parts->size() == 2);
  CHECK((*parts)[0].name == "kind");
  CHECK((*parts)[0].content == "products");
  CHECK((*parts)[0].file_name.empty());
  CHECK((*parts)[1].file_name == "cá dứa.csv");
  CHECK((*parts)[1].content == "a\r\n\r\n--b");
}

TEST_CASE("a form has as many parts as are allowed, and not one more") {
  std::string body;
  for (std::size_t i = 0; i < kMaxFormParts; ++i) body += part("name=\"a\"", "1");
  CHECK(code_of(kType, body + "------x--\r\n") == "ok");
  CHECK(code_of(kType, body + part("name=\"a\"", "1") + "------x--\r\n") == "form_broken");
}

TEST_CASE("a form that is cut off anywhere is refused") {
  const std::string body = part("name=\"a\"", "1") + part("name=\"b\"", "2") + "------x--";
  REQUIRE(code_of(kType, body) == "ok");
  for (std::size_t size = 0; size < body.size(); ++size) {
    CAPTURE(size);
    CHECK(code_of(kType, std::string_view(body).substr(0, size)) == "form_broken");
  }
}

TEST_CASE("what is no such form is refused") {
  CHECK(code_of("text/plain", "a") == "form_broken");
  CHECK(code_of("multipart/form-data", "a") == "form_broken");
  CHECK(code_of(kType, part("filename=\"b\"", "1") + "------x--") == "form_broken");
  std::string many;
  for (std::size_t i = 0; i <= kMaxFormParts; ++i) many += part("name=\"a\"", "");
  CHECK(code_of(kType, many + "------x--") == "form_broken");
}
