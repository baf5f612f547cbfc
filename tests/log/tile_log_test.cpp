#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <fstream>

#include "log/support.h"
#include "tile_path.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& file : fs::recursive_directory_iterator(folder))
    count += file.is_regular_file() ? 1 : 0;
  return count;
}

void publish(TileLog& log) { log.publish(note_for(kOrigin, log.head())); }

}  // namespace

TEST_CASE("a new log is empty and writes nothing until something is appended") {
  const TestFolder folder;
  const TileLog log = open_log(folder.path() / "log");
  CHECK(log.head().size == 0);
  CHECK(to_hex(log.head().root) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK_FALSE(log.checkpoint());
  CHECK(log.leaf_hashes().value().empty());
  CHECK_FALSE(fs::exists(folder.path() / "log"));
}

TEST_CASE("an empty log can be published and opened again") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  publish(log);
  CHECK(open_log(folder.path()).checkpoint()->head == tree_head({}));
}

TEST_CASE("whatever the batches, the head is that of the leaves and every entry comes back") {
  const std::vector<std::string> entries = test_entries(0, 1200);
  const std::vector<Digest> hashes = hashes_of(entries);
  CHECK(rc::check("batches", [&] {
    const TestFolder folder;
    TileLog log = open_log(folder.path());
    std::size_t size = 0;
    while (size < entries.size()) {
      const auto batch = std::min(*rc::gen::element<std::size_t>(0, 1, 2, 100, 255, 256, 257, 600),
                                  entries.size() - size);
      const auto repeated = std::min(*rc::gen::inRange<std::size_t>(0, 300), size);
      RC_ASSERT(
          log.append(size - repeated, std::span(entries).subspan(size - repeated, repeated + batch))
              .has_value());
      size += batch;
      RC_ASSERT(log.head() == tree_head(std::span(hashes).first(size)));
      if (*rc::gen::arbitrary<bool>()) publish(log);
      if (*rc::gen::arbitrary<bool>()) log = open_log(folder.path());
    }
    RC_ASSERT(open_log(folder.path()).head() == tree_head(hashes));
    RC_ASSERT(log.leaf_hashes().value() == hashes);
    for (std::size_t i = 0; i < size; i += 41) RC_ASSERT(log.entry(i).value() == entries[i]);
  }));
}

TEST_CASE("70,000 entries lie in the files that tlog-tiles names") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  REQUIRE(log.append(0, test_entries(0, 70'000)));
  publish(log);
  CHECK(fs::exists(folder.path() / "tile/0/272"));
  CHECK_FALSE(fs::exists(folder.path() / "tile/0/273"));
  CHECK(fs::file_size(folder.path() / "tile/0/272") == 8192);
  CHECK(fs::file_size(folder.path() / "tile/0/273.p/112") == 112 * 32);
  CHECK(fs::file_size(folder.path() / "tile/1/000") == 8192);
  CHECK(fs::file_size(folder.path() / "tile/1/001.p/17") == 17 * 32);
  CHECK(fs::file_size(folder.path() / "tile/2/000.p/1") == 32);
  CHECK(files_in(folder.path()) == 2 * 274 + 2 + 1 + 1 + 1);  // the edge is the last
  CHECK(open_log(folder.path()).head() == tree_head(hashes_of(test_entries(0, 70'000))));
}

TEST_CASE(
    "partial tiles stay while a checkpoint may need them and go when the full tile is published") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  for (const std::uint64_t end : {10U, 20U, 255U}) {
    REQUIRE(log.append(log.head().size, test_entries(log.head().size, end)));
    publish(log);
  }
  CHECK(fs::exists(folder.path() / "tile/0/000.p/10"));
  CHECK(fs::exists(folder.path() / "tile/entries/000.p/20"));
  REQUIRE(log.append(255, test_entries(255, 256)));
  CHECK(fs::exists(folder.path() / "tile/0/000.p/255"));
  publish(log);
  CHECK_FALSE(fs::exists(folder.path() / "tile/0/000.p"));
  CHECK_FALSE(fs::exists(folder.path() / "tile/entries/000.p"));
  CHECK(files_in(folder.path()) == 5);  // two full, one of level 1, the checkpoint, the edge
}

TEST_CASE("entries that the log holds may be given again, others under their number are a fork") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  std::vector<std::string> entries = test_entries(0, 700);
  REQUIRE(log.append(0, entries));
  const TreeHead head = log.head();
  const std::size_t files = files_in(folder.path());
  CHECK(log.append(0, entries));
  CHECK(log.append(300, std::span(entries).subspan(300, 10)));
  CHECK(log.append(700, {}));
  for (const std::size_t index : {0U, 255U, 256U, 511U, 699U}) {
    std::vector<std::string> forged = entries;
    forged[index] += "x";
    forged.push_back("one more");
    CHECK(log.append(0, forged).error() ==
          Error{.code = "log_forks", .args = {{"index", std::to_string(index)}}});
  }
  CHECK(log.head() == head);
  CHECK(files_in(folder.path()) == files);
}

TEST_CASE("a gap and an entry too long are refused, and nothing of the batch is written") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  CHECK(log.append(1, test_entries(0, 1)).error().code == "log_gap");
  const std::vector<std::string> entries = {"a", std::string(kMaxEntryBytes + 1, 'x')};
  const Error error = log.append(0, entries).error();
  CHECK(error.code == "log_entry_too_long");
  CHECK(error.args.at("index") == "1");
  CHECK(log.head().size == 0);
  CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("the longest and the shortest entry come back") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  const std::vector<std::string> entries = {std::string(kMaxEntryBytes, 'x'), "",
                                            std::string(3, '\0')};
  REQUIRE(log.append(0, entries));
  log = open_log(folder.path());
  for (std::size_t i = 0; i < entries.size(); ++i) CHECK(log.entry(i).value() == entries[i]);
}

TEST_CASE("a number beyond the end has no entry") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  REQUIRE(log.append(0, test_entries(0, 3)));
  CHECK(log.entry(2));
  CHECK(log.entry(3).error() ==
        Error{.code = "log_no_entry", .args = {{"index", "3"}, {"size", "3"}}});
}

TEST_CASE("a note that is not of this head is never published") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  REQUIRE(log.append(0, test_entries(0, 3)));
  CHECK_THROWS_AS(log.publish(note_for(kOrigin, tree_head({}))), std::logic_error);
  CHECK_THROWS_AS(log.publish(note_for("coop.example.vn/log/test", log.head())), std::logic_error);
  CHECK_THROWS_AS(log.publish(""), std::logic_error);
  CHECK_FALSE(open_log(folder.path()).checkpoint());
}

TEST_CASE("the published note comes back byte for byte") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  REQUIRE(log.append(0, test_entries(0, 3)));
  const std::string note = note_for(kOrigin, log.head());
  log.publish(note);
  CHECK(log.checkpoint_note() == note);
  CHECK(open_log(folder.path()).checkpoint_note() == note);
}
