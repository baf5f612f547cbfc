#include "web/scan_recorder.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostWaiting = 20'000;
constexpr std::size_t kMostAtOnce = 1'000;
constexpr std::chrono::milliseconds kGather(50);

}  // namespace

Result<std::unique_ptr<ScanRecorder>> ScanRecorder::start(const std::filesystem::path& registry) {
  auto opened = Registry::open(registry);
  if (!opened) return opened.error();
  return std::unique_ptr<ScanRecorder>(new ScanRecorder(std::move(*opened)));
}

ScanRecorder::ScanRecorder(Registry registry) : registry_(std::move(registry)) {
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

void ScanRecorder::add(const SeenLot& seen, Instant at) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= kMostWaiting) {
    ++dropped_;
    return;
  }
  waiting_.push_back({seen, at});
  // The writer sleeps until there is a first scan; it looks at the rest by itself.
  if (waiting_.size() == 1 || waiting_.size() == kMostAtOnce) wake_.notify_one();
}

ScanRecorder::Counts ScanRecorder::counts() const {
  const std::lock_guard lock(mutex_);
  return {waiting_.size(), written_, dropped_};
}

void ScanRecorder::run() {
  std::unique_lock lock(mutex_);
  while (!ending_ || !waiting_.empty()) {
    wake_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    wake_.wait_for(lock, kGather, [&] { return ending_ || waiting_.size() >= kMostAtOnce; });
    std::vector<Scan> scans;
    scans.swap(waiting_);
    lock.unlock();
    write(scans);
    lock.lock();
  }
}

void ScanRecorder::write(const std::vector<Scan>& scans) {
  if (scans.empty()) return;
  try {
    const auto done = registry_.transaction([&]() -> Result<void> {
      for (const Scan& scan : scans)
        registry_.add_scan(scan.seen.lot_id, scan.seen.serial, "", scan.at);
      return {};
    });
    (done ? written_ : dropped_) += scans.size();
  } catch (const SystemFailure&) {
    // A full disk or a busy registry costs these scans, never an answer.
    dropped_ += scans.size();
  }
}

}  // namespace temgoc
