// temgoc export ocop-rating
#include "cli/command.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/ocop_rating.h"

namespace temgoc {
namespace {

// "A-1=12".
Result<std::map<std::string, int>> points_of(const Given& given) {
  std::map<std::string, int> points;
  for (const std::string& text : given.list("points")) {
    const std::size_t equals = text.rfind('=');
    const std::string number = equals == text.npos ? text : trimmed(text.substr(0, equals));
    const std::string count = equals == text.npos ? "" : trimmed(text.substr(equals + 1));
    if (!is_digits(count) || count.size() > 3)
      return Error{"number_unreadable", "points", shortened(text)};
    points[number] = std::stoi(count);
  }
  return points;
}

int export_rating(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  auto points = points_of(given);
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
