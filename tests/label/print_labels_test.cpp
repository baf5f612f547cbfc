#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cctype>
#include <csignal>

#include "label/placement.h"
#include "label/printing.h"
#include "temgoc/base/text.h"
#include "temgoc/readback/readback.h"

using namespace temgoc;
using namespace temgoc::printing;

namespace {

std::string text_of(const std::filesystem::path& pdf) {
  return run("pdftotext -raw " + pdf.string() + " -").output;
}

// Prints in a child process that may write no file larger than `limit`; what it threw and what it
// left behind.
std::string code_with_file_limit(const LabelTemplate& label, const std::filesystem::path& path,
                                 std::size_t limit) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit most{limit, limit};
    ::setrlimit(RLIMIT_FSIZE, &most);
    std::string code = "printed";
    try {
      SampleJob sample(label, CodeKind::item_seal, 20);
      (void)print_labels(sample.job, path);
    } catch (const SystemFailure& failure) {
      code = failure.error().code;
    }
    if (::write(ends[1], code.data(), code.size()) < 0) ::_exit(1);
    ::_exit(0);
  }
  ::close(ends[1]);
  char code[64];
  const auto got = ::read(ends[0], code, sizeof code);
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return std::string(code, got > 0 ? static_cast<std::size_t>(got) : 0);
}

std::string without_spaces(std::string text) {
  text.erase(
      std::remove_if(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c); }),
      text.end());
  return text;
}

Error refused(const LabelJob& job, const Folder& folder) {
  const auto printed = print_labels(job, folder / "labels.pdf");
  REQUIRE_FALSE(printed.has_value());
  CHECK(folder.files() == 0);
  return printed.error();
}

}  // namespace

TEST_CASE("the same job gives the same bytes") {
  const Folder folder;
  for (const auto& [id, kind] : shipped_kinds()) {
    const LabelTemplate label = shipped(id);
    SampleJob(label, kind, 70).print(folder / "a.pdf");
    SampleJob(label, kind, 70).print(folder / "b.pdf");
    CHECK(content(folder / "a.pdf") == content(folder / "b.pdf"));
  }
}

TEST_CASE("what was printed is told") {
  const Folder folder;
  const auto printed =
      SampleJob(shipped("a4-21-seal"), CodeKind::item_seal, 22).print(folder / "labels.pdf");
  CHECK(printed.labels == 22);
  CHECK(printed.pages == 2);
  CHECK(printed.qr_version == 6);
  CHECK(printed.module_mm == doctest::Approx(6 * 25.4 / 300));
  CHECK(folder.files() == 1);
}

TEST_CASE("text can be selected and searched, in composed letters") {
  const Folder folder;
  const auto item = samples::item(CodeKind::lot_seal, 1);
  SampleJob(shipped("roll-60x40-seal"), CodeKind::lot_seal, 1).print(folder / "labels.pdf");
  std::string text = text_of(folder / "labels.pdf");
  CHECK(to_nfc(text) == text);
  std::replace(text.begin(), text.end(), '\n', ' ');
  for (const char* field : {"product_name", "cooperative_short_name", "address", "packed_on",
                            "expires_on", "lot", "short_code", "net_content", "storage", "host"})
    CHECK_MESSAGE(text.find(item.fields.at(field)) != std::string::npos, field);
}

TEST_CASE("readers find nothing to warn of") {
  const Folder folder;
  for (const auto& [id, kind] : shipped_kinds()) {
    SampleJob sample(shipped(id), kind, 30);
    sample.job.test = sample.job.sample = true;
    sample.print(folder / "labels.pdf");
    const std::string pdf = (folder / "labels.pdf").string();
    CHECK(run("pdftotext " + pdf + " - 2>&1 >/dev/null").output == "");
    CHECK(run("pdftoppm -r 50 -l 1 " + pdf + " " + (folder / "p").string() + " 2>&1").output == "");
    if (has_tool("qpdf")) CHECK(run("qpdf --check " + pdf + " >/dev/null 2>&1").status == 0);
  }
}

TEST_CASE("the file asks to be printed without scaling, on pages of the stock's size") {
  const Folder folder;
  SampleJob(shipped("roll-60x40-seal"), CodeKind::lot_seal, 1).print(folder / "labels.pdf");
  CHECK(content(folder / "labels.pdf").find("/PrintScaling /None") != std::string::npos);
  const std::string info = run("pdfinfo " + (folder / "labels.pdf").string()).output;
  CHECK(info.find("Title:           Tem Đắk Lắk") != std::string::npos);
  CHECK(info.find("Page size:       170.079 x 113.386 pts") != std::string::npos);
}

TEST_CASE("the file asks for one side of the sheet and says its language") {
  const Folder folder;
  SampleJob(shipped("roll-60x40-seal"), CodeKind::lot_seal, 1).print(folder / "labels.pdf");
  const std::string pdf = content(folder / "labels.pdf");
  CHECK(pdf.find("/Duplex /Simplex") != std::string::npos);
  CHECK(pdf.find("/Lang (vi)") != std::string::npos);
  SampleJob(in_language(shipped("roll-100x100-export"), LabelLanguage::en).value(),
            CodeKind::lot_seal, 1)
      .print(folder / "english.pdf");
  CHECK(content(folder / "english.pdf").find("/Lang (en)") != std::string::npos);
}

TEST_CASE("every shipped template's page is as large as its paper") {
  const Folder folder;
  for (const std::string& id : shipped_templates()) {
    const LabelTemplate label = shipped(id);
    SampleJob(label, label.code, 1).print(folder / "labels.pdf");
    const std::string info = run("pdfinfo " + (folder / "labels.pdf").string()).output;
    double width = 0, height = 0;
    const auto at = info.find("Page size:");
    REQUIRE(at != std::string::npos);
    REQUIRE(std::sscanf(info.c_str() + at, "Page size: %lf x %lf", &width, &height) == 2);
    CHECK(width == doctest::Approx(label.stock.page_width_mm / 25.4 * 72).epsilon(0.00001));
    CHECK(height == doctest::Approx(label.stock.page_height_mm / 25.4 * 72).epsilon(0.00001));
  }
}

TEST_CASE("a lot's code is version 7, or 6 of level L, a product's link no larger than 4") {
  const Folder folder;
  for (const std::string& id : shipped_templates()) {
    const LabelTemplate label = shipped(id);
    const auto printed = SampleJob(label, label.code, 1).print(folder / "labels.pdf");
    if (label.code == CodeKind::lot_seal)
      CHECK_MESSAGE((printed.qr_version == 7 || printed.qr_version == 6), id);
    else
      CHECK_MESSAGE(printed.qr_version <= 4, id);
  }
}

TEST_CASE("a part-used sheet is begun at its first free label") {
  const Folder folder;
  const LabelTemplate label = shipped("a4-21-seal");
  SampleJob sample(label, CodeKind::item_seal, 3);
  sample.job.start_cell = 20;
  const auto printed = sample.print(folder / "labels.pdf");
  CHECK(printed.pages == 2);
  const auto reader = PageReader::open(folder / "labels.pdf");
  REQUIRE(reader.has_value());
  const auto& s = label.stock;
  const auto cell = [&](unsigned page, unsigned column, unsigned row) {
    return reader->read_codes(page, 300,
                              {s.left_mm + column * s.pitch_x_mm, s.top_mm + row * s.pitch_y_mm,
                               s.label_width_mm, s.label_height_mm});
  };
  CHECK(cell(1, 0, 6).empty());
  CHECK(cell(1, 1, 6) == std::vector{samples::item_uri(1)});
  CHECK(cell(1, 2, 6) == std::vector{samples::item_uri(2)});
  CHECK(cell(2, 0, 0) == std::vector{samples::item_uri(3)});
}

TEST_CASE("a file takes 5,000 pages and no more, and no label is lost in the largest") {
  const Folder folder;
  const LabelTemplate label = shipped("roll-50x30-seal");
  CHECK(SampleJob(label, CodeKind::item_seal, kMostPages).print(folder / "tem.pdf").pages ==
        kMostPages);
  const auto reader = PageReader::open(folder / "tem.pdf");
  REQUIRE(reader);
  CHECK(reader->pages() == kMostPages);
  CHECK(reader->read_codes(kMostPages, 300) == std::vector{samples::item_uri(kMostPages)});
  SampleJob larger(label, CodeKind::item_seal, kMostPages + 1);
  CHECK_THROWS_AS((void)print_labels(larger.job, folder / "more.pdf"), std::logic_error);
  CHECK(folder.files() == 1);
}

TEST_CASE("labels that are all alike cost next to nothing each") {
  const Folder folder;
  const LabelTemplate label = shipped("a4-21-seal");
  SampleJob(label, CodeKind::lot_seal, 2'100).print(folder / "many.pdf");
  SampleJob(label, CodeKind::lot_seal, 21).print(folder / "few.pdf");
  const auto growth = std::filesystem::file_size(folder / "many.pdf") -
                      std::filesystem::file_size(folder / "few.pdf");
  CHECK(growth / 2'079 < 60);
}

TEST_CASE("every label may differ from the last, beyond the number of forms a file can name") {
  const Folder folder;
  const LabelTemplate label = shipped("a4-65-link");
  SampleJob sample(label, CodeKind::item_link, 4'100);
  std::uint32_t at = 0;
  sample.job.next = [&] {
    auto item = samples::item(CodeKind::item_link, ++at);
    item.fields["lot"] = "L" + std::to_string(at);
    return std::optional(item);
  };
  sample.print(folder / "labels.pdf");
  const std::string text = text_of(folder / "labels.pdf");
  CHECK(text.find("Lô: L1\n") != std::string::npos);
  CHECK(text.find("Lô: L4100\n") != std::string::npos);
}

TEST_CASE("test and sample labels say so") {
  const Folder folder;
  for (const std::string& id : shipped_templates()) {
    const LabelTemplate label = shipped(id);
    SampleJob plain(label, label.code, 1), marked(label, label.code, 1);
    marked.job.test = marked.job.sample = true;
    plain.print(folder / "plain.pdf");
    marked.print(folder / "marked.pdf");
    const std::string said = without_spaces(text_of(folder / "marked.pdf"));
    const std::string unsaid = without_spaces(text_of(folder / "plain.pdf"));
    // Turned text comes letter by letter.
    for (const char* words : {"MẪUTHỬ–KHÔNGBÁN", "DỮLIỆUMẪU"}) {
      CHECK_MESSAGE(said.find(words) != std::string::npos, id);
      CHECK_MESSAGE(unsaid.find(words) == std::string::npos, id);
    }
  }
}

TEST_CASE("the test mark is ink where a printer has no shades, beside the code of every template") {
  const Folder folder;
  for (const std::string& id : shipped_templates())
    for (const unsigned dpi : {203u, 300u, 600u}) {
      CAPTURE(id);
      CAPTURE(dpi);
      const LabelTemplate label = shipped(id);
      SampleJob sample(label, label.code, 1);
      sample.job.test = true;
      sample.job.dpi = dpi;
      sample.print(folder / "marked.pdf");
      REQUIRE(print_mark(sample.job, item_for(label, label.code, 1), folder / "mark.pdf"));
      const auto mark = PageReader::open(folder / "mark.pdf")->bitmap(1, dpi).value();
      const auto page = PageReader::open(folder / "marked.pdf")->bitmap(1, dpi).value();
      const Stock& stock = label.stock;
      const PageArea first{stock.left_mm, stock.top_mm, stock.label_width_mm,
                           stock.label_height_mm};
      // Some ink, or the share below would say nothing.
      CHECK(std::ranges::count(mark.rows, '\0') < std::ssize(mark.rows));
      CHECK(ink_shown(mark, page, dpi, first) > 0.99);
    }
}

TEST_CASE("the test mark's strokes leave the use-by day alone, at 203 dots on the smallest label") {
  const Folder folder;
  for (const std::string id : {"roll-35x22-link", "roll-60x40-seal"}) {
    CAPTURE(id);
    const LabelTemplate label = shipped(id);
    const LabelItem item = item_for(label, label.code, 1);
    SampleJob plain(label, label.code, 1), marked(label, label.code, 1);
    marked.job.test = true;
    plain.job.dpi = marked.job.dpi = 203;
    plain.print(folder / "plain.pdf");
    marked.print(folder / "marked.pdf");
    const auto clean = PageReader::open(folder / "plain.pdf")->bitmap(1, 203).value();
    const auto page = PageReader::open(folder / "marked.pdf")->bitmap(1, 203).value();
    const Faces faces = label_faces().value();
    const auto placed = place(label, item, faces, Share::common);
    REQUIRE(placed);
    std::size_t days = 0, differing = 0;
    for (const Rectangle& day : use_by_areas(*placed, item, faces)) {
      ++days;
      // A dot at its edge may be the stroke beside it.
      const auto dot = [](double mm, int off) {
        return static_cast<unsigned>(mm * 203 / 25.4 + off);
      };
      const double left = label.stock.left_mm + day.x_mm, top = label.stock.top_mm + day.y_mm;
      for (unsigned y = dot(top, 2); y < dot(top + day.height_mm, -1); ++y)
        for (unsigned x = dot(left, 2); x < dot(left + day.width_mm, -1); ++x)
          differing += clean.black(x, y) != page.black(x, y);
    }
    CHECK(days > 0);
    CHECK(differing == 0);
    CHECK(clean != page);
  }
}

TEST_CASE("an ink that a printer without shades leaves out is named, white is not") {
  LabelTemplate label = shipped("roll-60x40-seal");
  CHECK(check_inks(label).empty());
  label.boxes[0].ink = {1, 1, 1};
  label.boxes[1].ink = {0.2, 0.4, 0.2};
  CHECK(check_inks(label).empty());
  label.boxes[2].ink = {0.9, 0.7, 0.2};
  const auto found = check_inks(label);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "ink_too_light");
  CHECK(found[0].field == "/box/2");
  CHECK(found[0].args.at("box") == "maker and storage");
}

TEST_CASE("a text that does not fit refuses the job, names the label and leaves no file") {
  const Folder folder;
  const LabelTemplate label = shipped("roll-60x40-seal");
  SampleJob sample(label, CodeKind::item_seal, 40);
  std::uint32_t at = 0;
  sample.job.next = [&] {
    auto item = samples::item(CodeKind::item_seal, ++at);
    if (at == 33) item.fields["lot"] = "261124-01-RẤT-DÀI-KHÔNG-THỂ-VỪA-Ô-NÀY";
    return std::optional(item);
  };
  const Error error = refused(sample.job, folder);
  CHECK(error.code == "text_does_not_fit");
  CHECK(error.args.at("label") == "33");
}

TEST_CASE("a missing letter refuses the job and is named") {
  const Folder folder;
  const LabelTemplate label = shipped("roll-60x40-seal");
  SampleJob sample(label, CodeKind::lot_seal, 1);
  sample.job.next = [&] {
    auto item = samples::item(CodeKind::lot_seal, 1);
    item.fields["product_name"] = "Khô cá 鱼";
    return std::optional(item);
  };
  const Error error = refused(sample.job, folder);
  CHECK(error.code == "glyph_missing");
  CHECK(error.args.at("letter") == "鱼");
}

TEST_CASE("a code larger than its box refuses the job") {
  const Folder folder;
  LabelTemplate label = shipped("a4-65-link");
  label.stock.dpi = 300;  // at its own 600 it has room
  SampleJob sample(label, CodeKind::lot_seal, 1);
  const Error error = refused(sample.job, folder);
  CHECK(error.code == "code_too_large");
  CHECK(error.args.at("modules") == "41");
}

TEST_CASE("a stream that ends early is a fault of the caller") {
  const Folder folder;
  const LabelTemplate label = shipped("a4-65-link");
  SampleJob sample(label, CodeKind::item_link, 5);
  sample.job.next = [] { return std::optional<LabelItem>(); };
  CHECK_THROWS_AS((void)print_labels(sample.job, folder / "labels.pdf"), std::logic_error);
  CHECK(folder.files() == 0);
}

TEST_CASE("a full disk is reported wherever the writing stops, and leaves nothing") {
  const LabelTemplate label = shipped("roll-60x40-seal");
  std::size_t whole = 0;
  {
    const Folder folder;
    SampleJob(label, CodeKind::item_seal, 20).print(folder / "labels.pdf");
    whole = std::filesystem::file_size(folder / "labels.pdf");
    CHECK(code_with_file_limit(label, folder / "enough.pdf", whole) == "printed");
  }
  for (const std::size_t limit :
       {std::size_t{1}, std::size_t{5'000}, whole / 2, whole - 4'000, whole - 1}) {
    const Folder folder;
    CAPTURE(limit);
    CHECK(code_with_file_limit(label, folder / "labels.pdf", limit) == "disk_write_failed");
    CHECK(folder.files() == 0);
  }
}

TEST_CASE("faces may be elsewhere, and must be there") {
  const Folder folder;
  ::setenv("TEMGOC_FONT_DIR", (folder / "none").c_str(), 1);
  const LabelTemplate label = shipped("roll-60x40-seal");
  SampleJob sample(label, CodeKind::lot_seal, 1);
  const auto printed = print_labels(sample.job, folder / "labels.pdf");
  ::unsetenv("TEMGOC_FONT_DIR");
  REQUIRE_FALSE(printed.has_value());
  CHECK(printed.error().code == "font_not_found");
}
