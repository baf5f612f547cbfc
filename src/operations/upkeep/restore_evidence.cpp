// Reads logs, checkpoints, receipts, bundles and labels for the highest numbers that were used.
#include "operations/upkeep/restore_evidence.h"

#include <algorithm>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/bundle/bundle.h"
#include "temgoc/log/log.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/log/log_salvage.h"
#include "temgoc/log/receipt.h"
#include "temgoc/readback/readback.h"
#include "temgoc/scan/scan.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kSmallFile = 64 << 10;
constexpr std::size_t kTextLimit = std::size_t{64} << 20;
constexpr std::size_t kEntriesAtOnce = 10'000;
constexpr unsigned kReadDpi = 300;

KnownLog* log_of(std::vector<KnownLog>& logs, std::string_view realm) {
  const auto found = std::ranges::find(logs, realm, &KnownLog::realm);
  return found == logs.end() ? nullptr : &*found;
}

// The registry's tree at one size and at its end.
class RegistryTree {
 public:
  RegistryTree(const EntryReader& registry, const KnownLog& log) : registry_(registry), log_(log) {}

  TreeHead at(std::uint64_t size) {
    TreeBuilder tree;
    while (tree.size() < size) {
      const auto some = registry_(log_.realm, tree.size(),
                                  std::min<std::uint64_t>(kEntriesAtOnce, size - tree.size()));
      if (some.empty()) break;
      for (const std::string& entry : some) tree.add(leaf_hash(as_bytes(entry)));
    }
    return tree.head();
  }

 private:
  const EntryReader& registry_;
  const KnownLog& log_;
};

// The head of the first `size` entries that are known: the registry's and those taken back.
TreeHead known_head(const KnownLog& log, const EntryReader& registry, std::uint64_t size) {
  RegistryTree own(registry, log);
  if (size <= log.first) return own.at(size);
  TreeBuilder tree;
  for (std::uint64_t from = 0; from < log.first;) {
    const auto some = registry(log.realm, from, kEntriesAtOnce);
    for (const std::string& entry : some) tree.add(leaf_hash(as_bytes(entry)));
    if (some.empty()) break;
    from += some.size();
  }
  for (std::uint64_t i = 0; log.first + i < size && i < log.since.size(); ++i)
    tree.add(leaf_hash(as_bytes(log.since[i])));
  return tree.head();
}

Result<void> take_checkpoint(const std::string& note, const fs::path& file, const Trust& trust,
                             const EntryReader& registry, std::vector<KnownLog>& logs) {
  const auto checkpoint = parse_checkpoint_text(note);
  const auto parsed = SignedNote::parse(note);
  const auto key = VerifyKey::admit(trust.list().log_key);
  KnownLog* log = checkpoint ? log_of(logs, checkpoint->origin) : nullptr;
  if (!log || !parsed || !key || !note_signed_by(*parsed, checkpoint->origin, *key))
    return Error{"restore_log_unsigned", {}, file.string()};
  log->published = std::max(log->published, checkpoint->head.size);
  if (checkpoint->head.size > log->end()) return {};
  if (known_head(*log, registry, checkpoint->head.size) == checkpoint->head) return {};
  return Error{"restore_other_history", {}, file.string()};
}

Result<void> take_receipt(const fs::path& file, const Trust& trust, const EntryReader& registry,
                          std::vector<KnownLog>& logs, NumbersSeen& seen) {
  auto text = read_file(file, kMaxReceiptBytes);
  if (!text) return text.error();
  auto receipt = Receipt::parse(*text);
  if (!receipt) return receipt.error();
  const auto key = VerifyKey::admit(trust.list().log_key);
  if (!key) return key.error();
  auto proven = check_receipt(*receipt, trust.list().realm, *key);
  if (!proven) return proven.error();
  if (const auto lot = parse_lot_leaf(proven->entry)) {
    std::uint32_t& last = seen.issue_numbers[lot->header.key_id];
    last = std::max(last, lot->header.issue_number);
  }
  return take_checkpoint(receipt->checkpoint_note, file, trust, registry, logs);
}

Result<void> take_bundle(const fs::path& file, const RootSet& roots, const Trust& trust,
                         const EntryReader& registry, std::vector<KnownLog>& logs) {
  auto content = read_file(file, kMaxBundleBytes);
  if (!content) return content.error();
  auto bundle = Bundle::open(as_bytes(*content), roots);
  if (!bundle) return bundle.error();
  return take_checkpoint(bundle->checkpoint().serialised(), file, trust, registry, logs);
}

// A code that one of our keys sealed. Anything else says nothing.
void take_code(std::string_view text, const Trust& trust, NumbersSeen& seen) {
  const Scanned scanned = read_scan(text);
  const auto* sealed = std::get_if<SealedScan>(&scanned);
  if (!sealed) return;
  const Claim& claim = sealed->sealed.claim;
  const bool ours =
      std::ranges::any_of(trust.find(claim.header.key_id), [&](const Trust::Key* key) {
        return key->verify.verify(signed_message(claim, key->realm), sealed->sealed.signature);
      });
  if (!ours) return;
  std::uint32_t& number = seen.issue_numbers[claim.header.key_id];
  number = std::max(number, claim.header.issue_number);
  if (!claim.serial) return;
  std::uint32_t& serial = seen.serials[{claim.header.key_id, claim.header.issue_number}];
  serial = std::max(serial, claim.serial->sealed_number());
}

Result<void> take_pdf(const fs::path& file, const Trust& trust, NumbersSeen& seen) {
  auto reader = PageReader::open(file);
  if (!reader) return reader.error();
  // Serials rise from page to page, so the ends of a file tell its range.
  std::vector<unsigned> pages = {1};
  if (reader->pages() > 1) pages.push_back(reader->pages());
  for (const unsigned page : pages) {
    for (const std::string& text : reader->read_codes(page, kReadDpi)) take_code(text, trust, seen);
  }
  return {};
}

Result<void> take_labels(const fs::path& path, const Trust& trust, NumbersSeen& seen) {
  std::error_code none;
  if (fs::is_directory(path, none)) {
    for (const auto& entry : fs::recursive_directory_iterator(path, none)) {
      const bool labels = entry.path().extension() == ".pdf" || entry.path().extension() == ".txt";
      if (!entry.is_regular_file() || !labels) continue;
      if (entry.path().filename().string().starts_with('.')) continue;
      if (auto taken = take_labels(entry.path(), trust, seen); !taken) return taken;
    }
    return {};
  }
  if (path.extension() == ".pdf") return take_pdf(path, trust, seen);
  auto text = read_file(path, kTextLimit);
  if (!text) return text.error();
  for (const std::string_view line : split(*text, '\n')) take_code(trimmed(line), trust, seen);
  return {};
}

}  // namespace

Result<void> take_log(const fs::path& folder, std::vector<KnownLog>& logs,
                      const EntryReader& registry, const PublicKeyBytes& log_key) {
  auto note = read_checkpoint_note(folder);
  if (!note) return note.error();
  const auto checkpoint = parse_checkpoint_text(*note);
  const auto parsed = SignedNote::parse(*note);
  const auto key = VerifyKey::admit(log_key);
  KnownLog* log = checkpoint ? log_of(logs, checkpoint->origin) : nullptr;
  if (!log || !parsed || !key || !note_signed_by(*parsed, checkpoint->origin, *key))
    return Error{"restore_log_unsigned", {}, folder.string()};
  TreeBuilder tree;
  TreeHead at_backup;
  std::vector<std::string> since;
  const auto look = [&] {
    if (tree.size() == log->first) at_backup = tree.head();
  };
  look();
  const SalvagedLog salvaged =
      salvage_log(folder, [&](std::uint64_t index, std::string_view entry) {
        tree.add(leaf_hash(as_bytes(entry)));
        if (index >= log->first) since.emplace_back(entry);
        look();
      });
  if (!salvaged.root_agrees) {
    return Error{"restore_log_damaged",
                 {},
                 folder.string(),
                 {},
                 {{"entries", std::to_string(salvaged.entries)},
                  {"size", std::to_string(checkpoint->head.size)}}};
  }
  RegistryTree own(registry, *log);
  const bool longer = salvaged.entries >= log->first;
  const bool same =
      longer ? own.at(log->first) == at_backup : own.at(salvaged.entries) == tree.head();
  if (!same) return Error{"restore_other_history", {}, folder.string()};
  log->log_given = true;
  log->published = std::max(log->published, checkpoint->head.size);
  if (since.size() > log->since.size() || (!log->checkpoint && longer)) {
    log->since = std::move(since);
    log->checkpoint = std::move(*note);
  }
  return {};
}

Result<void> take_papers(const RestoreEvidence& evidence, const RootSet& roots, const Trust& trust,
                         const EntryReader& registry, std::vector<KnownLog>& logs,
                         NumbersSeen& seen) {
  for (const fs::path& file : evidence.checkpoints) {
    auto note = read_file(file, kSmallFile);
    if (!note) return note.error();
    if (auto taken = take_checkpoint(*note, file, trust, registry, logs); !taken) return taken;
  }
  for (const fs::path& file : evidence.receipts) {
    if (auto taken = take_receipt(file, trust, registry, logs, seen); !taken) return taken;
  }
  for (const fs::path& file : evidence.bundles) {
    if (auto taken = take_bundle(file, roots, trust, registry, logs); !taken) return taken;
  }
  for (const fs::path& path : evidence.labels) {
    if (auto taken = take_labels(path, trust, seen); !taken) return taken;
  }
  return {};
}

}  // namespace temgoc
