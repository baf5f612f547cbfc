#include "workflow/thermal_file.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <future>
#include <memory>
#include <thread>

#include "temgoc/failures.h"
#include "temgoc/text.h"
#include "temgoc/thermal.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr unsigned kPagesOfThread = 16;  // in a row, so that few feeds wait in memory

[[noreturn]] void fail(const fs::path& path) { throw SystemFailure(write_error(path, errno)); }

// The feeds of the pages from `first` to before `end`; nullopt where one cannot be drawn.
std::optional<std::vector<std::string>> feeds_of(const PageReader& reader, unsigned first,
                                                 unsigned end, const Stock& stock,
                                                 const PrintSetup& setup) {
  const Roll roll{stock.page_width_mm, stock.page_height_mm, stock.gap_mm};
  std::vector<std::string> feeds;
  for (unsigned page = first; page < end; ++page) {
    const auto picture = reader.bitmap(page, setup.dpi);
    if (!picture) return std::nullopt;
    feeds.push_back(thermal_label(setup.placement.language, *picture, roll, 1));
  }
  return feeds;
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
  return std::move(pictures->front());
}

}  // namespace

Result<void> fits_language(PrinterLanguage language, const Stock& stock) {
  if (language == PrinterLanguage::pdf || stock.rows == 1) return {};
  return Error{"format_for_sheets", "format", to_text(language)};
}

Result<ThermalFile> write_thermal(const fs::path& pdf, const fs::path& path, const Stock& stock,
                                  const PrintSetup& setup) {
  const auto readers = readers_of(pdf);
  if (!readers) return readers.error();
  ThermalFile file{path, setup.placement.language};
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  std::uint64_t written = 0;
  const unsigned pages = readers->front().pages();
  for (unsigned next = 1; next <= pages;) {
    std::vector<std::future<std::optional<std::vector<std::string>>>> drawn;
    for (auto reader = readers->begin(); reader != readers->end() && next <= pages; ++reader) {
      const unsigned end = std::min(next + kPagesOfThread, pages + 1);
      drawn.push_back(std::async(std::launch::async, feeds_of, std::cref(*reader), next, end,
                                 std::cref(stock), std::cref(setup)));
      next = end;
    }
    for (auto& each : drawn) {
      const auto feeds = each.get();
      if (!feeds) return Error{.code = "pdf_unreadable", .value = shortened(pdf.string(), 80)};
      for (const std::string& feed : *feeds) {
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
