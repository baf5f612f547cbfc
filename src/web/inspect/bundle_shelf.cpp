// Looks for the newest bundle every few seconds, and makes deltas from older ones when asked.
#include "web/inspect/bundle_shelf.h"

#include <algorithm>
#include <vector>

#include "temgoc/base/files.h"
#include "temgoc/bundle/bundle.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::seconds kLookAgain{5};
constexpr std::size_t kMostServed = std::size_t{64} << 20;
constexpr std::size_t kMostForDelta = std::size_t{16} << 20;
constexpr std::size_t kMostLookedAt = 20;
constexpr std::size_t kMostDeltas = 20;

// The newest first: they are named by the moment.
std::vector<std::string> bundle_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code hidden;  // no folder: nothing was built yet
  for (const auto& entry : fs::directory_iterator(folder, hidden))
    if (entry.path().extension() == ".bundle") names.push_back(entry.path().filename().string());
  std::ranges::sort(names, std::ranges::greater());
  if (names.size() > kMostLookedAt) names.resize(kMostLookedAt);
  return names;
}

std::optional<std::string> digest_in(const std::string& bytes) {
  if (is_bundle_delta(as_bytes(bytes))) return std::nullopt;
  const auto name = bundle_name(as_bytes(bytes));
  return name ? std::optional(name->digest) : std::nullopt;
}

}  // namespace

BundleShelf::BundleShelf(fs::path folder, Clock clock)
    : folder_(std::move(folder)), clock_(std::move(clock)) {}

void BundleShelf::look() {
  const Instant now = clock_();
  if (now >= looked_at_ && now - looked_at_ < kLookAgain) return;
  looked_at_ = now;
  for (const std::string& name : bundle_names(folder_)) {
    if (newest_ && newest_->name == name) return;
    auto bytes = read_file(folder_ / name, kMostServed);
    const auto digest = bytes ? digest_in(*bytes) : std::nullopt;
    if (!digest) continue;
    deltas_.clear();
    digests_.clear();
    newest_ = Kept{name, *digest, std::make_shared<const std::string>(std::move(*bytes))};
    return;
  }
  newest_.reset();
}

// Of a file of the folder; empty: it is none, or too large. Read once for each newest bundle.
const std::string& BundleShelf::digest_of(const std::string& name) {
  if (const auto known = digests_.find(name); known != digests_.end()) return known->second;
  const auto bytes = read_file(folder_ / name, kMostForDelta);
  const auto digest = bytes ? digest_in(*bytes) : std::nullopt;
  return digests_[name] = digest.value_or("");
}

std::shared_ptr<const std::string> BundleShelf::delta_from(const std::string& have) {
  if (const auto known = deltas_.find(have); known != deltas_.end()) return known->second;
  if (deltas_.size() >= kMostDeltas || newest_->bytes->size() > kMostForDelta) return nullptr;
  for (const std::string& name : bundle_names(folder_)) {
    if (name == newest_->name || digest_of(name) != have) continue;
    const auto older = read_file(folder_ / name, kMostForDelta);
    if (!older) break;
    const auto delta = bundle_delta(as_bytes(*older), as_bytes(*newest_->bytes));
    std::shared_ptr<const std::string> made;
    if (delta && delta->size() < newest_->bytes->size())
      made = std::make_shared<const std::string>(as_text(*delta));
    return deltas_[have] = made;
  }
  return nullptr;  // what somebody made up takes no place
}

std::optional<BundleShelf::Offer> BundleShelf::offer(const std::string& have) {
  const std::lock_guard lock(mutex_);
  look();
  if (!newest_) return std::nullopt;
  if (newest_->digest == have) return Offer{newest_->digest, false, nullptr};
  if (!have.empty())
    if (auto delta = delta_from(have)) return Offer{newest_->digest, true, std::move(delta)};
  return Offer{newest_->digest, false, newest_->bytes};
}

}  // namespace temgoc
