// Parses the tables of a TrueType file, and refuses one that lacks a Vietnamese letter.
#include "face.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "temgoc/base/bytes.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"

namespace temgoc {

const std::u32string_view kVietnameseLetters =
    U"àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    U"ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ";

namespace {

constexpr std::size_t kMaxFontBytes = 32 << 20;

// `reason`: a code under "font." in the words; `detail`: the table or letter in question.
struct Damaged {
  std::string reason, detail = {};
};

// Big-endian numbers at an offset; a face that points outside itself is damaged.
class Table {
 public:
  explicit Table(ByteView bytes) : bytes_(bytes) {}
  std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
  std::int16_t i16(std::size_t at) const { return static_cast<std::int16_t>(number(at, 2)); }
  std::uint32_t u32(std::size_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
  Table from(std::size_t at, std::size_t length) const {
    if (at > bytes_.size() || length > bytes_.size() - at) throw Damaged{"truncated"};
    return Table(bytes_.subspan(at, length));
  }
  std::size_t size() const { return bytes_.size(); }

 private:
  std::uint64_t number(std::size_t at, std::size_t width) const {
    if (at + width > bytes_.size()) throw Damaged{"truncated"};
    return read_be(bytes_, at, width);
  }
  ByteView bytes_;
};

Table table(const Table& file, std::string_view tag) {
  const std::uint64_t wanted = read_be(as_bytes(tag), 0, 4);
  for (std::size_t i = 0; i < file.u16(4); ++i) {
    const std::size_t entry = 12 + 16 * i;
    if (file.u32(entry) == wanted) return file.from(file.u32(entry + 8), file.u32(entry + 12));
  }
  throw Damaged{"table_missing", std::string(tag)};
}

// The Windows Unicode map of the basic plane, format 4.
Table unicode_map(const Table& cmap) {
  for (std::size_t i = 0; i < cmap.u16(2); ++i) {
    const std::size_t record = 4 + 8 * i;
    const std::size_t at = cmap.u32(record + 4);
    const bool windows_unicode = cmap.u16(record) == 3 && cmap.u16(record + 2) == 1;
    if (windows_unicode && cmap.u16(at) == 4) return cmap.from(at, cmap.u16(at + 2));
  }
  throw Damaged{"map_missing"};
}

std::vector<std::uint16_t> read_glyphs(const Table& map) {
  std::vector<std::uint16_t> glyphs(65536, 0);
  const std::size_t segments = map.u16(6) / 2u;
  for (std::size_t s = 0; s < segments; ++s) {
    const std::size_t start_at = 16 + 2 * (segments + s), delta_at = start_at + 2 * segments;
    const std::size_t offset_at = delta_at + 2 * segments;
    const unsigned last = map.u16(14 + 2 * s), first = map.u16(start_at);
    for (unsigned c = first; c <= last && c != 0xFFFF; ++c) {
      std::uint16_t glyph = static_cast<std::uint16_t>(c);
      if (const unsigned offset = map.u16(offset_at)) {
        glyph = map.u16(offset_at + offset + 2 * (c - first));
        if (glyph == 0) continue;
      }
      glyphs[c] = static_cast<std::uint16_t>(glyph + map.u16(delta_at));
    }
  }
  return glyphs;
}

}  // namespace

class FaceReader {
 public:
  explicit FaceReader(Table file)
      : head_(table(file, "head")),
        hhea_(table(file, "hhea")),
        hmtx_(table(file, "hmtx")),
        loca_(table(file, "loca")),
        glyf_(table(file, "glyf")),
        map_(unicode_map(table(file, "cmap"))),
        em_(head_.u16(18)) {
    if (em_ == 0) throw Damaged{"size_missing"};
  }

  void fill(Face& face) const {
    face.glyphs_ = read_glyphs(map_);
    const std::size_t metrics = hhea_.u16(34);
    for (std::size_t i = 0; i < metrics; ++i) face.advances_.push_back(hmtx_.u16(4 * i) / em_);
    if (metrics == 0) throw Damaged{"widths_missing"};
    face.x_height_ = top(face.glyphs_[U'x']);
    for (const std::u32string_view letters : {kVietnameseLetters, std::u32string_view(U"gjpqyQ")})
      for (const char32_t letter : letters) measure(letter, face);
  }

 private:
  void measure(char32_t letter, Face& face) const {
    const std::uint16_t glyph = face.glyphs_[letter];
    if (glyph == 0) throw Damaged{"letter_missing", to_utf8({&letter, 1})};
    if (nests(glyph)) throw Damaged{"letter_nested", to_utf8({&letter, 1})};
    face.ascent_ = std::max(face.ascent_, top(glyph));
    face.descent_ = std::max(face.descent_, -outline(glyph).i16(4) / em_);
  }

  Table outline(std::uint16_t glyph) const {
    const bool wide = head_.i16(50) != 0;
    const std::size_t at = wide ? loca_.u32(4u * glyph) : 2u * loca_.u16(2u * glyph);
    return glyf_.from(at, glyf_.size() - std::min(at, glyf_.size()));
  }
  double top(std::uint16_t glyph) const { return outline(glyph).i16(8) / em_; }

  std::vector<std::uint16_t> components(std::uint16_t glyph) const {
    constexpr unsigned kWords = 0x1, kScale = 0x8, kMore = 0x20, kScales = 0x40, kMatrix = 0x80;
    const Table shape = outline(glyph);
    std::vector<std::uint16_t> found;
    if (shape.i16(0) >= 0) return found;
    std::size_t at = 10;
    unsigned flags = kMore;
    while (flags & kMore) {
      flags = shape.u16(at);
      found.push_back(shape.u16(at + 2));
      at += 4 + (flags & kWords ? 4u : 2u);
      at += flags & kScale ? 2u : flags & kScales ? 4u : flags & kMatrix ? 8u : 0u;
    }
    return found;
  }
  bool nests(std::uint16_t glyph) const {
    const auto parts = components(glyph);
    return std::any_of(parts.begin(), parts.end(),
                       [&](auto part) { return outline(part).i16(0) < 0; });
  }

  Table head_, hhea_, hmtx_, loca_, glyf_, map_;
  double em_;
};

Result<Face> Face::open(const std::filesystem::path& path) {
  auto file = read_file(path, kMaxFontBytes);
  if (!file) return Error{.code = "font_not_found", .value = path.string()};
  Face face;
  face.path_ = path;
  try {
    FaceReader(Table(as_bytes(*file))).fill(face);
  } catch (const Damaged& damage) {
    return Error{.code = "font_unusable",
                 .value = path.string(),
                 .args = {{"reason", damage.reason}, {"detail", damage.detail}}};
  }
  return face;
}

bool Face::covers(char32_t letter) const { return letter < glyphs_.size() && glyphs_[letter] != 0; }

double Face::width(std::u32string_view text) const {
  double sum = 0;
  for (const char32_t letter : text) {
    const std::size_t glyph = covers(letter) ? glyphs_[letter] : 0u;
    sum += advances_[std::min(glyph, advances_.size() - 1)];
  }
  return sum;
}

Result<Faces> label_faces() {
  const char* chosen = std::getenv("TEMGOC_FONT_DIR");
  const std::filesystem::path folder = chosen && *chosen ? chosen : TEMGOC_FONT_DIR;
  auto regular = Face::open(folder / "NotoSans-Regular.ttf");
  if (!regular) return regular.error();
  auto bold = Face::open(folder / "NotoSans-Bold.ttf");
  if (!bold) return bold.error();
  return Faces{std::move(*regular), std::move(*bold)};
}

}  // namespace temgoc
