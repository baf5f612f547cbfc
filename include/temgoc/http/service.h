// How a process serves: the door as settings describe it, and a run from the first request to the
// signal that ends it. One for all services of the program.
#pragma once

#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "temgoc/http/http_server.h"

namespace temgoc {

// As settings and options write it. A relative file lies in the workplace.
struct DoorSettings {
  std::string listen;                // address and port
  std::string metrics_listen = {};   // empty: none
  std::string tls_certificate = {};  // PEM; both or neither
  std::string tls_key = {};
  std::vector<std::string> trusted_proxies = {};  // addresses or networks
  std::string access_log = {};                    // a file, "-" for stderr; empty: none
};
// `listen_invalid`, `proxy_invalid`, `tls_incomplete`.
Result<Door> door_of(const DoorSettings& settings, const std::filesystem::path& folder,
                     const Clock& clock, const RandomSource& random);
// Those of Network::parse.
Result<std::vector<Network>> networks_of(const std::vector<std::string>& texts);

// The address of `listen` that other machines reach: 0.0.0.0 is no link.
std::string reachable(const ListenAddress& listen);
// "https://192.168.1.20:8081/" of a server that listens.
std::string reachable_url(const HttpServer& server, ListenAddress listen);

// SIGTERM, SIGINT and SIGHUP, held back in every thread that is started after it, and read by
// run_until_ended. REQUIRES: made on the only thread.
class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  int next() const;  // waits 20 ms at most; -1: none came

 private:
  sigset_t held_{};
  sigset_t before_{};
};

// As many connections as the system allows this process.
void raise_descriptor_limit();

// Until SIGTERM or SIGINT, then until what was begun is answered; a second signal ends it at once.
// SIGHUP reloads. `look` is called every 20 ms or so on this thread.
void run_until_ended(HttpServer& server, const HeldSignals& signals,
                     const std::function<void()>& look,
                     const std::function<void(const Error&)>& warn);

}  // namespace temgoc
