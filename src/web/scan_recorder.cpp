// The one thread that writes what the public pages collect.
#include "web/scan_recorder.h"

#include <algorithm>
#include <utility>

#include "temgoc/http/ip_address.h"
#include "temgoc/registry/registry_place.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostWaiting = 20'000;
constexpr std::size_t kMostAtOnce = 1'000;
constexpr std::size_t kMostVisitsWaiting = 100;  // with photos they are large
constexpr std::chrono::milliseconds kGather(50);
constexpr unsigned kMostThinnedAtOnce = 10'000;
constexpr std::chrono::seconds kTryAgain(1);
// At the end of the service a disk that stays full is not waited for.
constexpr unsigned kTriesAtTheEnd = 3;

bool is_visit(const auto& waiting) { return std::holds_alternative<InspectionVisit>(waiting); }

std::size_t count_visits(const auto& all) {
  return static_cast<std::size_t>(
      std::ranges::count_if(all, [](const auto& one) { return is_visit(one); }));
}

// Errors that pass by themselves, of a server.
bool is_away(const Error& error) {
  return error.code == "registry_unreachable" || error.code == "registry_read_only" ||
         error.code == "registry_busy" || error.code == "registry_login_refused" ||
         error.code == "registry_no_replica" || error.code == "registry_server_exhausted";
}

// None: there is no registry, or a server that cannot be reached now, or a replica.
Result<std::optional<Registry>> opened_or_away(const std::filesystem::path& path) {
  if (path.empty()) return std::optional<Registry>();
  try {
    auto opened = Registry::open(path);
    if (opened) return std::optional(std::move(*opened));
    if (is_on_server(path) && is_away(opened.error())) return std::optional<Registry>();
    return opened.error();
  } catch (const SystemFailure& failure) {
    if (is_on_server(path) && is_away(failure.error())) return std::optional<Registry>();
    throw;
  }
}

std::optional<std::int64_t> row_of(const Registry& registry, const LotOnLabel& named) {
  const auto gtin = Gtin::parse(named.gtin);
  const auto code = LotCode::parse(named.lot);
  const auto lot = gtin && code ? registry.lot(named.realm, *gtin, *code) : std::nullopt;
  return lot ? std::optional(lot->id) : std::nullopt;
}

std::vector<SuspicionReport> reports_of(const std::optional<Registry>& registry,
                                        const std::filesystem::path& read_from) {
  if (registry) return registry->reports(kMaxReportsOfDay);
  if (read_from.empty()) return {};
  const auto other = Registry::open_read_only(read_from);
  return other ? other->reports(kMaxReportsOfDay) : std::vector<SuspicionReport>();
}

}  // namespace

Result<std::unique_ptr<ScanRecorder>> ScanRecorder::start(const std::filesystem::path& registry,
                                                          ScanRules rules,
                                                          const std::filesystem::path& read_from,
                                                          const std::filesystem::path& queue) {
  auto opened = opened_or_away(registry);
  if (!opened) return opened.error();
  const auto reports = reports_of(*opened, read_from);
  return std::unique_ptr<ScanRecorder>(
      new ScanRecorder(registry, std::move(*opened), reports, queue, std::move(rules)));
}

ScanRecorder::ScanRecorder(std::filesystem::path path, std::optional<Registry> registry,
                           const std::vector<SuspicionReport>& reports,
                           const std::filesystem::path& queue, ScanRules rules)
    : path_(std::move(path)),
      registry_(std::move(registry)),
      rules_(std::move(rules)),
      puts_into_queue_(path_.empty() || is_on_server(path_)),
      phones_(rules_.random),
      desk_(reports, vietnam_day(rules_.clock()), rules_.random) {
  if (!queue.empty()) queue_.emplace(queue);
  if (queue_) on_disk_ = queue_->lines();
  thread_ = std::thread([this] { run(); });
}

ScanRecorder::~ScanRecorder() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void ScanRecorder::add(const SeenLot& seen, const HttpRequest& request, Instant at) {
  Seen one{{.lot_id = seen.lot_id,
            .serial = seen.serial,
            .place = Province::named(request.place),
            .at = at,
            .named = seen.named}};
  if (const auto address = IpAddress::parse(request.client)) one.address = address->limit_key();
  push(std::move(one));
}

void ScanRecorder::add(const ScanAlarm& alarm) { push(alarm); }

void ScanRecorder::pause() {
  const std::lock_guard held(registry_mutex_);
  registry_.reset();
  const std::lock_guard lock(mutex_);
  paused_ = true;
  ++epoch_;
  std::vector<Waiting> waiting;
  waiting.swap(waiting_);
  keep_reports(waiting);
}

void ScanRecorder::resume(Registry registry) {
  const std::lock_guard held(registry_mutex_);
  registry_.emplace(std::move(registry));
  const std::lock_guard lock(mutex_);
  paused_ = false;
}

Result<SuspicionReport> ScanRecorder::add(SuspicionReport report) {
  auto numbered = desk_.number(std::move(report));
  if (!numbered) return numbered.error();
  if (numbered->is_new && !push(numbered->report)) return Error{"reports_busy"};
  return std::move(numbered->report);
}

bool ScanRecorder::add(InspectionVisit visit) {
  {
    const std::lock_guard lock(mutex_);
    if (visits_waiting_ >= kMostVisitsWaiting) return false;
    ++visits_waiting_;
  }
  if (push(std::move(visit))) return true;
  const std::lock_guard lock(mutex_);
  --visits_waiting_;
  return false;
}

bool ScanRecorder::push(Waiting one) {
  const std::lock_guard lock(mutex_);
  if (paused_ || waiting_.size() >= kMostWaiting) {
    ++dropped_;
    return false;
  }
  waiting_.push_back(std::move(one));
  // The writer sleeps until there is a first scan; it looks at the rest by itself.
  if (waiting_.size() == 1 || waiting_.size() == kMostAtOnce) wake_.notify_one();
  return true;
}

ScanRecorder::Counts ScanRecorder::counts() const {
  const std::lock_guard lock(mutex_);
  return {waiting_.size() + on_disk_, on_disk_, written_, dropped_};
}

void ScanRecorder::run() {
  thin();
  std::unique_lock lock(mutex_);
  while (!ending_ || (!waiting_.empty() && failures_ < kTriesAtTheEnd)) {
    wait_for_work(lock);
    std::vector<Waiting> waiting;
    waiting.swap(waiting_);
    const unsigned epoch = epoch_;
    lock.unlock();
    const bool written = write(waiting, epoch);
    if (written) std::erase_if(waiting, [](const Waiting& one) { return !is_visit(one); });
    write_visits(waiting);
    put_into_queue(waiting);
    empty_queue();
    thin();
    lock.lock();
    failures_ = waiting.empty() ? 0 : failures_ + 1;
    keep_reports(waiting);
    visits_waiting_ = count_visits(waiting_);
  }
}

void ScanRecorder::wait_for_work(std::unique_lock<std::mutex>& lock) {
  // Reports that could not be written wait for a better moment, not for each other.
  if (failures_ > 0) wake_.wait_for(lock, kTryAgain, [&] { return ending_; });
  const auto work = [&] { return ending_ || !waiting_.empty(); };
  // What others put into the folder is in nobody's count here.
  const bool looks = on_disk_ > 0 || (queue_ && !puts_into_queue_);
  looks ? static_cast<void>(wake_.wait_for(lock, kTryAgain, work)) : wake_.wait(lock, work);
  wake_.wait_for(lock, kGather, [&] { return ending_ || waiting_.size() >= kMostAtOnce; });
}

// A scan that is lost is one in many. A report was promised to the person who wrote it.
void ScanRecorder::keep_reports(std::vector<Waiting>& unwritten) {
  std::vector<Waiting> kept;
  for (Waiting& one : unwritten) {
    auto* report = std::get_if<SuspicionReport>(&one);
    if (report == nullptr && !std::holds_alternative<InspectionVisit>(one)) {
      ++dropped_;
      continue;
    }
    // The lot's number is the old registry's where another has taken its place meanwhile.
    if (paused_ && report != nullptr) report->lot_id.reset();
    kept.push_back(std::move(one));
  }
  waiting_.insert(waiting_.begin(), std::make_move_iterator(kept.begin()),
                  std::make_move_iterator(kept.end()));
}

// Returns false if nothing was committed.
bool ScanRecorder::write(std::vector<Waiting>& waiting, unsigned epoch) {
  if (count_visits(waiting) == waiting.size()) return true;
  const std::lock_guard held(registry_mutex_);
  if (epoch != epoch_) return false;
  try {
    const ScanBatch batch = batch_of(waiting);
    if (!reach()) return false;
    std::vector<SuspicionReport> reports;
    for (const Waiting& one : waiting)
      if (const auto* report = std::get_if<SuspicionReport>(&one)) reports.push_back(*report);
    const bool done = commit(batch, reports);
    if (done) written_ += waiting.size() - count_visits(waiting);
    return done;
  } catch (const std::exception&) {
    // A full disk, a busy registry or no randomness costs these scans, never an answer.
    failed();
    return false;
  }
}

// Those that name their lot with its row. A lot that is not there, of a registry before a restore,
// has none: its scan goes.
std::vector<RecordedScan> ScanRecorder::with_rows(const std::vector<RecordedScan>& scans) {
  std::vector<RecordedScan> found;
  for (RecordedScan scan : scans) {
    if (scan.named) {
      const auto row = row_of(*registry_, *std::exchange(scan.named, std::nullopt));
      if (!row) continue;
      scan.lot_id = *row;
    }
    found.push_back(std::move(scan));
  }
  return found;
}

bool ScanRecorder::commit(const ScanBatch& batch, const std::vector<SuspicionReport>& reports) {
  const auto done = registry_->transaction(
      [&]() -> Result<void> {
        registry_->add_scans(with_rows(batch.scans()), rules_.fastest_km_per_hour);
        for (const ScanAlarm& alarm : batch.alarms()) registry_->add_scan_alarm(alarm);
        for (SuspicionReport report : reports) {
          if (report.named) report.lot_id = row_of(*registry_, *report.named);
          registry_->add_report(report);
        }
        return {};
      },
      Registry::Repeat::yes);
  return done.has_value();
}

bool ScanRecorder::try_now() { return std::chrono::steady_clock::now() >= try_again_at_; }

void ScanRecorder::failed() {
  if (puts_into_queue_) try_again_at_ = std::chrono::steady_clock::now() + kTryAgain;
}

// REQUIRES the lock of registry_mutex_.
bool ScanRecorder::reach() {
  if (paused_ || path_.empty() || !try_now()) return false;
  if (registry_ || !puts_into_queue_) return registry_.has_value();
  auto opened = opened_or_away(path_);
  if (opened && *opened) registry_ = std::move(*opened);
  if (!registry_) failed();
  return registry_.has_value();
}

// What is there is no longer the memory's to lose.
void ScanRecorder::put_into_queue(std::vector<Waiting>& waiting) {
  if (!puts_into_queue_ || !queue_ || waiting.empty()) return;
  std::vector<KeptScan> kept;
  for (const Waiting& one : waiting) {
    if (const auto* seen = std::get_if<Seen>(&one)) kept.emplace_back(seen->scan);
    if (const auto* alarm = std::get_if<ScanAlarm>(&one)) kept.emplace_back(*alarm);
    if (const auto* report = std::get_if<SuspicionReport>(&one)) kept.emplace_back(*report);
    if (const auto* visit = std::get_if<InspectionVisit>(&one)) kept.emplace_back(*visit);
  }
  if (queue_->add(kept)) waiting.clear();
  on_disk_ = queue_->lines();
}

void ScanRecorder::empty_queue() {
  constexpr int kPortionsAtOnce = 20;  // so that new ones do not wait for all of the old
  if (!queue_ || path_.empty() || !try_now()) return;
  if (puts_into_queue_ && on_disk_ == 0) return;
  for (int n = 0; n < kPortionsAtOnce; ++n) {
    const auto portion = queue_->oldest();
    if (!portion) break;
    const bool taken = take_in(*portion);
    taken ? queue_->done(*portion) : queue_->leave(*portion);
    if (!taken) break;
  }
  on_disk_ = queue_->lines();
}

bool ScanRecorder::take_in(const ScanQueue::Portion& portion) {
  const std::lock_guard held(registry_mutex_);
  ScanBatch all;
  std::vector<SuspicionReport> reports;
  std::vector<Waiting> visits;
  for (const KeptScan& each : portion.scans) {
    if (const auto* scan = std::get_if<RecordedScan>(&each)) all.add(*scan);
    if (const auto* alarm = std::get_if<ScanAlarm>(&each)) all.add(*alarm);
    if (const auto* report = std::get_if<SuspicionReport>(&each)) reports.push_back(*report);
    if (const auto* visit = std::get_if<InspectionVisit>(&each)) visits.emplace_back(*visit);
  }
  try {
    if (!reach()) return false;
    store_visits(visits);
    if (!visits.empty()) return false;
    try {
      if (!commit(all, reports)) return false;
    } catch (const SystemFailure& failure) {
      // A lot that a primary lost when it failed: its scans go, the others stay.
      if (failure.error().code != "registry_refused") throw;
      commit_one_by_one(all, reports);
    }
    written_ += portion.scans.size();
    return true;
  } catch (const std::exception&) {
    failed();
    return false;
  }
}

void ScanRecorder::commit_one_by_one(const ScanBatch& all,
                                     const std::vector<SuspicionReport>& reports) {
  const auto alone = [&](const ScanBatch& batch, const std::vector<SuspicionReport>& told) {
    try {
      commit(batch, told);
    } catch (const SystemFailure& failure) {
      if (failure.error().code != "registry_refused") throw;
      ++dropped_;
    }
  };
  for (const RecordedScan& scan : all.scans()) {
    ScanBatch one;
    one.add(scan);
    alone(one, {});
  }
  for (const ScanAlarm& alarm : all.alarms()) {
    ScanBatch one;
    one.add(alarm);
    alone(one, {});
  }
  for (SuspicionReport report : reports) {
    report.lot_id.reset();
    alone({}, {report});
  }
}

void ScanRecorder::write_visits(std::vector<Waiting>& waiting) {
  if (count_visits(waiting) == 0) return;
  const std::lock_guard held(registry_mutex_);
  try {
    if (reach()) store_visits(waiting);
  } catch (const std::exception&) {
    failed();
  }
}

// REQUIRES the lock of registry_mutex_. What is stored is taken out.
void ScanRecorder::store_visits(std::vector<Waiting>& waiting) {
  if (count_visits(waiting) == 0) return;
  try {
    auto inspections = Inspections::open(path_);
    if (!inspections) return;
    std::erase_if(waiting, [&](const Waiting& one) {
      const auto* visit = std::get_if<InspectionVisit>(&one);
      if (visit == nullptr) return false;
      inspections->add_visit(*visit);
      ++written_;
      return true;
    });
  } catch (const std::exception&) {
    // What was not stored stays, and is tried again.
  }
}

ScanBatch ScanRecorder::batch_of(std::vector<Waiting>& waiting) {
  ScanBatch batch;
  for (Waiting& one : waiting) {
    if (auto* seen = std::get_if<Seen>(&one)) {
      if (seen->address) seen->scan.phone = phones_.seen(*seen->address, seen->scan);
      seen->address.reset();
      batch.add(seen->scan);
    } else if (const auto* alarm = std::get_if<ScanAlarm>(&one)) {
      batch.add(*alarm);
    }
  }
  return batch;
}

// A part between two commits, so that no scan waits long; the day is done when nothing is left.
void ScanRecorder::thin() {
  const Day today = vietnam_day(rules_.clock());
  if (today == thinned_on_) return;
  const std::lock_guard held(registry_mutex_);
  if (!registry_ || !try_now()) return;
  try {
    const Day before = add_months(today, -static_cast<int>(rules_.keep_months));
    if (registry_->thin_scans(before, kMostThinnedAtOnce) < kMostThinnedAtOnce) thinned_on_ = today;
  } catch (const std::exception&) {
    // Tried again with the next scans.
  }
}

}  // namespace temgoc
