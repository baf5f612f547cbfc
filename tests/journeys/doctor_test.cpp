// temgoc doctor: each thing that it can find is brought about, and named with its remedy.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "journeys/fault.h"
#include "journeys/works.h"
#include "temgoc/base/json.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// What the doctor says of one code, in both languages with a remedy; null where it does not name
// it.
Json found(const Works& works, const std::string& code, const Words& more = {}) {
  Json finding;
  for (const char* language : {"vi", "en"}) {
    Words words{"--json", "--lang", language, "doctor"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = works.temgoc(words);
    const Json answer = ran.json();
    finding = nullptr;
    for (const Json& each : answer["findings"])
      if (each.value("code", "") == code) finding = each;
    CHECK_MESSAGE(finding.is_object(), code, " is not named: ", ran.out);
    if (!finding.is_object()) return finding;
    CHECK(finding["message"].get<std::string>().size() > 10);
    CHECK(finding["message"].get<std::string>().find('{') == std::string::npos);
    CHECK_MESSAGE(!finding["remedy"].get<std::string>().empty(), code, " says not what to do");
  }
  return finding;
}

Fault clock_off(int days) { return Fault({{"FAULT_CLOCK", std::to_string(days * 86'400L)}}); }

// The number of a process that has ended.
pid_t ended_process() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  REQUIRE(child > 0);
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  return child;
}

std::string level(const Json& finding) {
  return finding.is_object() ? finding["level"].get<std::string>() : "";
}

}  // namespace

TEST_CASE("a workplace without a web address is told that its labels are samples") {
  const Works works("");
  CHECK(level(found(works, "doctor_no_host")) == "note");
}

TEST_CASE("status lists that end soon, have ended, or do not tell of a recall are named") {
  const Works works;
  const Json lot = works.issue(kFish);
  const auto sign = [&](const char* days) {
    REQUIRE(works
                .temgoc({"credential", "status", "--cooperative", "C01", "--days", days,
                         "--passphrase-file", works.passphrase_file()})
                .status == 0);
  };
  sign("3");
  CHECK(level(found(works, "doctor_status_ends")) == "note");
  {
    const Fault later = clock_off(4);
    CHECK(level(found(works, "doctor_status_ended")) == "warning");
  }
  sign("30");
  REQUIRE(works
              .temgoc({"lot", "recall", lot["short_code"].get<std::string>(), "--reason",
                       "nhiễm khuẩn", "--confirm", lot["lot"].get<std::string>()})
              .status == 0);
  CHECK(level(found(works, "doctor_status_behind")) == "warning");
  sign("30");
  for (const Json& each : works.temgoc({"--json", "doctor"}).json()["findings"])
    if (each["check"] == "credentials") CHECK(each["level"] == "good");
}

TEST_CASE("a wrong clock, and what the coming weeks bring, is seen before it does harm") {
  const Works works;
  works.issue(kFish);
  {
    const Fault clock = clock_off(-10);
    CHECK(level(found(works, "doctor_clock_behind")) == "fault");
  }
  {
    const Fault clock = clock_off(500);
    CHECK(level(found(works, "doctor_clock_ahead")) == "warning");
    CHECK(level(found(works, "trust_list_expired")) == "fault");
  }
  const Fault clock = clock_off(330);
  CHECK(level(found(works, "doctor_trust_ends")) == "warning");
}

TEST_CASE("a certificate that ends within two months is named") {
  const Works works;
  const std::string table = works.scratch().write(
      "one.csv",
      "cert_id,product_id,coop_id,scheme,level,issuer,issuer_level,issue_date,date_precision,"
      "valid_through,sample\nKZ1,P01,C01,OCOP,4,UBND tỉnh,province," +
          days_ago(500) + ",day," + days_ago(-30) + ",yes\n");
  const Ran imported = works.temgoc({"import", "certifications", table});
  REQUIRE_MESSAGE(imported.status == 0, imported.err, imported.out);
  const Json finding = found(works, "doctor_certificate_ends");
  CHECK(level(finding) == "note");
  CHECK(finding["message"].get<std::string>().find("KZ1") != std::string::npos);
}

TEST_CASE("a print job that was killed is counted") {
  const Works works;
  const std::string code = works.issue(kFish)["short_code"];
  const fs::path count = works.scratch().path() / "count";
  bool unfinished = false;
  for (int call = 40; call < 400 && !unfinished; call += 10) {
    {
      const Fault fault({{"FAULT", "kill"},
                         {"FAULT_AT", std::to_string(call)},
                         {"FAULT_UNDER", works.folder().string()}});
      works.temgoc(
          {"label", "print", code, "--template", "roll-60x40-seal", "--count", "1", "--again"});
    }
    const Json jobs = works.temgoc({"--json", "label", "list", "--limit", "1"}).json()["jobs"];
    unfinished = !jobs.empty() && jobs[0]["state"] == "printing";
  }
  REQUIRE(unfinished);
  CHECK(level(found(works, "doctor_jobs_unfinished")) == "note");
}

TEST_CASE("a key whose file is gone is named with its cooperative") {
  const Works works;
  for (const auto& entry : fs::directory_iterator(works.folder() / "keys"))
    if (entry.path().stem().string().size() == 8) fs::remove(entry.path());
  CHECK(level(found(works, "doctor_key_missing")) == "warning");
}

TEST_CASE("an old backup is named with its folder") {
  const Works works;
  const std::string backups = works.scratch().path() / "backups";
  REQUIRE(works
              .temgoc({"backup", "create", backups, "--passphrase-file",
                       works.scratch().write("p", "giấy trong két sắt\n")})
              .status == 0);
  const Fault clock = clock_off(9);
  const Json finding = found(works, "doctor_backup_old");
  CHECK(level(finding) == "warning");
  CHECK(finding["message"].get<std::string>().find(backups) != std::string::npos);
}

TEST_CASE("a log of another history is named, and an unpublished entry is published") {
  const Works works;
  const fs::path twin = works.scratch().path() / "twin";
  fs::copy(works.folder(), twin, fs::copy_options::recursive);
  works.issue(kFish);
  REQUIRE(run(kTemgoc,
              {"lot", "issue", "--product", kOyster, "--quantity", "7", "--unit", "kg", "--packed",
               today_iso(), "--passphrase-file", works.passphrase_file()},
              twin)
              .status == 0);
  const fs::path own = works.scratch().path() / "own-log";
  fs::rename(works.folder() / "log", own);
  fs::copy(twin / "log", works.folder() / "log", fs::copy_options::recursive);
  CHECK(level(found(works, "doctor_log_differs")) == "fault");
  fs::remove_all(works.folder() / "log");
  fs::rename(own, works.folder() / "log");
  {
    const Fault fault({{"FAULT_READ_ONLY", (works.folder() / "log").string()}});
    const Ran issued =
        works.temgoc({"--json", "lot", "issue", "--product", kOyster, "--quantity", "9", "--unit",
                      "kg", "--packed", today_iso(), "--passphrase-file", works.passphrase_file()});
    CHECK(issued.json()["recorded"] == true);
    CHECK(level(found(works, "doctor_log_pending")) == "note");
    // Whoever reads goes on; whoever would record is stopped before.
    CHECK(works.temgoc({"lot", "list"}).status == 0);
    const Ran stopped = works.temgoc({"--json", "link", "add", "--gtin", kFish, "--type", "gs1:pip",
                                      "--url", "https://coop.example/", "--title", "Cá"});
    CHECK(stopped.json()["error"]["code"] == "write_denied");
    CHECK(stopped.json()["recorded"] == false);
  }
  REQUIRE(works.temgoc({"doctor", "--mend"}).status == 0);
  CHECK(works.temgoc({"--json", "doctor"}).out.find("doctor_log_pending") == std::string::npos);
}

TEST_CASE(
    "what programs that are no more left half written is taken away, and of living ones not") {
  const Works works;
  const std::string dead = std::to_string(ended_process());
  // Of many, so that dead and living are met in whatever order the folder has them.
  for (int i = 0; i < 12; ++i) {
    const std::string number = std::to_string(i);
    std::ofstream(works.folder() / (".dead-" + number + "." + dead + "-1.tmp")) << "x";
    std::ofstream(works.folder() /
                  (".living-" + number + "." + std::to_string(::getpid()) + "-1.tmp"))
        << "x";
  }
  CHECK(level(found(works, "doctor_leftovers")) == "note");
  REQUIRE(works.temgoc({"doctor", "--mend"}).status == 0);
  int living = 0;
  for (const auto& entry : fs::directory_iterator(works.folder())) {
    const std::string name = entry.path().filename();
    CHECK_FALSE(name.starts_with(".dead-"));
    living += name.starts_with(".living-");
  }
  CHECK(living == 12);
}

TEST_CASE("a disk that is nearly full, and modes that cannot be changed, are named" *
          doctest::skip(getuid() != 0)) {
  const Works works;
  const auto in_own_mounts = [&](const std::string& script) {
    return run("unshare", {"-m", "sh", "-c", script}).out;
  };
  const std::string small = works.scratch().path() / "small";
  fs::create_directory(small);
  const std::string doctor = "'" + kTemgoc + "' --json doctor";
  // Below 100 MB nothing can be done any more; below 1 GB it is time to make room.
  for (const auto& [megabytes, told] : {std::pair{"64", "fault"}, {"300", "warning"}}) {
    CAPTURE(megabytes);
    const Json answer =
        parse_json(in_own_mounts("mount -t tmpfs -o size=" + std::string(megabytes) + "m none '" +
                                 small + "' && cp -a '" + works.folder().string() + "' '" + small +
                                 "/works' && cd '" + small + "/works' && " + doctor))
            .value();
    std::string level_said;
    for (const Json& each : answer["findings"])
      if (each.value("code", "") == "doctor_little_room") level_said = each["level"];
    CHECK(level_said == told);
  }
  const std::string keys = works.folder() / "keys";
  fs::permissions(keys + "/log.pem", fs::perms(0644));
  CHECK(in_own_mounts("mount --bind '" + keys + "' '" + keys + "' && mount -o remount,bind,ro '" +
                      keys + "' && cd '" + works.folder().string() + "' && " + doctor + " --mend")
            .find("\"doctor_mode_stays\"") != std::string::npos);
}

TEST_CASE("a registry that others on the machine may read is named, and closed when asked") {
  const Works works;
  const fs::path registry = works.folder() / "registry.sqlite";
  CHECK((fs::status(registry).permissions() & fs::perms::others_all) == fs::perms::none);
  fs::permissions(registry, fs::perms(0644));
  CHECK(level(found(works, "doctor_key_open")) == "fault");
  CHECK(works.temgoc({"doctor", "--mend"}).err.find("unexpected") == std::string::npos);
  CHECK(fs::status(registry).permissions() == fs::perms(0600));
}
