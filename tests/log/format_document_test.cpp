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

TEST_CASE("the Python script beside the format document rebuilds the root, and sees another one") {
  const TestFolder folder;
  const std::string script = std::string("python3 ") + TEMGOC_SOURCE_DIR +
                             "/docs/rebuild_root.py " + (folder.path() / "log").string();
  TileLog log = open_log(folder.path() / "log");
  for (const std::uint64_t size : {0U, 1U, 2U, 13U, 259U, 700U}) {
    REQUIRE(log.append(log.head().size, test_entries(log.head().size, size)));
    log.publish(note_for(kOrigin, log.head()));
    CHECK(output_of(script) == checkpoint_text(kOrigin, log.head()) + "as signed\n");
  }
  const std::string bundle = (folder.path() / "log/tile/entries/001").string();
  output_of("printf x | dd of=" + bundle + " bs=1 seek=2 conv=notrunc status=none");
  CHECK(output_of(script + " | grep -c 'but signed was'") == "1\n");
  std::filesystem::resize_file(bundle, 100);
  CHECK(output_of("! " + script) == "cannot read the log: entry bundle 1 is cut short\n");
}

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
