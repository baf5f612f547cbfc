// Error codes that no ordinary day brings, each brought about through the whole program.
#include <doctest/doctest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "journeys/fault.h"
#include "journeys/works.h"
#include "temgoc/base/words.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

std::string code_of(const Ran& ran) {
  const Json answer = ran.json();
  return answer.contains("error") ? answer["error"]["code"].get<std::string>() : "ok";
}

// The codes of the warnings of one answer, each with its sentence and its own remedy.
std::set<std::string> warned(const Json& answer) {
  std::set<std::string> codes;
  for (const Json& warning : answer["warnings"]) {
    codes.insert(warning["code"].get<std::string>());
    CHECK(warning["message"].get<std::string>().size() > 10);
    CHECK_MESSAGE(warning["hint"].is_string(), dump(warning));
  }
  return codes;
}

// What a person at a terminal sees who types those lines.
std::string typed(const Works& works, Words command, const std::string& lines) {
  int terminal = -1;
  const pid_t process = forkpty(&terminal, nullptr, nullptr, nullptr);
  REQUIRE(process >= 0);
  if (process == 0) {
    setenv("TEMGOC_WORKPLACE", works.folder().c_str(), 1);
    setenv("TEMGOC_LANG", "en", 1);
    std::vector<char*> argv;
    command.insert(command.begin(), kTemgoc);
    for (std::string& word : command) argv.push_back(word.data());
    argv.push_back(nullptr);
    execv(kTemgoc.c_str(), argv.data());
    _exit(127);
  }
  std::string seen;
  std::size_t next = 0;
  char bytes[4096];
  for (ssize_t got = 0; (got = read(terminal, bytes, sizeof bytes)) > 0;) {
    seen.append(bytes, static_cast<std::size_t>(got));
    // A line for each question.
    const auto end = lines.find('\n', next);
    if (seen.ends_with(": ") && end != std::string::npos) {
      const std::string line = lines.substr(next, end + 1 - next);
      REQUIRE(write(terminal, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
      next = end + 1;
    }
  }
  close(terminal);
  waitpid(process, nullptr, 0);
  return seen;
}

}  // namespace

TEST_CASE("a passphrase that was typed another way the second time is asked for again") {
  const Works works;
  const std::string seen = typed(works, {"key", "new", "--cooperative", "C02"},
                                 "đồng bằng sông Hồng\nđồng bằng sông Hòng\n");
  CAPTURE(seen);
  CHECK(seen.find(message(Language::en, {"passphrase_not_same"})) != std::string::npos);
  CHECK(works.temgoc({"--json", "key", "list"}).out.find("\"cooperative\":\"C02\"") ==
        std::string::npos);
}

TEST_CASE("a cryptographic library that has lost its algorithms is named") {
  const Works works;
  const std::string settings = works.scratch().write(
      "openssl.cnf", "openssl_conf = o\n[o]\nproviders = p\n[p]\nnull = n\n[n]\nactivate = 1\n");
  setenv("OPENSSL_CONF", settings.c_str(), 1);
  const Ran listed = works.temgoc({"--json", "lot", "list"});
  const Ran made =
      works.temgoc({"--json", "init", works.scratch().path() / "w2", "--realm", "x.example.vn",
                    "--root-passphrase-file", works.passphrase_file()});
  unsetenv("OPENSSL_CONF");
  CHECK(code_of(listed) == "crypto_library_failed");
  CHECK(code_of(made) == "crypto_library_failed");
  for (const Ran* ran : {&listed, &made}) CHECK(ran->json()["error"]["hint"].is_string());
  CHECK(!fs::exists(works.scratch().path() / "w2/temgoc.toml"));
}

TEST_CASE("labels that a full disk left on record, neither printed nor void, are named") {
  const Works works;
  const std::string code = works.issue(kFish)["short_code"];
  std::set<std::string> codes;
  for (int call = 50; call < 120; call += 4) {
    const Fault full({{"FAULT", "full"},
                      {"FAULT_AT", std::to_string(call)},
                      {"FAULT_UNDER", works.folder().string()}});
    const Ran ran = works.temgoc({"--json", "label", "print", code, "--template", "roll-60x40-seal",
                                  "--count", "1", "--again"});
    codes.insert(code_of(ran));
    if (!codes.contains("print_unfinished_not_voided")) continue;
    // The act is on record, so the remedy is to look at it.
    CHECK(ran.json()["recorded"] == true);
    CHECK(ran.json()["error"]["hint"].is_string());
    break;
  }
  CHECK(codes.contains("print_unfinished_not_voided"));
}

TEST_CASE("a disk that fails is called so, and nothing is left of the file") {
  const Works works;
  const std::string code = works.issue(kFish)["short_code"];
  const fs::path out = works.scratch().path() / "out";
  fs::create_directory(out);
  int failed = 0;
  for (int call = 0; call < 6; ++call) {
    const Fault fault(
        {{"FAULT", "EIO"}, {"FAULT_AT", std::to_string(call)}, {"FAULT_UNDER", out.string()}});
    const Ran ran = works.temgoc({"--json", "log", "prove", code, "--out", out / "receipt"});
    if (ran.status == 0) continue;
    ++failed;
    CHECK(code_of(ran) == "disk_failed");
    CHECK(ran.json()["error"]["value"].get<std::string>().find(out.string()) == 0);
  }
  CHECK(failed >= 3);
}

TEST_CASE("what may not be written is named, with where it lies" * doctest::skip(getuid() != 0)) {
  const Works works;
  const std::string code = works.issue(kFish)["short_code"];
  const fs::path out = works.scratch().path() / "out";
  fs::create_directory(out);
  for (const char* fault : {"EACCES", "EROFS"}) {
    for (int call = 0; call < 4; ++call) {
      const Fault denied(
          {{"FAULT", fault}, {"FAULT_AT", std::to_string(call)}, {"FAULT_UNDER", out.string()}});
      const Ran ran = works.temgoc({"--json", "log", "prove", code, "--out", out / "receipt"});
      if (ran.status == 0) continue;
      CHECK(code_of(ran) == "write_denied");
      CHECK(ran.json()["error"]["value"].get<std::string>().find(out.string()) == 0);
    }
  }
}

TEST_CASE("a column of data without a name is warned of, with its remedy") {
  const Works works;
  const std::string table =
      works.scratch().write("one.csv", "product_id,coop_id,,name_vi\nZZ1,C01,ghi chú,Cá\n");
  CHECK(warned(works.temgoc({"--json", "import", "products", table}).json())
            .contains("column_unnamed"));
}

TEST_CASE("a food label that lacks what the law asks is printed with a warning for each item") {
  const Works works;
  REQUIRE(
      works
          .temgoc({"product", "add", "--id", "NS1", "--cooperative", "C01", "--name", "Cá khô thử",
                   "--gtin", "8938505974019", "--shelf-life", "90", "--sample", "yes"})
          .status == 0);
  REQUIRE(works
              .temgoc({"cooperative", "add", "--id", "C01", "--name", "Hợp tác xã thử", "--sample",
                       "yes", "--update"})
              .status == 0);
  std::string food = text_of(fs::path(TEMGOC_SOURCE_DIR) / "label_templates/roll-100x60-food.toml");
  food.replace(food.find("compulsory_fields = ["), 21,
               "compulsory_fields = [\"certificate_line\", \"phone\", ");
  works.scratch().write("works/label_templates/own-food.toml", food);
  works.sign_trust();
  const std::string code = works.issue("8938505974019")["short_code"];
  const Ran printed =
      works.temgoc({"--json", "label", "print", code, "--template", "own-food", "--count", "1"});
  REQUIRE_MESSAGE(printed.status == 0, printed.out);
  const auto codes = warned(printed.json());
  for (const char* each : {"label_lacks_field", "label_lacks_product"})
    CHECK_MESSAGE(codes.contains(each), std::string(each), dump(printed.json()["warnings"]));
}

TEST_CASE("a job of before its content was kept is not printed again") {
  const Works works;
  const std::string code = works.issue(kFish)["short_code"];
  REQUIRE(works.temgoc({"label", "print", code, "--template", "roll-60x40-seal", "--count", "1"})
              .status == 0);
  const std::string registry = works.folder() / "registry.sqlite";
  const Ran triggers = run("sqlite3", {registry,
                                       "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema "
                                       "WHERE type = 'trigger'"});
  REQUIRE(run("sqlite3", {registry, triggers.out + "UPDATE print_job SET content = ''"}).status ==
          0);
  CHECK(code_of(works.temgoc({"--json", "label", "reprint", "1", "--reason", "giấy kẹt"})) ==
        "job_not_reprintable");
}

TEST_CASE("a reprint that fails leaves the labels that were printed before good, and is finished") {
  const Works works;
  const std::string code = works.issue(kFish)["short_code"];
  const Words passphrase{"--passphrase-file", works.passphrase_file()};
  const auto with = [&](Words words) {
    words.insert(words.begin(), "--json");
    words.insert(words.end(), passphrase.begin(), passphrase.end());
    return works.temgoc(words);
  };
  REQUIRE(with({"label", "print", code, "--template", "roll-60x40-seal", "--codes", "item_seal",
                "--count", "2"})
              .status == 0);
  const fs::path out = works.scratch().path() / "out";
  fs::create_directory(out);
  const Words reprint{"label", "reprint", "1", "--reason", "giấy kẹt", "--out", out / "again.pdf"};
  Ran failed;
  {
    const Fault full({{"FAULT", "full"}, {"FAULT_AT", "0"}, {"FAULT_UNDER", out.string()}});
    failed = with(reprint);
  }
  CHECK(code_of(failed) == "print_unfinished_not_voided");
  CHECK(failed.json()["recorded"] == true);
  const Json jobs = works.temgoc({"--json", "label", "list"}).json()["jobs"];
  REQUIRE(jobs.size() == 2);
  CHECK(
      run("sqlite3", {works.folder() / "registry.sqlite", "SELECT count(*) FROM void_range"}).out ==
      "0\n");
  // What is resumed tells of the job again, and a second failure voids nothing either.
  {
    const Fault full({{"FAULT", "full"}, {"FAULT_AT", "0"}, {"FAULT_UNDER", out.string()}});
    CHECK(code_of(with({"label", "resume", "2"})) == "print_unfinished_not_voided");
  }
  const Ran lost = run("sh",
                       {"-c", "exec '" + kTemgoc + "' --json label resume 2 --passphrase-file '" +
                                  works.passphrase_file() + "' >/dev/full"},
                       works.folder());
  CHECK(lost.status == 4);
  CHECK(parse_json(lost.err).value()["recorded"] == true);
  CHECK(fs::exists(out / "again.pdf"));
  CHECK(
      run("sqlite3", {works.folder() / "registry.sqlite", "SELECT count(*) FROM void_range"}).out ==
      "0\n");
}
