// A season's lots from a file, a product's picture and a certificate's scan, by the whole program.
#include <doctest/doctest.h>

#include <filesystem>

#include "journeys/works.h"
#include "temgoc/base/bytes.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string code_of(const Ran& ran) { return ran.json()["error"]["code"]; }

// Lots of two cooperatives, C01 and C90.
std::string season() {
  return "Sản phẩm;NSX;Số lượng;ĐVT\n" + kFish + ";" + days_ago(2) + ";120;kg\n" + kSauce + ";" +
         days_ago(2) + ";60;chai\n" + kFish + ";" + days_ago(1) + ";1.250,5;kg\n";
}

Words import(const Works& works, const std::string& file, const Words& more = {}) {
  Words words{"--json", "import", "lots", file, "--passphrase-file", works.passphrase_file()};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::size_t lots(const Works& works) {
  return works.temgoc({"--json", "lot", "list"}).json()["lots"].size();
}

}  // namespace

TEST_CASE("a season is tried, issued at once, verified, and never issued twice") {
  const Works works;
  const std::string file = works.scratch().write("vu.csv", season()).string();
  const Ran tried = works.temgoc({"--json", "import", "lots", file, "--dry-run"});
  REQUIRE_MESSAGE(tried.status == 0, tried.out, tried.err);
  CHECK(tried.json()["added"] == 3);
  CHECK(tried.json()["signers"] == Json{"C01", "C90"});
  CHECK_FALSE(tried.json()["lots"][0].contains("short_code"));
  CHECK(lots(works) == 0);
  CHECK(code_of(works.temgoc({"--json", "import", "lots", file})) == "passphrase_missing");
  const Ran done = works.temgoc(import(works, file));
  REQUIRE_MESSAGE(done.status == 0, done.out, done.err);
  const Json rows = done.json()["lots"];
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["row"] == 2);
  CHECK(rows[2]["quantity"] == "1250.5");
  for (const Json& row : rows) CHECK(works.verify(row["url"])["verdict"] == "valid");
  CHECK(works.temgoc({"log", "check"}).status == 0);
  // The same file asks for no passphrase any more.
  const Ran again = works.temgoc({"--json", "import", "lots", file});
  CHECK(again.status == 0);
  CHECK(again.json()["unchanged"] == 3);
  CHECK(again.json()["lots"][0]["short_code"] == rows[0]["short_code"]);
  CHECK(lots(works) == 3);
  const Ran said = works.temgoc({"import", "lots", file});
  CHECK(said.out.find(rows[1]["short_code"].get<std::string>()) != std::string::npos);
  CHECK(said.out.find("issued before") != std::string::npos);
  const Json acts = works.temgoc({"--json", "act", "list"}).json();
  CHECK(acts.dump().find("\"lots\"") != std::string::npos);
}

TEST_CASE("a season with a fault issues nothing and comes back as a workbook") {
  const Works works;
  const std::string file =
      works.scratch().write("vu.csv", season() + kLettuce + ";" + days_ago(1) + ";5;kg\n").string();
  const std::string workbook = (works.scratch().path() / "sai.xlsx").string();
  const Ran refused = works.temgoc(import(works, file, {"--errors", workbook}));
  CHECK(refused.status == 3);
  const Json json = refused.json();
  CHECK(json["error"]["code"] == "import_has_errors");
  CHECK(json["errors"][0]["code"] == "key_missing");
  CHECK(json["errors"][0]["row"] == 5);
  CHECK(text_of(workbook).starts_with("PK"));
  CHECK(lots(works) == 0);
  const std::string blank = (works.scratch().path() / "mau.xlsx").string();
  CHECK(works.temgoc({"import", "lots", "--blank", blank}).status == 0);
  CHECK(text_of(blank).starts_with("PK"));
}

TEST_CASE("a lot of a season takes less than 2 kB of the registry") {
  const Works works;
  constexpr int kLots = 300;
  const auto bytes_after = [&](int first) {
    std::string rows = "Sản phẩm;NSX;Số lượng;ĐVT\n";
    for (int quantity = first; quantity < first + kLots; ++quantity)
      rows += kFish + ";" + days_ago(1) + ";" + std::to_string(quantity) + ";kg\n";
    const Ran done = works.temgoc(import(works, works.scratch().write("vu.csv", rows).string()));
    REQUIRE_MESSAGE(done.status == 0, done.out, done.err);
    return std::filesystem::file_size(works.folder() / "registry.sqlite");
  };
  // What all lots share came with the first ones.
  const auto before = bytes_after(1);
  CHECK((bytes_after(1 + kLots) - before) / kLots < 2000);
}

TEST_CASE("pictures and scans are kept, written out, found by the doctor and taken out") {
  const Works works;
  const std::string photo = TEMGOC_SOURCE_DIR "/docs/images/roll-60x40-seal.png";
  const Ran kept = works.temgoc({"--json", "product", "picture", kFish, photo});
  REQUIRE_MESSAGE(kept.status == 0, kept.out, kept.err);
  const std::string name = kept.json()["picture"];
  CHECK(std::filesystem::exists(works.folder() / "pictures" / name));
  const std::string out = (works.scratch().path() / "anh.jpg").string();
  REQUIRE(works.temgoc({"product", "picture", kFish, "--out", out}).status == 0);
  CHECK(to_hex(sha256(as_bytes(text_of(out)))) + ".jpg" == name);
  CHECK(code_of(works.temgoc({"--json", "product", "picture", kFish, "--out", out})) ==
        "out_exists");
  CHECK(code_of(works.temgoc({"--json", "product", "picture", kFish, photo, "--remove"})) ==
        "usage_one_of");
  CHECK(code_of(works.temgoc({"--json", "product", "picture", kFish, works.passphrase_file()})) ==
        "picture_format");

  const std::string scan =
      works.scratch().write("giay.pdf", "%PDF-1.4\nmột tờ giấy\n%%EOF\n").string();
  const Ran attached = works.temgoc({"--json", "certification", "paper", "K30", scan});
  REQUIRE_MESSAGE(attached.status == 0, attached.out, attached.err);
  const std::string paper = attached.json()["papers"][0];
  const std::string copy = (works.scratch().path() / "ra.pdf").string();
  const Words take{"--json", "certification", "paper", "K30", "--paper", paper.substr(0, 6)};
  Words to_copy = take;
  to_copy.insert(to_copy.end(), {"--out", copy});
  REQUIRE(works.temgoc(to_copy).status == 0);
  CHECK(text_of(copy) == text_of(scan));
  CHECK(works.temgoc({"log", "check"}).status == 0);

  std::filesystem::permissions(works.folder() / "papers" / paper, std::filesystem::perms::all);
  works.scratch().write("x", "");
  std::filesystem::copy_file(works.passphrase_file(), works.folder() / "papers" / paper,
                             std::filesystem::copy_options::overwrite_existing);
  Words altered = take;
  altered.insert(altered.end(), {"--out", copy + "2"});
  CHECK(code_of(works.temgoc(altered)) == "kept_file_altered");
  const Ran doctor = works.temgoc({"--json", "doctor"});
  CHECK(doctor.out.find("doctor_kept_altered") != std::string::npos);
  REQUIRE(works.temgoc({"certification", "paper", "K30", "--remove", paper}).status == 0);
  REQUIRE(works.temgoc({"product", "picture", kFish, "--remove"}).status == 0);
  CHECK_FALSE(std::filesystem::exists(works.folder() / "pictures" / name));
  CHECK(works.temgoc({"product", "show", kFish}).out.find(name.substr(0, 8) + "…") !=
        std::string::npos);
}
