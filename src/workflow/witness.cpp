// Both sides of a second opinion: the log that asks, the witness that answers.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <system_error>

#include "temgoc/files.h"
#include "temgoc/json.h"
#include "temgoc/text.h"
#include "temgoc/transparency.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kRequestLimit = 256 << 10;
constexpr std::size_t kStateLimit = 16 << 20;

Result<TileLog> open_log(Workplace& workplace, bool test) {
  if (auto settled = workplace.settle_log(test); !settled) return settled.error();
  return TileLog::open(workplace.log_folder(test), workplace.realm(test));
}

Result<CosignRequest> request_from(const TileLog& log, std::uint64_t old_size) {
  const std::uint64_t size = log.checkpoint().value().head.size;
  CosignRequest request{old_size, {}, *log.checkpoint_note()};
  if (old_size == 0 || old_size >= size) return request;
  auto proof = log.consistency_proof(old_size, size);
  if (!proof) return proof.error();
  request.proof = *std::move(proof);
  return request;
}

// A lock that ends with the process: two answers must not both follow the same last checkpoint.
class StateLock {
 public:
  explicit StateLock(const fs::path& state) {
    const fs::path path = state.string() + ".lock";
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX) != 0) {
      const std::string reason = std::generic_category().message(errno);
      if (descriptor_ >= 0) ::close(descriptor_);
      throw SystemFailure(Error{"disk_write_failed", {}, path.string(), {}, {{"reason", reason}}});
    }
  }
  ~StateLock() { ::close(descriptor_); }
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;

 private:
  int descriptor_;
};

// The checkpoints last cosigned, as text, by origin.
class WitnessState {
 public:
  static Result<WitnessState> load(const fs::path& path) {
    WitnessState state(path);
    std::error_code hidden;
    if (!fs::exists(path, hidden)) return state;
    const Error damaged{"witness_state_unreadable", "state", path.string()};
    auto text = read_file(path, kStateLimit);
    if (!text) return text.error();
    auto json = parse_json(*text);
    if (!json || !json->is_object()) return damaged;
    for (const auto& [origin, checkpoint] : json->items()) {
      if (!checkpoint.is_string()) return damaged;
      const auto parsed = parse_checkpoint_text(checkpoint.get<std::string>());
      if (!parsed || parsed->origin != origin) return damaged;
      state.seen_[origin] = parsed->head;
    }
    return state;
  }

  std::optional<TreeHead> seen(const std::string& origin) const {
    const auto found = seen_.find(origin);
    return found == seen_.end() ? std::nullopt : std::optional(found->second);
  }

  void remember(const Checkpoint& checkpoint) {
    seen_[checkpoint.origin] = checkpoint.head;
    Json json = Json::object();
    for (const auto& [origin, head] : seen_) json[origin] = checkpoint_text(origin, head);
    write_file(path_, as_bytes(json.dump(2) + "\n"), 0600);
  }

 private:
  explicit WitnessState(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
  std::map<std::string, TreeHead> seen_;
};

Result<CosignRequest> read_request(const WitnessRequest& request, std::uint64_t seen) {
  if (!fs::is_directory(request.source)) {
    auto text = read_file(request.source, kRequestLimit);
    if (!text) return text.error();
    return CosignRequest::parse(*text);
  }
  auto log = TileLog::open(request.source, request.log.name);
  if (!log) return log.error();
  if (!log->checkpoint()) return Error{"checkpoint_missing", {}, request.log.name};
  return request_from(*log, seen);
}

// A name in a signature line: no white space, no plus sign, as SignedNote reads it.
bool is_witness_name(std::string_view name) {
  return !name.empty() && name.size() <= 200 && is_utf8(name) &&
         SignedNote::parse("-\n\n— " + std::string(name) + " AAAAAAA=\n").has_value();
}

}  // namespace

VerifierKey log_verifier_key(const Workplace& workplace, bool test) {
  return {workplace.realm(test), VerifierKey::Type::log, workplace.trust().list().log_key};
}

Result<CosignRequest> request_cosignature(Workplace& workplace, bool test, std::uint64_t old_size) {
  auto log = open_log(workplace, test);
  if (!log) return log.error();
  const std::uint64_t size = log->checkpoint().value().head.size;
  if (old_size > size) {
    return Error{
        "log_size_beyond", "since", std::to_string(old_size), {}, {{"size", std::to_string(size)}}};
  }
  return request_from(*log, old_size);
}

Result<void> add_cosignature(Workplace& workplace, bool test, std::string_view answer,
                             const VerifierKey& witness) {
  const auto lines = parse_signature_lines(answer);
  if (!lines) return lines.error();
  auto log = open_log(workplace, test);
  if (!log) return log.error();
  // The registry's write lock keeps another process from publishing in between.
  return workplace.registry().transaction([&]() -> Result<void> {
    auto writer = TileLog::open(workplace.log_folder(test), workplace.realm(test));
    if (!writer) return writer.error();
    SignedNote note = SignedNote::parse(*writer->checkpoint_note()).value();
    const auto adds = [&](const SignedNote::SignatureLine& line) {
      return cosigned_at({note.text, {line}}, witness).has_value();
    };
    const auto line = std::ranges::find_if(*lines, adds);
    const std::uint64_t size = writer->checkpoint().value().head.size;
    if (line == lines->end() || size != writer->head().size)
      return Error{"cosignature_wrong", {}, witness.name, {}, {{"size", std::to_string(size)}}};
    std::erase_if(note.signatures, adds);  // a later second replaces an earlier
    note.signatures.push_back(*line);
    writer->publish(note.serialised());
    return {};
  });
}

Result<VerifierKey> new_witness_key(const fs::path& file, std::string_view name,
                                    const RandomSource& random) {
  if (!is_witness_name(name)) return Error{"witness_name_invalid", "name", shortened(name)};
  const SigningKey key = SigningKey::generate(random);
  if (auto saved = save_key(file, key, "", random); !saved) return saved.error();
  return VerifierKey{std::string(name), VerifierKey::Type::witness, key.public_key()};
}

Result<Cosigned> cosign(const WitnessRequest& request, Instant now) {
  if (!is_witness_name(request.name))
    return Error{"witness_name_invalid", "name", shortened(request.name)};
  auto key = load_key(request.key, "");
  if (!key) return key.error();
  const StateLock lock(request.state);
  auto state = WitnessState::load(request.state);
  if (!state) return state.error();
  const auto seen = state->seen(request.log.name);
  const std::uint64_t seen_before = seen ? seen->size : 0;
  auto asked = read_request(request, seen_before);
  if (!asked) return asked.error();
  auto checkpoint = check_cosign_request(*asked, request.log, seen);
  if (!checkpoint) return checkpoint.error();
  state->remember(*checkpoint);
  const VerifierKey own{request.name, VerifierKey::Type::witness, key->public_key()};
  const auto seconds = static_cast<std::uint64_t>(
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  const std::string text = SignedNote::parse(asked->checkpoint_note).value().text;
  const Signature signature = key->sign(cosigned_message(text, seconds));
  const std::string note =
      SignedNote{text, {cosignature_line(own, seconds, signature)}}.serialised();
  return Cosigned{*checkpoint, seen_before, note.substr(text.size() + 1)};
}

}  // namespace temgoc
