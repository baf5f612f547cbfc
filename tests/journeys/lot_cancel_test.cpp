// A lot issued by mistake, taken back before any label of it was printed.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string code_of(const Ran& ran) { return ran.json()["error"]["code"]; }

Json lot_in(const Json& list, const Json& lot) {
  for (const Json& each : list["lots"]) {
    if (each["short_code"] == lot["short_code"]) return each;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a lot issued by mistake is cancelled once, and every room says so") {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string code = lot["short_code"];
  const Words cancel{"--json", "lot",     "cancel",   code,
                     "--by",   "Chị Lan", "--reason", "gõ nhầm số lượng"};
  CHECK(works.temgoc({"lot", "cancel", code}).status == 2);
  CHECK(code_of(works.temgoc({"--json", "lot", "cancel", code, "--reason", " "})) ==
        "reason_missing");
  const Ran done = works.temgoc(cancel);
  REQUIRE_MESSAGE(done.status == 0, done.out, done.err);
  CHECK(done.json()["reason"] == "gõ nhầm số lượng");
  CHECK(done.json()["by"] == "Chị Lan");
  const Ran again = works.temgoc(cancel);
  CHECK(again.status == 6);
  CHECK(code_of(again) == "lot_is_cancelled");

  const Json verdict = works.verify(lot["url"]);
  CHECK(verdict["verdict"] == "void");
  CHECK(verdict["reason"] == "lot_cancelled");
  CHECK(verdict["checks"]["status"] == "fail");
  CHECK(works.verify(code)["reason"] == "lot_cancelled");
  const Ran words = works.temgoc({"verify", lot["url"]});
  CHECK(words.status == 26);
  CHECK(words.out.find("CANCELLED LOT") != std::string::npos);
  CHECK(words.out.find("gõ nhầm số lượng") != std::string::npos);

  const Json other = works.issue(kFish);
  CHECK(other["issue_number"] == lot["issue_number"].get<int>() + 1);
  CHECK(other["lot"] != lot["lot"]);
  const Json list = works.temgoc({"--json", "lot", "list"}).json();
  CHECK(lot_in(list, lot)["cancelled"] == true);
  CHECK(lot_in(list, other)["cancelled"] == false);
  CHECK(works.temgoc({"lot", "list"}).out.find("CANCELLED") != std::string::npos);
  const Json shown = works.temgoc({"--json", "lot", "show", code}).json();
  CHECK(shown["cancellation"]["reason"] == "gõ nhầm số lượng");
  CHECK(shown["cancellation"]["by"] == "Chị Lan");
  CHECK(works.temgoc({"--json", "lot", "show", other["short_code"]}).json()["cancellation"] ==
        nullptr);
  CHECK(works.temgoc({"lot", "show", code}).out.find("Chị Lan") != std::string::npos);
  const Json status = works.temgoc({"--json", "status"}).json();
  CHECK(status["lots_cancelled"] == Json::array({code}));
  CHECK(status["lots_without_labels"] == Json::array({other["short_code"]}));
  CHECK(works.temgoc({"status"}).out.find("1 lot is cancelled") != std::string::npos);
  CHECK(works.temgoc({"log", "check"}).status == 0);
}

TEST_CASE("a cancelled lot gets no label and is not issued again; a printed one is not cancelled") {
  const Works works;
  const Words same{"--lot", "ME-1", "--request-id", "don-17"};
  const Json lot = works.issue(kFish, same);
  REQUIRE(works.temgoc({"lot", "cancel", lot["short_code"], "--reason", "nhầm"}).status == 0);
  const Ran print = works.temgoc({"--json", "label", "print", lot["short_code"], "--template",
                                  "roll-60x40-seal", "--codes", "lot_seal", "--count", "1"});
  CHECK(print.status == 6);
  CHECK(code_of(print) == "lot_is_cancelled");
  CHECK(works.issue(kFish, same)["error"]["code"] == "lot_is_cancelled");

  const Json printed = works.issue(kFish);
  REQUIRE(works
              .temgoc({"label", "print", printed["short_code"], "--template", "roll-60x40-seal",
                       "--codes", "lot_seal", "--count", "2"})
              .status == 0);
  const Ran refused =
      works.temgoc({"--json", "lot", "cancel", printed["short_code"], "--reason", "nhầm"});
  CHECK(refused.status == 6);
  CHECK(code_of(refused) == "lot_has_labels");
  const std::string hint = refused.json()["error"]["hint"];
  CHECK(hint.find("lot recall") != std::string::npos);
  CHECK(works.verify(printed["url"])["verdict"] == "valid");
  // Two labels were printed, however often they are printed again.
  REQUIRE(works.temgoc({"label", "reprint", "1", "--reason", "giấy kẹt"}).status == 0);
  CHECK(lot_in(works.temgoc({"--json", "lot", "list"}).json(), printed)["labels"] == 2);
  CHECK(works.temgoc({"--json", "status"}).json()["labels"] == 2);
}

TEST_CASE("a bundle says offline that a lot is cancelled, and one that hides it is not signed") {
  const Works works;
  const Json lot = works.issue(kFish);
  works.issue(kFish);
  REQUIRE(works.temgoc({"lot", "cancel", lot["short_code"], "--reason", "nhầm"}).status == 0);
  const std::string file = (works.scratch().path() / "day.bundle").string();
  const Ran built = works.build_bundle(file);
  REQUIRE_MESSAGE(built.status == 0, built.out, built.err);
  CHECK(built.json()["cancelled_lots"] == 1);
  const Ran offline = run(kVerify, {"--json", "--roots", (works.folder() / "trust/roots").string(),
                                    "--bundle", file, lot["url"].get<std::string>()});
  CHECK(offline.status == 26);
  CHECK(offline.json()["reason"] == "lot_cancelled");
  const auto sql = [&](const std::string& statement) {
    const std::string registry = (works.folder() / "registry.sqlite").string();
    const Ran triggers = run("sqlite3", {registry,
                                         "SELECT 'DROP TRIGGER ' || name || ';' FROM "
                                         "sqlite_schema WHERE type = 'trigger'"});
    REQUIRE(run("sqlite3", {registry, triggers.out + statement}).status == 0);
  };
  sql("INSERT INTO lot_cancellation SELECT 99, 2, reason, who, at FROM lot_cancellation;");
  CHECK(code_of(works.build_bundle((works.scratch().path() / "b.bundle").string())) ==
        "bundle_lot_cancellation_not_in_log");
  sql("DELETE FROM lot_cancellation;");
  const Ran hidden = works.build_bundle((works.scratch().path() / "c.bundle").string());
  CHECK(hidden.status == 6);
  CHECK(code_of(hidden) == "bundle_lot_cancellation_left_out");
}
