// What a command says. Rules: the result goes to stdout, talk to stderr with a prefix, in lower
// case, with no full stop; with --json exactly one object on stdout and nothing else unless
// something failed to be written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/json.h"
#include "temgoc/words.h"

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
  // The failure and its exit code.
  int fail(const Error& error) const;
  Json error_json(const Error& error) const;
  // "0.5" as the reader writes it: 0,5 in Vietnamese.
  std::string number(std::string decimal) const;
  std::string word(std::string_view key, const WordArgs& args = {}) const {
    return words(language_, key, args);
  }

 private:
  Language language_;
  bool json_;
  bool quiet_;
};

// Writes `line` to stderr; a stderr that is full or closed is not worth a failure.
void write_err(const std::string& line);
// Writes all of `text` to stdout; throws SystemFailure `disk_write_failed` when it cannot.
void write_out(std::string_view text);

}  // namespace temgoc
