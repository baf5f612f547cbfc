#include "temgoc/log/log_audit.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "log/support.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kSize = 700;  // two full tiles and a partial one

struct PublishedLog {
  PublishedLog() : entries(test_entries(0, kSize)) {
    TileLog log = open_log(folder.path());
    for (const std::size_t size : {std::size_t{300}, std::size_t{kSize}}) {
      const auto from = static_cast<std::size_t>(log.head().size);
      REQUIRE(log.append(from, std::span(entries).subspan(from, size - from)));
      log.publish(note_for(kOrigin, log.head()));
    }
    head = log.head();
  }

  std::vector<std::string> findings(const std::vector<TreeHead>& kept = {}) const {
    std::vector<std::string> found;
    LogAudit audit(folder.path(), head, kept, [&found](const Error& error) {
      std::string text = error.code;
      for (const auto& [name, value] : error.args) text += " " + name + "=" + value;
      found.push_back(text);
    });
    for (std::uint64_t i = 0; i < entries.size(); ++i) {
      if (i != left_out) audit.entry(i, entries[i]);
    }
    audit.finish(entries.size());
    return found;
  }

  void flip(const char* file, std::size_t at) const {
    std::string content = read_file(folder.path() / file, 1 << 24).value();
    content[at] = static_cast<char>(content[at] ^ 1);
    write_file(folder.path() / file, as_bytes(content));
  }

  TestFolder folder;
  std::vector<std::string> entries;
  std::uint64_t left_out = ~std::uint64_t{0};
  TreeHead head;
};

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("an untouched log has no findings, whichever checkpoints were kept") {
  const PublishedLog log;
  const auto hashes = hashes_of(log.entries);
  std::vector<TreeHead> kept = {tree_head({}), log.head};
  for (const std::size_t size : {700U, 1U, 256U, 257U, 512U, 699U})
    kept.push_back(tree_head(std::span(hashes).first(size)));
  CHECK(log.findings(kept) == Found{});
}

TEST_CASE("an altered tile, bundle and upper tile are each named") {
  for (const auto& [file, found] :
       {std::pair<const char*, Found>{"tile/0/001", {"log_file_differs file=tile/0/001"}},
        {"tile/0/002.p/188", {"log_file_differs file=tile/0/002.p/188"}},
        {"tile/1/000.p/2", {"log_file_differs file=tile/1/000.p/2"}}}) {
    CAPTURE(file);
    const PublishedLog log;
    log.flip(file, 40);
    CHECK(log.findings() == found);
  }
}

TEST_CASE("an entry altered in its bundle is found against the registry, the tile and the root") {
  const PublishedLog log;
  log.flip("tile/entries/001", 4);
  const Found found = log.findings();
  CHECK(found == Found{"log_entry_differs index=256", "log_file_differs file=tile/0/001",
                       "log_file_differs file=tile/1/000.p/2", "checkpoint_differs size=700"});
}

TEST_CASE("cut short or missing files are told apart") {
  const PublishedLog log;
  fs::resize_file(log.folder.path() / "tile/0/000", 8000);
  fs::remove(log.folder.path() / "tile/entries/001");
  fs::remove(log.folder.path() / "tile/1/000.p/2");
  CHECK(log.findings() == Found{"log_file_differs file=tile/0/000",
                                "log_file_missing file=tile/entries/001",
                                "log_file_missing file=tile/1/000.p/2"});
}

TEST_CASE("a registry's entry that is another one or gone is named by its number") {
  PublishedLog log;
  log.entries[300] += "x";
  CHECK(log.findings() == Found{"log_entry_differs index=300"});
  PublishedLog gap;
  gap.left_out = 600;
  CHECK(gap.findings() == Found{"log_entry_missing index=600"});
}

TEST_CASE("entries beyond the checkpoint are pending, and no difference") {
  PublishedLog more;
  for (int i = 0; i < 300; ++i) more.entries.push_back("not published");
  CHECK(more.findings() == Found{});
}

TEST_CASE("a log that is longer than the registry is named with both sizes") {
  PublishedLog less;
  less.entries.resize(699);
  CHECK(less.findings() == Found{"log_entry_missing index=699", "log_longer entries=699 size=700"});
}

TEST_CASE("a kept checkpoint of another history or of a longer log is named") {
  const PublishedLog log;
  const auto hashes = hashes_of(log.entries);
  TreeHead other = tree_head(std::span(hashes).first(400));
  other.root[3] ^= 1;
  CHECK(log.findings({other}) == Found{"kept_checkpoint_differs size=400"});
  other.size = 701;
  CHECK(log.findings({other}) == Found{"kept_checkpoint_ahead have=700 size=701"});
}

TEST_CASE("the proofs of the folder are those of the tree, at every size") {
  const PublishedLog log;
  const auto hashes = hashes_of(log.entries);
  const TileLog opened = open_log(log.folder.path());
  for (const std::uint64_t size : {1U, 2U, 3U, 255U, 256U, 257U, 511U, 512U, 513U, 699U, 700U}) {
    const auto leaves = std::span(hashes).first(size);
    CHECK(opened.head_at(size).value() == tree_head(leaves));
    for (std::uint64_t i = 0; i < size; i += 37) {
      CHECK(opened.inclusion_proof(i, size).value() == inclusion_proof(leaves, i));
      CHECK(opened.consistency_proof(i + 1, size).value() == consistency_proof(leaves, i + 1));
    }
  }
}

TEST_CASE(
    "a checkpoint that claims more entries than anybody has is named at once, not looked for") {
  const PublishedLog log;
  for (const std::uint64_t size : {std::uint64_t{1} << 40, std::uint64_t{1} << 62}) {
    PublishedLog claimed;
    claimed.head.size = size;
    const Found found = claimed.findings();
    CAPTURE(size);
    CHECK(std::ranges::count(found, "log_longer entries=700 size=" + std::to_string(size)) == 1);
    CHECK(found.size() < 10);
  }
}

TEST_CASE("the entries of a log are read in their order, from a wider partial file too") {
  const PublishedLog log;
  for (const std::uint64_t size :
       {std::uint64_t{0}, std::uint64_t{256}, std::uint64_t{600}, kSize}) {
    std::vector<std::string> read;
    REQUIRE(
        each_log_entry(log.folder.path(), size, [&](std::uint64_t index, std::string_view entry) {
          CHECK(index == read.size());
          read.emplace_back(entry);
        }));
    CHECK(std::ranges::equal(read, std::span(log.entries).first(size)));
  }
}

TEST_CASE("entries of a log whose files are gone are an error, not an end") {
  const PublishedLog log;
  fs::remove(log.folder.path() / "tile/entries/001");
  std::uint64_t read = 0;
  const auto done = each_log_entry(log.folder.path(), kSize,
                                   [&read](std::uint64_t, std::string_view) { ++read; });
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().code == "log_unreadable");
  CHECK(read == 256);
}

TEST_CASE("an audit tells which of a registry's entries are others than the log's") {
  const PublishedLog log;
  LogAudit audit(log.folder.path(), log.head, {}, [](const Error&) {});
  for (std::uint64_t i = 0; i < kSize; ++i) audit.entry(i, i == 300 ? "another" : log.entries[i]);
  audit.finish(kSize);
  CHECK(audit.differs(300));
  CHECK_FALSE(audit.differs(299));
}
