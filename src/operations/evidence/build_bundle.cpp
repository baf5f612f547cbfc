// Gathers the facts, compares them with the log, then records, signs and writes the bundle.
#include "temgoc/evidence/build_bundle.h"

#include <fmt/format.h>

#include <algorithm>

#include "operations/evidence/bundle_facts.h"
#include "temgoc/base/files.h"
#include "temgoc/base/folders.h"
#include "temgoc/evidence/bundle_audit.h"
#include "temgoc/keys/bundle_key.h"
#include "temgoc/log/log.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr unsigned kMostDays = 365;
constexpr unsigned kMostMonths = 1200;
constexpr int kAttempts = 4;

Result<void> check_range(unsigned value, unsigned least, unsigned most, const char* field) {
  if (value >= least && value <= most) return {};
  return Error{"bundle_days_invalid",
               field,
               std::to_string(value),
               {},
               {{"least", std::to_string(least)}, {"most", std::to_string(most)}}};
}

std::string first_month(Instant now, unsigned months) {
  const std::chrono::year_month_day today{vietnam_day(now)};
  const auto first = today.year() / today.month() - std::chrono::months(months - 1);
  return to_iso(Day(first / 1)).substr(0, 7);
}

BundleManifest terms_of(const Workplace& workplace, const BundleOrder& order, Instant made_at) {
  BundleManifest terms;
  terms.realm = workplace.realm(false);
  terms.made_at = made_at;
  terms.expires_at = terms.made_at + std::chrono::days(order.days);
  terms.grace_until = terms.expires_at + std::chrono::days(order.grace_days);
  terms.facts_size = workplace.registry().log_size(terms.realm);
  if (order.listed_months) terms.listed_from = first_month(terms.made_at, *order.listed_months);
  return terms;
}

// Everything that the registry says at one moment, and the trust list of that moment: a lot is
// sealed by a key of a list that was recorded before it. The list is read once, for beside a
// `trust sign` a second look at the file may show the next one.
Result<BundleWriter> gathered(Workplace& workplace, const BundleOrder& order, Instant made_at) {
  std::optional<BundleWriter> writer;
  Result<void> trust;
  workplace.registry().at_one_moment([&] {
    trust = workplace.refresh_trust();
    writer.emplace(terms_of(workplace, order, made_at));
    add_facts(workplace.registry(), *writer);
    add_records(workplace.registry(), *writer);
  });
  if (!trust) return trust.error();
  writer->set_trust_list(workplace.trust_note(), workplace.trust());
  return *std::move(writer);
}

// What would be signed, against the log that others have. A key that was cut or retired since the
// list was signed is no hindrance: a recall must not wait for the roots.
Result<void> compare_with_log(Workplace& workplace, const BundleWriter& writer,
                              std::vector<Error>& warnings) {
  if (auto settled = workplace.settle_logs(); !settled) return settled;
  auto told = writer.read_back();
  if (!told) return told.error();
  auto log = TileLog::open(workplace.log_folder(false), workplace.realm(false));
  if (!log) return log.error();
  const TreeHead head = log->checkpoint() ? log->checkpoint()->head : tree_head({});
  auto audit = audit_bundle(*told, head, {workplace.log_folder(false), workplace.log_folder(true)});
  if (!audit) return audit.error();
  warnings.clear();
  for (const Error& difference : audit->differences) {
    if (difference.code != "bundle_key_behind") return difference;
    warnings.push_back(difference);
  }
  return {};
}

// Gathers the facts and logs them as one entry, whose number is the count of entries that they were
// gathered from. Where others write meanwhile it gathers again, at last with writers shut out.
Result<BundleWriter> logged_facts(Workplace& workplace, const BundleOrder& order,
                                  std::vector<Error>& warnings) {
  const Instant made_at = workplace.now();
  const std::string realm = workplace.realm(false);
  std::optional<BundleWriter> writer;
  const auto gather = [&]() -> Result<void> {
    auto facts = gathered(workplace, order, made_at);
    if (!facts) return facts.error();
    writer.emplace(*std::move(facts));
    writer->finish();
    return {};
  };
  const auto still_whole = [&] {
    return workplace.registry().log_size(realm) == writer->manifest().facts_size;
  };
  bool logged = false;
  for (int attempt = 1; attempt <= kAttempts && !logged; ++attempt) {
    const bool alone = attempt == kAttempts;
    if (!alone) {
      if (auto done = gather(); !done) return done.error();
      if (auto same = compare_with_log(workplace, *writer, warnings); !same) {
        if (still_whole()) return same.error();
        continue;
      }
    }
    auto done = workplace.registry().transaction([&]() -> Result<void> {
      if (alone) {
        if (auto again = gather(); !again) return again;
      }
      logged = still_whole();
      if (!logged) return {};
      workplace.registry().add_bundle(realm, made_at, writer->manifest().digest());
      workplace.registry().add_act(made_at, {"bundle", {{"made_at", to_iso(made_at)}}},
                                   workplace.actor());
      return {};
    });
    if (!done) return done.error();
    if (!alone) continue;
    if (auto same = compare_with_log(workplace, *writer, warnings); !same) return same.error();
  }
  return *std::move(writer);
}

// The log's checkpoint as it stands, with its cosignatures, and the proof of entry `index`.
Result<BundleLogPart> log_part(const fs::path& folder, const std::string& realm,
                               std::uint64_t index) {
  auto log = TileLog::open(folder, realm);
  if (!log) return log.error();
  const auto checkpoint = log->checkpoint();
  if (!checkpoint || checkpoint->head.size <= index) return Error{"bundle_not_in_log", "bundle"};
  auto proof = log->inclusion_proof(index, checkpoint->head.size);
  if (!proof) return proof.error();
  return BundleLogPart{*log->checkpoint_note(), *std::move(proof)};
}

Result<Bytes> made_file(Workplace& workplace, const BundleOrder& order,
                        std::vector<Error>& warnings) {
  // Before anything is on record: the passphrase may be wrong.
  auto key = load_bundle_key(workplace, order.key_file, order.passphrase);
  if (!key) return key.error();
  auto writer = logged_facts(workplace, order, warnings);
  if (!writer) return writer.error();
  // A list that took force meanwhile may name another.
  if (key->public_key() != workplace.trust().list().bundle_key)
    key = load_bundle_key(workplace, order.key_file, order.passphrase);
  if (!key) return key.error();
  if (auto settled = workplace.settle_log(false); !settled) return settled.error();
  const std::string realm = workplace.realm(false);
  auto log = log_part(workplace.log_folder(false), realm, writer->manifest().facts_size);
  if (!log) return log.error();
  const std::string text = writer->manifest().text();
  const std::string name = bundle_signer(realm);
  return writer->file({text, {note_signature(name, key->public_key(), key->sign(text))}}, *log);
}

Result<std::string> read_base(const Workplace& workplace, const BundleOrder& order) {
  if (order.since.empty()) return std::string();
  auto base = read_file(order.since, kMaxBundleBytes);
  if (!base) return base;
  auto opened = Bundle::open(as_bytes(*base), workplace.roots());
  if (!opened) return opened.error();
  const Instant made_at = opened->manifest().made_at;
  if (made_at < workplace.now()) return base;
  return Error{
      "bundle_clock_behind", "since", order.since.string(), {}, {{"made_at", to_iso(made_at)}}};
}

Result<fs::path> place_of(const Workplace& workplace, const fs::path& out) {
  if (out.empty()) {
    make_folders(workplace.folder() / "bundles");
    std::string moment = to_iso(workplace.now()).substr(0, 19);
    std::erase_if(moment, [](char c) { return c == '-' || c == ':'; });
    return workplace.folder() / "bundles" / fmt::format("offline-{}Z.bundle", moment);
  }
  if (out.has_parent_path() && !fs::is_directory(out.parent_path()))
    return Error{"folder_not_found", "out", out.parent_path().string()};
  return out;
}

}  // namespace

Result<void> check_bundle_order(const BundleOrder& order) {
  if (auto days = check_range(order.days, 1, kMostDays, "days"); !days) return days;
  if (auto grace = check_range(order.grace_days, 0, kMostDays, "grace"); !grace) return grace;
  if (!order.listed_months) return {};
  return check_range(*order.listed_months, 1, kMostMonths, "listed-months");
}

std::vector<std::string> kept_bundles(const fs::path& workplace) {
  std::vector<std::string> names;
  for (const fs::path& path : paths_in(workplace / "bundles"))
    if (fs::is_regular_file(path)) names.push_back(path.filename().string());
  std::ranges::reverse(names);  // they are named by the moment
  return names;
}

Result<BuiltBundle> build_bundle(Workplace& workplace, const BundleOrder& order) {
  if (auto checked = check_bundle_order(order); !checked) return checked.error();
  auto place = place_of(workplace, order.out);
  if (!place) return place.error();
  auto base = read_base(workplace, order);
  if (!base) return base.error();
  std::vector<Error> warnings;
  auto file = made_file(workplace, order, warnings);
  if (!file) return file.error();
  auto bundle = Bundle::open(*file, workplace.roots());
  if (!bundle) return bundle.error();
  BuiltBundle built{*place, file->size(), {}, 0, *std::move(bundle), std::move(warnings)};
  if (!base->empty()) {
    auto delta = bundle_delta(as_bytes(*base), *file);
    if (!delta) return delta.error();
    built.delta = built.file;
    built.delta += ".delta";
    built.delta_bytes = delta->size();
    write_file(built.delta, *delta);
  }
  write_file(built.file, *file);
  return built;
}

Result<Bundle> renew_log_part(const BundleRenewal& renewal, const RootSet& roots) {
  auto file = read_file(renewal.file, kMaxBundleBytes);
  if (!file) return file.error();
  auto bundle = Bundle::open(as_bytes(*file), roots);
  if (!bundle) return bundle;
  auto log = log_part(renewal.log, roots.realm, bundle->manifest().facts_size);
  if (!log) return log.error();
  auto renewed = with_log_part(as_bytes(*file), *log);
  if (!renewed) return renewed.error();
  auto opened = Bundle::open(*renewed, roots);
  if (!opened) return opened;
  write_file(renewal.out, *renewed);
  return opened;
}

}  // namespace temgoc
