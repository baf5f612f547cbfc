// Listeners, worker threads and their end.
#include "temgoc/http/http_server.h"

#include <algorithm>

#include "http/session.h"
#include "http/tls_context.h"
#include "http/worker.h"

namespace temgoc {
namespace {

constexpr std::size_t kClientsRemembered = 1 << 16;
constexpr std::chrono::milliseconds kAcceptAgain(100);

// Each worker has a listener of its own on one port; the kernel spreads connections over them.
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
using TlsStream = asio::ssl::stream<tcp::socket>;

tcp::endpoint endpoint_of(const ListenAddress& listen) {
  boost::system::error_code ignored;
  return {asio::ip::make_address(listen.address.text(), ignored), listen.port};
}

std::optional<IpAddress> address_of(const tcp::endpoint& end) {
  return IpAddress::parse(end.address().to_string());
}

// A listener that shares its port would not notice that another program holds it already.
void require_free(asio::io_context& io, const tcp::endpoint& end) {
  if (end.port() == 0) return;
  tcp::acceptor probe(io);
  probe.open(end.protocol());
  probe.set_option(tcp::acceptor::reuse_address(true));
  probe.bind(end);
  probe.listen();
}

}  // namespace

// --- Shared --------------------------------------------------------------------------------------

Shared::Shared(Door all, std::size_t workers)
    : door(std::move(all)),
      connections(door.limits.max_connections, door.limits.connections_per_address),
      requests(door.limits.requests_per_second, door.limits.request_burst, kClientsRemembered,
               door.salt),
      misses(door.limits.misses_per_second, door.limits.miss_burst, kClientsRemembered, ~door.salt),
      all_misses(door.limits.all_misses_per_second, door.limits.all_miss_burst, 1, 0),
      forms(door.limits.forms_per_second, door.limits.form_burst, kClientsRemembered,
            door.salt / 2),
      metrics(workers) {}

std::shared_ptr<asio::ssl::context> Shared::tls() const {
  const std::lock_guard lock(mutex_);
  return tls_;
}

void Shared::set_tls(std::shared_ptr<asio::ssl::context> context) {
  const std::lock_guard lock(mutex_);
  tls_ = std::move(context);
}

// --- Worker --------------------------------------------------------------------------------------

Worker::Worker(Shared& shared, WorkerMetrics& metrics, Answerer answerer)
    : shared_(shared), metrics_(metrics), answerer_(std::move(answerer)) {}

Worker::~Worker() {
  stop();
  if (thread_.joinable()) thread_.join();
}

std::uint16_t Worker::listen(const ListenAddress& address, bool internal) {
  const tcp::endpoint end = endpoint_of(address);
  tcp::acceptor acceptor(io_);
  acceptor.open(end.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.set_option(ReusePort(true));
  acceptor.bind(end);
  acceptor.listen();
  entrances_.push_back({std::move(acceptor), internal});
  return entrances_.back().acceptor.local_endpoint().port();
}

void Worker::start() {
  for (Entrance& entrance : entrances_) accept(entrance);
  tick();
  thread_ = std::thread([this] { run(); });
}

void Worker::run() {
  while (!finished_) {
    try {
      io_.run();
      finished_ = true;
    } catch (const std::exception&) {
      // The connection whose handler threw went with it; the others have done nothing wrong.
      metrics_.refused(Refusal::failed);
    }
  }
}

void Worker::accept(Entrance& entrance) {
  entrance.acceptor.async_accept(
      [this, &entrance](const boost::system::error_code& fault, tcp::socket socket) {
        if (!entrance.acceptor.is_open()) return;
        if (!fault) {
          welcome(std::move(socket), entrance.internal);
          return accept(entrance);
        }
        // Out of descriptors: others must go first.
        auto wait = std::make_shared<asio::steady_timer>(io_, kAcceptAgain);
        wait->async_wait([this, &entrance, wait](const boost::system::error_code&) {
          if (entrance.acceptor.is_open()) accept(entrance);
        });
      });
}

void Worker::welcome(tcp::socket socket, bool internal) {
  boost::system::error_code fault;
  const auto peer = address_of(socket.remote_endpoint(fault));
  if (fault || !peer) return;  // gone again
  const auto local = address_of(socket.local_endpoint(fault));
  if (fault || !local) return;
  const bool shared_address = std::ranges::any_of(
      shared_.door.trusted_proxies, [&](const Network& each) { return each.holds(*peer); });
  auto place = shared_.connections.enter(peer->limit_key(), shared_address);
  if (!place) {
    const bool full = shared_.connections.open() >= shared_.door.limits.max_connections;
    return metrics_.refused(full ? Refusal::connections : Refusal::address_connections);
  }
  socket.set_option(tcp::no_delay(true), fault);
  Ends ends{*peer, *local, internal};
  if (auto tls = internal ? nullptr : shared_.tls()) {
    ends.tls = true;
    TlsStream stream(std::move(socket), *tls);
    std::make_shared<HttpSession<TlsStream>>(*this, std::move(stream), std::move(place), ends,
                                             std::move(tls))
        ->start();
  } else {
    std::make_shared<HttpSession<tcp::socket>>(*this, std::move(socket), std::move(place), ends,
                                               nullptr)
        ->start();
  }
}

std::list<Connection*>::iterator Worker::enter(Connection& connection) {
  return connections_.insert(connections_.end(), &connection);
}

void Worker::leave(std::list<Connection*>::iterator place) { connections_.erase(place); }

// Fine enough for the shortest deadline, and no finer than a look at all connections is worth.
std::chrono::milliseconds Worker::tick_length() const {
  const Door& door = shared_.door;
  const auto shortest =
      std::min({door.limits.head_deadline, door.limits.body_deadline, door.limits.idle_deadline,
                door.limits.write_deadline, door.limits.drain_deadline});
  return std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(500));
}

void Worker::tick() {
  timer_.expires_after(tick_length());
  timer_.async_wait([this](const boost::system::error_code& fault) {
    if (!fault) on_tick();
  });
}

void Worker::on_tick() {
  const Moment now = std::chrono::steady_clock::now();
  const bool no_longer = draining_ && now >= drained_by_;
  for (Connection* connection : connections_)
    no_longer ? connection->end() : connection->end_if_late(now);
  shared_.log.flush();
  if (!draining_ || !connections_.empty()) tick();
}

void Worker::drain() {
  asio::post(io_, [this] {
    draining_ = true;
    drained_by_ = std::chrono::steady_clock::now() + shared_.door.limits.drain_deadline;
    boost::system::error_code ignored;
    for (Entrance& entrance : entrances_) entrance.acceptor.close(ignored);
    for (Connection* connection : connections_) connection->end_if_idle();
    timer_.cancel();
    tick();
  });
}

void Worker::stop() { io_.stop(); }

// --- HttpServer ----------------------------------------------------------------------------------

struct HttpServer::Inner {
  Inner(Door door, std::size_t threads) : shared(std::move(door), threads) {}
  Result<void> listen();
  Result<void> load_tls();

  Shared shared;
  std::list<Worker> workers;
  std::uint16_t port = 0;
  std::uint16_t metrics_port = 0;
};

Result<void> HttpServer::Inner::load_tls() {
  const Door& door = shared.door;
  if (door.tls_certificate.empty()) return {};
  auto context = tls_context(door.tls_certificate, door.tls_key);
  if (!context) return context.error();
  shared.set_tls(std::move(*context));
  return {};
}

Result<void> HttpServer::Inner::listen() {
  ListenAddress listen = shared.door.listen;
  try {
    asio::io_context io;
    require_free(io, endpoint_of(listen));
    // The first finds a port where any will do; the others take the same.
    for (Worker& worker : workers) listen.port = worker.listen(listen, false);
    port = listen.port;
    if (const auto& metrics = shared.door.metrics_listen) {
      listen = *metrics;
      require_free(io, endpoint_of(listen));
      metrics_port = workers.front().listen(listen, true);
    }
    return {};
  } catch (const boost::system::system_error& failure) {
    return Error{
        "listen_failed", "listen", listen.text(), {}, {{"reason", failure.code().message()}}};
  }
}

HttpServer::HttpServer(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::start(Door door, std::vector<Answerer> answerers) {
  auto inner = std::make_unique<Inner>(std::move(door), answerers.size());
  if (const auto& log = inner->shared.door.access_log; !log.empty())
    if (auto opened = inner->shared.log.open(log); !opened) return opened.error();
  if (auto loaded = inner->load_tls(); !loaded) return loaded.error();
  for (std::size_t i = 0; i < answerers.size(); ++i)
    inner->workers.emplace_back(inner->shared, inner->shared.metrics.worker(i),
                                std::move(answerers[i]));
  if (auto listening = inner->listen(); !listening) return listening.error();
  for (Worker& worker : inner->workers) worker.start();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(inner)));
}

std::uint16_t HttpServer::port() const { return inner_->port; }
std::uint16_t HttpServer::metrics_port() const { return inner_->metrics_port; }
bool HttpServer::tls() const { return inner_->shared.tls() != nullptr; }

void HttpServer::drain() {
  for (Worker& worker : inner_->workers) worker.drain();
}

void HttpServer::stop() {
  for (Worker& worker : inner_->workers) worker.stop();
}

bool HttpServer::finished() const {
  return std::ranges::all_of(inner_->workers, [](const Worker& each) { return each.finished(); });
}

Result<void> HttpServer::reload() {
  inner_->shared.log.reopen();
  return inner_->load_tls();
}

}  // namespace temgoc
