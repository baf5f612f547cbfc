// Reads pages on several threads, and keeps the fault of the first label that has one.
#include "temgoc/printing/read_back.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <thread>

#include "operations/printing/unread_file.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kShownBytes = 60;

// The code's box in a cell of the page. Its code and the quiet zone lie within, so that nothing
// else need be looked at.
PageArea code_area(const LabelTemplate& label, const PrintPlacement& placement, unsigned cell) {
  const Stock& stock = label.stock;
  const auto box = std::ranges::find(label.boxes, BoxKind::code, &Box::kind);
  if (box == label.boxes.end()) return {};
  const PagePoint corner = label_corner(stock, cell, placement.order);
  const auto on_page = [&](double x_mm, double y_mm) {
    return placement.correction.of({corner.x_mm + x_mm, corner.y_mm + y_mm});
  };
  const PagePoint from = on_page(box->x_mm, box->y_mm);
  const PagePoint to = on_page(box->x_mm + box->width_mm, box->y_mm + box->height_mm);
  return {from.x_mm, from.y_mm, to.x_mm - from.x_mm, to.y_mm - from.y_mm};
}

PageArea label_area(const LabelTemplate& label, const PrintPlacement& placement, unsigned cell) {
  const Stock& stock = label.stock;
  const PagePoint corner = label_corner(stock, cell, placement.order);
  const PagePoint from = placement.correction.of(corner);
  const PagePoint to = placement.correction.of(
      {corner.x_mm + stock.label_width_mm, corner.y_mm + stock.label_height_mm});
  return {from.x_mm, from.y_mm, to.x_mm - from.x_mm, to.y_mm - from.y_mm};
}

// A long link where it differs from another.
std::string around_difference(const std::string& text, const std::string& other) {
  const auto differs = std::ranges::mismatch(text, other).in1 - text.begin();
  const auto from = std::max<std::ptrdiff_t>(0, differs - static_cast<int>(kShownBytes) / 2);
  return (from > 0 ? "…" : "") +
         shortened(text.substr(static_cast<std::size_t>(from)), kShownBytes);
}

Error at_label(std::string code, const ExpectedCode& expected) {
  const std::string label = std::to_string(expected.label);
  return {std::move(code),
          "label",
          label,
          {},
          {{"label", label}, {"page", std::to_string(expected.page)}}};
}

// Why `texts` is not just what was expected.
Error fault_of(const ExpectedCode& expected, const std::vector<std::string>& texts) {
  Error fault = at_label("label_unreadable", expected);
  if (texts.empty()) return fault;
  fault.code = "label_misread";
  fault.value = around_difference(texts.front(), expected.uri);
  fault.args["expected"] = around_difference(expected.uri, texts.front());
  return fault;
}

using PageCodes = std::span<const ExpectedCode>;

std::vector<PageCodes> by_page(const std::vector<ExpectedCode>& expected) {
  std::vector<PageCodes> pages;
  for (auto from = expected.begin(); from != expected.end();) {
    const auto end = std::find_if(
        from, expected.end(), [&](const ExpectedCode& each) { return each.page != from->page; });
    pages.emplace_back(from, end);
    from = end;
  }
  return pages;
}

// Pages handed out to threads; the fault of the first label that has one is kept.
class Reading {
 public:
  Reading(const OpenPages& open, const LabelTemplate& label, const PrintPlacement& placement,
          std::vector<PageCodes> pages, const std::optional<ExpectedMark>& mark)
      : open_(open), label_(label), placement_(placement), pages_(std::move(pages)), mark_(mark) {}

  // One thread's part.
  void work(const std::function<void(std::uint32_t)>& read) {
    const auto read_page = open_();
    if (!read_page) return note(0, read_page.error());
    for (std::size_t at = next_++; at < pages_.size() && !failed_; at = next_++) {
      compare(*read_page, pages_[at]);
      done_ += static_cast<std::uint32_t>(pages_[at].size());
      if (read) read(done_);
    }
  }
  const std::optional<Error>& fault() const { return fault_; }

 private:
  void compare(const ReadPage& read_page, PageCodes page) {
    std::vector<PageArea> areas;
    for (const ExpectedCode& each : page) areas.push_back(code_area(label_, placement_, each.cell));
    const auto found = read_page.codes(page.front().page, areas);
    for (std::size_t i = 0; i < page.size(); ++i) {
      if (found[i].size() == 1 && found[i].front() == page[i].uri) continue;
      return note(page[i].label, fault_of(page[i], found[i]));
    }
    if (mark_) look_for_mark(read_page, page);
  }

  void look_for_mark(const ReadPage& read_page, PageCodes page) {
    constexpr double kMostOfIt = 0.9;  // its ends may lie under a white ground
    const auto picture = read_page.picture(page.front().page);
    for (const ExpectedCode& each : page) {
      const PageArea area = label_area(label_, placement_, each.cell);
      if (picture && ink_shown(mark_->page, *picture, mark_->dpi, area) >= kMostOfIt) continue;
      Error fault = at_label("test_mark_missing", each);
      fault.args["mark"] = mark_->words;
      return note(each.label, std::move(fault));
    }
  }

  void note(std::uint32_t label, Error fault) {
    const std::lock_guard lock(mutex_);
    if (!fault_ || label < faulty_) fault_ = std::move(fault), faulty_ = label;
    failed_ = true;
  }

  const OpenPages& open_;
  const LabelTemplate& label_;
  const PrintPlacement& placement_;
  std::vector<PageCodes> pages_;
  const std::optional<ExpectedMark>& mark_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::uint32_t> done_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;  // guards the two below
  std::optional<Error> fault_;
  std::uint32_t faulty_ = 0;
};

}  // namespace

std::vector<std::uint32_t> spread(std::uint32_t count, std::uint32_t wanted) {
  wanted = std::min(wanted, count);
  constexpr double kGoldenRatio = 0.618033988749895;
  const double stride = static_cast<double>(count) / wanted;
  std::set<std::uint32_t> labels{1, count};
  for (std::uint32_t i = 0; i < wanted; ++i) {
    const double turn = i * kGoldenRatio;
    labels.insert(static_cast<std::uint32_t>((i + turn - std::floor(turn)) * stride) + 1);
  }
  // Where the stride is small two may fall on one label.
  for (std::uint32_t label = 1; labels.size() < wanted; ++label) labels.insert(label);
  return {labels.begin(), labels.end()};
}

OpenPages pages_of_pdf(const std::filesystem::path& pdf, unsigned dpi) {
  return [pdf, dpi]() -> Result<ReadPage> {
    auto opened = PageReader::open(pdf);
    if (!opened) return opened.error();
    const auto reader = std::make_shared<PageReader>(std::move(*opened));
    return ReadPage{[reader, dpi](unsigned page, std::span<const PageArea> areas) {
                      return reader->read_codes(page, dpi, areas);
                    },
                    [reader, dpi](unsigned page) { return reader->bitmap(page, dpi); }};
  };
}

Result<std::optional<ExpectedMark>> expected_mark(const LabelJob& job, const LabelItem& item,
                                                  const std::filesystem::path& beside) {
  if (!job.test && !job.sample) return std::optional<ExpectedMark>();
  const UnreadFile sheet(beside, "mark");
  const auto words = print_mark(job, item, sheet.path());
  if (!words) return words.error();
  if (words->empty()) return std::optional<ExpectedMark>();
  const auto reader = PageReader::open(sheet.path());
  if (!reader) return reader.error();
  auto page = reader->bitmap(1, job.dpi);
  if (!page) return Error{.code = "pdf_unreadable", .value = shortened(sheet.path().string(), 80)};
  return std::optional(ExpectedMark{std::move(*page), job.dpi, *words});
}

Result<void> read_back(const OpenPages& open, const LabelTemplate& label,
                       const PrintPlacement& placement, const std::vector<ExpectedCode>& expected,
                       const std::optional<ExpectedMark>& mark,
                       const std::function<void(std::uint32_t)>& read) {
  auto pages = by_page(expected);
  const std::size_t threads =
      std::min<std::size_t>(pages.size(), std::max(1u, std::thread::hardware_concurrency()));
  Reading reading(open, label, placement, std::move(pages), mark);
  std::vector<std::future<void>> others;
  for (std::size_t i = 1; i < threads; ++i)
    others.push_back(std::async(std::launch::async, [&] { reading.work({}); }));
  reading.work(read);
  for (auto& other : others) other.get();
  if (reading.fault()) return *reading.fault();
  return {};
}

}  // namespace temgoc
