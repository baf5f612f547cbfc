// OCOP by its date, from a product's set to the file for its rating: the whole program.
#include <doctest/doctest.h>

#include <filesystem>

#include "journeys/sample_works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

struct Programme {
  const Works works;

  Json must(Words words) const {
    words.insert(words.begin(), "--json");
    const Ran ran = works.temgoc(words);
    REQUIRE_MESSAGE(ran.status == 0, ran.out, ran.err);
    return ran.json();
  }
  Json fails(Words words) const {
    words.insert(words.begin(), "--json");
    return works.temgoc(words).json()["error"];
  }
  static Words paper(const Words& more) {
    Words words{"certification", "add",          "--id", "K990",     "--cooperative",
                "C01",           "--product-id", "P01",  "--scheme", "OCOP"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
};

}  // namespace

TEST_CASE("a certificate meets the criteria of its date, on the command line as in a table") {
  const Programme programme;
  CHECK(programme.fails(Programme::paper({"--level", "5", "--issuer-level", "province", "--issued",
                                          "01/08/2026"}))["code"] == "issuer_level_wrong");
  const Json late = programme.fails(Programme::paper(
      {"--level", "4", "--issued", "01/08/2026", "--valid-through", "02/08/2029"}));
  CHECK(late["code"] == "ocop_term_too_long");
  CHECK(late["field"] == "--valid-through");
  CHECK(programme.fails(Programme::paper({"--level", "4", "--issued", "01/08/2025", "--criteria",
                                          "26/2026"}))["code"] == "ocop_criteria_too_new");
  const Json added =
      programme.must(Programme::paper({"--level", "4", "--issuer-level", "province", "--issued",
                                       "01/08/2026", "--criteria", "26/2026/QĐ-TTg"}));
  CHECK(added["certification"]["criteria_version"] == "26/2026");
  CHECK(programme.fails({"product", "add", "--id", "P01", "--cooperative", "C01", "--name",
                         "Cá đù một nắng", "--set", "27", "--update"})["code"] ==
        "ocop_set_unknown");
  const Json product = programme.must({"product", "add", "--id", "P01", "--cooperative", "C01",
                                       "--name", "Cá đù một nắng", "--set", "8", "--update"});
  CHECK(product["product"]["ocop_set"] == 8);
  const Json shown = programme.must({"programme", "show"});
  CHECK(shown["sets"][7]["products"]["four_stars"] == 1);
  CHECK(shown["criteria"][0]["criteria"] == "26/2026");
}

TEST_CASE("the file for a rating is a folder of forms and evidence, made once") {
  const Programme programme;
  const std::string folder = (programme.works.scratch().path() / "ho-so").string();
  const Json made =
      programme.must({"export", "ocop-rating", "P01", "--out", folder, "--points", "A-1=8"});
  CHECK(made["folder"] == folder);
  for (const Json& file : made["files"])
    CHECK(std::filesystem::exists(std::filesystem::path(folder) / file.get<std::string>()));
  // P01 has no set yet, and the shipped table is short: both are said.
  REQUIRE(made["warnings"].size() == 2);
  CHECK(made["warnings"][0]["code"] == "ocop_rating_no_set");
  CHECK(made["warnings"][1]["code"] == "ocop_rating_table_short");
  const Ran read = run("pdftotext", {"-layout", folder + "/mau-02.pdf", "-"});
  REQUIRE(read.status == 0);
  CHECK(read.out.find("Mẫu số 02") != std::string::npos);
  CHECK(programme.fails({"export", "ocop-rating", "P01", "--out", folder})["code"] ==
        "out_folder_not_empty");
  CHECK(programme.fails({"export", "ocop-rating", "P01", "--out", folder + "2", "--points",
                         "A-1=99"})["code"] == "ocop_points_too_many");
  CHECK(programme.fails({"export", "ocop-rating", "P01", "--out", folder + "2", "--points",
                         "A-1"})["code"] == "number_unreadable");
  CHECK(programme.fails({"export", "ocop-rating", "P999", "--out", folder + "2"})["code"] ==
        "product_unknown");
}

TEST_CASE("a label that says organic is printed once a certificate bears it out") {
  const Programme programme;
  programme.must({"product", "add", "--id", "P01", "--cooperative", "C01", "--name", "Cá đù hữu cơ",
                  "--update"});
  const Json lot = programme.works.issue(kFish);
  const Words print{"label",
                    "print",
                    lot["short_code"].get<std::string>(),
                    "--template",
                    "roll-60x40-seal",
                    "--count",
                    "1",
                    "--passphrase-file",
                    programme.works.passphrase_file()};
  const Json refused = programme.fails(print);
  CHECK(refused["code"] == "label_claim_unproven");
  programme.must({"certification", "add", "--id", "K991", "--cooperative", "C01", "--product-id",
                  "P01", "--scheme", "Hữu cơ", "--issuer", "Control Union", "--issued",
                  days_ago(30), "--valid-through", "31/12/2099"});
  programme.must(print);
}
