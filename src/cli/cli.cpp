// From argv to an exit code; the one place where a broken world is caught.
#include "temgoc/cli.h"

#include "cli/exit_status.h"
#include "cli/options.h"
#include "temgoc/text.h"

namespace temgoc {
namespace {

int run(const Chosen& chosen, const ServeFunction& serve) {
  const Global& global = chosen.global;
  const Session session{Terminal(global.language, global.json, global.quiet), global.workplace,
                        system_clock(), system_random(), serve};
  try {
    return chosen.command->run(session, chosen.given);
  } catch (const SystemFailure& failure) {
    return session.terminal.fail(failure.error());
  } catch (const std::exception& failure) {
    return session.terminal.fail({"unexpected", {}, shortened(failure.what(), 200)});
  }
}

int dispatch(int argc, const char* const* argv, const ServeFunction& serve) {
  const std::vector<Command> table = commands();
  const auto parsed = parse_command_line(argc, argv, table);
  if (const auto* help = std::get_if<Help>(&parsed)) {
    write_out(help->text);
    return kDone;
  }
  if (const auto* misused = std::get_if<Misused>(&parsed)) {
    const Global& global = misused->global;
    return Terminal(global.language, global.json, global.quiet).fail(misused->error);
  }
  return run(std::get<Chosen>(parsed), serve);
}

}  // namespace

std::vector<Command> commands() {
  std::vector<Command> all;
  add_init_command(all);
  add_import_commands(all);
  add_record_commands(all);
  add_key_commands(all);
  add_trust_commands(all);
  add_lot_commands(all);
  add_link_commands(all);
  add_label_commands(all);
  add_ledger_commands(all);
  add_log_commands(all);
  add_bundle_commands(all);
  add_poster_command(all);
  add_printer_commands(all);
  add_template_commands(all);
  add_report_commands(all);
  add_verify_command(all);
  add_scan_commands(all);
  add_serve_command(all);
  return all;
}

int run_cli(int argc, const char* const* argv, const ServeFunction& serve) {
  try {
    return dispatch(argc, argv, serve);
  } catch (const SystemFailure& failure) {
    write_err("temgoc: " + message(Language::en, failure.error()) + "\n");
    return exit_status(failure.error().code);
  } catch (const std::exception& failure) {
    write_err(std::string("temgoc: ") + failure.what() + "\n");
    return kUnexpected;
  }
}

}  // namespace temgoc
