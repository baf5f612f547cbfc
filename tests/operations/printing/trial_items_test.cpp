// A lot's code may be given by hand, of 20 letters: the shipped templates hold it, and of wider
// letters and other templates it is said where not.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "support/world.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/trial_items.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::vector<Error> faults(Workplace* workplace, const LabelTemplate& label, const LotCode& code) {
  std::vector<Error> all;
  const TrialItems trial = trial_items(workplace, label, code);
  for (const LabelLanguage language : label.languages) {
    const auto shown = in_language(label, language).value();
    for (const Error& each : check_template(shown, label.stock.dpi, trial.items.front().uri))
      all.push_back(each);
    for (const Error& each : check_values(shown, trial.items)) all.push_back(each);
  }
  return all;
}

// A workplace's own, whose lot stands in a box too narrow for more than a suggested code.
void add_narrow_template(const std::filesystem::path& works) {
  std::ifstream shipped(std::filesystem::path(TEMGOC_SOURCE_DIR) /
                        "label_templates/a4-65-link.toml");
  std::string text(std::istreambuf_iterator<char>(shipped), {});
  const auto at = text.find("min_size_pt", text.find("[style.small]"));
  REQUIRE(at != std::string::npos);
  text.replace(at, text.find('\n', at) - at, "min_size_pt = 5");
  std::filesystem::create_directories(works / "label_templates");
  std::ofstream(works / "label_templates" / "narrow.toml") << text;
}

}  // namespace

TEST_CASE("every shipped template is tried with a lot code of 20 letters and a serial") {
  World world;
  Workplace workplace = world.made();
  for (const std::string& id : shipped_templates()) {
    CAPTURE(id);
    const LabelTemplate label = find_template(world.works(), id).value();
    if (label.code == CodeKind::product_link) continue;
    const TrialItems trial = trial_items(&workplace, label, trial_lot_code());
    for (const LabelItem& item : trial.items)
      CHECK(item.fields.at("lot") == "ABCDEFGHIJKLMNOPQRST");
    const bool items =
        std::ranges::any_of(label.codes, [](CodeKind kind) { return kind != CodeKind::lot_seal; });
    CHECK(trial.items.front().fields.contains("serial") == items);
    // What a usual code does not fit either is no matter of the code's length.
    const auto usual = faults(&workplace, label, trial_lot_code(9));
    const auto is_usual = [&](const Error& fault) {
      return std::ranges::any_of(usual,
                                 [&](const Error& each) { return each.field == fault.field; });
    };
    for (const Error& fault : faults(&workplace, label, trial_lot_code()))
      CHECK_MESSAGE(is_usual(fault), fault.code << " " << fault.field << " " << fault.value);
  }
}

TEST_CASE(
    "a code that is too long for a template is said when the lot is issued, a usual one never") {
  World world;
  Workplace workplace = world.made();
  add_narrow_template(world.works());
  LotDraft draft = world.draft();
  const auto warned = [&](const char* code) {
    draft.code = LotCode::parse(code).value();
    const auto report = issue_lot(workplace, draft, kPassphrase);
    REQUIRE(report.has_value());
    for (const Error& warning : report->warnings)
      if (warning.code == "lot_code_too_long_for") return warning.args.at("templates");
    return std::string();
  };
  CHECK(warned("261124-77").empty());
  CHECK(warned("ABCDEFGHIJKLMNOPQRST") == "narrow");
  CHECK(warned("WWWWWWWWWWWWWWWWWWWW") == "narrow");
  CHECK(warned("MOT-LO-DAI").empty());
}
