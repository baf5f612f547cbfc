// temgoc completion, temgoc man
#include "cli/command.h"
#include "cli/command_manual.h"
#include "temgoc/base/files.h"
#include "temgoc/manual/completion.h"
#include "temgoc/manual/man_page.h"

namespace temgoc {
namespace {

int completion(const Session& session, const Given& given) {
  const auto shell = shell_named(given.text("shell"));
  if (!shell) return session.terminal.fail({"usage_value_unknown", {}, "shell"});
  const std::string script = completion_of(command_manual(session.terminal.language()), *shell);
  return session.terminal.done({{"script", script}}, script);
}

int man(const Session& session, const Given& given) {
  const std::filesystem::path folder = given.text("folder");
  const Language language = session.terminal.language();
  Json files = Json::array();
  std::string text;
  for (const ManPage& page : man_pages(command_manual(language), language)) {
    const std::filesystem::path file = folder / page.file;
    write_file(file, as_bytes(page.text));
    files.push_back(file.string());
    text += file.string() + "\n";
  }
  return session.terminal.done({{"files", files}}, text);
}

}  // namespace

void add_manual_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"completion", "", {{"shell", Kind::argument, true}}, completion});
  all.push_back({"man", "", {{"folder", Kind::argument, true}}, man});
}

}  // namespace temgoc
