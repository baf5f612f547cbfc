// The door to libcurl, which signs each request as AWS Signature Version 4 has it.
#include "temgoc/store/object_store.h"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr int kTries = 3;
constexpr long kConnectSeconds = 5, kWholeSeconds = 15, kHurrySeconds = 2;
constexpr std::chrono::milliseconds kFirstPause{200};
constexpr std::size_t kMostAnswer = 64 << 10;  // of an error
constexpr const char* kProbe = ".conditions";

void start_library() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK)
    throw SystemFailure(
        Error{.code = "store_unreachable", .value = "S3", .args = {{"reason", "libcurl"}}});
}

struct Answer {
  long status = 0;
  std::string body = {};
  std::string etag = {};
  bool too_large = false;
  std::size_t limit = 0;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* into) {
  auto& answer = *static_cast<Answer*>(into);
  if (answer.body.size() + count > answer.limit) {
    answer.too_large = true;
    return 0;
  }
  answer.body.append(bytes, count);
  return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* into) {
  const std::string_view line(bytes, count);
  constexpr std::string_view kEtag = "etag:";
  const bool is_etag =
      line.size() > kEtag.size() &&
      std::equal(kEtag.begin(), kEtag.end(), line.begin(), [](char wanted, char have) {
        return wanted == (have >= 'A' && have <= 'Z' ? static_cast<char>(have - 'A' + 'a') : have);
      });
  if (is_etag) static_cast<Answer*>(into)->etag = trimmed(line.substr(kEtag.size()));
  return count;
}

// A server that is busy, or one behind which another did not answer.
bool passes_by(long status) {
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 ||
         status == 504;
}

// What an error's XML says, in a few words.
std::string reason_in(const std::string& body) {
  const std::size_t from = body.find("<Code>"), to = body.find("</Code>");
  if (from == body.npos || to == body.npos || to < from) return shortened(body, 80);
  return shortened(body.substr(from + 6, to - from - 6), 80);
}

class Headers {
 public:
  Headers() = default;
  Headers(const Headers&) = delete;
  ~Headers() { curl_slist_free_all(list_); }
  void add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }
  curl_slist* list() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

}  // namespace

struct ObjectStore::Connection {
  StorePlace place;
  StoreKey key;
  CURL* handle = nullptr;
  std::optional<bool> conditions = {};
  bool in_a_hurry = false;

  Connection(StorePlace where, StoreKey with) : place(std::move(where)), key(std::move(with)) {
    start_library();
    handle = curl_easy_init();
  }
  Connection(const Connection&) = delete;
  ~Connection() { curl_easy_cleanup(handle); }

  std::string url_of(const std::string& name) const {
    return place.endpoint + "/" + place.bucket + "/" + place.prefix + name;
  }

  // One request, signed. A CURLcode other than CURLE_OK: no answer came.
  CURLcode ask(const std::string& name, const Headers& headers, const ByteView* content,
               Answer& answer) {
    curl_easy_reset(handle);  // the connection stays open
    const std::string url = url_of(name);
    const std::string signing = "aws:amz:" + place.region + ":s3";
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_AWS_SIGV4, signing.c_str());
    curl_easy_setopt(handle, CURLOPT_USERNAME, key.id.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, std::string(std::string_view(key.secret)).c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, in_a_hurry ? kHurrySeconds : kConnectSeconds);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, in_a_hurry ? kHurrySeconds : kWholeSeconds);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.list());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &answer);
    if (content != nullptr) {
      curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "PUT");
      curl_easy_setopt(handle, CURLOPT_POSTFIELDS,
                       content->empty() ? "" : reinterpret_cast<const char*>(content->data()));
      curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(content->size()));
    }
    const CURLcode done = curl_easy_perform(handle);
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
    return done;
  }

  Result<Answer> ask_until_answered(const std::string& name, const Headers& headers,
                                    const ByteView* content, std::size_t limit) {
    std::string reason;
    std::chrono::milliseconds pause = kFirstPause;
    for (int tried = 0; tried < (in_a_hurry ? 1 : kTries); ++tried) {
      if (tried > 0) std::this_thread::sleep_for(std::exchange(pause, pause * 4));
      Answer answer{.limit = std::max(limit, kMostAnswer)};
      const CURLcode done = ask(name, headers, content, answer);
      if (answer.too_large)
        return Error{"store_object_too_large", {}, name, {}, {{"limit", std::to_string(limit)}}};
      if (done == CURLE_OK && !passes_by(answer.status)) return answer;
      reason = done != CURLE_OK ? curl_easy_strerror(done)
                                : std::to_string(answer.status) + " " + reason_in(answer.body);
    }
    return Error{"store_unreachable", {}, place.endpoint, {}, {{"reason", reason}}};
  }

  Error refused(const std::string& name, const Answer& answer) const {
    return {"store_refused",
            {},
            place.bucket + "/" + place.prefix + name,
            {},
            {{"status", std::to_string(answer.status)}, {"reason", reason_in(answer.body)}}};
  }

  Result<bool> put(const std::string& name, ByteView content, const char* content_type,
                   const std::string& condition) {
    Headers headers;
    headers.add("Content-Type: " + std::string(content_type));
    headers.add("x-amz-content-sha256: " + to_hex(sha256(content)));
    headers.add(condition);
    headers.add("Expect:");
    auto answer = ask_until_answered(name, headers, &content, 0);
    if (!answer) return answer.error();
    if (answer->status == 200 || answer->status == 201 || answer->status == 204) return true;
    // 409: another writes it at this moment.
    if (answer->status == 412 || answer->status == 409 || answer->status == 304) return false;
    return refused(name, *answer);
  }
};

ObjectStore::ObjectStore(StorePlace place, StoreKey key)
    : connection_(std::make_unique<Connection>(std::move(place), std::move(key))) {}
ObjectStore::ObjectStore(ObjectStore&&) noexcept = default;
ObjectStore& ObjectStore::operator=(ObjectStore&&) noexcept = default;
ObjectStore::~ObjectStore() = default;

void ObjectStore::hurry(bool on) { connection_->in_a_hurry = on; }
const StorePlace& ObjectStore::place() const { return connection_->place; }

Result<std::optional<ObjectStore::Object>> ObjectStore::get(const std::string& name,
                                                            std::size_t limit_bytes) {
  Headers headers;
  headers.add("x-amz-content-sha256: " + to_hex(sha256(ByteView{})));
  auto answer = connection_->ask_until_answered(name, headers, nullptr, limit_bytes);
  if (!answer) return answer.error();
  if (answer->status == 404 && reason_in(answer->body) != "NoSuchBucket")
    return std::optional<Object>{};
  if (answer->status != 200) return connection_->refused(name, *answer);
  if (answer->body.size() > limit_bytes)
    return Error{"store_object_too_large", {}, name, {}, {{"limit", std::to_string(limit_bytes)}}};
  return std::optional(Object{std::move(answer->body), std::move(answer->etag)});
}

// A put that was done and whose answer was lost is asked again, and then says that something is
// there: whoever asks looks at what it is.
Result<bool> ObjectStore::put_new(const std::string& name, ByteView content,
                                  const char* content_type) {
  return connection_->put(name, content, content_type, "If-None-Match: *");
}

Result<bool> ObjectStore::replace(const std::string& name, ByteView content,
                                  const char* content_type, const std::string& etag) {
  return connection_->put(name, content, content_type, "If-Match: " + etag);
}

Result<bool> ObjectStore::keeps_conditions() {
  if (connection_->conditions) return *connection_->conditions;
  // The second put must be refused, and so must one in the place of another object.
  const ByteView content = as_bytes("temgoc\n");
  auto first = put_new(kProbe, content, "text/plain");
  if (!first) return first;
  auto second = *first ? put_new(kProbe, content, "text/plain") : Result<bool>(false);
  if (!second) return second;
  auto other = replace(kProbe, content, "text/plain", "\"00000000000000000000000000000000\"");
  if (!other) return other;
  connection_->conditions = !*second && !*other;
  return *connection_->conditions;
}

}  // namespace temgoc
