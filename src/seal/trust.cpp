// Opens a trust list: first its signatures, then its content, then every key in it.
#include <algorithm>

#include "temgoc/seal/trust_list.h"

namespace temgoc {

namespace {

Result<void> check_signed(const SignedNote& note, const RootSet& roots) {
  const unsigned have = good_root_signatures(note, roots);
  if (have >= roots.threshold) return {};
  return Error{"trust_not_signed",
               "",
               "",
               {},
               {{"have", std::to_string(have)}, {"need", std::to_string(roots.threshold)}}};
}

// One key never signs two kinds of thing.
Result<void> check_belongs(const TrustList& list, const RootSet& roots) {
  if (list.realm != roots.realm) {
    return Error{"trust_realm", "realm", list.realm, {}, {{"expected", roots.realm}}};
  }
  if (list.root_version != roots.version) {
    return Error{"trust_root_version",
                 "root_version",
                 std::to_string(list.root_version),
                 {},
                 {{"expected", std::to_string(roots.version)}}};
  }
  for (const RootSet::Root& root : roots.roots) {
    const bool again = root.key == list.log_key || root.key == list.bundle_key ||
                       std::ranges::find(list.keys, root.key, &IssuerKey::key) != list.keys.end();
    if (again) {
      return Error{
          "trust_duplicate_key", "key", to_hex(root.key), {}, {{"cooperative", root.name}}};
    }
  }
  return {};
}

}  // namespace

Result<Trust> Trust::open(std::string_view note, const RootSet& roots) {
  if (note.size() > kMaxTrustListBytes)
    return Error{"trust_unreadable", "", "", {}, {{"reason", "too_long"}}};
  const auto parsed = SignedNote::parse(note);
  if (!parsed) return parsed.error();
  // Nothing of an unsigned list is read.
  if (const auto checked = check_signed(*parsed, roots); !checked) return checked.error();
  auto list = TrustList::parse_text(parsed->text);
  if (!list) return list.error();
  if (const auto checked = check_belongs(*list, roots); !checked) return checked.error();
  if (const auto log_key = VerifyKey::admit(list->log_key); !log_key) return log_key.error();
  if (list->bundle_key) {
    if (const auto key = VerifyKey::admit(*list->bundle_key); !key) return key.error();
  }

  Trust trust;
  for (const IssuerKey& entry : list->keys) {
    auto key = VerifyKey::admit(entry.key);
    if (!key) return key.error();
    const std::string realm = entry.realm(list->realm);
    trust.keys_.push_back({entry, realm, key_id(realm, entry.key), *std::move(key)});
  }
  std::ranges::stable_sort(trust.keys_, {}, &Key::id);
  trust.digest_ = to_hex(sha256(as_bytes(parsed->text)));
  trust.list_ = *std::move(list);
  return trust;
}

std::vector<const Trust::Key*> Trust::find(const KeyId& id) const {
  std::vector<const Key*> found;
  auto key = std::ranges::lower_bound(keys_, id, {}, &Key::id);
  for (; key != keys_.end() && key->id == id; ++key) found.push_back(&*key);
  return found;
}

Result<void> check_progress(const std::optional<SeenVersion>& seen, const Trust& now) {
  if (!seen) return {};
  const std::uint64_t version = now.list().version;
  const std::map<std::string, std::string> args{{"seen", std::to_string(seen->version)}};
  if (version < seen->version) {
    return Error{"trust_rolled_back", "version", std::to_string(version), {}, args};
  }
  if (version == seen->version && now.digest() != seen->digest) {
    return Error{"trust_forked", "version", std::to_string(version), {}, args};
  }
  return {};
}

}  // namespace temgoc
