// temgoc init
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/system_user.h"
#include "temgoc/base/bytes.h"
#include "temgoc/printing/host_cost.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

fs::path root_keys_path(const Given& given, const fs::path& folder) {
  return given.has("root-keys") ? fs::path(given.text("root-keys")) : root_keys_beside(folder);
}

Json cost_json(const std::string& host) {
  const HostCost cost = host_cost(host);
  const bool shorter = cost.shorter_letters.has_value();
  return {{"host", host},
          {"modules", cost.modules},
          {"side_mm", cost.side_mm},
          {"shorter_letters", shorter ? Json(*cost.shorter_letters) : Json(nullptr)},
          {"shorter_side_mm", shorter ? Json(cost.shorter_side_mm) : Json(nullptr)}};
}

// What each host's length costs: it can be chosen now, and is frozen by the first lot.
void say_costs(const Terminal& terminal, const std::vector<std::string>& hosts) {
  for (const std::string& host : hosts) {
    const HostCost cost = host_cost(host);
    WordArgs args{{"host", host},
                  {"letters", std::to_string(host.size())},
                  {"side_mm", terminal.number(fmt::format("{:g}", cost.side_mm))}};
    if (cost.shorter_letters) {
      args["shorter_letters"] = std::to_string(*cost.shorter_letters);
      args["shorter_side_mm"] = terminal.number(fmt::format("{:g}", cost.shorter_side_mm));
    }
    terminal.say(cost.shorter_letters ? "init.host_cost" : "init.host_cost.least", args);
  }
}

Json report(const Workplace& workplace, const fs::path& root_keys) {
  Json codes = Json::array();
  for (const std::string& host : workplace.settings().hosts) codes.push_back(cost_json(host));
  return {
      {"workplace", workplace.folder().string()}, {"realm", workplace.settings().realm},
      {"hosts", workplace.settings().hosts},      {"host_codes", codes},
      {"test_only", workplace.test_only()},       {"root_keys", root_keys.string()},
      {"threshold", workplace.roots().threshold}, {"root_count", workplace.roots().roots.size()},
      {"roots", workplace.roots_path().string()}, {"trust_list", workplace.trust_path().string()}};
}

// Where each root key lies, as InitRequest says.
std::vector<std::string> root_names(const fs::path& root_keys, unsigned roots) {
  std::vector<std::string> names;
  for (unsigned number = 1; number <= roots; ++number)
    names.push_back(roots == 1 ? "" : (root_keys / std::to_string(number)).string());
  return names;
}

Result<InitRequest> request_of(const Session& session, const Given& given) {
  const fs::path folder = given.has("folder") ? fs::path(given.text("folder")) : session.workplace;
  auto roots = given.number("roots", 1);
  if (!roots) return roots.error();
  if (*roots < 1 || *roots > 16) return Error{"roots_number", "roots", std::to_string(*roots)};
  auto threshold = given.number("threshold", *roots == 1 ? 1 : *roots / 2 + 1);
  if (!threshold) return threshold.error();
  InitRequest request{
      folder, given.text("realm"), given.list("host"), root_keys_path(given, folder), {}};
  request.actor = system_user();
  if (given.has("registry")) request.registry_url = given.text("registry");
  request.roots = static_cast<unsigned>(*roots);
  request.threshold = static_cast<unsigned>(std::min<std::uint64_t>(*threshold, 1000));
  auto passphrases =
      session.passphrases(given, "root-", root_names(request.root_keys, request.roots), true);
  if (!passphrases) return passphrases.error();
  request.root_passphrases = *std::move(passphrases);
  return request;
}

int init(const Session& session, const Given& given) {
  auto request = request_of(session, given);
  if (!request) return session.terminal.fail(request.error());
  auto workplace = Workplace::init(*request, session.clock, session.random);
  if (!workplace) return session.terminal.fail(workplace.error());
  session.terminal.tell({"workplace", {{"workplace", request->folder.string()}}});
  const std::string done = request->roots == 1 ? "init.done" : "init.done.roots";
  const int status = session.terminal.done(
      report(*workplace, request->root_keys),
      session.terminal.word(done, {{"workplace", request->folder.string()},
                                   {"root_keys", request->root_keys.string()},
                                   {"roots", std::to_string(request->roots)},
                                   {"threshold", std::to_string(request->threshold)},
                                   {"realm", workplace->settings().realm}}) +
          "\n");
  if (workplace->test_only()) session.terminal.say("init.test_only");
  say_costs(session.terminal, workplace->settings().hosts);
  session.terminal.say("init.next");
  return status;
}

}  // namespace

void add_init_command(std::vector<Command>& all) {
  std::vector<Option> options = {{"folder", Option::Kind::argument},
                                 {"realm", Option::Kind::text, true},
                                 {"host", Option::Kind::repeated},
                                 {"root-keys"},
                                 {"registry"},
                                 {"roots", Option::Kind::number},
                                 {"threshold", Option::Kind::number}};
  for (Option option : passphrase_options("root-")) {
    option.kind = Option::Kind::repeated;
    options.push_back(option);
  }
  all.push_back({"init", "", options, init});
}

}  // namespace temgoc
