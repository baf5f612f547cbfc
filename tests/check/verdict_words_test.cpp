#include <doctest/doctest.h>

#include <fstream>
#include <regex>

#include "temgoc/check/answer_lines.h"
#include "temgoc/check/check.h"
#include "temgoc/model/records.h"

using namespace temgoc;

namespace {

const std::vector<Headline> kHeadlines = {
    Headline::forged,       Headline::unknown,        Headline::recalled, Headline::wrong_site,
    Headline::void_label,   Headline::suspected_copy, Headline::expired,  Headline::unsealed,
    Headline::cannot_check, Headline::valid};

Verdict verdict_of(Headline headline, const std::string& reason = "") {
  Verdict verdict;
  verdict.main = {headline, reason};
  return verdict;
}

// The reasons of docs/verdict.md: every code in backticks in its table of reasons.
std::vector<std::string> documented_reasons() {
  std::ifstream file(TEMGOC_SOURCE_DIR "/docs/verdict.md");
  const std::regex row(R"(^\|[^|]*\|((?: *`[a-z_]+`,?)+) *\|)");
  const std::regex code("`([a-z_]+)`");
  std::vector<std::string> reasons;
  bool in_table = false;
  std::smatch match;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) in_table = line == "## Reasons";
    if (!in_table || !std::regex_search(line, match, row)) continue;
    const std::string codes = match[1];
    for (std::sregex_iterator at(codes.begin(), codes.end(), code), end; at != end; ++at)
      reasons.push_back((*at)[1]);
  }
  REQUIRE(reasons.size() > 20);
  return reasons;
}

}  // namespace

TEST_CASE("every headline has its words in both languages and never calls goods genuine or fake") {
  for (Language language : {Language::vi, Language::en}) {
    for (Headline headline : kHeadlines) {
      const std::string text = verdict_words(verdict_of(headline), language);
      CAPTURE(text);
      CHECK(text.find('<') == std::string::npos);
      for (const char* never : {"hàng thật", "chính hãng", "genuine goods", "fake", "100 %"})
        CHECK(text.find(never) == std::string::npos);
    }
  }
}

TEST_CASE("a valid verdict says what it does not prove") {
  CHECK(verdict_words(verdict_of(Headline::valid), Language::en).find("does not prove") !=
        std::string::npos);
  CHECK(verdict_words(verdict_of(Headline::valid), Language::vi).find("không chứng minh") !=
        std::string::npos);
}

TEST_CASE("a test label has its own headline") {
  CHECK(verdict_json(verdict_of(Headline::void_label, "test_key"), Language::vi)["headline"] ==
        "MẪU THỬ – KHÔNG BÁN");
  CHECK(verdict_json(verdict_of(Headline::void_label, "label_voided"), Language::vi)["headline"] ==
        "TEM ĐÃ HỦY");
}

TEST_CASE("what is not known is null, what is known to be none is an empty list") {
  Verdict verdict = verdict_of(Headline::unknown, "never_issued");
  CHECK(verdict_json(verdict, Language::en)["certifications"].is_null());
  CHECK(verdict_json(verdict, Language::en)["cooperative"].is_null());
  CHECK(verdict_json(verdict, Language::en)["reason"] == "never_issued");
  verdict.certifications_known = true;
  CHECK(verdict_json(verdict, Language::en)["certifications"] == Json::array());
  CHECK(verdict_json(verdict_of(Headline::valid), Language::en)["reason"].is_null());
}

TEST_CASE("every documented reason has words in both languages") {
  for (const std::string& reason : documented_reasons()) {
    CAPTURE(reason);
    CHECK(has_words(Language::vi, "reason." + reason));
    CHECK(has_words(Language::en, "reason." + reason));
  }
}

TEST_CASE("a certificate out of force is named by number and dates, or by what is not on record") {
  Verdict verdict = verdict_of(Headline::valid);
  const auto day = [](const char* text) { return VagueDate::parse(text, "issued").value(); };
  Certification known;
  known.scheme = "VietGAP";
  known.number = "VG-12";
  known.issued = day("2023-07");
  known.stated_end = day("2025-06-30");
  Certification bare;
  bare.scheme = "HACCP";
  verdict.certifications = {{known, false, false}, {bare, std::nullopt, std::nullopt}};
  const std::string vi = verdict_words(verdict, Language::vi);
  CAPTURE(vi);
  CHECK(vi.find("VietGAP, số VG-12, cấp 07/2023, hiệu lực đến hết 30/06/2025") !=
        std::string::npos);
  CHECK(vi.find("HACCP, hồ sơ không ghi số, không rõ ngày cấp") != std::string::npos);
}

TEST_CASE("a certificate that began after the packing day had not been issued then") {
  Verdict verdict = verdict_of(Headline::valid);
  verdict.packed_on = Day{std::chrono::year{2026} / 11 / 1};
  Certification later;
  later.scheme = "OCOP";
  later.level = "4";
  later.issued = VagueDate::parse("15/11/2026", "issued").value();
  Certification ended = later;
  ended.issued = VagueDate::parse("15/01/2020", "issued").value();
  verdict.certifications = {{later, false, true}, {ended, false, false}};
  const std::string vi = verdict_words(verdict, Language::vi);
  CAPTURE(vi);
  CHECK(vi.find("ngày đóng gói: chưa được cấp; hôm nay: còn hiệu lực") != std::string::npos);
  CHECK(vi.find("ngày đóng gói: hết hiệu lực; hôm nay: hết hiệu lực") != std::string::npos);
}

TEST_CASE("a renamed product and cooperative are named as on the label, then as today") {
  Verdict verdict = verdict_of(Headline::valid);
  const Gtin gtin = Gtin::parse("2990001000018").value();
  Product product{.id = "P1", .cooperative_id = "C1", .name = "Khô mực", .gtin = gtin};
  LotFacts facts{.lot = Lot{.gtin = gtin,
                            .code = LotCode::parse("A1").value(),
                            .short_code = ShortCode::random([](std::span<std::uint8_t> bytes) {
                              std::ranges::fill(bytes, std::uint8_t{1});
                            })}};
  facts.lot->record =
      canonical_json({{"product", to_json(product)},
                      {"cooperative", to_json(Cooperative{.id = "C1", .name = "HTX Vĩnh Lộc"})}});
  product.name = "Khô mực một nắng";
  facts.product = product;
  verdict.facts = facts;
  verdict.lot_code = facts.lot->code;
  verdict.cooperative_name = "HTX Vĩnh Lộc Xanh";
  std::string vi = verdict_words(verdict, Language::vi);
  CAPTURE(vi);
  CHECK(vi.find("Sản phẩm: Khô mực (nay là Khô mực một nắng)") != std::string::npos);
  CHECK(vi.find("do HTX Vĩnh Lộc (nay là HTX Vĩnh Lộc Xanh) phát hành") != std::string::npos);
  CHECK(verdict_line(verdict, Language::vi).find("| Khô mực |") != std::string::npos);
  const Json json = verdict_json(verdict, Language::vi);
  CHECK(json["product"].is_null());  // it names no GTIN
  verdict.gtin = gtin;
  CHECK(verdict_json(verdict, Language::vi)["product"]["name"] == "Khô mực");
  CHECK(verdict_json(verdict, Language::vi)["product"]["name_now"] == "Khô mực một nắng");
  // Nobody is asked to compare a use-by day that the label lacks.
  CHECK(vi.find("ngày đóng gói với bao bì") != std::string::npos);
  CHECK(vi.find("Hạn sử dụng: chưa có trong hồ sơ") != std::string::npos);
  product.shelf_life_days = 0;
  verdict.facts->lot->record = canonical_json({{"product", to_json(product)}});
  vi = verdict_words(verdict, Language::vi);
  CHECK(vi.find("Hạn sử dụng: không có\n") != std::string::npos);
}

TEST_CASE("what the sentence of a verdict says is not said again as its reason") {
  for (const auto& verdict : {verdict_of(Headline::recalled, "lot_recalled"),
                              verdict_of(Headline::forged, "bad_signature")}) {
    const std::string vi = verdict_words(verdict, Language::vi);
    CAPTURE(vi);
    const auto first = vi.find("Lý do");
    CHECK((first == std::string::npos || vi.find("Lý do", first + 1) == std::string::npos));
    CHECK(vi.find(reason_words(verdict.main, verdict, Language::vi)) == std::string::npos);
  }
}
