#include "temgoc/people/journal.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "temgoc/base/files.h"
#include "temgoc/base/json.h"

using namespace temgoc;

namespace {

// Kinds that a command tells of, and that change nothing on record.
const std::set<std::string> kOnlyTold = {"file", "scan", "workplace"};

std::set<std::string> kinds_with_words() {
  const auto text = read_file(std::filesystem::path(TEMGOC_SOURCE_DIR) / "words" / "vi.json",
                              std::size_t{1} << 24);
  const Json words = parse_json(text.value()).value();
  std::set<std::string> kinds;
  for (const auto& [key, sentence] : words.items())
    if (key.starts_with("act.") && !key.ends_with(".hint")) kinds.insert(key.substr(4));
  return kinds;
}

}  // namespace

TEST_CASE("every kind of act that the journal may hold is offered once, and has words") {
  std::set<std::string> offered;
  for (const ActGroup& group : act_groups()) {
    CAPTURE(std::string(group.id));
    CHECK(has_words(Language::vi, "act_group." + std::string(group.id)));
    for (const std::string_view kind : group.kinds) {
      CAPTURE(std::string(kind));
      CHECK(offered.insert(std::string(kind)).second);
      CHECK(has_words(Language::vi, "act_kind." + std::string(kind)));
    }
  }
  std::set<std::string> expected;
  std::ranges::set_difference(kinds_with_words(), kOnlyTold,
                              std::inserter(expected, expected.end()));
  CHECK(offered == expected);
}
