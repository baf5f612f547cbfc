#include "tile_path.h"

#include <doctest/doctest.h>

#include "temgoc/log/log.h"

using namespace temgoc;

TEST_CASE("tile paths are those of tlog-tiles") {
  CHECK(tile_path(0, 0) == "tile/0/000");
  CHECK(tile_path(1, 67, 255) == "tile/1/067.p/255");
  CHECK(tile_path(0, 999) == "tile/0/999");
  CHECK(tile_path(0, 1000) == "tile/0/x001/000");
  CHECK(tile_path(7, 1234067, 1) == "tile/7/x001/x234/067.p/1");
  CHECK(bundle_path(1234067) == "tile/entries/x001/x234/067");
  CHECK(bundle_path(5, 12) == "tile/entries/005.p/12");
  CHECK(partial_folder(bundle_path(5)) == "tile/entries/005.p");
}

TEST_CASE(
    "what a log has more than before are its new tiles and bundles, and the partial ones grown") {
  using Files = std::vector<std::filesystem::path>;
  CHECK(files_between(0, 0).empty());
  CHECK(files_between(300, 300).empty());
  CHECK(files_between(0, 2) == Files{"tile/entries/000.p/2", "tile/0/000.p/2"});
  CHECK(files_between(255, 300) == Files{"tile/entries/000", "tile/0/000", "tile/entries/001.p/44",
                                         "tile/0/001.p/44", "tile/1/000.p/1"});
  CHECK(files_between(256, 257) == Files{"tile/entries/001.p/1", "tile/0/001.p/1"});
  CHECK(files_between(65'535, 65'536) ==
        Files{"tile/entries/255", "tile/0/255", "tile/1/000", "tile/2/000.p/1"});
}
