// Photos become pictures that may be shown, or are refused by name.
#include "temgoc/pictures/shown_picture.h"

#include <doctest/doctest.h>

#include "pictures/photos.h"
#include "pictures/pixels.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::string cornered(unsigned width, unsigned height) {
  return png(width, height, [=](unsigned x, unsigned y) { return corner(x, y, width, height); });
}
std::string jpeg_of(const std::string& photo, unsigned side = 4000) {
  return std::string(as_text(shown_picture(as_bytes(photo), side).value()));
}
std::string refusal(const std::string& photo) {
  const auto shown = shown_picture(as_bytes(photo), 800);
  return shown ? "none" : shown.error().code;
}
Pixels pixels_of(const std::string& jpeg) { return read_jpeg(as_bytes(jpeg), 4000).value().pixels; }
bool is_dark(const Pixels& pixels, unsigned x, unsigned y) {
  return pixels.rgb[(y * pixels.width + x) * 3] < 100;
}

}  // namespace

TEST_CASE("a photo becomes a JPEG of the size that was asked for, and is never enlarged") {
  const std::string large = cornered(1200, 600);
  const Pixels small = pixels_of(jpeg_of(large, 300));
  CHECK(small.width == 300);
  CHECK(small.height == 150);
  CHECK(is_dark(small, 20, 20));
  CHECK_FALSE(is_dark(small, 280, 20));
  CHECK_FALSE(is_dark(small, 20, 140));
  const Pixels same = pixels_of(jpeg_of(large, 4000));
  CHECK(same.width == 1200);
  // The second time from a JPEG, which may be read at a fraction of its size.
  const Pixels again = pixels_of(jpeg_of(jpeg_of(large), 200));
  CHECK(again.width == 200);
  CHECK(again.height == 100);
  CHECK(is_dark(again, 20, 20));
}

TEST_CASE("the same photo gives the same bytes") {
  const std::string photo = cornered(500, 400);
  CHECK(jpeg_of(photo, 200) == jpeg_of(photo, 200));
}

TEST_CASE("a picture stands upright, however the camera was held") {
  const std::string jpeg = jpeg_of(cornered(400, 200));
  struct Held {
    unsigned orientation;
    bool on_its_side, right, bottom;  // where the dark corner belongs
  };
  for (const Held held : {Held{1, false, false, false},
                          {2, false, true, false},
                          {3, false, true, true},
                          {4, false, false, true},
                          {5, true, false, false},
                          {6, true, true, false},
                          {7, true, true, true},
                          {8, true, false, true}}) {
    CAPTURE(held.orientation);
    const Pixels shown = pixels_of(jpeg_of(with_exif(jpeg, held.orientation)));
    CHECK(shown.width == (held.on_its_side ? 200 : 400));
    for (const bool right : {false, true}) {
      for (const bool bottom : {false, true}) {
        CHECK(is_dark(shown, right ? shown.width - 10 : 10, bottom ? shown.height - 10 : 10) ==
              (right == held.right && bottom == held.bottom));
      }
    }
  }
}

TEST_CASE("nothing is left of what a photo says beside its pixels") {
  const std::string photo = with_exif(jpeg_of(cornered(200, 200)), 6);
  REQUIRE(photo.find("GPS 10.7769") != photo.npos);
  const std::string shown = jpeg_of(photo);
  CHECK(shown.find("GPS") == shown.npos);
  CHECK(shown.find("Exif") == shown.npos);
}

TEST_CASE("an Exif block that is broken leaves the picture as it is") {
  const auto read = [](std::string_view block) { return exif_orientation(as_bytes(block)); };
  CHECK(read("") == 1);
  CHECK(read("Exif") == 1);
  CHECK(read(std::string_view("Exif\0\0II*\0", 10)) == 1);
  CHECK(read(std::string_view("Exif\0\0II*\0\xff\xff\xff\xff", 14)) == 1);
  CHECK(read(std::string_view("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0",
                              28)) == 1);
  CHECK(read(std::string_view("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0",
                              28)) == 6);
}

TEST_CASE("what is no photo, or half of one, is refused by name") {
  CHECK(refusal("") == "picture_empty");
  CHECK(refusal("đây là chữ") == "picture_format");
  CHECK(shown_picture(as_bytes("%PDF-1.7 …"), 800).error().args.at("format") == "PDF");
  const std::string heic(
      "\0\0\0\x18"
      "ftypheic",
      12);
  CHECK(shown_picture(as_bytes(heic), 800).error().args.at("format") == "HEIC");
  CHECK(refusal("GIF89a…") == "picture_other_format");
  CHECK(refusal("<svg onload=\"…\">") == "picture_other_format");
  const std::string photo = cornered(300, 300), jpeg = jpeg_of(photo);
  // Its last bytes only say that it is over.
  for (const std::string& whole : {photo, jpeg}) {
    for (std::size_t cut = 12; cut + 32 < whole.size(); cut += whole.size() / 40 + 1) {
      CAPTURE(cut);
      CHECK(refusal(whole.substr(0, cut)) == "picture_damaged");
    }
  }
  CHECK(refusal(std::string("\xff\xd8\xff") + std::string(1000, 'x')) == "picture_damaged");
  const auto black = [](unsigned, unsigned) { return Colour{}; };
  CHECK(refusal(png(8, 8, black)) == "picture_small");
  CHECK(refusal(png(300, 8, black)) == "picture_small");
  CHECK(refusal(png(8, 300, black)) == "picture_small");
}

TEST_CASE("a picture in the colours of a printing press is refused, not shown in wrong ones") {
  // 32 x 32 of one grey, as CMYK.
  constexpr const char* kPress =
      "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwCgbniMeGSgjIKMtKqgvvD///Dc3PD/////////////////////"
      "/////////////////////////////////////8AAFAgAIAAgBEMRAE0RAFkRAEsRAP/EABUAAQEAAAAA"
      "AAAAAAAAAAAAAAAC/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAA4EQwBNAFkASwAAPwCUpSAAAAAAAAAA"
      "AAAAAAAAAA//2Q==";
  const auto press = from_base64(kPress);
  REQUIRE(press.has_value());
  CHECK(refusal(std::string(as_text(*press))) == "picture_colours");
}

TEST_CASE("a file that unpacks to more than anybody photographs is refused before it does") {
  const auto black = [](unsigned, unsigned) { return Colour{}; };
  CHECK(refusal(png(100, 100, black, 100'000)) == "picture_pixels");
  // A JPEG's header may say 32,767 squared.
  std::string jpeg = jpeg_of(png(64, 64, black));
  const std::size_t frame = jpeg.find("\xff\xc0");
  REQUIRE(frame != jpeg.npos);
  jpeg.replace(frame + 5, 4, "\x7f\xff\x7f\xff");
  CHECK(refusal(jpeg) == "picture_pixels");
  CHECK(refusal(std::string(kMostPhotoBytes + 1, 'x')) == "picture_too_large");
}

TEST_CASE("bytes that were changed anywhere give a picture or a refusal, never a crash") {
  const std::string photo = jpeg_of(cornered(120, 90)), other = cornered(60, 40);
  for (const std::string& whole : {photo, other}) {
    for (std::size_t at = 0; at < whole.size(); at += 3) {
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 0x5a);
      const auto shown = shown_picture(as_bytes(changed), 50);
      if (shown) CHECK(shown->size() > 100);
    }
  }
}
