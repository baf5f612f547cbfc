// From argv to an exit code; the one place where a broken world is caught.
#include "temgoc/cli/cli.h"

#include <signal.h>

#include <cerrno>
#include <optional>
#include <set>

#include "cli/care_commands.h"
#include "cli/exit_status.h"
#include "cli/field_commands.h"
#include "cli/network_clock.h"
#include "cli/options.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/process.h"

namespace temgoc {
namespace {

ClockWord clock_word(const Global& global) {
  if (global.clock_is_right) return ClockWord::person;
  return network_keeps_clock() ? ClockWord::network : ClockWord::none;
}

// Whether the command neither records nor signs: it goes on whatever the clock says. A command that
// is not named here is taken for one that records.
bool only_reads(const Command& command) {
  static const std::set<std::string_view> kReading = {"act list",
                                                      "backup check",
                                                      "backup create",
                                                      "backup list",
                                                      "backup restore",
                                                      "bundle apply",
                                                      "bundle check",
                                                      "certification list",
                                                      "certification show",
                                                      "cooperative list",
                                                      "cooperative show",
                                                      "credential check",
                                                      "credential did",
                                                      "completion",
                                                      "console",
                                                      "doctor",
                                                      "init",
                                                      "event hash",
                                                      "event list",
                                                      "event show",
                                                      "export certifications",
                                                      "export circular-02",
                                                      "export circular-31",
                                                      "export dpp",
                                                      "export epcis",
                                                      "export fsma204",
                                                      "export jobs",
                                                      "export lots",
                                                      "export passport",
                                                      "export products",
                                                      "export scans",
                                                      "key list",
                                                      "label list",
                                                      "label show",
                                                      "link list",
                                                      "log check",
                                                      "log prove",
                                                      "log request",
                                                      "log show",
                                                      "lot list",
                                                      "lot show",
                                                      "man",
                                                      "partner list",
                                                      "place list",
                                                      "place show",
                                                      "printer list",
                                                      "printer show",
                                                      "product list",
                                                      "product show",
                                                      "recall drill",
                                                      "recall notice",
                                                      "report list",
                                                      "roots show",
                                                      "scan report",
                                                      "serve",
                                                      "template check",
                                                      "template list",
                                                      "template preview",
                                                      "template schema",
                                                      "trace",
                                                      "trust show",
                                                      "status",
                                                      "token list",
                                                      "user list",
                                                      "log watch",
                                                      "verify"};
  return kReading.contains(command.verb.empty() ? command.noun : command.noun + " " + command.verb);
}

// Who reads a list to its third line and closes the pipe is no failure: the program ends as the
// system ends one that did not ask for the error.
void end_as_by_pipe() {
  ::signal(SIGPIPE, SIG_DFL);
  ::raise(SIGPIPE);
}

int run(const Chosen& chosen, const Services& services) {
  const Global& global = chosen.global;
  const Session session{
      Terminal(global.language, global.json, global.quiet),
      global.workplace,
      system_clock(),
      system_random(),
      services,
      only_reads(*chosen.command) ? std::nullopt : std::optional(clock_word(global))};
  try {
    return chosen.command->run(session, chosen.given);
  } catch (const AnswerFailure& failure) {
    if (failure.number == EPIPE && session.terminal.acts()->empty()) end_as_by_pipe();
    return session.terminal.fail(failure.error());
  } catch (const SystemFailure& failure) {
    return session.terminal.fail(failure.error());
  } catch (const std::exception& failure) {
    return session.terminal.fail(unforeseen(failure));
  }
}

int dispatch(int argc, const char* const* argv, const Services& services) {
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
  return run(std::get<Chosen>(parsed), services);
}

}  // namespace

std::vector<Command> commands() {
  std::vector<Command> all;
  add_init_command(all);
  add_import_commands(all);
  add_record_commands(all);
  add_record_file_commands(all);
  add_key_commands(all);
  add_trust_commands(all);
  add_lot_commands(all);
  add_lot_cancel_command(all);
  add_link_commands(all);
  add_partner_commands(all);
  add_event_commands(all);
  add_trace_command(all);
  add_evidence_commands(all);
  add_recall_commands(all);
  add_label_commands(all);
  add_ledger_commands(all);
  add_log_commands(all);
  add_backup_commands(all);
  add_doctor_command(all);
  add_migrate_command(all);
  add_privacy_commands(all);
  add_bundle_commands(all);
  add_poster_command(all);
  add_roll_commands(all);
  add_printer_commands(all);
  add_template_commands(all);
  add_report_commands(all);
  add_inspector_commands(all);
  add_visit_commands(all);
  add_status_command(all);
  add_verify_command(all);
  add_export_commands(all);
  add_trace_file_commands(all);
  add_ocop_rating_command(all);
  add_credential_commands(all);
  add_scan_commands(all);
  add_programme_commands(all);
  add_settings_commands(all);
  add_serve_command(all);
  add_console_command(all);
  add_user_commands(all);
  add_token_commands(all);
  add_act_commands(all);
  add_manual_commands(all);
  return all;
}

int run_cli(int argc, const char* const* argv, const Services& services) {
  keep_memory_private();
  guard_standard_files();
  try {
    return dispatch(argc, argv, services);
  } catch (const AnswerFailure& failure) {
    if (failure.number == EPIPE) end_as_by_pipe();
    write_err("temgoc: " + message(Language::en, failure.error()) + "\n");
    return exit_status(failure.error().code);
  } catch (const SystemFailure& failure) {
    write_err("temgoc: " + message(Language::en, failure.error()) + "\n");
    return exit_status(failure.error().code);
  } catch (const std::exception& failure) {
    const Error error = unforeseen(failure);
    write_err("temgoc: " + message(Language::en, error) + "\n");
    return exit_status(error.code);
  }
}

}  // namespace temgoc
