#include "web/scan_recorder.h"

#include "web/server/ip_address.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostWaiting = 20'000;
constexpr std::size_t kMostAtOnce = 1'000;
constexpr std::chrono::milliseconds kGather(50);
constexpr unsigned kMostThinnedAtOnce = 10'000;

}  // namespace

Result<std::unique_ptr<ScanRecorder>> ScanRecorder::start(const std::filesystem::path& registry,
                                                          ScanRules rules) {
  auto opened = Registry::open(registry);
  if (!opened) return opened.error();
  return std::unique_ptr<ScanRecorder>(new ScanRecorder(std::move(*opened), std::move(rules)));
}

ScanRecorder::ScanRecorder(Registry registry, ScanRules rules)
    : registry_(std::move(registry)), rules_(std::move(rules)), phones_(rules_.random) {
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
  Seen one{{seen.lot_id, seen.serial, request.place, at}};
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
  dropped_ += waiting_.size();
  waiting_.clear();
}

void ScanRecorder::resume(Registry registry) {
  const std::lock_guard held(registry_mutex_);
  registry_.emplace(std::move(registry));
  const std::lock_guard lock(mutex_);
  paused_ = false;
}

void ScanRecorder::push(Waiting one) {
  const std::lock_guard lock(mutex_);
  if (paused_ || waiting_.size() >= kMostWaiting) {
    ++dropped_;
    return;
  }
  waiting_.push_back(std::move(one));
  // The writer sleeps until there is a first scan; it looks at the rest by itself.
  if (waiting_.size() == 1 || waiting_.size() == kMostAtOnce) wake_.notify_one();
}

ScanRecorder::Counts ScanRecorder::counts() const {
  const std::lock_guard lock(mutex_);
  return {waiting_.size(), written_, dropped_};
}

void ScanRecorder::run() {
  thin();
  std::unique_lock lock(mutex_);
  while (!ending_ || !waiting_.empty()) {
    wake_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    wake_.wait_for(lock, kGather, [&] { return ending_ || waiting_.size() >= kMostAtOnce; });
    std::vector<Waiting> waiting;
    waiting.swap(waiting_);
    const unsigned epoch = epoch_;
    lock.unlock();
    write(waiting, epoch);
    thin();
    lock.lock();
  }
}

void ScanRecorder::write(std::vector<Waiting>& waiting, unsigned epoch) {
  if (waiting.empty()) return;
  const std::lock_guard held(registry_mutex_);
  if (!registry_ || epoch != epoch_) {
    dropped_ += waiting.size();
    return;
  }
  try {
    const ScanBatch batch = batch_of(waiting);
    const auto done = registry_->transaction([&]() -> Result<void> {
      for (const RecordedScan& scan : batch.scans())
        registry_->add_scan(scan, rules_.fastest_km_per_hour);
      for (const ScanAlarm& alarm : batch.alarms()) registry_->add_scan_alarm(alarm);
      return {};
    });
    (done ? written_ : dropped_) += waiting.size();
  } catch (const SystemFailure&) {
    // A full disk, a busy registry or no randomness costs these scans, never an answer.
    dropped_ += waiting.size();
  }
}

ScanBatch ScanRecorder::batch_of(std::vector<Waiting>& waiting) {
  ScanBatch batch;
  for (Waiting& one : waiting) {
    if (auto* seen = std::get_if<Seen>(&one)) {
      if (seen->address) seen->scan.phone = phones_.seen(*seen->address, seen->scan);
      batch.add(std::move(seen->scan));
    } else {
      batch.add(std::move(std::get<ScanAlarm>(one)));
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
