// Both sides of a second opinion: the log that asks, the witness that answers.
#include <algorithm>
#include <map>
#include <system_error>

#include "temgoc/base/file_lock.h"
#include "temgoc/base/files.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/base/text_file.h"
#include "temgoc/evidence/transparency.h"

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

// The checkpoints last cosigned, as text, by origin.
class WitnessState {
 public:
  // An empty memory, as a new witness has.
  static WitnessState empty(const fs::path& path) { return WitnessState(path); }

  // A memory that is gone is not an empty one: a witness that forgot would sign a history that it
  // had refused.
  static Result<WitnessState> load(const fs::path& path) {
    WitnessState state(path);
    std::error_code hidden;
    if (!fs::exists(path, hidden)) return Error{"witness_state_missing", "state", path.string()};
    const Error damaged{"witness_state_unreadable", "state", path.string()};
    auto text = read_text_file(path, kStateLimit);
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
    save();
  }

  void save() const {
    Json json = Json::object();
    for (const auto& [origin, head] : seen_) json[origin] = checkpoint_text(origin, head);
    write_file(path_, as_bytes(json.dump(2) + "\n"), 0600);
  }

 private:
  explicit WitnessState(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
  std::map<std::string, TreeHead> seen_;
};

Error state_exists(const fs::path& state) {
  return {"witness_state_exists", "state", state.string()};
}

Result<CosignRequest> read_request(const WitnessRequest& request, std::uint64_t seen) {
  if (!fs::is_directory(request.source)) {
    auto text = read_text_file(request.source, kRequestLimit);
    if (!text) return text.error();
    return CosignRequest::parse(*text);
  }
  auto log = TileLog::open(request.source, request.log.name);
  if (!log) return log.error();
  if (!log->checkpoint()) return Error{"checkpoint_missing", {}, request.log.name};
  return request_from(*log, seen);
}

Error time_wrong(std::uint64_t seconds) {
  // A year of four digits, whatever the line says.
  constexpr Day kLast{std::chrono::year{9999} / 12 / 31};
  constexpr auto kMost =
      static_cast<std::uint64_t>(std::chrono::seconds(kLast.time_since_epoch()).count());
  const Instant at{std::chrono::seconds(std::min(seconds, kMost))};
  return {"cosignature_time_wrong", {}, {}, {}, {{"time", to_iso(at)}}};
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
    const std::uint64_t seconds = cosigned_at({note.text, {*line}}, witness).value();
    if (!is_plausible_cosigning(seconds, workplace.now())) return time_wrong(seconds);
    std::erase_if(note.signatures, adds);  // a later second replaces an earlier
    note.signatures.push_back(*line);
    writer->publish(note.serialised());
    return {};
  });
}

Result<VerifierKey> new_witness(const fs::path& file, const fs::path& state, std::string_view name,
                                const RandomSource& random) {
  if (!is_witness_name(name)) return Error{"witness_name_invalid", "name", shortened(name)};
  std::error_code hidden;
  if (fs::exists(state, hidden)) return state_exists(state);
  const SigningKey key = SigningKey::generate(random);
  if (auto saved = save_key(file, key, "", random); !saved) return saved.error();
  WitnessState::empty(state).save();
  return VerifierKey{std::string(name), VerifierKey::Type::witness, key.public_key()};
}

Result<Checkpoint> recover_witness(const WitnessRecovery& recovery) {
  auto key = load_key(recovery.key, "");
  if (!key) return key.error();
  auto text = read_file(recovery.checkpoint, kRequestLimit);
  if (!text) return text.error();
  const auto note = SignedNote::parse(*text);
  const auto checkpoint = parse_checkpoint_text(*text);
  if (!note || !checkpoint) return Error{"checkpoint_unreadable", {}, recovery.checkpoint.string()};
  if (checkpoint->origin != recovery.log.name) {
    return Error{"witness_other_log",
                 {},
                 {},
                 {},
                 {{"found", checkpoint->origin}, {"expected", recovery.log.name}}};
  }
  const auto log_key = VerifyKey::admit(recovery.log.key);
  if (!log_key) return log_key.error();
  if (!note_signed_by(*note, recovery.log.name, *log_key))
    return Error{"witness_unsigned", {}, recovery.log.name};
  const VerifierKey own{recovery.name, VerifierKey::Type::witness, key->public_key()};
  if (!cosigned_at(*note, own)) return Error{"witness_not_own", {}, recovery.checkpoint.string()};
  const FileLock lock(recovery.state);
  std::error_code hidden;
  if (fs::exists(recovery.state, hidden)) {
    auto state = WitnessState::load(recovery.state);
    if (!state) return state.error();
    if (state->seen(checkpoint->origin)) return state_exists(recovery.state);
    state->remember(*checkpoint);
    return *checkpoint;
  }
  WitnessState::empty(recovery.state).remember(*checkpoint);
  return *checkpoint;
}

Result<Cosigned> cosign(const WitnessRequest& request, Instant now) {
  if (!is_witness_name(request.name))
    return Error{"witness_name_invalid", "name", shortened(request.name)};
  const auto seconds = static_cast<std::uint64_t>(
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  // Before anything is remembered: no verifier would count what such a clock dates.
  if (!is_plausible_cosigning(seconds, now)) return time_wrong(seconds);
  auto key = load_key(request.key, "");
  if (!key) return key.error();
  const FileLock lock(request.state);
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
  const std::string text = SignedNote::parse(asked->checkpoint_note).value().text;
  const Signature signature = key->sign(cosigned_message(text, seconds));
  const std::string note =
      SignedNote{text, {cosignature_line(own, seconds, signature)}}.serialised();
  return Cosigned{*checkpoint, seen_before, note.substr(text.size() + 1)};
}

}  // namespace temgoc
