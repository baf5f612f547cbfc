// temgoc backup create|list|check|restore
#include <fmt/format.h>

#include "cli/care_commands.h"
#include "cli/exit_status.h"
#include "temgoc/base/words.h"
#include "temgoc/upkeep/backup.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t kLotsListed = 20;
constexpr std::uint64_t kMostSkip = 1'000'000;

std::string count(std::uint64_t number) { return std::to_string(number); }

Json logs_json(const std::vector<BackupLog>& logs) {
  Json all = Json::array();
  for (const BackupLog& log : logs) all.push_back({{"realm", log.realm}, {"entries", log.entries}});
  return all;
}

int backup_create(const Session& session, const Given& given) {
  auto keep = given.number("keep", 0);
  if (!keep) return session.terminal.fail(keep.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  BackupOrder order{.folder = given.text("backups"),
                    .keys = given.text("keys"),
                    .keep = static_cast<unsigned>(std::min<std::uint64_t>(*keep, 1'000'000))};
  auto needs = backup_needs_passphrase(*workplace, order);
  if (!needs) return session.terminal.fail(needs.error());
  if (*needs) {
    auto passphrase = session.passphrase(given, "", true);
    if (!passphrase) return session.terminal.fail(passphrase.error());
    order.passphrase = *std::move(passphrase);
  }
  auto made = create_backup(*workplace, order);
  if (!made) return session.terminal.fail(made.error());
  const BackupManifest& manifest = made->manifest;
  return session.terminal.done(
      {{"backup", made->name},
       {"folder", order.folder.string()},
       {"made_at", to_iso(manifest.made_at)},
       {"logs", logs_json(manifest.logs)},
       {"registry_bytes", manifest.registry_bytes},
       {"files", manifest.files.size()},
       {"keys", manifest.keys.size()},
       {"bytes_written", made->bytes_written},
       {"removed", made->removed}},
      session.terminal.word("backup.created", {{"name", made->name},
                                               {"folder", order.folder.string()},
                                               {"entries", count(manifest.logs.front().entries)},
                                               {"written", count(made->bytes_written)}}) +
          "\n");
}

int backup_list(const Session& session, const Given& given) {
  auto names = backup_names(given.text("backups"));
  if (!names) return session.terminal.fail(names.error());
  std::string text;
  Json all = Json::array();
  for (const std::string& name : *names) {
    text += name + "\n";
    all.push_back(name);
  }
  return session.terminal.done({{"backups", all}}, text);
}

Json errors_json(const Terminal& terminal, const std::vector<Error>& errors) {
  Json all = Json::array();
  for (const Error& error : errors) all.push_back(terminal.error_json(error));
  return all;
}

// What was found, then the summary as the failure.
int report_unsound(const Terminal& terminal, const Error& summary, Json json,
                   const std::vector<Error>& differences) {
  json["differences"] = errors_json(terminal, differences);
  if (terminal.json()) {
    Json result = {{"ok", false}, {"error", terminal.error_json(summary)}};
    result.update(json);
    write_out(dump(result) + "\n");
    return exit_status(summary.code);
  }
  for (const Error& each : differences) write_out(message(terminal.language(), each) + "\n");
  return terminal.fail(summary);
}

int backup_check(const Session& session, const Given& given) {
  BackupCheckOrder order{.folder = given.text("backups"),
                         .keys = given.text("keys"),
                         .name = given.text("backup"),
                         .quick = given.has("quick")};
  if (given.has("passphrase-file") || given.has("passphrase-fd")) {
    auto passphrase = session.passphrase(given, "");
    if (!passphrase) return session.terminal.fail(passphrase.error());
    order.passphrase = *std::move(passphrase);
  }
  auto check = check_backup(order, session.clock);
  if (!check) return session.terminal.fail(check.error());
  const Json json = {{"backup", check->name},
                     {"made_at", to_iso(check->manifest.made_at)},
                     {"realm", check->manifest.realm},
                     {"logs", logs_json(check->manifest.logs)},
                     {"keys_opened", check->keys_opened},
                     {"sound", check->sound()}};
  if (!check->sound()) {
    const Error summary{
        "backup_unsound", {}, check->name, {}, {{"count", count(check->differences.size())}}};
    return report_unsound(session.terminal, summary, json, check->differences);
  }
  const int status = session.terminal.done(
      json, session.terminal.word(
                "backup.sound",
                {{"name", check->name}, {"entries", count(check->manifest.logs.front().entries)}}) +
                "\n");
  if (!check->keys_opened) session.terminal.say("backup.keys_unopened");
  return status;
}

std::vector<fs::path> paths(const Given& given, const std::string& name) {
  std::vector<fs::path> all;
  for (const std::string& each : given.list(name)) all.emplace_back(each);
  return all;
}

Result<RestoreOrder> restore_order(const Session& session, const Given& given) {
  RestoreOrder order{.source = given.text("backups"),
                     .name = given.text("backup"),
                     .keys = given.text("keys"),
                     .to = given.text("to")};
  order.evidence = {.old_workplace = given.text("old"),
                    .logs = paths(given, "log"),
                    .trust_lists = paths(given, "trust"),
                    .bundles = paths(given, "bundle"),
                    .receipts = paths(given, "receipt"),
                    .checkpoints = paths(given, "checkpoint"),
                    .labels = paths(given, "label-files")};
  // In the registry's own language, as all that people wrote into it.
  order.lost_reason = words(Language::vi, "restore.lost_reason");
  if (given.has("skip")) {
    auto skip = given.number("skip", 0);
    if (!skip) return skip.error();
    if (*skip < 1 || *skip > kMostSkip)
      return Error{
          "restore_skip_range", "skip", given.text("skip"), {}, {{"most", count(kMostSkip)}}};
    order.skip = static_cast<std::uint32_t>(*skip);
  }
  auto needs = restore_needs_passphrase(order);
  if (!needs) return needs.error();
  if (*needs) {
    auto passphrase = session.passphrase(given, "");
    if (!passphrase) return passphrase.error();
    order.passphrase = *std::move(passphrase);
  }
  return order;
}

Json restore_json(const RestoreReport& report) {
  Json logs = Json::array();
  for (const RestoreReport::Log& log : report.logs) {
    logs.push_back({{"realm", log.realm},
                    {"of_backup", log.first},
                    {"with_log", log.end},
                    {"published", log.published}});
  }
  return {{"backup", report.name},
          {"backup_at", to_iso(report.backup_at)},
          {"logs", logs},
          {"lots_by_entry", report.lots_by_entry},
          {"print_jobs_by_entry", report.print_jobs},
          {"recalls_by_entry", report.recalls},
          {"voids_by_entry", report.voids},
          {"lot_cancellations_by_entry", report.lot_cancellations},
          {"roll_ranges_by_entry", report.roll_ranges},
          {"rolls_lost", report.rolls_lost},
          {"key_changes_by_entry", report.key_changes},
          {"entries_waiting", report.waiting},
          {"records_lost", report.records_lost},
          {"links_lost", report.links_lost},
          {"event_errors_by_entry", report.event_errors},
          {"events_lost", report.events_lost},
          {"keys_added", report.keys_added},
          {"trust_list", report.trust_version},
          {"trust_list_lost", report.trust_list_lost},
          {"roots_lost", report.roots_lost},
          {"people_without_password", report.people},
          {"programs_without_token", report.programs},
          {"skipped", report.skipped ? Json(*report.skipped) : Json(nullptr)}};
}

// In the order in which it matters to whoever goes on.
std::string restore_text(const Terminal& terminal, const RestoreReport& report,
                         const std::string& to) {
  const RestoreReport::Log& main = report.logs.front();
  std::string text;
  const auto line = [&](const char* key, const WordArgs& args) {
    text += terminal.word(key, args) + "\n";
  };
  line("restore.done", {{"name", report.name}, {"folder", to}});
  line("restore.log", {{"first", count(main.first)}, {"end", count(main.end)}});
  if (report.skipped) line("restore.skipped", {{"skip", count(*report.skipped)}});
  if (!report.lots_by_entry.empty()) {
    std::vector<std::string> some = report.lots_by_entry;
    if (some.size() > kLotsListed) some.resize(kLotsListed);
    line("restore.lots", {{"count", count(report.lots_by_entry.size())},
                          {"lots", fmt::format("{}", fmt::join(some, ", "))}});
  }
  if (report.print_jobs > 0) line("restore.print_jobs", {{"count", count(report.print_jobs)}});
  if (report.lot_cancellations > 0)
    line("restore.lot_cancellations", {{"count", count(report.lot_cancellations)}});
  if (report.roll_ranges > 0) line("restore.roll_ranges", {{"count", count(report.roll_ranges)}});
  if (report.rolls_lost > 0) line("restore.rolls", {{"count", count(report.rolls_lost)}});
  if (report.recalls + report.voids + report.key_changes > 0) {
    line("restore.facts", {{"recalls", count(report.recalls)},
                           {"voids", count(report.voids)},
                           {"keys", count(report.key_changes)}});
  }
  if (!report.records_lost.empty()) {
    line("restore.records", {{"records", fmt::format("{}", fmt::join(report.records_lost, ", "))}});
  }
  if (report.links_lost > 0) line("restore.links", {{"count", count(report.links_lost)}});
  if (report.events_lost + report.event_errors > 0) {
    line("restore.events",
         {{"events", count(report.events_lost)}, {"errors", count(report.event_errors)}});
  }
  if (report.waiting > 0) line("restore.waiting", {{"count", count(report.waiting)}});
  const std::string version = count(report.trust_version);
  if (report.roots_lost > 0) line("restore.roots_lost", {{"lost", count(report.roots_lost)}});
  if (report.trust_list_lost > 0) {
    line("restore.trust_lost", {{"lost", count(report.trust_list_lost)}, {"version", version}});
  } else {
    line("restore.trust", {{"version", version}});
  }
  if (!report.people.empty())
    line("restore.people", {{"people", fmt::format("{}", fmt::join(report.people, ", "))}});
  if (!report.programs.empty())
    line("restore.programs", {{"programs", fmt::format("{}", fmt::join(report.programs, ", "))}});
  return text;
}

int backup_restore(const Session& session, const Given& given) {
  auto order = restore_order(session, given);
  if (!order) return session.terminal.fail(order.error());
  auto report = restore_backup(*order, session.clock, session.random);
  if (!report) return session.terminal.fail(report.error());
  const std::string to = order->to.string();
  Json json = restore_json(*report);
  json["workplace"] = to;
  const std::string text = restore_text(session.terminal, *report, to);
  if (!report->differences.empty()) {
    if (!session.terminal.json()) write_out(text);
    const Error summary{
        "restore_unsound", {}, to, {}, {{"count", count(report->differences.size())}}};
    return report_unsound(session.terminal, summary, json, report->differences);
  }
  const int status = session.terminal.done(json, text);
  session.terminal.say("restore.next");
  return status;
}

}  // namespace

void add_backup_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  const auto with_passphrase = [](std::vector<Option> options) {
    for (const Option& option : passphrase_options()) options.push_back(option);
    return options;
  };
  all.push_back(
      {"backup", "create",
       with_passphrase({{"backups", Kind::argument, true}, {"keys"}, {"keep", Kind::number}}),
       backup_create});
  all.push_back({"backup", "list", {{"backups", Kind::argument, true}}, backup_list});
  all.push_back(
      {"backup", "check",
       with_passphrase(
           {{"backups", Kind::argument, true}, {"backup"}, {"keys"}, {"quick", Kind::flag}}),
       backup_check});
  all.push_back({"backup", "restore",
                 with_passphrase({{"backups", Kind::argument, true},
                                  {"to", Kind::text, true},
                                  {"backup"},
                                  {"keys"},
                                  {"old"},
                                  {"log", Kind::repeated},
                                  {"trust", Kind::repeated},
                                  {"bundle", Kind::repeated},
                                  {"receipt", Kind::repeated},
                                  {"checkpoint", Kind::repeated},
                                  {"label-files", Kind::repeated},
                                  {"skip", Kind::number}}),
                 backup_restore});
}

}  // namespace temgoc
