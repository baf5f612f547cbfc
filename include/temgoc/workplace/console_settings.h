// How `temgoc console` serves, and what it needs of the world. docs/decisions/console.md.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "temgoc/workplace/workplace_clock.h"

namespace temgoc {

struct ConsoleSettings {
  std::string listen = "127.0.0.1:8081";  // address and port
  std::vector<std::string> hosts = {};    // names it answers to beside its address
  std::string tls_certificate = {};       // PEM, with its chain; both or neither
  std::string tls_key = {};
  std::vector<std::string> trusted_proxies = {};
  unsigned threads = 4;
  unsigned requests_per_second = 50;        // of one address; 0: no limit
  std::chrono::minutes key_stays_open{15};  // after it was unlocked
  // Where a set-up puts the root key; empty: beside the workplace, as `init` does.
  std::string root_keys = {};
};

// What the process says once, when it listens.
struct ConsoleReady {
  std::string url;                 // an address that another machine opens
  bool this_machine_only = false;  // … unless it listens on loopback alone
  std::string setup_code = {};     // of a folder without a workplace, for its set-up; else empty
  std::string setup_url() const { return url + "setup/" + setup_code; }
};

struct ConsoleWorld {
  Clock clock;
  RandomSource random;
  std::function<ClockWord()> clock_word;              // who says that the clock is right
  std::function<void(const ConsoleReady& at)> ready;  // once
  std::function<void(const Error& warning)> warn;     // went wrong while it serves, and goes on
};

}  // namespace temgoc
