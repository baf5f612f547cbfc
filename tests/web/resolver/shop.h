// A workplace with a real and a test lot behind a resolver, made once for all cases.
#pragma once

#include <string>
#include <vector>

#include "temgoc/base/json.h"
#include "web/answer.h"

namespace temgoc::test {

inline const std::string kRoot = "https://tg.example.vn";
inline const std::string kGtin = "08938505974019";
inline const std::string kOtherGtin = "02990001000018";  // a product without lots or papers
inline const std::string kSeat = "8938505974002";        // GLN of the cooperative
inline const std::string kGarden = "8938505974026";      // GLN of its garden
inline const std::string kPaper = "8938505974002CERT1";  // GDTI of its OCOP certificate
inline const std::string kLot = "/01/" + kGtin + "/10/LO24A";

class Shop {
 public:
  static Shop& open();  // the same for all

  // "GET", with the query behind '?'.
  HttpResponse get(const std::string& url, const std::string& accept = "",
                   const std::string& accept_language = "");
  HttpResponse ask(HttpRequest request);
  // Through every room, in their order.
  HttpResponse through_all(HttpRequest request);
  std::string sealed_path() const { return sealed_path_; }
  Registry& registry();

 private:
  Shop();
  ~Shop();
  struct World;
  std::unique_ptr<World> world_;
  std::string sealed_path_;
};

// A link for the time of a case.
class LinkFor {
 public:
  explicit LinkFor(Link link);
  LinkFor(const LinkFor&) = delete;
  LinkFor& operator=(const LinkFor&) = delete;
  ~LinkFor();

 private:
  std::int64_t id_;
};
Link recipe(const std::string& url, std::vector<std::string> languages = {},
            const std::string& media_type = "", std::vector<std::string> contexts = {});

HttpRequest request_for(const std::string& url);
// The values of that header, in order.
std::vector<std::string> headers(const HttpResponse& response, std::string_view name);
std::string header(const HttpResponse& response, std::string_view name);  // the first; "" if none
std::string location(const HttpResponse& response);
Json json_of(const HttpResponse& response);

// Whether `document` is valid by the schema of that name in tests/vectors/gs1; else what is wrong.
std::string schema_faults(const std::string& schema, const std::string& document);

}  // namespace temgoc::test
