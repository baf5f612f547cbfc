// The one thread that writes what the public pages collect.
#include "web/scan_recorder.h"

#include <algorithm>

#include "temgoc/http/ip_address.h"

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

}  // namespace

Result<std::unique_ptr<ScanRecorder>> ScanRecorder::start(const std::filesystem::path& registry,
                                                          ScanRules rules) {
  auto opened = Registry::open(registry);
  if (!opened) return opened.error();
  return std::unique_ptr<ScanRecorder>(
      new ScanRecorder(registry, std::move(*opened), std::move(rules)));
}

ScanRecorder::ScanRecorder(std::filesystem::path path, Registry registry, ScanRules rules)
    : path_(std::move(path)),
      registry_(std::move(registry)),
      rules_(std::move(rules)),
      phones_(rules_.random),
      desk_(registry_->reports(kMaxReportsOfDay), vietnam_day(rules_.clock()), rules_.random) {
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
  Seen one{{seen.lot_id, seen.serial, Province::named(request.place), at}};
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
  return {waiting_.size(), written_, dropped_};
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
  wake_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
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
  if (!registry_ || epoch != epoch_) return false;
  try {
    const ScanBatch batch = batch_of(waiting);
    const auto done = registry_->transaction([&]() -> Result<void> {
      for (const RecordedScan& scan : batch.scans())
        registry_->add_scan(scan, rules_.fastest_km_per_hour);
      for (const ScanAlarm& alarm : batch.alarms()) registry_->add_scan_alarm(alarm);
      for (const Waiting& one : waiting)
        if (const auto* report = std::get_if<SuspicionReport>(&one)) registry_->add_report(*report);
      return {};
    });
    if (done) written_ += waiting.size() - count_visits(waiting);
    return done.has_value();
  } catch (const SystemFailure&) {
    // A full disk, a busy registry or no randomness costs these scans, never an answer.
    return false;
  }
}

void ScanRecorder::write_visits(std::vector<Waiting>& waiting) {
  if (count_visits(waiting) == 0) return;
  const std::lock_guard held(registry_mutex_);
  if (!registry_) return;
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
  } catch (const SystemFailure&) {
    // What was not stored stays, and is tried again.
  }
}

ScanBatch ScanRecorder::batch_of(std::vector<Waiting>& waiting) {
  ScanBatch batch;
  for (Waiting& one : waiting) {
    if (auto* seen = std::get_if<Seen>(&one)) {
      if (seen->address) seen->scan.phone = phones_.seen(*seen->address, seen->scan);
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
  if (!registry_) return;
  try {
    const Day before = add_months(today, -static_cast<int>(rules_.keep_months));
    if (registry_->thin_scans(before, kMostThinnedAtOnce) < kMostThinnedAtOnce) thinned_on_ = today;
  } catch (const SystemFailure&) {
    // Tried again with the next scans.
  }
}

}  // namespace temgoc
