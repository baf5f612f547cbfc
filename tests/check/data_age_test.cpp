// How old offline data is, in words: its date, its grace, and a clock that cannot be right.
#include <doctest/doctest.h>

#include "temgoc/check/check.h"

using namespace temgoc;

namespace {

const Instant kMade = parse_instant("2026-11-24T00:30:00.000Z").value();

Verdict verdict_at(std::chrono::minutes later) {
  Verdict verdict;
  verdict.basis = Basis::bundle;
  verdict.data_age =
      DataAge{{kMade, kMade + std::chrono::days(7), kMade + std::chrono::days(14)}, kMade + later};
  return verdict;
}
bool says(const Verdict& verdict, const char* text) {
  return verdict_words(verdict, Language::vi).find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("the date and the age stand in the verdict's words") {
  using namespace std::chrono;
  CHECK(says(verdict_at(minutes(10)),
             "dữ liệu ngoại tuyến lập lúc 07:30 24/11/2026, cách đây chưa đầy một giờ"));
  CHECK(says(verdict_at(hours(5)), ", cách đây 5 giờ"));
  CHECK(says(verdict_at(days(3)), ", cách đây 3 ngày"));
  CHECK_FALSE(says(verdict_at(days(3)), "Chú ý"));
  CHECK(says(verdict_at(days(8)), "Chú ý: dữ liệu ngoại tuyến đã hết hạn"));
  CHECK(says(verdict_at(days(15)), "Chú ý: dữ liệu ngoại tuyến đã quá hạn"));
}

TEST_CASE("a clock before the data, or years after it, is warned of") {
  using namespace std::chrono;
  CHECK(says(verdict_at(-hours(2)), "đồng hồ của máy có thể sai"));
  CHECK(says(verdict_at(days(14 + 366)), "đồng hồ của máy có thể sai"));
  CHECK_FALSE(says(verdict_at(days(14 + 364)), "đồng hồ"));
  // A reason that says so is enough.
  for (const char* reason : {"clock_off", "clock_ahead"}) {
    Verdict told = verdict_at(reason == std::string("clock_off") ? -hours(48) : days(400));
    told.main = {Headline::cannot_check, reason};
    const std::string text = verdict_words(told, Language::vi);
    CAPTURE(text);
    CHECK(text.find("đồng hồ") == text.rfind("đồng hồ"));
  }
  const Json json = verdict_json(verdict_at(-hours(2)), Language::vi)["offline"];
  CHECK(json["clock"] == "behind");
  CHECK(json["state"] == "fresh");
  CHECK(json["made_at"] == "2026-11-24T00:30:00.000Z");
  CHECK(verdict_json(verdict_at(days(8)), Language::vi)["offline"]["state"] == "grace");
  CHECK(verdict_json(verdict_at(days(15)), Language::vi)["offline"]["state"] == "expired");
  CHECK(verdict_json(Verdict{}, Language::vi)["offline"].is_null());
}
