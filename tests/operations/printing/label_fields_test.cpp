#include "operations/printing/label_fields.h"

#include <doctest/doctest.h>

#include "temgoc/label/sample_notice.h"
#include "temgoc/seal/seal.h"

using namespace temgoc;

namespace {

LabelFields fields_of(Product product) {
  return product_fields(product, Cooperative{}, kFirstPackDay);
}

Product product() { return {.gtin = Gtin::parse("2990001000018").value()}; }

}  // namespace

TEST_CASE("how to keep it is a sentence, or stands after its caption, however it was written") {
  const auto storage = [](const char* text, const char* field) {
    Product kept = product();
    kept.storage = text;
    return fields_of(kept).at(field);
  };
  CHECK(storage("Bảo quản nơi khô ráo", "storage") == "Bảo\u00A0quản nơi khô ráo");
  CHECK(storage("Bảo quản: nơi khô ráo", "storage") == "Bảo\u00A0quản: nơi khô ráo");
  CHECK(storage("Nơi khô ráo", "storage") == "Bảo\u00A0quản: Nơi khô ráo");
  CHECK(storage("", "storage").empty());
  CHECK(storage("Bảo quản: nơi khô ráo", "storage_conditions") == "nơi khô ráo");
}

TEST_CASE("a space that does not break, from a spreadsheet, breaks on a label") {
  Product pasted = product();
  pasted.name = "Khô\u00A0cá\u00A0dứa\u202Fmột nắng";
  pasted.net_content = "500\u00A0g";
  CHECK(fields_of(pasted).at("product_name") == "Khô cá dứa một nắng");
  CHECK(fields_of(pasted).at("net_content") == "500\u00A0g");
}

TEST_CASE("labels of a sample product or cooperative have the notice, others have none") {
  Product sample = product();
  CHECK(fields_of(sample).at("sample_notice").empty());
  sample.sample = true;
  CHECK(fields_of(sample).at("sample_notice") == kSampleNotice);
  Cooperative cooperative;
  cooperative.sample = true;
  const LabelFields fields = product_fields(product(), cooperative, kFirstPackDay);
  CHECK(fields.at("sample_notice") == kSampleNotice);
}
