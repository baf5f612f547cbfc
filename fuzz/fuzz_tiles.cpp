// Any bytes as the files of a log's folder: a checkpoint, an entry bundle and a tile, parted by a
// line "----". Read or refused, salvaged as far as they go, and proofs that come of them hold.
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "require.h"
#include "temgoc/base/private_folder.h"
#include "temgoc/log/log.h"
#include "temgoc/log/log_salvage.h"

namespace {

using namespace temgoc;
namespace fs = std::filesystem;

constexpr std::string_view kOrigin = "ocop.example.vn";
constexpr std::string_view kMark = "\n----\n";

std::string_view take_part(std::string_view& rest) {
  const std::size_t end = rest.find(kMark);
  const std::string_view part = rest.substr(0, end);
  rest = end == rest.npos ? std::string_view() : rest.substr(end + kMark.size());
  return part;
}

void put(const fs::path& path, std::string_view content) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

// Of so many leaves as the first byte says: the files of a tree that is one tile wide.
void lay_out(const fs::path& folder, unsigned width, std::string_view rest) {
  put(folder / "checkpoint", take_part(rest));
  const std::string number = std::to_string(width);
  const fs::path name = width == 0 ? fs::path("000") : fs::path("000.p") / number;
  put(folder / "tile" / "entries" / name, take_part(rest));
  put(folder / "tile" / "0" / name, take_part(rest));
}

void prove(const TileLog& log) {
  const TreeHead head = log.head();
  for (std::uint64_t index = 0; index < log.size(); ++index) {
    const auto entry = log.entry(index);
    const auto proof = log.inclusion_proof(index, log.size());
    if (entry && proof) REQUIRE(check_inclusion(leaf_hash(as_bytes(*entry)), index, head, *proof));
  }
  if (const auto half = log.head_at(log.size() / 2); half && half->size > 0)
    if (const auto proof = log.consistency_proof(half->size, log.size()))
      REQUIRE(check_consistency(*half, head, *proof));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const PrivateFolder folder;
  lay_out(folder.path(), data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  std::uint64_t taken = 0;
  const SalvagedLog salvaged =
      salvage_log(folder.path(), [&](std::uint64_t index, std::string_view entry) {
        REQUIRE(index == taken++);
        REQUIRE(entry.size() <= kMaxEntryBytes);
      });
  REQUIRE(salvaged.entries == taken);
  if (const auto log = TileLog::open(folder.path(), kOrigin)) prove(*log);
  return 0;
}
