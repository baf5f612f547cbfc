// A product with a long list of ingredients: which shipped labels hold the whole of it.
#include <doctest/doctest.h>

#include <algorithm>

#include "label/printing.h"
#include "temgoc/base/text.h"

using namespace temgoc;

namespace {

// A cake of many parts, as its maker would declare it: 584 letters.
constexpr std::string_view kIngredients =
    "Vỏ bánh (bột mì, nước, đường tinh luyện, dầu thực vật (dầu cọ, dầu đậu nành), mạch nha, muối "
    "i-ốt), nhân bánh 65 % (đậu xanh 28 %, thịt quả sầu riêng Ri6 12 %, đường tinh luyện, mỡ heo, "
    "lòng đỏ trứng vịt muối 6 %, khoai môn, bột nếp rang, hạt điều, hạt sen, mè trắng, dầu hạt "
    "cải), sữa bột nguyên kem, bơ (từ sữa bò), nước cốt dừa, chất giữ ẩm (420(ii), 422), chất nhũ "
    "hóa (471, 322(i) từ đậu nành), chất điều chỉnh độ axit (330, 331(iii)), chất bảo quản (202, "
    "282), chất chống oxy hóa (300, 307b), chất tạo xốp (500(ii), 503(ii)), hương sầu riêng tổng "
    "hợp, phẩm màu (100(i), 160b(i))";

LabelItem cake(CodeKind kind) {
  LabelItem item = samples::item(kind, 1);
  item.fields["product_name"] = "Bánh pía đậu xanh sầu riêng trứng muối";
  item.fields["ingredients"] = kIngredients;
  item.fields["allergens"] = "Có chứa gluten lúa mì, sữa, trứng, đậu nành, hạt điều, mè";
  item.fields["usage"] = "Ăn ngay hoặc hấp nóng 5 phút trước khi ăn";
  item.fields["storage_conditions"] =
      "nơi khô ráo, thoáng mát; sau khi mở giữ ở 0–4 °C và dùng trong 3 ngày";
  item.fields["warnings"] = "Không dùng khi bao bì rách, phồng hoặc có mùi lạ";
  item.fields["net_content"] = "400 g (4 cái × 100 g)";
  return item;
}

bool names_every_item(const LabelTemplate& label) {
  constexpr const char* kItems[] = {"net_content",        "expires_on", "ingredients", "usage",
                                    "storage_conditions", "warnings",   "origin",      "address"};
  return !label.e_label && std::ranges::all_of(kItems, [&](const char* item) {
    return std::ranges::find(label.compulsory_fields, item) != label.compulsory_fields.end();
  });
}

// For goods sold in Vietnam: the templates that name every item that the law asks for.
std::vector<std::string> food_labels() {
  std::vector<std::string> ids;
  for (const std::string& id : shipped_templates()) {
    const LabelTemplate label = printing::shipped(id);
    if (names_every_item(label) && label.language == LabelLanguage::vi) ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> holding_the_cake() {
  std::vector<std::string> ids;
  for (const std::string& id : food_labels()) {
    const LabelTemplate label = printing::shipped(id);
    const CodeKind kind = label.codes.back();  // the longer code, with a serial
    if (check_values(label, {cake(kind)}).empty() &&
        check_template(label, label.stock.dpi, cake(kind).uri).empty())
      ids.push_back(id);
  }
  return ids;
}

}  // namespace

TEST_CASE("584 letters of ingredients fit whole food labels on a roll and on a sheet") {
  REQUIRE(length_in_characters(kIngredients) == 584);
  CHECK(holding_the_cake() ==
        std::vector<std::string>{"a4-3-pair", "a4-6-food", "roll-100x100-food"});
}

TEST_CASE("a whole food label shows every one of its texts, the longest too") {
  for (const std::string& id : holding_the_cake()) {
    CAPTURE(id);
    const LabelTemplate label = printing::shipped(id);
    CHECK(lacking_fields(label, cake(label.code)).empty());
    const printing::Folder folder;
    printing::SampleJob sample(printing::shipped(id), label.code, 1);
    sample.job.next = [&label] { return std::optional(cake(label.code)); };
    sample.print(folder / "cake.pdf");
    std::string text =
        printing::run("pdftotext -raw " + (folder / "cake.pdf").string() + " -").output;
    std::ranges::replace(text, '\n', ' ');
    for (const char* each : {"sầu riêng tổng", "160b(i)", "trứng, đậu nành, hạt điều, mè",
                             "Rừng Đước", "400 g", "23/05/2027"})
      CHECK_MESSAGE(printing::times(text, each) > 0, each);
  }
}

TEST_CASE("the food labels are a family: small and large ones, on rolls and on sheets, and pairs") {
  std::size_t rolls = 0, sheets = 0, pairs = 0;
  for (const std::string& id : food_labels()) {
    const LabelTemplate label = printing::shipped(id);
    (label.stock.rows > 1 ? sheets : rolls) += 1;
    pairs += id.ends_with("-pair");
  }
  CHECK(rolls >= 6);
  CHECK(sheets >= 6);
  CHECK(pairs == 3);
}

TEST_CASE("a name of seventy letters fits every label of 37 square centimetres and more") {
  for (const std::string& id : shipped_templates()) {
    const LabelTemplate label = printing::shipped(id);
    if (label.code == CodeKind::product_link) continue;
    if (label.stock.label_width_mm * label.stock.label_height_mm < 3'700) continue;
    CAPTURE(id);
    LabelItem item = samples::item(label.code, 1);
    item.stars.reset();
    item.fields.erase("certificate_line");
    item.fields["product_name"] =
        "Khô cá dứa một nắng Cần Giờ loại đặc biệt thượng hạng ướp sả ớt chanh";
    item.fields["product_name_en"] =
        "Sun-dried pangasius of Cần Giờ, special grade, with lemongrass and lime";
    for (const Error& fault : check_values(label, {item}))
      FAIL_CHECK(fault.code << ": " << fault.args.at("box"));
  }
}
