// The log of many lots, in a workplace that has issued one. log_bench WORKPLACE PASSPHRASE-FILE
// LOTS: gives the workplace that many lots and its log their entries; then measures beside a named
// reference each, and prints one "name value" a line.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <stdexcept>

#include "raw_sqlite.h"
#include "temgoc/base/files.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/log/log.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/signer/signer.h"
#include "temgoc/workplace/workplace.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kEntriesAtOnce = 10'000;
constexpr int kSingleAppends = 500;
constexpr int kProofs = 20'000;

std::mt19937_64 dice(20261124);

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void require(const Result<void>& done) {
  if (!done) throw std::runtime_error(done.error().code);
}

void report(const char* name, double value) { fmt::print("{} {:.3f}\n", name, value); }

// The lot that the workplace issued, again and again under new numbers, codes and typed codes.
class Copies {
 public:
  Copies(Workplace& workplace, std::string_view passphrase)
      : workplace_(workplace),
        model_(workplace.registry().lots({.limit = 1}).at(0)),
        header_(decode_header(std::span(model_.seal).first<13>()).value()),
        key_(load_key(workplace.key_path(header_.key_id), passphrase).value()),
        record_(parse_json(model_.record).value()) {}

  void issue(std::size_t lots) {
    Registry& registry = workplace_.registry();
    for (std::size_t done = 0; done < lots;) {
      const std::size_t count = std::min(kLotsOfACommit, lots - done);
      require(registry.transaction([&]() -> Result<void> {
        for (std::size_t i = 0; i < count; ++i) issue_one(registry);
        return {};
      }));
      done += count;
    }
  }

  const Lot& model() const { return model_; }
  const SigningKey& key() const { return key_; }

 private:
  void issue_one(Registry& registry) {
    const LotCode code = LotCode::parse(fmt::format("B{:09}", ++number_)).value();
    registry
        .issue_lot(
            {model_.realm, header_.key_id, model_.gtin, code, {}, model_.packed_on},
            workplace_.random(),
            [&](const LotAllocation& allocation) { return made(allocation, code); }, lot_leaf)
        .value();
  }

  Result<Lot> made(const LotAllocation& allocation, const LotCode& code) {
    Lot lot = model_;
    lot.code = code;
    lot.short_code = allocation.short_code;
    lot.issue_number = allocation.issue_number;
    lot.leaf_index = allocation.leaf_index;
    record_["short_code"] = allocation.short_code.text();
    lot.record = canonical_json(record_);
    SealHeader header = header_;
    header.issue_number = allocation.issue_number;
    const Claim claim{header, lot.gtin, code, std::nullopt};
    lot.seal = seal_bytes({claim, key_.sign(signed_message(claim, lot.realm))});
    return lot;
  }

  Workplace& workplace_;
  Lot model_;
  SealHeader header_;
  SigningKey key_;
  Json record_;
  unsigned number_ = 0;
};

// A file that grows, synced when asked: what a log must write, and nothing else.
class PlainFile {
 public:
  explicit PlainFile(const fs::path& path)
      : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)) {}
  ~PlainFile() { ::close(descriptor_); }
  PlainFile(const PlainFile&) = delete;
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0) throw std::runtime_error("write");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() { ::fsync(descriptor_); }

 private:
  int descriptor_;
};

std::string signed_head(const TileLog& log, const std::string& origin, const SigningKey& key) {
  const std::string text = checkpoint_text(origin, log.head());
  return SignedNote{text, {note_signature(origin, key.public_key(), key.sign(text))}}.serialised();
}

std::uintmax_t bytes_in(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& file : fs::recursive_directory_iterator(folder))
    if (file.is_regular_file()) bytes += file.file_size();
  return bytes;
}

// The entries again into a log of their own, and their hashes into one file.
void measure_appending(Registry& registry, const std::string& realm, const SigningKey& key,
                       const fs::path& scratch) {
  const std::uint64_t size = registry.log_size(realm);
  TileLog log = TileLog::open(scratch / "log", realm).value();
  PlainFile plain(scratch / "hashes");
  Digest sink{};
  double ours = 0, reference = 0, entry_bytes = 0;
  for (std::uint64_t from = 0; from < size; from += kEntriesAtOnce) {
    const auto entries = registry.log_entries(realm, from, kEntriesAtOnce);
    ours += seconds_of([&] {
      require(log.append(from, entries));
      log.publish(signed_head(log, realm, key));
    });
    reference += seconds_of([&] {
      for (const std::string& entry : entries) {
        sink = sha256(as_bytes(entry));
        plain.write(entry);
        plain.write(as_text(sink));
      }
      plain.sync();
    });
    for (const std::string& entry : entries) entry_bytes += static_cast<double>(entry.size());
  }
  report("entries", static_cast<double>(size));
  report("append_per_s", static_cast<double>(size) / ours);
  report("append_reference_per_s", static_cast<double>(size) / reference);
  const auto folder_bytes = static_cast<double>(bytes_in(scratch / "log"));
  report("bytes_an_entry", folder_bytes / static_cast<double>(size));
  report("entry_bytes", entry_bytes / static_cast<double>(size));
}

// One entry, one checkpoint, as after each lot; beside one synced write of the same entry.
void measure_single_appends(const std::string& realm, const std::string& entry,
                            const SigningKey& key, const fs::path& scratch) {
  TileLog log = TileLog::open(scratch / "log", realm).value();
  const double ours = seconds_of([&] {
    for (int i = 0; i < kSingleAppends; ++i) {
      require(log.append(log.head().size, std::vector<std::string>{entry}));
      log.publish(signed_head(log, realm, key));
    }
  });
  PlainFile plain(scratch / "single");
  const double reference = seconds_of([&] {
    for (int i = 0; i < kSingleAppends; ++i) {
      plain.write(entry);
      plain.sync();
    }
  });
  report("single_ms", ours / kSingleAppends * 1e3);
  report("single_reference_ms", reference / kSingleAppends * 1e3);
}

void measure_proofs(const TileLog& log, const SigningKey& key) {
  const TreeHead head = log.head();
  std::vector<std::pair<std::uint64_t, std::vector<Digest>>> proofs;
  const double made = seconds_of([&] {
    for (int i = 0; i < kProofs; ++i) {
      const std::uint64_t index = dice() % head.size;
      proofs.emplace_back(index, log.inclusion_proof(index, head.size).value());
    }
  });
  std::vector<Digest> leaves;
  for (const auto& [index, proof] : proofs)
    leaves.push_back(leaf_hash(as_bytes(log.entry(index).value())));
  int good = 0;
  const double checked = seconds_of([&] {
    for (int i = 0; i < kProofs; ++i)
      good += check_inclusion(leaves[i], proofs[i].first, head, proofs[i].second);
  });
  if (good != kProofs) throw std::runtime_error("a proof does not hold");
  const std::string message = checkpoint_text("bench.example.vn", head);
  const Signature signature = key.sign(message);
  const VerifyKey verify = VerifyKey::admit(key.public_key()).value();
  const double reference = seconds_of([&] {
    for (int i = 0; i < kProofs; ++i) good -= verify.verify(message, signature);
  });
  if (good != 0) throw std::runtime_error("a signature does not hold");
  report("proof_us", made / kProofs * 1e6);
  report("proof_check_us", checked / kProofs * 1e6);
  report("signature_check_us", reference / kProofs * 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::size_t lots = std::stoul(argv[3]);
  Workplace workplace = Workplace::open(argv[1], {}, system_clock(), system_random()).value();
  Copies copies(workplace, trimmed(read_file(argv[2], 4096).value()));
  const std::string realm = workplace.realm(false);
  const fs::path scratch = workplace.folder() / "log-bench";
  fs::create_directory(scratch);

  const double issuing = seconds_of([&] { copies.issue(lots); });
  report("issued_per_s", static_cast<double>(lots) / issuing);
  RawSqlite raw(scratch / "raw.sqlite");
  const double inserting = seconds_of([&] { raw.insert(copies.model(), lots); });
  report("issued_reference_per_s", static_cast<double>(lots) / inserting);
  const double settling = seconds_of([&] { require(workplace.settle_log(false)); });
  report("settled_per_s", static_cast<double>(lots) / settling);

  measure_appending(workplace.registry(), realm, copies.key(), scratch);
  measure_proofs(TileLog::open(scratch / "log", realm).value(), copies.key());
  measure_single_appends(realm, lot_leaf(copies.model()), copies.key(), scratch);
  report("registry_bytes",
         static_cast<double>(fs::file_size(workplace.folder() / "registry.sqlite")));
  fs::remove_all(scratch);
  return 0;
}
