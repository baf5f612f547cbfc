// A template checked, looked at and printed as a poster.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string read_by_zbar(const std::filesystem::path& picture) {
  const Ran read = run("zbarimg", {"--nodbus", "--quiet", "--raw", picture.string()});
  return read.out.substr(0, read.out.find('\n'));
}

}  // namespace

TEST_CASE("a template is looked at on the workplace's own longest values, then on a lot's") {
  const Works works;
  const auto picture = works.scratch().path() / "label.png";
  const Json drawn =
      works.temgoc({"--json", "template", "preview", "roll-100x60-food", "--out", picture.string()})
          .json();
  REQUIRE(drawn["ok"] == true);
  CHECK(drawn["sample"] == true);
  const std::string code = read_by_zbar(picture);
  CHECK(code.find("https://tg.example.vn/") == 0);
  CHECK(works.verify(code)["verdict"] == "unknown");
  CHECK(
      works.temgoc({"--json", "template", "preview", "roll-100x60-food", "--out", picture.string()})
          .json()["error"]["code"] == "out_exists");
  const Json lot = works.issue(kSauce);
  const auto real = works.scratch().path() / "real.png";
  REQUIRE(works
              .temgoc({"--json", "template", "preview", "roll-60x40-seal", "--lot",
                       lot["short_code"], "--out", real.string()})
              .json()["ok"] == true);
  CHECK(read_by_zbar(real).find("/01/02990001000315/10/") != std::string::npos);
}

TEST_CASE("a fault of a co-op's own template is told in words, with the box by its name") {
  const Works works;
  std::string text =
      text_of(std::filesystem::path(TEMGOC_SOURCE_DIR) / "label_templates/roll-60x40-seal.toml");
  text +=
      "\n[[box]]\nname = \"slogan\"\ntext = \"Ngon 鱼\"\nx_mm = 2\ny_mm = 12\n"
      "width_mm = 10\nheight_mm = 3\n";
  works.scratch().write("works/label_templates/mine.toml", text);
  const Ran checked = works.temgoc({"template", "check", "mine"});
  CHECK(checked.status == 3);
  CHECK(checked.err.find("\"slogan\" overlaps box \"maker and storage\"") != std::string::npos);
  CHECK(checked.err.find("鱼") != std::string::npos);
  text +=
      "[[box]]\nkind = \"image\"\nfile = \"logo.png\"\nx_mm = 2\ny_mm = 2\n"
      "width_mm = 10\nheight_mm = 3\n";
  works.scratch().write("works/label_templates/mine.toml", text);
  CHECK(works.temgoc({"--json", "template", "check", "mine"}).json()["error"]["code"] ==
        "image_missing");
}

TEST_CASE("a service without lots has a poster whose code is its plain link, in two languages") {
  const Works works;
  for (const std::string language : {"vi", "en"}) {
    const auto pdf = works.scratch().path() / ("poster-" + language + ".pdf");
    const Json printed = works
                             .temgoc({"--json", "label", "poster", kTour, "--label-language",
                                      language, "--out", pdf.string()})
                             .json();
    REQUIRE(printed["ok"] == true);
    CHECK(printed["language"] == language);
    const auto page = works.scratch().path() / language;
    REQUIRE(
        run("pdftoppm", {"-r", "100", "-gray", "-png", "-singlefile", pdf.string(), page.string()})
            .status == 0);
    CHECK(read_by_zbar(page.string() + ".png") == "https://tg.example.vn/01/0" + kTour);
  }
  CHECK(works.temgoc({"--json", "label", "poster", kTour, "--template", "roll-60x40-seal"})
            .json()["error"]["code"] == "template_with_lot");
  CHECK(works.temgoc({"--json", "label", "poster", kTour, "--label-language", "fr"})
            .json()["error"]["code"] == "label_language_unknown");
  const Json lot = works.issue(kSauce);
  CHECK(works
            .temgoc({"--json", "label", "print", lot["short_code"], "--template", "a4-poster",
                     "--count", "1"})
            .json()["error"]["code"] == "template_without_lot");
}

TEST_CASE("a food label is printed with a warning of each compulsory item that the record lacks") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Words print{"label",   "print", lot["short_code"], "--template", "roll-100x60-food",
                    "--count", "1"};
  const Ran said = works.temgoc(print);
  CHECK(said.status == 0);
  CHECK(said.err.find("the label lacks ingredients") != said.err.npos);
  CHECK(said.err.find("temgoc import products FILE --update") != said.err.npos);
  CHECK(said.err.find("net content") == said.err.npos);
  Words with_json{"--json"};
  with_json.insert(with_json.end(), print.begin(), print.end());
  with_json.push_back("--again");
  const Json warnings = works.temgoc(with_json).json()["warnings"];
  REQUIRE_FALSE(warnings.empty());
  CHECK(warnings[0]["code"] == "label_lacks_product");
  CHECK(warnings[0]["field"] == "ingredients");
  CHECK(warnings[0]["hint"].is_string());
}

TEST_CASE("of several that draw to one name at once, one has it") {
  const Works works;
  const std::vector<std::pair<std::string, Words>> drawings = {
      {"label.png", {"template", "preview", "roll-60x40-seal", "--out"}},
      {"page.pdf", {"label", "test-page", "--template", "roll-60x40-seal", "--out"}}};
  for (const auto& [name, command] : drawings) {
    CAPTURE(name);
    Words words{"--json"};
    words.insert(words.end(), command.begin(), command.end());
    words.push_back(works.scratch().path() / name);
    std::atomic<int> drawn = 0, refused = 0;
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
          const Json answer = works.temgoc(words).json();
          drawn += answer["ok"] == true;
          refused += answer["ok"] == false && answer["error"]["code"] == "out_exists";
        });
      }
    }
    CHECK(drawn == 1);
    CHECK(refused == 3);
  }
}

TEST_CASE("the smallest template is suggested for each product, and where a print names none") {
  const Works works;
  const Json suggested = works.temgoc({"--json", "template", "suggest"}).json();
  REQUIRE(suggested["ok"] == true);
  const Json& first = suggested["products"][0];
  CHECK(first["product"] == kFish);
  CHECK(first["roll"] == "roll-60x40-seal");
  CHECK(first["sheet"] == "a4-21-seal");
  const Ran table = works.temgoc({"template", "suggest"});
  CHECK(table.out.find("roll-60x40-seal") != std::string::npos);
  const Json lot = works.issue(kFish);
  const Ran unsaid = works.temgoc({"label", "print", lot["short_code"], "--count", "1"});
  CHECK(unsaid.status == 2);
  CHECK(unsaid.err.find("on a roll roll-60x40-seal, on a sheet a4-21-seal") != std::string::npos);
  const Json refused =
      works.temgoc({"--json", "label", "print", lot["short_code"], "--count", "1"}).json();
  CHECK(refused["error"]["code"] == "template_not_chosen");
}

TEST_CASE("a lot whose product's texts no label holds is told so where a print names no template") {
  const Works works;
  std::string text;
  while (text.size() < 560) text += "muối biển Cần Giờ, ";
  const Ran stored = works.temgoc({"product", "add", "--id", "P01", "--cooperative", "C01",
                                   "--name", "Cá đù một nắng", "--gtin", kFish, "--ingredients",
                                   text, "--usage", text, "--warnings", text, "--update"});
  REQUIRE_MESSAGE(stored.status == 0, stored.err);
  const Json lot = works.issue(kFish);
  CHECK(works.temgoc({"--json", "label", "print", lot["short_code"], "--count", "1"})
            .json()["error"]["code"] == "template_not_chosen_none");
}

TEST_CASE("template check says how large the code is and from how far it is read") {
  const Works works;
  const Json code = works.temgoc({"--json", "template", "check", "roll-60x40-seal"}).json()["code"];
  CHECK(code["modules"] == 41);
  CHECK(code["module_mm"] == 0.5);
  CHECK(code["distance_cm"] == 11);
  CHECK(code["is_easy"] == true);
  CHECK(works.temgoc({"template", "check", "roll-60x40-seal"})
            .out.find("An older phone reads it from about 11 cm") != std::string::npos);
  CHECK(
      works.temgoc({"template", "check", "a4-65-link"}).out.find("must come within about 10 cm") !=
      std::string::npos);
}

TEST_CASE("init tells what a host's length costs") {
  const Works works;
  const auto init = [&](const std::string& host, bool json) {
    const auto folder = works.scratch().path() / host;
    Words words{"init", folder.string(), "--realm", "ocop.example.vn", "--host", host};
    if (json) words.insert(words.begin(), "--json");
    works.scratch().write("pass-" + host, "mat khau dai mot chut");
    words.insert(words.end(),
                 {"--root-passphrase-file", (works.scratch().path() / ("pass-" + host)).string()});
    return works.temgoc(words);
  };
  const Json costs = init("truyxuat.abcd.vn", true).json()["host_codes"];
  REQUIRE(costs.size() == 1);
  CHECK(costs[0]["modules"] == 45);
  CHECK(costs[0]["shorter_letters"] == 15);
  CHECK(init("truyxuat.abcde.vn", false).err.find("with 15 letters at most") != std::string::npos);
}
