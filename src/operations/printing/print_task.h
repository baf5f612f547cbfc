// A job with all that drawing it takes: from an order, or from the ledger.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "operations/printing/print_content.h"
#include "temgoc/printing/printing.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

struct PrintTask {
  Lot lot;
  SealedClaim seal;  // of the lot
  PrintJob job;
  Instant drawn_at;  // what the PDF says; a reprint's: that of the job which it repeats
  LabelTemplate label;
  PrintContent content;
  // For item_seal. None: its seals are zeros, which is for trials alone.
  std::optional<SigningKey> key = {};
  std::vector<Serial> listed = {};  // for item_link, in label order
  std::uint32_t to_read = kReadAll;
  bool resumed = false;  // of a job that an earlier run put on record
};

// The job's label `nth`, from 0, sealed or linked as its kind asks.
LabelItem label_item(const PrintTask& task, std::uint32_t nth);

enum class Serials { fresh, recorded };

// Where the key lies that sealed the lot, to seal its items.
struct SealingKeyFile {
  std::filesystem::path path;
  PublicKeyBytes key{};
  bool encrypted = true;
};
// None for kinds that are not sealed one by one. `key_missing`, `key_not_in_use` (args status).
Result<std::optional<SealingKeyFile>> sealing_key_file(const Workplace& workplace, const Lot& lot,
                                                       CodeKind kind, Serials serials);
// Any thread may call it. The errors of load_key.
Result<std::optional<SigningKey>> open_sealing_key(const std::optional<SealingKeyFile>& file,
                                                   std::string_view passphrase);

// The template that a job on record was printed with, in its language. `job_not_reprintable`.
Result<LabelTemplate> frozen_template(const Registry& registry, const PrintJob& job);

// Of a job on record. `job_not_reprintable`, those of sealing_key_file and open_sealing_key.
Result<PrintTask> recorded_task(Workplace& workplace, const PrintJob& job,
                                std::string_view passphrase);

// How many of `drawn` labels are to be read back. `read_back_invalid`.
Result<std::uint32_t> labels_to_read(const Workplace& workplace, std::uint64_t drawn,
                                     std::optional<std::uint32_t> asked);

// A recalled lot gets no further labels and a cancelled one none at all: `lot_is_recalled`,
// `lot_is_cancelled`.
Result<void> check_labels_allowed(Workplace& workplace, const Lot& lot);

}  // namespace temgoc
