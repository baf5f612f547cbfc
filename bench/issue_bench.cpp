// Producers that issue lots over the API of a console that runs, each on a connection of its own;
// and raw SQLite beside it. issue_bench WORKPLACE PORT TOKEN LOTS PRODUCERS: prints one "name
// value" a line.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "raw_sqlite.h"
#include "temgoc/base/clock.h"
#include "temgoc/workplace/workplace.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

class Connection {
 public:
  explicit Connection(std::uint16_t port)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in end{};
    end.sin_family = AF_INET;
    end.sin_port = htons(port);
    end.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(socket_, reinterpret_cast<sockaddr*>(&end), sizeof end) != 0)
      throw std::runtime_error("connect");
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;

  // The status of the answer, once all of it is here.
  int ask(const std::string& request) {
    if (send(socket_, request.data(), request.size(), MSG_NOSIGNAL) < 0)
      throw std::runtime_error("send");
    std::string answer;
    char bytes[8192];
    while (true) {
      const ssize_t read = recv(socket_, bytes, sizeof bytes, 0);
      if (read <= 0) throw std::runtime_error("recv");
      answer.append(bytes, static_cast<std::size_t>(read));
      const std::size_t head = answer.find("\r\n\r\n");
      const std::size_t length = answer.find("Content-Length: ");
      if (head == answer.npos || length == answer.npos) continue;
      if (answer.size() >= head + 4 + std::stoul(answer.substr(length + 16)))
        return std::stoi(answer.substr(9, 3));
    }
  }

 private:
  int socket_;
};

std::string request_of(std::uint16_t port, const std::string& token, const std::string& day) {
  const std::string body = "{\"product\":\"2990001000018\",\"packed_on\":\"" + day +
                           "\",\"quantity\":120,\"unit\":\"kg\"}";
  return "POST /api/v1/lots HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
         "\r\nAuthorization: Bearer " + token +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

// A connection serves a thousand requests, then another one does.
void produce(std::uint16_t port, const std::string& request, std::atomic<long>& left,
             std::atomic<long>& failed) {
  while (left.load() > 0) {
    Connection connection(port);
    for (int i = 0; i < 999 && left.fetch_sub(1) > 0; ++i)
      if (connection.ask(request) != 201) ++failed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  const auto port = static_cast<std::uint16_t>(std::stoul(argv[2]));
  const long lots = std::stol(argv[4]);
  const Clock clock = system_clock();
  const std::string request = request_of(port, argv[3], to_iso(vietnam_day(clock())));
  Connection(port).ask(request);  // opens the workplace and the key

  std::atomic<long> left = lots, failed = 0;
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> producers;
    for (int i = 0; i < std::stoi(argv[5]); ++i)
      producers.emplace_back([&] { produce(port, request, left, failed); });
  }
  fmt::print("issued_per_s {:.1f}\n", static_cast<double>(lots) / seconds_since(start));
  fmt::print("failed {}\n", failed.load());

  const Workplace workplace =
      std::move(Workplace::open(argv[1], {}, clock, system_random()).value());
  const Lot model = workplace.registry().lots({.limit = 1}).at(0);
  const fs::path file = fs::path(argv[1]) / "raw.sqlite";
  RawSqlite raw(file);
  const auto begun = std::chrono::steady_clock::now();
  raw.insert(model, static_cast<std::size_t>(lots));
  fmt::print("raw_per_s {:.1f}\n", static_cast<double>(lots) / seconds_since(begun));
  return 0;
}
