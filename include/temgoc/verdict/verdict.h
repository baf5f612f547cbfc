// The one place that decides what a label proves. Pure: the same inputs give the same verdict,
// online and offline.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "temgoc/model/lot_facts.h"
#include "temgoc/scan/scan.h"
#include "temgoc/seal/trust_list.h"

namespace temgoc {

// In order of precedence, the gravest first and `valid` last: the first that applies is the
// headline.
enum class Headline {
  forged,
  unknown,
  recalled,
  wrong_site,
  void_label,
  unused,
  suspected_copy,
  expired,
  unsealed,
  cannot_check,
  valid
};
std::string to_text(Headline headline);  // "void" for void_label
int exit_code(Headline headline);        // 23 24 21 27 26 29 22 20 28 25 0

enum class Outcome { pass, fail, not_checked, not_applicable };
std::string to_text(Outcome outcome);

struct Checks {
  Outcome readable = Outcome::not_checked;
  Outcome key = Outcome::not_checked;
  Outcome signature = Outcome::not_checked;
  Outcome host = Outcome::not_checked;
  Outcome scope = Outcome::not_checked;
  Outcome issued = Outcome::not_checked;
  Outcome status = Outcome::not_checked;
  Outcome dates = Outcome::not_checked;
  Outcome certification = Outcome::not_checked;
  Outcome copies = Outcome::not_checked;
  Outcome freshness = Outcome::not_checked;
  bool operator==(const Checks&) const = default;
};

enum class Proof { none, listed, sealed };
enum class Basis { none, trust_list, bundle, registry };
std::string to_text(Proof proof);
std::string to_text(Basis basis);  // "" for none

// A headline with its reason code (empty: none).
struct Finding {
  Headline headline = Headline::cannot_check;
  std::string reason;
  bool operator==(const Finding&) const = default;
};

// What the verdict may say of a certification.
struct CertificationFinding {
  Certification certification;
  std::optional<bool> in_force_on_packing;
  std::optional<bool> in_force_today;
};

// When offline data was made, until when it is in force, and until when it may be used past that.
struct DataTerm {
  Instant made_at;
  Instant expires_at;
  Instant grace_until;
};
// How old it is at the moment of the verdict, for the words.
struct DataAge {
  DataTerm term;
  Instant now;
  // fresh: to expires_at; grace: to grace_until; expired: after it.
  enum class State { fresh, grace, expired };
  State state() const;
  // What the device's clock says beside the data: behind: before the data was made; ahead: more
  // than a year past its grace.
  enum class ClockLooks { plausible, behind, ahead };
  ClockLooks clock_looks() const;
};
std::string to_text(DataAge::State state);
std::string to_text(DataAge::ClockLooks looks);

// The default is `cannot_check`. For forged and unknown the label's own words stay in `claimed`
// alone: cooperative, product, lot and certifications are then empty.
struct Verdict {
  Finding main{Headline::cannot_check, "not_decided"};
  std::vector<Finding> also;  // the other findings, gravest first, without `valid`
  Proof proof = Proof::none;
  Basis basis = Basis::none;
  Checks checks;
  // The realm whose trust list bears the key of a label that is believed. Of two realms either may
  // name the same product numbers, sites and cooperatives: this is who says it.
  std::optional<std::string> realm = {};
  // The other realms asked whose lists claim this product number too; set by check_label.
  std::vector<std::string> also_claimed_by = {};
  std::optional<std::string> cooperative_id;
  std::optional<std::string> cooperative_name;
  std::optional<Gtin> gtin;
  std::optional<LotCode> lot_code;
  std::optional<Serial> serial;
  std::optional<Day> packed_on;
  std::optional<Day> expires_on;
  std::vector<CertificationFinding> certifications;  // meaningful when certifications_known
  bool certifications_known = false;
  std::optional<Scanned> claimed;   // what an unbelieved label says of itself; then proof is none
  std::optional<LotFacts> facts;    // those that the verdict rests on, for the page and the words
  std::optional<DataAge> data_age;  // of a bundle that was asked; set by check_label
  // Of a product's own link or barcode, which is no label: who makes what, where that is known. It
  // vouches for nothing. Set by check_label.
  std::optional<ProductNames> named_product = {};
};

// What receipts prove of the scanned claim, without a source of facts.
struct LogPosition {
  std::uint64_t leaf_index = 0;  // of the lot's entry
  // Of the entry, in the same log, of the print job of this lot whose range holds the serial. None:
  // no serial, or no receipt proves it.
  std::optional<std::uint64_t> print_leaf_index = {};
};

// What the caller knows besides the scan. `facts` are looked at for the bases bundle and registry
// alone; without them there the verdict is `cannot_check`, `no_facts`.
struct Knowledge {
  const Trust& trust;
  std::optional<LotFacts> facts;    // none: no source of facts was asked
  Basis basis = Basis::trust_list;  // of `facts`, or trust_list without them
  Day today;                        // the day to judge use-by and certificates for
  Instant now;                      // the moment to judge the age of list and facts for
  std::optional<Instant> facts_valid_until =
      {};  // bundle: expiry with grace, needed there; registry: none
  CopyThresholds copies = {};
  std::optional<LogPosition> logged = {};  // none: no receipt for this label
  bool unwitnessed = false;  // of `facts`: a witness is asked for, and none stands behind their log
};

// Total and without side effects; docs/verdict.md is its rule book and the list of its reason
// codes. Never throws for what it is given: what throws (memory, OpenSSL) is a SystemFailure or std
// exception and no verdict.
Verdict decide(const Scanned& scanned, Knowledge knowledge);

}  // namespace temgoc
