// The file around the sections: docs/bundle_format.md, sections 1, 3 and 7.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/bundle/bundle.h"

namespace temgoc {

inline constexpr const char* kTrustListSection = "trust_list";
// Stored before the sections and not of the manifest; named so where they are at fault.
inline constexpr const char* kCheckpointPart = "checkpoint";
inline constexpr const char* kProofPart = "proof";

// Taken apart, nothing believed and nothing unpacked. Points into the file.
struct BundleParts {
  std::string base;  // of a delta: the digest that it needs; empty: a whole bundle
  std::string_view note_text;
  SignedNote note;
  BundleManifest manifest;
  ByteView checkpoint;
  ByteView proof;
  std::vector<ByteView> stored;  // one for each section

  std::string digest() const;
  std::optional<std::size_t> place_of(std::string_view section) const;
};
// `bundle_unreadable`, `bundle_newer`, `bundle_older`; `bundle_damaged` where something that is
// stored as it is is longer than it may be.
Result<BundleParts> take_apart(ByteView file);
Bytes put_together(std::string_view base, const SignedNote& note, ByteView checkpoint,
                   ByteView proof, const std::vector<Bytes>& stored);
Bytes proof_bytes(std::span<const Digest> proof);

// Whether a section of a whole bundle is stored as it is.
bool is_stored_plain(std::string_view section);
// `bundle_damaged` where a section is not what the manifest says.
Result<Bytes> unpacked(const BundleManifest::Section& section, ByteView stored);
Error damaged_section(std::string_view section);

// Steps 2 and 3 of reading, for which nothing is unpacked: the list that `roots` signed, whose
// bundle key signed the manifest. `bundle_foreign`, `bundle_key_not_delegated`,
// `bundle_not_signed`, those of Trust::open.
Result<Trust> check_signed(const BundleParts& parts, ByteView trust_list, const RootSet& roots);

}  // namespace temgoc
