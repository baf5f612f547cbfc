// Inspectors are enrolled, listed and revoked, and their visits are read, by the commands.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

TEST_CASE("an inspector is enrolled with a QR code, listed, and revoked") {
  const Works works;
  const std::string card = (works.scratch().path() / "card.svg").string();
  const Ran added = works.temgoc({"inspector", "add", "Nguyễn Thị Lan", "--card", card});
  CHECK_MESSAGE(added.status == 0, added.err);
  CHECK(added.out.find("https://tg.example.vn/kiem-tra/#ghi-danh=") != std::string::npos);
  CHECK(added.out.find("█") != std::string::npos);
  CHECK(text_of(card).starts_with("<svg"));
  const Json second =
      works.temgoc({"--json", "inspector", "add", "Trần Văn Nam", "--days", "7"}).json();
  CHECK(second["code"].get<std::string>().size() == 29);
  const Json revoked = works.temgoc({"--json", "inspector", "revoke", "1"}).json();
  CHECK(revoked["state"] == "revoked");
  const Json list = works.temgoc({"--json", "inspector", "list"}).json();
  REQUIRE(list["inspectors"].size() == 2);
  CHECK(list["inspectors"][0]["state"] == "revoked");
  CHECK(list["inspectors"][1]["name"] == "Trần Văn Nam");
  CHECK(works.temgoc({"inspector", "list"}).out.find("Nguyễn Thị Lan") != std::string::npos);
  CHECK(list.dump().find(second["code"].get<std::string>().substr(0, 9)) == std::string::npos);
}

TEST_CASE("what cannot be enrolled, revoked or found is named") {
  const Works works;
  const auto code_of = [&works](Words command) {
    command.insert(command.begin(), "--json");
    return works.temgoc(command).json()["error"]["code"].get<std::string>();
  };
  CHECK(code_of({"inspector", "add", " "}) == "inspector_name_empty");
  CHECK(code_of({"inspector", "add", "Lan", "--days", "0"}) == "inspector_days_invalid");
  CHECK(code_of({"inspector", "revoke", "7"}) == "inspector_unknown");
  CHECK(code_of({"visit", "photos", "KT-261124-00000000", "--folder", "."}) == "visit_unknown");
  const Works test_works("");
  CHECK(test_works.temgoc({"--json", "inspector", "add", "Lan"}).json()["error"]["code"] ==
        "inspector_needs_host");
}

TEST_CASE("visits are listed and exported where there are none yet") {
  const Works works;
  CHECK(works.temgoc({"--json", "visit", "list"}).json()["visits"].empty());
  const std::string file = (works.scratch().path() / "visits.xlsx").string();
  const Json exported = works.temgoc({"--json", "visit", "export", "--out", file}).json();
  CHECK(exported["rows"] == 0);
}
