// What keeps a workplace in good order: offline bundles, the check of the log, backups, settings.
#include <algorithm>
#include <filesystem>

#include "console/api/handlers.h"
#include "console/api/listing.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/files.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/evidence/build_bundle.h"
#include "temgoc/evidence/transparency.h"
#include "temgoc/keys/bundle_key.h"
#include "temgoc/model/records.h"
#include "temgoc/upkeep/backup.h"
#include "temgoc/upkeep/last_backup.h"
#include "temgoc/upkeep/settings_change.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

Json faults_json(const ApiCall& call, const std::vector<Error>& faults) {
  Json list = Json::array();
  for (const Error& each : faults) list.push_back(fault_json(each, call.language()));
  return list;
}

Json bundle_json(const fs::path& file) {
  std::error_code none;
  const auto bytes = fs::file_size(file, none);
  return {{"bundle", file.filename().string()}, {"bytes", none ? 0 : bytes}};
}

BundleOrder bundle_order(const ApiCall& call) {
  BundleOrder order;
  if (const auto days = call.whole("days")) order.days = static_cast<unsigned>(*days);
  if (const auto days = call.whole("grace_days")) order.grace_days = static_cast<unsigned>(*days);
  order.passphrase = SecretText(call.text("passphrase"));
  return order;
}

// A relative path would be one of the folder that the process was begun in.
Result<fs::path> absolute_folder(const std::string& folder) {
  if (folder.empty() || !fs::path(folder).is_absolute())
    return Error{"path_not_absolute", "folder", shortened(folder, 80)};
  return fs::path(folder);
}

Json settings_json(const Settings& settings) {
  Json list = Json::array();
  for (const auto& [name, value] : changeable_settings(settings))
    list.push_back({{"name", name}, {"value", value}});
  return {{"settings", std::move(list)}};
}

std::string settings_version(const Settings& settings) {
  return to_hex(sha256(as_bytes(dump(settings_json(settings))))).substr(0, 16);
}

HttpResponse settings_answer(const Settings& settings) {
  HttpResponse response = json_answer(200, settings_json(settings));
  response.headers.emplace_back("ETag", "\"" + settings_version(settings) + "\"");
  return response;
}

}  // namespace

HttpResponse list_bundles(ApiCall& call) {
  const fs::path folder = call.house().folder;
  Json items = Json::array();
  for (const std::string& name : kept_bundles(folder))
    items.push_back(bundle_json(folder / "bundles" / name));
  return page_answer(call, std::move(items), "");
}

HttpResponse build_bundle_asked(ApiCall& call) {
  const BundleOrder order = bundle_order(call);
  if (auto checked = check_bundle_order(order); !checked)
    return problem_answer(call.request(), checked.error());
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const auto built = build_bundle(*workplace, order);
  if (!built) return problem_answer(call.request(), built.error());
  Json answer = bundle_json(built->file);
  answer["warnings"] = faults_json(call, built->warnings);
  HttpResponse response = json_answer(201, answer);
  response.headers.emplace_back("Location", std::string(kApiRoot) + "/bundles/" +
                                                percent_encoded(built->file.filename().string()));
  return response;
}

// One of those that are listed: no other path is opened.
HttpResponse show_bundle_file(ApiCall& call) {
  const auto names = kept_bundles(call.house().folder);
  if (std::ranges::find(names, call.place(0)) == names.end())
    return problem_answer(call.request(), {"api_file_unknown", "bundle", shortened(call.place(0))});
  auto content = read_file(call.house().folder / "bundles" / call.place(0), kMaxBundleBytes);
  if (!content) return problem_answer(call.request(), content.error());
  return {.status = 200,
          .content_type = "application/octet-stream",
          .body = *std::move(content),
          .headers = {{"Cache-Control", "no-store"}}};
}

HttpResponse create_bundle_key(ApiCall& call) {
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const auto key = new_bundle_key(*workplace, {.passphrase = SecretText(call.text("passphrase")),
                                               .replace = call.is_yes("replace")});
  if (!key) return problem_answer(call.request(), key.error());
  return json_answer(201, {{"key", to_hex(key->id)}});
}

// Reads alone: what a crash left undone is looked at, not put right.
HttpResponse check_log_asked(ApiCall& call) {
  const auto check = check_log(call.site(), {});
  if (!check) return problem_answer(call.request(), check.error());
  Json logs = Json::array();
  for (const LogCheck::Log& log : check->logs)
    logs.push_back({{"realm", log.realm},
                    {"entries", log.entries},
                    {"lots", log.lots},
                    {"jobs", log.print_jobs},
                    {"pending", log.pending},
                    {"known_by_entry", log.known_by_entry}});
  return json_answer(200, {{"sound", check->sound()},
                           {"differences", check->total_differences},
                           {"logs", std::move(logs)},
                           {"faults", faults_json(call, check->differences)}});
}

HttpResponse list_backups(ApiCall& call) {
  const auto last = read_last_backup(call.house().folder);
  std::string folder = call.asked("folder");
  if (folder.empty() && last) folder = last->folder;
  Json items = Json::array();
  if (!folder.empty()) {
    const auto place = absolute_folder(folder);
    if (!place) return problem_answer(call.request(), place.error());
    const auto names = backup_names(*place);
    if (!names) return problem_answer(call.request(), names.error());
    for (const std::string& name : *names) items.push_back({{"backup", name}, {"folder", folder}});
  }
  return page_answer(call, std::move(items), "");
}

HttpResponse create_backup_asked(ApiCall& call) {
  const auto folder = absolute_folder(call.text("folder"));
  if (!folder) return problem_answer(call.request(), folder.error());
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const auto made = create_backup(
      *workplace, {.folder = *folder, .passphrase = SecretText(call.text("passphrase"))});
  if (!made) return problem_answer(call.request(), made.error());
  return json_answer(201, {{"backup", made->name},
                           {"folder", folder->string()},
                           {"bytes_written", made->bytes_written}});
}

HttpResponse check_backup_asked(ApiCall& call) {
  const auto folder = absolute_folder(call.text("folder"));
  if (!folder) return problem_answer(call.request(), folder.error());
  const auto check = check_backup({.folder = *folder,
                                   .name = call.text("backup"),
                                   .passphrase = SecretText(call.text("passphrase"))},
                                  call.house().world.clock);
  if (!check) return problem_answer(call.request(), check.error());
  return json_answer(200, {{"backup", check->name},
                           {"sound", check->sound()},
                           {"keys_opened", check->keys_opened},
                           {"faults", faults_json(call, check->differences)}});
}

HttpResponse show_settings(ApiCall& call) { return settings_answer(call.site().settings()); }

HttpResponse edit_settings(ApiCall& call) {
  std::vector<SettingText> changes;
  for (const Json& each : call.body().at("settings"))
    changes.emplace_back(each.at("name").get<std::string>(), each.at("value").get<std::string>());
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  if (!call.has_seen(settings_version(workplace->settings())))
    return problem_answer(call.request(), {"settings_changed_meanwhile", "If-Match",
                                           shortened(call.request().if_match)});
  if (auto done = change_settings(*workplace, changes); !done)
    return problem_answer(call.request(), done.error());
  return settings_answer(workplace->settings());
}

}  // namespace temgoc
