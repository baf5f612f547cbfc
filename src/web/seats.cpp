// The connections of the threads that answer, and what becomes of them when the file is replaced.
#include "web/seats.h"

#include <sys/stat.h>

#include "temgoc/base/failures.h"
#include "temgoc/workplace/public_files.h"
#include "web/answer.h"
#include "web/could_not_check.h"
#include "web/health.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::seconds kLookAgain{1};

// 0: no such file.
std::uint64_t inode_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}
std::uint64_t wal_inode(const fs::path& registry) { return inode_of(registry.string() + "-wal"); }

std::string fault_of(const Site& site, LogAgreement& agreement) {
  try {
    if (site.is_behind()) return "registry_behind";
    // A replica that is a little behind the log will know its newest entries soon.
    const auto found = agreement.find_fault(site);
    if (found && !(found->code == "log_ahead" && site.registry().is_replica())) return found->code;
  } catch (const SystemFailure& failure) {
    return failure.error().code;
  } catch (const std::exception& failure) {
    return unforeseen(failure).code;
  }
  if (site.trust_fault()) return site.trust_fault()->code;
  if (site.trust().list().expires_at <= site.now()) return "trust_list_expired";
  return site.trust().list().log_key == PublicKeyBytes{} ? "no_log_key" : "";
}

}  // namespace

Seats::Seats(fs::path folder, Clock clock, ScanRecorder& scans, ReadFrom from,
             const ReplicaWatch* replica)
    : folder_(std::move(folder)),
      clock_(std::move(clock)),
      scans_(scans),
      from_(std::move(from)),
      replica_(replica),
      bundles_(folder_ / "bundles", clock_),
      looked_at_(clock_()) {}

Result<std::unique_ptr<Seats>> Seats::open(const fs::path& folder, unsigned threads,
                                           const Clock& clock, ScanRecorder& scans, ReadFrom from,
                                           const ReplicaWatch* replica) {
  std::unique_ptr<Seats> all(new Seats(folder, clock, scans, std::move(from), replica));
  for (unsigned i = 0; i < threads; ++i) all->seats_.push_back(std::make_unique<Seat>());
  if (auto opened = all->open_all(); !opened) return opened.error();
  return all;
}

fs::path Seats::registry() const {
  return from_.registry.empty() ? registry_path(folder_) : from_.registry;
}

HttpResponse Seats::health(const std::string& fault, const Site* site) const {
  Json more = Json::object();
  if (replica_) {
    const ReplicaWatch::State state = replica_->state();
    more["replica"] = {{"promoted", !state.is_replica},
                       {"as_of", to_iso(state.as_of)},
                       {"seconds_behind", seconds_behind(state, clock_())},
                       {"bytes_behind", state.bytes_behind},
                       {"reaches_primary", state.reaches_primary}};
  }
  return health_answer(fault, site ? std::optional(site->trust().list().version) : std::nullopt,
                       scans_.counts(), more);
}

std::vector<Answerer> Seats::answerers() {
  std::vector<Answerer> all;
  for (const auto& each : seats_) {
    Seat& seat = *each;
    all.push_back({[this, &seat](const HttpRequest& request) {
                     const std::lock_guard lock(seat.mutex);
                     if (!seat.site) return could_not_check();
                     return answer(request, {*seat.site, &scans_, &*seat.cache, &bundles_});
                   },
                   [this, &seat] {
                     const std::lock_guard lock(seat.mutex);
                     if (!seat.site) return health(fault(), nullptr);
                     seat.site->refresh();
                     return health(fault_of(*seat.site, seat.agreement), &*seat.site);
                   }});
  }
  return all;
}

Result<void> Seats::open_all() {
  auto watch = RegistryWatch::open(registry());
  if (!watch) return watch.error();
  for (const auto& seat : seats_) {
    auto site = Site::open(folder_, clock_, from_);
    if (!site) return site.error();
    const std::lock_guard lock(seat->mutex);
    seat->agreement = LogAgreement();
    seat->cache.emplace();
    seat->site.emplace(std::move(*site));
  }
  watch_.emplace(std::move(*watch));
  wal_inode_ = wal_inode(registry());
  registry_inode_ = inode_of(registry().string());
  return {};
}

// The scans' connection goes last: it alone may write, so it empties the old write-ahead log and
// takes it away.
void Seats::close_all() {
  for (const auto& seat : seats_) {
    const std::lock_guard lock(seat->mutex);
    seat->site.reset();
  }
  watch_.reset();
  scans_.pause();
}

// A file that was moved away and came back has its own log beside it, and needs it.
bool Seats::old_wal_lies_there() const {
  if (inode_of(registry().string()) == registry_inode_) return false;
  return has_wal(registry()) && wal_inode(registry()) == wal_inode_;
}

std::optional<Error> Seats::look() {
  const Instant moment = clock_();
  if (moment >= looked_at_ && moment - looked_at_ < kLookAgain) return std::nullopt;
  looked_at_ = moment;
  try {
    if (watch_ && !watch_->replaced()) {
      wal_inode_ = wal_inode(registry());
      return trust_fault();
    }
    if (watch_) close_all();
    const Error replaced{"registry_replaced", {}, registry().string()};
    if (old_wal_lies_there()) return begin_fault(replaced);
    auto writer = Registry::open(registry());
    if (!writer) return begin_fault(writer.error());
    if (auto opened = open_all(); !opened) {
      close_all();
      return begin_fault(opened.error());
    }
    scans_.resume(std::move(*writer));
    return begin_fault({});
  } catch (const SystemFailure& failure) {
    close_all();
    return begin_fault(failure.error());
  } catch (const std::exception& failure) {
    close_all();
    return begin_fault(unforeseen(failure));
  }
}

// Every thread reads the same files, so one of them is asked.
std::optional<Error> Seats::trust_fault() {
  Seat& seat = *seats_.front();
  const std::lock_guard lock(seat.mutex);
  if (!seat.site) return std::nullopt;
  seat.site->refresh();
  const auto& fault = seat.site->trust_fault();
  const std::string before = std::exchange(trust_fault_, fault ? fault->code : std::string());
  return trust_fault_ == before ? std::nullopt : fault;
}

std::optional<Error> Seats::begin_fault(const Error& fault) {
  const std::lock_guard lock(fault_mutex_);
  if (std::exchange(fault_, fault.code) == fault.code || fault.code.empty()) return std::nullopt;
  return fault;
}

std::string Seats::fault() const {
  const std::lock_guard lock(fault_mutex_);
  return fault_.empty() ? "registry_replaced" : fault_;
}

}  // namespace temgoc
