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
void read_lines(std::string_view text, ScanQueue::Portion& into) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    auto kept = end == text.npos ? std::nullopt : kept_scan_in(text.substr(0, end));
    if (!kept) {
      into.foreign = end != text.npos && is_whole_line(text.substr(0, end));
      break;
    }
    into.scans.push_back(*std::move(kept));
    text.remove_prefix(end + 1);
  }
  into.damaged = text.size();
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
  if (own_.descriptor >= 0) ::close(own_.descriptor);
  own_ = {};
}

bool ScanQueue::open_new() {
  try {
    make_folders(folder_);
  } catch (const SystemFailure&) {
    return false;
  }
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  for (unsigned nth = 0; nth < 100; ++nth) {
    own_.file =
        folder_ / fmt::format("{:013}-{}-{}{}",
                              std::chrono::duration_cast<std::chrono::milliseconds>(now).count(),
                              ::getpid(), nth, kSuffix);
    own_.descriptor =
        ::open(own_.file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if (own_.descriptor < 0 && errno == EEXIST) continue;
    if (own_.descriptor < 0 || ::flock(own_.descriptor, LOCK_EX | LOCK_NB) != 0) break;
    // Another service may have found it before it was locked, and removed it as an empty one.
    if (!is_still_there(own_.descriptor)) {
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

// Until all are on the disk every file that was written to keeps its lock: nobody takes a part of
// what may have to be taken back.
bool ScanQueue::add(std::span<const KeptScan> more) {
  std::vector<Part> parts;
  if (!add_to(parts, more)) {
    take_back(parts);
    return false;
  }
  for (const Part& part : parts) {
    lines_ += part.lines;
    if (part.own.descriptor != own_.descriptor) ::close(part.own.descriptor);
  }
  return true;
}

bool ScanQueue::add_to(std::vector<Part>& parts, std::span<const KeptScan> more) {
  while (!more.empty()) {
    if (own_.lines >= kLinesOfFile) {
      // Held by its part where this call wrote to it.
      const bool written = !parts.empty() && parts.back().own.descriptor == own_.descriptor;
      written ? static_cast<void>(own_ = {}) : close_own();
    }
    if (own_.descriptor < 0 && (bytes() >= most_bytes_ || !open_new())) return false;
    const auto part = more.first(std::min(more.size(), kLinesOfFile - own_.lines));
    std::string text;
    for (const KeptScan& each : part) text += line_of(each);
    if (bytes() + text.size() > most_bytes_) return false;
    struct stat before {};
    if (::fstat(own_.descriptor, &before) != 0) return false;
    parts.push_back({own_, before.st_size, part.size()});
    if (!write_all(own_.descriptor, text) || ::fdatasync(own_.descriptor) != 0) return false;
    own_.lines += part.size();
    more = more.subspan(part.size());
  }
  return true;
}

// Half a line in the middle would hide those after it, so what could not be taken back ends its
// file.
void ScanQueue::take_back(const std::vector<Part>& parts) {
  if (own_.descriptor >= 0 && (parts.empty() || own_.descriptor != parts.back().own.descriptor) &&
      own_.lines == 0) {
    ::unlink(own_.file.c_str());  // opened for what then found no room
    close_own();
  }
  for (const Part& part : parts) {
    const bool back = ::ftruncate(part.own.descriptor, part.bytes_before) == 0 &&
                      ::fdatasync(part.own.descriptor) == 0;
    const bool goes_on = back && part.bytes_before > 0;
    if (back && !goes_on) ::unlink(part.own.file.c_str());
    if (part.own.descriptor == own_.descriptor) own_ = {};
    if (goes_on && own_.descriptor < 0)
      own_ = part.own;
    else
      ::close(part.own.descriptor);
  }
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
    read_lines(*text, portion);
    if (portion.foreign) {
      leave(portion);
      continue;
    }
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
