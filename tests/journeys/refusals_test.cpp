// What is refused, with which exit code, and that nothing is left behind.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string code_of(const Json& answer) {
  return answer["ok"] == false ? answer["error"]["code"].get<std::string>() : "ok";
}
std::size_t lots(const Works& works) {
  return works.temgoc({"--json", "lot", "list"}).json()["lots"].size();
}

}  // namespace

TEST_CASE("lots that must not be are refused and leave no trace") {
  const Works works;
  CHECK(code_of(works.issue(kFish, {"--packed", days_ago(-1)})) == "packed_in_future");
  CHECK(code_of(works.issue(kFish, {"--packed", days_ago(31)})) == "packed_too_long_ago");
  CHECK(code_of(works.issue(kFish, {"--packed", "31/02/2026"})) == "date_not_real");
  CHECK(code_of(works.issue(kTour)) == "product_is_service");
  CHECK(code_of(works.issue("8938501234568")) == "product_unknown");
  CHECK(code_of(works.issue("2990001000019")) == "gtin_check_digit");
  CHECK(code_of(works.issue(kFish, {"--shelf-life", "65535"})) == "shelf_life_too_long");
  CHECK(code_of(works.issue(kFish, {"--lot", "lô 1"})) == "lot_code_character");
  CHECK(code_of(works.issue(kFish, {"--lot", ".."})) == "lot_code_dots");
  CHECK(code_of(works.issue(kFish, {"--lot", "A1."})) == "lot_code_end");
  CHECK(code_of(works.issue(kFish, {"--lot", "A1-"})) == "lot_code_end");
  CHECK(code_of(works.issue(kFish, {"--place", "X9"})) == "place_unknown");
  CHECK(code_of(works.issue(kLettuce)) == "key_missing");
  CHECK(lots(works) == 0);
  const Json first = works.issue(kFish);
  CHECK(first["issue_number"] == 1);
  CHECK(first["leaf_index"] == 3);
}

TEST_CASE("a closed product issues no further lots") {
  const Works works;
  const Ran closed =
      works.temgoc({"product", "add", "--id", "P01", "--cooperative", "C01", "--name",
                    "Cá đù một nắng", "--gtin", kFish, "--closed", "yes", "--update"});
  REQUIRE_MESSAGE(closed.status == 0, closed.err);
  CHECK(code_of(works.issue(kFish)) == "product_closed");
}

TEST_CASE("an old packing day needs a reason, which goes into the log") {
  const Works works;
  const Json lot = works.issue(kFish, {"--packed", days_ago(40), "--backdate", "nhập bù sổ giấy"});
  REQUIRE(lot["ok"] == true);
  const Ran entries =
      run("sh", {"-c", "cat '" + (works.folder() / "log/tile/entries").string() + "'/*/*"});
  CHECK(entries.out.find("nhập bù sổ giấy") != std::string::npos);
}

TEST_CASE("the same request gives the same lot, another under its name is a conflict") {
  const Works works;
  const Json first = works.issue(kFish, {"--request-id", "phieu-17"});
  const Json again = works.issue(kFish, {"--request-id", "phieu-17"});
  CHECK(first["created"] == true);
  CHECK(again["created"] == false);
  CHECK(first["url"] == again["url"]);
  const Json coded = works.issue(kFish, {"--lot", "LO-A"});
  CHECK(works.issue(kFish, {"--lot", "LO-A"})["url"] == coded["url"]);
  CHECK(code_of(works.issue(kFish, {"--lot", "LO-A", "--packed", days_ago(1)})) == "lot_differs");
  const Ran conflict = works.temgoc({"lot", "issue", "--product", kFish, "--packed", today_iso(),
                                     "--quantity", "7", "--unit", "kg", "--request-id", "phieu-17",
                                     "--passphrase-file", works.passphrase_file()});
  CHECK(conflict.status == 6);
  CHECK(works.issue(kFish)["issue_number"] == 3);
}

TEST_CASE(
    "a wrong passphrase is denied, a missing one names its option, and none is ever an argument") {
  const Works works;
  const auto wrong = works.scratch().write("wrong", "không phải mật khẩu này\n");
  const Words issue{"lot",       "issue",      "--product", kFish,    "--packed",
                    today_iso(), "--quantity", "1",         "--unit", "kg"};
  Words denied = issue;
  denied.insert(denied.end(), {"--passphrase-file", wrong.string()});
  CHECK(works.temgoc(denied).status == 8);
  const Ran missing = works.temgoc(issue);
  CHECK(missing.status == 2);
  CHECK(missing.err.find("--passphrase-file") != std::string::npos);
  CHECK(works.temgoc({"lot", "issue", "--passphrase", "x"}).status == 2);
}

TEST_CASE("a lot needs a key in the trust list, and the message says how") {
  const Works works;
  REQUIRE(works
              .temgoc({"key", "new", "--cooperative", "C02", "--passphrase-file",
                       works.passphrase_file()})
              .status == 0);
  const Json early = works.issue(kLettuce);
  CHECK(code_of(early) == "key_not_trusted");
  CHECK(early["error"]["hint"].get<std::string>().find("temgoc trust sign") != std::string::npos);
  works.sign_trust();
  CHECK(works.issue(kLettuce)["ok"] == true);
  CHECK(works
            .temgoc({"key", "new", "--cooperative", "C02", "--passphrase-file",
                     works.passphrase_file()})
            .status == 6);
}

TEST_CASE(
    "a workplace is not made twice, its roots not inside it, and its realm and printed host never "
    "change") {
  const Works works;
  const Words init{"init",
                   works.folder().string(),
                   "--realm",
                   "x.example.vn",
                   "--root-keys",
                   (works.scratch().path() / "r2").string(),
                   "--root-passphrase-file",
                   works.passphrase_file()};
  CHECK(run(kTemgoc, init).status == 6);
  const auto inside = works.scratch().path() / "w2";
  CHECK(
      run(kTemgoc, {"init", inside.string(), "--realm", "x.example.vn", "--root-keys",
                    (inside / "keys").string(), "--root-passphrase-file", works.passphrase_file()})
          .status == 3);
  REQUIRE(works.issue(kFish)["ok"] == true);
  const std::string settings = text_of(works.folder() / "temgoc.toml");
  const auto replace = [&](const std::string& from, const std::string& to) {
    std::string changed = settings;
    changed.replace(changed.find(from), from.size(), to);
    std::filesystem::remove(works.folder() / "temgoc.toml");
    works.scratch().write("works/temgoc.toml", changed);
    return works.temgoc({"lot", "list"});
  };
  CHECK(replace("\"tg.example.vn\"", "\"other.example.vn\"").status == 6);
  CHECK(replace("\"ocop.example.vn\"", "\"other.example.vn\"").status == 6);
  CHECK(replace("\"tg.example.vn\"", "\"new.example.vn\", \"tg.example.vn\"").status == 0);
}

TEST_CASE("a bad import names row, column and value, gives the rows back, and writes nothing") {
  const Works works;
  const std::string bad = std::string(TEMGOC_SOURCE_DIR) + "/examples/products_with_errors.csv";
  const auto workbook = works.scratch().path() / "bad.xlsx";
  const auto before = works.temgoc({"--json", "product", "list"}).out;
  const Ran refused =
      works.temgoc({"--json", "import", "products", bad, "--errors", workbook.string()});
  CHECK(refused.status == 3);
  const Json answer = refused.json();
  CHECK(answer["total_errors"].get<int>() >= 5);
  CHECK(answer["errors"][0]["row"].get<int>() >= 2);
  CHECK(std::filesystem::file_size(workbook) > 1000);
  CHECK(works.temgoc({"--json", "product", "list"}).out == before);
}

TEST_CASE("the same file twice changes nothing and says so") {
  const Works works;
  const Ran again = works.temgoc(
      {"import", "products", std::string(TEMGOC_SOURCE_DIR) + "/examples/products.csv"});
  CHECK(again.status == 0);
  CHECK(again.out.find("nothing changed") != std::string::npos);
}

TEST_CASE("labels that cannot be are refused before anything is recorded") {
  const Works works;
  const Json lot = works.issue(kFish);
  const auto print = [&](Words more) {
    Words arguments{"--json", "label", "print", lot["short_code"]};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return code_of(works.temgoc(arguments).json());
  };
  CHECK(print({"--template", "no-such", "--count", "1"}) == "template_unknown");
  CHECK(print({"--template", "a4-65-link", "--count", "0"}) == "count_invalid");
  CHECK(print({"--template", "a4-65-link", "--count", "1", "--start", "66"}) ==
        "start_cell_invalid");
  CHECK(print({"--template", "a4-65-link", "--count", "1", "--codes", "lot_seal"}) ==
        "code_kind_not_offered");
  for (const char* dpi : {"0", "99", "1201"}) {
    CAPTURE(dpi);
    CHECK(print({"--template", "a4-65-link", "--count", "1", "--dpi", dpi}) == "dpi_invalid");
  }
  CHECK(print({"--template", "../../etc/passwd", "--count", "1"}) == "template_unknown");
  CHECK(works.temgoc({"--json", "lot", "show", lot["short_code"]}).json()["print_jobs"].empty());
}

TEST_CASE("a PDF replaces no file, and goes into no folder that is not there") {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string registry = (works.folder() / "registry.sqlite").string();
  const Words print{"--json",  "label", "print", lot["short_code"], "--template", "roll-60x40-seal",
                    "--count", "1",     "--out"};
  const auto to = [&](const std::string& out) {
    Words arguments = print;
    arguments.push_back(out);
    return code_of(works.temgoc(arguments).json());
  };
  CHECK(to(registry) == "out_exists");
  CHECK(to("/no/such/folder/x.pdf") == "folder_not_found");
  CHECK(to(works.folder().string()) == "out_exists");
  CHECK(works.temgoc({"--json", "lot", "show", lot["short_code"]}).json()["print_jobs"].empty());
  CHECK(works.verify(lot["url"])["verdict"] == "valid");
}

TEST_CASE(
    "a stderr that cannot be written takes nothing back, and bytes that are no text still give "
    "JSON") {
  const Works works;
  const Ran full =
      run("sh", {"-c", "TEMGOC_WORKPLACE='" + works.folder().string() + "' '" + kTemgoc +
                           "' lot issue --product " + kFish + " --packed " + today_iso() +
                           " --quantity 1 --unit kg --passphrase-file '" + works.passphrase_file() +
                           "' 2>/dev/full"});
  CHECK(full.status == 0);
  const Ran bytes = works.temgoc({"--json", "cooperative", "show", "\xff"});
  CHECK(bytes.status == 5);
  CHECK(bytes.json()["error"]["code"] == "record_unknown");
  CHECK(works.temgoc({"--json", "--lang", "xx", "lot", "list"}).json()["ok"] == false);
}

TEST_CASE("a settings file nested without end is refused, not followed") {
  const Works works;
  std::string bomb;
  for (int i = 0; i < 50'000; ++i) bomb += "a.";
  works.scratch().write("works/label_templates/bomb.toml", bomb + "b = 1\n");
  CHECK(works.temgoc({"--json", "template", "check", "bomb"}).status == 3);
  std::size_t shipped = 0;
  for (const auto& file : std::filesystem::directory_iterator(TEMGOC_SOURCE_DIR "/label_templates"))
    shipped += file.path().extension() == ".toml" ? 1 : 0;
  CHECK(works.temgoc({"--json", "template", "list"}).json()["templates"].size() == shipped);
}

TEST_CASE("a fault that many imported rows share is said once, with how many rows have it") {
  const ScratchFolder scratch;
  REQUIRE(run(kTemgoc, {"init", (scratch.path() / "works").string(), "--realm", "ocop.example.vn",
                        "--root-passphrase-file", scratch.write("p", "khóa gốc\n").string()})
              .status == 0);
  const Ran ran = run(kTemgoc, {"import", "products", TEMGOC_SOURCE_DIR "/examples/products.csv"},
                      scratch.path() / "works");
  CHECK(ran.status == 3);
  const auto first = ran.err.find("coop_id \"C01\"");
  REQUIRE(first != std::string::npos);
  CHECK(ran.err.find("coop_id \"C01\"", first + 1) == std::string::npos);
  CHECK(ran.err.find("rows in all") != std::string::npos);
}

TEST_CASE("help names what an option takes, and speaks one language") {
  const auto help = [](const std::string& program, Words words) {
    words.push_back("--help");
    return run(program, words).out;
  };
  const std::string print = help(kTemgoc, {"label", "print"});
  CHECK(print.find("--out FILE") != std::string::npos);
  CHECK(print.find("ZPL") != std::string::npos);
  CHECK(help(kTemgoc, {"printer", "calibrate"}).find("--first-right MM") != std::string::npos);
  CHECK(help(kTemgoc, {}).find("--host tg.example.vn") != std::string::npos);
  const std::string verifier = help(kVerify, {"--lang", "en"});
  CHECK(verifier.find("the age of the data") != std::string::npos);
  CHECK(verifier.find("khóa") == std::string::npos);
  CHECK(help(kVerify, {"--lang", "vi"}).find("khóa gốc đã ghim") != std::string::npos);
}

TEST_CASE("amounts have a comma in Vietnamese and a point in English") {
  const Works works;
  const Json lot = works.issue(kFish, {"--quantity", "0,5"});
  CHECK(works.temgoc({"lot", "show", lot["short_code"]}).out.find("0.5 kg") != std::string::npos);
  CHECK(works.temgoc({"--lang", "vi", "lot", "show", lot["short_code"]}).out.find("0,5 kg") !=
        std::string::npos);
}
