// temgoc console
#include "cli/command.h"
#include "cli/network_clock.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kLongestMinutes = 24 * 60;

Result<ConsoleSettings> settings_of(const Given& given) {
  ConsoleSettings settings;
  if (given.has("listen")) settings.listen = given.text("listen");
  settings.hosts = given.list("host");
  settings.trusted_proxies = given.list("trusted-proxy");
  const std::pair<const char*, std::string*> files[] = {
      {"tls-certificate", &settings.tls_certificate}, {"tls-key", &settings.tls_key}};
  for (const auto& [name, into] : files)
    if (given.has(name)) *into = std::filesystem::absolute(given.text(name)).string();
  auto minutes = given.number("key-minutes", 15);
  if (!minutes) return minutes.error();
  if (*minutes < 1 || *minutes > kLongestMinutes) {
    return Error{"setting_invalid",
                 "key-minutes",
                 given.text("key-minutes"),
                 {},
                 {{"most", std::to_string(kLongestMinutes)}}};
  }
  auto requests = given.number("requests-per-second", settings.requests_per_second);
  if (!requests) return requests.error();
  settings.requests_per_second =
      static_cast<unsigned>(std::min<std::uint64_t>(*requests, UINT32_MAX));
  settings.key_stays_open = std::chrono::minutes(*minutes);
  return settings;
}

int console(const Session& session, const Given& given) {
  auto settings = settings_of(given);
  if (!settings) return session.terminal.fail(settings.error());
  const auto clock_word = [] {
    return network_keeps_clock() ? ClockWord::network : ClockWord::none;
  };
  const auto ready = [&](const std::string& url) {
    session.terminal.done({{"url", url}},
                          session.terminal.word("console.ready", {{"url", url}}) + "\n");
  };
  const auto warn = [&](const Error& warning) { session.terminal.warn(warning); };
  auto served = session.services.console(session.workplace, *settings,
                                         {session.clock, session.random, clock_word, ready, warn});
  return served ? 0 : session.terminal.fail(served.error());
}

}  // namespace

void add_console_command(std::vector<Command>& all) {
  all.push_back({"console",
                 "",
                 {{"listen"},
                  {"host", Option::Kind::repeated},
                  {"tls-certificate"},
                  {"tls-key"},
                  {"trusted-proxy", Option::Kind::repeated},
                  {"key-minutes", Option::Kind::number},
                  {"requests-per-second", Option::Kind::number}},
                 console});
}

}  // namespace temgoc
