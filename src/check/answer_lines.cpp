// Many texts, on as many threads as the source of facts allows, answered in the order read.
#include "temgoc/check/answer_lines.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "temgoc/base/text.h"
#include "temgoc/model/as_issued.h"

namespace temgoc {
namespace {

constexpr std::size_t kLinesAtOnce = 1024;
constexpr std::size_t kLinesTaken = 8;

struct Answer {
  Headline headline = Headline::cannot_check;
  std::string text;
};

Answer answer(const std::string& line, std::span<const CheckContext> contexts,
              const LineAnswers& how) {
  const Verdict verdict =
      check_label(line.size() > kMaxLineBytes ? std::string_view{} : line, contexts);
  std::string text =
      how.json ? dump(verdict_json(verdict, how.language)) : verdict_line(verdict, how.language);
  return {verdict.main.headline, std::move(text) + "\n"};
}

std::vector<Answer> answers(const std::vector<std::string>& lines,
                            std::span<const CheckContext> contexts, const LineAnswers& how) {
  std::vector<Answer> out(lines.size());
  const auto threads =
      std::min<std::size_t>(how.threads, (lines.size() + kLinesTaken - 1) / kLinesTaken);
  // A few at a time, from whoever is free: a thread that is slower takes fewer.
  std::atomic<std::size_t> taken = 0;
  const auto share = [&] {
    for (std::size_t from; (from = taken.fetch_add(kLinesTaken)) < lines.size();)
      for (std::size_t i = from; i < std::min(from + kLinesTaken, lines.size()); ++i)
        out[i] = answer(lines[i], contexts, how);
  };
  std::vector<std::jthread> others;
  for (std::size_t nth = 1; nth < threads; ++nth) others.emplace_back(share);
  share();
  return others.clear(), out;
}

}  // namespace

std::string verdict_line(const Verdict& verdict, Language language) {
  std::string line = headline_words(verdict, language);
  const auto add = [&line](const std::string& text) {
    if (!text.empty()) line += " | " + text;
  };
  const auto named = [&](const char* key, const std::string& text) {
    if (!text.empty()) add(words(language, key) + " " + text);
  };
  const auto claimed = claimed_label(verdict);
  if (verdict.facts) {
    if (const auto product = as_issued(*verdict.facts).product) add(product->name);
  }
  named("lot", verdict.lot_code ? verdict.lot_code->text() : claimed ? claimed->lot : "");
  named("serial", verdict.serial ? verdict.serial->text() : claimed ? claimed->serial : "");
  named("expires_on", verdict.expires_on ? to_dmy(*verdict.expires_on) : "");
  if (verdict.main.headline != Headline::valid) add(reason_words(verdict.main, verdict, language));
  return line;
}

Result<int> answer_lines(LineReader& lines, std::span<const CheckContext> contexts,
                         const LineAnswers& how, const std::function<void(std::string)>& out) {
  auto gravest = Headline::valid;
  while (true) {
    auto next = lines.next_lines(kLinesAtOnce);
    if (!next) return next.error();
    if (next->empty()) return exit_code(gravest);
    if (how.skip_blank)
      std::erase_if(*next, [](const std::string& line) { return trimmed(line).empty(); });
    std::string text;
    for (Answer& each : answers(*next, contexts, how)) {
      gravest = std::min(gravest, each.headline);
      text += each.text;
    }
    if (!text.empty()) out(std::move(text));
  }
}

}  // namespace temgoc
