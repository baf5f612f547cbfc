// Pictures of products and scans of certificates: kept by hash, named by records, bound by the log.
#include "temgoc/records/record_files.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "pictures/photos.h"
#include "support/world.h"
#include "temgoc/model/records.h"
#include "temgoc/upkeep/backup.h"
#include "temgoc/upkeep/doctor.h"
#include "temgoc/workplace/kept_files.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::string photo(std::uint8_t shade) {
  return png(64, 48, [shade](unsigned, unsigned) { return Colour{shade, shade, shade}; });
}
std::string pdf(const std::string& text) { return "%PDF-1.4\n" + text + "\nstartxref\n9\n%%EOF\n"; }

std::size_t files_in(const fs::path& folder) {
  if (!fs::exists(folder)) return 0;
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

using Found = std::vector<std::string>;

Found findings(World& world, bool mend = false) {
  Found codes;
  for (const Diagnosis& each :
       look_over({.workplace = world.works(), .mend = mend}, world.clock(), world.random()))
    if (each.check == "pictures" && each.level != Diagnosis::Level::good)
      codes.push_back(each.what.code + (each.mended ? " mended" : ""));
  return codes;
}

}  // namespace

TEST_CASE("a product's picture is a file by its hash, and a new version of its record") {
  World world;
  Workplace works = world.made();
  const auto versions = works.registry().history("product", "P01").size();
  const auto log = works.registry().log_size(works.realm(false));
  const auto kept = set_product_picture(works, "P01", as_bytes(photo(10)));
  REQUIRE(kept.has_value());
  const std::string first = kept->picture;
  CHECK(is_kept_name(first));
  const auto file = read_kept_file(world.works(), KeptKind::picture, first);
  REQUIRE(file.has_value());
  CHECK(first == to_hex(sha256(as_bytes(*file))) + ".jpg");
  CHECK(works.registry().history("product", "P01").size() == versions + 1);
  CHECK(works.registry().history("product", "P01").back().json.find(first) != std::string::npos);
  CHECK(works.registry().log_size(works.realm(false)) == log + 1);
  CHECK(works.registry().acts({.limit = 1}).at(0).act.kind == "picture");
  SUBCASE("the same again changes nothing") {
    REQUIRE(set_product_picture(works, "2990001000018", as_bytes(photo(10))).has_value());
    CHECK(works.registry().history("product", "P01").size() == versions + 1);
  }
  SUBCASE("another takes its place, and the file that nobody names is gone") {
    const auto second = set_product_picture(works, "P01", as_bytes(photo(200)));
    REQUIRE(second.has_value());
    CHECK(second->picture != first);
    CHECK(files_in(world.works() / "pictures") == 1);
  }
  SUBCASE("a file that another record names stays") {
    REQUIRE(set_product_picture(works, "P02", as_bytes(photo(10))).has_value());
    REQUIRE(remove_product_picture(works, "P01").has_value());
    CHECK(read_kept_file(world.works(), KeptKind::picture, first).has_value());
    REQUIRE(remove_product_picture(works, "P02").has_value());
    CHECK(code_of(read_kept_file(world.works(), KeptKind::picture, first)) == "kept_file_missing");
    CHECK(code_of(remove_product_picture(works, "P02")) == "picture_none");
  }
}

TEST_CASE("an import and a form leave the picture where it is") {
  World world;
  Workplace works = world.made();
  const auto kept = set_product_picture(works, "P01", as_bytes(photo(10)));
  REQUIRE(kept.has_value());
  const auto report = import_record(
      works, ImportKind::products,
      {{"product_id", "P01"}, {"coop_id", "C01"}, {"name_vi", "Tên mới"}}, {.update = true});
  REQUIRE(report->written);
  CHECK(works.registry().product("P01")->picture == kept->picture);
}

TEST_CASE("scans of a certificate are photos or PDFs, in order, each once") {
  World world;
  Workplace works = world.made();
  const std::string id = works.registry().certifications("C01").at(0).id;
  const auto one = add_certificate_paper(works, id, as_bytes(pdf("một")));
  REQUIRE(one.has_value());
  const auto two = add_certificate_paper(works, id, as_bytes(photo(90)));
  REQUIRE(two->papers.size() == 2);
  CHECK(two->papers[0].ends_with(".pdf"));
  CHECK(two->papers[1].ends_with(".jpg"));
  // A PDF is kept to the byte.
  CHECK(*read_kept_file(world.works(), KeptKind::paper, two->papers[0]) == pdf("một"));
  CHECK(add_certificate_paper(works, id, as_bytes(pdf("một")))->papers.size() == 2);
  const auto mode = fs::status(kept_folder(world.works(), KeptKind::paper)).permissions();
  CHECK((mode & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  CHECK(code_of(remove_certificate_paper(works, id, "khác.pdf")) == "paper_unknown");
  REQUIRE(remove_certificate_paper(works, id, two->papers[0]).has_value());
  CHECK(files_in(world.works() / "papers") == 1);
  CHECK(works.registry().history("certification", id).back().json.find(two->papers[1]) !=
        std::string::npos);
}

TEST_CASE("what cannot be kept is refused, and leaves neither file nor version") {
  World world;
  Workplace works = world.made();
  const std::string id = works.registry().certifications("C01").at(0).id;
  CHECK(code_of(set_product_picture(works, "P99", as_bytes(photo(1)))) == "record_unknown");
  CHECK(code_of(set_product_picture(works, "P01", as_bytes(photo(1)), "C02")) == "record_unknown");
  CHECK(code_of(set_product_picture(works, "P01", as_bytes(pdf("x")))) == "picture_other_format");
  CHECK(code_of(add_certificate_paper(works, id, as_bytes("%PDF-1.4 cut off"))) == "pdf_damaged");
  CHECK(code_of(add_certificate_paper(
            works, id, as_bytes(pdf(std::string(kMostPaperBytes, 'x'))))) == "picture_too_large");
  CHECK(code_of(add_certificate_paper(works, id, as_bytes(photo(1)), "C02")) == "record_unknown");
  CHECK(files_in(world.works() / "pictures") == 0);
  CHECK(files_in(world.works() / "papers") == 0);
  for (std::size_t i = 0; i < kMostPapers; ++i)
    REQUIRE(add_certificate_paper(works, id, as_bytes(pdf(std::to_string(i)))).has_value());
  CHECK(code_of(add_certificate_paper(works, id, as_bytes(pdf("one more")))) == "papers_too_many");
}

TEST_CASE("no name of a kept file leads out of its folder") {
  for (const char* name : {"", ".jpg", "../temgoc.toml", "/etc/passwd", "a.jpg"})
    CHECK_FALSE(is_kept_name(name));
  const std::string hash(64, 'a');
  CHECK(is_kept_name(hash + ".jpg"));
  CHECK_FALSE(is_kept_name(hash + ".jpg/../x"));
  CHECK(is_kept_name(hash + ".pdf"));
  for (const char* ending : {".html", ".svg", ".htm", ".exe", "jpg.", ".JPG"})
    CHECK_FALSE(is_kept_name(hash + ending));
  CHECK_FALSE(is_kept_name(std::string(64, 'A') + ".jpg"));
}

TEST_CASE("the doctor finds a file that is missing, altered or named by nobody") {
  World world;
  Workplace works = world.made();
  const auto kept = set_product_picture(works, "P01", as_bytes(photo(10)));
  REQUIRE(kept.has_value());
  CHECK(findings(world).empty());
  const fs::path file = world.works() / "pictures" / kept->picture;
  write_file(file, as_bytes("another picture"));
  CHECK(findings(world) == Found{"doctor_kept_altered"});
  fs::remove(file);
  CHECK(findings(world) == Found{"doctor_kept_missing"});
  // To keep the same picture once more brings the file back.
  REQUIRE(set_product_picture(works, "P01", as_bytes(photo(10))).has_value());
  CHECK(findings(world).empty());
  const std::string stray = keep_file(world.works(), KeptKind::paper, as_bytes(pdf("x")), ".pdf");
  CHECK(findings(world).empty());  // its record may be on the way
  fs::last_write_time(
      world.works() / "papers" / stray,
      fs::file_time_type(std::chrono::file_clock::from_sys(world.now - std::chrono::hours{2})));
  CHECK(findings(world) == Found{"doctor_kept_unnamed"});
  CHECK(findings(world, true) == Found{"doctor_kept_unnamed mended"});
  CHECK(files_in(world.works() / "papers") == 0);
}

TEST_CASE("a backup takes pictures and scans along") {
  World world;
  Workplace works = world.made();
  const auto kept = set_product_picture(works, "P01", as_bytes(photo(10)));
  const std::string id = works.registry().certifications("C01").at(0).id;
  const auto papers = add_certificate_paper(works, id, as_bytes(pdf("x")));
  const auto made =
      create_backup(works, {.folder = world.folder / "backup", .passphrase = kPassphrase});
  REQUIRE(made.has_value());
  std::vector<std::string> paths;
  for (const auto& file : made->manifest.files) paths.push_back(file.path);
  CHECK(std::ranges::count(paths, "pictures/" + kept->picture) == 1);
  CHECK(std::ranges::count(paths, "papers/" + papers->papers[0]) == 1);
}
