#include "tile_path.h"

#include <doctest/doctest.h>

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
