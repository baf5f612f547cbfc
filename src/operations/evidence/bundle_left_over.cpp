// Tells what a bundle has that its log has not, and the other way round, once all entries are read.
#include <algorithm>
#include <set>

#include "operations/evidence/bundle_comparison.h"
#include "temgoc/base/text.h"

namespace temgoc {

namespace {

std::string subject_of(const std::string& recall) {
  const auto lines = split(recall, '\n');
  return std::string(lines[2]).append(" ").append(lines[3]);
}

// A recall's entry without what only a hash in it binds: the reason, the instruction and the time.
std::string without_words(std::string_view recall) {
  const auto lines = split(recall, '\n');
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 5); ++i)
    text.append(lines[i]).append("\n");
  return text;
}

}  // namespace

void BundleComparison::finish(bool has_test_log) {
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

// Once all is read: the restore that took an entry back stands behind it.
void BundleComparison::finish_unmatched() {
  for (const Unmatched& each : unmatched_) {
    const bool taken = (each.test_log ? test_taken_back_ : taken_back_).has(each.index);
    if (taken && recalls_.take_beginning(without_words(each.recall))) continue;
    add("bundle_recall_left_out", subject_of(each.recall), each.test_log ? Args{} : at(each.index));
  }
}

void BundleComparison::finish_lots() {
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
void BundleComparison::finish_listed() {
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
bool BundleComparison::is_version(const std::vector<std::string>& versions, const std::string& body,
                                  bool latest) {
  const std::string digest = to_hex(sha256(as_bytes(body)));
  return latest ? versions.back() == digest : std::ranges::find(versions, digest) != versions.end();
}

void BundleComparison::finish_records(bool has_test_log) {
  std::set<std::string> told;
  bundle_.each_record([&](const std::string& kind, const std::string& id, const std::string& body) {
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

void BundleComparison::finish_keys() {
  const TrustList& list = bundle_.trust().list();
  for (const IssuerKey& entry : list.keys) {
    if (entry.status == KeyStatus::test) continue;
    const std::string id = to_hex(key_id(entry.realm(list.realm), entry.key));
    const auto found = keys_.find(id);
    const KeySeen seen = found == keys_.end() ? KeySeen{} : found->second;
    const KeyState listed{to_text(entry.status), entry.cut_at ? std::to_string(*entry.cut_at) : "",
                          entry.packed_until ? to_iso(*entry.packed_until) : ""};
    if (listed == seen.states.back()) continue;
    if (std::ranges::find(seen.states, listed) != seen.states.end()) {
      add("bundle_key_behind", id, at(seen.last_index));
    } else {
      add("bundle_key_differs", id, {});
    }
  }
}

}  // namespace temgoc
