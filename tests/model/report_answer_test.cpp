#include "temgoc/model/report_answer.h"

#include <doctest/doctest.h>

#include "temgoc/model/report.h"

using namespace temgoc;

TEST_CASE("a receipt is read as people type it, and reads back as it was given") {
  const SuspicionReport report{.number = 483'012,
                               .at = parse_instant("2026-11-24T03:00:00.000Z").value()};
  for (const std::string& typed :
       {report.receipt(), std::string("bn-261124-483012"), std::string("261124483012"),
        std::string(" BN 261124 483012 ")}) {
    CAPTURE(typed);
    const auto receipt = ReportReceipt::parse(typed);
    REQUIRE(receipt.has_value());
    CHECK(receipt->day == parse_day("2026-11-24", "day").value());
    CHECK(receipt->number == 483'012);
  }
}

TEST_CASE("what is no receipt is none") {
  for (const char* typed :
       {"", "BN", "BN-261124", "BN-261124-", "BN-261124-0", "BN-261324-1", "BN-260230-1",
        "BN-261124-1234567", "KT-261124-483012", "BN-261124-48x012", "\xff"})
    CHECK_FALSE(ReportReceipt::parse(typed).has_value());
}
