// What `log check` found sound the last time, so that it need not judge the same bytes again.
// Normative text: docs/log_format.md section 9.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "temgoc/registry/registry_audit.h"
#include "temgoc/workplace/site.h"

namespace temgoc {

// So many lots of a log, in the order of their rows, are remembered as one part.
inline constexpr std::size_t kLotsOfAPart = 2000;

struct CheckedBefore {
  // The keys and the versions of records that the lots were held against.
  std::set<Digest> witnesses = {};
  std::map<std::string, std::vector<Digest>> parts = {};  // by realm
};

// Over every byte of a row that a judgement of it looks at.
Digest digest_of(const RegistryAudit::LotRow& row);
Digest digest_of(std::span<const Digest> rows);
// The keys of a trust list, as witnesses.
std::set<Digest> key_digests(const Trust& trust);

// None where nothing is remembered, where another version of the program did, or where the log's
// key did not sign it: whoever can write the registry alone cannot have lots taken for sound.
std::optional<CheckedBefore> read_checked_before(const Site& site);
// Signed by the log's key. Nothing is remembered where that key may not be read, or the folder not
// be written: the next check then judges everything.
void remember_checked(const Site& site, const CheckedBefore& checked);

}  // namespace temgoc
