// What `temgoc doctor` finds of status lists: a list that has ended, or does not tell of a recall,
// leaves every published credential unbelieved or wrongly believed.
#include <algorithm>
#include <set>

#include "operations/upkeep/doctor_checks.h"
#include "temgoc/exchange/credentials.h"

namespace temgoc {
namespace {

using Level = Diagnosis::Level;
constexpr const char* kCheck = "credentials";
constexpr std::chrono::days kSoon{7};

void look_at_list(const Patient& patient, const StatusListState& list) {
  const Instant now = patient.clock();
  const auto add = [&](Level level, const char* code) {
    patient.add(kCheck, level,
                {.code = code,
                 .value = list.cooperative_id,
                 .args = {{"until", to_iso(list.valid_until)}}});
  };
  if (list.behind) return add(Level::warning, "doctor_status_behind");
  if (list.valid_until < now) return add(Level::warning, "doctor_status_ended");
  if (list.valid_until < now + kSoon) add(Level::note, "doctor_status_ends");
}

}  // namespace

void look_at_credentials(const Patient& patient) {
  // A registry that does not open has its own line.
  const auto registry = Registry::open_read_only(registry_path(patient.order.workplace));
  if (!registry) return;
  // One line for a cooperative, of the list that stands worst.
  std::set<std::string> told;
  auto states =
      status_list_states(*registry, patient.order.workplace, vietnam_day(patient.clock()));
  std::ranges::stable_sort(states, {}, [](const StatusListState& each) {
    return std::pair(!each.behind, each.valid_until);
  });
  for (const StatusListState& each : states)
    if (told.insert(each.cooperative_id).second) look_at_list(patient, each);
}

}  // namespace temgoc
