// Ticks off a fact of the bundle for each log entry, and reports what is left on either side.
#include "temgoc/evidence/bundle_audit.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "temgoc/base/text.h"
#include "temgoc/log/log.h"
#include "temgoc/log/log_audit.h"
#include "temgoc/log/log_entry.h"
#include "temgoc/log/log_leaf.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

using Lines = std::vector<std::string_view>;
using Args = std::map<std::string, std::string>;

Args at(std::uint64_t index) { return {{"index", std::to_string(index)}}; }

// Facts by their text, each as often as it stands there.
class Counted {
 public:
  void add(std::string text) { ++left_[std::move(text)]; }
  // Takes one away; false where there is none left.
  bool take(const std::string& text) {
    const auto found = left_.find(text);
    if (found == left_.end() || found->second == 0) return false;
    --found->second;
    return true;
  }
  // Likewise, of one that begins so.
  bool take_beginning(const std::string& text) {
    for (auto at = left_.lower_bound(text); at != left_.end() && at->first.starts_with(text); ++at)
      if (at->second > 0) return --at->second, true;
    return false;
  }
  template <class Visit>
  void each_left(Visit visit) const {
    for (const auto& [text, count] : left_) {
      for (std::uint64_t i = 0; i < count; ++i) visit(text);
    }
  }

 private:
  std::map<std::string, std::uint64_t> left_;
};

// What the log says of the labels of one lot.
struct LotSeen {
  BundleLot told;
  bool logged = false;
  std::size_t jobs = 0;  // sealed jobs met so far
  std::optional<ListedSerials> listed = {};
};

// A void without who and why, which no bundle tells.
std::string void_text(std::string_view lot, const Void& voided) {
  return std::string(lot) + " " + std::to_string(voided.first) + "-" + std::to_string(voided.last) +
         " " + voided.listed_serial;
}

std::string subject_of(const std::string& recall) {
  const Lines lines = split(recall, '\n');
  return std::string(lines[2]).append(" ").append(lines[3]);
}

// A recall's entry without what only a hash in it binds: the reason, the instruction and the time.
std::string without_words(std::string_view recall) {
  const Lines lines = split(recall, '\n');
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 5); ++i)
    text.append(lines[i]).append("\n");
  return text;
}

// The entries of one log that restores took back: of their facts the words and the listed serials
// are lost.
class TakenBack {
 public:
  void entry(std::string_view text) {
    if (const auto restore = parse_restore_leaf(text))
      ranges_.emplace_back(restore->first, restore->end);
  }
  bool has(std::uint64_t index) const {
    return std::ranges::any_of(
        ranges_, [&](const auto& range) { return range.first <= index && index < range.second; });
  }

 private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges_;
};

// One status of a key, as its entry and the trust list tell it.
struct KeyState {
  std::string status = "active";
  std::string cut_at = {};
  std::string packed_until = {};
  bool operator==(const KeyState&) const = default;
};
struct KeySeen {
  std::vector<KeyState> states{KeyState{}};  // oldest first
  std::uint64_t last_index = 0;
};

class Comparison {
 public:
  Comparison(const Bundle& bundle, BundleAudit& audit) : bundle_(bundle), audit_(audit) {
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

  void entry(std::uint64_t index, std::string_view text) {
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
  void test_entry(std::uint64_t index, std::string_view text) {
    const Lines lines = split(text, '\n');
    test_taken_back_.entry(text);
    if (leaf_kind(text) == kRecordLeafKind && lines.size() > 6) record(lines);
    if (leaf_kind(text) == kRecallLeafKind && lines.size() > 5 && lines[2] != "lot") {
      // The same recall under the realm's own name is what the bundle's text was made with.
      std::string own = realm();
      own = std::string(kRecallLeafKind) + "\n" + own + "\n";
      for (std::size_t i = 2; i + 1 < lines.size(); ++i) own.append(lines[i]).append("\n");
      if (!recalls_.take(own)) unmatched_.push_back({index, own, true});
    }
  }

  void finish(bool has_test_log) {
    finish_lots();
    finish_unmatched();
    recalls_.each_left([&](const std::string& text) {
      const bool of_lot = split(text, '\n')[2] == "lot";
      if (!of_lot && !has_test_log) {
        ++audit_.not_compared;
      } else {
        add("bundle_recall_not_in_log", subject_of(text), {});
      }
    });
    voids_.each_left([&](const std::string& text) { add("bundle_void_not_in_log", text, {}); });
    cancelled_lots_.each_left(
        [&](const std::string& text) { add("bundle_lot_cancellation_not_in_log", text, {}); });
    finish_listed();
    finish_records(has_test_log);
    finish_keys();
  }

 private:
  std::string realm() const { return bundle_.manifest().realm; }

  void add(const char* code, std::string value, Args args) {
    ++audit_.total_differences;
    if (audit_.differences.size() >= kMaxBundleDifferences) return;
    audit_.differences.push_back(
        Error{.code = code, .value = std::move(value), .args = std::move(args)});
  }

  void lot(std::uint64_t index, std::string_view text) {
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

  void print(std::uint64_t index, std::string_view text) {
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

  void listed(std::uint64_t index, const PrintLeaf& leaf, LotSeen& seen) {
    listed_codes_ += leaf.labels;
    listed_jobs_.emplace_back(index, leaf.labels);
    if (!seen.listed) seen.listed = ListedSerials{{}, index, index};
    seen.listed->last_leaf_index = index;
  }

  // Each code of a roll is told once, as a lot's that claimed it or as nobody's.
  void roll(std::uint64_t index, std::string_view text) {
    const auto leaf = parse_roll_leaf(text);
    if (!leaf) return;
    listed_codes_ += leaf->labels;
    listed_jobs_.emplace_back(index, leaf->labels);
  }

  // What a lot claims are listed codes of it from then on.
  void roll_range(std::uint64_t index, std::string_view text) {
    const auto leaf = parse_roll_range_leaf(text);
    if (!leaf || !leaf->lot_leaf_index) return;
    const auto found = by_entry_.find(*leaf->lot_leaf_index);
    if (found == by_entry_.end()) return;  // of a lot that is left out, which is told
    LotSeen& seen = lots_[found->second];
    if (!seen.listed) seen.listed = ListedSerials{{}, index, index};
    seen.listed->last_leaf_index = index;
  }

  void recall(std::uint64_t index, std::string_view text) {
    if (!recalls_.take(std::string(text))) unmatched_.push_back({index, std::string(text), false});
  }

  // Once all is read: the restore that took an entry back stands behind it.
  void finish_unmatched() {
    for (const Unmatched& each : unmatched_) {
      const bool taken = (each.test_log ? test_taken_back_ : taken_back_).has(each.index);
      if (taken && recalls_.take_beginning(without_words(each.recall))) continue;
      add("bundle_recall_left_out", subject_of(each.recall),
          each.test_log ? Args{} : at(each.index));
    }
  }

  void cancelled(std::uint64_t index, const Lines& lines) {
    const std::string text = std::string(lines[2]) + " " + std::string(lines[3]) + "-" +
                             std::string(lines[4]) + " " + std::string(lines[5]);
    if (!voids_.take(text)) add("bundle_void_left_out", text, at(index));
  }

  void cancelled_lot(std::uint64_t index, const Lines& lines) {
    const std::string lot(lines[2]);
    if (!cancelled_lots_.take(lot)) add("bundle_lot_cancellation_left_out", lot, at(index));
  }

  void key(std::uint64_t index, const Lines& lines) {
    KeySeen& seen = keys_[std::string(lines[2])];
    seen.states.push_back({std::string(lines[3]), std::string(lines[4]), std::string(lines[5])});
    seen.last_index = index;
  }

  void record(const Lines& lines) {
    records_[std::string(lines[2]).append(" ").append(lines[3])].emplace_back(lines[5]);
  }

  void finish_lots() {
    for (const LotSeen& seen : lots_) {
      if (!seen.logged) {
        add("bundle_lot_not_in_log", seen.told.code, {});
        continue;
      }
      const bool same_links =
          seen.listed.has_value() == seen.told.listed.has_value() &&
          (!seen.listed || (seen.listed->first_leaf_index == seen.told.listed->first_leaf_index &&
                            seen.listed->last_leaf_index == seen.told.listed->last_leaf_index));
      if (seen.jobs < seen.told.sealed.size() || !same_links)
        add("bundle_print_not_in_log", seen.told.code, {});
    }
  }

  // Where months are left out there may be fewer, and of jobs that a restore took back.
  void finish_listed() {
    const std::uint64_t have = bundle_.listed_codes(false);
    std::uint64_t lost = 0;
    for (const auto& [index, labels] : listed_jobs_) lost += taken_back_.has(index) ? labels : 0;
    if (have < listed_codes_ && have + lost >= listed_codes_) return;
    const bool some_left_out = bundle_.manifest().listed_from.has_value();
    if (have == listed_codes_ || (some_left_out && have < listed_codes_)) return;
    add("bundle_listed_differs", "",
        {{"have", std::to_string(have)}, {"logged", std::to_string(listed_codes_)}});
  }

  // A record is told as it stands now, then as it stood when lots of it were issued.
  static bool is_version(const std::vector<std::string>& versions, const std::string& body,
                         bool latest) {
    const std::string digest = to_hex(sha256(as_bytes(body)));
    return latest ? versions.back() == digest
                  : std::ranges::find(versions, digest) != versions.end();
  }

  void finish_records(bool has_test_log) {
    std::set<std::string> told;
    bundle_.each_record(
        [&](const std::string& kind, const std::string& id, const std::string& body) {
          const std::string name = kind + " " + id;
          const auto found = records_.find(name);
          const bool first = told.insert(name).second;
          if (found == records_.end() && !has_test_log) {
            ++audit_.not_compared;
          } else if (found == records_.end() || !is_version(found->second, body, first)) {
            add("bundle_record_differs", name, {});
          }
        });
  }

  void finish_keys() {
    const TrustList& list = bundle_.trust().list();
    for (const IssuerKey& entry : list.keys) {
      if (entry.status == KeyStatus::test) continue;
      const std::string id = to_hex(key_id(entry.realm(list.realm), entry.key));
      const auto found = keys_.find(id);
      const KeySeen seen = found == keys_.end() ? KeySeen{} : found->second;
      const KeyState listed{to_text(entry.status),
                            entry.cut_at ? std::to_string(*entry.cut_at) : "",
                            entry.packed_until ? to_iso(*entry.packed_until) : ""};
      if (listed == seen.states.back()) continue;
      if (std::ranges::find(seen.states, listed) != seen.states.end()) {
        add("bundle_key_behind", id, at(seen.last_index));
      } else {
        add("bundle_key_differs", id, {});
      }
    }
  }

  const Bundle& bundle_;
  BundleAudit& audit_;
  std::vector<LotSeen> lots_;
  std::map<std::pair<KeyId, std::uint32_t>, std::size_t> by_number_;  // in lots_
  std::unordered_map<std::uint64_t, std::size_t> by_entry_;           // likewise
  // Recalls of the log that the bundle does not tell of word for word.
  struct Unmatched {
    std::uint64_t index = 0;
    std::string recall = {};
    bool test_log = false;
  };
  std::vector<Unmatched> unmatched_;
  TakenBack taken_back_, test_taken_back_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> listed_jobs_;  // entry, labels
  Counted recalls_;                                                   // by their entries
  Counted voids_;
  Counted cancelled_lots_;                                   // by the numbers of the lots' entries
  std::map<std::string, KeySeen> keys_;                      // by id
  std::map<std::string, std::vector<std::string>> records_;  // SHA-256 of each version
  std::uint64_t listed_codes_ = 0;
};

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
  Comparison comparison(bundle, audit);
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
