// Reads both logs of a workplace and holds a bundle against them.
#include "temgoc/evidence/bundle_audit.h"

#include "operations/evidence/bundle_comparison.h"
#include "temgoc/log/log.h"
#include "temgoc/log/log_audit.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

// The size that a log folder says it has; 0 where it holds no log.
std::uint64_t size_of_log(const fs::path& folder) {
  const auto note = read_checkpoint_note(folder);
  if (!note) return 0;
  const auto checkpoint = parse_checkpoint_text(*note);
  return checkpoint ? checkpoint->head.size : 0;
}

}  // namespace

Result<BundleAudit> audit_bundle(const Bundle& bundle, const TreeHead& head,
                                 const BundleLogs& logs) {
  BundleAudit audit;
  audit.entries = bundle.manifest().facts_size;
  BundleComparison comparison(bundle, audit);
  // First, for a record's version in the realm's own log is a later one.
  if (!logs.test_log.empty()) {
    auto read = each_log_entry(
        logs.test_log, size_of_log(logs.test_log),
        [&](std::uint64_t index, std::string_view entry) { comparison.test_entry(index, entry); });
    if (!read) return read.error();
  }
  TreeBuilder tree;
  auto read = each_log_entry(logs.log, head.size, [&](std::uint64_t index, std::string_view entry) {
    tree.add(leaf_hash(as_bytes(entry)));
    if (index < audit.entries) comparison.entry(index, entry);
  });
  if (!read) return read.error();
  if (tree.head() != head) {
    BundleAudit other{.entries = audit.entries, .differences = {}, .total_differences = 1};
    other.differences.push_back(
        Error{.code = "bundle_log_differs", .args = {{"size", std::to_string(head.size)}}});
    return other;
  }
  comparison.finish(!logs.test_log.empty());
  return audit;
}

}  // namespace temgoc
