// Writes and parses the hashes of a proof, one a line, and numbers behind a name.
#include "proof_lines.h"

#include <algorithm>
#include <charconv>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

std::optional<Digest> hash_in(std::string_view line) {
  Digest hash{};
  const std::optional<Bytes> bytes = from_base64(line);
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

}  // namespace

std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::uint64_t> number_after(std::string_view line, std::string_view name) {
  if (!line.starts_with(name) || line.size() <= name.size() || line[name.size()] != ' ')
    return std::nullopt;
  line.remove_prefix(name.size() + 1);
  std::uint64_t number = 0;
  if (!is_digits(line) || (line.size() > 1 && line.front() == '0')) return std::nullopt;
  const auto [end, failed] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (failed != std::errc{}) return std::nullopt;
  return number;
}

std::optional<std::vector<Digest>> take_proof(std::string_view& text) {
  std::vector<Digest> proof;
  for (auto line = take_line(text); line; line = take_line(text)) {
    if (line->empty()) return proof;
    const auto hash = hash_in(*line);
    if (!hash || proof.size() == kMaxProofHashes) return std::nullopt;
    proof.push_back(*hash);
  }
  return std::nullopt;
}

std::string proof_lines(std::span<const Digest> proof) {
  std::string lines;
  for (const Digest& hash : proof) lines.append(to_base64(hash)).push_back('\n');
  return lines;
}

}  // namespace temgoc
