// A test label says that it is one, on any printer, or is not released.
#include <doctest/doctest.h>

#include "support/world.h"
#include "temgoc/label/thermal.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/lot_stocks.h"
#include "temgoc/printing/preview_label.h"
#include "temgoc/printing/printers.h"
#include "temgoc/printing/printing.h"
#include "temgoc/readback/readback.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

constexpr std::size_t kFileLimit = 1 << 26;

// A workplace whose address is not set yet: what it issues is for trying out.
struct Trying {
  World world;
  Workplace workplace;
  Lot lot;

  Trying() : workplace(without_host()), lot(issue_lot(workplace, world.draft(), "")->lot) {}

  Workplace without_host() {
    (void)world.made();
    const fs::path toml = world.works() / "temgoc.toml";
    std::string text = read_file(toml, kFileLimit).value();
    const std::string host = "\"tg.example.vn\"";
    text.replace(text.find(host), host.size(), "");
    write_file(toml, as_bytes(text));
    return Workplace::open(world.works(), {}, world.clock(), world.random()).value();
  }
  Result<PrintReport> print(PrintOrder order) {
    order.over_quantity_reason = "thử / trying";
    return print_lot_labels(workplace, lot, order, "");
  }
  // A template of the workplace's own, with a box more at its beginning.
  void add_template(const std::string& id, const std::string& box) {
    std::string text = shipped_template("roll-60x40-seal").value();
    text.insert(text.find("[[box]]"), box);
    write_file(world.works() / "label_templates" / (id + ".toml"), as_bytes(text));
  }
};

}  // namespace

TEST_CASE("a test label from a thermal printer shows the whole mark") {
  Trying trying;
  REQUIRE(trying.lot.test);
  for (const auto language : {PrinterLanguage::zpl, PrinterLanguage::tspl})
    for (const char* id : {"roll-60x40-seal", "roll-50x30-link", "roll-35x22-link"}) {
      CAPTURE(id);
      const auto report = trying.print({.template_id = id, .count = 3, .format = language});
      REQUIRE(report.has_value());
      const auto file = read_file(report->files.front(), kFileLimit);
      const auto pictures = thermal_pictures(language, *file);
      REQUIRE(pictures.has_value());
      const LabelTemplate label = find_template({}, id).value();
      LabelJob job{.label = label, .dpi = label.stock.dpi, .test = true};
      const fs::path pdf = trying.world.folder / "mark.pdf";
      REQUIRE(print_mark(job, {}, pdf));
      const auto mark = PageReader::open(pdf)->bitmap(1, job.dpi).value();
      CHECK(mark.rows.find_first_not_of('\0') != std::string::npos);
      // A head narrower than the roll prints its middle.
      const Bitmap& printed = pictures->front();
      const unsigned left = mark.width > printed.width ? (mark.width - printed.width) / 2 : 0;
      unsigned wanted = 0, shown = 0;
      for (unsigned y = 0; y < std::min(mark.height, printed.height); ++y)
        for (unsigned x = 0; x < std::min(mark.width - left, printed.width); ++x) {
          if (!mark.black(x + left, y)) continue;
          ++wanted;
          shown += printed.black(x, y);
        }
      CHECK(wanted > 1000);
      // The use-by day stands clear of the mark.
      CHECK(shown * 10 > wanted * 8);
    }
}

TEST_CASE("a template that covers the mark prints no test label") {
  Trying trying;
  trying.add_template("covered",
                      "[[box]]\nkind = \"rectangle\"\nfill = true\nink = \"#FFFFFF\"\nx_mm = 1\n"
                      "y_mm = 1\nwidth_mm = 31.1\nheight_mm = 34.5\n\n");
  const auto report = trying.print({.template_id = "covered", .count = 2});
  REQUIRE(!report);
  CHECK(report.error().code == "test_mark_missing");
  CHECK(report.error().args.at("label") == "1");
  CHECK(trying.workplace.registry().print_jobs(trying.lot.id).empty());
}

namespace {

// A narrow dark column and a code: nowhere are black letters seen.
constexpr std::string_view kFullTemplate = R"(code = "lot_seal"
codes = ["lot_seal"]
name = { vi = "Kín", en = "Full" }
[stock]
page_width_mm = 44
page_height_mm = 32
label_width_mm = 44
label_height_mm = 32
safe_mm = 1
dpi = 203
[[box]]
kind = "rectangle"
name = "column"
x_mm = 1
y_mm = 1
width_mm = 11.9
height_mm = 30
fill = true
[[box]]
text = "{product_name}"
x_mm = 1.5
y_mm = 1.5
width_mm = 11
height_mm = 29
size_pt = 7
min_size_pt = 4
max_lines = 12
ink = "#FFFFFF"
[[box]]
kind = "code"
x_mm = 13
y_mm = 1
width_mm = 30
height_mm = 30
)";

// A code and a name at the left, nothing but the mark in the right half.
constexpr std::string_view kHalfTemplate = R"(code = "lot_seal"
codes = ["lot_seal"]
name = { vi = "Nửa", en = "Half" }
[stock]
page_width_mm = 80
page_height_mm = 32
label_width_mm = 80
label_height_mm = 32
safe_mm = 1
dpi = 203
[[box]]
text = "{product_name}"
x_mm = 32
y_mm = 1
width_mm = 12
height_mm = 10
size_pt = 6
min_size_pt = 4
max_lines = 4
[[box]]
kind = "code"
x_mm = 1
y_mm = 1
width_mm = 30
height_mm = 30
)";

}  // namespace

TEST_CASE("a template that leaves no room for the mark prints no test label") {
  Trying trying;
  write_file(trying.world.works() / "label_templates" / "full.toml", as_bytes(kFullTemplate));
  const auto report = trying.print({.template_id = "full", .count = 2});
  REQUIRE(!report);
  CHECK(report.error().code == "test_mark_missing");
  CHECK(report.error().args.at("mark").starts_with("MẪU THỬ – KHÔNG BÁN"));
  CHECK(trying.workplace.registry().print_jobs(trying.lot.id).empty());
}

TEST_CASE("every shipped template has room for the mark in letters that can be read") {
  const World world;
  for (const std::string& id : shipped_templates()) {
    CAPTURE(id);
    const LabelTemplate label = find_template({}, id).value();
    LabelJob job{.label = label, .dpi = label.stock.dpi, .test = true};
    const auto words = print_mark(job, {}, world.folder / "mark.pdf");
    REQUIRE(words.has_value());
    CHECK(*words == "MẪU THỬ – KHÔNG BÁN");
  }
}

TEST_CASE("a correction that would cut the mark alone refuses a test job") {
  Trying trying;
  write_file(trying.world.works() / "label_templates" / "half.toml", as_bytes(kHalfTemplate));
  REQUIRE(add_printer(trying.workplace, {"xp", "Xprinter", PrinterLanguage::zpl, 203}, false));
  REQUIRE(calibrate(trying.workplace, "xp", "half", {{9, 0}, {9, 0}}));
  const auto report = trying.print({.template_id = "half", .count = 1, .printer = "xp"});
  REQUIRE(!report);
  CHECK(report.error().code == "ink_outside_page");
  CHECK(report.error().args.at("edge") == "right");
}

TEST_CASE("an ink that a thermal printer leaves out is refused there, and printed as a PDF") {
  Trying trying;
  trying.add_template("pale",
                      "[[box]]\nname = \"rule\"\nkind = \"line\"\nink = \"#C0C0C0\"\nx_mm = 2\n"
                      "y_mm = 35.85\nwidth_mm = 9\nheight_mm = 0.2\n\n");
  const auto refused =
      trying.print({.template_id = "pale", .count = 1, .format = PrinterLanguage::zpl});
  REQUIRE(!refused);
  CHECK(refused.error().code == "ink_too_light");
  CHECK(refused.error().args.at("box") == "rule");
  CHECK(trying.print({.template_id = "pale", .count = 1}).has_value());
}

TEST_CASE("a preview of a test lot's label is marked as its print would be") {
  Trying trying;
  const LabelTemplate label = find_template({}, "roll-60x40-seal").value();
  TrialItems trial = trial_item(trying.workplace, label, trying.lot);
  REQUIRE(trial.test);
  const auto picture = [&](const char* name) {
    const fs::path file = trying.world.folder / name;
    REQUIRE(preview_label(label, trial, 203, file).has_value());
    return read_file(file, kFileLimit).value();
  };
  const std::string marked = picture("marked.png");
  trial.test = false;
  const std::string bare = picture("bare.png");
  CHECK(marked != bare);
  const Registry& registry = trying.workplace.registry();
  CHECK(lot_label_picture(registry, trying.workplace.today(), label, trying.lot, 203).value() ==
        marked);
}
