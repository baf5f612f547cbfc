// Names and exit codes beside the document that promises them, and how old a bundle's data looks.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "temgoc/verdict/verdict.h"

using namespace temgoc;

namespace {

constexpr Headline kHeadlines[] = {
    Headline::forged,     Headline::unknown,      Headline::recalled,       Headline::wrong_site,
    Headline::void_label, Headline::unused,       Headline::suspected_copy, Headline::expired,
    Headline::unsealed,   Headline::cannot_check, Headline::valid};

// "| `forged` | 23 | …" of docs/verdict.md.
std::map<std::string, int> promised_codes() {
  std::ifstream document(TEMGOC_SOURCE_DIR "/docs/verdict.md");
  const std::regex row("^\\| `([a-z_]+)` \\| ([0-9]+) \\|.*");
  std::map<std::string, int> codes;
  std::smatch found;
  for (std::string line; std::getline(document, line);)
    if (std::regex_match(line, found, row)) codes.emplace(found[1], std::stoi(found[2]));
  return codes;
}

DataAge age(const char* now) {
  const auto at = [](const char* text) { return parse_instant(text).value(); };
  DataAge age;
  age.now = at(now);
  age.term.made_at = at("2026-11-01T00:00:00.000Z");
  age.term.expires_at = at("2026-11-08T00:00:00.000Z");
  age.term.grace_until = at("2026-11-15T00:00:00.000Z");
  return age;
}

}  // namespace

TEST_CASE("each headline has the name and the exit code that the document promises") {
  const auto promised = promised_codes();
  CHECK(promised.size() == std::size(kHeadlines));
  for (const Headline each : kHeadlines) {
    CAPTURE(to_text(each));
    REQUIRE(promised.contains(to_text(each)));
    CHECK(promised.at(to_text(each)) == exit_code(each));
  }
}

TEST_CASE("names of outcomes, proofs and sources differ from one another") {
  std::set<std::string> names;
  for (const Outcome each :
       {Outcome::pass, Outcome::fail, Outcome::not_checked, Outcome::not_applicable})
    CHECK(names.insert(to_text(each)).second);
  CHECK(names.contains("not_checked"));
  names.clear();
  for (const Proof each : {Proof::none, Proof::listed, Proof::sealed})
    CHECK(names.insert(to_text(each)).second);
  for (const Basis each : {Basis::none, Basis::trust_list, Basis::bundle, Basis::registry})
    CHECK(names.insert(to_text(each)).second);
  CHECK(to_text(Basis::none) == "");
}

TEST_CASE("data is fresh up to its end, in grace up to the end of that, and then expired") {
  CHECK(to_text(age("2026-11-08T00:00:00.000Z").state()) == "fresh");
  CHECK(to_text(age("2026-11-08T00:00:00.001Z").state()) == "grace");
  CHECK(to_text(age("2026-11-15T00:00:00.000Z").state()) == "grace");
  CHECK(to_text(age("2026-11-15T00:00:00.001Z").state()) == "expired");
}

TEST_CASE("a clock before the data was made, or a year past its grace, looks wrong") {
  CHECK(to_text(age("2026-10-31T23:59:59.999Z").clock_looks()) == "behind");
  CHECK(to_text(age("2026-11-01T00:00:00.000Z").clock_looks()) == "plausible");
  CHECK(to_text(age("2027-11-15T00:00:00.000Z").clock_looks()) == "plausible");
  CHECK(to_text(age("2027-11-15T00:00:00.001Z").clock_looks()) == "ahead");
}
