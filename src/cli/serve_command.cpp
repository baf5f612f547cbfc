// temgoc serve
#include "cli/command.h"
#include "temgoc/base/json.h"
#include "temgoc/registry/registry_place.h"
#include "temgoc/store/web_file.h"

namespace temgoc {
namespace {

// One thing is read: the registry or its replica, or bundles. What the command line names goes
// before what the settings do.
Result<void> settle_source(ServeSettings& serve, const Given& given) {
  if (given.has("bundle") && !given.has("replica")) serve.replica.clear();
  if (given.has("replica") && !given.has("bundle")) serve.bundle.clear();
  if (!serve.bundle.empty() && !serve.replica.empty())
    return Error{"serve_two_sources", "bundle", serve.bundle, {}, {{"replica", serve.replica}}};
  if (is_web_address(serve.bundle)) return check_web_address(serve.bundle);
  if (given.has("bundle") && !serve.bundle.empty())
    serve.bundle = std::filesystem::absolute(serve.bundle).string();
  return {};
}

// Those of temgoc.toml, with what the command line says in their place.
Result<ServeSettings> settings_of(const Session& session, const Given& given) {
  auto settings = Settings::read(session.workplace);
  if (!settings) return settings.error();
  ServeSettings serve = settings->serve;
  const std::pair<const char*, std::string*> texts[] = {{"listen", &serve.listen},
                                                        {"metrics-listen", &serve.metrics_listen},
                                                        {"access-log", &serve.access_log},
                                                        {"replica", &serve.replica},
                                                        {"bundle", &serve.bundle}};
  for (const auto& [name, into] : texts)
    if (given.has(name)) *into = given.text(name);
  // Typed where one stands, not where the workplace is.
  const std::pair<const char*, std::string*> files[] = {{"tls-certificate", &serve.tls_certificate},
                                                        {"tls-key", &serve.tls_key}};
  for (const auto& [name, into] : files)
    if (given.has(name)) *into = std::filesystem::absolute(given.text(name)).string();
  if (given.has("access-log") && serve.access_log != "-")
    serve.access_log = std::filesystem::absolute(serve.access_log).string();
  if (auto usable = check_registry_place(serve.replica); !usable) return usable.error();
  if (auto usable = settle_source(serve, given); !usable) return usable.error();
  if (given.has("scan-queue"))
    serve.scan_queue = std::filesystem::absolute(given.text("scan-queue")).string();
  if (given.has("trusted-proxy")) serve.trusted_proxies = given.list("trusted-proxy");
  auto threads = given.number("threads", serve.threads);
  if (!threads) return threads.error();
  if (*threads > 256)
    return Error{"setting_invalid", "threads", given.text("threads"), {}, {{"most", "256"}}};
  serve.threads = static_cast<unsigned>(*threads);
  auto seconds = given.number("bundle-seconds", serve.bundle_seconds);
  if (!seconds) return seconds.error();
  if (*seconds < 1 || *seconds > 86'400)
    return Error{
        "setting_invalid", "bundle-seconds", given.text("bundle-seconds"), {}, {{"most", "86400"}}};
  serve.bundle_seconds = static_cast<unsigned>(*seconds);
  return serve;
}

int serve(const Session& session, const Given& given) {
  auto settings = settings_of(session, given);
  if (!settings) return session.terminal.fail(settings.error());
  const auto ready = [&](const std::string& url) {
    session.terminal.done({{"url", url}},
                          session.terminal.word("serve.ready", {{"url", url}}) + "\n");
  };
  const auto warn = [&](const Error& warning) { session.terminal.warn(warning); };
  auto served = session.services.serve(session.workplace, *settings,
                                       {session.clock, session.random, ready, warn});
  return served ? 0 : session.terminal.fail(served.error());
}

}  // namespace

void add_serve_command(std::vector<Command>& all) {
  all.push_back({"serve",
                 "",
                 {{"listen"},
                  {"threads", Option::Kind::number},
                  {"tls-certificate"},
                  {"tls-key"},
                  {"trusted-proxy", Option::Kind::repeated},
                  {"metrics-listen"},
                  {"access-log"},
                  {"replica"},
                  {"bundle"},
                  {"bundle-seconds", Option::Kind::number},
                  {"scan-queue"}},
                 serve});
}

}  // namespace temgoc
