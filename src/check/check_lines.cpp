// Many texts, on as many threads as the source of facts allows, answered in the order read.
#include <algorithm>
#include <thread>

#include "temgoc/check.h"

namespace temgoc {
namespace {

constexpr std::size_t kLinesAtOnce = 1024;

struct Answer {
  Headline headline = Headline::cannot_check;
  std::string json;
};

Answer answer(const std::string& line, std::span<const CheckContext> contexts, Language language) {
  const Verdict verdict =
      check_label(line.size() > kMaxLineBytes ? std::string_view{} : line, contexts);
  return {verdict.main.headline, dump(verdict_json(verdict, language)) + "\n"};
}

std::vector<std::string> next_lines(const std::function<std::optional<std::string>()>& next_line,
                                    std::size_t most) {
  std::vector<std::string> lines;
  while (lines.size() < most) {
    auto line = next_line();
    if (!line) break;
    lines.push_back(std::move(*line));
  }
  return lines;
}

std::vector<Answer> answers(const std::vector<std::string>& lines,
                            std::span<const CheckContext> contexts, Language language,
                            unsigned threads) {
  std::vector<Answer> out(lines.size());
  const auto share = [&](std::size_t first) {
    for (std::size_t i = first; i < lines.size(); i += threads)
      out[i] = answer(lines[i], contexts, language);
  };
  std::vector<std::jthread> others;
  for (unsigned nth = 1; nth < threads; ++nth) others.emplace_back(share, nth);
  share(0);
  return others.clear(), out;
}

}  // namespace

std::optional<std::string> next_line(std::istream& in) {
  std::string line;
  std::streambuf* bytes = in.rdbuf();
  int byte = bytes->sbumpc();
  if (byte == std::char_traits<char>::eof()) return std::nullopt;
  for (; byte != std::char_traits<char>::eof() && byte != '\n'; byte = bytes->sbumpc()) {
    if (line.size() <= kMaxLineBytes) line.push_back(static_cast<char>(byte));
  }
  return line;
}

int check_lines(const std::function<std::optional<std::string>()>& next_line,
                std::span<const CheckContext> contexts, Language language,
                const std::function<void(std::string)>& out, unsigned threads) {
  auto gravest = Headline::valid;
  // A person at a terminal is answered line by line; a file in big bites.
  const std::size_t at_once = threads > 1 ? kLinesAtOnce : 1;
  for (auto lines = next_lines(next_line, at_once); !lines.empty();
       lines = next_lines(next_line, at_once)) {
    std::string text;
    for (Answer& each : answers(lines, contexts, language, threads)) {
      gravest = std::min(gravest, each.headline);
      text += each.json;
    }
    out(std::move(text));
  }
  return exit_code(gravest);
}

}  // namespace temgoc
