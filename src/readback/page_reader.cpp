#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>

#include "decode.h"
#include "temgoc/readback.h"
#include "temgoc/text.h"

namespace temgoc {
namespace {

void ignore(const std::string&, void*) {}

// The pixels of [from, from + length) mm, cut to what there is; a length of 0 is all of it.
std::pair<int, int> pixels(double from_mm, double length_mm, unsigned dpi, int all) {
  if (length_mm <= 0) return {0, all};
  const double scale = dpi / 25.4;
  const int first = std::clamp(static_cast<int>(std::lround(from_mm * scale)), 0, all);
  const int end =
      std::clamp(static_cast<int>(std::lround((from_mm + length_mm) * scale)), first, all);
  return {first, end - first};
}

}  // namespace

struct PageReader::State {
  std::unique_ptr<poppler::document> document;
  // The page drawn last: a sheet's labels are read one by one.
  poppler::image picture;
  unsigned page = 0, dpi = 0;

  void draw(unsigned wanted_page, unsigned wanted_dpi) {
    if (page == wanted_page && dpi == wanted_dpi) return;
    const std::unique_ptr<poppler::page> drawn(
        document->create_page(static_cast<int>(wanted_page) - 1));
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_gray8);
    renderer.set_render_hints(poppler::page_renderer::antialiasing |
                              poppler::page_renderer::text_antialiasing);
    picture = drawn ? renderer.render_page(drawn.get(), wanted_dpi, wanted_dpi) : poppler::image();
    page = wanted_page;
    dpi = wanted_dpi;
  }
};

Result<PageReader> PageReader::open(const std::filesystem::path& pdf) {
  poppler::set_debug_error_function(ignore, nullptr);
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

std::vector<std::string> PageReader::read_codes(unsigned page, unsigned dpi,
                                                const PageArea& area) const {
  state_->draw(page, dpi);
  const poppler::image& picture = state_->picture;
  if (!picture.is_valid()) return {};
  const auto [x, width] = pixels(area.x_mm, area.width_mm, dpi, picture.width());
  const auto [y, height] =
      pixels(area.y_mm, area.width_mm > 0 ? area.height_mm : 0, dpi, picture.height());
  if (width == 0 || height == 0) return {};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(picture.const_data());
  return decode_qr_codes(
      {bytes + y * picture.bytes_per_row() + x, width, height, picture.bytes_per_row()});
}

}  // namespace temgoc
