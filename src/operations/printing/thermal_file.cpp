// Rasterises the pages of a PDF, writes them as ZPL or TSPL, and reads the pictures back.
#include "operations/printing/thermal_file.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <future>
#include <memory>
#include <thread>

#include "temgoc/base/failures.h"
#include "temgoc/base/text.h"
#include "temgoc/label/thermal.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr unsigned kPagesOfThread = 16;  // in a row, so that few feeds wait in memory

[[noreturn]] void fail(const fs::path& path) { throw SystemFailure(write_error(path, errno)); }

unsigned dots(double mm, unsigned dpi) {
  return static_cast<unsigned>(std::lround(mm * dpi / 25.4));
}

// `width` columns of the picture from `left` on, white where it has none; a negative `left` moves
// it to the right.
Bitmap columns_of(const Bitmap& picture, int left, unsigned width) {
  if (left == 0 && width == picture.width) return picture;
  Bitmap part{width, picture.height, {}};
  part.rows.assign(part.row_bytes() * part.height, '\0');
  for (unsigned y = 0; y < part.height; ++y)
    for (unsigned x = 0; x < width; ++x) {
      const int from = static_cast<int>(x) + left;
      if (from < 0 || from >= static_cast<int>(picture.width) ||
          !picture.black(static_cast<unsigned>(from), y))
        continue;
      char& byte = part.rows[y * part.row_bytes() + x / 8];
      byte = static_cast<char>(byte | 0x80 >> (x % 8));
    }
  return part;
}

// How pages become feeds.
struct Feeder {
  PrinterLanguage language;
  unsigned dpi, left_dots;
  std::optional<unsigned> width_dots;  // none: the whole page
  Roll roll;

  Feeder(const Stock& stock, const PrintSetup& setup)
      : language(setup.placement.language), dpi(setup.dpi) {
    const PageArea area = printable_area(stock, setup.placement);
    left_dots = dots(area.x_mm, dpi);
    if (area.width_mm < stock.page_width_mm) width_dots = dots(area.width_mm, dpi);
    roll = {area.width_mm, stock.page_height_mm, stock.gap_mm, setup.placement.thermal};
  }
  std::string feed(const Bitmap& page, std::uint32_t copies) const {
    if (!width_dots) return thermal_label(language, page, roll, copies);
    return thermal_label(language, columns_of(page, static_cast<int>(left_dots), *width_dots), roll,
                         copies);
  }
};

// The feeds of the pages from `first` to before `end`; nullopt where one cannot be drawn.
std::optional<std::vector<std::string>> written_feeds(const PageReader& reader, unsigned first,
                                                      unsigned end, const std::vector<Feed>& feeds,
                                                      const Feeder& feeder) {
  std::vector<std::string> written;
  for (unsigned page = first; page < end; ++page) {
    const auto picture = reader.bitmap(page, feeder.dpi);
    if (!picture) return std::nullopt;
    written.push_back(feeder.feed(*picture, feeds.at(page - 1).pages));
  }
  return written;
}

Result<std::vector<PageReader>> readers_of(const fs::path& pdf) {
  std::vector<PageReader> readers;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
    auto reader = PageReader::open(pdf);
    if (!reader) return reader.error();
    readers.push_back(std::move(*reader));
  }
  return readers;
}

// None where there is no such page or it is not as written.
std::optional<Bitmap> picture_of(const ThermalFile& file, std::ifstream& bytes, unsigned page) {
  if (page == 0 || page > file.ends.size()) return std::nullopt;
  const std::uint64_t from = page > 1 ? file.ends[page - 2] : 0;
  std::string feed(file.ends[page - 1] - from, '\0');
  bytes.seekg(static_cast<std::streamoff>(from));
  bytes.read(feed.data(), static_cast<std::streamsize>(feed.size()));
  auto pictures = thermal_pictures(file.language, feed);
  if (!bytes || !pictures || pictures->size() != 1) return std::nullopt;
  const Bitmap& picture = pictures->front();
  return columns_of(picture, -static_cast<int>(file.left_dots), picture.width + file.left_dots);
}

}  // namespace

Result<void> fits_language(PrinterLanguage language, const Stock& stock) {
  if (language == PrinterLanguage::pdf || stock.rows == 1) return {};
  return Error{"format_for_sheets", "format", to_text(language)};
}

PageArea printable_area(const Stock& stock, const PrintPlacement& placement) {
  PageArea area{0, 0, stock.page_width_mm, stock.page_height_mm};
  if (placement.language == PrinterLanguage::pdf) return area;
  area.width_mm = std::min(area.width_mm, placement.thermal.head_mm);
  area.x_mm = (stock.page_width_mm - area.width_mm) / 2;
  return area;
}

Result<ThermalFile> write_thermal(const fs::path& pdf, const fs::path& path,
                                  const std::vector<Feed>& feeds, const Stock& stock,
                                  const PrintSetup& setup) {
  const auto readers = readers_of(pdf);
  if (!readers) return readers.error();
  const Feeder feeder(stock, setup);
  ThermalFile file{path, feeder.language, feeder.left_dots};
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  std::uint64_t written = 0;
  const unsigned pages = readers->front().pages();
  for (unsigned next = 1; next <= pages;) {
    std::vector<std::future<std::optional<std::vector<std::string>>>> drawn;
    for (auto reader = readers->begin(); reader != readers->end() && next <= pages; ++reader) {
      const unsigned end = std::min(next + kPagesOfThread, pages + 1);
      drawn.push_back(std::async(std::launch::async, written_feeds, std::cref(*reader), next, end,
                                 std::cref(feeds), std::cref(feeder)));
      next = end;
    }
    for (auto& each : drawn) {
      const auto written_ones = each.get();
      if (!written_ones)
        return Error{.code = "pdf_unreadable", .value = shortened(pdf.string(), 80)};
      for (const std::string& feed : *written_ones) {
        out.write(feed.data(), static_cast<std::streamsize>(feed.size()));
        file.ends.push_back(written += feed.size());
      }
    }
    if (!out) fail(path);
  }
  out.close();
  if (!out) fail(path);
  return file;
}

OpenPages pages_of_thermal(const ThermalFile& file, unsigned dpi) {
  return [&file, dpi]() -> Result<ReadPage> {
    const auto bytes = std::make_shared<std::ifstream>(file.path, std::ios::binary);
    const auto picture = [&file, bytes](unsigned page) { return picture_of(file, *bytes, page); };
    return ReadPage{[picture, dpi](unsigned page, std::span<const PageArea> areas) {
                      std::vector<std::vector<std::string>> texts(areas.size());
                      const auto feed = picture(page);
                      for (std::size_t i = 0; feed && i < areas.size(); ++i)
                        texts[i] = read_codes(*feed, dpi, areas[i]);
                      return texts;
                    },
                    picture};
  };
}

}  // namespace temgoc
