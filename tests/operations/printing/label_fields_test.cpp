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

TEST_CASE("a label that would print an organic claim needs a certificate in force that day") {
  Product rice = product();
  rice.id = "P01";
  rice.cooperative_id = "C01";
  rice.name = "Gạo hữu cơ";
  LabelTemplate label;
  label.frozen_text = "text = \"{product_name}\"";
  LabelItem item;
  item.fields = fields_of(rice);
  Certification paper{.id = "K1",
                      .cooperative_id = "C01",
                      .product_id = "P01",
                      .scheme = "Hữu cơ",
                      .issuer = "Control Union"};
  paper.issued = VagueDate::parse("01/01/2026", "issued").value();
  paper.stated_end = VagueDate::parse("25/11/2026", "end").value();
  const Day last = parse_day("2026-11-25", "day").value();
  CHECK(check_claims(label, item, rice, {paper}, last));
  const auto refused = check_claims(label, item, rice, {paper}, last + std::chrono::days(1));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "label_claim_unproven");
  CHECK(refused.error().value == "Gạo hữu cơ");
  CHECK_FALSE(check_claims(label, item, rice, {}, last));
  // Printed where the label's own language has no text for the place.
  label.frozen_text = "text = \"{product_name_en|product_name}\"";
  CHECK_FALSE(check_claims(label, item, rice, {}, last));
  // What the template does not print is not claimed by it.
  label.frozen_text = "text = \"{product_name_en} {lot}\"";
  CHECK(check_claims(label, item, rice, {}, last));
}
