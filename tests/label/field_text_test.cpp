#include "label/field_text.h"

#include <doctest/doctest.h>

using namespace temgoc;

namespace {

std::optional<std::string> fill(std::string_view text, const FieldTexts& values) {
  std::string bad;
  const auto parsed = parse_field_text(text, bad);
  REQUIRE(parsed);
  return parsed->filled(values);
}

std::string refused(std::string_view text) {
  std::string bad;
  CHECK_FALSE(parse_field_text(text, bad));
  return bad;
}

}  // namespace

TEST_CASE("places are filled and the rest stays") {
  CHECK(fill("NSX: {packed_on}", {{"packed_on", "24/11/2026"}}) == "NSX: 24/11/2026");
  CHECK(fill("{lot}{serial}", {{"lot", "A"}, {"serial", "1"}}) == "A1");
  CHECK(fill("Quét để kiểm tra", {}) == "Quét để kiểm tra");
}

TEST_CASE("a text all of whose fields are empty is left out") {
  CHECK_FALSE(fill("HSD: {expires_on}", {}));
  CHECK_FALSE(fill("HSD: {expires_on}", {{"expires_on", ""}}));
  CHECK(fill("{address} {phone}", {{"address", "Số 1"}}) == "Số 1 ");
}

TEST_CASE("a place with several fields shows the first that is there") {
  constexpr std::string_view text = "**Storage:** {storage_en|storage_conditions}";
  CHECK(fill(text, {{"storage_en", "Keep dry"}, {"storage_conditions", "Nơi khô"}}) ==
        "Storage: Keep dry");
  CHECK(fill(text, {{"storage_en", ""}, {"storage_conditions", "Nơi khô"}}) == "Storage: Nơi khô");
  CHECK_FALSE(fill(text, {}));
  CHECK(refused("{storage_en|}") == "{storage_en|}");
  CHECK(refused("{storage_en|colour}") == "{storage_en|colour}");
}

TEST_CASE("a bracketed part goes with its fields") {
  const FieldTexts both{{"address", "Số 1"}, {"phone", "028"}};
  CHECK(fill("{address}[ – ĐT: {phone}]", both) == "Số 1 – ĐT: 028");
  CHECK(fill("{address}[ – ĐT: {phone}]", {{"address", "Số 1"}}) == "Số 1");
  CHECK(fill("{lot}[ {serial} {phone}].", {{"lot", "A"}, {"serial", "7"}}) == "A.");
  CHECK_FALSE(fill("[{lot}]", {}));
}

TEST_CASE("braces and brackets that mean nothing are named") {
  CHECK(refused("Lô {lo}") == "{lo}");
  CHECK(refused("{lot") == "{lot");
  CHECK(refused("lot}") == "}");
  CHECK(refused("{}") == "{}");
  CHECK(refused("[{lot}") == "[");
  CHECK(refused("{lot}]") == "]");
  CHECK(refused("[a[{lot}]]") == "[{lot}");
}

TEST_CASE("a text knows which fields it mentions") {
  std::string bad;
  const auto text = parse_field_text("{lot}[ – Số: {serial}]", bad);
  REQUIRE(text);
  CHECK(text->mentions("serial"));
  CHECK_FALSE(text->mentions("phone"));
}
