// Runs every check, turns each failure into a finding, and draws and reads one trial label.
#include "temgoc/upkeep/doctor.h"

#include "operations/upkeep/backup_copy.h"
#include "operations/upkeep/backup_people.h"
#include "operations/upkeep/doctor_checks.h"
#include "temgoc/label/sample_notice.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/read_back.h"
#include "temgoc/printing/trial_items.h"
#include "temgoc/workplace/public_files.h"
#include "temgoc/workplace/public_trust.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

using Level = Diagnosis::Level;
using Look = std::function<void()>;

constexpr const char* kTrialTemplate = "roll-60x40-seal";

// Whatever breaks while one thing is looked at is noted, and the next is looked at.
void look(const Patient& patient, const char* check, const Look& at) {
  const std::size_t before = patient.diagnoses.size();
  try {
    at();
  } catch (const SystemFailure& failure) {
    patient.add(check, Level::fault, failure.error());
  } catch (const std::exception& failure) {
    patient.add(check, Level::fault, {"unexpected", {}, failure.what()});
  }
  if (patient.diagnoses.size() == before) patient.good(check);
}

}  // namespace

std::string to_text(Diagnosis::Level level) {
  switch (level) {
    case Level::good:
      return "good";
    case Level::note:
      return "note";
    case Level::warning:
      return "warning";
    case Level::fault:
      break;
  }
  return "fault";
}

void Patient::mendable(const char* check, Level level, Error what,
                       const std::function<Result<void>()>& put_right) const {
  if (order.mend) {
    const auto done = put_right();
    if (done) {
      diagnoses.push_back({check, level, std::move(what), true});
      return;
    }
    add(check, Level::fault, done.error());
  }
  add(check, level, std::move(what));
}

// Draws a label and reads its code back: the fonts, the drawing and the reading in one.
void look_at_labels(const Patient& patient) {
  auto label = find_template(patient.order.workplace, kTrialTemplate);
  if (!label) return patient.add("labels", Level::fault, label.error());
  const TrialItems trial = trial_items(nullptr, *label);
  const PrivateFolder scratch;
  const fs::path pdf = scratch.path() / "trial.pdf";
  LabelJob job{.label = *label};
  job.dpi = label->stock.dpi;
  job.count = 1;
  job.sample = true;
  job.next = [&] { return std::optional(trial.items.front()); };
  auto drawn = print_labels(job, pdf);
  if (!drawn) return patient.add("labels", Level::fault, drawn.error());
  auto read = read_back(pages_of_pdf(pdf, job.dpi), *label, {},
                        {{.label = 1, .page = 1, .cell = 0, .uri = trial.items.front().uri}});
  if (!read) patient.add("labels", Level::fault, read.error());
}

std::vector<Diagnosis> look_over(const DoctorOrder& order, const Clock& clock,
                                 const RandomSource& random) {
  std::vector<Diagnosis> diagnoses;
  const Patient patient{order, clock, random, diagnoses};
  auto settings = Settings::read(order.workplace);
  if (settings) {
    patient.good("settings");
  } else {
    patient.add("settings", Level::fault, settings.error());
  }
  look(patient, "disk", [&] { look_at_disk(patient); });
  look(patient, "labels", [&] { look_at_labels(patient); });
  if (!settings) return diagnoses;
  if (settings->hosts.empty())
    patient.add("address", Level::note, {"doctor_no_host"});
  else
    patient.good("address");
  look(patient, "registry", [&] { look_at_registry(patient, *settings); });
  std::optional<PublicTrust> trust;
  look(patient, "trust", [&] {
    // A registry that does not open has its own line.
    const auto registry = Registry::open_read_only(registry_path(order.workplace));
    if (!registry) return;
    auto read = read_public_trust(order.workplace, *settings, *registry);
    if (!read) return patient.add("trust", Level::fault, read.error());
    trust.emplace(*std::move(read));
    look_at_trust(patient, trust->trust.list());
  });
  if (trust) {
    const TrustList& list = trust->trust.list();
    look(patient, "clock", [&] { look_at_clock(patient, list); });
    look(patient, "keys", [&] { look_at_keys(patient, list); });
    look(patient, "log", [&] { look_at_logs(patient, *settings, list); });
  }
  look(patient, "console", [&] {
    if (const auto people = people_text(order.workplace); !people)
      patient.add("console", Level::fault, people.error());
  });
  look(patient, "pictures", [&] { look_at_kept_files(patient); });
  look(patient, "credentials", [&] { look_at_credentials(patient); });
  look(patient, "leftovers", [&] { look_at_leftovers(patient); });
  look(patient, "backups", [&] { look_at_backups(patient); });
  return diagnoses;
}

}  // namespace temgoc
