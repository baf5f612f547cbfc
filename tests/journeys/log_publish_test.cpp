// The logs in an object store: what is there can be checked as the folder can, and nobody forks it.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "journeys/works.h"
#include "support/s3_server.h"

using namespace temgoc;
using namespace temgoc::journeys;
using temgoc::test::S3Server;
namespace fs = std::filesystem;

namespace {

void set_store(const fs::path& works, const std::string& endpoint) {
  std::string settings = text_of(works / "temgoc.toml");
  const auto put = [&settings](const std::string& name, const std::string& value) {
    const std::size_t at = settings.find("\n" + name + " = \"");
    REQUIRE(at != settings.npos);
    const std::size_t end = settings.find('\n', at + 1);
    settings.replace(at + 1, end - at - 1, name + " = \"" + value + "\"");
  };
  put("store", "s3://nhat-ky/htx");
  put("endpoint", endpoint);
  std::ofstream(works / "temgoc.toml") << settings;
}

class Key {
 public:
  Key() {
    ::setenv("TEMGOC_STORE_KEY_ID", "S3RVER", 1);
    ::setenv("TEMGOC_STORE_SECRET", "S3RVER", 1);
  }
  ~Key() {
    ::unsetenv("TEMGOC_STORE_KEY_ID");
    ::unsetenv("TEMGOC_STORE_SECRET");
  }
};

Ran publish(const fs::path& works) { return run(kTemgoc, {"--json", "log", "publish"}, works); }
std::string code_of(const Ran& ran) { return ran.json()["error"]["code"]; }

// A copy of the workplace as it is, beside it.
fs::path copy_of(const Works& works, const char* name) {
  const fs::path copy = works.scratch().path() / name;
  fs::copy(works.folder(), copy, fs::copy_options::recursive);
  return copy;
}

}  // namespace

TEST_CASE("a store is to be set, and its key to be given") {
  const Works works;
  CHECK(code_of(publish(works.folder())) == "store_not_set");
  // Again and again would be in vain.
  CHECK(code_of(works.temgoc({"--json", "log", "publish", "--every", "1"})) == "store_not_set");
  set_store(works.folder(), "http://127.0.0.1:1");
  CHECK(code_of(publish(works.folder())) == "store_key_missing");
  const Key key;
  CHECK(code_of(publish(works.folder())) == "store_unreachable");
  set_store(works.folder(), "http://s3.example.vn");
  CHECK(code_of(publish(works.folder())) == "store_place_invalid");
}

TEST_CASE("the store gets what it lacks, and a stranger finds the log there" *
          doctest::skip(!test::has_s3_server())) {
  const Works works;
  const S3Server server;
  const Key key;
  set_store(works.folder(), server.endpoint());
  const Json first = publish(works.folder()).json();
  REQUIRE(first["ok"] == true);
  REQUIRE(works.issue(kFish)["ok"] == true);
  const Json second = publish(works.folder()).json();
  CHECK(second["size"] == first["size"].get<int>() + 1);
  CHECK(text_of(server.file("htx/log/checkpoint")) == text_of(works.folder() / "log/checkpoint"));
  CHECK(text_of(server.file("htx/log-test/checkpoint")) ==
        text_of(works.folder() / "log-test/checkpoint"));
  const std::string width = std::to_string(second["size"].get<int>());
  for (const std::string& file : {"tile/0/000.p/" + width, "tile/entries/000.p/" + width})
    CHECK(text_of(server.file("htx/log/" + file)) == text_of(works.folder() / "log" / file));
  // Nothing new: nothing is put.
  CHECK(publish(works.folder()).json() == second);
}

TEST_CASE("a store whose answers get lost, or in which another writes, is published to again" *
          doctest::skip(!test::has_s3_server())) {
  const Works works;
  const S3Server server;
  const Key key;
  set_store(works.folder(), server.endpoint());
  server.fail_next(2);
  CHECK(publish(works.folder()).json()["ok"] == true);
  REQUIRE(works.issue(kFish)["ok"] == true);
  server.refuse_next_checkpoint();
  CHECK(code_of(publish(works.folder())) == "store_changed");
  CHECK(publish(works.folder()).json()["ok"] == true);
}

TEST_CASE("two workplaces with one past and two presents do not fork what the store shows" *
          doctest::skip(!test::has_s3_server())) {
  const Works works;
  const S3Server server;
  const Key key;
  set_store(works.folder(), server.endpoint());
  const fs::path older = copy_of(works, "older");
  REQUIRE(works.issue(kFish)["ok"] == true);
  REQUIRE(publish(works.folder()).json()["ok"] == true);
  const std::string shown = text_of(server.file("htx/log/checkpoint"));
  CHECK(code_of(publish(older)) == "store_ahead");
  REQUIRE(run(kTemgoc, {"--json", "product", "list"}, older).json()["ok"] == true);
  REQUIRE(run(kTemgoc,
              {"--json", "lot", "issue", "--product", kFish, "--packed", today_iso(), "--quantity",
               "77", "--unit", "kg", "--passphrase-file", works.passphrase_file()},
              older)
              .json()["ok"] == true);
  CHECK(code_of(publish(older)) == "store_forked");
  CHECK(text_of(server.file("htx/log/checkpoint")) == shown);
}

TEST_CASE("what others put there is left alone, and said" * doctest::skip(!test::has_s3_server())) {
  const Works works;
  const S3Server server;
  const Key key;
  set_store(works.folder(), server.endpoint());
  const Json done = publish(works.folder()).json();
  REQUIRE(done["ok"] == true);
  SUBCASE("another log") {
    const Works other("tg.khac.vn", "ocop.khac.vn");
    set_store(other.folder(), server.endpoint());
    CHECK(code_of(publish(other.folder())) == "store_other_log");
  }
  SUBCASE("a checkpoint that nobody signed") {
    std::string note = text_of(server.file("htx/log/checkpoint"));
    note[note.size() - 10] = note[note.size() - 10] == 'A' ? 'B' : 'A';
    std::ofstream(server.file("htx/log/checkpoint")) << note;
    CHECK(code_of(publish(works.folder())) == "store_unsigned");
  }
  SUBCASE("another tile") {
    const std::string tile = "htx/log/tile/0/000.p/" + std::to_string(done["size"].get<int>());
    std::ofstream(server.file(tile)) << "khac";
    for (const auto& file : fs::directory_iterator(server.file("htx/log/x").parent_path()))
      if (file.path().filename().string().starts_with("checkpoint")) fs::remove(file.path());
    CHECK(code_of(publish(works.folder())) == "store_differs");
  }
}

TEST_CASE("a store that ignores conditions gets nothing" * doctest::skip(!test::has_s3_server())) {
  const Works works;
  const S3Server server(false);
  const Key key;
  set_store(works.folder(), server.endpoint());
  CHECK(code_of(publish(works.folder())) == "store_without_conditions");
  CHECK(!fs::exists(server.file("htx/log/checkpoint")));
}
