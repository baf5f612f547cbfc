// Makes a report of what a person typed into the public form.
#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/scans/reporting.h"

namespace temgoc {
namespace {

constexpr char32_t kJoiner = 0x200D;  // between the parts of one emoji
constexpr char32_t kReplacement = 0xFFFD;

struct Range {
  char32_t first;
  char32_t last;
};
// Signs that cannot be seen, or that turn the text around them: Unicode's format characters, and
// what is nobody's or somebody's private letter.
constexpr Range kUnseen[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},       {0x61C, 0x61C},   {0x180E, 0x180E},
    {0x200B, 0x200C}, {0x200E, 0x200F}, {0x2028, 0x202E},   {0x2060, 0x206F}, {0xE000, 0xF8FF},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFC}, {0xE0000, 0x10FFFF}};

bool is_unseen(char32_t point) {
  return std::ranges::any_of(
      kUnseen, [point](const Range& each) { return each.first <= point && point <= each.last; });
}

// A joiner says something between two signs that are no ASCII, and nothing elsewhere.
bool joins(std::u32string_view text, std::size_t at) {
  return at > 0 && at + 1 < text.size() && text[at - 1] > 0x7F && text[at + 1] > 0x7F;
}

std::u32string points_of(const std::string& raw) {
  if (is_utf8(raw)) return code_points(raw);
  std::u32string points;
  for (const char c : raw)
    points += static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : kReplacement;
  return points;
}

// One line of what can be shown. A line break of any system is one space.
std::string shown(const std::string& raw) {
  const std::u32string points = points_of(raw);
  std::u32string line;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char32_t point = points[i];
    const bool second_half = point == U'\n' && i > 0 && points[i - 1] == U'\r';
    if (point == U'\n' || point == U'\r' || point == U'\t') {
      if (!second_half) line += U' ';
    } else if (point == kJoiner ? joins(points, i) : !is_unseen(point)) {
      line += point;
    }
  }
  return to_nfc(trimmed(to_utf8(line)));
}

Result<std::string> within(std::string text, const char* field, std::size_t limit) {
  const std::size_t length = length_in_characters(text);
  if (length <= limit) return text;
  return Error{.code = "text_too_long",
               .field = field,
               .value = shortened(text),
               .args = {{"limit", std::to_string(limit)}, {"length", std::to_string(length)}}};
}

}  // namespace

Result<SuspicionReport> suspicion_report(const Site& site, const Suspicion& suspicion) {
  auto message = within(shown(suspicion.message), "report_message", kMaxReportCharacters);
  if (!message) return message.error();
  auto place = within(shown(suspicion.place), "report_place", kMaxReportPlaceCharacters);
  if (!place) return place.error();
  SuspicionReport report{.message = *message, .place = *place, .at = site.now()};
  const std::string label = shown(suspicion.label);
  if (label.empty()) {
    if (report.message.empty()) return Error{"report_empty", "report_message"};
    return report;
  }
  const Verdict verdict = check_label(suspicion.label, site.check_context());
  report.label = shortened(label, kMaxScanBytes);
  report.verdict = to_text(verdict.main.headline);
  report.reason = verdict.main.reason;
  if (!verdict.facts || !verdict.facts->lot) return report;
  const Lot& lot = *verdict.facts->lot;
  if (lot.id != 0)
    report.lot_id = lot.id;
  else
    report.named = LotOnLabel{lot.realm, lot.gtin.digits(), lot.code.text()};
  return report;
}

}  // namespace temgoc
