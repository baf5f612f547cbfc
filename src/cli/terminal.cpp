// Prints answers, warnings and errors, and adds to an error what is on record already.
#include "cli/terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/exit_status.h"
#include "temgoc/base/number_words.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

constexpr std::string_view kRepeated = "repeated_command";

}  // namespace

void write_out(std::string_view text) {
  const bool written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written) throw AnswerFailure(errno);
}

AnswerFailure::AnswerFailure(int error_number)
    : SystemFailure({"answer_not_written", {}, {}, {}, {{"reason", std::strerror(error_number)}}}),
      number(error_number) {}

std::string wall_time(Instant instant) {
  return to_dmy(vietnam_day(instant)) + " " + vietnam_time(instant);
}

void write_err(const std::string& line) { std::fputs(line.c_str(), stderr); }

int Terminal::done(Json object, std::string_view text) const {
  if (!json_) {
    write_out(text);
    return kDone;
  }
  Json result{{"ok", true}};
  result.update(object);
  write_out(dump(result) + "\n");
  return kDone;
}

void Terminal::say(std::string_view key, const WordArgs& args) const {
  if (json_ || quiet_) return;
  write_err(fmt::format("temgoc: {}\n", words(language_, key, args)));
}

void Terminal::warn(const Error& warning) const {
  if (json_ || quiet_) return;
  write_err(
      fmt::format("temgoc: {}: {}\n", words(language_, "warning"), message(language_, warning)));
}

void Terminal::warn_all(const std::vector<Error>& warnings) const {
  std::vector<std::string> given;
  for (const Error& warning : warnings) {
    warn(warning);
    const std::string advice = hint(language_, warning);
    if (!advice.empty() && std::ranges::find(given, advice) == given.end()) given.push_back(advice);
  }
  if (json_ || quiet_) return;
  for (const std::string& advice : given)
    write_err(fmt::format("  {} {}\n", words(language_, "advice"), advice));
}

Json Terminal::error_json(const Error& error) const { return error_json(error, advice_of(error)); }

Json Terminal::warning_json(const Error& warning) const {
  return error_json(warning, hint(language_, warning));
}

Json Terminal::error_json(const Error& error, const std::string& advice) const {
  return {
      {"code", error.code},
      {"message", said(error)},
      {"hint", text_or_null(advice)},
      {"field", text_or_null(error.field)},
      {"value", text_or_null(error.value)},
      {"row", error.position && error.position->row ? Json(error.position->row) : Json(nullptr)},
      {"column",
       error.position && error.position->column ? Json(error.position->column) : Json(nullptr)}};
}

std::string Terminal::number(std::string decimal) const { return number_words(language_, decimal); }

std::string Terminal::act_words(const RecordedAct& act) const {
  return word("act." + act.kind, act.args);
}

Json Terminal::failure_json(const Error& error) const {
  const auto act = act_on_record(error);
  Json json = nullptr;
  if (act) {
    json = Json{{"kind", act->kind}};
    for (const auto& [name, value] : act->args) json[name] = value;
  }
  return {
      {"ok", false}, {"recorded", !acts_->empty()}, {"act", json}, {"error", error_json(error)}};
}

int Terminal::fail(const Error& error) const {
  const int status = acts_->empty() ? exit_status(error.code) : kRecorded;
  if (json_) {
    const std::string line = dump(failure_json(error)) + "\n";
    try {
      write_out(line);
    } catch (const AnswerFailure&) {
      write_err(line);
    }
    return status;
  }
  write_err(fmt::format("temgoc: {}: {}\n", words(language_, "error"), said(error)));
  const std::string advice = advice_of(error);
  for (const RecordedAct& act : *acts_) {
    write_err(fmt::format("  {}\n", word("recorded", {{"act", act_words(act)}})));
  }
  if (!advice.empty()) write_err(fmt::format("  {} {}\n", words(language_, "advice"), advice));
  return status;
}

// The act that is on record: of this command, or of the same command minutes ago.
std::optional<RecordedAct> Terminal::act_on_record(const Error& error) const {
  if (!acts_->empty()) return acts_->back();
  if (error.code != kRepeated) return std::nullopt;
  RecordedAct act{error.args.at("kind"), error.args};
  act.args.erase("kind");
  return act;
}

// The sentence for an error; an act that it names is put into words.
std::string Terminal::said(const Error& error) const {
  if (error.code != kRepeated) return message(language_, error);
  Error filled = error;
  filled.args["act"] = act_words({error.args.at("kind"), error.args});
  return message(language_, filled);
}

// Where an act is on record, "try again" would be wrong: the reader is told where to look at it.
std::string Terminal::advice_of(const Error& error) const {
  const auto act = act_on_record(error);
  if (!act) return hint(language_, error);
  const std::string key = "act." + act->kind + ".hint";
  const std::string look = has_words(language_, key) ? word(key, act->args) : std::string();
  if (!acts_->empty()) return look;
  return (look.empty() ? "" : look + "; ") + hint(language_, error);
}

}  // namespace temgoc
