#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "log/support.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

// 256 + 44 entries, the checkpoint at 290.
struct BuiltLog {
  BuiltLog() {
    TileLog log = open_log(folder.path());
    REQUIRE(log.append(0, test_entries(0, 290)));
    log.publish(note_for(kOrigin, log.head()));
    REQUIRE(log.append(290, test_entries(290, 300)));
  }
  fs::path operator/(std::string_view file) const { return folder.path() / file; }
  std::string error_code() const { return error().code; }
  Error error() const {
    const Result<TileLog> log = TileLog::open(folder.path(), kOrigin);
    return log ? Error{} : log.error();
  }
  void flip(std::string_view file, std::size_t at) const {
    std::string content = read_file(*this / file, 1 << 20).value();
    content[at % content.size()] = static_cast<char>(content[at % content.size()] ^ 1);
    write_file(*this / file, as_bytes(content));
  }
  TestFolder folder;
};

}  // namespace

TEST_CASE("an untouched log opens, ahead of its checkpoint") {
  const BuiltLog log;
  CHECK(log.error_code() == "");
  CHECK(open_log(log.folder.path()).head().size == 300);
  CHECK(open_log(log.folder.path()).checkpoint()->head.size == 290);
}

TEST_CASE("the folder of another realm is refused by name") {
  const BuiltLog log;
  // Whole names are compared: neither an end nor a beginning of another's is that other's.
  for (const std::string expected : {"other.example.vn", "coop.example.vn", "coop.example.vn/lo",
                                     "coop.example.vn/log/test", "example.vn/log"}) {
    CAPTURE(expected);
    const auto opened = TileLog::open(log.folder.path(), expected);
    REQUIRE_FALSE(opened);
    CHECK(opened.error() ==
          Error{.code = "log_origin",
                .args = {{"found", std::string(kOrigin)}, {"expected", expected}}});
  }
}

TEST_CASE("a log behind its own checkpoint is refused") {
  const BuiltLog partial;
  fs::remove_all(partial / "tile/0/001.p");
  CHECK(partial.error() == Error{.code = "log_unreadable", .args = {{"what", "tile/0/001.p/34"}}});
  const BuiltLog all;
  fs::remove_all(all / "tile");
  CHECK(all.error_code() == "log_unreadable");
}

TEST_CASE(
    "a missing tile far behind the checkpoint costs opening nothing and is named when it is read") {
  const BuiltLog log;
  fs::remove(log / "tile/0/000");
  const TileLog opened = open_log(log.folder.path());
  CHECK(opened.leaf_hashes().error() ==
        Error{.code = "log_unreadable", .args = {{"what", "tile/0/000"}}});
  CHECK(opened.entry(0).error().code == "log_unreadable");
  CHECK(opened.entry(256));
}

TEST_CASE("a missing bundle is refused where the tree still grows") {
  const BuiltLog log;
  fs::remove_all(log / "tile/entries/001.p");
  CHECK(log.error_code() == "log_unreadable");
}

TEST_CASE("a tile of level 1 that is missing is made anew from those beneath") {
  const BuiltLog log;
  fs::remove_all(log / "tile/1");
  CHECK(open_log(log.folder.path()).head() == tree_head(hashes_of(test_entries(0, 300))));
}

TEST_CASE("any bit changed in what opening reads is noticed") {
  const BuiltLog log;
  CHECK(rc::check("flipped bits", [&] {
    const std::string file = *rc::gen::element<std::string>("tile/0/001.p/44", "tile/1/000.p/1",
                                                            "tile/entries/001.p/44");
    const auto at = *rc::gen::inRange<std::size_t>(0, 2000);
    log.flip(file, at);
    RC_ASSERT(log.error_code() == "log_unreadable");
    log.flip(file, at);
    RC_ASSERT(log.error_code() == "");
  }));
}

TEST_CASE("a checkpoint that the tiles do not bear out is refused") {
  const BuiltLog log;
  TreeHead head = tree_head(hashes_of(test_entries(0, 290)));
  head.root[0] ^= 1;
  write_file(log / "checkpoint", as_bytes(note_for(kOrigin, head)));
  CHECK(log.error() == Error{.code = "log_unreadable", .args = {{"what", "checkpoint"}}});
  write_file(log / "checkpoint", as_bytes("not a checkpoint"));
  CHECK(log.error_code() == "log_unreadable");
  write_file(log / "checkpoint",
             as_bytes(note_for(kOrigin, {.size = ~std::uint64_t{0}, .root = {}})));
  CHECK(log.error_code() == "log_unreadable");
}

TEST_CASE("entries rewritten behind a checkpoint that fits neither are refused") {
  // A log of the same length with one other entry before the checkpoint, under the old checkpoint.
  const BuiltLog log;
  const TestFolder other;
  TileLog rewritten = open_log(other.path());
  std::vector<std::string> entries = test_entries(0, 300);
  entries[17] = "another lot";
  REQUIRE(rewritten.append(0, entries));
  fs::copy(log / "checkpoint", other.path() / "checkpoint");
  CHECK(TileLog::open(other.path(), kOrigin).error().code == "log_unreadable");
}

TEST_CASE("a damaged entry is named when it is read, its neighbours are not touched") {
  const BuiltLog log;
  const TileLog opened = open_log(log.folder.path());
  log.flip("tile/entries/000", 3);  // inside entry 0, behind its length
  CHECK(opened.entry(0).error() ==
        Error{.code = "log_unreadable", .args = {{"what", "tile/entries/000"}}});
  CHECK(opened.entry(1).value() == test_entries(1, 2).front());
}

TEST_CASE("unfinished temporary files mean nothing") {
  const BuiltLog log;
  write_file(log / "tile/0/001.p/.45.123-1.tmp", as_bytes("half"));
  write_file(log / "tile/0/001.p/45x", as_bytes("half"));
  write_file(log / "tile/0/001.p/999", as_bytes("half"));
  CHECK(open_log(log.folder.path()).head().size == 300);
}

TEST_CASE("a file that may not be read is not damaged, one that is far too large is") {
  const BuiltLog log;
  fs::remove(log / "checkpoint");
  fs::create_directory(log / "checkpoint");
  CHECK(log.error_code() == "file_unreadable");
  fs::remove(log / "checkpoint");
  write_file(log / "checkpoint", as_bytes(std::string(10'000'000, 'x')));
  CHECK(log.error_code() == "log_unreadable");
}
