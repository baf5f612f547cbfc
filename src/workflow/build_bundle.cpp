#include "temgoc/build_bundle.h"

#include <fmt/format.h>

#include "temgoc/files.h"
#include "workflow/bundle_facts.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr unsigned kMostDays = 365;
constexpr unsigned kMostMonths = 1200;
constexpr std::size_t kTrustLimit = 16 << 20;

Result<void> check_range(unsigned value, unsigned least, unsigned most, const char* field) {
  if (value >= least && value <= most) return {};
  return Error{"bundle_days_invalid",
               field,
               std::to_string(value),
               {},
               {{"least", std::to_string(least)}, {"most", std::to_string(most)}}};
}

Result<void> check_order(const BundleOrder& order) {
  if (auto days = check_range(order.days, 1, kMostDays, "days"); !days) return days;
  if (auto grace = check_range(order.grace_days, 0, kMostDays, "grace"); !grace) return grace;
  if (!order.listed_months) return {};
  return check_range(*order.listed_months, 1, kMostMonths, "listed-months");
}

std::string first_month(Instant now, unsigned months) {
  const std::chrono::year_month_day today{vietnam_day(now)};
  const auto first = today.year() / today.month() - std::chrono::months(months - 1);
  return to_iso(Day(first / 1)).substr(0, 7);
}

BundleManifest terms_of(const Workplace& workplace, const BundleOrder& order) {
  BundleManifest terms;
  terms.realm = workplace.realm(false);
  terms.made_at = workplace.now();
  terms.expires_at = terms.made_at + std::chrono::days(order.days);
  terms.grace_until = terms.expires_at + std::chrono::days(order.grace_days);
  if (order.listed_months) terms.listed_from = first_month(terms.made_at, *order.listed_months);
  return terms;
}

Result<std::uint64_t> size_in(const std::string& checkpoint) {
  const auto first = checkpoint.find('\n');
  const std::string size =
      checkpoint.substr(first + 1, checkpoint.find('\n', first + 1) - first - 1);
  if (size.empty() || size.find_first_not_of("0123456789") != size.npos)
    return Error{"checkpoint_unreadable"};
  return std::stoull(size);
}

Result<void> add_trust_and_log(Workplace& workplace, BundleWriter& writer) {
  auto trust = read_file(workplace.trust_path(), kTrustLimit);
  if (!trust) return trust.error();
  writer.set_trust_list(*trust, workplace.trust().list().version);
  // After the lots were read: then the checkpoint has all of them.
  if (auto settled = workplace.settle_log(false); !settled) return settled;
  auto checkpoint = workplace.checkpoint_note();
  if (!checkpoint) return checkpoint.error();
  auto size = size_in(*checkpoint);
  if (!size) return size.error();
  writer.set_checkpoint(*checkpoint, *size);
  return {};
}

Result<Bytes> made_file(Workplace& workplace, const BundleOrder& order) {
  BundleWriter writer(terms_of(workplace, order));
  workplace.registry().at_one_moment([&] {
    add_facts(workplace.registry(), writer);
    add_records(workplace.registry(), writer);
  });
  if (auto added = add_trust_and_log(workplace, writer); !added) return added.error();
  const std::string text = writer.finish().text();
  const std::string name = bundle_signer(workplace.realm(false));
  return writer.file({text, {workplace.signed_by_log(name, text)}});
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

Result<BuiltBundle> build_bundle(Workplace& workplace, const BundleOrder& order) {
  if (auto checked = check_order(order); !checked) return checked.error();
  auto place = place_of(workplace, order.out);
  if (!place) return place.error();
  auto base = read_base(workplace, order);
  if (!base) return base.error();
  auto file = made_file(workplace, order);
  if (!file) return file.error();
  auto bundle = Bundle::open(*file, workplace.roots());
  if (!bundle) return bundle.error();
  BuiltBundle built{*place, file->size(), {}, 0, *std::move(bundle)};
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

}  // namespace temgoc
