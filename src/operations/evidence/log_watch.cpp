// Proves that a log's newest checkpoint continues the last one kept, and keeps it or the evidence.
#include "temgoc/evidence/log_watch.h"

#include <algorithm>
#include <charconv>

#include "temgoc/base/files.h"
#include "temgoc/base/folders.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kCheckpointLimit = 64 << 10;
constexpr std::string_view kKeptName = "checkpoint-";

// The head that the log's key signed.
std::optional<TreeHead> signed_head(std::string_view note, const VerifierKey& log) {
  const auto checkpoint = parse_checkpoint_text(note);
  const auto parsed = SignedNote::parse(note);
  const auto key = VerifyKey::admit(log.key);
  if (!checkpoint || !parsed || !key || checkpoint->origin != log.name) return std::nullopt;
  if (!note_signed_by(*parsed, log.name, *key)) return std::nullopt;
  return checkpoint->head;
}

std::optional<std::uint64_t> size_in(const std::string& name) {
  if (!name.starts_with(kKeptName)) return std::nullopt;
  std::uint64_t size = 0;
  const char* end = name.data() + name.size();
  const auto [rest, failed] = std::from_chars(name.data() + kKeptName.size(), end, size);
  if (failed != std::errc{} || rest != end) return std::nullopt;
  return size;
}

fs::path kept_file(const fs::path& keep, std::uint64_t size) {
  return keep / (std::string(kKeptName) + std::to_string(size));
}

// The largest checkpoint kept; none in a folder that has none.
Result<std::optional<TreeHead>> last_kept(const WatchRequest& request) {
  std::optional<std::uint64_t> largest;
  for (const fs::path& file : paths_in(request.keep)) {
    const auto size = size_in(file.filename().string());
    if (size && (!largest || *size > *largest)) largest = size;
  }
  if (!largest) return std::optional<TreeHead>();
  const fs::path path = kept_file(request.keep, *largest);
  const auto note = read_file(path, kCheckpointLimit);
  const auto head = note ? signed_head(*note, request.log) : std::nullopt;
  if (!head || head->size != *largest)
    return Error{"log_watch_keep_unreadable", "keep", path.string()};
  return head;
}

struct Look {
  std::string note;
  TreeHead head;
  const char* alarm = nullptr;
};

Result<Look> look_at(const WatchRequest& request, const std::optional<TreeHead>& kept) {
  auto log = TileLog::open(request.source, request.log.name);
  if (!log) return log.error();
  if (!log->checkpoint_note()) return Error{"log_missing", {}, request.source.string()};
  Look look{*log->checkpoint_note(), {}, nullptr};
  const auto head = signed_head(look.note, request.log);
  if (!head) return Error{"log_watch_unsigned", "source", request.log.name};
  look.head = *head;
  if (!kept) return look;
  if (kept->size > head->size) {
    look.alarm = "log_watch_rolled_back";
  } else if (kept->size == head->size || kept->size == 0) {
    if (kept->size == head->size && *kept != *head) look.alarm = "log_watch_forked";
  } else {
    auto proof = log->consistency_proof(kept->size, head->size);
    if (!proof) return proof.error();
    if (!check_consistency(*kept, *head, *proof)) look.alarm = "log_watch_forked";
  }
  return look;
}

// A forked log may have a checkpoint of a size that is kept already.
fs::path evidence_file(const fs::path& keep, const Look& look) {
  return keep / ("alarm-" + std::to_string(look.head.size) + "-" +
                 to_hex(sha256(as_bytes(look.note))).substr(0, 8));
}

}  // namespace

Result<Watched> watch_log(const WatchRequest& request) {
  auto kept = last_kept(request);
  if (!kept) return kept.error();
  auto look = look_at(request, *kept);
  // Looked at twice: a copy may be replaced file by file.
  if (!look || look->alarm != nullptr) look = look_at(request, *kept);
  if (!look) return look.error();
  fs::create_directories(request.keep);
  if (look->alarm != nullptr) {
    const fs::path evidence = evidence_file(request.keep, *look);
    write_file(evidence, as_bytes(look->note));
    return Error{
        look->alarm,
        "source",
        evidence.string(),
        {},
        {{"kept", std::to_string((*kept)->size)}, {"size", std::to_string(look->head.size)}}};
  }
  Watched watched{look->head, *kept};
  if (*kept && (*kept)->size == look->head.size) return watched;
  watched.kept = kept_file(request.keep, look->head.size);
  write_file(*watched.kept, as_bytes(look->note));
  return watched;
}

bool is_alarm(const Error& error) {
  return error.code == "log_watch_rolled_back" || error.code == "log_watch_forked";
}

}  // namespace temgoc
