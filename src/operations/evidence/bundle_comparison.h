// A bundle held against a log: each entry ticks off a fact, and what is left on either side is
// told.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "temgoc/evidence/bundle_audit.h"
#include "temgoc/log/log_entry.h"
#include "temgoc/log/log_leaf.h"

namespace temgoc {

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

class BundleComparison {
 public:
  BundleComparison(const Bundle& bundle, BundleAudit& audit);
  void entry(std::uint64_t index, std::string_view text);
  void test_entry(std::uint64_t index, std::string_view text);
  void finish(bool has_test_log);

 private:
  using Lines = std::vector<std::string_view>;
  using Args = std::map<std::string, std::string>;
  static Args at(std::uint64_t index) { return {{"index", std::to_string(index)}}; }

  std::string realm() const { return bundle_.manifest().realm; }

  void add(const char* code, std::string value, Args args);
  void lot(std::uint64_t index, std::string_view text);
  void print(std::uint64_t index, std::string_view text);
  void listed(std::uint64_t index, const PrintLeaf& leaf, LotSeen& seen);
  void roll(std::uint64_t index, std::string_view text);
  void roll_range(std::uint64_t index, std::string_view text);
  void recall(std::uint64_t index, std::string_view text);
  void finish_unmatched();
  void cancelled(std::uint64_t index, const Lines& lines);
  void cancelled_lot(std::uint64_t index, const Lines& lines);
  void key(std::uint64_t index, const Lines& lines);
  void record(const Lines& lines);
  void finish_lots();
  void finish_listed();
  static bool is_version(const std::vector<std::string>& versions, const std::string& body,
                         bool latest);
  void finish_records(bool has_test_log);
  void finish_keys();

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

}  // namespace temgoc
