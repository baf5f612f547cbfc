// libharu 2.3.0 drops the marks of letters built from nested glyphs, with no error and a right text
// layer. Only ink shows it: each Vietnamese letter as libharu prints it, against cairo drawing the
// same face at the same size.
#include <cairo/cairo-ft.h>
#include <doctest/doctest.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <poppler-document.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <cmath>
#include <memory>

#include "label/face.h"
#include "label/pdf_file.h"
#include "label/printing.h"
#include "temgoc/base/text.h"

using namespace temgoc;
using printing::Folder;

namespace {

constexpr double kPagePt = 72, kSizePt = 40, kLeftPt = 16, kBaselinePt = 22;
constexpr int kDpi = 144, kPixels = 144;
constexpr double kTolerance = 0.02;

// The sum of darkness, 1 for a black pixel.
double darkness(const unsigned char* pixels, int stride, bool dark_is_high) {
  double sum = 0;
  for (int y = 0; y < kPixels; ++y)
    for (int x = 0; x < kPixels; ++x) {
      const double value = pixels[y * stride + x] / 255.0;
      sum += dark_is_high ? value : 1 - value;
    }
  return sum;
}

// Draws single letters of a face with cairo.
class CairoInk {
 public:
  explicit CairoInk(const std::filesystem::path& path) {
    static FT_Library library = nullptr;
    static const cairo_user_data_key_t key{};
    if (!library) REQUIRE(FT_Init_FreeType(&library) == 0);
    FT_Face face = nullptr;
    REQUIRE(FT_New_Face(library, path.c_str(), 0, &face) == 0);
    font_ = cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING);
    // cairo keeps fonts by the address of the FT_Face, so it alone may say when that goes.
    cairo_font_face_set_user_data(font_, &key, face,
                                  [](void* done) { FT_Done_Face(static_cast<FT_Face>(done)); });
  }
  CairoInk(const CairoInk&) = delete;
  CairoInk& operator=(const CairoInk&) = delete;
  ~CairoInk() { cairo_font_face_destroy(font_); }
  double of(char32_t letter) const {
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, kPixels, kPixels);
    cairo_t* context = cairo_create(surface);
    cairo_set_antialias(context, CAIRO_ANTIALIAS_BEST);
    cairo_scale(context, kDpi / 72.0, kDpi / 72.0);
    cairo_set_font_face(context, font_);
    cairo_set_font_size(context, kSizePt);
    cairo_move_to(context, kLeftPt, kPagePt - kBaselinePt);
    // As a path: the coverage of glyph pictures is quantised.
    cairo_text_path(context, to_utf8({&letter, 1}).c_str());
    cairo_fill(context);
    cairo_surface_flush(surface);
    const double ink = darkness(cairo_image_surface_get_data(surface),
                                cairo_image_surface_get_stride(surface), true);
    cairo_destroy(context);
    cairo_surface_destroy(surface);
    return ink;
  }

 private:
  cairo_font_face_t* font_ = nullptr;
};

std::string letter_page(char16_t letter) {
  char text[96];
  std::snprintf(text, sizeof text, "BT /F1 %.0f Tf 1 0 0 1 %.0f %.0f Tm <%04X>Tj ET\n", kSizePt,
                kLeftPt, kBaselinePt, unsigned{letter});
  return text;
}

void print_letters(const std::filesystem::path& face, std::u32string_view letters,
                   const std::filesystem::path& pdf) {
  PdfFile file(face, face, "", "vi", Instant{});
  for (const char32_t letter : letters) {
    const auto unit = static_cast<char16_t>(letter);
    file.use_letters({unit}, false);
    file.add_page(kPagePt, kPagePt, letter_page(unit));
  }
  file.save(pdf);
}

std::vector<double> printed_ink(const std::filesystem::path& pdf) {
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_file(pdf.string()));
  REQUIRE(document);
  poppler::page_renderer renderer;
  renderer.set_image_format(poppler::image::format_gray8);
  renderer.set_render_hints(poppler::page_renderer::antialiasing |
                            poppler::page_renderer::text_antialiasing);
  std::vector<double> ink;
  for (int i = 0; i < document->pages(); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    const poppler::image image = renderer.render_page(page.get(), kDpi, kDpi);
    REQUIRE(image.width() == kPixels);
    ink.push_back(darkness(reinterpret_cast<const unsigned char*>(image.const_data()),
                           image.bytes_per_row(), false));
  }
  return ink;
}

void note_losses(std::u32string_view letters, const std::vector<double>& printed,
                 const CairoInk& wanted, std::string& lost) {
  REQUIRE(printed.size() == letters.size());
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const double want = wanted.of(letters[i]);
    if (std::abs(printed[i] - want) > kTolerance * want) lost += to_utf8({&letters[i], 1});
  }
}

// The letters whose ink is not what it should be, each printed in a file of its own or all in one.
std::string lost_alone(const std::filesystem::path& face, const Folder& folder) {
  const CairoInk wanted(face);
  std::string lost;
  for (const char32_t& letter : kVietnameseLetters) {
    const std::u32string_view one(&letter, 1);
    print_letters(face, one, folder / "letter.pdf");
    note_losses(one, printed_ink(folder / "letter.pdf"), wanted, lost);
  }
  return lost;
}

std::string lost_together(const std::filesystem::path& face, const Folder& folder) {
  print_letters(face, kVietnameseLetters, folder / "letters.pdf");
  std::string lost;
  note_losses(kVietnameseLetters, printed_ink(folder / "letters.pdf"), CairoInk(face), lost);
  return lost;
}

}  // namespace

TEST_CASE("there are 134 Vietnamese letters beyond ASCII") {
  CHECK(kVietnameseLetters.size() == 134);
  CHECK(std::set<char32_t>(kVietnameseLetters.begin(), kVietnameseLetters.end()).size() == 134);
}

TEST_CASE("no Vietnamese letter of a shipped face loses ink, alone or together") {
  const Folder folder;
  const auto faces = label_faces();
  REQUIRE(faces.has_value());
  for (const Face* face : {&faces->regular, &faces->bold}) {
    CAPTURE(face->path().string());
    CHECK(lost_alone(face->path(), folder) == "");
    CHECK(lost_together(face->path(), folder) == "");
  }
}

TEST_CASE("the check of ink can fail: DejaVu Sans loses letters, alone and together") {
  const std::filesystem::path dejavu = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
  if (!std::filesystem::exists(dejavu)) {
    MESSAGE("skipped: fonts-dejavu is not installed");
    return;
  }
  const Folder folder;
  const std::size_t alone = length_in_characters(lost_alone(dejavu, folder));
  const std::size_t together = length_in_characters(lost_together(dejavu, folder));
  CHECK(alone > 0);
  CHECK(alone < kVietnameseLetters.size());
  CHECK(together > 0);
  CHECK(together < alone);
}
