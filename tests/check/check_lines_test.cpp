#include <doctest/doctest.h>

#include "temgoc/check.h"

using namespace temgoc;

namespace {

struct Answers {
  int status = -1;
  std::vector<Json> lines;
};

Answers check(std::vector<std::string> texts, const CheckContext& context, unsigned threads) {
  Answers answers;
  std::string out;
  std::size_t next = 0;
  answers.status = check_lines(
      [&]() -> std::optional<std::string> {
        if (next == texts.size()) return std::nullopt;
        return texts[next++];
      },
      std::span(&context, 1), Language::en, [&](const std::string& text) { out += text; }, threads);
  for (std::size_t from = 0, end; (end = out.find('\n', from)) != std::string::npos;
       from = end + 1) {
    answers.lines.push_back(parse_json(out.substr(from, end - from)).value());
  }
  return answers;
}

CheckContext context_of(const Trust& trust) {
  const Instant now = parse_instant("2026-11-24T02:00:00.000Z").value();
  const FactSource no_facts;
  return {trust, no_facts, now, vietnam_day(now), {}};
}

std::string link(int lot) {
  return "https://tg.example.vn/01/02990001000018/10/L" + std::to_string(lot);
}

}  // namespace

TEST_CASE("answers come in the order read, on one thread and on several") {
  const Trust trust = Trust::none();
  std::vector<std::string> texts;
  for (int i = 0; i < 5000; ++i) texts.push_back(link(i));
  for (unsigned threads : {1u, 2u, 4u}) {
    const Answers answers = check(texts, context_of(trust), threads);
    REQUIRE(answers.lines.size() == texts.size());
    for (int i = 0; i < 5000; i += 37)
      CHECK(answers.lines[static_cast<std::size_t>(i)]["claimed"]["lot"] ==
            "L" + std::to_string(i));
    CHECK(answers.status == 25);
  }
}

TEST_CASE("blank and over-long lines are unknown, and the gravest headline decides the exit code") {
  const Trust trust = Trust::none();
  const Answers answers = check({link(1), "", std::string(4097, '1')}, context_of(trust), 1);
  CHECK(answers.lines[0]["verdict"] == "cannot_check");
  CHECK(answers.lines[1]["verdict"] == "unknown");
  CHECK(answers.lines[2]["verdict"] == "unknown");
  CHECK(answers.status == 24);
  CHECK(check({}, context_of(trust), 2).status == 0);
}
