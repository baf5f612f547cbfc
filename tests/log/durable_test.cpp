// What a log promises after a power cut: each file is on the disk before it has its name, and each
// name and each folder is on the disk before the checkpoint counts on it.
#include <doctest/doctest.h>

#include <algorithm>

#include "log/faults.h"
#include "log/support.h"
#include "temgoc/log/log_audit.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

using Events = std::vector<std::string>;

bool follows(const Events& events, std::size_t after, const std::string& event) {
  return std::find(events.begin() + static_cast<std::ptrdiff_t>(after), events.end(), event) !=
         events.end();
}

std::string folder_of(const std::string& path) { return fs::path(path).parent_path().string(); }

// Before the checkpoint got its name.
Events before_checkpoint(const Events& events, const fs::path& folder) {
  const auto end = std::ranges::find(events, "rename " + (folder / "checkpoint").string());
  REQUIRE(end != events.end());
  return {events.begin(), end};
}

}  // namespace

TEST_CASE("every new name and every new folder is synced before the checkpoint is published") {
  const TestFolder scratch;
  const fs::path folder = scratch.path() / "deep" / "log";
  disk_events();
  TileLog log = open_log(folder);
  for (const std::uint64_t size : {3U, 300U, 600U}) {
    REQUIRE(log.append(log.head().size, test_entries(log.head().size, size)));
    log.publish(note_for(kOrigin, log.head()));
    const Events events = disk_events();
    const Events before = before_checkpoint(events, folder);
    int names = 0, folders = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      CAPTURE(before[i]);
      const std::string path = before[i].substr(before[i].find(' ') + 1);
      if (before[i].starts_with("mkdir ")) {
        CHECK(follows(before, i, "sync " + folder_of(path)));
        ++folders;
      } else if (before[i].starts_with("rename ")) {
        CHECK(follows(before, i, "sync " + folder_of(path)));
        // The content: the temporary file was synced right before it got its name.
        REQUIRE(i > 0);
        CHECK(before[i - 1].starts_with("sync " + folder_of(path) + "/."));
        ++names;
      }
    }
    CHECK(names >= 2);
    if (size == 3) CHECK(folders >= 5);
    CHECK(events.back() == "sync " + folder.string());  // the checkpoint's own name
  }
}

TEST_CASE("an upper tile that is cut short is refused, not made anew from those beneath") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  REQUIRE(log.append(0, test_entries(0, 600)));
  log.publish(note_for(kOrigin, log.head()));
  const fs::path tile = folder.path() / "tile/1/000.p/2";
  fs::resize_file(tile, 32);
  CHECK(TileLog::open(folder.path(), kOrigin).error() ==
        Error{.code = "log_unreadable", .args = {{"what", "tile/1/000.p/2"}}});
  fs::remove(tile);
  // Gone altogether it can be made from those beneath, and the next checkpoint has its own again.
  TileLog again = open_log(folder.path());
  REQUIRE(again.append(600, test_entries(600, 601)));
  again.publish(note_for(kOrigin, again.head()));
  CHECK(fs::exists(tile));
}

TEST_CASE("a missing upper tile is named by an auditor, full or partial, and on each level") {
  const TestFolder folder;
  const auto entries = test_entries(0, 66'000);
  TileLog log = open_log(folder.path());
  REQUIRE(log.append(0, entries));
  log.publish(note_for(kOrigin, log.head()));
  const auto found = [&] {
    std::vector<Error> errors;
    LogAudit audit(folder.path(), log.head(), {}, [&](Error error) { errors.push_back(error); });
    for (std::size_t i = 0; i < entries.size(); ++i) audit.entry(i, entries[i]);
    audit.finish(entries.size());
    return errors;
  };
  CHECK(found().empty());
  for (const char* file : {"tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1"}) {
    CAPTURE(file);
    fs::rename(folder.path() / file, folder.path() / "aside");
    CHECK(found() == std::vector<Error>{{.code = "log_file_missing", .args = {{"file", file}}}});
    fs::rename(folder.path() / "aside", folder.path() / file);
  }
}
