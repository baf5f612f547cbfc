// All the links of what a request names: those that follow from the records, and those that a
// cooperative registered. No signature is looked at.
#pragma once

#include <string>
#include <vector>

#include "temgoc/base/words.h"
#include "temgoc/gs1/digital_link.h"
#include "temgoc/model/link.h"
#include "temgoc/workplace/site.h"

namespace temgoc {

// One entity on the way from the primary key to the most specific qualifier, with its own anchor
// (2.5.9, rule 4).
struct LinkLevel {
  std::string path;         // of its anchor, "/01/…/10/…"
  std::string description;  // what it is
  std::vector<Link> links;  // the default first
};

// What every address of this site begins with: "https://tg.example.vn". Empty for a workplace that
// has no host yet: its addresses are then relative to whatever address the request came to.
std::string link_root(const Site& site);

// From the key itself to the item; empty: nothing is known of the key. Certifications and published
// credentials, which cost the most to find, only where `costly` is set.
std::vector<LinkLevel> link_levels(const DigitalLink& link, const Site& site, Language language,
                                   bool costly);

// UNTP's own types of links, which GS1 has none for: those of its samples.
inline constexpr std::string_view kUntpLinkTypes =
    "https://test.uncefact.org/vocabulary/linkTypes/";

}  // namespace temgoc
