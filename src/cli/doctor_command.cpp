// temgoc doctor
#include "cli/care_commands.h"
#include "cli/exit_status.h"
#include "temgoc/base/words.h"
#include "temgoc/upkeep/doctor.h"

namespace temgoc {
namespace {

using Level = Diagnosis::Level;

Json diagnosis_json(const Terminal& terminal, const Diagnosis& diagnosis) {
  Json json = {{"check", diagnosis.check},
               {"level", to_text(diagnosis.level)},
               {"mended", diagnosis.mended}};
  if (diagnosis.level == Level::good) return json;
  json["code"] = diagnosis.what.code;
  json["message"] = message(terminal.language(), diagnosis.what);
  json["remedy"] = hint(terminal.language(), diagnosis.what);
  return json;
}

std::string diagnosis_text(const Terminal& terminal, const Diagnosis& diagnosis) {
  const std::string check = terminal.word("doctor.check." + diagnosis.check);
  if (diagnosis.level == Level::good)
    return terminal.word("doctor.line.good", {{"check", check}}) + "\n";
  const std::string level = diagnosis.mended ? "mended" : to_text(diagnosis.level);
  std::string text =
      terminal.word("doctor.line." + level,
                    {{"check", check}, {"what", message(terminal.language(), diagnosis.what)}}) +
      "\n";
  const std::string remedy = hint(terminal.language(), diagnosis.what);
  if (!diagnosis.mended && !remedy.empty())
    text += "    " + terminal.word("doctor.remedy", {{"remedy", remedy}}) + "\n";
  return text;
}

int doctor(const Session& session, const Given& given) {
  const auto diagnoses = look_over({.workplace = session.workplace,
                                    .mend = given.has("mend"),
                                    .lost_reason = words(Language::vi, "restore.lost_reason")},
                                   session.clock, session.random);
  Json all = Json::array();
  std::string text;
  std::size_t faults = 0, warnings = 0;
  for (const Diagnosis& diagnosis : diagnoses) {
    all.push_back(diagnosis_json(session.terminal, diagnosis));
    text += diagnosis_text(session.terminal, diagnosis);
    if (diagnosis.mended) continue;
    faults += diagnosis.level == Level::fault;
    warnings += diagnosis.level == Level::warning;
  }
  Json json = {{"findings", all}, {"faults", faults}, {"warnings", warnings}};
  if (faults == 0) return session.terminal.done(std::move(json), text);
  const Error summary{.code = "doctor_faults", .args = {{"count", std::to_string(faults)}}};
  if (session.terminal.json()) {
    Json result = {{"ok", false}, {"error", session.terminal.error_json(summary)}};
    result.update(json);
    write_out(dump(result) + "\n");
    return exit_status(summary.code);
  }
  write_out(text);
  return session.terminal.fail(summary);
}

}  // namespace

void add_doctor_command(std::vector<Command>& all) {
  all.push_back({"doctor", "", {{"mend", Option::Kind::flag}}, doctor});
}

}  // namespace temgoc
