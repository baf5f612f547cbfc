#include "temgoc/base/folders.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

// A folder of its own for one case, removed at its end.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("temgoc-folders-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

void put(const fs::path& file, const char* text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("what lies in a folder is listed by name, and nothing where there is none") {
  Folder here;
  put(here.path / "b", "");
  put(here.path / "a" / "deep", "");
  CHECK(paths_in(here.path) == std::vector<fs::path>{here.path / "a", here.path / "b"});
  CHECK(paths_in(here.path / "none").empty());
}

TEST_CASE("a folder that is there and cannot be read is not taken for an empty one") {
  Folder here;
  put(here.path / "file", "");
  CHECK_THROWS_AS(paths_in(here.path / "file"), fs::filesystem_error);
  fs::create_symlink("round", here.path / "round");
  CHECK_THROWS_AS(paths_in(here.path / "round"), fs::filesystem_error);
}

TEST_CASE("a folder is copied over what stands there, and removed with all that lies in it") {
  Folder here;
  const fs::path from = here.path / "from", to = here.path / "new" / "to";
  put(from / "a" / "deep", "new");
  put(to / "a" / "deep", "old");
  put(to / "kept", "kept");
  copy_folder(from, to);
  CHECK(text_of(to / "a" / "deep") == "new");
  CHECK(text_of(to / "kept") == "kept");
  copy_folder(here.path / "none", to / "none");
  CHECK_FALSE(fs::exists(to / "none"));
  remove_folder(to);
  CHECK_FALSE(fs::exists(to));
  remove_folder(to);
}
