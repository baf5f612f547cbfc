// What an unbelieved label says of itself, kept apart from what is known.
#pragma once

#include "temgoc/check.h"

namespace temgoc {

struct ClaimedLabel {
  std::string host;
  std::string gtin;
  std::string lot;
  std::string serial;
  std::optional<Day> packed_on;
};
std::optional<ClaimedLabel> claimed_label(
    const Verdict& verdict);  // none where nothing could be read
Json claimed_json(const Verdict& verdict);

std::string headline_words(const Verdict& verdict, Language language);

}  // namespace temgoc
