#include <doctest/doctest.h>

#include "label/printing.h"

using namespace temgoc;

namespace {

LabelTemplate exported(LabelLanguage language) {
  return in_language(printing::shipped("roll-100x100-export"), language).value();
}

LabelItem without(std::initializer_list<const char*> fields) {
  LabelItem item = samples::item(CodeKind::lot_seal, 1);
  for (const char* field : fields) item.fields[field].clear();
  return item;
}

using Found = std::vector<Untranslated>;

}  // namespace

TEST_CASE("a fact that lacks the label's language is named, and whether the label says it at all") {
  const LabelTemplate english = exported(LabelLanguage::en);
  CHECK(untranslated_facts(english, without({})).empty());
  CHECK(untranslated_facts(english, without({"ingredients_en"})) ==
        Found{{"ingredients_en", true}});
  CHECK(untranslated_facts(english, without({"product_name_en", "storage_en"})) ==
        Found{{"product_name_en", true}, {"storage_en", true}});
  CHECK(untranslated_facts(english, without({"allergens_en"})) == Found{{"allergens_en", false}});
  // Nothing is known of it in any language: nothing is left out.
  CHECK(untranslated_facts(english, without({"usage", "usage_en"})).empty());
}

TEST_CASE("a label in two languages wants both, one in Vietnamese does not ask for English") {
  const LabelTemplate both = exported(LabelLanguage::vi_en);
  CHECK(untranslated_facts(both, without({"warnings_en"})) == Found{{"warnings_en", true}});
  CHECK(untranslated_facts(both, without({"warnings"})) == Found{{"warnings", true}});
  const LabelTemplate food = printing::shipped("roll-100x60-food");
  CHECK(untranslated_facts(food, without({"warnings_en", "allergens_en"})).empty());
  CHECK(untranslated_facts(food, without({"warnings"})) == Found{{"warnings", false}});
}

TEST_CASE("a fact that the label does not show in any language is not asked for") {
  const LabelTemplate small = printing::shipped("roll-35x22-link");
  CHECK(untranslated_facts(small, without({"ingredients", "allergens"})).empty());
}

TEST_CASE("a compulsory field counts as said in whatever language it is said") {
  const LabelTemplate english = exported(LabelLanguage::en);
  CHECK(lacking_fields(english, without({"ingredients"})).empty());
  CHECK(lacking_fields(english, without({"ingredients_en"})).empty());
  CHECK(lacking_fields(english, without({"ingredients", "ingredients_en"})) ==
        std::vector<std::string>{"ingredients"});
}

TEST_CASE("a label in English says in Vietnamese what has no English text") {
  const printing::Folder folder;
  const LabelTemplate english = exported(LabelLanguage::en);
  printing::SampleJob sample(english, CodeKind::lot_seal, 1);
  sample.job.next = [] {
    return std::optional(without({"product_name_en", "ingredients_en", "storage_en"}));
  };
  sample.print(folder / "labels.pdf");
  std::string text =
      printing::run("pdftotext -raw " + (folder / "labels.pdf").string() + " -").output;
  std::replace(text.begin(), text.end(), '\n', ' ');
  CHECK(text.find("Khô cá dứa một nắng Cần Giờ") != std::string::npos);
  CHECK(text.find("Ingredients: Cá dứa (98 %), muối") != std::string::npos);
  CHECK(text.find("Storage: nơi khô ráo") != std::string::npos);
}
