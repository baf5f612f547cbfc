// temgoc init
#include <fmt/format.h>

#include "cli/command.h"
#include "temgoc/bytes.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

// Beside the workplace, never in it.
fs::path root_keys_path(const Given& given, const fs::path& folder) {
  if (given.has("root-keys")) return given.text("root-keys");
  const fs::path absolute = fs::weakly_canonical(fs::absolute(folder));
  return absolute.parent_path() / (absolute.filename().string() + "-root-keys");
}

Json report(const Workplace& workplace, const fs::path& root_keys) {
  return {{"workplace", workplace.folder().string()},
          {"realm", workplace.settings().realm},
          {"hosts", workplace.settings().hosts},
          {"test_only", workplace.test_only()},
          {"root_keys", root_keys.string()},
          {"roots", workplace.roots_path().string()},
          {"trust_list", workplace.trust_path().string()}};
}

int init(const Session& session, const Given& given) {
  const fs::path folder = given.has("folder") ? fs::path(given.text("folder")) : session.workplace;
  const fs::path root_keys = root_keys_path(given, folder);
  auto passphrase = session.passphrase(given, "root-", true);
  if (!passphrase) return session.terminal.fail(passphrase.error());
  auto workplace =
      Workplace::init({folder, given.text("realm"), given.list("host"), root_keys, *passphrase},
                      session.clock, session.random);
  if (!workplace) return session.terminal.fail(workplace.error());
  const int status = session.terminal.done(
      report(*workplace, root_keys),
      session.terminal.word("init.done", {{"workplace", folder.string()},
                                          {"root_keys", root_keys.string()},
                                          {"realm", workplace->settings().realm}}) +
          "\n");
  if (workplace->test_only()) session.terminal.say("init.test_only");
  session.terminal.say("init.next");
  return status;
}

}  // namespace

void add_init_command(std::vector<Command>& all) {
  std::vector<Option> options = {{"folder", Option::Kind::argument},
                                 {"realm", Option::Kind::text, true},
                                 {"host", Option::Kind::repeated},
                                 {"root-keys"}};
  for (const Option& option : passphrase_options("root-")) options.push_back(option);
  all.push_back({"init", "", options, init});
}

}  // namespace temgoc
