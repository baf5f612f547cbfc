// A TrueType face as placement needs it: which letters it has, how wide and how tall they are.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/result.h"

namespace temgoc {

// The 134 letters of Vietnamese beyond ASCII, lower case then upper case.
extern const std::u32string_view kVietnameseLetters;

// Lengths are in em: multiply by the size. Only the basic plane is read, as libharu draws no other.
class Face {
 public:
  // `font_not_found`; `font_unusable` (value path, args reason): not TrueType, damaged, lacks a
  // Vietnamese letter, or builds one from composite glyphs, whose marks libharu 2.3.0 drops without
  // a word.
  static Result<Face> open(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }
  bool covers(char32_t letter) const;
  double width(std::u32string_view text) const;  // 0 for a letter that it lacks
  double x_height() const { return x_height_; }
  double ascent() const {
    return ascent_;
  }  // top of the tallest Vietnamese letter above the baseline
  double descent() const { return descent_; }  // bottom of the lowest below it, positive

 private:
  friend class FaceReader;
  std::filesystem::path path_;
  std::vector<std::uint16_t> glyphs_;  // by code point, 65,536 of them; 0: lacks it
  std::vector<double> advances_;       // by glyph
  double x_height_ = 0, ascent_ = 0, descent_ = 0;
};

struct Faces {
  Face regular, bold;
  const Face& of(bool is_bold) const { return is_bold ? bold : regular; }
};

// Noto Sans from the directory in the environment variable TEMGOC_FONT_DIR, else from the one set
// at build.
Result<Faces> label_faces();

}  // namespace temgoc
