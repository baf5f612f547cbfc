// A thermal printer prints a letter with few dots. Vietnamese letters that differ by one mark alone
// must differ by more than a stray dot, at every size that `template check` lets through.
#include <doctest/doctest.h>

#include <cmath>

#include "label/face.h"
#include "label/pdf_file.h"
#include "label/printing.h"
#include "temgoc/base/text.h"
#include "temgoc/readback/readback.h"

using namespace temgoc;
using printing::Folder;

namespace {

constexpr double kPagePt = 18, kLeftPt = 3, kBaselinePt = 5;
// Letters of one base, each with another mark of tone, five by five; small ones, then capitals.
constexpr std::u32string_view kLetters =
    U"ứừửữựắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợúùủũụíìỉĩịýỳỷỹỵỨỪỬỮỰẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢÍÌỈĨỊ";
constexpr std::size_t kFamily = 5;

// One page a letter, as a thermal printer shows it; the letter begins `shift` of a dot further.
std::vector<Bitmap> printed(const Face& face, double size_pt, unsigned dpi, double shift,
                            const Folder& folder) {
  PdfFile file(face.path(), face.path(), "", "vi", Instant{});
  for (const char32_t letter : kLetters) {
    const auto unit = static_cast<char16_t>(letter);
    char text[96];
    std::snprintf(text, sizeof text, "BT /F1 %.2f Tf 1 0 0 1 %.3f %.3f Tm <%04X>Tj ET\n", size_pt,
                  kLeftPt + shift * 72 / dpi, kBaselinePt + shift * 72 / dpi, unsigned{unit});
    file.use_letters({unit}, false);
    file.add_page(kPagePt, kPagePt, text);
  }
  file.save(folder / "letters.pdf");
  std::vector<Bitmap> pages;
  {
    const auto reader = PageReader::open(folder / "letters.pdf");
    REQUIRE(reader.has_value());
    for (unsigned page = 1; page <= kLetters.size(); ++page)
      pages.push_back(reader->bitmap(page, dpi).value());
  }
  std::filesystem::remove(folder / "letters.pdf");
  return pages;
}

std::size_t unlike_dots(const Bitmap& one, const Bitmap& other) {
  std::size_t count = 0;
  for (unsigned y = 0; y < one.height; ++y)
    for (unsigned x = 0; x < one.width; ++x) count += one.black(x, y) != other.black(x, y);
  return count;
}

struct Closest {
  std::size_t dots = 1000;
  std::string pair;
};

// The two letters of a family that are told apart by the fewest dots.
Closest closest_pair(const Face& face, double size_pt, unsigned dpi) {
  const Folder folder;
  Closest closest;
  for (const double shift : {0.0, 0.25, 0.5, 0.75}) {
    const auto pages = printed(face, size_pt, dpi, shift, folder);
    for (std::size_t i = 0; i < pages.size(); ++i)
      for (std::size_t j = i - i % kFamily; j < i; ++j) {
        const std::size_t dots = unlike_dots(pages[i], pages[j]);
        if (dots >= closest.dots) continue;
        closest = {dots, to_utf8({&kLetters[j], 1}) + to_utf8({&kLetters[i], 1})};
      }
  }
  return closest;
}

// The least size, in quarters of a point, that check_template lets through at these dots.
double least_size_pt(const Face& face, unsigned dpi) {
  LabelTemplate label = printing::shipped("roll-50x30-seal");  // for small packs: 0.9 mm
  for (double size_pt = 3;; size_pt += 0.25) {
    for (Box& box : label.boxes) box.compulsory = false;
    Box& box = label.boxes[1];
    box.compulsory = true, box.min_size_pt = size_pt;
    box.bold = face.path() == label_faces()->bold.path();
    bool refused = false;
    for (const Error& error : check_template(label, dpi, samples::item_uri(1)))
      refused |= error.code == "letters_below_dots" || error.code == "letters_too_small";
    if (!refused) return size_pt;
  }
}

}  // namespace

TEST_CASE("letters that differ by a mark differ by two dots at least, at the least size allowed") {
  const Faces faces = label_faces().value();
  for (const Face* face : {&faces.regular, &faces.bold})
    for (const unsigned dpi : {203u, 300u, 600u}) {
      const double size_pt = least_size_pt(*face, dpi);
      for (const double larger : {0.0, 0.25, 0.75}) {
        const Closest closest = closest_pair(*face, size_pt + larger, dpi);
        CAPTURE(dpi);
        CAPTURE(size_pt + larger);
        CAPTURE(closest.pair);
        CHECK(closest.dots >= 2);
      }
    }
}

TEST_CASE("what is refused deserves it: at 203 dots an inch 4.5 pt leaves pairs that look alike") {
  const Faces faces = label_faces().value();
  CHECK(least_size_pt(faces.regular, 203) > 6);
  CHECK(closest_pair(faces.regular, 4.5, 203).dots <= 1);
}
