// The witnesses that a verifier asks for: one of them must stand behind a log.
#pragma once

#include <string>
#include <vector>

#include "temgoc/log/cosignature.h"

namespace temgoc {

class Witnesses {
 public:
  // Files of C2SP verifier keys, one a line. `file_not_found` and the other codes of read_file,
  // `witnesses_empty` (value: the path), those of VerifierKey::parse.
  static Result<Witnesses> open(const std::vector<std::string>& paths);

  bool asked() const { return !keys_.empty(); }
  // Returns true if none is asked for, or if one of them cosigned the checkpoint at a time that can
  // be: is_plausible_cosigning. `earliest`: what the checkpoint tells of is not older than that.
  bool stand_behind(const SignedNote& checkpoint, Instant now,
                    std::optional<Instant> earliest = {}) const;

 private:
  std::vector<VerifierKey> keys_;
};

}  // namespace temgoc
