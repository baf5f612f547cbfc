// Parses root sets, counts their signatures, and follows them from version to version.
#include <algorithm>
#include <set>

#include "strict_json.h"
#include "temgoc/base/text.h"
#include "temgoc/seal/trust_list.h"

namespace temgoc {

namespace {

constexpr std::string_view kFirstLine = "temgoc-roots/v1";
constexpr std::size_t kMaxRoots = 16;
constexpr std::size_t kMaxLabel = 32;

bool is_root_name(std::string_view name, const std::string& realm) {
  const std::string start = realm + "/root/";
  if (!name.starts_with(start)) return false;
  const std::string_view label = name.substr(start.size());
  return !label.empty() && label.size() <= kMaxLabel && std::ranges::all_of(label, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Result<void> check_roots(const RootSet& set) {
  std::set<std::string> names;
  std::set<PublicKeyBytes> keys;
  for (const RootSet::Root& root : set.roots) {
    if (!names.insert(root.name).second || !keys.insert(root.key).second) {
      return Error{"roots_duplicate", "roots", root.name};
    }
    if (const auto key = VerifyKey::admit(root.key); !key) return key.error();
  }
  if (set.threshold == 0 || set.threshold > set.roots.size()) {
    return Error{"roots_threshold",
                 "threshold",
                 std::to_string(set.threshold),
                 {},
                 {{"roots", std::to_string(set.roots.size())}}};
  }
  return {};
}

Error not_signed(const RootSet& by, unsigned have) {
  return Error{"roots_not_signed",
               "",
               "",
               {},
               {{"have", std::to_string(have)}, {"need", std::to_string(by.threshold)}}};
}

Result<void> require_signed_by(const RootSet& set, const SignedNote& note) {
  const unsigned have = good_root_signatures(note, set);
  if (have < set.threshold) return not_signed(set, have);
  return {};
}

// REQUIRES a note that was opened.
std::string digest_of(std::string_view note) {
  return to_hex(sha256(as_bytes(SignedNote::parse(note)->text)));
}

}  // namespace

std::string RootSet::text() const {
  Json list = Json::array();
  for (const Root& root : roots)
    list.push_back({{"name", root.name}, {"key", to_base64(root.key)}});
  return with_first_line(kFirstLine, {{"realm", realm},
                                      {"version", version},
                                      {"threshold", threshold},
                                      {"roots", std::move(list)}});
}

Result<RootSet> RootSet::parse_text(std::string_view text) {
  Complaint complaint("roots_unreadable");
  const auto json = json_line(text, kFirstLine, complaint);
  if (!json) return *complaint.error();

  StrictObject object(*json, "", complaint);
  RootSet set;
  set.realm = object.text("realm");
  if (!parse_realm(set.realm)) object.complain("realm", "not_a_realm");
  set.version = static_cast<std::uint32_t>(object.number("version", 1, 0xffffffff));
  set.threshold = static_cast<unsigned>(object.number("threshold", 0, 0xffff));
  for (const Json& entry : object.list("roots", kMaxRoots)) {
    StrictObject member(entry, "roots[" + std::to_string(set.roots.size()) + "]", complaint);
    Root root{member.text("name"), member.key("key")};
    if (!is_root_name(root.name, set.realm)) member.complain("name", "not_a_root_name");
    member.refuse_others();
    set.roots.push_back(std::move(root));
  }
  object.refuse_others();
  if (complaint.error()) return *complaint.error();
  if (const auto checked = check_roots(set); !checked) return checked.error();
  return set;
}

unsigned good_root_signatures(const SignedNote& note, const RootSet& roots) {
  return static_cast<unsigned>(std::ranges::count_if(roots.roots, [&note](const auto& root) {
    const auto key = VerifyKey::admit(root.key);
    return key && note_signed_by(note, root.name, *key);
  }));
}

Result<RootSet> open_roots(std::string_view note) {
  const auto parsed = SignedNote::parse(note);
  if (!parsed) return parsed.error();
  auto set = RootSet::parse_text(parsed->text);
  if (!set) return set;
  if (const auto checked = require_signed_by(*set, *parsed); !checked) return checked.error();
  return set;
}

Result<void> check_succession(const RootSet& pinned, const RootSet& next) {
  if (next.realm == pinned.realm && next.version == std::uint64_t{pinned.version} + 1) return {};
  return Error{"roots_not_successor",
               "version",
               std::to_string(next.version),
               {},
               {{"pinned", std::to_string(pinned.version)}, {"realm", next.realm}}};
}

Result<RootSet> succeed_roots(const RootSet& pinned, std::string_view next) {
  auto set = open_roots(next);
  if (!set) return set;
  if (const auto follows = check_succession(pinned, *set); !follows) return follows.error();
  const auto parsed = SignedNote::parse(next);
  if (const auto checked = require_signed_by(pinned, *parsed); !checked) return checked.error();
  return set;
}

Result<FollowedRoots> follow_roots(std::span<const std::string> notes) {
  auto pinned = open_roots(notes.front());
  if (!pinned) return pinned.error();
  // Each is good by its own threshold; whether it may follow is decided in the order of versions.
  std::vector<std::pair<std::uint32_t, std::string_view>> later;
  for (const std::string& note : notes.subspan(1)) {
    const auto set = open_roots(note);
    if (!set) return set.error();
    later.emplace_back(set->version, note);
  }
  std::ranges::stable_sort(later, {}, &std::pair<std::uint32_t, std::string_view>::first);
  FollowedRoots followed{*std::move(pinned), digest_of(notes.front())};
  for (const auto& [version, note] : later) {
    if (version == followed.set.version) {
      if (digest_of(note) == followed.digest) continue;
      return Error{"roots_forked", "version", std::to_string(version)};
    }
    auto next = succeed_roots(followed.set, note);
    if (!next) return next.error();
    followed = {*std::move(next), digest_of(note)};
  }
  return followed;
}

Result<void> check_progress(const std::optional<SeenVersion>& seen, const FollowedRoots& now) {
  if (!seen) return {};
  const std::string version = std::to_string(now.set.version);
  if (now.set.version < seen->version) {
    return Error{
        "roots_rolled_back", "version", version, {}, {{"seen", std::to_string(seen->version)}}};
  }
  if (now.set.version == seen->version && now.digest != seen->digest)
    return Error{"roots_forked", "version", version};
  return {};
}

}  // namespace temgoc
