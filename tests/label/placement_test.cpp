#include "label/placement.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>

#include "label/printing.h"
#include "temgoc/base/text.h"
#include "temgoc/label/sample_notice.h"

using namespace temgoc;

namespace {

const Faces& faces() {
  static const Faces loaded = label_faces().value();
  return loaded;
}

LabelTemplate one_box(Box box) {
  LabelTemplate label;
  label.stock.label_width_mm = 100, label.stock.label_height_mm = 100;
  label.boxes = {std::move(box)};
  return label;
}

Result<PlacedLabel> place_name(const Box& box, const std::string& name) {
  LabelItem item;
  item.fields["product_name"] = name;
  return place(one_box(box), item, faces(), Share::common);
}

Box name_box() {
  Box box;
  box.x_mm = 10, box.y_mm = 20, box.width_mm = 30, box.height_mm = 10;
  box.text = "{product_name}";
  box.size_pt = 10, box.min_size_pt = 6, box.max_lines = 3;
  return box;
}

rc::Gen<std::string> vietnamese_words() {
  const std::u32string letters =
      std::u32string(kVietnameseLetters) + U"abcghiklmnopqrstuvxyABCGHKLMNT0123456789";
  const auto letter = rc::gen::elementOf(letters);
  const auto word =
      rc::gen::resize(7, rc::gen::nonEmpty(rc::gen::container<std::u32string>(letter)));
  return rc::gen::map(
      rc::gen::resize(20, rc::gen::nonEmpty(rc::gen::container<std::vector<std::u32string>>(word))),
      [](const std::vector<std::u32string>& words) {
        std::string text;
        for (const auto& each : words) text += (text.empty() ? "" : " ") + to_utf8(each);
        return text;
      });
}

std::string joined(const PlacedText& text) {
  std::string all;
  for (const PlacedLine& line : text.lines) all += (all.empty() ? "" : " ") + line.text;
  return all;
}

// The size that the box with this field gets; 0: it is left out.
double size_of(const LabelTemplate& label, const LabelItem& item, std::string_view field) {
  const PlacedLabel placed = place(label, item, faces(), Share::common).value();
  for (const PlacedText& text : placed.texts)
    if (label.boxes[text.box].text.find(field) != std::string::npos) return text.size_pt;
  return 0;
}

bool says_notice(const LabelTemplate& label, const LabelItem& item) {
  const PlacedLabel placed = place(label, item, faces(), Share::common).value();
  return std::ranges::any_of(placed.texts, [](const PlacedText& text) {
    return joined(text).find(kSampleNotice) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a placed text is whole and inside its box, or the label is refused") {
  int placed_ones = 0, refused_ones = 0;
  CHECK(rc::check("for any words and any box", [&] {
    Box box = name_box();
    box.width_mm = *rc::gen::inRange(5, 60);
    box.height_mm = *rc::gen::inRange(2, 20);
    box.max_lines = *rc::gen::inRange(1u, 5u);
    box.bold = *rc::gen::arbitrary<bool>();
    box.align = *rc::gen::element(Align::left, Align::centre, Align::right);
    box.vertical =
        *rc::gen::element(VerticalAlign::top, VerticalAlign::middle, VerticalAlign::bottom);
    const std::string words = *vietnamese_words();
    const auto placed = place_name(box, words);
    if (!placed) {
      ++refused_ones;
      RC_ASSERT(placed.error().code == "text_does_not_fit");
      return;
    }
    ++placed_ones;
    const PlacedText& text = placed->texts.at(0);
    const Face& face = faces().of(box.bold);
    const double em = text.size_pt * kMmPerPoint;
    RC_ASSERT(joined(text) == words);
    RC_ASSERT(text.lines.size() <= box.max_lines);
    RC_ASSERT(text.size_pt >= box.min_size_pt && text.size_pt <= box.size_pt);
    for (const PlacedLine& line : text.lines) {
      const Rectangle ink{line.x_mm, line.baseline_mm - face.ascent() * em, line.width_mm,
                          (face.ascent() + face.descent()) * em};
      RC_ASSERT(ink.inside(area(box)));
    }
  }));
  CHECK(placed_ones > 5);
  CHECK(refused_ones > 5);
}

TEST_CASE(
    "a text keeps its size while it can, on one line or on several, then shrinks, then is "
    "refused") {
  const Box box = name_box();
  const auto fits = place_name(box, "Khô cá dứa");
  REQUIRE(fits);
  CHECK(fits->texts[0].size_pt == 10);
  CHECK(fits->texts[0].lines.size() == 1);
  const auto broken = place_name(box, "Khô cá dứa Cần Giờ loại");
  REQUIRE(broken);
  CHECK(broken->texts[0].size_pt == 10);
  CHECK(broken->texts[0].lines.size() == 2);
  const auto shrunk = place_name(box, "Khô cá dứa một nắng Cần Giờ loại đặc biệt");
  REQUIRE(shrunk);
  CHECK(shrunk->texts[0].size_pt < 10);
  std::string endless;
  for (int i = 0; i < 20; ++i) endless += "Khô cá dứa một nắng ";
  const auto refused = place_name(box, endless);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "text_does_not_fit");
  CHECK(refused.error().field == "{product_name}");
}

TEST_CASE("lines are balanced, so no word is left alone") {
  Box box = name_box();
  box.size_pt = box.min_size_pt = 8;
  const auto placed = place_name(box, "Bảo quản nơi khô ráo, thoáng mát");
  REQUIRE(placed);
  REQUIRE(placed->texts[0].lines.size() == 2);
  CHECK(placed->texts[0].lines[1].width_mm > placed->texts[0].lines[0].width_mm / 2);
}

TEST_CASE("a letter that the face lacks is named") {
  for (const std::string letter : {"鱼", "🐟"}) {
    const auto placed = place_name(name_box(), "Khô cá " + letter);
    REQUIRE_FALSE(placed.has_value());
    CHECK(placed.error().code == "glyph_missing");
    CHECK(placed.error().args.at("letter") == letter);
  }
}

TEST_CASE("a letter that was lost before it reached us is refused, though the face could draw it") {
  const auto placed = place_name(name_box(), "Kh\uFFFD cá");
  REQUIRE_FALSE(placed.has_value());
  CHECK(placed.error().code == "glyph_missing");
}

TEST_CASE("a combining mark is refused, not drawn beside its letter") {
  const auto placed = place_name(name_box(), "Ca\xCC\x81");
  REQUIRE_FALSE(placed.has_value());
  CHECK(placed.error().code == "glyph_missing");
  CHECK(placed.error().args.at("letter") == "\xCC\x81");
}

TEST_CASE("a box goes with the field it waits for") {
  Box box = name_box();
  box.when = "phone";
  const auto without = place_name(box, "Khô cá");
  REQUIRE(without);
  CHECK(without->texts.empty());
}

TEST_CASE("boxes with a serial are a label's own, all others are common") {
  Box box = name_box();
  CHECK(share_of(box) == Share::common);
  box.when = "serial";
  CHECK(share_of(box) == Share::own);
  box.when.clear();
  box.text = "Lô: {lot}[ – Số: {serial}]";
  CHECK(share_of(box) == Share::own);
}

TEST_CASE("as many stars as the certificate has, inside their box; none without one") {
  Box box = name_box();
  box.kind = BoxKind::stars, box.text.clear();
  for (const Align align : {Align::left, Align::centre, Align::right}) {
    box.align = align;
    for (const int count : {3, 4, 5}) {
      LabelItem item;
      item.stars = count;
      const auto placed = place(one_box(box), item, faces(), Share::common);
      REQUIRE(placed);
      REQUIRE(placed->stars.size() == static_cast<std::size_t>(count));
      for (const PlacedStar& star : placed->stars) {
        const Rectangle ink{star.centre_x_mm - star.radius_mm, star.centre_y_mm - star.radius_mm,
                            2 * star.radius_mm, 2 * star.radius_mm};
        CHECK(ink.inside(area(box)));
      }
    }
  }
  CHECK(place(one_box(box), LabelItem{}, faces(), Share::common)->stars.empty());
}

TEST_CASE("the test mark stays off the code of every shipped template") {
  for (const std::string& id : shipped_templates()) {
    const LabelTemplate label = printing::shipped(id);
    const Mark mark = diagonal_mark(label, {"MẪU THỬ –", "KHÔNG BÁN"}, faces().bold);
    CHECK(mark.size_pt > 5);
    // The side it was fitted to is the largest rectangle with this centre that keeps off the code.
    for (const Box& box : label.boxes)
      if (box.kind == BoxKind::code)
        CHECK_FALSE(Rectangle{mark.centre_x_mm, mark.centre_y_mm, 0.1, 0.1}.touches(area(box)));
  }
}

TEST_CASE("the sample notice lies where nothing else is") {
  const LabelTemplate label = printing::shipped("roll-100x100-food");
  const auto placed = place(label, samples::item(CodeKind::lot_seal, 1), faces(), Share::common);
  REQUIRE(placed);
  const auto notice = notice_mark(label, *placed, "DỮ LIỆU MẪU", faces());
  REQUIRE(notice);
  const double em = notice->size_pt * kMmPerPoint, width = faces().bold.width(U"DỮ LIỆU MẪU") * em;
  const Rectangle ink{notice->centre_x_mm - width / 2, notice->centre_y_mm - em / 2, width, em};
  REQUIRE_FALSE(placed->texts.empty());
  for (const PlacedText& text : placed->texts)
    for (const PlacedLine& line : text.lines)
      CHECK_FALSE(ink.touches({line.x_mm, line.baseline_mm - 0.7 * text.size_pt * kMmPerPoint,
                               line.width_mm, 0.7 * text.size_pt * kMmPerPoint}));
}

TEST_CASE("on every shipped template of a sample the notice is there, and smaller than the name") {
  for (const std::string& id : shipped_templates()) {
    CAPTURE(id);
    const LabelTemplate label = printing::shipped(id);
    LabelItem item = printing::item_for(label, label.code, 1);
    CHECK_FALSE(says_notice(label, item));
    item.fields["sample_notice"] = kSampleNotice;
    REQUIRE(says_notice(label, item));
    CHECK(size_of(label, item, "{sample_notice}") < size_of(label, item, "{product_name}"));
  }
}

TEST_CASE("a face that libharu would draw without its marks is refused") {
  const std::filesystem::path dejavu = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
  if (!std::filesystem::exists(dejavu)) {
    MESSAGE("skipped: fonts-dejavu is not installed");
    return;
  }
  const auto face = Face::open(dejavu);
  REQUIRE_FALSE(face.has_value());
  CHECK(face.error().code == "font_unusable");
}

TEST_CASE("a face that is missing or damaged is refused") {
  const printing::Folder folder;
  CHECK(Face::open(folder / "none.ttf").error().code == "font_not_found");
  const std::string whole =
      printing::content(std::filesystem::path(TEMGOC_FONT_DIR) / "NotoSans-Regular.ttf");
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{11}, std::size_t{200}, whole.size() / 2}) {
    std::ofstream(folder / "cut.ttf", std::ios::binary) << whole.substr(0, length);
    CHECK(Face::open(folder / "cut.ttf").error().code == "font_unusable");
  }
}

TEST_CASE(
    "paragraphs share one size, the largest at which all fit, and an empty one leaves no gap") {
  Box box = name_box();
  box.width_mm = 80, box.height_mm = 20, box.size_pt = 12, box.min_size_pt = 5, box.max_lines = 20;
  box.text = "**Thành phần:** {ingredients}\n{storage}\n{phone}\n";
  LabelItem item;
  item.fields = {{"ingredients", "Cá dứa (98 %), muối"}, {"phone", "028"}};
  const auto placed = place(one_box(box), item, faces(), Share::common);
  REQUIRE(placed);
  const auto& lines = placed->texts.at(0).lines;
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].bold);
  CHECK(lines[0].text == "Thành phần: ");
  CHECK_FALSE(lines[1].bold);
  CHECK(lines[1].x_mm == doctest::Approx(lines[0].x_mm + lines[0].width_mm));
  CHECK(lines[2].baseline_mm - lines[0].baseline_mm ==
        doctest::Approx(kLinePitch * placed->texts[0].size_pt * kMmPerPoint));
  for (int i = 0; i < 12; ++i) item.fields["storage"] += "Bảo quản nơi khô ráo, thoáng mát. ";
  const auto longer = place(one_box(box), item, faces(), Share::common);
  REQUIRE(longer);
  CHECK(longer->texts[0].size_pt < placed->texts[0].size_pt);
}

TEST_CASE("the largest size may take more lines than the fewest") {
  Box box = name_box();
  box.height_mm = 20;
  const std::string name = "Khô cá dứa Cần Giờ loại";
  const auto largest = place_name(box, name);
  box.max_lines = 1;
  const auto fewest = place_name(box, name);
  REQUIRE((fewest && largest));
  CHECK(fewest->texts[0].lines.size() == 1);
  CHECK(largest->texts[0].lines.size() == 2);
  CHECK(largest->texts[0].size_pt > fewest->texts[0].size_pt);
}

TEST_CASE("a long code is halved where it fits no other way, and the box has a second line") {
  Box box = name_box();
  box.width_mm = 15, box.size_pt = 8;
  const std::string code = "ABCDEFGHIJKLMNOPQRST";
  const auto halved = place_name(box, code);
  REQUIRE(halved);
  REQUIRE(halved->texts[0].lines.size() == 2);
  CHECK(halved->texts[0].lines[0].text == "ABCDEFGHIJ");
  CHECK(halved->texts[0].lines[1].text == "KLMNOPQRST");
  CHECK(halved->texts[0].size_pt >= 6);
  box.max_lines = 1;
  CHECK_FALSE(place_name(box, code).has_value());
  box.min_size_pt = 2, box.max_lines = 2;
  CHECK(place_name(box, code)->texts[0].lines.size() == 1);
}

TEST_CASE("a line that is free keeps a name together, at the same size") {
  const std::string origin = "Đóng gói ở Việt Nam cho Tương Lai";
  Box box = name_box();
  box.size_pt = box.min_size_pt = 8, box.height_mm = 12;
  box.width_mm = faces().regular.width(U"Nam cho Tương Lai") * 8 * kMmPerPoint;
  CHECK(place_name(box, origin)->texts[0].lines.size() == 3);
  box.max_lines = 2;
  CHECK(place_name(box, origin)->texts[0].lines.size() == 2);
  box.max_lines = 3, box.height_mm = 8;
  CHECK(place_name(box, origin)->texts[0].lines.size() == 2);
}

TEST_CASE("every other compulsory text of every shipped template is smaller than the name") {
  const std::string longest = "Mắm cá lóc đồng Út Sáu truyền thống ủ chượp hai mươi bốn tháng";
  for (const std::string& id : shipped_templates())
    for (const LabelLanguage language : printing::shipped(id).languages) {
      const LabelTemplate label = in_language(printing::shipped(id), language).value();
      for (const std::string& name : {std::string("Trà"), longest}) {
        CAPTURE(id);
        CAPTURE(name);
        LabelItem item = printing::item_for(label, label.code, 1);
        item.fields["product_name"] = item.fields["product_name_en"] = name;
        item.fields["net_content"] = "5 g";
        const auto name_pt = name_size_pt(label, item, faces());
        if (!name_pt) {
          CHECK(name_pt.error().code == "text_does_not_fit");
          continue;
        }
        for (const Share share : {Share::common, Share::own}) {
          const auto placed = place(label, item, faces(), share);
          if (!placed) {
            CHECK(placed.error().code == "text_does_not_fit");
            continue;
          }
          for (const PlacedText& text : placed->texts) {
            const Box& box = label.boxes[text.box];
            if (!box.compulsory || box.text.find("{product_") != std::string::npos) continue;
            CAPTURE(box.text);
            REQUIRE(name_pt->has_value());
            CHECK(text.size_pt < **name_pt);
          }
        }
      }
    }
}

TEST_CASE("a compulsory text that may not be smaller than the name refuses the label") {
  LabelTemplate label = one_box(name_box());
  label.boxes[0].compulsory = true;
  Box date = label.boxes[0];
  date.y_mm = 40, date.text = "NSX: {packed_on}", date.name = "date";
  date.size_pt = date.min_size_pt = 9;
  label.boxes.push_back(date);
  LabelItem item;
  item.fields = {{"product_name", "Trà"}, {"packed_on", "24/11/2026"}};
  CHECK(place(label, item, faces(), Share::common).has_value());
  CHECK(check_values(label, {item}).empty());
  item.fields["product_name"] = "Khô cá dứa một nắng Cần Giờ loại đặc biệt thượng hạng";
  const auto refused = place(label, item, faces(), Share::common);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "name_not_largest");
  CHECK(refused.error().args.at("box") == "date");
  CHECK(refused.error().args.at("text_pt") == "9");
  const auto found = check_values(label, {item});
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "value_name_not_largest");
  CHECK(found[0].args.at("product").starts_with("Khô cá dứa một nắng"));
  // Every product that is refused is named, not the first alone.
  CHECK(check_values(label, {item, item}).size() == 2);
}

TEST_CASE("the name is the largest text whatever the boxes are marked as") {
  LabelTemplate label = one_box(name_box());
  Box other = name_box();
  other.y_mm = 40, other.text = "{short_code}", other.size_pt = 10, other.min_size_pt = 5;
  label.boxes.push_back(other);
  LabelItem item;
  item.fields = {{"product_name", "Khô cá dứa một nắng Cần Giờ loại đặc biệt thượng hạng"},
                 {"short_code", "7KQ2"},
                 {"packed_on", "24/11/2026"}};
  const auto sizes = [&] {
    const auto placed = place(label, item, faces(), Share::common);
    REQUIRE(placed);
    REQUIRE(placed->texts.size() == 2);
    return std::pair(placed->texts[0].size_pt, placed->texts[1].size_pt);
  };
  CHECK(sizes().second < sizes().first);
  // A text that is not compulsory keeps its own least size, whatever the name's.
  label.boxes[1].min_size_pt = 10;
  CHECK(sizes().second == 10);
  label.boxes[1].compulsory = true;
  CHECK(place(label, item, faces(), Share::common).error().code == "name_not_largest");
}

TEST_CASE("a box goes with the certificate, or with its absence") {
  LabelItem with, without;
  with.stars = 4;
  Box box = name_box();
  box.text = "x";
  for (const bool negated : {false, true}) {
    box.when = std::string(negated ? "not " : "") + "certification in force";
    CHECK(place(one_box(box), with, faces(), Share::common)->texts.empty() == negated);
    CHECK(place(one_box(box), without, faces(), Share::common)->texts.empty() != negated);
  }
}

TEST_CASE("bytes that are no text are refused") {
  for (const char* bytes : {"Khô c\xC3 ", "\xED\xA0\x80", "\xC0\x80"})
    CHECK(place_name(name_box(), bytes).error().code == "glyph_missing");
}

TEST_CASE("a picture keeps its proportions inside its box") {
  Box box = name_box();
  box.kind = BoxKind::image, box.text.clear(), box.file = "logo.png";
  box.align = Align::right;
  LabelTemplate label = one_box(box);
  label.pictures["logo.png"] = {100, 50, false, std::string(5000, 'x')};
  const auto placed = place(label, {}, faces(), Share::common);
  REQUIRE(placed);
  REQUIRE(placed->images.size() == 1);
  const Rectangle& drawn = placed->images[0].area;
  CHECK(drawn.width_mm == doctest::Approx(20));
  CHECK(drawn.height_mm == doctest::Approx(10));
  CHECK(drawn.right() == doctest::Approx(40));
}
