#include "temgoc/base/compression.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/gunzip.h"

using namespace temgoc;
using namespace temgoc::test;

TEST_CASE("what was packed unpacks to the same bytes, empty and large") {
  Bytes large(3'000'000);
  std::uint32_t state = 1;
  for (auto& byte : large) byte = static_cast<std::uint8_t>((state = state * 1664525 + 1) >> 30);
  for (const Bytes& content : {Bytes{}, Bytes{7}, Bytes(100'000, 0), large}) {
    CHECK(decompressed(compressed(content), content.size()) == content);
  }
  CHECK(compressed(Bytes(1'000'000, 0)).size() < 2'000);
}

TEST_CASE("another size, a cut, a tail and an altered byte are refused") {
  const Bytes content(10'000, 42);
  const Bytes packed = compressed(content);
  CHECK_FALSE(decompressed(packed, content.size() - 1));
  CHECK_FALSE(decompressed(packed, content.size() + 1));
  CHECK_FALSE(decompressed(packed, 0));
  CHECK_FALSE(decompressed({}, content.size()));
  for (std::size_t cut = 0; cut < packed.size(); ++cut) {
    CHECK_FALSE(decompressed(ByteView(packed).first(cut), content.size()));
  }
  Bytes tail = packed;
  tail.push_back(0);
  CHECK_FALSE(decompressed(tail, content.size()));
  for (std::size_t at = 0; at < packed.size(); ++at) {
    Bytes altered = packed;
    altered[at] ^= 0x10;
    const auto read = decompressed(altered, content.size());
    CHECK((!read || *read == content));  // a bit of the header's hints may carry nothing
  }
}

TEST_CASE("a gzip member holds its texts, packed before, packed now or as they are") {
  std::string style, text;
  for (int i = 0; i < 2000; ++i) style += "p{margin:" + std::to_string(i) + "px}";
  for (int i = 0; i < 500; ++i) text += "<p>Chè lam số " + std::to_string(i * i) + "</p>";
  const std::string long_text(200'000, 'x');
  const PackedText packed(style), nothing("");
  for (const std::string& own : {text, std::string(), std::string(1, '\0'), style, long_text}) {
    CHECK(gunzipped(gzipped(own)) == own);
    CHECK(gunzipped(GzipMember().add(packed).add(own).finished()) == style + own);
    CHECK(gunzipped(GzipMember().add_as_it_is(own).add(packed).finished()) == own + style);
    const std::string mixed = GzipMember()
                                  .add(own)
                                  .add(nothing)
                                  .add(packed)
                                  .add_as_it_is(own)
                                  .add(packed)
                                  .add(own)
                                  .finished();
    CHECK(gunzipped(mixed) == own + style + own + style + own);
  }
  CHECK(GzipMember().add(packed).add(text).finished().size() <
        gzipped(style + text).size() * 21 / 20);
}

TEST_CASE("a gzip file unpacks if it is whole, ends there and holds no more than asked") {
  const std::string content(100'000, 'x');
  const std::string file = gzipped(content);
  const ByteView packed = as_bytes(file);
  const auto read = gunzipped(packed, content.size());
  REQUIRE(read);
  CHECK(as_text(*read) == content);
  CHECK(gunzipped(as_bytes(gzipped("")), 0) == Bytes{});
  CHECK_FALSE(gunzipped(packed, content.size() - 1));
  CHECK_FALSE(gunzipped(packed, 0));
  for (std::size_t cut = 0; cut < packed.size(); ++cut)
    CHECK_FALSE(gunzipped(packed.first(cut), content.size()));
  CHECK_FALSE(gunzipped(as_bytes(file + "x"), content.size()));
  CHECK_FALSE(gunzipped(as_bytes(file + file), 2 * content.size()));
  std::string altered = file;
  altered[altered.size() - 6] ^= 1;  // the check sum
  CHECK_FALSE(gunzipped(as_bytes(altered), content.size()));
  CHECK_FALSE(gunzipped(compressed(as_bytes(content)), content.size()));
}
