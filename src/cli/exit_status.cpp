#include "cli/exit_status.h"

#include <map>

namespace temgoc {

ExitStatus exit_status(std::string_view error_code) {
  // Codes that are not listed are faults of the input.
  static const std::map<std::string_view, ExitStatus> kStatus = {
      {"usage", kUsage},
      {"usage_no_command", kUsage},
      {"usage_unknown", kUsage},
      {"usage_missing", kUsage},
      {"passphrase_missing", kUsage},
      {"file_not_found", kNotFound},
      {"workplace_not_found", kNotFound},
      {"registry_not_found", kNotFound},
      {"record_unknown", kNotFound},
      {"cooperative_unknown", kNotFound},
      {"product_unknown", kNotFound},
      {"place_unknown", kNotFound},
      {"lot_unknown", kNotFound},
      {"template_unknown", kNotFound},
      {"link_unknown", kNotFound},
      {"folder_not_found", kNotFound},
      {"key_missing", kNotFound},
      {"key_unknown", kNotFound},
      {"root_key_missing", kNotFound},
      {"font_not_found", kNotFound},
      {"workplace_exists", kConflict},
      {"root_keys_exist", kConflict},
      {"registry_exists", kConflict},
      {"key_exists", kConflict},
      {"key_file_exists", kConflict},
      {"lot_differs", kConflict},
      {"record_differs", kConflict},
      {"gtin_taken", kConflict},
      {"gs1_key_taken", kConflict},
      {"link_exists", kConflict},
      {"link_default_exists", kConflict},
      {"link_in_use", kConflict},
      {"cooperative_has_key", kConflict},
      {"rotation_unfinished", kConflict},
      {"key_not_active", kConflict},
      {"key_not_in_use", kConflict},
      {"out_exists", kConflict},
      {"lot_is_recalled", kConflict},
      {"lot_code_taken", kConflict},
      {"host_removed", kConflict},
      {"realm_changed", kConflict},
      {"trust_rolled_back", kConflict},
      {"trust_forked", kConflict},
      {"log_ahead", kConflict},
      {"log_missing", kConflict},
      {"product_on_labels", kConflict},
      {"registry_busy", kBusy},
      {"key_passphrase_wrong", kDenied},
      {"key_passphrase_needed", kDenied},
      {"key_file_open", kDenied},
      {"disk_write_failed", kDisk},
      {"print_unfinished", kDisk},
      {"print_unfinished_not_voided", kDisk},
      {"file_unreadable", kDisk},
      {"listen_failed", kDisk},
      {"tls_unreadable", kDisk},
      {"tls_incomplete", kUsage},
      {"listen_invalid", kUsage},
      {"proxy_invalid", kUsage},
      {"unexpected", kUnexpected},
  };
  const auto found = kStatus.find(error_code);
  return found == kStatus.end() ? kInputErrors : found->second;
}

}  // namespace temgoc
