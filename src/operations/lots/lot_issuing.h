// The steps of issuing a lot, which one lot and a table of lots have in common.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/lots/issue_lot.h"
#include "temgoc/model/certification.h"
#include "temgoc/model/cooperative.h"
#include "temgoc/model/lot.h"
#include "temgoc/model/place.h"
#include "temgoc/model/product.h"
#include "temgoc/seal/lot_seal.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

class SealsAhead;

// What all lots of a product have in common that are packed at one place on one day, with the key
// that will seal them. `key` points into the workplace's trust.
struct LotSubject {
  Product product;
  Cooperative cooperative;
  std::vector<Certification> certifications;
  std::optional<Place> place = {};
  const Trust::Key* key = nullptr;
  // The members of a lot's record that tell of these, by name, as canonical JSON.
  std::map<std::string, std::string> record_members = {};
};
// Those of plan_lot, but for the days'.
Result<LotSubject> read_subject(const Workplace& workplace, const LotDraft& draft);
std::map<std::string, std::string> record_members_of(const LotSubject& subject, Day packed_on);

// A lot that may be issued: what was asked for, and all that is known of it.
struct LotPlan {
  LotDraft draft;
  std::shared_ptr<const LotSubject> subject;
  unsigned shelf_life_days = 0;

  const Trust::Key& key() const { return *subject->key; }
  bool is_test() const { return key().entry.status == KeyStatus::test; }
};

// Those of issue_lot, but for `lot_differs`, `lot_is_cancelled` and those of load_key.
Result<LotPlan> plan_lot(const Workplace& workplace, const LotDraft& draft, IssueMemory& memory);
using SubjectOf = std::function<Result<std::shared_ptr<const LotSubject>>(const LotDraft&)>;
// The same with a subject from elsewhere, which is asked for once the days are right.
Result<LotPlan> plan_lot(const Workplace& workplace, const LotDraft& draft,
                         const SubjectOf& subject_of);

// The key of a plan, opened once. A test lot needs no passphrase. Those of load_key.
Result<SigningKey> open_planned_key(const Workplace& workplace, const LotPlan& plan,
                                    std::string_view passphrase, IssueMemory& memory);

// Registers the lot, or finds the one that was issued under its code or request id. Without a
// `signing_key` its seal is made of zeros: for a trial, which the caller must take back. REQUIRES
// the transaction of Workplace::record. `lot_is_cancelled`, `lot_differs`, `lot_code_end`,
// `lot_code_taken`.
Result<IssuedLot> issue_planned(Workplace& workplace, const LotPlan& plan,
                                const SigningKey* signing_key, SealsAhead* ahead = nullptr);
// What a lot of that plan claims under these numbers.
Claim claim_of(const LotPlan& plan, std::uint32_t issue_number, const LotCode& code);

// The facts in which a standing lot differs from what is asked now; empty: it is the same lot.
std::string differences(const Lot& lot, const LotDraft& draft, unsigned shelf_life_days);

// `trust_list_expired`, of the day and not of a lot.
std::optional<Error> trust_warning(const Workplace& workplace);
// `certificate_not_in_force`, `certificate_ends_soon`, `shelf_life_past_certificate`.
std::optional<Error> certificate_warning(const LotPlan& plan, const Lot& lot);
// `lot_code_too_long_for` (args templates).
std::optional<Error> code_warning(Workplace& workplace, const Lot& lot, IssueMemory& memory);

}  // namespace temgoc
