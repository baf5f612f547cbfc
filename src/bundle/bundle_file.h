// The file around the sections: docs/bundle_format.md, sections 1 and 6.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/bundle.h"

namespace temgoc {

// Taken apart, nothing believed and nothing unpacked. Points into the file.
struct BundleParts {
  std::string base;  // of a delta: the digest that it needs; empty: a whole bundle
  std::string_view note_text;
  SignedNote note;
  BundleManifest manifest;
  std::vector<ByteView> stored;  // one for each section

  std::string digest() const;
};
// `bundle_unreadable`, `bundle_newer`.
Result<BundleParts> take_apart(ByteView file);
Bytes put_together(std::string_view base, const SignedNote& note, const std::vector<Bytes>& stored);

// Whether a section of a whole bundle is stored as it is.
bool is_stored_plain(std::string_view section);
// `bundle_damaged` where a section is not what the manifest says.
Result<Bytes> unpacked(const BundleManifest::Section& section, ByteView stored);
Error damaged_section(std::string_view section);

}  // namespace temgoc
