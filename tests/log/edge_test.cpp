// The edge of a log: after a power cut it stands for the files that were not synced.
#include "edge_file.h"

#include <doctest/doctest.h>

#include <fstream>

#include "log/faults.h"
#include "log/support.h"
#include "temgoc/log/log_audit.h"
#include "temgoc/log/log_salvage.h"
#include "tile_files.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

// A log of 700 entries, 5, 595 and then 100. From then on the machine is another one.
class AfterAPowerCut {
 public:
  AfterAPowerCut() {
    TileLog log = open_log(path());
    for (const std::uint64_t size : {5U, 600U, 700U}) {
      REQUIRE(log.append(log.size(), test_entries(log.size(), size)));
      log.publish(note_for(kOrigin, log.head()));
    }
    write_file(scratch_.path() / "boot", as_bytes("another start\n"));
    start_again();
  }
  void start_again() const { start_machine_as((scratch_.path() / "boot").string()); }
  ~AfterAPowerCut() { start_machine_as({}); }
  fs::path path() const { return scratch_.path() / "log"; }

  // Nothing but the edge was synced, which begins with the first entry.
  void tear_everything() const {
    int number = 0;
    for (const auto& file : fs::recursive_directory_iterator(path())) {
      if (!file.is_regular_file() || file.path().filename() == "edge") continue;
      switch (number++ % 3) {
        case 0:
          fs::resize_file(file.path(), 0);
          break;
        case 1:
          write_file(file.path(), as_bytes(std::string(file.file_size(), '\0')));
          break;
        default:
          fs::resize_file(file.path(), file.file_size() / 2);
      }
    }
  }

 private:
  TestFolder scratch_;
};

const std::vector<std::string>& all_entries() {
  static const std::vector<std::string> entries = test_entries(0, 700);
  return entries;
}

std::vector<Error> findings(const fs::path& folder) {
  const TileLog log = open_log(folder);
  std::vector<Error> found;
  LogAudit audit(folder, log.checkpoint()->head, {}, [&](Error error) { found.push_back(error); });
  for (std::size_t i = 0; i < 700; ++i) audit.entry(i, all_entries()[i]);
  audit.finish(700);
  return found;
}

}  // namespace

TEST_CASE("torn files after a power cut cost nothing: the edge stands for them, to every reader") {
  const AfterAPowerCut cut;
  cut.tear_everything();
  const TileLog log = open_log(cut.path());
  CHECK(log.head() == tree_head(hashes_of(all_entries())));
  CHECK(log.checkpoint()->head == log.head());
  CHECK(log.needs_writing());
  CHECK(log.entry(3).value() == all_entries()[3]);
  CHECK(check_inclusion(leaf_hash(as_bytes(all_entries()[300])), 300, log.head(),
                        log.inclusion_proof(300, 700).value()));
  CHECK(findings(cut.path()).empty());
  CHECK(read_checkpoint_note(cut.path()).value() == note_for(kOrigin, log.head()));
  CHECK(read_published_file(cut.path(), "tile/entries/002.p/188")->size() > 188);
  CHECK(read_published_file(cut.path(), "tile/0/001")->size() == 256 * 32);
  CHECK(read_published_file(cut.path(), "tile/1/000.p/2")->size() == 64);
  CHECK(!read_published_file(cut.path(), "tile/0/002.p/189"));
  std::uint64_t salvaged = 0;
  CHECK(salvage_log(cut.path(), [&](auto, auto) { ++salvaged; }).root_agrees);
  CHECK(salvaged == 700);
}

TEST_CASE("the next that writes makes the torn files anew, and what lay beyond is gone") {
  const AfterAPowerCut cut;
  cut.tear_everything();
  // A tile that was appended and never published.
  write_file(cut.path() / "tile/0/002", as_bytes("torn"));
  fs::create_directories(cut.path() / "tile/0/003.p");
  write_file(cut.path() / "tile/0/003.p/7", as_bytes(std::string(7 * 32, 'x')));
  write_file(cut.path() / "tile/0/note", as_bytes("of somebody else"));
  TileLog log = open_log(cut.path());
  SUBCASE("with the same checkpoint") { log.publish(*log.checkpoint_note()); }
  SUBCASE("with another entry") {
    REQUIRE(log.append(700, std::vector<std::string>{"one more"}));
    log.publish(note_for(kOrigin, log.head()));
  }
  const TileLog again = open_log(cut.path());
  CHECK(!again.needs_writing());
  CHECK(again.head() == log.head());
  fs::remove(cut.path() / "edge");  // the files alone
  const TileLog files = open_log(cut.path());
  CHECK(files.head() == log.head());
  CHECK(files.checkpoint_note() == log.checkpoint_note());
  CHECK(files.leaf_hashes().value().size() == log.head().size);
  CHECK(!fs::exists(cut.path() / "tile/0/003.p/7"));
  CHECK(fs::exists(cut.path() / "tile/0/note"));
  CHECK(fs::exists(cut.path() / "tile/1/000.p/2"));
}

TEST_CASE("a piece that a power cut left half written is no part of the edge") {
  const AfterAPowerCut cut;
  const auto whole = read_edge_file(cut.path());
  REQUIRE(whole);
  CHECK(whole->edge.size() == 700);
  const auto size = fs::file_size(cut.path() / "edge");
  CHECK(whole->end == size);
  for (const std::uintmax_t cut_off : {1U, 100U, 1000U}) {
    fs::resize_file(cut.path() / "edge", size - cut_off);
    fs::resize_file(cut.path() / "edge", size);  // the length survived, the bytes did not
    CAPTURE(cut_off);
    CHECK(read_edge_file(cut.path())->edge.size() == 600);
    // Its checkpoint was not published by then, so no file tells of it.
    fs::remove(cut.path() / "checkpoint");
    CHECK(open_log(cut.path()).checkpoint()->head.size == 600);
  }
  fs::resize_file(cut.path() / "edge", 60);
  CHECK(!read_edge_file(cut.path()));
}

TEST_CASE("a copy whose edge is older than its checkpoint is read by its files") {
  const AfterAPowerCut cut;
  const std::string older = read_file(cut.path() / "edge", 1 << 20).value();
  start_machine_as({});
  TileLog log = open_log(cut.path());
  REQUIRE(log.append(700, std::vector<std::string>{"one more"}));
  log.publish(note_for(kOrigin, log.head()));
  write_file(cut.path() / "edge", as_bytes(older));
  cut.start_again();
  const TileLog copy = open_log(cut.path());
  CHECK(copy.head() == log.head());
  CHECK(copy.checkpoint()->head.size == 701);
}

TEST_CASE("a log of before there was an edge is opened and goes on") {
  const TestFolder folder;
  {
    TileLog log = open_log(folder.path());
    REQUIRE(log.append(0, test_entries(0, 300)));
    log.publish(note_for(kOrigin, log.head()));
  }
  fs::remove(folder.path() / "edge");
  TileLog log = open_log(folder.path());
  CHECK(!log.needs_writing());
  REQUIRE(log.append(300, test_entries(300, 301)));
  log.publish(note_for(kOrigin, log.head()));
  CHECK(read_edge_file(folder.path())->edge.base == 256);
  CHECK(read_edge_file(folder.path())->edge.size() == 301);
}

TEST_CASE(
    "a writer knows when another one published, and when its own checkpoint has no name yet") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  CHECK(!log.is_still_mine());
  REQUIRE(log.append(0, test_entries(0, 3)));
  log.publish(note_for(kOrigin, log.head()));
  CHECK(log.is_still_mine());
  TileLog other = open_log(folder.path());
  REQUIRE(other.append(3, test_entries(3, 4)));
  other.publish(note_for(kOrigin, other.head()));
  CHECK(!log.is_still_mine());
  CHECK(other.is_still_mine());
  // One that only looks knows it too.
  TileLog looks = open_log(folder.path());
  looks.take_hold();
  CHECK(looks.is_still_mine());
  REQUIRE(other.append(4, test_entries(4, 5)));
  other.publish(note_for(kOrigin, other.head()));
  CHECK(!looks.is_still_mine());
  // Killed between the edge and the checkpoint's name.
  write_file(folder.path() / "checkpoint", as_bytes(*log.checkpoint_note()));
  CHECK(open_log(folder.path()).needs_writing());
}

TEST_CASE("an unfinished level without a hash stands in the edge too") {
  const TestFolder folder;
  TileLog log = open_log(folder.path());
  REQUIRE(log.append(0, test_entries(0, 65'536)));
  log.publish(note_for(kOrigin, log.head()));
  const auto read = read_edge_file(folder.path());
  REQUIRE(read);
  CHECK(read->edge.base == 65'536);
  REQUIRE(read->edge.upper.size() == 2);
  CHECK(read->edge.upper[0].empty());
  CHECK(read->edge.upper[1].size() == 1);
}

TEST_CASE("an edge whose unfinished tiles are not those of its size is none") {
  const TestFolder folder;
  LogEdge edge{.origin = std::string(kOrigin), .base = 512, .upper = {{Digest{}, Digest{}}}};
  EdgeWriter::begin(folder.path(), edge);
  CHECK(read_edge_file(folder.path()));
  for (const std::size_t levels : {0U, 2U, 9U}) {
    CAPTURE(levels);
    edge.upper.assign(levels, {Digest{}, Digest{}});
    EdgeWriter::begin(folder.path(), edge);
    CHECK(!read_edge_file(folder.path()));
  }
}

TEST_CASE("what is published is told by the edge where it stands, else by the files") {
  const AfterAPowerCut cut;
  const std::string note = note_for(kOrigin, open_log(cut.path()).head());
  CHECK(read_published_file(cut.path(), "checkpoint") == note);
  // A partial file that the edge does not hold: nobody knows whether it was synced.
  CHECK(!read_published_file(cut.path(), "tile/0/009.p/3"));
  CHECK(LogFiles(cut.path()).has_bundle(2, 188));
  CHECK(!LogFiles(cut.path()).has_bundle(2, 189));
  start_machine_as({});
  CHECK(read_checkpoint_note(cut.path()).value() == note);
  CHECK(read_published_file(cut.path(), "checkpoint") == note);
  CHECK(read_published_file(cut.path(), "tile/0/001")->size() == 256 * 32);
}

TEST_CASE("an edge that begins within a tile is none") {
  const TestFolder folder;
  for (const char* base : {"7", "x", "256x", ""}) {
    const std::string head = "temgoc-log-edge/v1\n" + std::string(32, '0') + "\n" +
                             std::string(kOrigin) + "\n" + base + "\n\n";
    write_file(folder.path() / "edge",
               as_bytes(head + std::string(as_text(sha256(as_bytes(head))))));
    CAPTURE(base);
    CHECK(!read_edge_file(folder.path()));
  }
}
