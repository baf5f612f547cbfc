// A program that uses the API of an office. Every answer that it gets is held against the OpenAPI
// document.
#pragma once

#include <map>
#include <string>

#include "console/office.h"
#include "temgoc/base/json.h"
#include "temgoc/people/api_tokens.h"

namespace temgoc::test {

using Fields = std::map<std::string, std::string>;  // of the head, by name in lower case

class Program {
 public:
  // With a token of that role.
  explicit Program(Office& world, Role role = Role::printer,
                   const std::string& cooperative = "C01");

  HttpResponse get(const std::string& target, const Fields& fields = {});
  HttpResponse post(const std::string& target, const Json& body, const Fields& fields = {});
  HttpResponse patch(const std::string& target, const Json& body, const Fields& fields = {});
  // As it is, with the token unless `fields` has another Authorization.
  HttpResponse send(HttpRequest request, const Fields& fields = {});

  ApiToken token;
  std::string text;                   // of the token
  std::string address = "192.0.2.7";  // that it sends from

 private:
  Office& world_;
};

Json body_of(const HttpResponse& response);
std::string code_in(const HttpResponse& response);  // of a problem; empty: it is none
// Somebody opens C01's key for programs.
void open_key(Office& world);
// A draft of a lot of C01, packed on the day of the fixture.
Json lot_draft();

// What is wrong with an answer, by the document; empty: nothing.
std::string disagreement(const std::string& method, const std::string& path,
                         const HttpResponse& response);

}  // namespace temgoc::test
