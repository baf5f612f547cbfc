// temgoc console
#include "cli/command.h"
#include "cli/network_clock.h"
#include "temgoc/label/qr_picture.h"

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
  if (given.has("root-keys"))
    settings.root_keys = std::filesystem::absolute(given.text("root-keys")).string();
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

// The set-up's link opens it at once; its code alone, typed, does so too. A QR code of an address
// that no telephone reaches would only mislead.
std::string setup_text(const Terminal& terminal, const ConsoleReady& at) {
  std::string text = terminal.word("console.setup.terminal", {{"url", at.setup_url()}}) + "\n";
  if (!at.this_machine_only)
    if (const auto code = qr_for_terminal(at.setup_url())) text += *code + "\n";
  return text + terminal.word("console.setup.terminal.code", {{"code", at.setup_code}});
}

void say_ready(const Terminal& terminal, const ConsoleReady& at) {
  if (at.setup_code.empty()) {
    terminal.done({{"url", at.url}, {"setup", nullptr}},
                  terminal.word("console.ready", {{"url", at.url}}) + "\n");
    return;
  }
  const Json setup{{"url", at.setup_url()}, {"code", at.setup_code}};
  terminal.done({{"url", at.url}, {"setup", setup}}, setup_text(terminal, at));
  if (at.this_machine_only) terminal.say("console.setup.loopback");
}

int console(const Session& session, const Given& given) {
  auto settings = settings_of(given);
  if (!settings) return session.terminal.fail(settings.error());
  const auto clock_word = [] {
    return network_keeps_clock() ? ClockWord::network : ClockWord::none;
  };
  const auto ready = [&](const ConsoleReady& at) { say_ready(session.terminal, at); };
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
                  {"root-keys"},
                  {"requests-per-second", Option::Kind::number}},
                 console});
}

}  // namespace temgoc
