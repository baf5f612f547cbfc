// What all workers share; every member may be used by any thread.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>

#include "http/access_log.h"
#include "http/connection_count.h"
#include "http/metrics.h"
#include "http/token_buckets.h"
#include "temgoc/http/http_server.h"

namespace boost::asio::ssl {
class context;
}

namespace temgoc {

using Moment = std::chrono::steady_clock::time_point;

struct Shared {
  Shared(Door all, std::size_t workers);

  const Door door;
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
