// Labels printed before their lot is known: what cannot be printed or claimed leaves nothing
// behind.
#include "temgoc/printing/rolls.h"

#include <doctest/doctest.h>

#include "support/world.h"
#include "temgoc/base/files.h"
#include "temgoc/label/label.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Rolls {
  World world;
  Workplace workplace = world.made();
  Product product = workplace.registry().product(kFish).value();
  Lot lot = issue_lot(workplace, world.draft(), kPassphrase)->lot;

  Result<RollReport> print(std::uint32_t labels, const fs::path& out = {},
                           const ProgressSink& progress = {}) {
    return print_roll(workplace, product,
                      {.template_id = "roll-50x30-code", .count = labels, .out = out, .who = "Lan"},
                      progress);
  }
  RollRun run(std::uint32_t first, std::uint32_t last) {
    return find_run(workplace.registry(), std::to_string(first), std::to_string(last), 1).value();
  }
  std::vector<RollRange> ranges() { return RollBook::of(workplace.registry()).ranges(1); }
};

}  // namespace

TEST_CASE("a roll is read back whole, stands in the journal, and its file is where it says") {
  Rolls rolls;
  const auto printed = rolls.print(5);
  REQUIRE(printed);
  CHECK(printed->read_back == 5);
  CHECK(printed->roll.id == 1);
  CHECK(printed->file == roll_file(rolls.workplace.folder(), printed->roll));
  CHECK(fs::exists(printed->file));
  CHECK(rolls.workplace.registry().acts({.limit = 1})[0].act.kind == "roll_printed");
  CHECK(RollBook::of(rolls.workplace.registry()).codes(1).size() == 5);
}

TEST_CASE("a roll claims nothing green that no certificate bears out") {
  Rolls rolls;
  rolls.product.label_name = "Cá đù hữu cơ";
  CHECK(rolls.print(2).error().code == "label_claim_unproven");
  CHECK(RollBook::of(rolls.workplace.registry()).codes(1).empty());
}

TEST_CASE("a roll warns of what its template calls compulsory and the record lacks") {
  Rolls rolls;
  std::string text = shipped_template("roll-50x30-code").value();
  text.insert(text.find("[name]"), "compulsory_fields = [\"net_content\", \"address\"]\n\n");
  write_file(rolls.world.works() / "label_templates" / "own-roll.toml", as_bytes(text));
  const auto warnings = [&] {
    const auto report = print_roll(rolls.workplace, rolls.product,
                                   {.template_id = "own-roll", .count = 1, .who = "Lan"}, {});
    REQUIRE(report);
    return report->warnings;
  };
  rolls.product.net_content = "500 g";
  const std::size_t before = warnings().size();
  rolls.product.net_content.clear();
  const auto lacking = warnings();
  REQUIRE(lacking.size() == before + 1);
  CHECK(lacking.front().code == "label_lacks_product");
  CHECK(lacking.front().field == "net_content");
}

TEST_CASE("a run is found by links, typed codes and numbers, in either order") {
  Rolls rolls;
  REQUIRE(rolls.print(9));
  const auto codes = RollBook::of(rolls.workplace.registry()).codes(1);
  const std::string link = "https://tg.example.vn/01/02990001000018/21/" + codes[6].text();
  std::string typed = codes[2].text();
  for (char& c : typed) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (c == '0') c = 'o';
    if (c == '1') c = 'l';
  }
  typed = " " + typed.substr(0, 4) + "-" + typed.substr(4, 4) + " " + typed.substr(8);
  const auto run = find_run(rolls.workplace.registry(), link, typed);
  REQUIRE(run);
  CHECK(run->first == 3);
  CHECK(run->last == 7);
  CHECK(find_run(rolls.workplace.registry(), "3", "7").error().code == "roll_code_unknown");
  CHECK(rolls.run(7, 3).first == 3);
}

TEST_CASE("a lot of the other realm claims nothing, and nor does one that is recalled meanwhile") {
  Rolls rolls;
  REQUIRE(rolls.print(4));
  Lot test = rolls.lot;
  test.realm += kTestRealmSuffix;
  CHECK(preview_claim(rolls.workplace, rolls.run(1, 2), test).error().code ==
        "roll_of_other_realm");
  REQUIRE(preview_claim(rolls.workplace, rolls.run(1, 2), rolls.lot));
  REQUIRE(recall_lot(rolls.workplace, rolls.lot,
                     {Recall::Scope::lot, "dư lượng", "", rolls.workplace.today()}));
  CHECK(claim_labels(rolls.workplace, rolls.run(1, 2), rolls.lot, "Lan", "").error().code ==
        "lot_is_recalled");
  CHECK(rolls.ranges().empty());
}

TEST_CASE("a roll whose file gets no name is out of use, whatever was drawn") {
  Rolls rolls;
  const fs::path out = rolls.world.folder / "cuon.pdf";
  // Somebody else takes the name while the labels are drawn.
  const auto printed =
      rolls.print(3, out, [&](const PrintProgress&) { write_file(out, as_bytes("x")); });
  REQUIRE_FALSE(printed);
  CHECK(printed.error().code == "roll_not_released");
  CHECK(printed.error().args.at("cause") == "out_exists");
  const auto record = RollBook::of(rolls.workplace.registry()).roll_on_record(1);
  REQUIRE(record);
  CHECK(record->voided == 3);
  CHECK(read_file(out, 9).value() == "x");
}

TEST_CASE("what cannot be drawn is refused before anything is recorded") {
  Rolls rolls;
  CHECK(rolls.print(0).error().code == "count_invalid");
  rolls.product.closed = true;
  CHECK(rolls.print(3).error().code == "product_closed");
  CHECK(RollBook::of(rolls.workplace.registry()).rolls({}).empty());
}
