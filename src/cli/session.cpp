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
  const std::string file = prefix + "passphrase-file";
  const std::string descriptor = prefix + "passphrase-fd";
  if (given.has(file)) return read_passphrase_file(given.text(file));
  if (given.has(descriptor)) {
    auto number = given.number(descriptor, 0);
    if (!number) return number.error();
    if (*number > 65535) return Error{"option_not_number", descriptor, given.text(descriptor)};
    return read_passphrase_descriptor(static_cast<int>(*number));
  }
  if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
    return Error{"passphrase_missing",
                 file,
                 {},
                 {},
                 {{"option", "--" + file}, {"descriptor", "--" + descriptor}}};
  std::string typed = ask(terminal.word("ask." + prefix + "passphrase"));
  if (twice && ask(terminal.word("ask.again")) != typed) return Error{"passphrase_not_same", file};
  return typed;
}

std::vector<Option> passphrase_options(const std::string& prefix) {
  return {{prefix + "passphrase-file"}, {prefix + "passphrase-fd", Option::Kind::number}};
}

}  // namespace temgoc
