// Parses and writes signed notes, and finds a good signature by a name and key.
#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/seal/signature.h"

namespace temgoc {

namespace {

constexpr std::string_view kLineStart = "— ";
constexpr std::size_t kMaxSignatures = 100;
// Each costs a pass over the whole text, so that a long note with many bad lines would cost
// seconds.
constexpr std::size_t kMostLinesOfOneKey = 4;

Error unreadable(std::size_t row, std::string_view line = {}) {
  return Error{"note_unreadable", "", shortened(line), Position{row}};
}

bool is_note_character(char c) { return c == '\n' || static_cast<unsigned char>(c) >= 0x20; }

bool is_note_name(std::string_view name) {
  if (name.empty() || name.find('+') != std::string_view::npos) return false;
  return std::ranges::none_of(code_points(name), [](char32_t c) {
    return c <= 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
           c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
  });
}

// `line` without its newline.
std::optional<SignedNote::SignatureLine> parse_signature_line(std::string_view line) {
  if (!line.starts_with(kLineStart)) return std::nullopt;
  line.remove_prefix(kLineStart.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_note_name(line.substr(0, space))) return std::nullopt;
  const auto blob = from_base64(line.substr(space + 1));
  SignedNote::SignatureLine parsed;
  if (!blob || blob->size() <= parsed.key_id.size()) return std::nullopt;
  parsed.name = line.substr(0, space);
  const auto id_end = blob->begin() + static_cast<std::ptrdiff_t>(parsed.key_id.size());
  std::copy(blob->begin(), id_end, parsed.key_id.begin());
  parsed.signature.assign(id_end, blob->end());
  return parsed;
}

}  // namespace

Result<SignedNote> SignedNote::parse(std::string_view note) {
  if (!is_utf8(note) || !std::ranges::all_of(note, is_note_character)) return unreadable(1);
  // The last empty line: the text may have some of its own.
  const std::size_t blank = note.rfind("\n\n");
  if (blank == std::string_view::npos || !note.ends_with('\n')) return unreadable(1);

  SignedNote parsed;
  parsed.text = note.substr(0, blank + 1);
  std::string_view block = note.substr(blank + 2);
  std::size_t row = static_cast<std::size_t>(std::ranges::count(parsed.text, '\n')) + 2;
  if (block.empty()) return unreadable(row);
  for (; !block.empty(); ++row) {
    const std::size_t end = block.find('\n');
    const std::string_view line = block.substr(0, end);
    auto signature = parse_signature_line(line);
    if (!signature || parsed.signatures.size() == kMaxSignatures) return unreadable(row, line);
    parsed.signatures.push_back(*std::move(signature));
    block.remove_prefix(end + 1);
  }
  return parsed;
}

std::string SignedNote::serialised() const {
  std::string note = text + "\n";
  for (const SignatureLine& line : signatures) {
    Bytes blob(line.key_id.begin(), line.key_id.end());
    blob.insert(blob.end(), line.signature.begin(), line.signature.end());
    note.append(kLineStart).append(line.name).append(" ").append(to_base64(blob)).append("\n");
  }
  return note;
}

SignedNote::SignatureLine note_signature(std::string_view name, const PublicKeyBytes& key,
                                         const Signature& signature) {
  return {std::string(name), key_id(name, key), Bytes(signature.begin(), signature.end())};
}

bool note_signed_by(const SignedNote& note, std::string_view name, const VerifyKey& key) {
  const KeyId id = key_id(name, key.bytes());
  std::size_t tried = 0;
  for (const SignedNote::SignatureLine& line : note.signatures) {
    Signature signature{};
    if (line.name != name || line.key_id != id || line.signature.size() != signature.size())
      continue;
    if (tried++ == kMostLinesOfOneKey) return false;
    std::ranges::copy(line.signature, signature.begin());
    if (key.verify(note.text, signature)) return true;
  }
  return false;
}

}  // namespace temgoc
