// docs/log_format.md promises that its script rebuilds the root; it is run as it stands there.
#include <doctest/doctest.h>

#include <cstdio>

#include "log/support.h"

using namespace temgoc;

namespace {

std::string script_of_the_document() {
  const std::string text = read_file(TEMGOC_SOURCE_DIR "/docs/log_format.md", 1 << 20).value();
  const std::size_t start = text.find("```sh\n") + 6;
  return text.substr(start, text.find("```", start) - start);
}

std::string output_of(const std::string& command) {
  std::string output;
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  char piece[4096];
  while (const std::size_t got = std::fread(piece, 1, sizeof piece, pipe))
    output.append(piece, got);
  CHECK(::pclose(pipe) == 0);
  return output;
}

}  // namespace

TEST_CASE("the shell script of the format document rebuilds size and root") {
  const TestFolder folder;
  write_file(folder.path() / "check.sh", as_bytes(script_of_the_document()));
  TileLog log = open_log(folder.path() / "log");
  for (const std::uint64_t size : {0U, 1U, 2U, 13U, 259U}) {
    REQUIRE(log.append(log.head().size, test_entries(log.head().size, size)));
    log.publish(note_for(kOrigin, log.head()));
    const std::string text = checkpoint_text(kOrigin, log.head());
    CHECK(output_of("bash " + (folder.path() / "check.sh").string() + " " +
                    (folder.path() / "log").string()) == text.substr(text.find('\n') + 1));
  }
}
