// What a log promises after a power cut: all that a checkpoint covers is on the disk before the
// checkpoint has its name.
#include <doctest/doctest.h>

#include <algorithm>

#include "log/faults.h"
#include "log/support.h"
#include "temgoc/log/log_audit.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

using Events = std::vector<std::string>;

std::ptrdiff_t place_of(const Events& events, const std::string& event) {
  return std::ranges::find(events, event) - events.begin();
}

std::ptrdiff_t syncs(const Events& events) {
  return std::ranges::count_if(events, [](const auto& each) { return each.starts_with("sync "); });
}

// Publishes up to `size` entries; what that did to the disk.
Events grow(TileLog& log, std::uint64_t size) {
  disk_events();
  REQUIRE(log.append(log.head().size, test_entries(log.head().size, size)));
  log.publish(note_for(kOrigin, log.head()));
  return disk_events();
}

}  // namespace

TEST_CASE("what a checkpoint covers is on the disk before the checkpoint has its name") {
  const TestFolder scratch;
  const fs::path folder = scratch.path() / "deep" / "log";
  const std::string edge = "sync " + (folder / "edge").string();
  const std::string checkpoint = "rename " + (folder / "checkpoint").string();
  TileLog log = open_log(folder);
  const Events first = grow(log, 3);
  const std::string all = "sync all " + folder.string();
  const auto begun = place_of(first, "rename " + (folder / "edge").string());
  CHECK(place_of(first, all) < begun);
  CHECK(begun < place_of(first, "sync " + folder.string()));
  CHECK(place_of(first, "sync " + folder.string()) < place_of(first, checkpoint));
  for (const std::uint64_t size : {4U, 300U, 600U}) {
    const Events events = grow(log, size);
    CAPTURE(size);
    CHECK(syncs(events) == 1);  // the edge, once
    CHECK(place_of(events, edge) < place_of(events, checkpoint));
    CHECK(place_of(events, checkpoint) < static_cast<std::ptrdiff_t>(events.size()));
  }
  // Another process goes on with the same edge.
  TileLog other = open_log(folder);
  CHECK(syncs(grow(other, 601)) == 1);
}

TEST_CASE("full tiles are on the disk before an edge counts on them") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  grow(log, 5);
  const Events events = grow(log, 5000);
  const auto begun = place_of(events, "rename " + (folder.path() / "edge").string());
  CHECK(place_of(events, "sync all " + folder.path().string()) < begun);
  CHECK(begun < place_of(events, "rename " + (folder.path() / "checkpoint").string()));
  CHECK(fs::file_size(folder.path() / "edge") < 100'000);
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
