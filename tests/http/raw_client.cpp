#include "http/raw_client.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "temgoc/base/text.h"

namespace temgoc::test {
namespace {

constexpr timeval kPatience{5, 0};

HttpResponse echo(const HttpRequest& request) {
  HttpResponse response{.status = 200, .content_type = "text/plain", .route = "echo"};
  response.body = request.method + ' ' + request.path + (request.has_query ? "?" : "") +
                  request.query + " from " + request.client + " body " + request.body;
  return response;
}

}  // namespace

RawClient::RawClient(std::uint16_t port) {
  descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  sockaddr_in end{};
  end.sin_family = AF_INET;
  end.sin_port = htons(port);
  end.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor_, reinterpret_cast<sockaddr*>(&end), sizeof end) == 0) return;
  ::close(descriptor_);
  descriptor_ = -1;
}

RawClient::RawClient(RawClient&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), unread_(std::move(other.unread_)) {}

RawClient::~RawClient() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::read_some() {
  char bytes[4096];
  const ssize_t read = ::recv(descriptor_, bytes, sizeof bytes, 0);
  if (read <= 0) return false;
  unread_.append(bytes, static_cast<std::size_t>(read));
  return true;
}

RawAnswer RawClient::answer(bool with_body) {
  RawAnswer answer;
  std::size_t head_end = 0;
  while ((head_end = unread_.find("\r\n\r\n")) == std::string::npos)
    if (!read_some()) return answer;
  const std::string head = unread_.substr(0, head_end + 2);
  unread_.erase(0, head_end + 4);
  REQUIRE(head.starts_with("HTTP/1.1 "));
  answer.status = static_cast<unsigned>(std::stoul(head.substr(9, 3)));
  for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
    const std::size_t end = head.find("\r\n", at), colon = head.find(": ", at);
    std::string& field = answer.fields[ascii_lower(head.substr(at, colon - at))];
    field += (field.empty() ? "" : ", ") + head.substr(colon + 2, end - colon - 2);
    at = end + 2;
  }
  const std::size_t length = answer.fields.contains("content-length") && with_body
                                 ? std::stoul(answer.fields["content-length"])
                                 : 0;
  while (unread_.size() < length)
    if (!read_some()) break;
  answer.body = unread_.substr(0, length);
  unread_.erase(0, length);
  return answer;
}

bool RawClient::ended() {
  char byte = 0;
  if (!unread_.empty()) return false;
  const ssize_t read = ::recv(descriptor_, &byte, 1, 0);
  return read == 0 || (read < 0 && errno == ECONNRESET);
}

RawAnswer ask(std::uint16_t port, std::string_view bytes) {
  RawClient client(port);
  client.send(bytes);
  return client.answer();
}

std::string get(std::string_view target, std::string_view more_fields) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: tg.example.vn\r\n" +
         std::string(more_fields) + "\r\n";
}

RunningServer::RunningServer(Door options, std::size_t threads,
                             std::function<HttpResponse(const HttpRequest&)> answer) {
  options.listen = ListenAddress::parse("127.0.0.1:0").value();
  options.hosts = {"tg.example.vn"};
  options.clock = [] { return parse_instant("2026-11-24T02:00:00.000Z").value(); };
  const Answerer answerer{
      [make = answer ? answer : echo](const HttpRequest& request) { return share(make(request)); },
      [] { return HttpResponse{.status = 200, .body = "well", .route = "health"}; }};
  auto started = HttpServer::start(std::move(options), {threads, answerer});
  REQUIRE(started.has_value());
  server_ = std::move(*started);
}

double RunningServer::metric(const std::string& line_begin) const {
  const std::string page =
      ask(port(), "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").body;
  const std::size_t at = page.find('\n' + line_begin);
  return at == std::string::npos ? 0 : std::stod(page.substr(page.find(' ', at + 1)));
}

bool RunningServer::finished_within(std::chrono::milliseconds time) const {
  const auto end = std::chrono::steady_clock::now() + time;
  while (!server_->finished() && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  return server_->finished();
}

}  // namespace temgoc::test
