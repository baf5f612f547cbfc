// One thread of the server: its listeners, its connections, its answerer. Included by
// http_server.cpp alone.
#pragma once

#include <utility>  // before Asio: Boost 1.74 forgets it

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <list>
#include <thread>

#include "http/shared.h"

namespace temgoc {

namespace asio = boost::asio;
using asio::ip::tcp;

class Connection {
 public:
  virtual ~Connection() = default;
  virtual void end_if_late(Moment now) = 0;
  virtual void end_if_idle() = 0;  // waiting for a request of which no byte has come
  virtual void end() = 0;
};

class Worker {
 public:
  Worker(Shared& shared, WorkerMetrics& metrics, Answerer answerer);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  // Throws boost::system::system_error. Returns the port.
  std::uint16_t listen(const ListenAddress& address, bool internal);
  void start();
  void drain();  // from any thread, as are the next two
  void stop();
  bool finished() const { return finished_; }

  // For its connections, on its own thread.
  Shared& shared() { return shared_; }
  WorkerMetrics& metrics() { return metrics_; }
  const Answerer& answerer() const { return answerer_; }
  bool draining() const { return draining_; }
  std::list<Connection*>::iterator enter(Connection& connection);
  void leave(std::list<Connection*>::iterator place);

 private:
  struct Entrance {
    tcp::acceptor acceptor;
    bool internal;
  };
  void accept(Entrance& entrance);
  void welcome(tcp::socket socket, bool internal);
  void tick();
  void on_tick();
  void run();
  std::chrono::milliseconds tick_length() const;

  Shared& shared_;
  WorkerMetrics& metrics_;
  const Answerer answerer_;
  std::list<Connection*> connections_;  // before io_, whose end ends them
  asio::io_context io_{1};
  std::list<Entrance> entrances_;
  asio::steady_timer timer_{io_};
  bool draining_ = false;
  Moment drained_by_{};
  std::atomic<bool> finished_{false};
  std::thread thread_;
};

}  // namespace temgoc
