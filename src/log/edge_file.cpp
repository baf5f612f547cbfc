// Writes and reads the edge: a head in lines, then pieces, each with a hash over all before it.
#include "edge_file.h"

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "entry_bundle.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/files.h"
#include "tile_path.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKind = "temgoc-log-edge/v1";
constexpr std::size_t kMarkChars = 32;
constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr std::size_t kPieceHead = 20;  // first entry 8, entries 4, bytes of them 4, of the note 4

// Which start of which machine this is, without telling its name. Empty: it cannot be told.
std::string mark_of_this_start() {
  const auto id = read_file("/proc/sys/kernel/random/boot_id", 128);
  if (!id) return {};
  return to_hex(sha256(as_bytes("temgoc-log-edge "), as_bytes(*id))).substr(0, kMarkChars);
}

std::string head_of(const LogEdge& edge) {
  std::string mark = mark_of_this_start();
  if (mark.empty()) mark.assign(kMarkChars, '0');
  std::string head(kKind);
  for (const std::string& line : {mark, edge.origin, std::to_string(edge.base)})
    head.append("\n").append(line);
  head.append("\n");
  for (const std::vector<Digest>& level : edge.upper) {
    for (const Digest& hash : level) head += to_hex(hash);
    head += "\n";
  }
  return head += "\n";
}

std::string piece_of(std::uint64_t first, std::span<const std::string> entries,
                     std::string_view note) {
  std::string bundle;
  for (const std::string& entry : entries) add_to_bundle(bundle, entry);
  std::array<std::uint8_t, kPieceHead> head{};
  write_be(head, 0, 8, first);
  write_be(head, 8, 4, entries.size());
  write_be(head, 12, 4, bundle.size());
  write_be(head, 16, 4, note.size());
  return std::string(as_text(head)).append(bundle).append(note);
}

// Cuts a line off. None where there is no whole one.
std::optional<std::string_view> line_of(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == text.npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::vector<Digest>> hashes_in(std::string_view line) {
  const auto bytes = from_hex(line);
  if (!bytes || bytes->size() % sizeof(Digest) != 0) return std::nullopt;
  std::vector<Digest> hashes(bytes->size() / sizeof(Digest));
  for (std::size_t i = 0; i < hashes.size(); ++i)
    std::copy_n(bytes->begin() + static_cast<std::ptrdiff_t>(i * sizeof(Digest)), sizeof(Digest),
                hashes[i].begin());
  return hashes;
}

// Whether the unfinished tiles are those of a log of `base` entries: what follows is reckoned from
// them.
bool fit(const LogEdge& edge) {
  unsigned level = 1;
  for (const std::vector<Digest>& hashes : edge.upper) {
    if (level > 7 || hashes.size() != (edge.base >> (8 * level)) % kTileWidth) return false;
    ++level;
  }
  return level > 7 || (edge.base >> (8 * level)) == 0;
}

// The rest of `text` begins behind the head's own hash.
std::optional<EdgeRead> read_head(std::string_view& text) {
  const std::string_view whole = text;
  EdgeRead read;
  const auto kind = line_of(text);
  const auto mark = line_of(text);
  const auto origin = line_of(text);
  const auto base = line_of(text);
  if (!base || kind != kKind) return std::nullopt;
  read.of_this_start = *mark == mark_of_this_start();
  read.edge.origin = *origin;
  const auto [end, failed] =
      std::from_chars(base->data(), base->data() + base->size(), read.edge.base);
  if (failed != std::errc{} || end != base->data() + base->size() ||
      read.edge.base % kTileWidth != 0)
    return std::nullopt;
  while (true) {
    const auto line = line_of(text);
    if (!line) return std::nullopt;
    if (line->empty() && text.size() >= sizeof(Digest)) {
      // An unfinished tile may be empty too: what ends the head is followed by its hash.
      const std::size_t size = whole.size() - text.size();
      const Digest chain = sha256(as_bytes(whole.substr(0, size)));
      if (as_text(chain) == text.substr(0, sizeof(Digest))) {
        if (!fit(read.edge)) return std::nullopt;
        read.chain = chain;
        read.end = size + sizeof(Digest);
        text.remove_prefix(sizeof(Digest));
        return read;
      }
    }
    auto hashes = hashes_in(*line);
    if (!hashes) return std::nullopt;
    read.edge.upper.push_back(*std::move(hashes));
  }
}

// False at the end, and at a piece that a crash cut short.
bool read_piece(std::string_view& text, EdgeRead& read) {
  if (text.size() < kPieceHead) return false;
  const ByteView bytes = as_bytes(text);
  const std::uint64_t first = read_be(bytes, 0, 8), count = read_be(bytes, 8, 4);
  const std::size_t bundle_size = read_be(bytes, 12, 4), note_size = read_be(bytes, 16, 4);
  const std::size_t size = kPieceHead + bundle_size + note_size;
  if (text.size() < size + sizeof(Digest) || first != read.edge.size()) return false;
  const Digest chain = sha256(read.chain, as_bytes(text.substr(0, size)));
  if (as_text(chain) != text.substr(size, sizeof(Digest))) return false;
  const auto entries = bundle_entries(text.substr(kPieceHead, bundle_size));
  if (!entries || entries->size() != count) return false;
  for (const std::string_view entry : *entries) read.edge.entries.emplace_back(entry);
  if (note_size > 0) read.edge.note = text.substr(kPieceHead + bundle_size, note_size);
  read.chain = chain;
  read.end += size + sizeof(Digest);
  text.remove_prefix(size + sizeof(Digest));
  return true;
}

}  // namespace

std::optional<EdgeRead> read_edge_file(const fs::path& folder) {
  const auto content = read_file(folder / kEdgeFile, kMostBytes);
  if (!content) return std::nullopt;
  std::string_view text = *content;
  auto read = read_head(text);
  while (read && read_piece(text, *read)) {
  }
  return read;
}

std::optional<EdgeRead> read_edge_of_before(const fs::path& folder) {
  const auto start = read_file_start(folder / kEdgeFile, kKind.size() + 1 + kMarkChars);
  if (!start || !start->starts_with(kKind)) return std::nullopt;
  const std::string mark = mark_of_this_start();
  if (!mark.empty() && start->ends_with(mark)) return std::nullopt;
  return read_edge_file(folder);
}

EdgeWriter EdgeWriter::begin(const fs::path& folder, const LogEdge& edge) {
  const std::string head = head_of(edge);
  Digest chain = sha256(as_bytes(head));
  std::string content = head + std::string(as_text(chain));
  const std::string piece = piece_of(edge.base, edge.entries, edge.note.value_or(""));
  chain = sha256(chain, as_bytes(piece));
  content.append(piece).append(as_text(chain));
  write_file(folder / kEdgeFile, as_bytes(content));
  auto file = GrowingFile::open(folder / kEdgeFile);
  if (!file) throw SystemFailure(write_error(folder / kEdgeFile, errno));
  return EdgeWriter(*std::move(file), edge.base, edge.size(), content.size(), chain);
}

std::optional<EdgeWriter> EdgeWriter::go_on(const fs::path& folder, const EdgeRead& read) {
  auto file = GrowingFile::open(folder / kEdgeFile);
  if (!file || !file->is_still(read.end)) return std::nullopt;
  return EdgeWriter(*std::move(file), read.edge.base, read.edge.size(), read.end, read.chain);
}

void EdgeWriter::add(std::span<const std::string> entries, std::string_view note) {
  const std::string piece = piece_of(size_, entries, note);
  const Digest chain = sha256(chain_, as_bytes(piece));
  file_.write_at(end_, as_bytes(piece + std::string(as_text(chain))));
  size_ += entries.size();
  end_ += piece.size() + sizeof(Digest);
  chain_ = chain;
}

}  // namespace temgoc
