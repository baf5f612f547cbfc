// Producers that issue lots over the API of a console that runs, each on a connection of its own;
// and raw SQLite beside it. issue_bench WORKPLACE PORT TOKEN LOTS PRODUCERS: prints one "name
// value" a line.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
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

// A producer: it asks for one lot after another, each once the last was answered. A connection
// serves a thousand requests, then another one does.
class Producer {
 public:
  Producer(std::uint16_t port, const std::string& request) : port_(port), request_(request) {
    connect();
  }
  ~Producer() { ::close(socket_); }
  Producer(const Producer&) = delete;

  int socket() const { return socket_; }

  void ask() {
    if (send(socket_, request_.data(), request_.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request_.size()))
      throw std::runtime_error("send");
  }
  // The status of the answer, once all of it is here; 0 before.
  int listen() {
    const ssize_t read = recv(socket_, answer_.data() + held_, answer_.size() - held_, 0);
    if (read <= 0) throw std::runtime_error("recv");
    held_ += static_cast<std::size_t>(read);
    const std::string_view answer(answer_.data(), held_);
    const std::size_t head = answer.find("\r\n\r\n");
    const std::size_t length = answer.find("Content-Length: ");
    if (head == answer.npos || length == answer.npos) return 0;
    std::size_t bytes = 0;
    std::from_chars(answer.data() + length + 16, answer.data() + held_, bytes);
    if (held_ < head + 4 + bytes) return 0;
    held_ = 0;
    int status = 0;
    std::from_chars(answer.data() + 9, answer.data() + 12, status);
    if (++asked_ < 999) return status;
    ::close(socket_);
    connect();
    return status;
  }
  bool is_new() const { return asked_ == 0; }

 private:
  void connect() {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    asked_ = 0;
    sockaddr_in end{};
    end.sin_family = AF_INET;
    end.sin_port = htons(port_);
    end.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&end), sizeof end) != 0)
      throw std::runtime_error("connect");
  }

  std::uint16_t port_;
  const std::string& request_;
  int socket_ = -1;
  int asked_ = 0;
  std::size_t held_ = 0;
  std::array<char, 64 << 10> answer_;
};

std::string request_of(std::uint16_t port, const std::string& token, const std::string& day) {
  const std::string body = "{\"product\":\"2990001000018\",\"packed_on\":\"" + day +
                           "\",\"quantity\":120,\"unit\":\"kg\"}";
  return "POST /api/v1/lots HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
         "\r\nAuthorization: Bearer " + token +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

// All producers on one thread, which waits for whichever is answered: sixty-four threads that take
// turns on the machine's processors would be most of what is measured.
class Field {
 public:
  Field(std::uint16_t port, const std::string& request, std::size_t producers)
      : waiting_(epoll_create1(EPOLL_CLOEXEC)) {
    for (std::size_t i = 0; i < producers; ++i) {
      all_.push_back(std::make_unique<Producer>(port, request));
      watch(i);
    }
  }
  ~Field() { ::close(waiting_); }
  Field(const Field&) = delete;

  // How many were refused.
  long issue(long lots) {
    long left = lots, answered = 0, failed = 0;
    for (const auto& each : all_)
      if (left-- > 0) each->ask();
    std::array<epoll_event, 64> ready{};
    while (answered < lots) {
      const int count = epoll_wait(waiting_, ready.data(), static_cast<int>(ready.size()), -1);
      for (int i = 0; i < count; ++i) {
        const std::size_t at = ready[static_cast<std::size_t>(i)].data.u64;
        const int status = all_[at]->listen();
        if (status == 0) continue;
        ++answered;
        if (status != 201) ++failed;
        if (all_[at]->is_new()) watch(at);
        if (left-- > 0) all_[at]->ask();
      }
    }
    return failed;
  }

 private:
  void watch(std::size_t at) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = at;
    if (epoll_ctl(waiting_, EPOLL_CTL_ADD, all_[at]->socket(), &event) != 0)
      throw std::runtime_error("epoll_ctl");
  }

  int waiting_;
  std::vector<std::unique_ptr<Producer>> all_;
};

double processor_seconds() {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  const auto port = static_cast<std::uint16_t>(std::stoul(argv[2]));
  const long lots = std::stol(argv[4]);
  const Clock clock = system_clock();
  const std::string request = request_of(port, argv[3], to_iso(vietnam_day(clock())));
  Field(port, request, 1).issue(1);  // opens the workplace and the key

  Field field(port, request, std::stoul(argv[5]));
  const double used_before = processor_seconds();
  const auto start = std::chrono::steady_clock::now();
  const long failed = field.issue(lots);
  fmt::print("issued_per_s {:.1f}\n", static_cast<double>(lots) / seconds_since(start));
  fmt::print("client_us {:.1f}\n",
             (processor_seconds() - used_before) * 1e6 / static_cast<double>(lots));
  fmt::print("failed {}\n", failed);

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
