#include <doctest/doctest.h>

#include <algorithm>

#include "label/printing.h"

using namespace temgoc;

namespace {

std::string uri_of(CodeKind kind) { return samples::item(kind, 1).uri; }

std::vector<std::string> codes(const LabelTemplate& label, unsigned dpi = 203) {
  std::vector<std::string> found;
  for (const Error& error : check_template(label, dpi, samples::item_uri(1)))
    found.push_back(error.code);
  return found;
}

LabelTemplate roll() { return printing::shipped("roll-60x40-seal"); }

std::size_t code_box(const LabelTemplate& label) {
  const auto is_code = [](const Box& box) { return box.kind == BoxKind::code; };
  return static_cast<std::size_t>(std::find_if(label.boxes.begin(), label.boxes.end(), is_code) -
                                  label.boxes.begin());
}

}  // namespace

TEST_CASE("every shipped template is good at 203 and at 300 dots for every code it names") {
  for (const auto& [id, kind] : printing::shipped_kinds())
    for (const unsigned dpi : {203u, 300u}) {
      const LabelTemplate label = printing::shipped(id);
      if (dpi < label.stock.dpi && label.stock.rows == 1) continue;  // a roll for finer printers
      CHECK(std::count(label.codes.begin(), label.codes.end(), kind) == 1);
      for (const Error& error : check_template(label, dpi, uri_of(kind)))
        FAIL_CHECK(id << " at " << dpi << ": " << error.code << " " << error.field);
    }
}

TEST_CASE("a code box that is too small is refused with both sizes") {
  LabelTemplate label = roll();
  Box& box = label.boxes[code_box(label)];
  box.width_mm = box.height_mm = 20.7;
  CHECK(codes(label, 203).empty());
  const auto found = check_template(label, 300, samples::item_uri(1));
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "code_too_large");
  CHECK(found[0].args.at("need_mm") == "20.74");
  CHECK(found[0].args.at("have_mm") == "20.7");
  CHECK(found[0].args.at("modules") == "41");
}

TEST_CASE("a longer host makes a larger code, found before anything is printed") {
  const std::string uri =
      "https://truyxuat.hoptacxa.rungduoc.cangio.example.vn/" + samples::item_uri(1).substr(19);
  LabelTemplate label = printing::shipped("roll-50x30-seal");
  Box& box = label.boxes[code_box(label)];
  box.width_mm = box.height_mm = 21;
  CHECK(codes(label, 300).empty());
  const auto found = check_template(label, 300, uri);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "code_too_large");
}

TEST_CASE("boxes keep off the code and inside the label") {
  LabelTemplate label = roll();
  label.boxes[0].width_mm = 40;
  CHECK(codes(label) == std::vector<std::string>{"boxes_overlap_code"});
  label = roll();
  label.boxes[0].x_mm = 0.5;
  CHECK(codes(label) == std::vector<std::string>{"box_outside"});
}

TEST_CASE("a frame may stand around the code but not across it") {
  LabelTemplate label = roll();
  Box frame{.kind = BoxKind::rectangle, .x_mm = 1, .y_mm = 1, .width_mm = 58, .height_mm = 38};
  const Box& code = label.boxes[code_box(label)];
  frame.x_mm = code.x_mm - 0.3, frame.width_mm = 59 - frame.x_mm, frame.line_mm = 0.2;
  label.boxes[code_box(label)].width_mm -= 0.3;
  label.boxes[code_box(label)].y_mm += 0.3;
  frame.height_mm = 30;
  label.boxes.push_back(frame);
  label.boxes.erase(std::remove_if(label.boxes.begin(), label.boxes.end(),
                                   [](const Box& box) { return box.kind == BoxKind::text; }),
                    label.boxes.end());
  CHECK(codes(label).empty());
  label.boxes.back().width_mm = 10;
  CHECK(codes(label) == std::vector<std::string>{"boxes_overlap_code"});
}

TEST_CASE("compulsory letters have a least height, lower on a small pack") {
  LabelTemplate label = roll();
  label.boxes[1].min_size_pt = 6;
  const auto found = check_template(label, 203, samples::item_uri(1));
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "letters_too_small");
  CHECK(found[0].field == "/box/1");
  CHECK(found[0].args.at("need_mm") == "1.2");
  label.stock.face_cm2 = 79;
  CHECK(codes(label, 300).empty());
  label.stock.face_cm2 = 80;
  CHECK(codes(label) == std::vector<std::string>{"letters_too_small"});
}

TEST_CASE("compulsory letters have dots enough to tell their marks apart") {
  const LabelTemplate small = printing::shipped("roll-50x30-seal");
  CHECK(codes(small, 300).empty());
  const auto found = check_template(small, 203, samples::item_uri(1));
  REQUIRE_FALSE(found.empty());
  for (const Error& error : found) CHECK(error.code == "letters_below_dots");
  CHECK(found[0].args.at("have_pt") == "6");
  CHECK(found[0].args.at("need_pt") == "6.18");
}

TEST_CASE("a label of more dots than a file can say is refused before it is drawn") {
  LabelTemplate label = roll();
  label.stock.page_width_mm = label.stock.label_width_mm = 2000;
  CHECK(codes(label, 300).empty());
  const auto found = check_template(label, 600, samples::item_uri(1));
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "label_too_large");
  CHECK(found[0].args.at("most_mm") == "1354");
}

TEST_CASE("labels lie beside each other and on the page") {
  LabelTemplate label = printing::shipped("a4-21-seal");
  label.stock.pitch_x_mm = 60;
  CHECK(codes(label, 300) == std::vector<std::string>{"labels_overlap"});
  label = printing::shipped("a4-21-seal");
  label.stock.top_mm = 31;
  CHECK(codes(label, 300) == std::vector<std::string>{"labels_outside_page"});
}

TEST_CASE("boxes that meet are named as a person knows them") {
  LabelTemplate label = roll();
  Box mine{.x_mm = 2, .y_mm = 20, .width_mm = 10, .height_mm = 4, .name = "my line", .text = "x"};
  label.boxes.push_back(mine);
  const auto found = check_template(label, 203, samples::item_uri(1));
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "boxes_overlap");
  CHECK(found[0].args.at("box") == "my line");
  CHECK(found[0].args.at("other") == "maker and storage");
}

TEST_CASE("boxes that are never there together may share a place") {
  LabelTemplate label = roll();
  Box one{.x_mm = 2, .y_mm = 36.4, .width_mm = 10, .height_mm = 2.4, .text = "x"};
  std::erase_if(label.boxes, [](const Box& box) { return box.name == "lot and serial"; });
  one.when = "phone";
  label.boxes.push_back(one);
  one.when = "not phone";
  label.boxes.push_back(one);
  CHECK(codes(label).empty());
  label.boxes.back().when = "not lot";
  CHECK(codes(label) == std::vector<std::string>{"boxes_overlap"});
}

TEST_CASE("a text may stand on a filled rectangle, a code may not") {
  LabelTemplate label = roll();
  Box ground{.kind = BoxKind::rectangle, .x_mm = 1.1, .y_mm = 1, .width_mm = 31, .height_mm = 9};
  ground.fill = true;
  label.boxes.push_back(ground);
  CHECK(codes(label).empty());
  label.boxes.back().width_mm = 57;
  label.boxes.back().height_mm = 26;
  const auto found = codes(label);
  CHECK(std::count(found.begin(), found.end(), "boxes_overlap_code") == 1);
}

TEST_CASE("a letter that the face lacks is found in a fixed text and in a product's value") {
  LabelTemplate label = roll();
  label.boxes[1].text = "鱼 {product_name}";
  CHECK(codes(label) == std::vector<std::string>{"fixed_letter_missing"});
  auto good = samples::item(CodeKind::lot_seal, 1), bad = good, endless = good;
  bad.fields["storage"] = "Giữ ở 🐟";
  endless.fields["cooperative_short_name"] = std::string(200, 'W');
  CHECK(check_values(roll(), {good}).empty());
  const auto missing = check_values(roll(), {good, bad});
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].code == "value_letter_missing");
  CHECK(missing[0].args.at("letter") == "🐟");
  CHECK(missing[0].args.at("product") == good.fields["product_name"]);
  CHECK(check_values(roll(), {endless}).at(0).code == "value_does_not_fit");
}

TEST_CASE("the widest values come from several products, the most stars from one") {
  auto one = samples::item(CodeKind::lot_seal, 1), other = one;
  one.fields["product_name"] = "WWWWWW", other.fields["product_name"] = "iiiiiiiiii";
  one.fields["lot"] = "1", other.fields["lot"] = "261124-01";
  one.stars = 3, other.stars = 5;
  const auto widest = widest_values({one, other});
  REQUIRE(widest.has_value());
  CHECK(widest->fields.at("product_name") == "WWWWWW");
  CHECK(widest->fields.at("lot") == "261124-01");
  CHECK(widest->stars == 5);
}
