// Ticks off a fact of the bundle for each log entry.
#include "operations/evidence/bundle_comparison.h"

#include "temgoc/base/text.h"
#include "temgoc/log/log_entry.h"

namespace temgoc {

namespace {

// A void without who and why, which no bundle tells.
std::string void_text(std::string_view lot, const Void& voided) {
  return std::string(lot) + " " + std::to_string(voided.first) + "-" + std::to_string(voided.last) +
         " " + voided.listed_serial;
}

}  // namespace

BundleComparison::BundleComparison(const Bundle& bundle, BundleAudit& audit)
    : bundle_(bundle), audit_(audit) {
  bundle.each_lot([this](const BundleLot& lot) {
    if (lot.test) return;
    by_number_[{lot.key, lot.issue_number}] = lots_.size();
    lots_.push_back({lot});
  });
  bundle.each_recall(
      [this](const Recall& recall, const std::string& subject, Instant when, bool test) {
        if (!test) recalls_.add(recall_leaf(realm(), recall, subject, when));
      });
  bundle.each_void([this](const Void& voided, std::uint64_t leaf_index, bool test) {
    if (!test) voids_.add(void_text(std::to_string(leaf_index), voided));
  });
  bundle.each_cancelled_lot([this](std::uint64_t leaf_index, bool test) {
    if (!test) cancelled_lots_.add(std::to_string(leaf_index));
  });
}

void BundleComparison::entry(std::uint64_t index, std::string_view text) {
  const std::string_view kind = leaf_kind(text);
  taken_back_.entry(text);
  if (kind == kLotLeafKind) return lot(index, text);
  if (kind == kPrintLeafKind) return print(index, text);
  if (kind == kRollLeafKind) return roll(index, text);
  if (kind == kRollRangeLeafKind) return roll_range(index, text);
  const Lines lines = split(text, '\n');
  if (kind == kRecallLeafKind && lines.size() > 4) recall(index, text);
  if (kind == kVoidLeafKind && lines.size() > 6) cancelled(index, lines);
  if (kind == kLotCancelLeafKind && lines.size() > 3) cancelled_lot(index, lines);
  if (kind == kKeyLeafKind && lines.size() > 6) key(index, lines);
  if (kind == kRecordLeafKind && lines.size() > 6) record(lines);
}

// Facts of no lot are logged by the test realm until the realm itself has a log.
void BundleComparison::test_entry(std::uint64_t index, std::string_view text) {
  const Lines lines = split(text, '\n');
  test_taken_back_.entry(text);
  if (leaf_kind(text) == kRecordLeafKind && lines.size() > 6) record(lines);
  if (leaf_kind(text) == kRecallLeafKind && lines.size() > 5 && lines[2] != "lot") {
    // The same recall under the realm's own name is what the bundle's text was made with.
    std::string own = realm();
    own = std::string(kRecallLeafKind).append("\n").append(own).append("\n");
    for (std::size_t i = 2; i + 1 < lines.size(); ++i) own.append(lines[i]).append("\n");
    if (!recalls_.take(own)) unmatched_.push_back({index, own, true});
  }
}

void BundleComparison::add(const char* code, std::string value, Args args) {
  ++audit_.total_differences;
  if (audit_.differences.size() >= kMaxBundleDifferences) return;
  audit_.differences.push_back(
      Error{.code = code, .value = std::move(value), .args = std::move(args)});
}

void BundleComparison::lot(std::uint64_t index, std::string_view text) {
  const auto leaf = parse_lot_leaf(text);
  if (!leaf) return;
  const auto found = by_number_.find({leaf->header.key_id, leaf->header.issue_number});
  if (found == by_number_.end()) return add("bundle_lot_left_out", leaf->code.text(), at(index));
  LotSeen& seen = lots_[found->second];
  const bool same =
      !seen.logged && seen.told.leaf_index == index && seen.told.gtin == leaf->gtin &&
      seen.told.code == leaf->code.text() && seen.told.packed_on == leaf->header.packed_on &&
      seen.told.shelf_life_days == leaf->header.shelf_life_days && leaf->realm == realm();
  seen.logged = true;
  by_entry_[index] = found->second;
  if (!same) add("bundle_lot_differs", leaf->code.text(), at(index));
}

void BundleComparison::print(std::uint64_t index, std::string_view text) {
  const auto leaf = parse_print_leaf(text);
  if (!leaf) return;
  const auto found = by_entry_.find(leaf->lot_leaf_index);
  if (found == by_entry_.end()) return;  // of a lot that is left out, which is told
  LotSeen& seen = lots_[found->second];
  if (leaf->kind == CodeKind::item_link) return listed(index, *leaf, seen);
  if (leaf->kind != CodeKind::item_seal) return;
  const std::size_t job = seen.jobs++;
  const auto told = seen.told.sealed;
  const std::uint32_t before = job == 0 || job > told.size() ? 0 : told[job - 1].last;
  const bool same = job < told.size() && told[job].last == leaf->last_serial &&
                    before + 1 == leaf->first_serial && told[job].leaf_index == index;
  if (!same) add("bundle_print_differs", seen.told.code, at(index));
}

void BundleComparison::listed(std::uint64_t index, const PrintLeaf& leaf, LotSeen& seen) {
  listed_codes_ += leaf.labels;
  listed_jobs_.emplace_back(index, leaf.labels);
  if (!seen.listed) seen.listed = ListedSerials{{}, index, index};
  seen.listed->last_leaf_index = index;
}

// Each code of a roll is told once, as a lot's that claimed it or as nobody's.
void BundleComparison::roll(std::uint64_t index, std::string_view text) {
  const auto leaf = parse_roll_leaf(text);
  if (!leaf) return;
  listed_codes_ += leaf->labels;
  listed_jobs_.emplace_back(index, leaf->labels);
}

// What a lot claims are listed codes of it from then on.
void BundleComparison::roll_range(std::uint64_t index, std::string_view text) {
  const auto leaf = parse_roll_range_leaf(text);
  if (!leaf || !leaf->lot_leaf_index) return;
  const auto found = by_entry_.find(*leaf->lot_leaf_index);
  if (found == by_entry_.end()) return;  // of a lot that is left out, which is told
  LotSeen& seen = lots_[found->second];
  if (!seen.listed) seen.listed = ListedSerials{{}, index, index};
  seen.listed->last_leaf_index = index;
}

void BundleComparison::recall(std::uint64_t index, std::string_view text) {
  if (!recalls_.take(std::string(text))) unmatched_.push_back({index, std::string(text), false});
}

void BundleComparison::cancelled(std::uint64_t index, const Lines& lines) {
  const std::string text = std::string(lines[2]) + " " + std::string(lines[3]) + "-" +
                           std::string(lines[4]) + " " + std::string(lines[5]);
  if (!voids_.take(text)) add("bundle_void_left_out", text, at(index));
}

void BundleComparison::cancelled_lot(std::uint64_t index, const Lines& lines) {
  const std::string lot(lines[2]);
  if (!cancelled_lots_.take(lot)) add("bundle_lot_cancellation_left_out", lot, at(index));
}

void BundleComparison::key(std::uint64_t index, const Lines& lines) {
  KeySeen& seen = keys_[std::string(lines[2])];
  seen.states.push_back({std::string(lines[3]), std::string(lines[4]), std::string(lines[5])});
  seen.last_index = index;
}

void BundleComparison::record(const Lines& lines) {
  records_[std::string(lines[2]).append(" ").append(lines[3])].emplace_back(lines[5]);
}

}  // namespace temgoc
