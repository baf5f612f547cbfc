// From one bundle to a later one: runs copied from the base, the rest literal.
#include <algorithm>
#include <unordered_map>

#include "bundle_file.h"
#include "byte_stream.h"
#include "temgoc/base/compression.h"

namespace temgoc {

namespace {

constexpr std::size_t kBlock = 32;
constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;  // odd, so that it mixes every bit

// A polynomial hash of kBlock bytes that moves on by one byte at a time.
class RollingHash {
 public:
  explicit RollingHash(ByteView bytes) {
    for (std::size_t i = 0; i < kBlock; ++i) value_ = value_ * kFactor + bytes[i];
  }
  void roll(std::uint8_t out, std::uint8_t in) {
    value_ = (value_ - out * leading()) * kFactor + in;
  }
  std::uint64_t value() const { return value_; }

 private:
  static std::uint64_t leading() {
    static const std::uint64_t power = [] {
      std::uint64_t product = 1;
      for (std::size_t i = 1; i < kBlock; ++i) product *= kFactor;
      return product;
    }();
    return power;
  }
  std::uint64_t value_ = 0;
};

using Blocks = std::unordered_map<std::uint64_t, std::size_t>;

Blocks blocks_of(ByteView base) {
  Blocks blocks;
  for (std::size_t at = 0; at + kBlock <= base.size(); at += kBlock)
    blocks.try_emplace(RollingHash(base.subspan(at, kBlock)).value(), at);
  return blocks;
}

std::size_t common_length(ByteView a, ByteView b) {
  const auto end = std::ranges::mismatch(a, b).in1;
  return static_cast<std::size_t>(end - a.begin());
}

class PatchWriter {
 public:
  PatchWriter(ByteView base, ByteView target) : base_(base), target_(target) {}

  Bytes patch() {
    const std::size_t same = common_length(base_, target_);
    if (same > 0) copy(0, 0, same);
    if (target_.size() - done_ >= kBlock && base_.size() >= kBlock) search(blocks_of(base_));
    literal(target_.size());
    return out_.take();
  }

 private:
  void search(const Blocks& blocks) {
    std::size_t at = done_;
    while (at + kBlock <= target_.size()) {
      RollingHash hash(target_.subspan(at));
      while (!try_copy(blocks, hash, at) && at + kBlock < target_.size()) {
        hash.roll(target_[at], target_[at + kBlock]);
        ++at;
      }
      if (at >= done_) return;  // nothing more was found
      at = done_;
    }
  }

  bool try_copy(const Blocks& blocks, const RollingHash& hash, std::size_t at) {
    const auto found = blocks.find(hash.value());
    if (found == blocks.end()) return false;
    std::size_t from = found->second;
    const std::size_t length = common_length(base_.subspan(from), target_.subspan(at));
    if (length < kBlock) return false;
    std::size_t before = 0;
    while (before < from && at - before > done_ &&
           base_[from - before - 1] == target_[at - before - 1])
      ++before;
    copy(from - before, at - before, length + before);
    return true;
  }

  void literal(std::size_t until) {
    if (until == done_) return;
    out_.varint((until - done_) * 2);
    out_.bytes(target_.subspan(done_, until - done_));
    done_ = until;
  }
  void copy(std::size_t from, std::size_t at, std::size_t length) {
    literal(at);
    out_.varint(length * 2 + 1);
    out_.varint(from);
    done_ = at + length;
  }

  ByteView base_;
  ByteView target_;
  std::size_t done_ = 0;  // of the target
  ByteWriter out_;
};

// None for a patch that leads outside of the base or past `size`.
std::optional<Bytes> patched(ByteView base, ByteView patch, std::uint64_t size) {
  Bytes out;
  ByteReader in(patch);
  while (in.good() && in.left() > 0) {
    const std::uint64_t operation = in.varint();
    const std::uint64_t length = operation / 2;
    const std::uint64_t from = operation % 2 == 1 ? in.varint() : 0;
    const bool outside = operation % 2 == 1 && (from > base.size() || length > base.size() - from);
    if (!in.good() || outside || length > size - out.size()) return std::nullopt;
    const ByteView run = operation % 2 == 1 ? base.subspan(from, length) : in.bytes(length);
    out.insert(out.end(), run.begin(), run.end());
  }
  if (!in.good() || out.size() != size) return std::nullopt;
  return out;
}

// The unpacked section of that name; empty where the bundle has none.
Result<Bytes> base_section(const BundleParts& base, std::string_view name) {
  const auto place = base.place_of(name);
  if (!place) return Bytes();
  return unpacked(base.manifest.sections[*place], base.stored[*place]);
}

// A section that is stored as it is: whole, or nothing where the base has the very same.
ByteView plain_section(const BundleParts& base, const BundleParts& delta, std::size_t place) {
  const BundleManifest::Section& section = delta.manifest.sections[place];
  const auto same = base.place_of(section.name);
  const bool left_out = delta.stored[place].empty() && section.size > 0 && same &&
                        base.manifest.sections[*same] == section;
  return left_out ? base.stored[*same] : delta.stored[place];
}

Bytes stored_plain(const BundleParts& base, const BundleManifest::Section& section,
                   ByteView stored) {
  const auto same = base.place_of(section.name);
  if (same && base.manifest.sections[*same] == section) return {};
  return {stored.begin(), stored.end()};
}

Result<void> check_signed(const BundleParts& parts, const BundleParts& base, const RootSet& roots) {
  const auto place = parts.place_of(kTrustListSection);
  auto trust =
      temgoc::check_signed(parts, place ? plain_section(base, parts, *place) : ByteView(), roots);
  if (!trust) return trust.error();
  return {};
}

// A patch is stored behind its own unpacked size, so that it can be unpacked safely.
Bytes stored_patch(const Bytes& patch) {
  ByteWriter out;
  out.varint(patch.size());
  out.bytes(compressed(patch));
  return out.take();
}

// A patch says no more than its section does: a copied run is longer than the words that name it.
// So the manifest's sum bounds all patches together.
constexpr std::uint64_t kMostAroundPatch = 64;

std::optional<Bytes> unpacked_patch(ByteView stored, std::uint64_t section_size) {
  ByteReader in(stored);
  const std::uint64_t size = in.varint(section_size + kMostAroundPatch);
  if (!in.good()) return std::nullopt;
  return decompressed(in.bytes(in.left()), size);
}

Error wrong_base(const BundleParts& delta, const BundleParts& base) {
  return {"bundle_wrong_base",
          "bundle",
          "",
          {},
          {{"need", delta.base.substr(0, 16)},
           {"have", base.digest().substr(0, 16)},
           {"made_at", to_iso(base.manifest.made_at)}}};
}

Result<Bytes> made_section(const BundleParts& base, const BundleManifest::Section& section,
                           ByteView stored) {
  const auto patch = unpacked_patch(stored, section.size);
  if (!patch) return damaged_section(section.name);
  auto before = base_section(base, section.name);
  if (!before) return before.error();
  const auto content = patched(*before, *patch, section.size);
  if (!content || sha256(*content) != section.sha256) return damaged_section(section.name);
  return compressed(*content);
}

}  // namespace

Result<Bytes> bundle_delta(ByteView base_file, ByteView target_file) {
  if (is_bundle_delta(base_file) || is_bundle_delta(target_file))
    return Error{"bundle_is_delta", "bundle"};
  auto base = take_apart(base_file);
  if (!base) return base.error();
  auto target = take_apart(target_file);
  if (!target) return target.error();
  std::vector<Bytes> patches;
  for (std::size_t i = 0; i < target->stored.size(); ++i) {
    const auto& section = target->manifest.sections[i];
    if (is_stored_plain(section.name)) {
      patches.push_back(stored_plain(*base, section, target->stored[i]));
      continue;
    }
    auto after = unpacked(section, target->stored[i]);
    if (!after) return after.error();
    auto before = base_section(*base, section.name);
    if (!before) return before.error();
    patches.push_back(stored_patch(PatchWriter(*before, *after).patch()));
  }
  return put_together(base->digest(), target->note, target->checkpoint, target->proof, patches);
}

Result<Bytes> apply_bundle_delta(ByteView base_file, ByteView delta_file, const RootSet& roots) {
  if (is_bundle_delta(base_file)) return Error{"bundle_is_delta", "bundle"};
  auto base = take_apart(base_file);
  if (!base) return base.error();
  auto delta = take_apart(delta_file);
  if (!delta) return delta.error();
  if (delta->base != base->digest()) return wrong_base(*delta, *base);
  for (const BundleParts* parts : {&*base, &*delta}) {
    if (auto believed = check_signed(*parts, *base, roots); !believed) return believed.error();
  }
  std::vector<Bytes> stored;
  for (std::size_t i = 0; i < delta->stored.size(); ++i) {
    if (is_stored_plain(delta->manifest.sections[i].name)) {
      const ByteView plain = plain_section(*base, *delta, i);
      stored.emplace_back(plain.begin(), plain.end());
      continue;
    }
    auto section = made_section(*base, delta->manifest.sections[i], delta->stored[i]);
    if (!section) return section.error();
    stored.push_back(std::move(*section));
  }
  return put_together("", delta->note, delta->checkpoint, delta->proof, stored);
}

}  // namespace temgoc
