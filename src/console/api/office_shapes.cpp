// The shapes of the office: keys, trust list, bundles, log, backups, settings.
#include "console/api/shape_tables.h"

namespace temgoc {

using namespace shape_words;

void add_issuer_key_shapes(std::vector<Shape>& all) {
  all.push_back({"IssuerKey",
                 {{"key"},
                  {"cooperative"},
                  {"status"},
                  or_none("cut_at", kWhole),
                  or_none("packed_until"),
                  {"created_at"},
                  {"listed", kYesNo}}});
  all.push_back({"IssuerKeyDraft", {{"cooperative"}, {"passphrase"}, may("replace", kYesNo)}});
  all.push_back({"KeyRetirement", {{"confirm"}, may("packed_until"), may("reason")}});
  all.push_back(
      {"KeyCut", {{"confirm"}, {"reason"}, may_count("cut_at", 0, 999'999'999'999'999'999)}});
  all.push_back(
      {"LotOfKey", {{"lot"}, {"gtin"}, {"leaf_index", kWhole}, {"issued_at"}, {"kept", kYesNo}}});
  all.push_back(
      {"CutPreview",
       {{"key"}, {"cut_at", kWhole}, {"log_size", kWhole}, has_list("lots", "LotOfKey")}});
}

void add_trust_shapes(std::vector<Shape>& all) {
  all.push_back(
      {"RootSignatures", {{"have", Kind::texts}, {"missing", Kind::texts}, {"need", kWhole}}});
  all.push_back({"WaitingList",
                 {{"version", kWhole},
                  {"outdated", kYesNo},
                  has_list("signatures", "RootSignatures"),
                  {"note"}}});
  all.push_back({"TrustField", {{"field"}, {"gone", Kind::texts}, {"come", Kind::texts}}});
  all.push_back({"TrustChange",
                 {{"key"},
                  {.name = "change", .choices = "added removed changed"},
                  or_none("cooperative"),
                  has_list("fields", "TrustField")}});
  all.push_back({"Trust",
                 {{"version", kWhole},
                  {"issued_at"},
                  {"expires_at"},
                  {"note"},
                  {"roots"},
                  has_or_none("waiting", "WaitingList"),
                  has_list("changes", "TrustChange")}});
  all.push_back({"SignedNote", {{"note"}}});
  all.push_back({"RootKey", {{"name"}, {"key"}}});
  const std::vector<Member> set{
      {"version", kWhole}, {"threshold", kWhole}, has_list("roots", "RootKey")};
  all.push_back({"RootSet", set});
  all.push_back({"WaitingRoots", with(set, {has_list("signatures", "RootSignatures"), {"note"}})});
  all.push_back({"RootKeys", with(set, {{"note"},
                                        has_or_none("next", "RootSet"),
                                        has_or_none("waiting", "WaitingRoots")})});
  all.push_back(
      {"RootKeysDraft",
       {may("add", Kind::texts), may("remove", Kind::texts), may_count("threshold", 1, 16)}});
}

void add_upkeep_shapes(std::vector<Shape>& all) {
  all.push_back({"Bundle", {{"bundle"}, {"bytes", kWhole}}});
  all.push_back({"BuiltBundle", {{"bundle"}, {"bytes", kWhole}, has_list("warnings", "Fault")}});
  all.push_back({"BundleOrder",
                 {{"passphrase"}, may_count("days", 1, 365), may_count("grace_days", 0, 365)}});
  all.push_back({"BundleKeyDraft", {{"passphrase"}, may("replace", kYesNo)}});
  all.push_back({"BundleKey", {{"key"}}});
  all.push_back({"CheckedLog",
                 {{"realm"},
                  {"entries", kWhole},
                  {"lots", kWhole},
                  {"jobs", kWhole},
                  {"pending", kWhole},
                  {"known_by_entry", kWhole}}});
  all.push_back({"LogCheck",
                 {{"sound", kYesNo},
                  {"differences", kWhole},
                  has_list("logs", "CheckedLog"),
                  has_list("faults", "Fault")}});
  all.push_back({"Backup", {{"backup"}, {"folder"}}});
  all.push_back({"BackupOrder", {{"folder"}, may("passphrase")}});
  all.push_back({"MadeBackup", {{"backup"}, {"folder"}, {"bytes_written", kWhole}}});
  all.push_back({"BackupCheckOrder", {{"folder"}, may("backup"), may("passphrase")}});
  all.push_back(
      {"BackupCheck",
       {{"backup"}, {"sound", kYesNo}, {"keys_opened", kYesNo}, has_list("faults", "Fault")}});
  all.push_back({"Setting", {{"name"}, {"value"}}});
  all.push_back({"Settings", {has_list("settings", "Setting")}});
}

}  // namespace temgoc
