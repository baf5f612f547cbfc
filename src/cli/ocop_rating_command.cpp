// temgoc export ocop-rating
#include "cli/command.h"
#include "temgoc/exchange/ocop_rating.h"

namespace temgoc {
namespace {

int export_rating(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  auto points = written_points(given.list("points"));
  if (!points) return terminal.fail(points.error());
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  const std::string folder = given.text("out");
  auto report = write_ocop_rating(
      *workplace, {.product = given.text("product"), .points = *points, .out = folder});
  if (!report) return terminal.fail(report.error());
  terminal.warn_all(report->warnings);
  std::string lacking;
  for (const std::string& each : report->lacking) lacking += (lacking.empty() ? "" : ", ") + each;
  std::string text = terminal.word(
      "rating.done", {{"files", std::to_string(report->files.size())}, {"folder", folder}});
  if (!lacking.empty()) text += "\n" + terminal.word("rating.lacking", {{"criteria", lacking}});
  Json warnings = Json::array();
  for (const Error& each : report->warnings) warnings.push_back(terminal.warning_json(each));
  return terminal.done({{"folder", folder},
                        {"files", report->files},
                        {"lacking", report->lacking},
                        {"warnings", std::move(warnings)}},
                       text + "\n");
}

}  // namespace

void add_ocop_rating_command(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back(
      {"export",
       "ocop-rating",
       {{"product", Kind::argument, true}, {"out", Kind::text, true}, {"points", Kind::repeated}},
       export_rating});
}

}  // namespace temgoc
