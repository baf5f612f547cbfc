#include "cli/terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/exit_status.h"
#include "temgoc/records.h"

namespace temgoc {
void write_out(std::string_view text) {
  const bool written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written)
    throw SystemFailure(
        {"disk_write_failed", {}, "stdout", {}, {{"reason", std::strerror(errno)}}});
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

Json Terminal::error_json(const Error& error) const {
  const std::string advice = hint(language_, error);
  return {
      {"code", error.code},
      {"message", message(language_, error)},
      {"hint", text_or_null(advice)},
      {"field", text_or_null(error.field)},
      {"value", text_or_null(error.value)},
      {"row", error.position && error.position->row ? Json(error.position->row) : Json(nullptr)},
      {"column",
       error.position && error.position->column ? Json(error.position->column) : Json(nullptr)}};
}

std::string Terminal::number(std::string decimal) const {
  if (language_ == Language::vi) std::ranges::replace(decimal, '.', ',');
  return decimal;
}

int Terminal::fail(const Error& error) const {
  if (json_) {
    write_out(dump(Json{{"ok", false}, {"error", error_json(error)}}) + "\n");
    return exit_status(error.code);
  }
  write_err(fmt::format("temgoc: {}: {}\n", words(language_, "error"), message(language_, error)));
  const std::string advice = hint(language_, error);
  if (!advice.empty()) write_err(fmt::format("  {} {}\n", words(language_, "advice"), advice));
  return exit_status(error.code);
}

}  // namespace temgoc
