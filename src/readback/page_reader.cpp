// Rasterises PDF pages with Poppler, to read codes, to print dots and to show pictures.
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <mutex>

#include "decode.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/readback/readback.h"

namespace temgoc {
namespace {

constexpr double kPointsPerInch = 72;

void ignore(const std::string&, void*) {}

void silence_poppler() {
  static std::once_flag once;
  std::call_once(once, [] { poppler::set_debug_error_function(ignore, nullptr); });
}

// Pixels left, top to right, bottom, the last two not included.
struct PixelBox {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool empty() const { return left >= right || top >= bottom; }
};

int pixels(double mm, unsigned dpi, int all) {
  return std::clamp(static_cast<int>(std::lround(mm * dpi / 25.4)), 0, all);
}

PixelBox box_of(const PageArea& area, unsigned dpi, int width, int height) {
  if (area.width_mm <= 0) return {0, 0, width, height};
  return {pixels(area.x_mm, dpi, width), pixels(area.y_mm, dpi, height),
          pixels(area.x_mm + area.width_mm, dpi, width),
          pixels(area.y_mm + area.height_mm, dpi, height)};
}

PixelBox box_on(const poppler::page& page, const PageArea& area, unsigned dpi) {
  const auto size = page.page_rect();
  const double scale = dpi / kPointsPerInch;
  return box_of(area, dpi, static_cast<int>(std::ceil(size.width() * scale)),
                static_cast<int>(std::ceil(size.height() * scale)));
}

PixelBox around(const std::vector<PixelBox>& boxes) {
  PixelBox all;
  for (const PixelBox& box : boxes) {
    if (box.empty()) continue;
    if (all.empty()) all = box;
    all = {std::min(all.left, box.left), std::min(all.top, box.top), std::max(all.right, box.right),
           std::max(all.bottom, box.bottom)};
  }
  return all;
}

// The part of `picture`, which shows `shown` of the page, that shows `box`.
GreyView view_of(const poppler::image& picture, const PixelBox& shown, const PixelBox& box) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(picture.const_data());
  const auto skipped = static_cast<std::ptrdiff_t>(box.top - shown.top) * picture.bytes_per_row() +
                       (box.left - shown.left);
  return {bytes + skipped, box.right - box.left, box.bottom - box.top, picture.bytes_per_row()};
}

// The cheapest look that finds something.
std::vector<std::string> codes_in(const GreyView& view) {
  auto texts = decode_lone_qr_code(view);
  if (texts.empty()) texts = decode_upright_qr_code(view);
  return texts.empty() ? decode_qr_codes(view) : texts;
}

}  // namespace

struct PageReader::State {
  std::unique_ptr<poppler::document> document;

  std::unique_ptr<poppler::page> page(unsigned number) const {
    if (number == 0 || number > static_cast<unsigned>(document->pages())) return nullptr;
    return std::unique_ptr<poppler::page>(document->create_page(static_cast<int>(number) - 1));
  }

  // What is looked for: codes alone; every dot that a printer prints; what a person sees.
  enum class Look { codes, dots, shades };

  poppler::image draw(const poppler::page& page, unsigned dpi, const PixelBox& box,
                      Look look) const {
    poppler::page_renderer renderer;
    renderer.set_image_format(look == Look::shades ? poppler::image::format_argb32
                                                   : poppler::image::format_gray8);
    // Fitted to the dots, the strokes of small letters keep their widths and their marks apart.
    if (look == Look::dots) renderer.set_render_hints(poppler::page_renderer::text_hinting);
    if (look == Look::shades)
      renderer.set_render_hints(poppler::page_renderer::antialiasing |
                                poppler::page_renderer::text_antialiasing);
    return renderer.render_page(&page, dpi, dpi, box.left, box.top, box.right - box.left,
                                box.bottom - box.top);
  }
};

Result<PageReader> PageReader::open(const std::filesystem::path& pdf) {
  silence_poppler();
  auto state = std::make_unique<State>();
  state->document.reset(poppler::document::load_from_file(pdf.string()));
  if (!state->document || state->document->is_locked())
    return Error{.code = "pdf_unreadable", .value = shortened(pdf.string(), 80)};
  return PageReader(std::move(state));
}

PageReader::PageReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;
PageReader::~PageReader() = default;

unsigned PageReader::pages() const { return static_cast<unsigned>(state_->document->pages()); }

std::vector<std::vector<std::string>> PageReader::read_codes(
    unsigned page, unsigned dpi, std::span<const PageArea> areas) const {
  std::vector<std::vector<std::string>> texts(areas.size());
  const auto drawn = state_->page(page);
  if (!drawn) return texts;
  std::vector<PixelBox> boxes;
  for (const PageArea& area : areas) boxes.push_back(box_on(*drawn, area, dpi));
  const PixelBox shown = around(boxes);
  if (shown.empty()) return texts;
  const poppler::image picture = state_->draw(*drawn, dpi, shown, State::Look::codes);
  if (!picture.is_valid()) return texts;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (boxes[i].empty()) continue;
    const GreyView view = view_of(picture, shown, boxes[i]);
    const bool whole_page = areas[i].width_mm <= 0;
    texts[i] = whole_page ? decode_qr_codes(view) : codes_in(view);
  }
  return texts;
}

std::vector<std::string> PageReader::read_codes(unsigned page, unsigned dpi,
                                                const PageArea& area) const {
  return std::move(read_codes(page, dpi, std::span(&area, 1)).front());
}

std::optional<Bitmap> PageReader::bitmap(unsigned page, unsigned dpi, Dots dots) const {
  const unsigned char paper = dots == Dots::dark ? 128 : 250;
  const auto found = state_->page(page);
  if (!found) return std::nullopt;
  const poppler::image picture =
      state_->draw(*found, dpi, box_on(*found, {}, dpi), State::Look::dots);
  if (!picture.is_valid()) return std::nullopt;
  Bitmap bitmap{
      static_cast<unsigned>(picture.width()), static_cast<unsigned>(picture.height()), {}};
  bitmap.rows.assign(bitmap.row_bytes() * bitmap.height, '\0');
  for (unsigned y = 0; y < bitmap.height; ++y) {
    const auto* row = reinterpret_cast<const std::uint8_t*>(picture.const_data()) +
                      static_cast<std::ptrdiff_t>(y) * picture.bytes_per_row();
    for (unsigned x = 0; x < bitmap.width; ++x) {
      if (row[x] >= paper) continue;
      char& byte = bitmap.rows[y * bitmap.row_bytes() + x / 8];
      byte = static_cast<char>(byte | 0x80 >> (x % 8));
    }
  }
  return bitmap;
}

double ink_shown(const Bitmap& wanted, const Bitmap& picture, unsigned dpi, const PageArea& area) {
  const PixelBox box =
      box_of(area, dpi, static_cast<int>(wanted.width), static_cast<int>(wanted.height));
  std::size_t all = 0, shown = 0;
  for (auto y = static_cast<unsigned>(box.top); y < static_cast<unsigned>(box.bottom); ++y)
    for (auto x = static_cast<unsigned>(box.left); x < static_cast<unsigned>(box.right); ++x) {
      if (!wanted.black(x, y)) continue;
      ++all;
      shown += x < picture.width && y < picture.height && picture.black(x, y);
    }
  return all == 0 ? 1 : static_cast<double>(shown) / static_cast<double>(all);
}

std::vector<std::string> read_codes(const Bitmap& picture, unsigned dpi, const PageArea& area) {
  const PixelBox box =
      box_of(area, dpi, static_cast<int>(picture.width), static_cast<int>(picture.height));
  if (box.empty()) return {};
  const int width = box.right - box.left, height = box.bottom - box.top;
  std::vector<std::uint8_t> grey(static_cast<std::size_t>(width) *
                                 static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      grey[static_cast<std::size_t>(y * width + x)] =
          picture.black(static_cast<unsigned>(box.left + x), static_cast<unsigned>(box.top + y))
              ? 0
              : 255;
  return codes_in({grey.data(), width, height, width});
}

Result<void> PageReader::save_png(unsigned page, unsigned dpi, const PageArea& area,
                                  const std::filesystem::path& path) const {
  const auto found = state_->page(page);
  if (!found) return Error{.code = "page_missing", .value = std::to_string(page)};
  const poppler::image picture =
      state_->draw(*found, dpi, box_on(*found, area, dpi), State::Look::shades);
  const std::filesystem::path written = temporary_beside(path);
  errno = 0;
  if (!picture.is_valid() || !picture.save(written.string(), "png", static_cast<int>(dpi))) {
    const int reason = errno;
    std::error_code ignored;
    std::filesystem::remove(written, ignored);
    throw SystemFailure(write_error(path, reason == 0 ? EIO : reason));
  }
  return release_new_file(written, path);
}

}  // namespace temgoc
