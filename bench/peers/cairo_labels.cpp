// The best peer found: cairo and libqrencode, the code as a 1-bit mask, one thread.
// cairo_labels ITEMS OUT.pdf
#include <cairo-pdf.h>
#include <qrencode.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr double kPointsPerMm = 72.0 / 25.4;

struct Line {
  double x_mm, y_mm, size_pt;
  bool bold;
};
constexpr Line kLines[] = {{1.6, 5, 9, true},     {1.6, 13.3, 6.5, false}, {1.6, 16.6, 7, true},
                           {1.6, 19.8, 7, true},  {1.6, 22.8, 6.5, false}, {1.6, 26, 7, true},
                           {1.6, 30, 6.5, false}, {1.6, 35.7, 6.5, false}};

std::vector<std::string> columns(const std::string& line) {
  std::vector<std::string> parts;
  std::istringstream in(line);
  for (std::string part; std::getline(in, part, '\t');) parts.push_back(part);
  return parts;
}

void draw_code(cairo_t* page, const std::string& text, double x_mm, double y_mm, double side_mm) {
  QRcode* code = QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  if (code == nullptr) std::abort();
  cairo_surface_t* mask = cairo_image_surface_create(CAIRO_FORMAT_A1, code->width, code->width);
  unsigned char* bits = cairo_image_surface_get_data(mask);
  const int stride = cairo_image_surface_get_stride(mask);
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      const bool dark = (code->data[y * code->width + x] & 1) != 0;
      unsigned char& byte = bits[y * stride + x / 8];
      if (dark) byte = static_cast<unsigned char>(byte | 1U << (x % 8));  // little-endian A1
    }
  }
  cairo_surface_mark_dirty(mask);
  cairo_save(page);
  cairo_translate(page, x_mm * kPointsPerMm, y_mm * kPointsPerMm);
  const double module = side_mm * kPointsPerMm / (code->width + 8);
  cairo_scale(page, module, module);
  cairo_pattern_t* pattern = cairo_pattern_create_for_surface(mask);
  cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
  cairo_translate(page, 4, 4);
  cairo_mask(page, pattern);
  cairo_restore(page);
  cairo_pattern_destroy(pattern);
  cairo_surface_destroy(mask);
  QRcode_free(code);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream items(argv[1]);
  cairo_surface_t* surface =
      cairo_pdf_surface_create(argv[2], 60 * kPointsPerMm, 40 * kPointsPerMm);
  cairo_t* page = cairo_create(surface);
  for (std::string line; std::getline(items, line);) {
    const auto parts = columns(line);
    for (std::size_t i = 0; i + 1 < parts.size() && i < std::size(kLines); ++i) {
      cairo_select_font_face(page, "Noto Sans", CAIRO_FONT_SLANT_NORMAL,
                             kLines[i].bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
      cairo_set_font_size(page, kLines[i].size_pt);
      cairo_move_to(page, kLines[i].x_mm * kPointsPerMm, kLines[i].y_mm * kPointsPerMm);
      cairo_show_text(page, parts[i + 1].c_str());
    }
    draw_code(page, parts.at(0), 34.6, 1, 24.2);
    cairo_show_page(page);
  }
  cairo_destroy(page);
  cairo_surface_finish(surface);
  const bool good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy(surface);
  return good ? 0 : 1;
}
