// temgoc bundle build|check|apply
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/exit_status.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text_file.h"
#include "temgoc/evidence/build_bundle.h"
#include "temgoc/evidence/bundle_audit.h"
#include "temgoc/keys/bundle_key.h"
#include "temgoc/model/records.h"
#include "temgoc/verdict/verdict.h"

namespace temgoc {
namespace {

constexpr std::size_t kRootsLimit = 1 << 20;
constexpr std::chrono::hours kClockTolerance{24};

DataAge age_of(const BundleManifest& manifest, Instant now) {
  return {{manifest.made_at, manifest.expires_at, manifest.grace_until}, now};
}

Json bundle_json(const Bundle& bundle, Instant now) {
  const BundleManifest& manifest = bundle.manifest();
  const DataAge age = age_of(manifest, now);
  Json sections = Json::array();
  for (const auto& section : manifest.sections)
    sections.push_back({{"name", section.name}, {"size", section.size}});
  return {{"realm", manifest.realm},
          {"made_at", to_iso(manifest.made_at)},
          {"expires_at", to_iso(manifest.expires_at)},
          {"grace_until", to_iso(manifest.grace_until)},
          {"state", to_text(age.state())},
          {"clock", to_text(age.clock_looks())},
          {"digest", bundle.digest()},
          {"trust_version", manifest.trust_version},
          {"facts_size", manifest.facts_size},
          {"log_size", bundle.log_head().size},
          {"listed_from", manifest.listed_from ? Json(*manifest.listed_from) : Json(nullptr)},
          {"lots", bundle.lots()},
          {"listed_codes", bundle.listed_codes()},
          {"recalls", bundle.recalls()},
          {"voids", bundle.voids()},
          {"cancelled_lots", bundle.cancelled_lots()},
          {"sections", sections}};
}

std::string bundle_text(const Terminal& terminal, const Bundle& bundle, Instant now) {
  const BundleManifest& manifest = bundle.manifest();
  const auto day = [](Instant instant) { return to_dmy(vietnam_day(instant)); };
  return terminal.word("bundle.line", {{"realm", manifest.realm},
                                       {"made_at", day(manifest.made_at)},
                                       {"expires_at", day(manifest.expires_at)},
                                       {"grace_until", day(manifest.grace_until)}}) +
         "\n" +
         terminal.word("bundle.counts", {{"lots", std::to_string(bundle.lots())},
                                         {"listed", std::to_string(bundle.listed_codes())},
                                         {"recalls", std::to_string(bundle.recalls())},
                                         {"voids", std::to_string(bundle.voids())}}) +
         "\n" + terminal.word("bundle.state." + to_text(age_of(manifest, now).state())) + "\n";
}

Result<unsigned> days_of(const Given& given, const char* name, unsigned otherwise) {
  auto number = given.number(name, otherwise);
  if (!number) return number.error();
  return static_cast<unsigned>(std::min<std::uint64_t>(*number, 1'000'000));
}

Result<BundleOrder> order_of(const Given& given) {
  BundleOrder order;
  order.out = given.text("out");
  order.key_file = given.text("bundle-key");
  order.since = given.text("since");
  for (auto [name, field] : {std::pair{"days", &order.days}, {"grace", &order.grace_days}}) {
    auto days = days_of(given, name, *field);
    if (!days) return days.error();
    *field = *days;
  }
  if (given.has("listed-months")) {
    auto months = days_of(given, "listed-months", 0);
    if (!months) return months.error();
    order.listed_months = *months;
  }
  return order;
}

int bundle_build(const Session& session, const Given& given) {
  auto order = order_of(given);
  if (!order) return session.terminal.fail(order.error());
  if (auto checked = check_bundle_order(*order); !checked)
    return session.terminal.fail(checked.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  if (auto usable = find_bundle_key(*workplace, order->key_file); !usable)
    return session.terminal.fail(usable.error());
  auto passphrase = session.passphrase(given, "");
  if (!passphrase) return session.terminal.fail(passphrase.error());
  order->passphrase = *std::move(passphrase);
  auto built = build_bundle(*workplace, *order);
  if (!built) return session.terminal.fail(built.error());
  session.terminal.tell({"file", {{"file", built->file.string()}}});
  Json json = bundle_json(built->bundle, session.clock());
  json["file"] = built->file.string();
  json["bytes"] = built->bytes;
  json["delta"] = built->delta.empty() ? Json(nullptr) : Json(built->delta.string());
  json["delta_bytes"] = built->delta.empty() ? Json(nullptr) : Json(built->delta_bytes);
  std::string text = fmt::format("{}  {} B\n", built->file.string(), built->bytes);
  if (!built->delta.empty())
    text += fmt::format("{}  {} B\n", built->delta.string(), built->delta_bytes);
  const int status = session.terminal.done(
      json, text + bundle_text(session.terminal, built->bundle, session.clock()));
  session.terminal.warn_all(built->warnings);
  session.terminal.say("bundle.build.next", {{"file", built->file.string()},
                                             {"roots", workplace->roots_path().string()}});
  return status;
}

Result<RootSet> roots_of(const Session& session, const Given& given) {
  const std::filesystem::path path = given.has("roots") ? std::filesystem::path(given.text("roots"))
                                                        : session.workplace / "trust" / "roots";
  auto note = read_text_file(path, kRootsLimit);
  if (!note) return note.error();
  auto roots = open_roots(*note);
  return roots ? roots : about_file(roots.error(), path);
}

// The whole bundle that FILE is, or makes of the one named by --since.
Result<Bytes> whole_file(const Given& given, const RootSet& roots) {
  auto file = read_file(given.text("bundle"), kMaxBundleBytes);
  if (!file) return file.error();
  if (!given.has("since")) return Bytes(as_bytes(*file).begin(), as_bytes(*file).end());
  auto base = read_file(given.text("since"), kMaxBundleBytes);
  if (!base) return base.error();
  return apply_bundle_delta(as_bytes(*base), as_bytes(*file), roots);
}

struct UsableBundle {
  Bundle bundle;
  Bytes file;
};

// A bundle that may be used now.
Result<UsableBundle> usable(const Session& session, const Given& given) {
  auto roots = roots_of(session, given);
  if (!roots) return roots.error();
  auto file = whole_file(given, *roots);
  if (!file) return file.error();
  auto bundle = Bundle::open(*file, *roots);
  if (!bundle) return bundle.error();
  const BundleManifest& manifest = bundle->manifest();
  const Instant now = session.clock();
  if (manifest.made_at > now + kClockTolerance) {
    return Error{"bundle_from_future",
                 "bundle",
                 given.text("bundle"),
                 {},
                 {{"made_at", to_iso(manifest.made_at)}, {"now", to_iso(now)}}};
  }
  if (now > manifest.grace_until) {
    return Error{"bundle_expired",
                 "bundle",
                 given.text("bundle"),
                 {},
                 {{"grace_until", to_iso(manifest.grace_until)}}};
  }
  return UsableBundle{*std::move(bundle), *std::move(file)};
}

Json audit_json(const Terminal& terminal, const BundleAudit& audit) {
  Json differences = Json::array();
  for (const Error& difference : audit.differences) {
    Json json = {{"code", difference.code},
                 {"message", message(terminal.language(), difference)},
                 {"value", text_or_null(difference.value)}};
    for (const auto& [name, value] : difference.args) json[name] = value;
    differences.push_back(std::move(json));
  }
  return {{"sound", audit.total_differences == 0},
          {"entries", audit.entries},
          {"not_compared", audit.not_compared},
          {"differences", differences},
          {"total_differences", audit.total_differences}};
}

// Compared with a copy of the log, for which nothing but the files is needed.
int compared(const Session& session, const Given& given, const Bundle& bundle, Json json,
             std::string text) {
  const Terminal& terminal = session.terminal;
  auto audit = audit_bundle(bundle, bundle.log_head(), {given.text("log"), given.text("test-log")});
  if (!audit) return terminal.fail(audit.error());
  json["log"] = audit_json(terminal, *audit);
  if (audit->total_differences == 0) {
    text += terminal.word("bundle.check.log", {{"entries", std::to_string(audit->entries)}}) + "\n";
    if (audit->not_compared > 0) {
      text += terminal.word("bundle.check.not_compared",
                            {{"count", std::to_string(audit->not_compared)}}) +
              "\n";
    }
    return terminal.done(json, text);
  }
  const Error summary{"bundle_differs_from_log",
                      "bundle",
                      given.text("bundle"),
                      {},
                      {{"count", std::to_string(audit->total_differences)}}};
  if (terminal.json()) {
    Json result = {{"ok", false}, {"error", terminal.error_json(summary)}};
    result.update(json);
    write_out(dump(result) + "\n");
    return exit_status(summary.code);
  }
  for (const Error& difference : audit->differences)
    text += message(terminal.language(), difference) + "\n";
  write_out(text);
  return terminal.fail(summary);
}

// An error of a bundle's content does not know which file it is in.
Error about_bundle(Error error, const Given& given) {
  if (error.field == "bundle" && error.value.empty()) error.value = given.text("bundle");
  return error;
}

int bundle_check(const Session& session, const Given& given) {
  auto usable_now = usable(session, given);
  if (!usable_now) return session.terminal.fail(about_bundle(usable_now.error(), given));
  const Bundle& bundle = usable_now->bundle;
  Json json = bundle_json(bundle, session.clock());
  json["bytes"] = usable_now->file.size();
  json["log"] = nullptr;
  const std::string text = bundle_text(session.terminal, bundle, session.clock());
  if (given.has("log")) return compared(session, given, bundle, std::move(json), text);
  return session.terminal.done(json, text);
}

int bundle_apply(const Session& session, const Given& given) {
  auto usable_now = usable(session, given);
  if (!usable_now) return session.terminal.fail(about_bundle(usable_now.error(), given));
  const std::filesystem::path out = given.text("out");
  if (out.has_parent_path() && !std::filesystem::is_directory(out.parent_path()))
    return session.terminal.fail({"folder_not_found", "out", out.parent_path().string()});
  write_file(out, usable_now->file);
  session.terminal.tell({"file", {{"file", out.string()}}});
  Json json = bundle_json(usable_now->bundle, session.clock());
  json["file"] = out.string();
  json["bytes"] = usable_now->file.size();
  return session.terminal.done(json,
                               bundle_text(session.terminal, usable_now->bundle, session.clock()));
}

int bundle_renew(const Session& session, const Given& given) {
  auto roots = roots_of(session, given);
  if (!roots) return session.terminal.fail(roots.error());
  const std::filesystem::path file = given.text("bundle");
  const std::filesystem::path log =
      given.has("log") ? std::filesystem::path(given.text("log")) : session.workplace / "log";
  const std::filesystem::path out =
      given.has("out") ? std::filesystem::path(given.text("out")) : file;
  auto bundle = renew_log_part({file, log, out}, *roots);
  if (!bundle) return session.terminal.fail(about_bundle(bundle.error(), given));
  session.terminal.tell({"file", {{"file", out.string()}}});
  Json json = bundle_json(*bundle, session.clock());
  json["file"] = out.string();
  return session.terminal.done(json, bundle_text(session.terminal, *bundle, session.clock()));
}

}  // namespace

void add_bundle_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  std::vector<Option> build_options = {{"out"},
                                       {"since"},
                                       {"days", Kind::number},
                                       {"grace", Kind::number},
                                       {"listed-months", Kind::number},
                                       {"bundle-key"}};
  for (const Option& option : passphrase_options()) build_options.push_back(option);
  all.push_back({"bundle", "build", build_options, bundle_build});
  all.push_back({"bundle",
                 "check",
                 {{"bundle", Kind::argument, true}, {"since"}, {"roots"}, {"log"}, {"test-log"}},
                 bundle_check});
  all.push_back({"bundle",
                 "renew",
                 {{"bundle", Kind::argument, true}, {"log"}, {"out"}, {"roots"}},
                 bundle_renew});
  all.push_back({"bundle",
                 "apply",
                 {{"bundle", Kind::argument, true},
                  {"since", Kind::text, true},
                  {"out", Kind::text, true},
                  {"roots"}},
                 bundle_apply});
}

}  // namespace temgoc
