// Opens one site a thread on the bundle in use, and another when a newer bundle was taken.
#include "web/bundle_seats.h"

#include "web/answer.h"
#include "web/bundle_health.h"
#include "web/health.h"

namespace temgoc {
namespace {

constexpr std::chrono::seconds kTryAgain{5};

}  // namespace

BundleSeats::BundleSeats(std::filesystem::path folder, Clock clock, ScanRecorder& scans,
                         BundleWatch& bundles)
    : folder_(std::move(folder)), clock_(std::move(clock)), scans_(scans), bundles_(bundles) {}

Result<std::unique_ptr<BundleSeats>> BundleSeats::open(const std::filesystem::path& folder,
                                                       unsigned threads, const Clock& clock,
                                                       ScanRecorder& scans, BundleWatch& bundles) {
  std::unique_ptr<BundleSeats> all(new BundleSeats(folder, clock, scans, bundles));
  for (unsigned i = 0; i < threads; ++i) all->seats_.push_back(std::make_unique<Seat>());
  if (auto opened = all->open_all(bundles.in_use()); !opened) return opened.error();
  return all;
}

// All of the new before any of the old goes: an answer never waits for a file to be opened.
Result<void> BundleSeats::open_all(const std::shared_ptr<const BundleInUse>& use) {
  std::vector<Site> sites;
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    auto site = Site::open_on(folder_, clock_, use);
    if (!site) return site.error();
    sites.push_back(*std::move(site));
  }
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    const std::lock_guard lock(seats_[i]->mutex);
    seats_[i]->cache.emplace();
    seats_[i]->site.emplace(std::move(sites[i]));
  }
  use_ = use;
  return {};
}

Result<void> BundleSeats::follow(const std::shared_ptr<const BundleInUse>& use) {
  try {
    return open_all(use);
  } catch (const SystemFailure& failure) {
    return failure.error();
  }
}

std::optional<Error> BundleSeats::look() {
  const auto use = bundles_.in_use();
  const Instant now = clock_();
  const bool just_failed = use == failed_ && now >= failed_at_ && now - failed_at_ < kTryAgain;
  if (use == use_ || just_failed) return bundles_.begun_fault();
  auto followed = follow(use);
  if (followed) return std::nullopt;
  failed_at_ = now;
  const bool told = std::exchange(failed_, use) == use;
  return told ? std::nullopt : std::optional(followed.error());
}

HttpResponse BundleSeats::health() const {
  const Instant now = clock_();
  const auto use = bundles_.in_use();
  return health_answer(fault_of(*use, now), use->trust.list().version, scans_.counts(),
                       {{"bundle", health_of(bundles_, now)}});
}

std::vector<Answerer> BundleSeats::answerers() {
  std::vector<Answerer> all;
  for (const auto& each : seats_) {
    Seat& seat = *each;
    all.push_back({[this, &seat](const HttpRequest& request) {
                     const std::lock_guard lock(seat.mutex);
                     return answer(request, {*seat.site, &scans_, &*seat.cache});
                   },
                   [this] { return health(); }});
  }
  return all;
}

}  // namespace temgoc
