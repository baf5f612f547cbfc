// The smallest label that says all that is on record of a product.
#include "temgoc/printing/template_choice.h"

#include <doctest/doctest.h>

#include "support/world.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/printing/find_template.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

TemplateChoice choice_of(Workplace& workplace, const Gtin& gtin) {
  for (const TemplateChoice& choice : template_choices(workplace))
    if (choice.product == gtin.printed()) return choice;
  return {};
}

void change(Workplace& workplace, Instant now, const std::function<void(Product&)>& edit) {
  Product product = workplace.registry().product(kFish).value();
  edit(product);
  REQUIRE(workplace.registry().store(product, now, true).has_value());
}

double area(const std::string& id) {
  const LabelTemplate label = find_template({}, id).value();
  return label.stock.label_width_mm * label.stock.label_height_mm;
}

}  // namespace

TEST_CASE("of each product the smallest template is named that shows and holds all its facts") {
  World world;
  Workplace workplace = world.made();
  const TemplateChoice bare = choice_of(workplace, kFish);
  CHECK(bare.name == "Cá đù một nắng");
  // Weight, storage and dates are on record, which the stickers with a link do not show.
  CHECK(bare.roll == "roll-60x40-seal");
  CHECK(bare.sheet == "a4-21-seal");

  change(workplace, world.now, [](Product& product) {
    product.ingredients = "Cá đù (98 %), muối";
    product.usage = "Chiên hoặc nướng chín trước khi ăn";
  });
  const TemplateChoice food = choice_of(workplace, kFish);
  CHECK(food.roll == "roll-60x40-food");
  REQUIRE(food.sheet.has_value());

  change(workplace, world.now, [](Product& product) {
    while (product.ingredients.size() < 700) product.ingredients += ", cá cơm than Phú Quốc (60 %)";
  });
  const TemplateChoice longer = choice_of(workplace, kFish);
  REQUIRE(longer.roll.has_value());
  CHECK(area(*longer.roll) > area(*food.roll));
}

TEST_CASE("a text that no label holds has no choice") {
  World world;
  Workplace workplace = world.made();
  change(workplace, world.now, [](Product& product) {
    while (product.ingredients.size() < 900) product.ingredients += "muối biển Cần Giờ, ";
    product.usage = product.warnings = product.ingredients;
  });
  const TemplateChoice none = choice_of(workplace, kFish);
  CHECK_FALSE(none.roll.has_value());
  CHECK_FALSE(none.sheet.has_value());
}

TEST_CASE("a lot's own code counts, and so do the workplace's own templates") {
  World world;
  Workplace workplace = world.made();
  LotDraft draft = world.draft();
  const Lot usual = issue_lot(workplace, draft, kPassphrase)->lot;
  CHECK(template_choice(workplace, usual).roll == "roll-60x40-seal");
  std::string text = shipped_template("roll-60x40-seal").value();
  text.replace(text.find("label_height_mm = 40"), 20, "label_height_mm = 39.9");
  text.replace(text.find("safe_mm = 1\n"), 12, "safe_mm = 0.8\n");
  write_file(world.works() / "label_templates/mine.toml", as_bytes(text));
  CHECK(template_choice(workplace, usual).roll == "mine");
}

TEST_CASE("a template whose name has a sign that nobody sees is not listed") {
  World world;
  const std::string text = shipped_template("roll-60x40-seal").value();
  std::filesystem::create_directories(world.works() / "label_templates");
  for (const char* name : {"mau-\u202Edoc", "mau-\x1b[31m", "mau-ngu\u200B", "mẫu-của-tôi"})
    write_file(world.works() / "label_templates" / (std::string(name) + ".toml"), as_bytes(text));
  const auto ids = template_ids(world.works());
  CHECK(ids.size() == shipped_templates().size() + 1);
  CHECK(std::ranges::find(ids, "mẫu-của-tôi") != ids.end());
}
