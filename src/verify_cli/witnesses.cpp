// Reads witness keys, one a line, and looks for a cosignature made at a plausible time.
#include "verify_cli/witnesses.h"

#include <algorithm>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/base/text_file.h"

namespace temgoc {
namespace {

constexpr std::size_t kWitnessesLimit = 64 << 10;

}  // namespace

Result<Witnesses> Witnesses::open(const std::vector<std::string>& paths) {
  Witnesses witnesses;
  for (const std::string& path : paths) {
    auto text = read_text_file(path, kWitnessesLimit);
    if (!text) return text.error();
    const std::size_t before = witnesses.keys_.size();
    for (const std::string_view line : split(*text, '\n')) {
      if (trimmed(line).empty()) continue;
      auto key = VerifierKey::parse(trimmed(line), VerifierKey::Type::witness);
      if (!key) return key.error();
      witnesses.keys_.push_back(*std::move(key));
    }
    if (witnesses.keys_.size() == before) return Error{"witnesses_empty", "witness", path};
  }
  return witnesses;
}

bool Witnesses::stand_behind(const SignedNote& checkpoint, Instant now,
                             std::optional<Instant> earliest) const {
  if (!asked()) return true;
  const auto can_be = [&](std::uint64_t seconds) {
    if (!is_plausible_cosigning(seconds, now)) return false;
    const Instant at{std::chrono::seconds(seconds)};
    return !earliest || at + kWitnessClockTolerance >= *earliest;
  };
  return std::ranges::any_of(keys_, [&](const VerifierKey& witness) {
    return std::ranges::any_of(all_cosigned_at(checkpoint, witness), can_be);
  });
}

}  // namespace temgoc
