#include <doctest/doctest.h>

#include <filesystem>

#include "temgoc/bytes.h"
#include "temgoc/files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

TEST_CASE("every file of the fuzzing corpus keeps the promises of tables.h") {
  const std::filesystem::path corpus = TEMGOC_SOURCE_DIR "/fuzz/corpus/table";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
    const auto content = temgoc::read_file(entry.path(), 1u << 20);
    REQUIRE(content.has_value());
    const auto bytes = temgoc::as_bytes(*content);
    CHECK(LLVMFuzzerTestOneInput(bytes.data(), bytes.size()) == 0);
    ++files;
  }
  CHECK(files >= 8);
}
