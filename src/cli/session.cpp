// What was given, and the passphrase that may be asked for.
#include <fcntl.h>
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/system_user.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"
#include "temgoc/base/uninterrupted.h"

namespace temgoc {
namespace {

// Echo off while a passphrase is typed, and back on whatever happens.
class EchoOff {
 public:
  explicit EchoOff(int terminal) : terminal_(terminal) {
    tcgetattr(terminal_, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(terminal_, TCSAFLUSH, &silent);
  }
  ~EchoOff() { tcsetattr(terminal_, TCSAFLUSH, &before_); }
  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;

 private:
  int terminal_;
  termios before_{};
};

// The next byte that a person types; none at the end of the input and at the end of a line.
std::optional<char> typed_byte() {
  char byte = 0;
  const auto got = uninterrupted([&] { return ::read(STDIN_FILENO, &byte, 1); });
  return got == 1 && byte != '\n' ? std::optional(byte) : std::nullopt;
}

// Byte by byte past stdio, whose buffer would keep it.
SecretText ask(const std::string& prompt) {
  SecretText typed;
  {
    // Before the question: who answers at once would see the first letters, and lose them.
    const EchoOff echo_off(STDIN_FILENO);
    write_err(fmt::format("{}: ", prompt));
    while (const auto byte = typed_byte()) typed.push_back(*byte);
  }
  write_err(fmt::format("\n"));
  return typed;
}

Result<SecretText> from_file(const std::string&, const std::string& path) {
  return read_passphrase_file(path);
}

Result<SecretText> from_descriptor(const std::string& option, const std::string& number) {
  if (!is_digits(number) || number.size() > 5)
    return Error{"option_not_number", option, shortened(number)};
  return read_passphrase_descriptor(std::stoi(number));
}

// What the options name, one for each that is needed; a single one serves all.
Result<std::vector<SecretText>> each_read(const std::string& option,
                                          const std::vector<std::string>& sources, std::size_t need,
                                          Result<SecretText> (*read)(const std::string&,
                                                                     const std::string&)) {
  if (sources.size() != 1 && sources.size() != need) {
    return Error{"passphrases_count",
                 option,
                 {},
                 {},
                 {{"have", std::to_string(sources.size())}, {"need", std::to_string(need)}}};
  }
  std::vector<SecretText> passphrases;
  for (const std::string& source : sources) {
    auto passphrase = read(option, source);
    if (!passphrase) return passphrase.error();
    passphrases.push_back(*std::move(passphrase));
  }
  passphrases.resize(need, passphrases.front());
  return passphrases;
}

std::string request_digest(std::string_view command, const Json& meaning) {
  return to_hex(sha256(as_bytes(canonical_json(Json::array({command, meaning})))));
}

// Of a person at a terminal; anything but a yes is a no.
bool is_confirmed(const Terminal& terminal, const Error& repeated) {
  if (terminal.json() || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) return false;
  WordArgs args = repeated.args;
  args["act"] = terminal.act_words({repeated.args.at("kind"), repeated.args});
  args["time"] = repeated.value;
  write_err(fmt::format("{} ", terminal.word("ask.repeat", args)));
  std::string typed;
  while (const auto byte = typed_byte()) typed.push_back(*byte);
  typed = ascii_lower(trimmed(typed));
  return typed == "c" || typed == "có" || typed == "co" || typed == "y" || typed == "yes";
}

}  // namespace

Result<Workplace> Session::open() const {
  auto opened = Workplace::open(workplace, system_user(), clock, random);
  if (!opened) return opened;
  if (clock_word) {
    if (auto right = check_clock(*opened, *clock_word); !right) return right.error();
    // What is recorded must be published: better to know before that the log cannot be written.
    if (auto settled = opened->settle_logs(); !settled) return settled.error();
  }
  opened->tell_acts(terminal.acts());
  if (const auto open = open_keys_folder(workplace / "keys")) terminal.warn_all({*open});
  return opened;
}

Result<void> Session::begin(Workplace& opened, const Given& given, std::string_view command,
                            const Json& meaning) const {
  const std::string digest = request_digest(command, meaning);
  opened.ask_once(digest, given.has("again"));
  auto fresh = opened.check_repeat();
  if (fresh || !is_confirmed(terminal, fresh.error())) return fresh;
  opened.ask_once(digest, true);
  return {};
}

void Session::guard(Workplace& opened, const Given& given, std::string_view command,
                    const Json& meaning) const {
  opened.ask_once(request_digest(command, meaning), given.has("again"));
}

bool Session::goes_on(Workplace& opened, std::string_view command, const Json& meaning,
                      const Error& error) const {
  if (error.code != "repeated_command" || !is_confirmed(terminal, error)) return false;
  opened.ask_once(request_digest(command, meaning), true);
  return true;
}

Json Given::meaning(const std::vector<std::string>& others) const {
  Json meant = Json::object();
  for (const auto& [name, values] : values_) {
    const bool silent = name.find("passphrase") != std::string::npos || name == "again" ||
                        std::ranges::find(others, name) != others.end();
    if (!silent) meant[name] = values;
  }
  return meant;
}

std::string Given::text(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string() : found->second.back();
}

std::vector<std::string> Given::list(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

Result<void> Given::days(std::optional<Day>& from, std::optional<Day>& until) const {
  for (auto [name, bound] : {std::pair{"from", &from}, {"until", &until}}) {
    if (!has(name)) continue;
    auto day = parse_day(text(name), name);
    if (!day) return day.error();
    *bound = *day;
  }
  return {};
}

Result<std::uint64_t> Given::number(const std::string& name, std::uint64_t otherwise) const {
  if (!has(name)) return otherwise;
  const std::string digits = text(name);
  if (!is_digits(digits) || digits.size() > 18)
    return Error{"option_not_number", name, shortened(digits)};
  return std::stoull(digits);
}

Result<SecretText> Session::passphrase(const Given& given, const std::string& prefix,
                                       bool twice) const {
  auto one = passphrases(given, prefix, {""}, twice);
  if (!one) return one.error();
  return std::move(one->front());
}

Result<std::vector<SecretText>> Session::passphrases(const Given& given, const std::string& prefix,
                                                     const std::vector<std::string>& names,
                                                     bool twice) const {
  const std::string file = prefix + "passphrase-file";
  const std::string descriptor = prefix + "passphrase-fd";
  if (given.has(file)) {
    for (const std::string& path : given.list(file)) {
      if (const auto open = open_passphrase_file(path)) terminal.warn_all({*open});
    }
    return each_read(file, given.list(file), names.size(), from_file);
  }
  if (given.has(descriptor))
    return each_read(descriptor, given.list(descriptor), names.size(), from_descriptor);
  if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
    return Error{"passphrase_missing",
                 file,
                 {},
                 {},
                 {{"option", "--" + file}, {"descriptor", "--" + descriptor}}};
  std::vector<SecretText> typed;
  for (const std::string& name : names) {
    const std::string prompt = terminal.word("ask." + prefix + "passphrase");
    typed.push_back(ask(name.empty() ? prompt : fmt::format("{} ({})", prompt, name)));
    if (twice && ask(terminal.word("ask.again")) != typed.back().view())
      return Error{"passphrase_not_same", file};
  }
  return typed;
}

std::vector<Option> passphrase_options(const std::string& prefix) {
  return {{prefix + "passphrase-file"}, {prefix + "passphrase-fd", Option::Kind::number}};
}

}  // namespace temgoc
