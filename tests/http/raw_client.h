// A client that sends exactly the bytes it is given, and a server to send them to.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/http/http_server.h"

namespace temgoc::test {

struct RawAnswer {
  unsigned status = 0;                        // 0: the connection ended without one
  std::map<std::string, std::string> fields;  // names in lower case; a repeated one joined by ", "
  std::string body;
};

// One connection to 127.0.0.1. Nothing waits longer than five seconds.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  RawClient(RawClient&& other) noexcept;
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient();

  bool send(std::string_view bytes);  // false: the other side has closed
  // The next answer; with_body false: of a HEAD.
  RawAnswer answer(bool with_body = true);
  bool ended();  // the other side closes now, without another byte
  bool connected() const { return descriptor_ >= 0; }

 private:
  bool read_some();
  int descriptor_ = -1;
  std::string unread_;
};

RawAnswer ask(std::uint16_t port, std::string_view bytes);
// "GET <target> HTTP/1.1" with a Host that the server takes.
std::string get(std::string_view target, std::string_view more_fields = {});

// A server on a free port whose answerer says what it was asked. Deadlines are short, limits as
// given.
class RunningServer {
 public:
  explicit RunningServer(Door options = {}, std::size_t threads = 1,
                         std::function<HttpResponse(const HttpRequest&)> answer = {});
  HttpServer& operator*() { return *server_; }
  HttpServer* operator->() { return server_.get(); }
  std::uint16_t port() const { return server_->port(); }
  // Of /metrics: the value of that line, 0 where there is none.
  double metric(const std::string& line_begin) const;
  bool finished_within(std::chrono::milliseconds time) const;

 private:
  std::unique_ptr<HttpServer> server_;
};

}  // namespace temgoc::test
