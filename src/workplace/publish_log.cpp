// Publishes a log to an object store: tiles first, then the checkpoint, each under a condition.
#include <filesystem>
#include <utility>

#include "temgoc/base/failures.h"
#include "temgoc/log/log.h"
#include "temgoc/store/object_store.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostCheckpoint = 64 << 10;
constexpr std::size_t kMostFile = std::size_t{17} << 20;  // a bundle of 256 entries of 64 KiB
constexpr const char* kText = "text/plain; charset=utf-8";
constexpr const char* kBytes = "application/octet-stream";

// The log as the store has it.
struct Stored {
  TreeHead head = tree_head({});
  std::string note = {};  // empty: none is there
  std::string etag = {};
};

class Publishing {
 public:
  Publishing(ObjectStore& store, std::filesystem::path folder, std::string prefix,
             const TileLog& log, const std::string& origin, const PublicKeyBytes& log_key)
      : store_(store),
        folder_(std::move(folder)),
        prefix_(std::move(prefix)),
        log_(log),
        origin_(origin),
        log_key_(log_key) {}

  // What is there, as far as it is of this log.
  Result<Stored> read() {
    auto object = store_.get(prefix_ + "checkpoint", kMostCheckpoint);
    if (!object) return object.error();
    if (!*object) return Stored{};
    const auto checkpoint = parse_checkpoint_text((*object)->content);
    if (checkpoint && checkpoint->origin != origin_)
      return Error{"store_other_log", {}, prefix_, {}, {{"found", checkpoint->origin}}};
    const auto note = SignedNote::parse((*object)->content);
    const auto key = VerifyKey::admit(log_key_);
    if (!checkpoint || !note || !key || !note_signed_by(*note, origin_, *key))
      return Error{"store_unsigned", {}, prefix_ + "checkpoint"};
    const TreeHead& head = checkpoint->head;
    if (head.size > log_.size() && has_grown()) return changed();
    if (head.size > log_.size())
      return Error{"store_ahead", {}, origin_, {}, {{"size", std::to_string(head.size)}}};
    const auto ours = log_.head_at(head.size);
    if (!ours) return ours.error();
    if (*ours != head)
      return Error{"store_forked", {}, origin_, {}, {{"size", std::to_string(head.size)}}};
    return Stored{head, std::move((*object)->content), std::move((*object)->etag)};
  }

  Result<void> put_files(std::uint64_t from) {
    for (const auto& file : files_between(from, log_.size())) {
      const auto content = read_published_file(folder_, file);
      // A tile that was partial when the log was opened is a full one once it has grown.
      if (!content && has_grown()) return changed();
      if (!content) return Error{.code = "log_unreadable", .args = {{"what", file.string()}}};
      if (auto put = put_file(prefix_ + file.string(), *content); !put) return put;
    }
    return {};
  }

  // False: another wrote meanwhile.
  Result<bool> put_checkpoint(const Stored& stored, const std::string& note) {
    const std::string name = prefix_ + "checkpoint";
    return stored.note.empty() ? store_.put_new(name, as_bytes(note), kText)
                               : store_.replace(name, as_bytes(note), kText, stored.etag);
  }

  // Another is about it at this moment.
  Error changed() const { return {"store_changed", {}, store_.place().bucket}; }

 private:
  // Whether the log of this workplace has more entries than when it was opened.
  bool has_grown() const {
    const auto note = read_checkpoint_note(folder_);
    const auto last = note ? parse_checkpoint_text(*note) : Result<Checkpoint>(note.error());
    return last && last->head.size > log_.size();
  }

  // What stands there may be of an earlier try, and must then be the same.
  Result<void> put_file(const std::string& name, const std::string& content) {
    auto put = store_.put_new(name, as_bytes(content), kBytes);
    if (!put) return put.error();
    auto there = store_.get(name, kMostFile);
    if (!there) return there.error();
    if (*there && (*there)->content == content) return {};
    return Error{"store_differs", {}, name};
  }

  ObjectStore& store_;
  std::filesystem::path folder_;
  std::string prefix_;
  const TileLog& log_;
  std::string origin_;
  PublicKeyBytes log_key_;
};

// Others wait for the lock meanwhile.
class Hurrying {
 public:
  explicit Hurrying(ObjectStore& store) : store_(store) { store_.hurry(true); }
  Hurrying(const Hurrying&) = delete;
  ~Hurrying() { store_.hurry(false); }

 private:
  ObjectStore& store_;
};

}  // namespace

Result<std::uint64_t> Workplace::publish_log(ObjectStore& store, bool test) {
  if (auto settled = settle_log(test); !settled) return settled.error();
  auto keeps = store.keeps_conditions();
  if (!keeps) return keeps.error();
  if (!*keeps) return Error{"store_without_conditions", {}, store.place().endpoint};
  auto log = TileLog::open(log_folder(test), realm(test));
  if (!log) return log.error();
  const auto last = log->checkpoint();
  if (!last || last->head.size != log->size())
    return Error{"store_changed", {}, store.place().bucket};  // another appends at this moment
  const std::string note = *log->checkpoint_note();
  Publishing publishing(store, log_folder(test), test ? "log-test/" : "log/", *log, realm(test),
                        log_key_.public_key());
  auto before = publishing.read();
  if (!before) return before.error();
  if (before->note == note) return last->head.size;
  if (auto put = publishing.put_files(before->head.size); !put) return put.error();
  // Whoever holds the lock of the log's writers puts the checkpoint, and only in the place of the
  // one that was read under it.
  auto put = registry_.transaction([&]() -> Result<void> {
    const Hurrying hurrying(store);
    auto stored = publishing.read();
    if (!stored) return stored.error();
    if (stored->head.size < before->head.size) return publishing.changed();
    auto done = publishing.put_checkpoint(*stored, note);
    if (!done) return done.error();
    return *done ? Result<void>() : publishing.changed();
  });
  if (!put) return put.error();
  auto after = publishing.read();
  // Another has published more since.
  if (!after && after.error().code == "store_changed") return last->head.size;
  if (!after) return after.error();
  if (after->note != note && after->head.size <= last->head.size)
    return Error{"store_differs", {}, store.place().prefix + "checkpoint"};
  return last->head.size;
}

}  // namespace temgoc
