// Templates saved as files and as versions.
#include "temgoc/printing/template_versions.h"

#include <doctest/doctest.h>

#include "support/world.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/trial_items.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::string shipped() { return shipped_template("roll-60x40-seal").value(); }

std::string with_dpi(const std::string& dpi) {
  std::string text = shipped();
  text.replace(text.find("dpi = 203"), 9, "dpi = " + dpi);
  return text;
}

SavedTemplate saved(Workplace& works, const std::string& id, const std::string& toml,
                    const std::string& seen) {
  auto done = save_template(works, {id, toml, seen});
  if (!done) FAIL(done.error().code);
  return *done;
}

}  // namespace

TEST_CASE("a template is a file that every command prints from, and each version is kept") {
  World world;
  Workplace works = world.made();
  works.act_as({"lan", "Lan", "administrator", Channel::page});
  CHECK(saved(works, "tem-moi", shipped(), "").number == 1);
  CHECK(find_template(works.folder(), "tem-moi")->stock.dpi == 203);
  world.now += std::chrono::minutes(1);
  const SavedTemplate second =
      saved(works, "tem-moi", with_dpi("300"), template_version(shipped()));
  CHECK(second.number == 2);
  CHECK(second.changed);
  CHECK(find_template(works.folder(), "tem-moi")->stock.dpi == 300);
  const TemplateBook book(works.registry());
  const auto versions = book.versions("tem-moi");
  REQUIRE(versions.size() == 2);
  CHECK(versions[0].number == 2);
  CHECK(versions[0].actor.id == "lan");
  CHECK(versions[0].at == world.now);
  CHECK(book.text("tem-moi", 1) == shipped());
  CHECK(!book.text("tem-moi", 3));
  // The same again is no version of its own, and no act.
  const std::size_t acts = works.registry().acts({}).size();
  const SavedTemplate again =
      saved(works, "tem-moi", with_dpi("300"), template_version(with_dpi("300")));
  CHECK(!again.changed);
  CHECK(again.number == 2);
  CHECK(works.registry().acts({}).size() == acts);
  const auto act = works.registry().acts({.limit = 1}).at(0);
  CHECK(act.act.kind == "template");
  CHECK(act.act.args.at("number") == "2");
  CHECK(act.actor.name == "Lan");
}

TEST_CASE("who edits what another has saved meanwhile is told, and nothing is written") {
  World world;
  Workplace works = world.made();
  works.act_as({"lan", "Lan", "administrator", Channel::page});
  saved(works, "tem-moi", shipped(), "");
  saved(works, "tem-moi", with_dpi("300"), template_version(shipped()));
  const auto stale =
      save_template(works, {"tem-moi", with_dpi("600"), template_version(shipped())});
  REQUIRE(!stale);
  CHECK(stale.error().code == "template_changed_meanwhile");
  CHECK(stale.error().args.at("who") == "Lan");
  CHECK(find_template(works.folder(), "tem-moi")->stock.dpi == 300);
  CHECK(TemplateBook(works.registry()).versions("tem-moi").size() == 2);
  CHECK(save_template(works, {"tem-moi", shipped(), ""}).error().code == "template_exists");
  CHECK(save_template(works, {"tem-khac", shipped(), "0123"}).error().code == "template_unknown");
}

TEST_CASE("a file that was changed by hand is kept before another takes its place") {
  World world;
  Workplace works = world.made();
  saved(works, "tem-moi", shipped(), "");
  const std::string by_hand = with_dpi("600");
  write_file(works.folder() / "label_templates" / "tem-moi.toml", as_bytes(by_hand));
  saved(works, "tem-moi", with_dpi("300"), template_version(by_hand));
  const TemplateBook book(works.registry());
  const auto versions = book.versions("tem-moi");
  REQUIRE(versions.size() == 3);
  CHECK(versions[1].origin == TemplateVersion::Origin::found);
  CHECK(book.text("tem-moi", 2) == by_hand);
}

TEST_CASE("a shipped template that is saved becomes the workplace's own") {
  World world;
  Workplace works = world.made();
  CHECK(!template_text(works.folder(), "roll-60x40-seal")->is_own);
  CHECK(saved(works, "roll-60x40-seal", with_dpi("300"), template_version(shipped())).number == 1);
  CHECK(template_text(works.folder(), "roll-60x40-seal")->is_own);
  CHECK(saved(works, "roll-60x40-seal", shipped(), template_version(with_dpi("300"))).number == 2);
}

TEST_CASE("what no template can be is refused, and no file is there") {
  World world;
  Workplace works = world.made();
  const auto refused = [&](const std::string& id, const std::string& toml) {
    const auto done = save_template(works, {id, toml, ""});
    REQUIRE(!done);
    return done.error().code;
  };
  for (const char* id : {"", "../tem", "Tem", "tem moi", "new", "-tem", "a/b", "mẫu"})
    CHECK(refused(id, shipped()) == "template_id_invalid");
  CHECK(refused(std::string(41, 'a'), shipped()) == "template_id_invalid");
  CHECK(refused("tem", "code = ") == "template_unreadable");
  CHECK(refused("tem", "khoa_la = 1\n" + shipped()) == "template_schema");
  CHECK(refused("tem", shipped() + std::string(kMostTemplate, '#')) == "template_too_long");
  std::string large = shipped();
  large.replace(large.find("page_width_mm = 60"), 18, "page_width_mm = 2000.5");
  const auto page = save_template(works, {"tem", large, ""});
  REQUIRE(!page);
  CHECK(page.error().field == "/stock/page_width_mm");
  std::string styles = shipped();
  for (int i = 0; i < 101; ++i) styles += "\n[style.s" + std::to_string(i) + "]\nbold = true\n";
  const auto many = save_template(works, {"tem", styles, ""});
  REQUIRE(!many);
  CHECK(many.error().args.at("reason") == "too_many");
  CHECK(!fs::exists(works.folder() / "label_templates" / "tem.toml"));
  CHECK(TemplateBook(works.registry()).versions("tem").empty());
}

TEST_CASE("a workplace has so many templates of its own, and no more") {
  World world;
  Workplace works = world.made();
  const fs::path folder = works.folder() / "label_templates";
  for (std::size_t i = 0; i < kMostTemplates; ++i)
    write_file(folder / ("t" + std::to_string(i) + ".toml"), as_bytes(std::string("x")));
  const auto more = save_template(works, {"tem", shipped(), ""});
  REQUIRE(!more);
  CHECK(more.error().code == "template_too_many");
  // One that is there is still changed.
  CHECK(save_template(works, {"t1", shipped(), template_version("x")}));
}

TEST_CASE("a picture lies beside the templates, and takes another's place only when told to") {
  World world;
  Workplace works = world.made();
  const std::string png = std::string(
      "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9c"
      "c`\0\0\0\2\0\1H\xaf\xa4q\0\0\0\0IEND\xae"
      "B`\x82",
      67);
  REQUIRE(keep_template_picture(works, "logo.png", png, false));
  CHECK(template_pictures(works.folder()) == std::vector<std::string>{"logo.png"});
  CHECK(keep_template_picture(works, "logo.png", png, false));  // the same again
  CHECK(keep_template_picture(works, "logo.png", "no picture", true).error().code ==
        "image_unreadable");
  write_file(works.folder() / "label_templates" / "dau.png", as_bytes(std::string("another")));
  CHECK(keep_template_picture(works, "dau.png", png, false).error().code == "picture_exists");
  CHECK(keep_template_picture(works, "dau.png", png, true));
  CHECK(read_file(works.folder() / "label_templates" / "dau.png", 1000).value() == png);
  for (const char* name : {"../logo.png", "logo", ".png", "lo go.png", "a/b.png"})
    CHECK(keep_template_picture(works, name, png, false).error().code == "picture_name_invalid");
}
