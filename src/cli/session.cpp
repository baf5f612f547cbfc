// What was given, and the passphrase that may be asked for.
#include <fcntl.h>
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include "cli/command.h"
#include "temgoc/text.h"

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

std::string ask(const std::string& prompt) {
  write_err(fmt::format("{}: ", prompt));
  std::string typed;
  {
    const EchoOff echo_off(STDIN_FILENO);
    for (int c = std::getchar(); c != EOF && c != '\n'; c = std::getchar())
      typed.push_back(static_cast<char>(c));
  }
  write_err(fmt::format("\n"));
  return typed;
}

Result<std::string> from_file(const std::string&, const std::string& path) {
  return read_passphrase_file(path);
}

Result<std::string> from_descriptor(const std::string& option, const std::string& number) {
  if (!is_digits(number) || number.size() > 5)
    return Error{"option_not_number", option, shortened(number)};
  return read_passphrase_descriptor(std::stoi(number));
}

// What the options name, one for each that is needed; a single one serves all.
Result<std::vector<std::string>> each_read(
    const std::string& option, const std::vector<std::string>& sources, std::size_t need,
    Result<std::string> (*read)(const std::string&, const std::string&)) {
  if (sources.size() != 1 && sources.size() != need) {
    return Error{"passphrases_count",
                 option,
                 {},
                 {},
                 {{"have", std::to_string(sources.size())}, {"need", std::to_string(need)}}};
  }
  std::vector<std::string> passphrases;
  for (const std::string& source : sources) {
    auto passphrase = read(option, source);
    if (!passphrase) return passphrase.error();
    passphrases.push_back(*std::move(passphrase));
  }
  passphrases.resize(need, passphrases.front());
  return passphrases;
}

}  // namespace

std::string Given::text(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string() : found->second.back();
}

std::vector<std::string> Given::list(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

Result<std::uint64_t> Given::number(const std::string& name, std::uint64_t otherwise) const {
  if (!has(name)) return otherwise;
  const std::string digits = text(name);
  if (!is_digits(digits) || digits.size() > 18)
    return Error{"option_not_number", name, shortened(digits)};
  return std::stoull(digits);
}

Result<std::string> Session::passphrase(const Given& given, const std::string& prefix,
                                        bool twice) const {
  auto one = passphrases(given, prefix, {""}, twice);
  if (!one) return one.error();
  return one->front();
}

Result<std::vector<std::string>> Session::passphrases(const Given& given, const std::string& prefix,
                                                      const std::vector<std::string>& names,
                                                      bool twice) const {
  const std::string file = prefix + "passphrase-file";
  const std::string descriptor = prefix + "passphrase-fd";
  if (given.has(file)) return each_read(file, given.list(file), names.size(), from_file);
  if (given.has(descriptor))
    return each_read(descriptor, given.list(descriptor), names.size(), from_descriptor);
  if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
    return Error{"passphrase_missing",
                 file,
                 {},
                 {},
                 {{"option", "--" + file}, {"descriptor", "--" + descriptor}}};
  std::vector<std::string> typed;
  for (const std::string& name : names) {
    const std::string prompt = terminal.word("ask." + prefix + "passphrase");
    typed.push_back(ask(name.empty() ? prompt : fmt::format("{} ({})", prompt, name)));
    if (twice && ask(terminal.word("ask.again")) != typed.back())
      return Error{"passphrase_not_same", file};
  }
  return typed;
}

std::vector<Option> passphrase_options(const std::string& prefix) {
  return {{prefix + "passphrase-file"}, {prefix + "passphrase-fd", Option::Kind::number}};
}

}  // namespace temgoc
