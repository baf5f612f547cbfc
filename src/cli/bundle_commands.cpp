// temgoc bundle build|check|apply
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "temgoc/build_bundle.h"
#include "temgoc/files.h"
#include "temgoc/text_file.h"
#include "temgoc/verdict.h"

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
          {"log_size", manifest.log_size},
          {"listed_from", manifest.listed_from ? Json(*manifest.listed_from) : Json(nullptr)},
          {"lots", bundle.lots()},
          {"listed_codes", bundle.listed_codes()},
          {"recalls", bundle.recalls()},
          {"voids", bundle.voids()},
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
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
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
  session.terminal.say("bundle.build.next", {{"file", built->file.string()},
                                             {"roots", workplace->roots_path().string()}});
  return status;
}

Result<RootSet> roots_of(const Session& session, const Given& given) {
  const std::filesystem::path path = given.has("roots") ? std::filesystem::path(given.text("roots"))
                                                        : session.workplace / "trust" / "roots";
  auto note = read_text_file(path, kRootsLimit);
  if (!note) return note.error();
  return open_roots(*note);
}

// The whole bundle that FILE is, or makes of the one named by --since.
Result<Bytes> whole_file(const Given& given) {
  auto file = read_file(given.text("bundle"), kMaxBundleBytes);
  if (!file) return file.error();
  if (!given.has("since")) return Bytes(as_bytes(*file).begin(), as_bytes(*file).end());
  auto base = read_file(given.text("since"), kMaxBundleBytes);
  if (!base) return base.error();
  return apply_bundle_delta(as_bytes(*base), as_bytes(*file));
}

// A bundle that may be used now.
Result<Bundle> usable(const Session& session, const Given& given, ByteView file) {
  auto roots = roots_of(session, given);
  if (!roots) return roots.error();
  auto bundle = Bundle::open(file, *roots);
  if (!bundle) return bundle;
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
  return bundle;
}

// An error of a bundle's content does not know which file it is in.
Error about_bundle(Error error, const Given& given) {
  if (error.field == "bundle" && error.value.empty()) error.value = given.text("bundle");
  return error;
}

int bundle_check(const Session& session, const Given& given) {
  auto file = whole_file(given);
  if (!file) return session.terminal.fail(about_bundle(file.error(), given));
  auto bundle = usable(session, given, *file);
  if (!bundle) return session.terminal.fail(about_bundle(bundle.error(), given));
  Json json = bundle_json(*bundle, session.clock());
  json["bytes"] = file->size();
  return session.terminal.done(json, bundle_text(session.terminal, *bundle, session.clock()));
}

int bundle_apply(const Session& session, const Given& given) {
  auto file = whole_file(given);
  if (!file) return session.terminal.fail(about_bundle(file.error(), given));
  auto bundle = usable(session, given, *file);
  if (!bundle) return session.terminal.fail(about_bundle(bundle.error(), given));
  const std::filesystem::path out = given.text("out");
  if (out.has_parent_path() && !std::filesystem::is_directory(out.parent_path()))
    return session.terminal.fail({"folder_not_found", "out", out.parent_path().string()});
  write_file(out, *file);
  session.terminal.tell({"file", {{"file", out.string()}}});
  Json json = bundle_json(*bundle, session.clock());
  json["file"] = out.string();
  json["bytes"] = file->size();
  return session.terminal.done(json, bundle_text(session.terminal, *bundle, session.clock()));
}

}  // namespace

void add_bundle_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"bundle",
                 "build",
                 {{"out"},
                  {"since"},
                  {"days", Kind::number},
                  {"grace", Kind::number},
                  {"listed-months", Kind::number}},
                 bundle_build});
  all.push_back(
      {"bundle", "check", {{"bundle", Kind::argument, true}, {"since"}, {"roots"}}, bundle_check});
  all.push_back({"bundle",
                 "apply",
                 {{"bundle", Kind::argument, true},
                  {"since", Kind::text, true},
                  {"out", Kind::text, true},
                  {"roots"}},
                 bundle_apply});
}

}  // namespace temgoc
