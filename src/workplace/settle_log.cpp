// The log brought up to the registry, beside any number of other processes that do the same.
#include <utility>

#include "temgoc/base/files.h"
#include "temgoc/log/log.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kEntriesAtOnce = 10'000;

// A log that was published once has its checkpoint, signed by the log's key. Made anew, it would be
// a fork.
Result<void> check_checkpoint(const TileLog& log, const std::string& origin,
                              const PublicKeyBytes& log_key, std::uint64_t entries) {
  if (!log.checkpoint_note())
    return entries == 0 ? Result<void>() : Error{"log_missing", {}, origin};
  const auto note = SignedNote::parse(*log.checkpoint_note());
  const auto key = VerifyKey::admit(log_key);
  if (!note || !key || !note_signed_by(*note, origin, *key))
    return Error{"log_checkpoint_unsigned", {}, origin};
  return {};
}

// A registry of another lineage has as many entries, or more, but not the same last one.
Result<void> check_lineage(const TileLog& log, const Registry& registry,
                           const std::string& origin) {
  if (log.size() == 0) return {};
  const std::uint64_t last = log.size() - 1;
  auto published = log.entry(last);
  if (!published) return published.error();
  const auto stored = registry.log_entries(origin, last, 1);
  if (!stored.empty() && stored.front() == *published) return {};
  return Error{.code = "log_forks", .args = {{"index", std::to_string(last)}}};
}

Error numbers_gap(std::uint64_t index) {
  return {.code = "log_numbers_gap", .args = {{"index", std::to_string(index)}}};
}

struct LogSeen {
  TileLog log;
  std::uint64_t entries = 0;  // of the registry

  bool is_published() const {
    return log.size() == entries && log.checkpoint() && log.checkpoint()->head.size == entries &&
           !log.needs_writing();
  }
};

// The log is read before the registry. Whatever stands in a log was committed before, so a registry
// that is read afterwards has it too, whoever writes meanwhile.
Result<LogSeen> look_at(const fs::path& folder, const std::string& origin, const Registry& registry,
                        const PublicKeyBytes& log_key) {
  auto log = TileLog::open(folder, origin);
  if (!log) return log.error();
  const std::uint64_t entries = registry.log_size(origin);
  if (log->size() > entries) return Error{"log_ahead", {}, origin};
  if (auto intact = check_checkpoint(*log, origin, log_key, entries); !intact)
    return intact.error();
  if (auto same = check_lineage(*log, registry, origin); !same) return same.error();
  return LogSeen{*std::move(log), entries};
}

// Whether entries wait that the last checkpoint does not count. Where that cannot be told, the long
// look says why.
bool has_waiting(const fs::path& folder, const std::string& origin, const Registry& registry) {
  const auto note = read_checkpoint_note(folder);
  const auto last = note ? parse_checkpoint_text(*note) : Result<Checkpoint>(note.error());
  return last && last->head.size < registry.log_size(origin);
}

}  // namespace

Result<void> Workplace::settle_log(bool test) {
  const std::string origin = realm(test);
  const auto look = [&] {
    return look_at(log_folder(test), origin, registry_, log_key_.public_key());
  };
  std::shared_ptr<TileLog>& mine = logs_[test ? 1 : 0];
  // Nobody else published since this process did, so what it has in memory is the log: the usual
  // case of a service that issues lot after lot.
  const bool still_mine = mine && mine->is_still_mine();
  if (still_mine && mine->size() == registry_.log_size(origin)) return {};
  if (!still_mine && !has_waiting(log_folder(test), origin, registry_)) {
    if (auto seen = look(); seen && seen->is_published()) {
      seen->log.take_hold();
      mine = std::make_shared<TileLog>(std::move(seen->log));
      return {};
    }
  }
  // The registry's write lock keeps every other process from appending. What seemed wrong without
  // it is looked at again: an alarm tells people to put back old files, so it must be certain.
  const auto append = [&]() -> Result<void> {
    std::shared_ptr<TileLog> kept = std::exchange(mine, nullptr);  // gone where anything throws
    std::uint64_t size = 0;
    if (kept && kept->is_still_mine()) {
      size = registry_.log_size(origin);
      if (kept->size() > size) return Error{"log_ahead", {}, origin};
      if (auto same = check_lineage(*kept, registry_, origin); !same) return same;
    } else {
      auto seen = look();
      if (!seen) return seen.error();
      if (seen->is_published()) return {};
      size = seen->entries;
      kept = std::make_shared<TileLog>(std::move(seen->log));
    }
    TileLog& writer = *kept;
    // What the tiles hold beyond the checkpoint is compared, what they lack is appended.
    const auto published = writer.checkpoint();
    for (std::uint64_t from = published ? published->head.size : 0; from < size;
         from = writer.size()) {
      const auto entries = registry_.log_entries(origin, from, kEntriesAtOnce);
      if (entries.empty()) return numbers_gap(from);
      auto appended = writer.append(from, entries);
      if (!appended) return appended;
    }
    const std::string text = checkpoint_text(origin, writer.head());
    SignedNote note{text, {note_signature(origin, log_key_.public_key(), log_key_.sign(text))}};
    writer.publish(note.serialised());
    mine = std::move(kept);
    return {};
  };
  return registry_.transaction(append, Registry::Repeat::yes);
}

Result<void> Workplace::settle_logs() {
  for (const bool test : {false, true}) {
    if (auto settled = settle_log(test); !settled) return settled;
  }
  return {};
}

}  // namespace temgoc
