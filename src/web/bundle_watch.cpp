// Judges what the source offers as temgoc-verify does, keeps what it takes, and says what it
// refused.
#include "web/bundle_watch.h"

#include <algorithm>

#include "temgoc/base/failures.h"
#include "temgoc/base/file_lock.h"
#include "temgoc/base/files.h"
#include "temgoc/base/private_folder.h"
#include "temgoc/base/text_file.h"
#include "temgoc/bundle/trust_state.h"
#include "temgoc/evidence/bundle_records.h"
#include "web/bundle_papers.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::hours kClockTolerance{24};

// Of the list that lies there and the one in the bundle the newer.
Result<BundleInUse> joined(Bundle bundle, const BundlePapers& papers) {
  Trust trust = bundle.trust();
  std::string note = bundle.trust_note();
  if (papers.list) {
    const std::uint64_t there = papers.list->list().version, inside = trust.list().version;
    if (there == inside && papers.list->digest() != trust.digest())
      return Error{"trust_forked", "version", std::to_string(inside), {}, {}};
    if (there > inside) {
      trust = *papers.list;
      note = papers.list_note;
    }
  }
  return BundleInUse{std::move(bundle), papers.roots.set,  std::move(trust),
                     std::move(note),   papers.roots_note, {}};
}

Result<void> still_listed(const BundleInUse& use) {
  auto listed = check_keys_still_listed(use.bundle, use.trust);
  if (listed) return listed;
  Error error = listed.error();
  error.value = to_iso(use.bundle.manifest().made_at);
  return error;
}

Result<void> add_records(BundleInUse& use) {
  const auto folder = std::make_shared<const PrivateFolder>();
  use.records = folder->path() / "records.sqlite";
  use.keeps_records = folder;
  return write_bundle_records(use.bundle, use.records);
}

}  // namespace

BundleWatch::BundleWatch(fs::path folder, const std::string& place, std::chrono::seconds interval,
                         Clock clock)
    : folder_(std::move(folder)), interval_(interval), clock_(std::move(clock)), source_(place) {}

Result<std::unique_ptr<BundleWatch>> BundleWatch::start(const fs::path& folder,
                                                        const std::string& place,
                                                        std::chrono::seconds interval,
                                                        Clock clock) {
  if (auto papers = read_bundle_papers(folder); !papers) return papers.error();
  std::unique_ptr<BundleWatch> watch(new BundleWatch(folder, place, interval, std::move(clock)));
  watch->papers_stamp_ = stamp_of_papers(folder);
  std::optional<Error> why;
  if (auto kept = read_file(watch->kept_file(), kMaxBundleBytes)) {
    if (auto used = watch->use(as_bytes(*kept), true); !used)
      why = about_file(used.error(), watch->kept_file());
  }
  watch->look();
  if (auto fault = watch->begun_fault()) {
    why = *fault;
    watch->begun_ = std::move(fault);  // to be said once more, by whoever serves
  }
  if (!watch->in_use()) return why ? *why : Error{"bundle_source_empty", {}, place};
  watch->thread_ = std::thread([all = watch.get()] { all->run(); });
  return watch;
}

BundleWatch::~BundleWatch() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

fs::path BundleWatch::kept_file() const { return folder_ / "bundle_in_use" / "newest.bundle"; }
fs::path BundleWatch::state_file() const { return folder_ / "bundle_in_use" / "seen"; }

void BundleWatch::run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, interval_, [this] { return ending_.load(); })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

std::shared_ptr<const BundleInUse> BundleWatch::in_use() const {
  const std::lock_guard lock(mutex_);
  return in_use_;
}

BundleWatch::State BundleWatch::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

std::optional<Error> BundleWatch::begun_fault() {
  const std::lock_guard lock(mutex_);
  return std::exchange(begun_, std::nullopt);
}

void BundleWatch::say(std::optional<Error> fault) {
  const std::lock_guard lock(mutex_);
  const std::string code = fault ? fault->code : std::string();
  if (std::exchange(state_.fault, code) != code && fault) begun_ = std::move(fault);
}

void BundleWatch::publish(std::shared_ptr<const BundleInUse> next) {
  const std::lock_guard lock(mutex_);
  in_use_ = std::move(next);
}

void BundleWatch::look() {
  const std::lock_guard looking(look_mutex_);
  refusal_.reset();
  std::optional<Error> fault;
  try {
    if (auto papers = look_at_papers(); !papers) fault = papers.error();
    auto looked = look_at_source();
    if (!looked) fault = looked.error();
    const std::lock_guard lock(mutex_);
    state_.reaches_source = looked.has_value();
  } catch (const SystemFailure& failure) {
    fault = failure.error();
  } catch (const std::exception& failure) {
    fault = unforeseen(failure);
  }
  say(refusal_ ? refusal_ : fault);
}

// A newer list is in force beside the same bundle, also one that names other keys for bundles: what
// was taken while the old ones were in force goes on until it expires.
Result<void> BundleWatch::look_at_papers() {
  std::string stamp = stamp_of_papers(folder_);
  const auto now = in_use();
  if (!now) return {};
  if (stamp == papers_stamp_) return still_listed(*now);
  auto papers = read_bundle_papers(folder_);
  if (!papers) return papers.error();
  if (papers->list_fault) return *papers->list_fault;
  auto next = joined(now->bundle, *papers);
  if (!next) return next.error();
  if (next->roots.version < now->roots.version) {
    return Error{"roots_rolled_back",
                 "version",
                 std::to_string(next->roots.version),
                 {},
                 {{"seen", std::to_string(now->roots.version)}}};
  }
  const SeenVersion seen{now->trust.list().version, now->trust.digest()};
  if (auto progress = check_progress(seen, next->trust); !progress) return progress;
  next->records = now->records;
  next->keeps_records = now->keeps_records;
  publish(std::make_shared<const BundleInUse>(*std::move(next)));
  papers_stamp_ = std::move(stamp);
  return still_listed(*in_use());
}

bool BundleWatch::is_in_use(const BundleName& name) const {
  const auto now = in_use();
  return now && now->bundle.digest() == name.digest;
}

bool BundleWatch::is_older(const BundleName& name) const {
  const auto now = in_use();
  return now && name.manifest.made_at < now->bundle.manifest().made_at;
}

void BundleWatch::refuse(const BundleSource::Offer& offer, Error error) {
  if (error.value.empty()) error.value = offer.from;
  refused_.insert_or_assign(offer.from + '\n' + offer.stamp, error);
  if (!refusal_) refusal_ = std::move(error);
  const std::lock_guard lock(mutex_);
  ++state_.refused;
}

Result<void> BundleWatch::look_at_source() {
  const auto offers = source_.offers();
  if (!offers) return offers.error();
  for (const BundleSource::Offer& offer : *offers) {
    auto done = look_at(offer);
    if (!done) return done.error();
    if (*done) return {};
  }
  return in_use() || refusal_ ? Result<void>()
                              : Result<void>(Error{"bundle_source_empty", {}, source_.place()});
}

Result<bool> BundleWatch::look_at(const BundleSource::Offer& offer) {
  const auto refused = refused_.find(offer.from + '\n' + offer.stamp);
  if (offer.name && is_in_use(*offer.name)) return true;
  if (refused != refused_.end() && !offer.stamp.empty()) {
    if (!refusal_) refusal_ = refused->second;
    return offer.name && is_older(*offer.name);
  }
  if (offer.fault) {
    refuse(offer, *offer.fault);
    return false;
  }
  if (offer.name && is_older(*offer.name)) {
    // The newest there: somebody put an older one back.
    if (!offer.is_delta && !refusal_)
      refuse(offer, {"bundle_rolled_back",
                     "bundle",
                     offer.from,
                     {},
                     {{"made_at", to_iso(offer.name->manifest.made_at)},
                      {"seen", to_iso(in_use()->bundle.manifest().made_at)}}});
    return true;
  }
  auto bytes = source_.bytes(offer, [this] { return ending_.load(); });
  if (!bytes) return bytes.error();
  if (bytes->kind == WebFile::Answer::Kind::unchanged) {
    if (refused != refused_.end() && !refusal_) refusal_ = refused->second;
    return offer.is_delta && delta_settled_;
  }
  if (refused != refused_.end()) refused_.erase(refused);
  if (bytes->kind == WebFile::Answer::Kind::absent) {
    if (offer.is_delta) delta_settled_ = false;
    return false;
  }
  const auto name = bundle_name(as_bytes(bytes->content));
  auto taken = name && is_in_use(*name) ? Result<void>() : take(as_bytes(bytes->content));
  if (offer.is_delta) delta_settled_ = taken.has_value();
  if (taken) return true;
  // A delta from a bundle that is not the one in use is somebody else's: the whole one is there.
  const bool others = offer.stamp.empty() && taken.error().code == "bundle_wrong_base";
  if (!others) refuse(offer, taken.error());
  return false;
}

Result<void> BundleWatch::take(ByteView file) {
  if (!is_bundle_delta(file)) return use(file, false);
  const auto papers = read_bundle_papers(folder_);
  if (!papers) return papers.error();
  const auto base = read_file(kept_file(), kMaxBundleBytes);
  if (!base || !in_use()) return Error{"bundle_is_delta", "bundle"};
  auto whole = apply_bundle_delta(as_bytes(*base), file, papers->roots.set);
  return whole ? use(*whole, false) : Result<void>(whole.error());
}

Result<void> BundleWatch::use(ByteView whole, bool kept_before) {
  const auto papers = read_bundle_papers(folder_);
  if (!papers) return papers.error();
  auto bundle = Bundle::open(whole, papers->roots.set);
  if (!bundle) return bundle.error();
  const Instant made_at = bundle->manifest().made_at, now = clock_();
  // It would keep every later one out.
  if (made_at > now + kClockTolerance) {
    return Error{"bundle_from_future",
                 "bundle",
                 source_.place(),
                 {},
                 {{"made_at", to_iso(made_at)}, {"now", to_iso(now)}}};
  }
  auto next = joined(*std::move(bundle), *papers);
  if (!next) return next.error();
  if (auto listed = check_keys_still_listed(next->bundle, next->trust); !listed) return listed;
  if (auto records = add_records(*next); !records) return records;
  if (auto known = remember(*next, papers->roots, whole, kept_before); !known) return known;
  refused_.clear();
  publish(std::make_shared<const BundleInUse>(*std::move(next)));
  const std::lock_guard lock(mutex_);
  state_.taken += !kept_before;
  return {};
}

// The bundle first: a file that is newer than what was seen is taken, an older one is refused.
Result<void> BundleWatch::remember(const BundleInUse& next, const FollowedRoots& roots,
                                   ByteView whole, bool kept_before) {
  make_folders(state_file().parent_path());
  const FileLock lock(state_file());
  auto state = TrustState::load(state_file());
  if (!state) return state.error();
  if (auto accepted = state->accept(roots); !accepted) return accepted;
  if (auto accepted = state->accept(next.trust); !accepted) return accepted;
  if (auto accepted = state->accept(next.bundle); !accepted) return accepted;
  if (!kept_before) write_file(kept_file(), whole);
  state->save();
  return {};
}

}  // namespace temgoc
