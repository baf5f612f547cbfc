// The sockets: who may connect, what is a request, how long anything may take. A server has one
// door; it asks a worker's own answerer for the answer and knows nothing of labels.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/http/http.h"
#include "temgoc/http/ip_address.h"

namespace temgoc {

// Takes an answer that another thread has made. Called once, from any thread.
using Reply = std::function<void(SharedResponse)>;

// What one worker thread answers with; used by it alone.
struct Answerer {
  std::function<SharedResponse(const HttpRequest&)> answer;
  std::function<HttpResponse()> health;  // 200 or 503
  // For requests whose answer another thread makes: true where it took the request, and `reply`
  // will be called; false where `answer` is to be asked. None: there are no such requests. The
  // request is gone when this returns; who made a reply must be at rest before the server ends.
  std::function<bool(const HttpRequest&, Reply reply)> answer_later = {};
};

// A number of another part, as it stands when asked.
struct Gauge {
  std::string_view name;
  std::string_view help;
  std::string_view type;  // gauge or counter
  std::uint64_t value = 0;
};

struct HttpLimits {
  unsigned max_connections = 4096;
  unsigned connections_per_address = 256;
  unsigned requests_per_connection = 1000;
  std::size_t max_body = 16 << 10;  // bytes of a body in memory
  double requests_per_second = 50;  // of one address; 0: no limit
  double request_burst = 200;
  double misses_per_second = 0.2;  // guesses that missed, of one address
  double miss_burst = 20;
  double all_misses_per_second = 20;  // of all together
  double all_miss_burst = 500;
  double forms_per_second = 1.0 / 60;  // POST requests of one address
  double form_burst = 10;

  // Each is absolute: bytes that trickle in do not move it.
  std::chrono::milliseconds head_deadline = std::chrono::seconds(10);
  std::chrono::milliseconds body_deadline = std::chrono::seconds(10);
  std::chrono::milliseconds upload_deadline = std::chrono::minutes(10);
  std::chrono::milliseconds idle_deadline = std::chrono::seconds(20);
  std::chrono::milliseconds write_deadline = std::chrono::seconds(30);
  std::chrono::milliseconds answer_deadline = std::chrono::minutes(2);  // of another thread's
  std::chrono::milliseconds drain_deadline = std::chrono::seconds(10);
};

// Bodies that go to a file as they come.
struct UploadRule {
  // May be asked on any thread, before anybody knows who sends it.
  std::function<bool(const HttpRequest&)> takes = {};  // none: no upload at all
  std::filesystem::path folder = {};
  std::size_t most = 0;  // bytes of one
};

// Bodies in memory that may be larger than HttpLimits::max_body.
struct LargeBodyRule {
  // May be asked on any thread, before anybody knows who sends it.
  std::function<bool(const HttpRequest&)> takes = {};  // none: there are none
  std::size_t most = 0;                                // bytes of one
};

struct Door {
  ListenAddress listen;
  std::optional<ListenAddress> metrics_listen = {};  // answers /health and /metrics to anyone
  std::vector<std::string> hosts = {};               // lower case
  std::vector<Network> trusted_proxies = {};
  std::string place_header = {};  // in which they say where a visitor is; empty: none
  std::vector<Network> staff_networks = {};
  std::filesystem::path tls_certificate = {};  // PEM, with its chain; empty: no TLS
  std::filesystem::path tls_key = {};
  std::filesystem::path access_log = {};  // "-": standard error; empty: none
  HttpLimits limits = {};
  UploadRule uploads = {};
  LargeBodyRule large_bodies = {};
  // Requests that may be guesses at a secret; none: there are none.
  std::function<bool(const HttpRequest&)> is_guess = {};
  // The POST requests that form_burst counts; none: all of them.
  std::function<bool(const HttpRequest&)> is_form = {};
  // Methods with a body, beside POST.
  std::vector<std::string> more_methods = {};
  // Gives a refusal the form that this request's kind of client reads; none: it stays plain.
  std::function<void(const HttpRequest&, HttpResponse& refusal)> dress_refusal = {};

  Clock clock;
  std::uint64_t salt = 0;                           // random
  std::function<std::vector<Gauge>()> gauges = {};  // of other parts, for /metrics; any thread
};

class HttpServer {
 public:
  // Listens with one thread for each answerer. `listen_failed` (args reason), `tls_unreadable`
  // (args reason), `file_unreadable` (the access log).
  static Result<std::unique_ptr<HttpServer>> start(Door door, std::vector<Answerer> answerers);
  ~HttpServer();  // ends at once what has not ended

  std::uint16_t port() const;
  std::uint16_t metrics_port() const;  // 0: none
  bool tls() const;
  // Stops accepting, closes idle connections, answers what was begun, until the drain deadline.
  void drain();
  bool finished() const;  // every thread has ended
  void stop();            // ends everything at once
  // Reads certificate and key again for new connections, and reopens the access log. On an error
  // the old ones stay.
  Result<void> reload();

 private:
  struct Inner;
  explicit HttpServer(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace temgoc
