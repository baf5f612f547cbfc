// The receipts that a verifier was given, each proved before any label is looked at.
#pragma once

#include <string>
#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/log/receipt.h"
#include "temgoc/verdict/verdict.h"
#include "verify_cli/witnesses.h"

namespace temgoc {

class Receipts {
 public:
  // `receipt_needs_trust` (an empty trust), `file_not_found`, those of Receipt::parse and
  // check_receipt, `receipt_not_witnessed` (value: the path).
  static Result<Receipts> open(const std::vector<std::string>& paths, const Trust& trust,
                               const Witnesses& witnesses, Instant now);

  bool empty() const { return proven_.empty(); }
  const std::vector<ProvenEntry>& proven() const { return proven_; }
  // Where the scanned lot stands in its log; none where no receipt is of it.
  std::optional<LogPosition> position_of(const Scanned& scanned) const;

 private:
  // The first entry, in the log of `lot`, of a print job of that lot whose range holds the serial.
  std::optional<std::uint64_t> print_job_of(const ProvenEntry& lot, const Serial& serial) const;

  std::vector<ProvenEntry> proven_;
};

Json receipt_json(const ProvenEntry& proven);

}  // namespace temgoc
