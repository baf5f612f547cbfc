#include "temgoc/base/file_stamp.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "temgoc/base/passing_path.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& file, const char* text) { std::ofstream(file) << text; }

}  // namespace

TEST_CASE("a file has another stamp once it is written again or renamed into, and none has none") {
  const PassingPath folder(fs::temp_directory_path() /
                           ("temgoc-stamps-" + std::to_string(::getpid())));
  fs::create_directories(folder.path());
  const fs::path file = folder.path() / "a", other = folder.path() / "b";
  CHECK(file_stamp(file).empty());
  put(file, "one");
  const std::string first = file_stamp(file);
  CHECK_FALSE(first.empty());
  CHECK(file_stamp(file) == first);
  put(file, "longer");
  CHECK(file_stamp(file) != first);
  // Of one size and time, by its inode alone.
  put(other, "longer");
  fs::last_write_time(other, fs::last_write_time(file));
  const std::string second = file_stamp(file);
  fs::rename(other, file);
  CHECK(file_stamp(file) != second);
}
