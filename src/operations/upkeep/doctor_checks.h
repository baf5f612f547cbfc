// The parts of `temgoc doctor`. Each adds what it finds.
#pragma once

#include <functional>
#include <vector>

#include "temgoc/upkeep/doctor.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {

// What the checks look at and write into.
struct Patient {
  const DoctorOrder& order;
  const Clock& clock;
  const RandomSource& random;
  std::vector<Diagnosis>& diagnoses;

  void add(const char* check, Diagnosis::Level level, Error what) const {
    diagnoses.push_back({check, level, std::move(what)});
  }
  void good(const char* check) const { diagnoses.push_back({check, Diagnosis::Level::good}); }
  // A finding that can be put right: `put_right` returns why it could not.
  void mendable(const char* check, Diagnosis::Level level, Error what,
                const std::function<Result<void>()>& put_right) const;
};

void look_at_registry(const Patient& patient, const Settings& settings);
// The log of one realm against its registry.
void look_at_logs(const Patient& patient, const Settings& settings, const TrustList& trust);
void look_at_trust(const Patient& patient, const TrustList& trust);
void look_at_keys(const Patient& patient, const TrustList& trust);
void look_at_clock(const Patient& patient, const TrustList& trust);
void look_at_disk(const Patient& patient);
void look_at_leftovers(const Patient& patient);
void look_at_backups(const Patient& patient);
void look_at_labels(const Patient& patient);
// Pictures and scans that records name.
void look_at_kept_files(const Patient& patient);
// Status lists behind published credentials.
void look_at_credentials(const Patient& patient);

}  // namespace temgoc
