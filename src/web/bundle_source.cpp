// Lists the files of a folder by the dates in them, and asks a web server for one bundle.
#include "web/bundle_source.h"

#include <algorithm>

#include "temgoc/base/file_stamp.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text_file.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostFiles = 50;  // of a folder, the ones written last

struct Written {
  fs::path path;
  std::string stamp;
  fs::file_time_type at = {};
};

std::optional<Written> written(const fs::path& path) {
  std::error_code gone;
  if (!fs::is_regular_file(path, gone)) return std::nullopt;
  Written file{path, file_stamp(path), fs::last_write_time(path, gone)};
  return gone || file.stamp.empty() ? std::nullopt : std::optional(std::move(file));
}

bool looks_like_bundle(const fs::path& path) {
  const std::string name = path.filename().string();
  return !name.starts_with('.') && (name.ends_with(".bundle") || name.ends_with(".delta"));
}

Result<std::vector<Written>> written_in(const fs::path& place) {
  std::error_code refused;
  std::vector<Written> all;
  if (!fs::is_directory(place, refused)) {
    auto one = written(place);
    if (!one) return Error{"file_not_found", {}, place.string()};
    return std::vector<Written>{*std::move(one)};
  }
  for (const auto& entry : fs::directory_iterator(place, refused)) {
    if (!looks_like_bundle(entry.path())) continue;
    if (auto one = written(entry.path())) all.push_back(*std::move(one));
  }
  if (refused)
    return Error{"file_unreadable", {}, place.string(), {}, {{"reason", refused.message()}}};
  std::ranges::sort(all, std::ranges::greater(), &Written::at);
  if (all.size() > kMostFiles) all.resize(kMostFiles);
  return all;
}

BundleSource::Offer read_offer(const Written& file) {
  BundleSource::Offer offer{.from = file.path.string(), .stamp = file.stamp};
  const auto bytes = read_file(file.path, kMaxBundleBytes);
  if (!bytes) {
    offer.fault = bytes.error();
    return offer;
  }
  offer.is_delta = is_bundle_delta(as_bytes(*bytes));
  auto name = bundle_name(as_bytes(*bytes));
  if (name)
    offer.name = *std::move(name);
  else
    offer.fault = about_file(name.error(), file.path);
  return offer;
}

// What cannot be read comes first: it is told, and then the next is looked at.
bool goes_before(const BundleSource::Offer& one, const BundleSource::Offer& other) {
  if (!one.name || !other.name) return !one.name && other.name.has_value();
  const Instant a = one.name->manifest.made_at, b = other.name->manifest.made_at;
  return a != b ? a > b : !one.is_delta && other.is_delta;
}

}  // namespace

BundleSource::BundleSource(std::string place) : place_(std::move(place)) {
  if (!is_web_address(place_)) return;
  whole_.emplace(place_);
  delta_.emplace(place_ + ".delta");
}

Result<std::vector<BundleSource::Offer>> BundleSource::files() {
  auto all = written_in(place_);
  if (!all) return all.error();
  std::map<fs::path, Offer> now;
  std::vector<Offer> offers;
  for (const Written& file : *all) {
    const auto known = known_.find(file.path);
    const bool same = known != known_.end() && known->second.stamp == file.stamp;
    offers.push_back(now.emplace(file.path, same ? known->second : read_offer(file)).first->second);
  }
  known_ = std::move(now);
  std::ranges::stable_sort(offers, goes_before);
  return offers;
}

Result<std::vector<BundleSource::Offer>> BundleSource::offers() {
  if (!whole_) return files();
  return std::vector<Offer>{{.from = delta_->url(), .is_delta = true}, {.from = whole_->url()}};
}

Result<WebFile::Answer> BundleSource::bytes(const Offer& offer, const std::function<bool()>& stop) {
  if (whole_) return (offer.is_delta ? *delta_ : *whole_).fetch(kMaxBundleBytes, stop);
  auto bytes = read_file(offer.from, kMaxBundleBytes);
  if (!bytes) return bytes.error();
  return WebFile::Answer{WebFile::Answer::Kind::content, *std::move(bytes)};
}

}  // namespace temgoc
