// Makes the entry that each row must have and ticks it off; what is left over was hidden.
#include "operations/evidence/log_check_facts.h"

#include <algorithm>
#include <set>

#include "temgoc/base/text.h"
#include "temgoc/bundle/bundle.h"
#include "temgoc/log/log_leaf.h"

namespace temgoc {
namespace {

std::string subject_of(const std::string& entry) {
  const auto lines = split(entry, '\n');
  std::string subject(lines.size() > 3 ? lines[2] : "");
  const std::string_view kind = leaf_kind(entry);
  if (kind == kRecallLeafKind || kind == kRecordLeafKind || kind == kTrustLeafKind)
    subject.append(" ").append(lines[3]);
  return subject;
}

using MakeEntry = std::function<std::string(const std::string& realm)>;

// A fact of no lot stands in the log of either realm.
std::string first_known(const FactBook& facts, const std::vector<std::string>& realms,
                        const MakeEntry& entry) {
  for (const std::string& realm : realms) {
    if (std::string made = entry(realm); facts.knows(made)) return made;
  }
  return entry(realms.front());
}

// A row says at which number its entry stands, and others name it by that.
void claim_at(FactBook& facts, const std::optional<std::string>& entry, std::uint64_t index,
              const char* unlogged, Findings& findings) {
  const auto found = facts.claim(entry, unlogged, findings);
  if (found && *found != index) findings.add(at_index(unlogged, index));
}

void check_rolls(const RegistryAudit& registry, FactBook& facts, Findings& findings) {
  registry.each_roll([&](const std::optional<RegistryAudit::RollRow>& row) {
    claim_at(facts, row ? std::optional(roll_leaf(row->roll, row->codes)) : std::nullopt,
             row ? row->roll.leaf_index : 0, "roll_unlogged", findings);
  });
  registry.each_roll_range([&](const std::optional<RegistryAudit::RollRangeRow>& row) {
    claim_at(facts,
             row ? std::optional(roll_range_leaf(row->realm, row->roll_leaf_index,
                                                 row->lot_leaf_index, row->range))
                 : std::nullopt,
             row ? row->range.leaf_index : 0, "roll_range_unlogged", findings);
  });
}

void check_facts_of_labels(const RegistryAudit& registry, const std::vector<std::string>& realms,
                           FactBook& facts, Findings& findings) {
  registry.each_recall([&](const std::optional<RegistryAudit::RecallRow>& row) {
    std::optional<std::string> entry;
    if (row) {
      const auto made = [&row](const std::string& realm) {
        return recall_leaf(realm, row->recall, row->subject, row->at);
      };
      entry = row->realm.empty() ? first_known(facts, realms, made) : made(row->realm);
    }
    facts.claim(entry, "recall_unlogged", findings);
  });
  registry.each_void([&](const std::optional<RegistryAudit::VoidRow>& row) {
    facts.claim(
        row ? std::optional(void_leaf(row->realm, row->lot_leaf_index, row->voided)) : std::nullopt,
        "void_unlogged", findings);
  });
  registry.each_lot_cancellation([&](const std::optional<RegistryAudit::LotCancellationRow>& row) {
    facts.claim(
        row ? std::optional(lot_cancel_leaf(row->realm, row->lot_leaf_index, row->cancelled))
            : std::nullopt,
        "lot_cancellation_unlogged", findings);
  });
  check_rolls(registry, facts, findings);
  registry.each_reprint([&](const std::optional<RegistryAudit::ReprintRow>& row) {
    facts.claim(row ? std::optional(reprint_leaf(row->realm, row->job)) : std::nullopt,
                "reprint_unlogged", findings);
  });
}

// The hash that the text's entry holds: that of the text itself, or of what it said before a name
// was taken out. What is left then must be what the erasure's own entry says.
std::string logged_hash(const std::string& body, const RegistryAudit::Erased& erased,
                        const Error& edited, Findings& findings) {
  const std::string hash = to_hex(sha256(as_bytes(body)));
  if (!erased.logged) return hash;
  if (erased.remaining != hash) findings.add(edited);
  return *erased.logged;
}

void check_events(const RegistryAudit& registry, const std::vector<std::string>& realms,
                  FactBook& facts, Findings& findings) {
  registry.each_event([&](const std::optional<RegistryAudit::EventRow>& row) {
    std::optional<std::string> entry;
    if (row) {
      const std::string hash =
          logged_hash(row->body, row->erased,
                      {.code = "event_edited", .value = std::to_string(row->id)}, findings);
      entry = first_known(facts, realms, [&](const std::string& realm) {
        return event_leaf_of(realm, row->id, hash, row->at);
      });
    }
    facts.claim(entry, "event_unlogged", findings);
  });
  registry.each_event_error([&](const std::optional<RegistryAudit::EventErrorRow>& row) {
    std::optional<std::string> entry;
    if (row) {
      entry = first_known(facts, realms, [&row](const std::string& realm) {
        return event_error_leaf(realm, row->event_id, row->error);
      });
    }
    facts.claim(entry, "event_error_unlogged", findings);
  });
}

// Those adopted before lists had entries have none: they come before the first that has one.
void check_trust_entries(const RegistryAudit& registry, const std::vector<std::string>& realms,
                         FactBook& facts, Findings& findings) {
  std::set<std::string> begun;
  registry.each_trust_note([&](const RegistryAudit::TrustNoteRow& row) {
    if (row.logged) begun.insert(row.kind);
    if (!begun.contains(row.kind)) return;
    if (!row.logged || !row.note) {
      const std::string name = row.kind + " " + std::to_string(row.version);
      findings.add(Error{.code = "trust_note_unlogged", .value = shortened(name)});
      return;
    }
    const auto entry = first_known(facts, realms, [&row](const std::string& realm) {
      return trust_leaf(realm, row.kind, row.version, row.note->digest, row.note->at);
    });
    facts.claim(entry, "trust_note_unlogged", findings);
  });
}

// Those that belong to no lot may stand in either log.
void check_other_facts(const RegistryAudit& registry, const std::vector<std::string>& realms,
                       FactBook& facts, Findings& findings) {
  const auto claim = [&](const MakeEntry& entry, const char* unlogged) {
    facts.claim(first_known(facts, realms, entry), unlogged, findings);
  };
  // The newest row is the status that counts, so their order must be that of the log.
  std::map<KeyId, std::uint64_t> last_change;
  registry.each_key_change([&](const std::optional<RegistryAudit::KeyStatusRow>& row) {
    const auto index =
        row && row->taken_back
            ? row->taken_back
            : facts.claim(
                  row ? std::optional(key_leaf(row->realm, row->key, row->change)) : std::nullopt,
                  "key_status_unlogged", findings);
    if (!row || !index) return;
    std::uint64_t& last = last_change[row->key];
    if (*index < last)
      findings.add(Error{.code = "key_status_reordered", .value = to_hex(row->key)});
    last = *index;
  });
  registry.each_key([&](const KeyId&, const std::optional<IssuerKeyRecord>& key) {
    facts.claim(key ? std::optional(new_key_leaf(key->realm, key->key, key->cooperative_id,
                                                 key->status, key->created_at))
                    : std::nullopt,
                "issuer_key_unlogged", findings);
  });
  registry.each_record([&](const std::optional<RegistryAudit::RecordRow>& row) {
    if (!row) {
      facts.claim({}, "record_unlogged", findings);
      return;
    }
    const std::string hash =
        logged_hash(row->body, row->erased,
                    {.code = "record_unlogged", .value = row->kind + " " + row->id}, findings);
    claim(
        [&](const std::string& realm) {
          return record_leaf_of(realm, row->kind, row->id, row->version, hash, row->at);
        },
        "record_unlogged");
  });
  registry.each_link([&](const std::optional<RegistryAudit::LinkRow>& row) {
    if (!row) {
      facts.claim({}, "link_unlogged", findings);
      return;
    }
    claim(
        [&row](const std::string& realm) { return link_leaf(realm, row->id, row->body, row->at); },
        "link_unlogged");
    if (!row->removed_at) return;
    claim([&row](
              const std::string& realm) { return link_leaf(realm, row->id, {}, *row->removed_at); },
          "link_unlogged");
  });
  check_events(registry, realms, facts, findings);
  check_trust_entries(registry, realms, facts, findings);
}

}  // namespace

Error at_index(const char* code, std::uint64_t index, std::string value) {
  return {.code = code, .value = std::move(value), .args = {{"index", std::to_string(index)}}};
}

std::optional<const char*> hidden_code(std::string_view kind) {
  static const std::map<std::string_view, const char*> kCodes = {
      {kRecallLeafKind, "recall_hidden"},
      {kVoidLeafKind, "void_hidden"},
      {kLotCancelLeafKind, "lot_cancellation_hidden"},
      {kRollLeafKind, "roll_hidden"},
      {kRollRangeLeafKind, "roll_range_hidden"},
      {kKeyLeafKind, "key_status_hidden"},
      {kNewKeyLeafKind, "issuer_key_hidden"},
      {kRecordLeafKind, "record_hidden"},
      {kLinkLeafKind, "link_hidden"},
      {kReprintLeafKind, "reprint_hidden"},
      {kEventLeafKind, "event_hidden"},
      {kEventErrorLeafKind, "event_error_hidden"},
      {kTrustLeafKind, "trust_note_hidden"},
      {kBundleEntryKind, "bundle_hidden"}};
  const auto found = kCodes.find(kind);
  return found == kCodes.end() ? std::nullopt : std::optional(found->second);
}

void FactBook::logged(std::string_view entry, std::uint64_t index) {
  logged_[std::string(entry)].push_back(index);
}

std::optional<std::uint64_t> FactBook::claim(const std::optional<std::string>& entry,
                                             const char* unlogged, Findings& findings) {
  const auto found = entry ? logged_.find(*entry) : logged_.end();
  if (found == logged_.end() || found->second.empty()) {
    findings.add({.code = unlogged, .value = entry ? subject_of(*entry) : ""});
    return std::nullopt;
  }
  const std::uint64_t index = found->second.front();
  found->second.erase(found->second.begin());
  return index;
}

void FactBook::report_unclaimed(Findings& findings) const {
  for (const auto& [entry, indexes] : logged_) {
    for (const std::uint64_t index : indexes)
      findings.add(at_index(*hidden_code(leaf_kind(entry)), index));
  }
}

void check_bundles(const RegistryAudit& registry, FactBook& facts, Findings& findings) {
  registry.each_bundle([&](const std::optional<RegistryAudit::BundleRow>& row) {
    facts.claim(
        row ? std::optional(bundle_log_entry(row->realm, row->made_at, row->leaf_index, row->facts))
            : std::nullopt,
        "bundle_unlogged", findings);
  });
}

void check_facts(const RegistryAudit& registry, const std::vector<std::string>& realms,
                 FactBook& facts, Findings& findings) {
  check_bundles(registry, facts, findings);
  check_facts_of_labels(registry, realms, facts, findings);
  check_other_facts(registry, realms, facts, findings);
  facts.report_unclaimed(findings);
}

void check_keys(const RegistryAudit& registry, const Trust& trust, Findings& findings) {
  registry.each_key([&](const KeyId& id, const std::optional<IssuerKeyRecord>& key) {
    const bool plain = key && key->id == id && id == key_id(key->realm, key->key) && !key->cut_at &&
                       !key->packed_until &&
                       key->status == (key->realm.ends_with(kTestRealmSuffix) ? KeyStatus::test
                                                                              : KeyStatus::active);
    const auto listed = trust.find(id);
    const bool agrees =
        plain && (listed.empty() || std::ranges::any_of(listed, [&](const auto* of) {
                    return of->entry.key == key->key &&
                           of->entry.cooperative_id == key->cooperative_id;
                  }));
    if (!agrees) findings.add({.code = "issuer_key_edited", .value = to_hex(id)});
  });
}

}  // namespace temgoc
