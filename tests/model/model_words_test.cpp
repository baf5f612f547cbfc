#include <doctest/doctest.h>

#include "temgoc/base/words.h"
#include "temgoc/model/certification.h"

using namespace temgoc;

TEST_CASE("every error of the model has a sentence and a remedy in both languages") {
  for (const auto* code : {"gtin_length",
                           "gtin_not_digits",
                           "gtin_check_digit",
                           "gtin_excel_damaged",
                           "lot_code_length",
                           "lot_code_character",
                           "lot_code_dots",
                           "serial_length",
                           "serial_character",
                           "serial_dots",
                           "short_code_length",
                           "short_code_character",
                           "short_code_check",
                           "record_id_invalid",
                           "field_missing",
                           "ocop_group_unknown",
                           "quantity_unreadable",
                           "quantity_ambiguous",
                           "quantity_not_positive",
                           "quantity_too_large",
                           "unit_missing",
                           "ocop_level_invalid",
                           "certification_end_before_issue",
                           "issuer_level_unusual",
                           "issuer_level_wrong",
                           "ocop_term_too_long",
                           "ocop_term_unusual",
                           "ocop_criteria_too_new",
                           "ocop_criteria_older",
                           "ocop_criteria_unknown",
                           "ocop_set_unknown",
                           "ocop_set_other_branch",
                           "record_damaged"}) {
    CAPTURE(std::string(code));
    for (const auto language : {Language::vi, Language::en}) {
      CHECK(has_words(language, std::string("error.") + code));
      CHECK(has_words(language, std::string("error.") + code + ".hint"));
    }
  }
}

TEST_CASE("an unusual issuer level is said in words") {
  Certification paper;
  paper.scheme = "OCOP";
  paper.level = "3";
  paper.issuer_level = IssuerLevel::central;
  paper.issued = *VagueDate::parse("2024", "issued");
  const auto found = doubts(paper);
  REQUIRE(found.size() == 1);
  CHECK(
      message(Language::vi, found[0]) ==
      "giấy chứng nhận 3 sao vào thời gian đó thường do cấp huyện cấp, không phải cấp trung ương");
}
