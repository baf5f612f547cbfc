// Appends lines with a sync each time, and hands them out oldest first.
#include "web/scan_queue.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>

#include "temgoc/base/failures.h"
#include "temgoc/base/files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kSuffix = ".scans";
constexpr std::size_t kFileLimit = std::size_t{1} << 30;

// In the order of their making, whoever made them.
std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (entry.path().extension() == kSuffix) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(file, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// What a cut left at the end is no line, and what follows it is none of ours either.
std::uint64_t read_lines(std::string_view text, std::vector<KeptScan>& into) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    auto kept = end == text.npos ? std::nullopt : kept_scan_in(text.substr(0, end));
    if (!kept) break;
    into.push_back(*std::move(kept));
    text.remove_prefix(end + 1);
  }
  return text.size();
}

bool is_still_there(int file) {
  struct stat now {};
  return ::fstat(file, &now) == 0 && now.st_nlink > 0;
}

}  // namespace

ScanQueue::ScanQueue(fs::path folder, std::uint64_t most_bytes)
    : folder_(std::move(folder)), most_bytes_(most_bytes) {
  for (const fs::path& file : files_in(folder_)) {
    const auto text = read_file(file, kFileLimit);
    if (text) lines_ += static_cast<std::uint64_t>(std::ranges::count(*text, '\n'));
  }
}

ScanQueue::~ScanQueue() { close_own(); }

void ScanQueue::close_own() {
  if (own_ >= 0) ::close(own_);
  own_ = -1;
  own_lines_ = 0;
}

bool ScanQueue::open_new() {
  try {
    make_folders(folder_);
  } catch (const SystemFailure&) {
    return false;
  }
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  for (unsigned nth = 0; nth < 100; ++nth) {
    own_file_ =
        folder_ / fmt::format("{:013}-{}-{}{}",
                              std::chrono::duration_cast<std::chrono::milliseconds>(now).count(),
                              ::getpid(), nth, kSuffix);
    own_ = ::open(own_file_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if (own_ < 0 && errno == EEXIST) continue;
    if (own_ < 0 || ::flock(own_, LOCK_EX | LOCK_NB) != 0) break;
    // Another service may have found it before it was locked, and removed it as an empty one.
    if (!is_still_there(own_)) {
      close_own();
      continue;
    }
    try {
      sync_folder(folder_);
    } catch (const SystemFailure&) {
      break;
    }
    return true;
  }
  close_own();
  return false;
}

bool ScanQueue::add(std::span<const KeptScan> more) {
  while (!more.empty()) {
    if (own_lines_ >= kLinesOfFile) close_own();
    if (own_ < 0 && (bytes() >= most_bytes_ || !open_new())) return false;
    const auto part = more.first(std::min(more.size(), kLinesOfFile - own_lines_));
    std::string text;
    for (const KeptScan& each : part) text += line_of(each);
    if (bytes() + text.size() > most_bytes_) return false;
    struct stat before {};
    if (::fstat(own_, &before) != 0) return false;
    if (!write_all(own_, text) || ::fdatasync(own_) != 0) {
      // Half a line in the middle would hide those after it.
      if (::ftruncate(own_, before.st_size) != 0) close_own();
      return false;
    }
    own_lines_ += part.size();
    lines_ += part.size();
    more = more.subspan(part.size());
  }
  return true;
}

std::optional<ScanQueue::Portion> ScanQueue::oldest() {
  close_own();  // what it holds is as good as any other's
  const std::vector<fs::path> files = files_in(folder_);
  if (files.empty()) lines_ = 0;  // another service that shares the folder had them
  for (const fs::path& file : files) {
    Portion portion{.file = file};
    portion.descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (portion.descriptor < 0) continue;
    const bool ours = ::flock(portion.descriptor, LOCK_EX | LOCK_NB) == 0;
    // Its holder before may have removed it since it was listed.
    const auto text = ours && is_still_there(portion.descriptor)
                          ? read_file(file, kFileLimit)
                          : Result<std::string>(Error{"file_not_found"});
    if (!text) {
      leave(portion);
      continue;
    }
    portion.damaged = read_lines(*text, portion.scans);
    return portion;
  }
  return std::nullopt;
}

void ScanQueue::done(const Portion& portion) {
  ::unlink(portion.file.c_str());
  lines_ -= std::min<std::uint64_t>(lines_, portion.scans.size());
  leave(portion);
  try {
    sync_folder(folder_);
  } catch (const SystemFailure&) {
    // Then it may be there again after a power cut, and is counted twice.
  }
}

void ScanQueue::leave(const Portion& portion) { ::close(portion.descriptor); }

std::uint64_t ScanQueue::bytes() const {
  std::uint64_t sum = 0;
  for (const fs::path& file : files_in(folder_)) {
    std::error_code gone;
    const std::uintmax_t size = fs::file_size(file, gone);
    if (!gone) sum += size;
  }
  return sum;
}

}  // namespace temgoc
