// An HTTP exchange in our own words. Only the server's translation unit knows the library beneath.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "temgoc/http/uploaded_file.h"

namespace temgoc {

class BodyPattern;    // temgoc/body_pattern.h
struct AnswerRemark;  // of an answerer's own; the server never looks into it

struct HttpRequest {
  // GET, HEAD, OPTIONS, POST or one of the door's own; the server answers others itself.
  std::string method = "GET";
  std::string path = "/";  // as sent, percent-encoding and all, without the query
  std::string query = {};  // as sent, without its '?'
  bool has_query = false;  // "/a?" has an empty one
  std::string accept = {};
  std::string accept_language = {};
  std::string accept_encoding = {};  // for answer() alone, as the next: it compresses and says 304
  std::string if_none_match = {};
  std::string if_match = {};         // the If-Match field
  std::string authorization = {};    // the Authorization field
  std::string idempotency_key = {};  // the Idempotency-Key field
  // Fields whose names begin with "GS1-", their names in lower case.
  std::vector<std::pair<std::string, std::string>> gs1_fields = {};
  std::string content_type = {};
  std::string body = {};
  // The body where the door takes uploads at this path: `body` is then empty.
  std::shared_ptr<const UploadedFile> upload = {};
  std::string cookie = {};      // the Cookie field
  std::string origin = {};      // the Origin field
  std::string fetch_site = {};  // the Sec-Fetch-Site field
  std::string host = {};        // as the client names this server: the Host field, or the target's
  bool secure = false;          // came by TLS, here or at a trusted proxy
  std::string client = {};      // the peer's address, for limits and the daily hash: never kept
  std::string place = {};       // where the visitor is, as a trusted proxy says; empty: not known
  bool staff = false;           // comes from a network of the cooperative
  // A form from an address that has sent too many: the page refuses it, keeps what was typed, and
  // says to wait so long. 0: it may be taken.
  std::chrono::seconds wait{0};
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = {};
  std::string body = {};  // of a GET; the server leaves it out of the answer to HEAD
  // What the body begins with, where other bodies begin so too: static, so that it is packed once.
  std::string_view beginning = {};
  // Where the body is one of many alike: what they share, and the texts that are its own. The body
  // is empty until answer() fills it.
  std::shared_ptr<const BodyPattern> pattern = {};
  std::vector<std::string> texts = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string_view route = {};  // a constant name for metrics and the access log: "verdict"
  std::shared_ptr<const AnswerRemark> remark = {};
  bool guess_missed = false;  // a guess at a secret: limited more strictly than other requests
  // The same bytes for the same path, query, Accept and Accept-Language until the registry's
  // content or the trust list changes or the Vietnamese day ends: may be kept and sent again.
  bool repeatable = false;
};
// An answer that may be sent more than once, and that nobody changes any more.
using SharedResponse = std::shared_ptr<const HttpResponse>;
inline SharedResponse share(HttpResponse response) {
  return std::make_shared<const HttpResponse>(std::move(response));
}

// "Not Found"; empty for a status that this program never sends.
std::string_view reason_phrase(unsigned status);

// The parameters of a query or of a form body (application/x-www-form-urlencoded), in order,
// decoded; '+' is a space. A parameter that does not decode is left out.
std::vector<std::pair<std::string, std::string>> form_values(std::string_view text);
// The first value of that name; empty where there is none.
std::string form_value(std::string_view text, std::string_view name);
// The same as it was sent, encoded: none where there is none of that name.
std::optional<std::string_view> encoded_form_value(std::string_view text, std::string_view name);
// The value of a cookie in a Cookie field; empty where there is none.
std::string cookie_value(std::string_view field, std::string_view name);

}  // namespace temgoc
