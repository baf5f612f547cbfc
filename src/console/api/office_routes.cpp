// The operations of the office: keys, trust list, bundles, log, backups, settings.
#include "console/api/handlers.h"
#include "console/api/route_tables.h"

namespace temgoc {
namespace {

// What is of the whole workplace.
void add_office(std::vector<ApiRoute>& all, ApiRoute route) {
  route.whole = true;
  all.push_back(std::move(route));
}

}  // namespace

void add_issuer_key_routes(std::vector<ApiRoute>& all) {
  const std::string keys = "/issuer-keys", key = keys + "/{key}";
  all.push_back(
      {"GET", keys, Right::administer, "listIssuerKeys", list_issuer_keys, {}, "IssuerKeyPage"});
  all.push_back({"POST", keys, Right::administer, "createIssuerKey", create_issuer_key,
                 "IssuerKeyDraft", "IssuerKey", 201});
  all.push_back({"GET", key, Right::administer, "getIssuerKey", show_issuer_key, {}, "IssuerKey"});
  all.push_back({"GET",
                 key + "/cut",
                 Right::administer,
                 "previewCut",
                 show_cut,
                 {},
                 "CutPreview",
                 200,
                 {may("cut_at")}});
  all.push_back({"POST", key + "/retire", Right::administer, "retireIssuerKey", retire_key_asked,
                 "KeyRetirement", "IssuerKey"});
  all.push_back({"POST", key + "/revoke", Right::administer, "revokeIssuerKey", revoke_key_asked,
                 "KeyCut", "IssuerKey"});
}

void add_trust_routes(std::vector<ApiRoute>& all) {
  add_office(all, {.method = "GET",
                   .path = "/trust",
                   .right = Right::administer,
                   .operation = "getTrustList",
                   .answer = show_trust,
                   .gives = "Trust"});
  add_office(all, {.method = "POST",
                   .path = "/trust/draft",
                   .right = Right::administer,
                   .operation = "draftTrustList",
                   .answer = draft_trust_asked,
                   .gives = "Trust"});
  add_office(all, {.method = "POST",
                   .path = "/trust/adopt",
                   .right = Right::administer,
                   .operation = "adoptTrustList",
                   .answer = adopt_trust_asked,
                   .takes = "SignedNote",
                   .gives = "Trust"});
  add_office(all, {.method = "GET",
                   .path = "/root-keys",
                   .right = Right::administer,
                   .operation = "getRootKeys",
                   .answer = show_root_keys,
                   .gives = "RootKeys"});
  add_office(all, {.method = "POST",
                   .path = "/root-keys/draft",
                   .right = Right::administer,
                   .operation = "draftRootKeys",
                   .answer = draft_roots_asked,
                   .takes = "RootKeysDraft",
                   .gives = "RootKeys"});
  add_office(all, {.method = "POST",
                   .path = "/root-keys/adopt",
                   .right = Right::administer,
                   .operation = "adoptRootKeys",
                   .answer = adopt_roots_asked,
                   .takes = "SignedNote",
                   .gives = "RootKeys"});
}

void add_bundle_routes(std::vector<ApiRoute>& all) {
  add_office(all, {.method = "GET",
                   .path = "/bundles",
                   .right = Right::administer,
                   .operation = "listBundles",
                   .answer = list_bundles,
                   .gives = "BundlePage"});
  add_office(all, {.method = "POST",
                   .path = "/bundles",
                   .right = Right::administer,
                   .operation = "buildBundle",
                   .answer = build_bundle_asked,
                   .takes = "BundleOrder",
                   .gives = "BuiltBundle",
                   .status = 201});
  add_office(all, {.method = "GET",
                   .path = "/bundles/{bundle}",
                   .right = Right::administer,
                   .operation = "getBundle",
                   .answer = show_bundle_file,
                   .type = "application/octet-stream"});
  add_office(all, {.method = "POST",
                   .path = "/bundle-key",
                   .right = Right::administer,
                   .operation = "createBundleKey",
                   .answer = create_bundle_key,
                   .takes = "BundleKeyDraft",
                   .gives = "BundleKey",
                   .status = 201});
}

void add_upkeep_routes(std::vector<ApiRoute>& all) {
  add_office(all, {.method = "POST",
                   .path = "/log/check",
                   .right = Right::administer,
                   .operation = "checkLog",
                   .answer = check_log_asked,
                   .gives = "LogCheck"});
  add_office(all, {.method = "GET",
                   .path = "/backups",
                   .right = Right::administer,
                   .operation = "listBackups",
                   .answer = list_backups,
                   .gives = "BackupPage",
                   .query = {may("folder")}});
  add_office(all, {.method = "POST",
                   .path = "/backups",
                   .right = Right::administer,
                   .operation = "createBackup",
                   .answer = create_backup_asked,
                   .takes = "BackupOrder",
                   .gives = "MadeBackup",
                   .status = 201});
  add_office(all, {.method = "POST",
                   .path = "/backups/check",
                   .right = Right::administer,
                   .operation = "checkBackup",
                   .answer = check_backup_asked,
                   .takes = "BackupCheckOrder",
                   .gives = "BackupCheck"});
  add_office(all, {.method = "GET",
                   .path = "/settings",
                   .right = Right::administer,
                   .operation = "getSettings",
                   .answer = show_settings,
                   .gives = "Settings",
                   .tagged = true});
  add_office(all, {.method = "PATCH",
                   .path = "/settings",
                   .right = Right::administer,
                   .operation = "editSettings",
                   .answer = edit_settings,
                   .takes = "Settings",
                   .gives = "Settings",
                   .edits = true,
                   .tagged = true});
}

}  // namespace temgoc
