// Where to read more: a link that a cooperative registers for what a GS1 key names, as the
// GS1-Conformant Resolver standard (1.2) describes links. docs/resolver.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/identifiers.h"

namespace temgoc {

// What a link is about. A lot and a serial never stand together: a serial's links are the item's,
// whatever its lot (2.5.9, rule 2).
struct LinkSubject {
  std::string ai = {};     // of the primary key: 01, 253, 414 or 417
  std::string value = {};  // all 14 digits of a GTIN
  std::optional<LotCode> lot = {};
  std::optional<Serial> serial = {};
  bool operator==(const LinkSubject&) const = default;
};

struct Link {
  std::int64_t id = 0;  // registry row; 0: not stored yet
  LinkSubject subject = {};
  std::string type = {};   // gs1:pip …
  std::string url = {};    // may hold {01}, {10}, {21}: values of the request's path
  std::string title = {};  // in the language of what it leads to
  std::vector<std::string> languages = {};  // BCP 47, as the linkset schema takes them: vi, vi-VN
  std::string media_type = {};              // IANA; empty: not said
  std::vector<std::string> contexts = {};   // ISO 3166-1 alpha-2 countries
  bool operator==(const Link&) const = default;

  bool is_default() const { return type == kDefaultLink; }
  bool is_any_default() const { return is_default() || type == kDefaultLinkMulti; }

  static constexpr std::string_view kDefaultLink = "gs1:defaultLink";
  static constexpr std::string_view kDefaultLinkMulti = "gs1:defaultLinkMulti";
};

// The link types of the GS1 Web Vocabulary that a link may have, without "gs1:", sorted. Deprecated
// ones and `handledBy`, which hands a whole range of keys to another resolver, are not among them.
std::span<const std::string_view> gs1_link_types();

// The rules for a new link. `link_type_unknown`, `link_url_invalid` (http and https alone; no user
// info; what is no visible ASCII must be percent-encoded), `field_missing` (title),
// `language_invalid`, `media_type_invalid`, `link_context_invalid`, `link_serial_with_lot`,
// `link_serial_repeats` (a sealed serial's number begins anew in each lot), `link_default_fixed`
// (the default of a lot and of an item is its own page), `link_default_plain` (2.5.8: a
// defaultLink has a title only), `link_default_template`.
Result<void> check_rules(const Link& link);

}  // namespace temgoc
