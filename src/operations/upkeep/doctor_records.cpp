// What `temgoc doctor` finds of registry, log, trust list and clock.
#include <algorithm>

#include "operations/upkeep/doctor_checks.h"
#include "temgoc/base/files.h"
#include "temgoc/check/certificate_words.h"
#include "temgoc/log/log_salvage.h"
#include "temgoc/registry/registry_audit.h"
#include "temgoc/registry/registry_copy.h"
#include "temgoc/upkeep/backup.h"
#include "temgoc/workplace/workplace_clock.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

using Level = Diagnosis::Level;
using std::chrono::days;

constexpr days kSoon{60};
constexpr std::size_t kMostNamed = 10;
constexpr std::size_t kEntriesAtOnce = 10'000;

Error counted(const char* code, std::uint64_t count, std::string value = {}) {
  return {.code = code, .value = std::move(value), .args = {{"count", std::to_string(count)}}};
}

void look_at_certificates(const Patient& patient, const Registry& registry) {
  const Day today = vietnam_day(patient.clock());
  std::size_t named = 0;
  for (const Certification& each : registry.certifications("")) {
    const auto end = valid_through(each);
    if (!end || end->last < today || end->last > today + kSoon || ++named > kMostNamed) continue;
    patient.add(
        "certificates", Level::note,
        {.code = "doctor_certificate_ends", .value = each.id, .args = {{"end", date_words(*end)}}});
  }
}

void look_at_jobs(const Patient& patient, const Registry& registry) {
  const auto records = registry.print_records({.lot_id = {}, .limit = 100});
  const auto unfinished = std::ranges::count_if(
      records, [](const PrintRecord& record) { return state_of(record) == PrintState::printing; });
  if (unfinished > 0)
    patient.add("print_jobs", Level::note,
                counted("doctor_jobs_unfinished", static_cast<std::uint64_t>(unfinished)));
}

void look_at_waiting(const Patient& patient, std::uint64_t waiting) {
  if (waiting == 0) return;
  const Error what = counted("doctor_entries_waiting", waiting);
  patient.mendable("registry", Level::note, what, [&]() -> Result<void> {
    auto workplace =
        Workplace::open(patient.order.workplace, Actor{}, patient.clock, patient.random);
    if (!workplace) return workplace.error();
    auto admitted = admit_waiting_entries(*workplace, patient.order.lost_reason);
    if (!admitted) return admitted.error();
    return *admitted == waiting ? Result<void>()
                                : counted("doctor_entries_still_waiting", waiting - *admitted);
  });
}

// The head of the first `size` entries of the registry.
TreeHead head_of(const Registry& registry, const std::string& realm, std::uint64_t size) {
  TreeBuilder tree;
  while (tree.size() < size) {
    const auto some = registry.log_entries(
        realm, tree.size(), std::min<std::uint64_t>(kEntriesAtOnce, size - tree.size()));
    if (some.empty()) break;
    for (const std::string& entry : some) tree.add(leaf_hash(as_bytes(entry)));
  }
  return tree.head();
}

// The damaged folder stays beside the new one: it is evidence.
Result<void> rebuild(const Patient& patient, const Registry& registry, const std::string& realm,
                     const fs::path& folder, const std::string& note) {
  fs::path aside = folder;
  aside += ".damaged-" + std::to_string(patient.clock().time_since_epoch().count());
  give_name(folder, aside);
  return rebuild_log(
      folder, realm,
      [&](std::uint64_t from, std::size_t limit) {
        return registry.log_entries(realm, from, limit);
      },
      note);
}

Result<void> settle(const Patient& patient) {
  auto workplace = Workplace::open(patient.order.workplace, Actor{}, patient.clock, patient.random);
  return workplace ? workplace->settle_logs() : workplace.error();
}

void look_at_log(const Patient& patient, const Registry& registry, const std::string& realm,
                 const fs::path& folder, const TrustList& trust) {
  const std::uint64_t entries = registry.log_size(realm);
  const SalvagedLog log = salvage_log(folder, [](std::uint64_t, std::string_view) {});
  if (!log.checkpoint_note) {
    if (entries > 0) patient.add("log", Level::fault, {"log_missing", {}, realm});
    return;
  }
  const auto note = SignedNote::parse(*log.checkpoint_note);
  const auto key = VerifyKey::admit(trust.log_key);
  if (!log.checkpoint || log.checkpoint->origin != realm || !note || !key ||
      !note_signed_by(*note, realm, *key))
    return patient.add("log", Level::fault, {"log_checkpoint_unsigned", {}, realm});
  const TreeHead& signed_head = log.checkpoint->head;
  if (signed_head.size > entries) {
    return patient.add("log", Level::fault,
                       {.code = "doctor_registry_behind",
                        .value = realm,
                        .args = {{"entries", std::to_string(entries)},
                                 {"published", std::to_string(signed_head.size)}}});
  }
  if (head_of(registry, realm, signed_head.size) != signed_head)
    return patient.add("log", Level::fault, {"doctor_log_differs", {}, realm});
  // From here on the registry proves every entry up to the signed root.
  auto opened = TileLog::open(folder, realm);
  if (!opened || !log.root_agrees || opened->checkpoint()->head != signed_head) {
    patient.mendable("log", Level::fault, {"doctor_log_damaged", {}, realm}, [&] {
      return rebuild(patient, registry, realm, folder, *log.checkpoint_note);
    });
  }
  if (signed_head.size < entries) {
    patient.mendable("log", Level::note,
                     counted("doctor_log_pending", entries - signed_head.size, realm),
                     [&] { return settle(patient); });
  }
}

}  // namespace

void look_at_registry(const Patient& patient, const Settings& settings) {
  const fs::path path = registry_path(patient.order.workplace);
  auto registry = Registry::open_read_only(path);
  if (!registry && registry.error().code == "registry_too_old") {
    patient.mendable("registry", Level::note, registry.error(), [&]() -> Result<void> {
      auto newer = Registry::open(path);
      return newer ? Result<void>() : newer.error();
    });
    registry = Registry::open_read_only(path);
  }
  if (!registry) return patient.add("registry", Level::fault, registry.error());
  std::uint64_t waiting = 0;
  {
    const RegistryAudit audit = RegistryAudit::of(*registry);
    for (const std::string& damage : audit.file_damage())
      patient.add("registry", Level::fault, {"registry_file_damaged", {}, damage});
    for (const std::string& tables : audit.rows_missing())
      patient.add("registry", Level::fault, {"rows_missing", {}, tables});
    waiting = audit.entries_waiting();
  }
  if (auto hosts = check_hosts(settings, *registry); !hosts)
    patient.add("address", Level::fault, hosts.error());
  look_at_waiting(patient, waiting);
  look_at_jobs(patient, *registry);
  look_at_certificates(patient, *registry);
}

void look_at_logs(const Patient& patient, const Settings& settings, const TrustList& trust) {
  auto registry = Registry::open_read_only(registry_path(patient.order.workplace));
  if (!registry) return patient.add("log", Level::fault, registry.error());
  for (const bool test : {false, true}) {
    const std::string realm = settings.realm + std::string(test ? kTestRealmSuffix : "");
    look_at_log(patient, *registry, realm, log_folder(patient.order.workplace, test), trust);
  }
}

void look_at_trust(const Patient& patient, const TrustList& trust) {
  const Instant now = patient.clock();
  const std::string end = to_dmy(vietnam_day(trust.expires_at));
  if (trust.expires_at <= now) {
    patient.add("trust", Level::fault, {"trust_list_expired", {}, end});
  } else if (trust.expires_at - now < kSoon) {
    patient.add("trust", Level::warning, {"doctor_trust_ends", {}, end});
  }
}

void look_at_clock(const Patient& patient, const TrustList& trust) {
  const Instant now = patient.clock();
  const auto registry = Registry::open_read_only(registry_path(patient.order.workplace));
  if (!registry) return;  // named already
  const Instant last =
      last_fact(patient.order.workplace, *registry, trust).value_or(trust.issued_at);
  const std::map<std::string, std::string> args = {{"now", to_dmy(vietnam_day(now))},
                                                   {"last", to_dmy(vietnam_day(last))}};
  if (now + kClockMayLag < last)
    patient.add("clock", Level::fault, {.code = "doctor_clock_behind", .args = args});
  else if (now > last + kClockMayLead)
    patient.add("clock", Level::warning, {.code = "doctor_clock_ahead", .args = args});
}

}  // namespace temgoc
