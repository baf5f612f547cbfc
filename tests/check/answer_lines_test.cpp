#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

#include "temgoc/check/answer_lines.h"

using namespace temgoc;

namespace {

struct Answers {
  int status = -1;
  std::vector<Json> lines;
};

// An open file that holds `texts`, one a line.
struct Lines {
  explicit Lines(const std::vector<std::string>& texts) : file(std::tmpfile()) {
    for (const std::string& text : texts) std::fputs((text + "\n").c_str(), file);
    std::rewind(file);
  }
  ~Lines() { std::fclose(file); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;
  std::FILE* file;
};

Answers check(const std::vector<std::string>& texts, const CheckContext& context,
              unsigned threads) {
  Answers answers;
  std::string out;
  const Lines input(texts);
  LineReader lines(::fileno(input.file), kMaxLineBytes);
  answers.status = answer_lines(lines, std::span(&context, 1), {Language::en, true, false, threads},
                                [&](const std::string& text) { out += text; })
                       .value();
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

TEST_CASE("a line of exactly the limit is read, one byte more is not") {
  const Trust trust = Trust::none();
  // What others added behind a link is no part of the label, however long.
  const auto line_of = [](std::size_t bytes) {
    const std::string begin = link(1) + "?x=";
    return begin + std::string(bytes - begin.size(), 'a');
  };
  const Answers answers =
      check({line_of(kMaxLineBytes), line_of(kMaxLineBytes + 1)}, context_of(trust), 1);
  REQUIRE(answers.lines.size() == 2);
  CHECK(answers.lines[0]["verdict"] == "cannot_check");
  CHECK(answers.lines[1]["verdict"] == "unknown");
}

TEST_CASE("without JSON a code gets one readable line, at once, and a blank line none if asked") {
  const Trust trust = Trust::none();
  const CheckContext context = context_of(trust);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const std::string first = link(1) + "\r\n", second = link(2) + "\r\n\n";
  REQUIRE(::write(ends[1], first.data(), first.size()) > 0);
  std::vector<std::string> given;
  LineReader lines(ends[0], kMaxLineBytes);
  const auto status = answer_lines(lines, std::span(&context, 1), {Language::en, false, true, 2},
                                   [&](const std::string& text) {
                                     given.push_back(text);
                                     if (given.size() > 1) return;
                                     // The first answer is here before the second code is sent.
                                     REQUIRE(::write(ends[1], second.data(), second.size()) > 0);
                                     ::close(ends[1]);
                                   });
  ::close(ends[0]);
  CHECK(status.value() == 25);
  REQUIRE(given.size() == 2);
  CHECK(given[0].find("L1") != std::string::npos);
  CHECK(given[1].find("L2") != std::string::npos);
  CHECK(given[1].find('\n') == given[1].size() - 1);
}

TEST_CASE("an input that cannot be read is an error, not an end") {
  const Trust trust = Trust::none();
  const CheckContext context = context_of(trust);
  const int folder = ::open("/", O_RDONLY | O_DIRECTORY);
  LineReader lines(folder, kMaxLineBytes);
  const auto status = answer_lines(lines, std::span(&context, 1), {}, [](const std::string&) {});
  ::close(folder);
  REQUIRE_FALSE(status.has_value());
  CHECK(status.error().code == "input_unreadable");
}
