// Reads as many entries as a damaged folder still holds, and builds a folder from known entries.
#include "temgoc/log/log_salvage.h"

#include "entry_bundle.h"
#include "tile_files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kEntriesAtOnce = 10'000;

}  // namespace

SalvagedLog salvage_log(const fs::path& folder,
                        const std::function<void(std::uint64_t, std::string_view)>& take) {
  SalvagedLog log;
  const LogFiles files(folder);
  if (auto note = files.checkpoint_note(); note && *note) {
    if (auto checkpoint = parse_checkpoint_text(**note)) log.checkpoint = *checkpoint;
    log.checkpoint_note = std::move(*note);
  }
  TreeBuilder tree;
  const auto look = [&] {
    if (log.checkpoint && tree.size() == log.checkpoint->head.size)
      log.root_agrees = tree.head() == log.checkpoint->head;
  };
  look();
  for (std::uint64_t index = 0;; ++index) {
    const auto bundle = files.widest_bundle(index);
    const auto entries = bundle ? bundle_entries(*bundle) : std::nullopt;
    if (!entries) return log;
    for (const std::string_view entry : *entries) {
      tree.add(leaf_hash(as_bytes(entry)));
      take(log.entries++, entry);
      look();
    }
    if (entries->size() < kTileWidth) return log;
  }
}

Result<void> rebuild_log(
    const fs::path& folder, std::string_view origin,
    const std::function<std::vector<std::string>(std::uint64_t, std::size_t)>& entries,
    const std::optional<std::string>& checkpoint_note) {
  auto log = TileLog::open(folder, origin);
  if (!log) return log.error();
  if (log->head().size > 0 || log->checkpoint_note())
    return Error{"log_unreadable", {}, folder.string(), {}, {{"what", "checkpoint"}}};
  const auto signed_head = checkpoint_note ? parse_checkpoint_text(*checkpoint_note)
                                           : Result<Checkpoint>(Error{"checkpoint_unreadable"});
  const auto publish_if_there = [&] {
    const std::string text = checkpoint_text(origin, log->head());
    if (signed_head && checkpoint_note->starts_with(text + "\n")) log->publish(*checkpoint_note);
  };
  publish_if_there();
  while (true) {
    const std::uint64_t from = log->head().size;
    std::size_t limit = kEntriesAtOnce;
    if (signed_head && signed_head->head.size > from)
      limit = std::min<std::uint64_t>(limit, signed_head->head.size - from);
    const std::vector<std::string> some = entries(from, limit);
    if (some.empty()) {
      log->make_durable();
      return {};
    }
    if (auto appended = log->append(from, some); !appended) return appended;
    publish_if_there();
  }
}

}  // namespace temgoc
