// The log after a crash: a child process is killed at each system call that changes a file, and the
// parent goes on.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <map>

#include "log/faults.h"
#include "log/support.h"
#include "tile_path.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

// Appends up to each of `ends` in turn; publishes after each but the second, so that one checkpoint
// covers two appends.
void grow(const fs::path& folder, const std::vector<std::string>& entries,
          const std::vector<std::size_t>& ends) {
  TileLog log = open_log(folder);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const auto from = static_cast<std::size_t>(log.head().size);
    if (!log.append(from, std::span(entries).subspan(from, ends[i] - from))) ::_exit(1);
    if (i != 1) log.publish(note_for(kOrigin, log.head()));
  }
}

int killed_at(int call, const fs::path& folder, const std::vector<std::string>& entries,
              const std::vector<std::size_t>& ends) {
  const pid_t child = ::fork();
  if (child == 0) {
    kill_at(call);
    grow(folder, entries, ends);
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

bool either(const fs::path& full, const fs::path& partial) {
  return fs::exists(full) || fs::exists(partial);
}

// What C2SP promises a stranger who has the checkpoint and fetches by name alone.
bool complete_for(const fs::path& folder, std::uint64_t size) {
  for (std::uint64_t tile = 0; tile < size / kTileWidth; ++tile) {
    if (!fs::exists(folder / tile_path(0, tile)) || !fs::exists(folder / bundle_path(tile)))
      return false;
  }
  for (unsigned level = 0; (size >> (8 * level)) > 0; ++level) {
    const std::uint64_t nodes = size >> (8 * level);
    const std::uint64_t tile = nodes / kTileWidth;
    const auto width = static_cast<unsigned>(nodes % kTileWidth);
    if (tile > 0 && !fs::exists(folder / tile_path(level, tile - 1))) return false;
    if (width == 0) continue;
    if (!either(folder / tile_path(level, tile), folder / tile_path(level, tile, width)))
      return false;
    if (level == 0 && !either(folder / bundle_path(tile), folder / bundle_path(tile, width)))
      return false;
  }
  return true;
}

class Expected {
 public:
  explicit Expected(std::uint64_t size)
      : entries(test_entries(0, size)), hashes(hashes_of(entries)) {}

  // Remembered, since most crashes leave one of a few sizes.
  const TreeHead& first(std::uint64_t size) const {
    const auto [head, is_new] = heads_.try_emplace(size);
    if (is_new) head->second = tree_head(std::span(hashes).first(size));
    return head->second;
  }

  const std::vector<std::string> entries;
  const std::vector<Digest> hashes;

 private:
  mutable std::map<std::uint64_t, TreeHead> heads_;
};

// Opens what the crash left, checks it, and goes on to the end as the registry would.
void check_and_resume(const fs::path& folder, const Expected& expected, std::uint64_t resume_from) {
  TileLog log = open_log(folder);
  const TreeHead found = log.head();
  REQUIRE(found == expected.first(found.size));
  const std::uint64_t published = log.checkpoint() ? log.checkpoint()->head.size : 0;
  REQUIRE(published <= found.size);
  REQUIRE(complete_for(folder, published));

  // The registry repeats what it is not sure of.
  const std::uint64_t from = std::min(resume_from, found.size);
  log.publish(note_for(kOrigin, found));
  REQUIRE(complete_for(folder, found.size));
  REQUIRE(log.append(from, std::span(expected.entries).subspan(from)));
  log.publish(note_for(kOrigin, log.head()));

  const TileLog again = open_log(folder);
  REQUIRE(again.head() == expected.first(expected.hashes.size()));
  REQUIRE(again.checkpoint()->head == again.head());
  REQUIRE(again.leaf_hashes().value() == expected.hashes);
  REQUIRE(complete_for(folder, again.head().size));
  for (std::uint64_t i = from; i < expected.entries.size(); i += 53) {
    REQUIRE(again.entry(i).value() == expected.entries[i]);
  }
}

// False: the disk was full from that call on.
bool filled(TileLog& log, const Expected& expected, int full_from) {
  fail_from(full_from);
  try {
    for (const std::size_t end : {250U, 600U}) {
      const auto from = static_cast<std::size_t>(log.head().size);
      if (!log.append(from, std::span(expected.entries).subspan(from, end - from))) return false;
      log.publish(note_for(kOrigin, log.head()));
    }
    no_faults();
    return true;
  } catch (const SystemFailure& failure) {
    no_faults();
    CHECK(failure.error().code == "disk_write_failed");
    return false;
  }
}

}  // namespace

TEST_CASE(
    "a log that was killed at any step of its first 800 entries is continued to the same root") {
  const Expected expected(800);
  const std::vector<std::size_t> ends = {1, 4, 250, 256, 257, 600, 768, 768, 800};
  int call = 0;
  for (int outcome = kKilled; outcome == kKilled; ++call) {
    CAPTURE(call);
    const TestFolder folder;
    outcome = killed_at(call, folder.path() / "log", expected.entries, ends);
    REQUIRE((outcome == 0 || outcome == kKilled));
    check_and_resume(folder.path() / "log", expected, 0);
  }
  MESSAGE("killed at " << call - 1 << " steps");
  CHECK(call > 80);
}

TEST_CASE(
    "a log that was killed at any step across entry 65,536, where a third level begins, is "
    "continued to the same root") {
  const Expected expected(66'100);
  const TestFolder before;
  grow(before.path(), expected.entries, {65'300});
  const std::vector<std::size_t> ends = {65'500, 65'535, 65'536, 66'100};
  int call = 0;
  for (int outcome = kKilled; outcome == kKilled; ++call) {
    CAPTURE(call);
    const TestFolder folder;
    // Files are only ever replaced by name, so links to the same content do for a copy.
    fs::copy(before.path(), folder.path() / "log",
             fs::copy_options::recursive | fs::copy_options::create_hard_links);
    // But for the edge, which grows in place.
    fs::remove(folder.path() / "log/edge");
    fs::copy_file(before.path() / "edge", folder.path() / "log/edge");
    outcome = killed_at(call, folder.path() / "log", expected.entries, ends);
    REQUIRE((outcome == 0 || outcome == kKilled));
    check_and_resume(folder.path() / "log", expected, 65'300);
  }
  MESSAGE("killed at " << call - 1 << " steps");
  CHECK(call > 40);
}

TEST_CASE(
    "a full disk at any step throws, and the same log in memory goes on when there is room again") {
  const Expected expected(600);
  int call = 0;
  for (bool failed = true; failed; ++call) {
    CAPTURE(call);
    const TestFolder folder;
    TileLog log = open_log(folder.path() / "log");
    failed = !filled(log, expected, call);
    REQUIRE(log.head() == expected.first(log.head().size));
    REQUIRE(log.append(0, expected.entries));
    log.publish(note_for(kOrigin, log.head()));
    REQUIRE(log.head() == expected.first(600));
    check_and_resume(folder.path() / "log", expected, 0);
  }
  CHECK(call > 30);
}
