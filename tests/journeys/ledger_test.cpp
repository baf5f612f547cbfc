// The print ledger as staff use it, and a big job that is killed again and again.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <future>
#include <random>
#include <thread>

#include "journeys/works.h"
#include "temgoc/readback/readback.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

// a4-21-seal: three columns of seven.
constexpr unsigned kCells = 21;
PageArea cell_area(unsigned cell) {
  return {7.25 + (cell % 3) * 66, 15.15 + (cell / 3) * 38.1, 63.5, 38.1};
}

std::vector<std::string> page_codes(const PageReader& reader, unsigned page) {
  std::vector<PageArea> cells;
  for (unsigned cell = 0; cell < kCells; ++cell) cells.push_back(cell_area(cell));
  std::vector<std::string> codes;
  for (const auto& found : reader.read_codes(page, 203, cells))
    codes.insert(codes.end(), found.begin(), found.end());
  return codes;
}

// Every code of a sheet file in order, read on two threads.
std::vector<std::string> codes_in(const std::string& pdf) {
  const unsigned pages = PageReader::open(pdf).value().pages();
  std::vector<std::vector<std::string>> by_page(pages + 1);
  const auto read_every_other = [&](unsigned from) {
    const auto reader = PageReader::open(pdf).value();
    for (unsigned page = from; page <= pages; page += 2) by_page[page] = page_codes(reader, page);
  };
  auto even = std::async(std::launch::async, read_every_other, 2u);
  read_every_other(1);
  even.get();
  std::vector<std::string> codes;
  for (const auto& page : by_page) codes.insert(codes.end(), page.begin(), page.end());
  return codes;
}

void cut_parts(const Works& works, unsigned pages) {
  const auto toml = works.folder() / "temgoc.toml";
  std::string text = text_of(toml);
  const auto at = text.find("pages_in_part = ");
  REQUIRE(at != text.npos);
  text.replace(at, text.find('\n', at) - at, "pages_in_part = " + std::to_string(pages));
  works.scratch().write("works/temgoc.toml", text);
}

// Starts a command and ends it after `milliseconds`; whether it had ended by itself.
bool run_and_kill(const Works& works, const Words& arguments, int milliseconds) {
  const pid_t child = fork();
  if (child == 0) {
    setenv("TEMGOC_WORKPLACE", works.folder().c_str(), 1);
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    std::vector<char*> argv{const_cast<char*>("temgoc")};
    for (const std::string& argument : arguments)
      argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    execv(kTemgoc.c_str(), argv.data());
    _exit(127);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status);
}

Words with_passphrase(const Works& works, Words words) {
  words.insert(words.end(), {"--passphrase-file", works.passphrase_file()});
  return words;
}

Words print_items(const Works& works, const Json& lot, const std::string& count) {
  return with_passphrase(
      works, {"--json", "label", "print", lot["short_code"], "--template", "a4-21-seal", "--codes",
              "item_seal", "--count", count, "--dpi", "203", "--by", "Lan"});
}

std::string code_of(const Ran& ran) {
  return ran.json()["ok"] == true ? "ok" : std::string(ran.json()["error"]["code"]);
}

}  // namespace

TEST_CASE(
    "a job of 10,000 labels killed again and again is finished with no serial lost or doubled, "
    "and every code decoded from its raster is the ledger's") {
  const Works works;
  cut_parts(works, 80);
  const Json lot = works.issue(kFish, {"--quantity", "10000", "--unit", "hộp"});
  REQUIRE(lot["ok"] == true);
  std::mt19937 random(20261124);
  // Killed before the job is on record it leaves nothing; it is then ordered anew.
  Json jobs = Json::array();
  for (int wait = 400; jobs.empty() && wait < 10'000; wait *= 2) {
    run_and_kill(works, print_items(works, lot, "10000"), wait);
    jobs = works.temgoc({"--json", "label", "list"}).json()["jobs"];
  }
  REQUIRE(jobs.size() == 1);
  const std::string job = std::to_string(jobs[0]["job"].get<int>());
  int kills = 0;
  for (; kills < 6; ++kills) {
    const Json shown = works.temgoc({"--json", "label", "show", job}).json();
    if (shown["state"] != "printing") break;
    CHECK(shown["running"] == false);
    run_and_kill(works, with_passphrase(works, {"--json", "label", "resume", job}),
                 300 + static_cast<int>(random() % 1200));
  }
  CHECK(kills > 0);
  if (works.temgoc({"--json", "label", "show", job}).json()["state"] == "printing") {
    const Ran resumed = works.temgoc(with_passphrase(works, {"--json", "label", "resume", job}));
    REQUIRE_MESSAGE(resumed.status == 0, resumed.out);
  }
  const Json shown = works.temgoc({"--json", "label", "show", job}).json();
  CHECK(shown["state"] == "printed");
  CHECK(shown["first_serial"] == 1);
  CHECK(shown["last_serial"] == 10'000);
  REQUIRE(shown["released"].size() == 6);
  CHECK(works.temgoc({"--json", "label", "list"}).json()["jobs"].size() == 1);

  std::vector<std::string> codes;
  for (const Json& part : shown["released"]) {
    const auto some = codes_in((works.folder() / std::string(part["file"])).string());
    codes.insert(codes.end(), some.begin(), some.end());
  }
  REQUIRE(codes.size() == 10'000);
  std::string lines;
  for (int i = 0; i < 10'000; ++i) {
    const std::string serial = std::to_string(10'000'001 + i).substr(1);
    REQUIRE(codes[static_cast<std::size_t>(i)].ends_with("/21/" + serial));
    lines += codes[static_cast<std::size_t>(i)] + "\n";
  }
  CHECK(works.temgoc({"--json", "verify", "-"}, lines).status == 0);
}

TEST_CASE("a carton's label is not set against the packs, and nothing is said of them") {
  const Works works;
  const Json lot = works.issue(kFish);
  const auto print = [&](const char* name) {
    return works.temgoc(with_passphrase(
        works, {"label", "print", lot["short_code"], "--template", name, "--count", "2"}));
  };
  const Ran cartons = print("roll-100x150-carton");
  CHECK(cartons.status == 0);
  CHECK_MESSAGE(cartons.err.find("packs") == std::string::npos, cartons.err);
  const Ran packs = print("roll-60x40-seal");
  CHECK_MESSAGE(packs.err.find("the lot has 2 labels for 240 packs") != std::string::npos,
                packs.err);
}

TEST_CASE("staff print, reprint a torn label, say what came out, and void the rest") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Json first = works.temgoc(print_items(works, lot, "40")).json();
  REQUIRE_MESSAGE(first["ok"] == true, first.dump());
  CHECK(first["state"] == "printed");
  CHECK(first["by"] == "Lan");
  CHECK(first["read_back"]["labels"] == 40);
  CHECK(first["quantity"] == Json{{"packs", 240}, {"labels", 40}});
  const std::string job = std::to_string(first["job"].get<int>());

  const auto reprint = [&](Words more) {
    Words words = with_passphrase(works, {"--json", "label", "reprint", job});
    words.insert(words.end(), more.begin(), more.end());
    return works.temgoc(words);
  };
  CHECK(reprint({}).json()["error"]["code"] == "usage_missing");
  CHECK(code_of(reprint({"--reason", " "})) == "reason_missing");
  CHECK(code_of(reprint({"--reason", "rách", "--serial", "41"})) == "serial_not_in_job");
  CHECK(code_of(reprint({"--reason", "rách", "--labels", "12..x"})) == "label_range_unreadable");
  const Json again = reprint({"--reason", "rách", "--labels", "12..14"}).json();
  REQUIRE(again["ok"] == true);
  CHECK(again["state"] == "reprinted");
  CHECK(again["reprint_of"] == first["job"]);
  const auto all = codes_in(first["files"][0]);
  CHECK(codes_in(again["files"][0]) ==
        std::vector<std::string>(all.begin() + 11, all.begin() + 14));
  const Json one = reprint({"--reason", "rách", "--serial", "7"}).json();
  CHECK(codes_in(one["files"][0]) == std::vector{all[6]});

  const auto done = [&](Words more) {
    Words words{"--json", "label", "done", job};
    words.insert(words.end(), more.begin(), more.end());
    return works.temgoc(words);
  };
  CHECK(code_of(done({})) == "outcome_missing");
  CHECK(code_of(done({"--all", "--printed", "1..3"})) == "outcome_missing");
  CHECK(done({"--all"}).json()["state"] == "printed");
  const Json part = done({"--printed", "1..30", "--void-rest", "kẹt giấy"}).json();
  CHECK(part["state"] == "partly_printed");
  CHECK(part["came_out"] == 30);
  CHECK(part["voided_labels"] == 10);
  CHECK(works.verify(all[29])["verdict"] == "valid");
  CHECK(works.verify(all[30])["verdict"] == "void");
  CHECK(code_of(reprint({"--reason", "rách", "--serial", "31"})) == "label_voided");
  CHECK(reprint({"--reason", "rách", "--serial", "31"}).status == 6);

  const Json shown = works.temgoc({"--json", "label", "show", job}).json();
  CHECK(shown["reprints"].size() == 2);
  CHECK(shown["outcomes"].size() == 3);  // all, then 1..30 and the void of the rest
  const Json list =
      works.temgoc({"--json", "label", "list", "--lot", lot["short_code"]}).json()["jobs"];
  REQUIRE(list.size() == 3);
  CHECK(list[2]["job"] == first["job"]);
  CHECK(works.temgoc({"--json", "label", "show", "99"}).status == 5);
  CHECK(works.temgoc({"--json", "label", "show", "x"}).status == 5);
  CHECK(works.temgoc({"label", "list"}).out.find("partly printed") != std::string::npos);
}

TEST_CASE("a serial of the job before is no more a job's own than one that nobody printed") {
  const Works works;
  const Json lot = works.issue(kFish);
  REQUIRE(works.temgoc(print_items(works, lot, "3")).status == 0);
  const Json second = works.temgoc(print_items(works, lot, "2")).json();
  REQUIRE_MESSAGE(second["ok"] == true, second.dump());
  const auto reprint = [&](const std::string& serial) {
    return code_of(works.temgoc(with_passphrase(
        works, {"--json", "label", "reprint", std::to_string(second["job"].get<int>()), "--reason",
                "rách", "--serial", serial})));
  };
  for (const char* serial : {"0", "1", "3", "6"}) {
    CAPTURE(serial);
    CHECK(reprint(serial) == "serial_not_in_job");
  }
  CHECK(reprint("4") == "ok");
  CHECK(reprint("5") == "ok");
}

TEST_CASE("more labels than packs are refused until somebody says why") {
  const Works works;
  const Json lot = works.issue(kFish, {"--quantity", "10", "--unit", "hộp"});
  const Words eleven = print_items(works, lot, "11");
  const Ran refused = works.temgoc(eleven);
  CHECK(refused.status == 6);
  CHECK(code_of(refused) == "labels_over_quantity");
  Words with_reason = eleven;
  with_reason.insert(with_reason.end(), {"--over-quantity", "dán thêm thùng"});
  const Json printed = works.temgoc(with_reason).json();
  REQUIRE(printed["ok"] == true);
  CHECK(printed["over_quantity_reason"] == "dán thêm thùng");
}

TEST_CASE("lists and cancellations name product, GTIN and serials beside the lot code") {
  const Works works;
  const Json lot = works.issue(kFish, {"--quantity", "10", "--unit", "hộp"});
  REQUIRE(works.temgoc(print_items(works, lot, "6")).status == 0);
  const std::string named = std::string(lot["lot"]) + " – Cá đù một nắng (2990001000018)";
  const Ran voided = works.temgoc(
      {"label", "void", lot["short_code"], "--first", "2", "--last", "4", "--reason", "in hỏng"});
  CHECK(voided.status == 0);
  CHECK(voided.out.find(named) != std::string::npos);
  CHECK(voided.out.find("3 labels, serials 0000002 to 0000004") != std::string::npos);
  const std::string list = works.temgoc({"label", "list"}).out;
  CHECK(list.find(named) != std::string::npos);
  CHECK(list.find("3 labels cancelled") != std::string::npos);
  const Ran slip = works.temgoc(
      {"lot", "recall", lot["short_code"], "--reason", "mốc", "--confirm", "261124-99"});
  CHECK(slip.status == 3);
  CHECK(slip.err.find("Cá đù một nắng (2990001000018)") != std::string::npos);
  const Ran recalled = works.temgoc(
      {"lot", "recall", lot["short_code"], "--reason", "mốc", "--confirm", lot["lot"]});
  CHECK(recalled.out.find(named) != std::string::npos);
  const std::string verdict = works.temgoc({"verify", lot["url"]}).out;
  CHECK(verdict.find("Reason: ") == verdict.rfind("Reason: "));
}

TEST_CASE("a file that exists, a name that is none and a number too large are each said plainly") {
  const Works works;
  const Json lot = works.issue(kFish, {"--quantity", "10", "--unit", "hộp"});
  const auto taken = works.scratch().write("labels.pdf", "x");
  const auto print = [&](Words more) {
    Words words{"label", "print", lot["short_code"], "--template", "a4-21-seal", "--count", "1"};
    words.insert(words.end(), more.begin(), more.end());
    return works.temgoc(words);
  };
  CHECK(print({"--out", taken.string()}).err.find("label reprint") != std::string::npos);
  for (const char* none : {"", "-", "a\nb.pdf"})
    CHECK(print({"--out", none}).err.find("is not a name for a file") != std::string::npos);
  const Ran many = print({"--copies", "4294967297"});
  CHECK(many.status == 3);
  CHECK(many.err.find("--copies 4294967297 is too large") != std::string::npos);
}
