// The command tree as data: help, parsing and completion are made from one table, so they cannot
// drift.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.h"
#include "temgoc/cli/cli.h"
#include "temgoc/workplace/workplace.h"
#include "temgoc/workplace/workplace_clock.h"

namespace temgoc {

// One option or argument. Its help stands in words under `option.<name>`.
struct Option {
  enum class Kind { text, number, flag, repeated, argument };
  std::string name;  // without the dashes; an argument: its placeholder in lower case
  Kind kind = Kind::text;
  bool required = false;
};

// What was typed.
class Given {
 public:
  bool has(const std::string& name) const { return values_.contains(name); }
  std::string text(const std::string& name) const;  // empty where absent
  std::vector<std::string> list(const std::string& name) const;
  // Digits alone; `option_not_number` otherwise. `otherwise` where absent.
  Result<std::uint64_t> number(const std::string& name, std::uint64_t otherwise) const;
  // The days of --from and --until into `from` and `until`, where they were typed. Those of
  // parse_day.
  Result<void> days(std::optional<Day>& from, std::optional<Day>& until) const;
  // All of it as JSON, but what says nothing of the act: passphrases, --again and `others`.
  Json meaning(const std::vector<std::string>& others = {}) const;
  void add(const std::string& name, std::string value) {
    values_[name].push_back(std::move(value));
  }

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

// What every command may use.
struct Session {
  Terminal terminal;
  std::filesystem::path workplace;
  Clock clock;
  RandomSource random;
  Services services = {};
  // Who says that the clock is right; none for a command that neither records nor signs.
  std::optional<ClockWord> clock_word = {};

  // What the workplace records is told to the terminal. A command that records is refused while the
  // clock contradicts the last fact: those of check_clock.
  Result<Workplace> open() const;
  // The guard against doing the same twice by mistake: `meaning` says what is asked of `command`.
  // Where it was done a short while ago, a person at a terminal is asked, and anybody else gets
  // `repeated_command`; --again goes on. To be called before a passphrase is asked for.
  Result<void> begin(Workplace& opened, const Given& given, std::string_view command,
                     const Json& meaning) const;
  // An operation under that guard, for one that often changes nothing: only a repeat that would
  // change something again is stopped. It is called again where a person says so.
  template <class Done>
  Result<Done> guarded(Workplace& opened, const Given& given, std::string_view command,
                       const Json& meaning, const std::function<Result<Done>()>& operation) const {
    guard(opened, given, command, meaning);
    auto done = operation();
    if (done || !goes_on(opened, command, meaning, done.error())) return done;
    return operation();
  }
  void guard(Workplace& opened, const Given& given, std::string_view command,
             const Json& meaning) const;
  // Whether it was `repeated_command` and a person wants it once more, which is then allowed.
  bool goes_on(Workplace& opened, std::string_view command, const Json& meaning,
               const Error& error) const;
  // The passphrase named `<prefix>passphrase-file` or `<prefix>passphrase-fd`, else asked for on a
  // terminal (twice when `twice`), else `passphrase_missing`.
  Result<SecretText> passphrase(const Given& given, const std::string& prefix,
                                bool twice = false) const;
  // One for each of `names` (files, as they are asked for): as many options as names, or one for
  // all. `passphrases_count` (args have, need).
  Result<std::vector<SecretText>> passphrases(const Given& given, const std::string& prefix,
                                              const std::vector<std::string>& names,
                                              bool twice = false) const;
};

struct Command {
  std::string noun;
  std::string verb;  // empty: the noun is the command
  std::vector<Option> options;
  std::function<int(const Session&, const Given&)> run;
};

std::vector<Command> commands();  // all, in the order of the help
void add_init_command(std::vector<Command>& all);
void add_record_commands(std::vector<Command>& all);  // cooperative, place, product, certification
void add_record_file_commands(std::vector<Command>& all);  // product picture, certification paper
void add_import_commands(std::vector<Command>& all);
void add_key_commands(std::vector<Command>& all);
void add_trust_commands(std::vector<Command>& all);
void add_lot_commands(std::vector<Command>& all);
void add_lot_cancel_command(std::vector<Command>& all);
void add_link_commands(std::vector<Command>& all);
void add_event_commands(std::vector<Command>& all);
void add_partner_commands(std::vector<Command>& all);
void add_trace_command(std::vector<Command>& all);
void add_recall_commands(std::vector<Command>& all);  // recall chain, recall drill
void add_log_commands(std::vector<Command>& all);     // log, witness
void add_log_publish_command(std::vector<Command>& all);
void add_log_watch_command(std::vector<Command>& all);
void add_ledger_commands(std::vector<Command>& all);  // label list, show, done, void
void add_bundle_commands(std::vector<Command>& all);
void add_label_commands(std::vector<Command>& all);
void add_roll_commands(std::vector<Command>& all);
void add_poster_command(std::vector<Command>& all);    // label poster
void add_printer_commands(std::vector<Command>& all);  // printer, label test-page
void add_template_commands(std::vector<Command>& all);
void add_report_commands(std::vector<Command>& all);
void add_status_command(std::vector<Command>& all);
void add_scan_commands(std::vector<Command>& all);        // scan, export scans
void add_export_commands(std::vector<Command>& all);      // export lots, products …
void add_trace_file_commands(std::vector<Command>& all);  // export circular-02 …
void add_ocop_rating_command(std::vector<Command>& all);  // export ocop-rating
void add_credential_commands(std::vector<Command>& all);
void add_programme_commands(std::vector<Command>& all);  // programme, export programme
void add_settings_commands(std::vector<Command>& all);
void add_verify_command(std::vector<Command>& all);
void add_serve_command(std::vector<Command>& all);
void add_console_command(std::vector<Command>& all);
void add_user_commands(std::vector<Command>& all);
void add_token_commands(std::vector<Command>& all);
void add_act_commands(std::vector<Command>& all);
void add_manual_commands(std::vector<Command>& all);  // completion, man

// Options that several commands share.
std::vector<Option> passphrase_options(const std::string& prefix = "");

}  // namespace temgoc
