// temgoc verify TEXT|-
#include <fmt/format.h>
#include <unistd.h>

#include "cli/command.h"
#include "temgoc/base/text.h"
#include "temgoc/check/answer_lines.h"
#include "temgoc/scans/count_scan.h"
#include "temgoc/workplace/site.h"

namespace temgoc {
namespace {

// Whether it counted, and how often the code was scanned by now.
void record_scan(const Terminal& terminal, Workplace& workplace, std::string_view text,
                 const Province& place) {
  const Verdict verdict = check_label(text, workplace.check_context());
  if (!verdict.facts || !verdict.facts->lot) return terminal.say("verify.scan.no_lot");
  const bool counted = count_scan(workplace, verdict, place);
  terminal.tell({"scan", {{"place", std::string(place.name())}}});
  const auto after = check_label(text, workplace.check_context());
  const bool known = after.facts && after.facts->scans;
  terminal.say(!counted ? "verify.scan.counted_before"
               : known  ? "verify.scan.counted.nth"
                        : "verify.scan.counted",
               {{"place", std::string(place.name())},
                {"scans", known ? std::to_string(after.facts->scans->scans) : ""}});
}

// Checking needs no key and no write; only a registry of an older temgoc is brought forward first.
Result<Site> open_site(const Session& session) {
  auto site = Site::open(session.workplace, session.clock);
  if (site || site.error().code != "registry_too_old") return site;
  if (auto migrated = session.open(); !migrated) return migrated.error();
  return Site::open(session.workplace, session.clock);
}

// One code a line, each answered at once.
int verify_lines(const Terminal& terminal, const CheckContext& context) {
  LineReader lines(STDIN_FILENO, kMaxLineBytes);
  const LineAnswers how{terminal.language(), terminal.json(), ::isatty(STDIN_FILENO) == 1, 1};
  const auto status = answer_lines(lines, std::span(&context, 1), how,
                                   [](const std::string& text) { write_out(text); });
  return status ? *status : terminal.fail(status.error());
}

int verify(const Session& session, const Given& given) {
  auto site = open_site(session);
  if (!site) return session.terminal.fail(site.error());
  CheckContext context = site->check_context();
  if (given.has("at")) {
    auto day = parse_day(given.text("at"), "at");
    if (!day) return session.terminal.fail(day.error());
    context.today = *day;
  }
  const Language language = session.terminal.language();
  const std::string text = given.text("text");
  if (text == "-") {
    if (given.has("record-scan"))
      return session.terminal.fail({"usage", "record-scan", "--record-scan -"});
    return verify_lines(session.terminal, context);
  }
  if (given.has("record-scan")) {
    const auto place = Province::named(given.text("record-scan"));
    if (!place)
      return session.terminal.fail(
          {"province_unknown", "record-scan", shortened(given.text("record-scan"))});
    auto workplace = session.open();
    if (!workplace) return session.terminal.fail(workplace.error());
    record_scan(session.terminal, *workplace, text, *place);
  }
  const Verdict verdict = check_label(text, context);
  write_out(session.terminal.json() ? dump(verdict_json(verdict, language)) + "\n"
                                    : verdict_words(verdict, language));
  return exit_code(verdict.main.headline);
}

}  // namespace

void add_verify_command(std::vector<Command>& all) {
  all.push_back(
      {"verify", "", {{"text", Option::Kind::argument, true}, {"at"}, {"record-scan"}}, verify});
}

}  // namespace temgoc
