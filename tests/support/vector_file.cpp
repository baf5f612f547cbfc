#include "support/vector_file.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "temgoc/base/files.h"

namespace temgoc::test {

namespace {

std::string path_of(const std::string& name) { return TEMGOC_SOURCE_DIR "/tests/vectors/" + name; }

}  // namespace

Json read_vector_file(const std::string& name) {
  return parse_json(read_file(path_of(name), 10'000'000).value()).value();
}

void check_vector_file(const std::string& name, const Json& made) {
  const std::string text = made.dump(1) + "\n";
  if (std::getenv("TEMGOC_WRITE_VECTORS") != nullptr) write_file(path_of(name), as_bytes(text));
  // In whole, so that a difference in spelling shows too.
  CHECK(read_file(path_of(name), 10'000'000).value() == text);
}

}  // namespace temgoc::test
