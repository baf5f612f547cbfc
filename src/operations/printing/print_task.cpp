// Makes the link and the texts of each label, opens the key that seals it, reloads recorded jobs.
#include "operations/printing/print_task.h"

#include <algorithm>

#include "temgoc/seal/lot_seal.h"

namespace temgoc {
namespace {

std::string sealed_item(const PrintTask& task, const Serial& serial) {
  SealedClaim sealed{task.seal.claim, {}};
  sealed.claim.serial = serial;
  if (task.key) sealed.signature = task.key->sign(signed_message(sealed.claim, task.lot.realm));
  return sealed_uri(task.lot.host, sealed);
}

// A retired key seals nothing new; the same claim again has the same bytes. A stolen one seals
// nothing at all.
bool may_seal(KeyStatus status, Serials serials) {
  if (status == KeyStatus::retired) return serials == Serials::recorded;
  return status != KeyStatus::cut;
}

Error not_in_use(const IssuerKeyRecord& key) {
  return {"key_not_in_use", "key", to_hex(key.id), {}, {{"status", to_text(key.status)}}};
}

}  // namespace

Result<LabelTemplate> frozen_template(const Registry& registry, const PrintJob& job) {
  const auto text = registry.template_text(job.template_sha256);
  if (!text) return Error{"job_not_reprintable", "job", std::to_string(job.id)};
  auto label = parse_template(*text, job.template_id);
  const auto language = label_language(job.setup.language);
  if (!label || !language) return label;
  return in_language(*std::move(label), *language);
}

LabelItem label_item(const PrintTask& task, std::uint32_t nth) {
  LabelItem item = task.content.item;
  if (task.job.kind == CodeKind::lot_seal) {
    item.uri = sealed_uri(task.lot.host, task.seal);
    return item;
  }
  const bool sealed = task.job.kind == CodeKind::item_seal;
  const Serial serial = sealed ? Serial::sealed(task.job.first_serial + nth) : task.listed.at(nth);
  item.fields["serial"] = serial.text();
  item.uri = sealed ? sealed_item(task, serial)
                    : listed_uri(task.lot.host, task.lot.gtin, task.lot.code, serial);
  return item;
}

Result<std::optional<SealingKeyFile>> sealing_key_file(const Workplace& workplace, const Lot& lot,
                                                       CodeKind kind, Serials serials) {
  if (kind == CodeKind::lot_seal) return std::optional<SealingKeyFile>();
  const KeyId id = lot.key_id;
  for (const IssuerKeyRecord& record : workplace.registry().keys()) {
    if (record.id != id) continue;
    if (kind != CodeKind::item_seal) {
      // No key makes listed codes, but what is printed after a cut is believed of nobody.
      if (record.status != KeyStatus::cut || serials == Serials::recorded)
        return std::optional<SealingKeyFile>();
      return not_in_use(record);
    }
    if (!may_seal(record.status, serials)) return not_in_use(record);
    return std::optional<SealingKeyFile>({workplace.key_path(id), record.key, !lot.test});
  }
  return Error{"key_unknown", "key", to_hex(id)};
}

Result<std::optional<SigningKey>> open_sealing_key(const std::optional<SealingKeyFile>& file,
                                                   std::string_view passphrase) {
  if (!file) return std::optional<SigningKey>();
  auto key = load_key(file->path, file->encrypted ? passphrase : std::string_view{}, file->key);
  if (!key) return key.error();
  return std::optional(*key);
}

Result<PrintTask> recorded_task(Workplace& workplace, const PrintJob& job,
                                std::string_view passphrase) {
  const Registry& registry = workplace.registry();
  if (job.setup.content.empty()) return Error{"job_not_reprintable", "job", std::to_string(job.id)};
  auto label = frozen_template(registry, job);
  if (!label) return label.error();
  const Lot lot = registry.lot(job.lot_id).value();
  const auto file = sealing_key_file(workplace, lot, job.kind, Serials::recorded);
  if (!file) return file.error();
  auto key = open_sealing_key(*file, passphrase);
  if (!key) return key.error();
  return PrintTask{.lot = lot,
                   .seal = lot_seal(lot),
                   .job = job,
                   .drawn_at = registry.print_job(job.first_job()).value().at,
                   .label = *label,
                   .content = content_from(job.setup.content),
                   .key = *key,
                   .listed = registry.listed_serials(job.id)};
}

Result<std::uint32_t> labels_to_read(const Workplace& workplace, std::uint64_t drawn,
                                     std::optional<std::uint32_t> asked) {
  if (asked && *asked < kFewestRead) {
    return Error{"read_back_invalid",
                 "read-back",
                 std::to_string(*asked),
                 {},
                 {{"least", std::to_string(kFewestRead)}}};
  }
  if (asked) return *asked;
  return drawn <= kAllReadUpTo ? kReadAll : workplace.settings().printing.read_back;
}

Result<void> check_labels_allowed(Workplace& workplace, const Lot& lot) {
  const LotFacts facts =
      workplace.registry().facts(lot.realm, lot.gtin, lot.code, {}, workplace.now());
  if (facts.cancelled) return lot_is_cancelled(lot, *facts.cancelled);
  if (facts.recalls.empty()) return {};
  return Error{
      "lot_is_recalled", "lot", lot.code.text(), {}, {{"reason", facts.recalls.front().reason}}};
}

}  // namespace temgoc
