#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"
#include "temgoc/registry/report_book.h"

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

TEST_CASE("a report keeps every answer, the last one stands, and none is changed" *
          looks_at_file()) {
  ScratchRegistry scratch;
  SuspicionReport first = report("hộp bị mở"), second = report("chữ mờ");
  first.number = 11;
  second.number = 12;
  REQUIRE(scratch.registry.add_report(first));
  REQUIRE(scratch.registry.add_report(second));
  ReportBook book(scratch.registry);
  const ReportReceipt receipt{vietnam_day(kEvening), 11};
  const auto before = book.report(receipt);
  REQUIRE(before.has_value());
  CHECK(before->report == first);
  CHECK_FALSE(before->is_answered());
  CHECK(before->cooperative_id.empty());
  const ReportAnswer taken{ReportAnswer::Kind::taken_up,
                           "Đang hỏi nơi bán",
                           kEvening,
                           {"lan", "Lan", "administrator", Channel::page}};
  ReportAnswer done = taken;
  done.kind = ReportAnswer::Kind::acted_on;
  done.words = "Đã thu lại số hàng đó";
  book.add_answer(before->id, taken);
  book.add_answer(before->id, done);
  const auto after = book.report(receipt);
  REQUIRE(after->answers.size() == 2);
  CHECK(after->answers.front() == taken);
  CHECK(after->answers.back() == done);
  CHECK(book.reports({}).size() == 2);
  CHECK(book.reports({.only_open = true}).size() == 1);
  CHECK(book.reports({.only_open = true}).front().report == second);
  CHECK(book.reports({.before_id = after->id + 1}).size() == 1);
  CHECK_FALSE(book.report({receipt.day, 13}).has_value());
  RawSqlite raw(scratch.path);
  CHECK(raw.error_of("UPDATE report_answer SET words = 'x'") == "an answer is final");
  CHECK(raw.error_of("DELETE FROM report_answer") == "an answer is final");
}

TEST_CASE("a cooperative's reports are of its lots, and those of no lot are everybody's") {
  ScratchRegistry scratch;
  SuspicionReport of_lot = report("hộp bị mở"), of_none = report("chữ mờ");
  const Lot lot = issued(scratch.registry);
  of_lot.number = 11;
  of_lot.lot_id = lot.id;
  of_none.number = 12;
  REQUIRE(scratch.registry.add_report(of_lot));
  REQUIRE(scratch.registry.add_report(of_none));
  const ReportBook book = ReportBook::of(scratch.registry);
  CHECK(book.reports({.cooperative_id = lot.cooperative_id}).size() == 2);
  CHECK(book.reports({.cooperative_id = "C99"}).size() == 1);
  CHECK(book.reports({.cooperative_id = lot.cooperative_id}).back().cooperative_id ==
        lot.cooperative_id);
}
