#include "label/line_breaks.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "temgoc/base/text.h"

using namespace temgoc;

namespace {

const Faces& faces() {
  static const Faces loaded = label_faces().value();
  return loaded;
}

std::vector<Word> words(const std::string& text) {
  Letters letters;
  for (const char32_t point : code_points(text)) letters.push_back({point, false});
  return words_of(letters, faces());
}

std::string text_of(const SetLine& line) {
  std::string text;
  for (const Letter& letter : line.letters) text += to_utf8({&letter.point, 1});
  return text;
}

// The lines of a body that is as wide as `widest` in the face, on as few lines as it takes.
std::vector<std::string> body(const std::string& text, const std::string& widest,
                              Shape shape = Shape::body) {
  const double most = faces().regular.width(code_points(widest)) + 1e-6;
  const auto count = fewest_lines(words(text), most, 99);
  REQUIRE(count);
  std::vector<std::string> lines;
  for (const SetLine& line : broken(words(text), most, *count, shape).lines) {
    CHECK(line.width_em <= most);
    lines.push_back(text_of(line));
  }
  CHECK(lines.size() == *count);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a caption stays with what it names") {
  CHECK(body("Thành phố Hồ Chí Minh. ĐT: 0901\u00A0234", "Thành phố Hồ Chí Minh. ĐT:") ==
        Lines{"Thành phố Hồ Chí Minh.", "ĐT: 0901\u00A0234"});
}

TEST_CASE("a body does not end on a word alone") {
  CHECK(body("Không dùng khi bao bì rách, phồng hoặc có mùi lạ",
             "Không dùng khi bao bì rách, phồng hoặc có mùi") ==
        Lines{"Không dùng khi bao bì rách, phồng hoặc", "có mùi lạ"});
}

TEST_CASE("a line ends after a comma rather than within a name") {
  CHECK(body("Số 12 đường Rừng Sác, xã Bình Khánh, Thành phố Hồ Chí Minh",
             "Số 12 đường Rừng Sác, xã Bình Khánh, Thành") ==
        Lines{"Số 12 đường Rừng Sác, xã Bình Khánh,", "Thành phố Hồ Chí Minh"});
}

TEST_CASE("a place's name and an abbreviation before it stay on one line") {
  CHECK(body("Xã Bình Khánh, huyện Cần Giờ, TP. Hồ Chí Minh",
             "Xã Bình Khánh, huyện Cần Giờ, TP. Hồ") ==
        Lines{"Xã Bình Khánh, huyện Cần Giờ,", "TP. Hồ Chí Minh"});
  CHECK(body("Xã Bình Khánh, huyện Cần Giờ, TP. Hồ Chí Minh",
             "Xã Bình Khánh, huyện Cần Giờ, TP. Hồ Chí") ==
        Lines{"Xã Bình Khánh, huyện Cần Giờ,", "TP. Hồ Chí Minh"});
  CHECK(body("Số 12 đường Rừng Sác, ấp Bình Phước, xã Bình Minh, tỉnh Vĩnh Long",
             "Số 12 đường Rừng Sác, ấp Bình Phước, xã Bình") ==
        Lines{"Số 12 đường Rừng Sác, ấp Bình Phước,", "xã Bình Minh, tỉnh Vĩnh Long"});
  CHECK(body("Hợp tác xã Nông nghiệp, Điện Thoại: 028\u00A03889\u00A00123",
             "Hợp tác xã Nông nghiệp, Điện Thoại:") ==
        Lines{"Hợp tác xã Nông nghiệp,", "Điện Thoại: 028\u00A03889\u00A00123"});
}

TEST_CASE("two words that are one stay together, and so does a caption of two words") {
  CHECK(body("Số 12 đường Rừng Sác, xã Bình Khánh, Thành phố Hồ Chí Minh, Việt Nam",
             "Số 12 đường Rừng Sác, xã Bình Khánh, Thành ph") ==
        Lines{"Số 12 đường Rừng Sác, xã Bình Khánh,", "Thành phố Hồ Chí Minh, Việt Nam"});
  CHECK(body("Sản phẩm của Hợp tác xã Cần Giờ", "Sản phẩm của Hợp tác") ==
        Lines{"Sản phẩm của", "Hợp tác xã Cần Giờ"});
  CHECK(body("Rã đông trước khi ăn · Bảo quản ở nơi mát", "Rã đông trước khi ăn · Bảo") ==
        Lines{"Rã đông trước khi ăn", "Bảo quản ở nơi mát"});
}

TEST_CASE("the words of a cooperative's trade stay together") {
  CHECK(body("Hợp tác xã Nông nghiệp sản xuất thương mại và dịch vụ Phước An",
             "Hợp tác xã Nông nghiệp sản xuất thương mại và dịch") ==
        Lines{"Hợp tác xã Nông nghiệp sản xuất thương mại và", "dịch vụ Phước An"});
}

TEST_CASE("a number stays with its unit, and with the word that announces it") {
  CHECK(body("Cơ sở sản xuất ở Số 12 đường Rừng Sác", "Cơ sở sản xuất ở Số mmm") ==
        Lines{"Cơ sở sản xuất ở", "Số 12 đường Rừng Sác"});
  CHECK(body("Giữ ở ngăn mát không quá 30 ngày kể từ ngày mở", "Giữ ở ngăn mát không quá 30") ==
        Lines{"Giữ ở ngăn mát không quá", "30 ngày kể từ ngày mở"});
}

TEST_CASE("a title's lines are of one length") {
  CHECK(body("Khô cá dứa một nắng Cần Giờ", "Khô cá dứa một nắng Cần", Shape::title) ==
        Lines{"Khô cá dứa một", "nắng Cần Giờ"});
}

TEST_CASE("a free line keeps a proper name together, and is left free where nothing is wrong") {
  const auto set = [](const std::string& text, const std::string& widest, bool may_be_more) {
    const double most = faces().regular.width(code_points(widest)) + 1e-6;
    const auto count = fewest_lines(words(text), most, 99);
    REQUIRE(count);
    Lines lines;
    for (const SetLine& line : well_broken(words(text), most, *count, may_be_more, Shape::title))
      lines.push_back(text_of(line));
    return lines;
  };
  const auto whole = [](const Lines& lines, const std::string& name) {
    return std::ranges::any_of(
        lines, [&](const std::string& line) { return line.find(name) != std::string::npos; });
  };
  const std::string origin = "Đóng gói ở Việt Nam cho Tương Lai", widest = "Nam cho Tương Lai";
  CHECK(set(origin, widest, false) == Lines{"Đóng gói ở Việt", "Nam cho Tương Lai"});
  const Lines more = set(origin, widest, true);
  CHECK(more.size() == 3);
  CHECK(whole(more, "Việt Nam"));
  CHECK(whole(more, "Tương Lai"));
  // A line more would part the name once more.
  CHECK(set("Tương Lai", "Tương", true) == Lines{"Tương", "Lai"});
  CHECK(set("Khô cá dứa một nắng Cần Giờ", "Khô cá dứa một nắng Cần", true) ==
        Lines{"Khô cá dứa một", "nắng Cần Giờ"});
}

TEST_CASE("a syllable alone on a line is a fault, and so is a name in two") {
  const auto faults = [](const std::string& text, const std::string& widest, std::size_t count) {
    const double most = faces().regular.width(code_points(widest)) + 1e-6;
    return broken(words(text), most, count, Shape::body).faults;
  };
  CHECK(faults("Khô cá, mực", "Khô cá,", 2) == 1);
  CHECK(faults("Khô cá, mực khô", "mực khô", 2) == 0);
  CHECK(faults("Hồ Chí Minh", "Hồ Chí", 2) == 2);
}

TEST_CASE("a middle dot joins what is on one line, and is left out where a line ends") {
  CHECK(body("Tránh nắng · Giữ mát", "Tránh nắng · Giữ mát") == Lines{"Tránh nắng · Giữ mát"});
  CHECK(body("Tránh mọi ánh nắng · Giữ mát", "Tránh mọi ánh nắng") ==
        Lines{"Tránh mọi ánh nắng", "Giữ mát"});
  CHECK(body("Bảo quản -18°C · Tránh nắng", "Bảo quản -18°C") ==
        Lines{"Bảo quản -18°C", "Tránh nắng"});
  CHECK(body("· 7KQ2 ·", "· 7KQ2 ·") == Lines{"7KQ2"});
}

TEST_CASE("a bold caption of two short words is one, unless captions may be split") {
  Letters letters;
  for (const char32_t point : code_points("Muối biển Xuất xứ: Huế"))
    letters.push_back({point, letters.size() >= 10 && letters.size() < 18});
  const auto all = words_of(letters, faces());
  CHECK(all.size() == 4);
  CHECK(text_of({all.at(2).letters, 0}) == "Xuất xứ:");
  const auto room = width_em(Letters(letters.begin(), letters.begin() + 17), faces());
  const Broken two = broken(all, room, 2, Shape::body);
  CHECK(text_of(two.lines.at(0)) == "Muối biển");
  CHECK(words_of(letters, faces(), Captions::split).size() == 5);
}

TEST_CASE(
    "a slash or a dash is left out at a line's end where the template set it, and only there") {
  const auto halves = [](bool is_joint, char32_t sign) {
    Letters letters;
    for (const char32_t point : code_points("Giữ mát ")) letters.push_back({point, false});
    letters.push_back({sign, false, is_joint});
    for (const char32_t point : code_points(" Keep cool")) letters.push_back({point, false});
    Lines lines;
    const auto all = words_of(letters, faces());
    for (const SetLine& line :
         broken(all, faces().regular.width(U"Keep cool – –"), 2, Shape::body).lines)
      lines.push_back(text_of(line));
    return lines;
  };
  CHECK(halves(true, U'/') == Lines{"Giữ mát", "Keep cool"});
  CHECK(halves(true, U'–') == Lines{"Giữ mát", "Keep cool"});
  CHECK(halves(false, U'/') == Lines{"Giữ mát /", "Keep cool"});
  CHECK(halves(false, U'–') == Lines{"Giữ mát –", "Keep cool"});
}

TEST_CASE("a lot's long code has two halves, its hyphen at the end of the first") {
  const auto halves = [](const std::string& code) {
    Lines parts;
    for (const Word& word : with_halved_codes(words(code), faces()))
      parts.push_back(text_of({word.letters, word.width_em}));
    return parts;
  };
  CHECK(halves("ABCDEFGHIJKLMNOPQRST") == Lines{"ABCDEFGHIJ", "KLMNOPQRST"});
  CHECK(halves("LO-NHA-MAY-2026-0012") == Lines{"LO-NHA-MAY-", "2026-0012"});
  CHECK(halves("Lô: 261124-01") == Lines{"Lô:", "261124-01"});
  CHECK(halves("nghiêng-nghiêng") == Lines{"nghiêng-nghiêng"});
  CHECK(halves("truyxuat.htx-nongsanxanh.gov.vn") == Lines{"truyxuat.htx-", "nongsanxanh.gov.vn"});
  CHECK(halves("tg.example.vn") == Lines{"tg.example.", "vn"});
  CHECK(halves("preservatives") == Lines{"preservatives"});
  CHECK(halves("preservatives.") == Lines{"preservatives."});
  // On one line the two are one again.
  CHECK(body("ABCDEFGHIJKLMNOPQRST", "ABCDEFGHIJKLMNOPQRST") == Lines{"ABCDEFGHIJKLMNOPQRST"});
  const auto parts = with_halved_codes(words("Lô ABCDEFGHIJKLMNOPQRST"), faces());
  const Broken one = broken(parts, 99, 1, Shape::title);
  CHECK(text_of(one.lines.at(0)) == "Lô ABCDEFGHIJKLMNOPQRST");
  CHECK(one.lines.at(0).width_em ==
        doctest::Approx(faces().regular.width(U"Lô ABCDEFGHIJKLMNOPQRST")));
}

TEST_CASE("a word wider than the line, or one line too many, fits nowhere") {
  CHECK_FALSE(fewest_lines(words("Nghiêng"), 1, 9));
  CHECK_FALSE(fewest_lines(words("a b c"), faces().regular.width(U"a"), 2));
  CHECK(fewest_lines(words("a b c"), faces().regular.width(U"m"), 3) == std::size_t{3});
}
