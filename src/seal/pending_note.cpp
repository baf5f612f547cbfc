// Parses and merges notes that are still being signed, and tells which roots have signed.
#include "temgoc/seal/pending_note.h"

#include <algorithm>

namespace temgoc {

namespace {

constexpr std::string_view kRootsStart = "temgoc-roots/";

Result<PendingContent> read_list(const PendingNote& pending, const RootSet& pinned) {
  auto list = TrustList::parse_text(pending.text);
  if (!list) return list.error();
  if (list->realm != pinned.realm) {
    return Error{"trust_realm", "realm", list->realm, {}, {{"expected", pinned.realm}}};
  }
  if (list->root_version != pinned.version) {
    return Error{"trust_root_version",
                 "root_version",
                 std::to_string(list->root_version),
                 {},
                 {{"expected", std::to_string(pinned.version)}}};
  }
  return PendingContent(*std::move(list));
}

Result<PendingContent> read_roots(const PendingNote& pending, const RootSet& pinned) {
  auto set = RootSet::parse_text(pending.text);
  if (!set) return set.error();
  if (auto follows = check_succession(pinned, *set); !follows) return follows.error();
  return PendingContent(*std::move(set));
}

auto same_as(const SignedNote::SignatureLine& line) {
  return [&line](const SignedNote::SignatureLine& other) {
    return other.name == line.name && other.key_id == line.key_id &&
           other.signature == line.signature;
  };
}

}  // namespace

Result<PendingNote> PendingNote::parse(std::string_view file) {
  if (file.find("\n\n") == std::string_view::npos) {
    if (!file.ends_with('\n')) return Error{"note_unreadable", "", "", Position{1}};
    return PendingNote{std::string(file), {}};
  }
  auto note = SignedNote::parse(file);
  if (!note) return note.error();
  return PendingNote{std::move(note->text), std::move(note->signatures)};
}

std::string PendingNote::serialised() const {
  return signatures.empty() ? text : SignedNote{text, signatures}.serialised();
}

void PendingNote::add(SignedNote::SignatureLine signature) {
  std::erase_if(signatures, [&](const SignedNote::SignatureLine& line) {
    return line.name == signature.name && line.key_id == signature.key_id;
  });
  signatures.push_back(std::move(signature));
}

Result<void> PendingNote::merge(const PendingNote& other) {
  if (other.text != text) return Error{"pending_differs"};
  for (const SignedNote::SignatureLine& line : other.signatures) {
    // A bad line by a root's name must not push out a good one: both stay.
    if (std::ranges::find_if(signatures, same_as(line)) == signatures.end())
      signatures.push_back(line);
  }
  return {};
}

Result<PendingContent> read_pending(const PendingNote& pending, const RootSet& pinned) {
  return is_root_set(pending) ? read_roots(pending, pinned) : read_list(pending, pinned);
}

bool is_root_set(const PendingNote& pending) { return pending.text.starts_with(kRootsStart); }

RootSignatures signatures_of(const PendingNote& pending, const RootSet& roots) {
  const SignedNote note{pending.text, pending.signatures};
  RootSignatures result{roots.threshold, {}, {}};
  for (const RootSet::Root& root : roots.roots) {
    const auto key = VerifyKey::admit(root.key);
    const bool has = key && note_signed_by(note, root.name, *key);
    (has ? result.have : result.missing).push_back(root.name);
  }
  return result;
}

}  // namespace temgoc
