// What was typed: read into a command of the table, or refused by the word that is at fault.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "cli/lot_words.h"
#include "cli/options.h"

using namespace temgoc;

namespace {

using Typed = std::variant<Chosen, Help, Misused>;
using Line = std::vector<std::string>;

const std::vector<Command>& table() {
  static const std::vector<Command> all = commands();
  return all;
}

Typed typed(const Line& line) {
  std::vector<const char*> argv{"temgoc"};
  for (const std::string& word : line) argv.push_back(word.c_str());
  return parse_command_line(static_cast<int>(argv.size()), argv.data(), table());
}

Chosen chosen(const Line& line) {
  Typed parsed = typed(line);
  REQUIRE(std::holds_alternative<Chosen>(parsed));
  return std::get<Chosen>(std::move(parsed));
}

// "code value", and the nearest word where one is offered.
std::string fault(const Line& line) {
  const Typed parsed = typed(line);
  const auto* misused = std::get_if<Misused>(&parsed);
  if (misused == nullptr) return "";
  const Error& error = misused->error;
  const auto nearest = error.args.find("nearest");
  return error.code + (error.value.empty() ? "" : " " + error.value) +
         (nearest == error.args.end() ? "" : " -> " + nearest->second);
}

}  // namespace

TEST_CASE("an option given twice counts as last given, and one that may be repeated with all") {
  const Chosen init = chosen({"init", "htx", "--realm", "a.vn", "--host", "tg.a.vn", "--realm",
                              "b.vn", "--host", "cu.a.vn"});
  CHECK(init.command->noun == "init");
  CHECK(init.given.text("folder") == "htx");
  CHECK(init.given.text("realm") == "b.vn");
  CHECK(init.given.list("host") == Line{"tg.a.vn", "cu.a.vn"});
  CHECK_FALSE(init.given.has("roots"));
  CHECK(init.given.text("roots").empty());
  CHECK(init.given.list("roots").empty());
}

TEST_CASE("what every command takes stands before it or behind it") {
  for (const Line& line : {Line{"--json", "--quiet", "--lang", "en", "--workplace", "w", "status"},
                           Line{"status", "--workplace", "w", "--lang=en", "--json", "--quiet"}}) {
    const Chosen status = chosen(line);
    CHECK(status.command->noun == "status");
    CHECK(status.global.workplace == "w");
    CHECK(status.global.language == Language::en);
    CHECK(status.global.json);
    CHECK(status.global.quiet);
    CHECK_FALSE(status.global.clock_is_right);
  }
  CHECK_FALSE(chosen({"status"}).global.json);
}

TEST_CASE("what is mistyped is named, with the nearest word that there is") {
  CHECK(fault({}) == "usage_no_command");
  CHECK(fault({"lot"}) == "usage_no_command");
  CHECK(fault({"lott", "issue"}) == "usage_unknown lott -> lot");
  CHECK(fault({"lot", "isue"}) == "usage_unknown isue -> issue");
  CHECK(fault({"init", "htx", "--realm", "a.vn", "--hst", "x"}) == "usage_unknown --hst -> --host");
  CHECK(fault({"init", "htx"}) == "usage_missing --realm");
  CHECK(fault({"init", "htx", "--realm"}) == "usage_value_missing --realm");
  CHECK(fault({"status", "--lang", "fr"}) == "usage_value_unknown --lang");
}

TEST_CASE("a fault of the command line is said as JSON where the flag comes after it") {
  const Typed parsed = typed({"lott", "--json", "--lang", "en"});
  REQUIRE(std::holds_alternative<Misused>(parsed));
  CHECK(std::get<Misused>(parsed).global.json);
  CHECK(std::get<Misused>(parsed).global.language == Language::en);
}

TEST_CASE("a number is digits alone, and as many as a number holds") {
  Given given;
  CHECK(given.number("count", 7).value() == 7);
  given.add("count", "12");
  given.add("count", "13");
  CHECK(given.number("count", 7).value() == 13);
  given.add("count", std::string(18, '9'));
  CHECK(given.number("count", 7).value() == 999'999'999'999'999'999);
  for (const std::string& text :
       {std::string(19, '9'), std::string("-1"), std::string("+1"), std::string(" 1"),
        std::string("1.0"), std::string("0x1"), std::string()}) {
    CAPTURE(text);
    given.add("count", text);
    const auto read = given.number("count", 7);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == "option_not_number");
    CHECK(read.error().field == "count");
  }
}

TEST_CASE("days are read where they were typed, and the one that is wrong is named") {
  Given given;
  std::optional<Day> from, until;
  REQUIRE(given.days(from, until));
  CHECK_FALSE(from.has_value());
  given.add("until", "24/11/2026");
  REQUIRE(given.days(from, until));
  CHECK_FALSE(from.has_value());
  CHECK(to_iso(until.value()) == "2026-11-24");
  given.add("from", "31/02/2026");
  const auto refused = given.days(from, until);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "date_not_real");
  CHECK(refused.error().field == "from");
}

TEST_CASE("what an act means holds no passphrase, and does not change by being asked for again") {
  Given given;
  given.add("product", "P01");
  const Json meant = given.meaning();
  CHECK(meant == Json{{"product", {"P01"}}});
  for (const char* silent : {"passphrase-file", "root-passphrase-fd", "again", "out"})
    given.add(silent, "x");
  CHECK(given.meaning({"out"}) == meant);
  CHECK(given.meaning().contains("out"));
}

TEST_CASE("no option takes a secret itself: a list of processes shows every word of a command") {
  std::size_t secrets = 0;
  for (const Command& command : table()) {
    for (const Option& option : command.options) {
      const bool secret = option.name.find("passphrase") != std::string::npos ||
                          option.name.find("password") != std::string::npos ||
                          option.name.find("secret") != std::string::npos || option.name == "pin" ||
                          option.name.ends_with("-pin");
      if (!secret) continue;
      ++secrets;
      CAPTURE(command.noun);
      CAPTURE(command.verb);
      CAPTURE(option.name);
      CHECK((option.name.ends_with("-file") || option.name.ends_with("-fd")));
    }
  }
  CHECK(secrets > 10);
}

TEST_CASE("a lot is named by its code and the product as it was called when it was issued") {
  const auto lot_with = [](const std::string& record) {
    return Lot{.gtin = Gtin::parse("2990001000018").value(),
               .code = LotCode::parse("261124-01").value(),
               .short_code = ShortCode::random([](auto bytes) { std::ranges::fill(bytes, 7); }),
               .record = record};
  };
  CHECK(lot_words(lot_with(R"({"product":{"name":"Cá đù một nắng"}})")) ==
        "261124-01 – Cá đù một nắng (2990001000018)");
  for (const char* without : {"{}", R"({"product":{}})", "[]", "no JSON", ""})
    CHECK(lot_words(lot_with(without)) == "261124-01 – 2990001000018");
}
