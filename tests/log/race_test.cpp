// A reader beside the writer: at the moments when files are replaced, it still finds the log whole.
#include <doctest/doctest.h>

#include "log/faults.h"
#include "log/support.h"
#include "temgoc/log/log_audit.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

// 250 entries are published. The writer goes on to 260, which fills the first tile, publishes, and
// takes away the partial files of that tile.
class GrowingLog {
 public:
  GrowingLog() { grow(250); }
  void grow(std::uint64_t size) {
    REQUIRE(writer_.append(writer_.head().size, test_entries(writer_.head().size, size)));
    writer_.publish(note_for(kOrigin, writer_.head()));
  }
  void grow_before_opening(const char* end) {
    before_open(end, [this] { grow(260); });
  }
  bool has_grown() const { return writer_.head().size == 260; }
  const fs::path& path() const { return folder_.path(); }
  TreeHead head() const { return writer_.head(); }

 private:
  TestFolder folder_;
  TileLog writer_ = open_log(folder_.path());
};

}  // namespace

TEST_CASE("a log is opened whole while another process fills its tile, at whichever step") {
  for (const char* end : {"/checkpoint", "/tile/0/000.p", "/tile/0/000.p/250", "/tile/0/000",
                          "/tile/entries/000.p/250", "/tile/entries/000"}) {
    CAPTURE(end);
    GrowingLog log;
    log.grow_before_opening(end);
    const Result<TileLog> opened = TileLog::open(log.path(), kOrigin);
    before_open({}, {});
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().code));
    const std::uint64_t size = opened->head().size;
    CHECK((size == 250 || size == 260));
    CHECK(opened->head() == tree_head(hashes_of(test_entries(0, size))));
    CHECK(opened->entry(249).value() == test_entries(249, 250).front());
  }
}

TEST_CASE("an auditor finds no fault while another process fills the tile that it reads") {
  int met = 0;
  for (const char* end : {"/tile/entries/000.p/250", "/tile/0/000.p/250", "/tile/0/000"}) {
    CAPTURE(end);
    GrowingLog log;
    const TreeHead published = log.head();
    log.grow_before_opening(end);
    std::vector<Error> found;
    LogAudit audit(log.path(), published, {}, [&](Error error) { found.push_back(error); });
    const auto entries = test_entries(0, 255);  // five of them committed and not yet published
    for (std::size_t i = 0; i < entries.size(); ++i) audit.entry(i, entries[i]);
    audit.finish(entries.size());
    before_open({}, {});
    CHECK(found.empty());
    met += log.has_grown();
  }
  CHECK(met >= 2);
}
