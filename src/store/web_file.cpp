// Asks by HTTP GET with the tag of what was given last.
#include "temgoc/store/web_file.h"

#include <curl/curl.h>

#include <memory>
#include <string_view>

#include "temgoc/base/failures.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr long kConnectSeconds = 5, kWholeSeconds = 900;
constexpr long kSlowBytes = 1'000, kSlowSeconds = 20;  // a second; slower for so long: given up
constexpr std::string_view kSecure = "https://", kPlain = "http://";

void start_library() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK)
    throw SystemFailure(
        Error{.code = "web_file_unreachable", .value = "HTTP", .args = {{"reason", "libcurl"}}});
}

bool is_this_machine(std::string_view host) {
  const bool is_number = host.find_first_not_of("0123456789.") == host.npos;
  return host == "localhost" || host == "[::1]" || (is_number && host.starts_with("127."));
}

std::string_view host_of(std::string_view rest) {
  const std::string_view authority = rest.substr(0, rest.find('/'));
  if (authority.starts_with('[')) return authority.substr(0, authority.find(']') + 1);
  return authority.substr(0, authority.find(':'));
}

struct Taken {
  std::string body = {};
  std::string etag = {};
  std::size_t limit = 0;
  bool too_large = false;
  const std::function<bool()>* stop = nullptr;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* into) {
  auto& taken = *static_cast<Taken*>(into);
  taken.too_large = taken.body.size() + count > taken.limit;
  if (taken.too_large) return 0;
  taken.body.append(bytes, count);
  return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* into) {
  const std::string_view line(bytes, count);
  constexpr std::string_view kEtag = "etag:";
  if (line.size() > kEtag.size() && ascii_lower(line.substr(0, kEtag.size())) == kEtag)
    static_cast<Taken*>(into)->etag = trimmed(line.substr(kEtag.size()));
  return count;
}

int look_up(void* into, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return (*static_cast<Taken*>(into)->stop)() ? 1 : 0;
}

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Fields = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

CURLcode ask(CURL* handle, const std::string& url, const Fields& fields, Taken& taken) {
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, kWholeSeconds);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, fields.get());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &taken);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &taken);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, look_up);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &taken);
  return curl_easy_perform(handle);
}

}  // namespace

bool is_web_address(const std::string& text) {
  return text.starts_with(kSecure) || text.starts_with(kPlain);
}

Result<void> check_web_address(const std::string& url) {
  const Error invalid{"web_address_invalid", {}, shortened(url)};
  if (!is_web_address(url)) return invalid;
  const bool secure = url.starts_with(kSecure);
  const std::string_view rest =
      std::string_view(url).substr(secure ? kSecure.size() : kPlain.size());
  const bool plain = rest.find_first_of("@?# \t\r\n") == rest.npos;
  const std::size_t path = rest.find('/');
  const bool has_path = path != rest.npos && path + 1 < rest.size();
  if (!plain || !has_path || host_of(rest).empty()) return invalid;
  if (!secure && !is_this_machine(host_of(rest))) return invalid;
  return {};
}

WebFile::WebFile(std::string url) : url_(std::move(url)) {}

Result<WebFile::Answer> WebFile::fetch(std::size_t limit_bytes, const std::function<bool()>& stop) {
  start_library();
  const auto unreachable = [&](const char* reason) {
    return Error{"web_file_unreachable", {}, url_, {}, {{"reason", reason}}};
  };
  const Handle handle(curl_easy_init(), curl_easy_cleanup);
  if (!handle) return unreachable("libcurl");
  const std::string condition = "If-None-Match: " + etag_;
  const Fields fields(etag_.empty() ? nullptr : curl_slist_append(nullptr, condition.c_str()),
                      curl_slist_free_all);
  Taken taken{.limit = limit_bytes, .stop = &stop};
  const CURLcode done = ask(handle.get(), url_, fields, taken);
  if (taken.too_large)
    return Error{"web_file_too_large", {}, url_, {}, {{"limit", std::to_string(limit_bytes)}}};
  if (done != CURLE_OK) return unreachable(curl_easy_strerror(done));
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status == 304 && !etag_.empty()) return Answer{Answer::Kind::unchanged};
  if (status == 404 || status == 410) return Answer{Answer::Kind::absent};
  if (status != 200)
    return Error{"web_file_refused", {}, url_, {}, {{"status", std::to_string(status)}}};
  etag_ = std::move(taken.etag);
  return Answer{Answer::Kind::content, std::move(taken.body)};
}

}  // namespace temgoc
