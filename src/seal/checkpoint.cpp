// Writes the three lines of a checkpoint, and parses them with or without signatures behind.
#include <charconv>

#include "temgoc/base/text.h"
#include "temgoc/seal/checkpoint.h"

namespace temgoc {
namespace {

enum Line : std::size_t { kOrigin, kSize, kRoot, kLines };

Error unreadable(std::size_t line, std::string_view value) {
  return {.code = "checkpoint_unreadable",
          .value = shortened(value),
          .position = Position{.row = line + 1}};
}

// The lines of a note's text: all before the last blank line, which is where its signatures begin,
// each ended by a newline. Were it the first, what was signed behind it would go unread.
std::optional<std::vector<std::string_view>> lines_of(std::string_view note) {
  std::string_view text = note.substr(0, note.rfind("\n\n"));
  if (text.size() == note.size()) {
    if (!text.ends_with('\n')) return std::nullopt;
    text.remove_suffix(1);
  }
  return split(text, '\n');
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t size = 0;
  if (!is_digits(text) || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (failed != std::errc{}) return std::nullopt;
  return size;
}

std::optional<Digest> parse_root(std::string_view text) {
  Digest root{};
  const std::optional<Bytes> bytes = from_base64(text);
  if (!bytes || bytes->size() != root.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), root.begin());
  return root;
}

}  // namespace

std::string checkpoint_text(std::string_view origin, const TreeHead& head) {
  std::string text(origin);
  text.append("\n").append(std::to_string(head.size));
  return text.append("\n").append(to_base64(head.root)).append("\n");
}

Result<Checkpoint> parse_checkpoint_text(std::string_view text) {
  const auto lines = lines_of(text);
  if (!lines || lines->size() < kLines) return unreadable(0, text);
  for (std::size_t i = 0; i < lines->size(); ++i) {
    if (lines->at(i).empty()) return unreadable(i, "");
  }
  const auto size = parse_size(lines->at(kSize));
  if (!size) return unreadable(kSize, lines->at(kSize));
  const auto root = parse_root(lines->at(kRoot));
  if (!root) return unreadable(kRoot, lines->at(kRoot));
  return Checkpoint{.origin = std::string(lines->at(kOrigin)),
                    .head = {.size = *size, .root = *root}};
}

}  // namespace temgoc
