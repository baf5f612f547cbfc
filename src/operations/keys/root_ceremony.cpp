// Drafts, signs and merges notes under one lock, and adopts a note that has enough signatures.
#include "temgoc/keys/root_ceremony.h"

#include <algorithm>
#include <set>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/base/text_file.h"
#include "temgoc/workplace/root_keys.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kPendingLimit = 16 << 20;

fs::path pending_path(const Workplace& workplace, RootPaper paper) {
  return workplace.folder() / "trust" / "pending" /
         (paper == RootPaper::roots ? "roots" : "trust_list");
}

RootPaper paper_of(const PendingContent& content) {
  return std::holds_alternative<RootSet>(content) ? RootPaper::roots : RootPaper::trust_list;
}

// The set that the note must follow or be signed by.
const RootSet& pinned_for(const Workplace& workplace, RootPaper paper) {
  return paper == RootPaper::roots ? workplace.roots() : workplace.signing_roots();
}

std::string root_name(const RootSet& set, std::string_view label) {
  return set.realm + "/root/" + std::string(label);
}

bool same_but_for_its_date(TrustList a, const TrustList& b) {
  a.version = b.version;
  a.issued_at = b.issued_at;
  a.expires_at = b.expires_at;
  return a == b;
}

Ceremony ceremony_of(const Workplace& workplace, PendingNote note, PendingContent content) {
  Ceremony ceremony{std::move(note), std::move(content), {}, false, false};
  const RootSet& pinned = pinned_for(workplace, paper_of(ceremony.content));
  ceremony.signatures.push_back(signatures_of(ceremony.note, pinned));
  if (const auto* next = std::get_if<RootSet>(&ceremony.content)) {
    ceremony.signatures.push_back(signatures_of(ceremony.note, *next));
  } else {
    ceremony.outdated =
        !same_but_for_its_date(std::get<TrustList>(ceremony.content), next_trust_list(workplace));
  }
  return ceremony;
}

void keep(const Workplace& workplace, const Ceremony& ceremony) {
  const fs::path path = pending_path(workplace, paper_of(ceremony.content));
  make_folders(path.parent_path());
  write_file(path, as_bytes(ceremony.note.serialised()));
}

// Into force, or kept until more have signed.
Result<Ceremony> settled(Workplace& workplace, Ceremony ceremony) {
  if (!std::ranges::all_of(ceremony.signatures, &RootSignatures::complete)) {
    keep(workplace, ceremony);
    return ceremony;
  }
  const RootPaper paper = paper_of(ceremony.content);
  const std::string note = ceremony.note.serialised();
  const auto adopted =
      paper == RootPaper::roots ? workplace.adopt_roots(note) : workplace.adopt_trust(note);
  if (!adopted) return adopted.error();
  // What stays behind has been overtaken, and is not looked at again.
  std::error_code stays;
  fs::remove(pending_path(workplace, paper), stays);
  ceremony.in_force = true;
  return ceremony;
}

// A note that can take force no more: what it was to follow has been followed by another.
bool is_overtaken(const Workplace& workplace, const Result<PendingContent>& content) {
  if (!content)
    return content.error().code == "trust_root_version" ||
           content.error().code == "roots_not_successor";
  const auto* list = std::get_if<TrustList>(&*content);
  const std::uint64_t lost = workplace.registry().lost_trust_version(TrustNote::Kind::trust_list);
  return list != nullptr && list->version <= std::max(workplace.trust().list().version, lost);
}

// Signing a root set again after its last signature: it waits for its first list, or is in force.
Error nothing_to_sign(const Workplace& workplace) {
  const auto& next = workplace.next_roots();
  if (next) return Error{"roots_waiting", "version", std::to_string(next->version)};
  return Error{"roots_not_drafted", "version", std::to_string(workplace.roots().version)};
}

Result<void> apply(const RootChange& change, RootSet& set) {
  for (const std::string& label : change.remove) {
    const std::string name = root_name(set, label);
    if (std::erase_if(set.roots, [&](const RootSet::Root& root) { return root.name == name; }) == 0)
      return Error{"root_unknown", "remove", shortened(label)};
  }
  for (const auto& [label, key] : change.add) set.roots.push_back({root_name(set, label), key});
  set.threshold = change.threshold.value_or(set.threshold);
  return {};
}

}  // namespace

Result<NewRootKey> new_root_key(const fs::path& folder, std::string_view passphrase,
                                const RandomSource& random) {
  auto key = make_root_key(folder, passphrase, random);
  if (!key) return key.error();
  return NewRootKey{root_file(folder, key->public_key()), key->public_key()};
}

std::vector<fs::path> find_root_keys(const fs::path& folder, const RootSet& roots) {
  std::vector<fs::path> folders{folder};
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::ranges::sort(folders);
  std::vector<fs::path> found;
  for (const RootSet::Root& root : roots.roots) {
    const auto holds = [&](const fs::path& each) { return fs::exists(root_file(each, root.key)); };
    const auto holder = std::ranges::find_if(folders, holds);
    if (holder != folders.end()) found.push_back(root_file(*holder, root.key));
  }
  return found;
}

Result<PendingContent> sign_pending(PendingNote& note, const RootSet& pinned,
                                    std::span<const RootKeyFile> keys) {
  auto content = read_pending(note, pinned);
  if (!content) return content;
  std::vector<RootSet::Root> known = pinned.roots;
  if (const auto* next = std::get_if<RootSet>(&*content))
    known.insert(known.end(), next->roots.begin(), next->roots.end());
  for (const RootKeyFile& file : keys) {
    auto key = load_key(file.path, file.passphrase);
    if (!key) return key.error();
    std::set<std::string> names;
    for (const RootSet::Root& root : known) {
      if (root.key == key->public_key()) names.insert(root.name);
    }
    if (names.empty()) return Error{"root_key_foreign", "root-key", shortened(file.path.string())};
    for (const std::string& name : names)
      note.add(note_signature(name, key->public_key(), key->sign(note.text)));
  }
  return content;
}

Result<std::optional<Ceremony>> pending_ceremony(Workplace& workplace, RootPaper paper) {
  const fs::path path = pending_path(workplace, paper);
  if (!fs::exists(path)) return std::optional<Ceremony>();
  auto file = read_file(path, kPendingLimit);
  if (!file) return file.error();
  auto note = PendingNote::parse(*file);
  if (!note) return about_file(note.error(), path);
  auto content = read_pending(*note, pinned_for(workplace, paper));
  if (is_overtaken(workplace, content)) return std::optional<Ceremony>();
  if (!content) return about_file(content.error(), path);
  return std::optional(ceremony_of(workplace, *std::move(note), *std::move(content)));
}

Result<TrustList> list_to_sign(Workplace& workplace) {
  auto waiting = pending_ceremony(workplace, RootPaper::trust_list);
  if (!waiting) return waiting.error();
  return *waiting ? std::get<TrustList>((*waiting)->content) : next_trust_list(workplace);
}

namespace {

// REQUIRES the lock of Workplace::hold_trust, as all that draws up, signs or adopts.
Result<Ceremony> drafted_list(Workplace& workplace) {
  const TrustList list = next_trust_list(workplace);
  auto readable = TrustList::parse_text(list.text());
  if (!readable) return readable.error();
  Ceremony ceremony = ceremony_of(workplace, {list.text(), {}}, *std::move(readable));
  keep(workplace, ceremony);
  return ceremony;
}

}  // namespace

Result<Ceremony> draft_trust_list(Workplace& workplace) {
  const auto held = workplace.hold_trust();
  if (!held) return held.error();
  return drafted_list(workplace);
}

Result<void> add_written_root(RootChange& change, std::string_view written) {
  const std::size_t equals = written.find('=');
  const auto key = equals == std::string_view::npos
                       ? std::optional<Bytes>()
                       : from_base64(trimmed(written.substr(equals + 1)));
  PublicKeyBytes bytes{};
  if (!key || key->size() != bytes.size())
    return Error{"root_unreadable", "add", shortened(written)};
  std::ranges::copy(*key, bytes.begin());
  change.add[std::string(trimmed(written.substr(0, equals)))] = bytes;
  return {};
}

Result<Ceremony> draft_roots(Workplace& workplace, const RootChange& change) {
  const auto held = workplace.hold_trust();
  if (!held) return held.error();
  if (workplace.next_roots()) return nothing_to_sign(workplace);
  RootSet next = workplace.roots();
  if (auto applied = apply(change, next); !applied) return applied.error();
  if (next == workplace.roots()) return Error{"roots_unchanged"};
  ++next.version;
  if (next.version <= workplace.registry().lost_trust_version(TrustNote::Kind::roots))
    return Error{"roots_lost", "version", std::to_string(next.version)};
  auto readable = RootSet::parse_text(next.text());
  if (!readable) return readable.error();
  Ceremony ceremony = ceremony_of(workplace, {next.text(), {}}, *std::move(readable));
  keep(workplace, ceremony);
  return ceremony;
}

Result<Ceremony> sign_together(Workplace& workplace, RootPaper paper,
                               std::span<const RootKeyFile> keys, const ApproveContent& approve,
                               Draft draft) {
  const auto held = workplace.hold_trust();
  if (!held) return held.error();
  auto waiting = draft == Draft::anew ? Result<std::optional<Ceremony>>(std::nullopt)
                                      : pending_ceremony(workplace, paper);
  if (!waiting) return waiting.error();
  if (!*waiting) {
    if (paper == RootPaper::roots) return nothing_to_sign(workplace);
    auto drafted = drafted_list(workplace);
    if (!drafted) return drafted;
    *waiting = *std::move(drafted);
  }
  if (approve) {
    if (auto approved = approve((*waiting)->content); !approved) return approved.error();
  }
  PendingNote note = (*waiting)->note;
  auto content = sign_pending(note, pinned_for(workplace, paper), keys);
  if (!content) return content.error();
  return settled(workplace, ceremony_of(workplace, std::move(note), *std::move(content)));
}

Result<Ceremony> take_in(Workplace& workplace, const PendingNote& note) {
  const RootPaper paper = is_root_set(note) ? RootPaper::roots : RootPaper::trust_list;
  const auto held = workplace.hold_trust();
  if (!held) return held.error();
  auto content = read_pending(note, pinned_for(workplace, paper));
  if (!content) return content.error();
  PendingNote joined = note;
  if (auto waiting = pending_ceremony(workplace, paper); !waiting) {
    return waiting.error();
  } else if (*waiting) {
    if (auto merged = joined.merge((*waiting)->note); !merged) return merged.error();
  }
  Ceremony ceremony = ceremony_of(workplace, std::move(joined), *std::move(content));
  if (std::ranges::all_of(ceremony.signatures, [](const auto& by) { return by.have.empty(); }))
    return Error{"pending_unsigned"};
  return settled(workplace, std::move(ceremony));
}

}  // namespace temgoc
