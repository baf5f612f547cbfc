// Vectors of other projects, where they are beside the source tree: transparency-dev/merkle and
// /tessera.
#include <doctest/doctest.h>

#include <algorithm>

#include "log/support.h"
#include "temgoc/base/json.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

const fs::path kVectors = TEMGOC_SOURCE_DIR "/../shared/vectors";
constexpr std::string_view kTesseraOrigin = "example.com/log/testdata";

bool present(const fs::path& folder) {
  if (fs::exists(folder)) return true;
  MESSAGE("skipped: no " << folder.string());
  return false;
}

// Some consistency vectors hold other things than hashes; they must differ from each other here
// too.
Digest digest_of(const Json& text) {
  Digest digest{};
  const Bytes bytes = from_base64(text.get<std::string>()).value();
  std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
  return digest;
}

std::vector<Digest> proof_of(const Json& vector) {
  std::vector<Digest> proof;
  if (vector.at("proof").is_null()) return proof;
  for (const Json& hash : vector.at("proof")) proof.push_back(digest_of(hash));
  return proof;
}

bool is_hash(const Json& text) { return from_base64(text.get<std::string>())->size() == 32; }

bool inclusion_holds(const Json& vector) {
  // Our types hold nothing else, so such a vector ends here as it would where its text is read.
  if (!is_hash(vector.at("leafHash")) || !is_hash(vector.at("root"))) return false;
  return check_inclusion(
      digest_of(vector.at("leafHash")), vector.at("leafIdx").get<std::uint64_t>(),
      {vector.at("treeSize").get<std::uint64_t>(), digest_of(vector.at("root"))}, proof_of(vector));
}

bool consistency_holds(const Json& vector) {
  return check_consistency({vector.at("size1").get<std::uint64_t>(), digest_of(vector.at("root1"))},
                           {vector.at("size2").get<std::uint64_t>(), digest_of(vector.at("root2"))},
                           proof_of(vector));
}

struct Counts {
  int good = 0;
  int bad = 0;
};

Counts check_all(const fs::path& folder, bool (*holds)(const Json&)) {
  Counts counts;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.path().extension() != ".json") continue;
    const Json vector = parse_json(read_file(file.path(), 1 << 20).value()).value();
    const bool bad = vector.at("wantErr").get<bool>();
    CHECK_MESSAGE(holds(vector) != bad, file.path().string());
    ++(bad ? counts.bad : counts.good);
  }
  return counts;
}

fs::path tessera() { return kVectors / "tessera/testdata/log"; }

// The folder as it was when it had `size` entries.
void copy_as_of(std::uint64_t size, const fs::path& to) {
  fs::create_directories(to / "tile/0/000.p");
  fs::create_directories(to / "tile/entries/000.p");
  for (std::uint64_t width = 1; width <= size; ++width) {
    for (const char* tile : {"tile/0/000.p", "tile/entries/000.p"}) {
      fs::copy(tessera() / tile / std::to_string(width), to / tile / std::to_string(width));
    }
  }
  fs::copy(tessera() / ("checkpoint." + std::to_string(size)), to / "checkpoint");
}

// The last 64 bytes of the signature line, as docs/log_format.md section 7 has it.
std::string signature_of(const std::string& note) {
  const std::string line = note.substr(note.find("\n\n") + 2);
  const std::size_t start = line.rfind(' ') + 1;
  const Bytes bytes = from_base64(line.substr(start, line.size() - start - 1)).value();
  return std::string(as_text(bytes)).substr(bytes.size() - 64);
}

}  // namespace

TEST_CASE("the inclusion proofs of transparency-dev/merkle are judged as there") {
  if (!present(kVectors / "merkle")) return;
  const Counts counts = check_all(kVectors / "merkle/testdata/inclusion", inclusion_holds);
  MESSAGE("inclusion: " << counts.good << " good, " << counts.bad << " bad");
  CHECK(counts.good + counts.bad == 65);
  CHECK(counts.bad > 40);
}

TEST_CASE("the consistency proofs of transparency-dev/merkle are judged as there") {
  if (!present(kVectors / "merkle")) return;
  const Counts counts = check_all(kVectors / "merkle/testdata/consistency", consistency_holds);
  MESSAGE("consistency: " << counts.good << " good, " << counts.bad << " bad");
  CHECK(counts.good + counts.bad == 57);
  CHECK(counts.bad > 40);
}

TEST_CASE("the log that tessera wrote has the root of its checkpoint at every size") {
  if (!present(tessera())) return;
  for (std::uint64_t size = 0; size <= 15; ++size) {
    CAPTURE(size);
    const TestFolder folder;
    copy_as_of(size, folder.path());
    const TileLog log = TileLog::open(folder.path(), kTesseraOrigin).value();
    CHECK(log.head() == log.checkpoint()->head);
    CHECK(log.head().size == size);
    std::vector<std::string> entries;
    for (std::uint64_t i = 0; i < size; ++i) entries.push_back(log.entry(i).value());
    CHECK(tree_head(hashes_of(entries)) == log.head());
  }
}

TEST_CASE("the whole log of tessera is consistent with each of its older checkpoints") {
  if (!present(tessera())) return;
  const TestFolder folder;
  copy_as_of(15, folder.path());
  for (std::uint64_t size = 0; size <= 15; ++size) {
    fs::copy_file(tessera() / ("checkpoint." + std::to_string(size)), folder.path() / "checkpoint",
                  fs::copy_options::overwrite_existing);
    const Result<TileLog> log = TileLog::open(folder.path(), kTesseraOrigin);
    REQUIRE(log);
    CHECK(log->head().size == 15);
    const std::vector<Digest> leaves = log->leaf_hashes().value();
    if (size == 0) continue;
    CHECK(check_consistency(log->checkpoint()->head, log->head(), consistency_proof(leaves, size)));
  }
}

TEST_CASE("our writer makes the files that tessera makes") {
  if (!present(tessera())) return;
  const TestFolder theirs;
  copy_as_of(15, theirs.path());
  const TileLog source = TileLog::open(theirs.path(), kTesseraOrigin).value();
  const TestFolder ours;
  TileLog log = TileLog::open(ours.path(), kTesseraOrigin).value();
  for (std::uint64_t i = 0; i < 15; ++i)
    REQUIRE(log.append(i, std::vector{source.entry(i).value()}));
  std::size_t files = 0;
  for (const auto& file : fs::recursive_directory_iterator(theirs.path() / "tile")) {
    if (!file.is_regular_file()) continue;
    ++files;
    const fs::path made = ours.path() / fs::relative(file.path(), theirs.path());
    CHECK_MESSAGE(read_file(made, 1 << 20).value() == read_file(file.path(), 1 << 20).value(),
                  made.string());
  }
  CHECK(files > 1);
}

TEST_CASE("openssl checks the signatures of tessera's checkpoints as the format document says") {
  if (!present(tessera())) return;
  // Key type and key from the log's published verifier key, example.com/log/testdata+33d7b496+….
  const Bytes typed_key = from_base64("AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx").value();
  const std::string der =
      to_hex(ByteView(typed_key).subspan(1)).insert(0, "302a300506032b6570032100");
  const TestFolder folder;
  write_file(folder.path() / "log.der", from_hex(der).value());
  for (std::uint64_t size = 0; size <= 15; ++size) {
    const std::string note =
        read_file(tessera() / ("checkpoint." + std::to_string(size)), 4096).value();
    write_file(folder.path() / "text", as_bytes(note.substr(0, note.find("\n\n") + 1)));
    write_file(folder.path() / "signature", as_bytes(signature_of(note)));
    const std::string command =
        "cd " + folder.path().string() +
        " && openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey log.der"
        " -in text -sigfile signature > said";
    CHECK(std::system(command.c_str()) == 0);
  }
}
