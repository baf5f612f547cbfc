#include <doctest/doctest.h>

#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kEvening = instant("2026-11-24T16:30:00.000Z");  // 23:30 in Vietnam

SuspicionReport report(const std::string& message, Instant at = kEvening) {
  return {.label = "https://x.example/1",
          .verdict = "forged",
          .reason = "bad_signature",
          .message = message,
          .place = "chợ Bến Thành",
          .at = at};
}

}  // namespace

TEST_CASE("a report is kept as it came and gets a receipt of its Vietnamese day") {
  ScratchRegistry scratch;
  SuspicionReport first = report("hộp bị mở");
  first.number = 483'012;
  first.lot_id = issued(scratch.registry).id;
  CHECK(scratch.registry.add_report(first));
  SuspicionReport after_midnight = report("chữ mờ", kEvening + std::chrono::minutes(30));
  after_midnight.number = 483'012;
  CHECK(scratch.registry.add_report(after_midnight));
  const auto kept = scratch.registry.reports(10);
  REQUIRE(kept.size() == 2);
  CHECK(kept.back() == first);
  CHECK(kept.back().receipt() == "BN-261124-483012");
  CHECK(kept.front().receipt() == "BN-261125-483012");
  CHECK(scratch.registry.reports(1).size() == 1);
}

TEST_CASE("the same report sent twice on one day is one report, and so is one number") {
  ScratchRegistry scratch;
  SuspicionReport once = report("lạ");
  once.number = 1;
  CHECK(scratch.registry.add_report(once));
  CHECK_FALSE(scratch.registry.add_report(once));
  once.number = 2;
  CHECK_FALSE(scratch.registry.add_report(once));
  SuspicionReport other = report("khác");
  other.number = 1;
  CHECK_FALSE(scratch.registry.add_report(other));
  CHECK(scratch.registry.reports(10).size() == 1);
}

TEST_CASE("the recalls of a product are its own and its cooperative's, never a lot's") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  const auto recall = [&](Recall::Scope scope, const std::string& subject) {
    REQUIRE(scratch.registry.add_recall({scope, to_text(scope), "", day("2026-11-24")}, subject,
                                        kEvening));
  };
  recall(Recall::Scope::lot, std::to_string(lot.id));
  CHECK(scratch.registry.recalls(product()).empty());
  recall(Recall::Scope::product, "P90");
  recall(Recall::Scope::cooperative, "C90");
  const auto recalls = scratch.registry.recalls(product());
  REQUIRE(recalls.size() == 2);
  CHECK(recalls[0].scope == Recall::Scope::product);
  CHECK(recalls[1].scope == Recall::Scope::cooperative);
}
