#include "temgoc/upkeep/settings_change.h"

#include <doctest/doctest.h>

#include "support/world.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

Result<void> change(Workplace& workplace, std::vector<SettingText> changes) {
  return change_settings(workplace, changes);
}

}  // namespace

TEST_CASE("a setting is changed in the file and on record, and only what changed is named") {
  World world;
  Workplace workplace = world.made();
  REQUIRE(change(workplace, {{"programme.products_target", "163"},
                             {"issuing.pack_tomorrow", "true"},
                             {"copies.scans", "20"}}));
  CHECK(workplace.settings().programme.products_target == 163);
  const auto read = Settings::read(world.works());
  REQUIRE(read.has_value());
  CHECK(read->programme.products_target == 163);
  CHECK(read->pack_tomorrow);
  CHECK(read->hosts == workplace.settings().hosts);
  const auto acts = workplace.registry().acts({.kind = "settings"});
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].act.args.at("names") == "issuing.pack_tomorrow, programme.products_target");
  REQUIRE(change(workplace, {{"programme.products_target", "163"}}));
  CHECK(workplace.registry().acts({.kind = "settings"}).size() == 1);
}

TEST_CASE("communes are given one a line, each once, and one that is none is named") {
  World world;
  Workplace workplace = world.made();
  REQUIRE(change(workplace, {{"programme.communes",
                              "Xã Bình Khánh, TP.HCM\r\n\nxã Thạnh An, TP.HCM\nxã Bình Khánh, "
                              "thành phố Hồ Chí Minh"}}));
  CHECK(workplace.settings().programme.communes ==
        std::vector<std::string>{"xã Bình Khánh, TP. Hồ Chí Minh", "xã Thạnh An, TP. Hồ Chí Minh"});
  CHECK(Settings::read(world.works())->programme == workplace.settings().programme);
  const auto bad = change(workplace, {{"programme.communes", "xã Bình Khánh"}});
  CHECK(code_of(bad) == "commune_unreadable");
  CHECK(bad.error().value == "xã Bình Khánh");
  CHECK(workplace.settings().programme.communes.size() == 2);
}

TEST_CASE("what may not be changed, and values that cannot be used, change nothing") {
  World world;
  Workplace workplace = world.made();
  const std::string before = workplace.settings().text();
  for (const char* name : {"realm", "hosts", "serve.listen", "", "nothing"})
    CHECK(code_of(change(workplace, {{name, "x"}})) == "setting_fixed");
  for (const auto& [name, value] : {std::pair{"issuing.max_backdate_days", "0"},
                                    {"issuing.max_backdate_days", "-1"},
                                    {"issuing.max_backdate_days", "many"},
                                    {"issuing.max_backdate_days", ""},
                                    {"issuing.max_backdate_days", "99999999999"},
                                    {"issuing.pack_tomorrow", "yes"},
                                    {"printing.read_back", "10"},
                                    {"printing.pages_in_part", "5001"}}) {
    CAPTURE(name);
    CAPTURE(value);
    CHECK(code_of(change(workplace, {{"copies.scans", "9"}, {name, value}})) == "setting_invalid");
  }
  CHECK(Settings::read(world.works())->text() == before);
  CHECK(workplace.registry().acts({.kind = "settings"}).empty());
}

TEST_CASE("every setting that may be changed is read as it is shown") {
  World world;
  Workplace workplace = world.made();
  const auto all = changeable_settings(workplace.settings());
  CHECK(all.size() == 17);
  REQUIRE(change_settings(workplace, all));
  CHECK(changeable_settings(workplace.settings()) == all);
  REQUIRE(change(workplace, {{"printing.read_back", "all"}}));
  CHECK(workplace.settings().printing.read_back == kReadAll);
}
