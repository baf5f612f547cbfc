// A bundle compared with the log that it comes from, fact by fact: what an auditor does who has a
// copy of the log and no registry, and what `bundle build` does before it signs.
// Normative text: docs/bundle_format.md section 6.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "temgoc/bundle/bundle.h"
#include "temgoc/seal/checkpoint.h"

namespace temgoc {

struct BundleAudit {
  std::uint64_t entries = 0;       // of the log, up to which the facts reach
  std::uint64_t not_compared = 0;  // recalls and records whose entry would be in the other log
  std::vector<Error> differences;  // at most kMaxBundleDifferences, of all
  std::uint64_t total_differences = 0;
};
inline constexpr std::size_t kMaxBundleDifferences = 1000;

struct BundleLogs {
  std::filesystem::path log;       // of the realm
  std::filesystem::path test_log;  // of its test realm; empty: not at hand
};
// The entries of `log` must make the tree of `head`, whose signature the caller has checked.
// Differences:
//   `bundle_log_differs`        (args size) the entries make another tree; nothing else is compared
//   `bundle_lot_differs`        (value code, args index), `bundle_lot_left_out`,
//   `bundle_lot_not_in_log`     (value code)
//   `bundle_print_differs`      (value code of the lot, args index)
//   `bundle_print_not_in_log`   (value code of the lot)
//   `bundle_recall_left_out`    (value subject, args index), `bundle_recall_not_in_log` (value)
//   `bundle_void_left_out`      (value serials, args index), `bundle_void_not_in_log` (value)
//   `bundle_lot_cancellation_left_out` (value the lot's entry, args index),
//   `bundle_lot_cancellation_not_in_log` (value)
//   `bundle_listed_differs`     (args have, logged) numbers of listed codes
//   `bundle_record_differs`     (value kind and id)
//   `bundle_key_differs`        (value key id) the list says of a key what the log never said
//   `bundle_key_behind`         (value key id, args index) the log has said more of it since
// `log_unreadable` (args what: the file).
Result<BundleAudit> audit_bundle(const Bundle& bundle, const TreeHead& head,
                                 const BundleLogs& logs);

}  // namespace temgoc
