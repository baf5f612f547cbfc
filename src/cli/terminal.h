// What a command says. Rules: the result goes to stdout, talk to stderr with a prefix, in lower
// case, with no full stop; with --json exactly one object on stdout and nothing else unless
// something failed to be written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/base/json.h"
#include "temgoc/base/words.h"
#include "temgoc/model/recorded_act.h"

namespace temgoc {

class Terminal {
 public:
  Terminal(Language language, bool json, bool quiet)
      : language_(language), json_(json), quiet_(quiet) {}

  Language language() const { return language_; }
  bool json() const { return json_; }
  bool talks() const { return !json_ && !quiet_; }

  // The one result: the object with --json ("ok":true is put in front), else the text, which ends
  // in a newline.
  int done(Json object, std::string_view text) const;
  // One line of talk under `words`; silent with --json or --quiet.
  void say(std::string_view key, const WordArgs& args = {}) const;
  void warn(const Error& warning) const;
  void warn_all(const std::vector<Error>& warnings) const;  // and what to do, each advice once
  // The failure and its exit code: kRecorded where the command has put something on record, and
  // then it says so. Where stdout takes no more, --json's object is said on stderr.
  int fail(const Error& error) const;
  // {"ok":false,"recorded":…,"act":…,"error":…}
  Json failure_json(const Error& error) const;
  Json error_json(const Error& error) const;
  // The same, with its own remedy whatever is on record.
  Json warning_json(const Error& warning) const;
  // What this command put on record so far. Workplaces tell it here; so do commands without one.
  const RecordedActs& acts() const { return acts_; }
  void tell(RecordedAct act) const { acts_->push_back(std::move(act)); }
  std::string act_words(const RecordedAct& act) const;  // "lot 261130-01"
  // "0.5" as the reader writes it: 0,5 in Vietnamese.
  std::string number(std::string decimal) const;
  std::string word(std::string_view key, const WordArgs& args = {}) const {
    return words(language_, key, args);
  }

 private:
  std::optional<RecordedAct> act_on_record(const Error& error) const;
  std::string said(const Error& error) const;
  Json error_json(const Error& error, const std::string& advice) const;
  std::string advice_of(const Error& error) const;

  Language language_;
  bool json_;
  bool quiet_;
  RecordedActs acts_ = std::make_shared<std::vector<RecordedAct>>();
};

// stdout did not take the answer. Code `answer_not_written` (args reason); `number` is its errno.
struct AnswerFailure : SystemFailure {
  explicit AnswerFailure(int number);
  int number;
};

// 24/11/2026 09:00, as a clock on the wall in Vietnam says it.
std::string wall_time(Instant instant);

// Writes `line` to stderr; a stderr that is full or closed is not worth a failure.
void write_err(const std::string& line);
// Writes all of `text` to stdout; throws AnswerFailure when it cannot.
void write_out(std::string_view text);

}  // namespace temgoc
