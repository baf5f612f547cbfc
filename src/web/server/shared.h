// What all workers share; every member may be used by any thread.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>

#include "web/server/access_log.h"
#include "web/server/connection_count.h"
#include "web/server/http_server.h"
#include "web/server/metrics.h"
#include "web/server/token_buckets.h"

namespace boost::asio::ssl {
class context;
}

namespace temgoc {

using Moment = std::chrono::steady_clock::time_point;

struct Shared {
  Shared(HttpServerOptions all, std::size_t workers);

  const HttpServerOptions options;
  ConnectionCount connections;
  TokenBuckets requests;    // by client
  TokenBuckets misses;      // of typed codes, by client
  TokenBuckets all_misses;  // under one key
  TokenBuckets forms;       // POST requests, by client
  Metrics metrics;
  AccessLog log;

  std::shared_ptr<boost::asio::ssl::context> tls() const;  // none: plain
  void set_tls(std::shared_ptr<boost::asio::ssl::context> context);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<boost::asio::ssl::context> tls_;
};

}  // namespace temgoc
