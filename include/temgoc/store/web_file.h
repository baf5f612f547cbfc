// A file of a web server, fetched again only where it changed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "temgoc/base/result.h"

namespace temgoc {

// "https://host/path", whose certificate is verified; "http://" for this machine alone. Without a
// name, password, query or fragment. `web_address_invalid`.
Result<void> check_web_address(const std::string& url);
bool is_web_address(const std::string& text);  // "https://…" or "http://…", usable or not

// Of one thread. Follows no redirection.
class WebFile {
 public:
  struct Answer {
    enum class Kind { content, unchanged, absent };  // absent: 404 or 410
    Kind kind = Kind::absent;
    std::string content = {};
  };

  explicit WebFile(std::string url);  // REQUIRES check_web_address(url)
  const std::string& url() const { return url_; }

  // `unchanged`: the server says that it is what it gave last. Ends early where `stop` says so.
  // `web_file_unreachable` (args reason), `web_file_refused` (args status), `web_file_too_large`
  // (args limit, in bytes).
  Result<Answer> fetch(std::size_t limit_bytes, const std::function<bool()>& stop);
  // What it gave last was not kept: it is to be given again.
  void forget() { etag_.clear(); }

 private:
  std::string url_;
  std::string etag_;
};

}  // namespace temgoc
