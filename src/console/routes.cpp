// The table of the console's addresses.
#include "console/routes.h"

#include <algorithm>

#include "console/pages/pages.h"
#include "temgoc/base/percent.h"

namespace temgoc {
namespace {

constexpr std::optional<Right> kOpen = std::nullopt;

// What is everybody's: people of one cooperative have no part in it.
constexpr Route whole(std::string_view method, std::string_view path, Right right,
                      HttpResponse (*answer)(Visit& visit)) {
  return {.method = method, .path = path, .right = right, .answer = answer, .whole = true};
}

constexpr Route kRoutes[] = {
    {"GET", "/console.css", kOpen, style_sheet},
    {"GET", "/console.js", kOpen, script},
    {"GET", "/template_editor.js", kOpen, template_script},
    {"GET", "/code_camera.js", kOpen, camera_script},
    {"GET", "/qr_decode.js", kOpen, decoder_script},
    {"GET", "/qr_index.js", kOpen, decoder_tables_script},
    {"GET", "/favicon.svg", kOpen, favicon},
    {"GET", "/sign-in", kOpen, sign_in_form},
    {"POST", "/sign-in", kOpen, sign_in_sent},
    {"GET", "/set-password", kOpen, set_password_form},
    {"POST", "/set-password", kOpen, set_password_sent},
    {"POST", "/sign-out", Right::read, sign_out_sent},
    {"GET", "/setup/printer", Right::administer, first_printer_form},
    {"POST", "/setup/printer", Right::administer, first_printer_sent},
    {"GET", "/setup/printer/look/{template}", Right::administer, first_printer_look},
    {"GET", "/setup", kOpen, setup_over},
    {"GET", "/setup/{step}", kOpen, setup_over},
    {"POST", "/setup", kOpen, setup_over},
    {"POST", "/setup/{step}", kOpen, setup_over},
    {"POST", "/first-label", Right::print, first_label_sent},
    {"GET", "/", Right::read, today_page},
    {"GET", "/lots", Right::read, lots_page},
    {"GET", "/lots/new", Right::print, issue_form},
    {"POST", "/lots/new", Right::print, issue_sent},
    {"GET", "/lots/{lot}", Right::read, lot_page},
    {"GET", "/lots/{lot}/preview/{template}", Right::print, label_preview},
    {"POST", "/lots/{lot}/print", Right::print, print_sent},
    {"POST", "/lots/{lot}/cancel", Right::print, cancel_lot_sent},
    {"GET", "/lots/{lot}/recall", Right::administer, recall_form},
    {"POST", "/lots/{lot}/recall", Right::administer, recall_sent},
    {"GET", "/lots/{lot}/trace", Right::read, trace_page},
    {"POST", "/lots/{lot}/credentials", Right::print, credentials_sent},
    {"GET", "/lots/{lot}/trace/drawing.svg", Right::read, trace_drawing_file},
    {"GET", "/lots/{lot}/trace/table.xlsx", Right::read, trace_table_file},
    {"GET", "/lots/{lot}/notice.pdf", Right::read, recall_notice_file},
    {"GET", "/evidence", Right::read, evidence_page},
    {"POST", "/evidence", Right::enter, evidence_sent, true},
    {"GET", "/evidence/{evidence}/file", Right::read, evidence_sent_file},
    {"POST", "/evidence/{evidence}/shown", Right::enter, evidence_shown_sent},
    {"POST", "/evidence/{evidence}/removed", Right::enter, evidence_removed_sent},
    {"GET", "/trace-files", Right::read, trace_files_page},
    {"GET", "/trace-files/{kind}/{format}", Right::read, trace_file_sent},
    {"GET", "/events", Right::read, events_page},
    {"POST", "/events", Right::enter, diary_sent, true},
    {"GET", "/events/new", Right::enter, event_form},
    {"POST", "/events/new", Right::enter, event_sent},
    {"GET", "/events/{event}", Right::read, event_page},
    {"POST", "/events/{event}/error", Right::enter, event_error_sent},
    {"GET", "/partners", Right::read, partners_page},
    {"POST", "/partners", Right::enter, partner_added},
    {"GET", "/partners/{partner}", Right::read, partner_page},
    {"POST", "/partners/{partner}", Right::enter, partner_sent},
    {"GET", "/search", Right::read, search_page},
    {"GET", "/printing/{name}", Right::print, printing_page},
    {"POST", "/printing/{name}/cancel", Right::print, cancel_print_sent},
    {"GET", "/jobs", Right::read, jobs_page},
    {"GET", "/jobs/{job}", Right::read, job_page},
    {"GET", "/jobs/{job}/files/{part}", Right::print, job_file},
    {"POST", "/jobs/{job}/outcome", Right::print, outcome_sent},
    {"POST", "/jobs/{job}/reprint", Right::print, reprint_sent},
    {"POST", "/jobs/{job}/resume", Right::print, resume_sent},
    {"GET", "/rolls", Right::read, rolls_page},
    {"GET", "/rolls/new", Right::print, roll_form},
    {"POST", "/rolls/new", Right::print, roll_sent},
    {"GET", "/rolls/claim", Right::print, roll_claim_form},
    {"POST", "/rolls/claim", Right::print, roll_claim_sent},
    {"GET", "/rolls/{roll}", Right::read, roll_page},
    {"GET", "/rolls/{roll}/file", Right::print, roll_file_sent},
    {"POST", "/rolls/{roll}/void", Right::print, roll_void_sent},
    {"GET", "/printers", Right::print, printers_page},
    {"POST", "/printers/add", Right::administer, add_printer_sent},
    {"POST", "/printers/test-page", Right::print, test_page_sent},
    {"POST", "/printers/calibrate", Right::print, calibrate_sent},
    whole("GET", "/templates", Right::print, templates_page),
    whole("GET", "/templates/new", Right::administer, new_template_form),
    {"POST", "/templates/new", Right::administer, new_template_sent, true, true},
    whole("GET", "/templates/{template}", Right::print, template_page),
    {"POST", "/templates/{template}", Right::administer, template_sent, true, true},
    whole("GET", "/templates/{template}/picture", Right::print, template_picture),
    whole("GET", "/templates/{template}/versions/{number}", Right::print, template_version_page),
    whole("POST", "/templates/{template}/versions/{number}", Right::administer,
          template_taken_back),
    {"GET", "/keys", Right::print, keys_page},
    {"POST", "/keys/unlock", Right::print, unlock_sent},
    {"POST", "/keys/lock", Right::print, lock_sent},
    {"GET", "/records/{kind}", Right::read, records_page},
    {"GET", "/records/{kind}/new", Right::enter, new_record_form},
    {"POST", "/records/{kind}/new", Right::enter, new_record_sent, true},
    {"GET", "/records/{kind}/{record}", Right::read, record_page},
    {"POST", "/records/{kind}/{record}", Right::enter, record_sent, true},
    {"GET", "/records/{kind}/{record}/picture", Right::read, record_picture},
    {"GET", "/records/{kind}/{record}/ocop-rating", Right::read, rating_page},
    {"GET", "/records/{kind}/{record}/ocop-rating.pdf", Right::read, rating_pdf},
    {"GET", "/records/{kind}/{record}/ocop-rating.zip", Right::read, rating_folder},
    {"GET", "/records/{kind}/{record}/thumbnail", Right::read, record_thumbnail},
    {"GET", "/records/{kind}/{record}/papers/{paper}", Right::read, record_paper},
    {"GET", "/import", Right::enter, import_page},
    {"POST", "/import", Right::enter, import_sent, true},
    {"GET", "/import/blank/{kind}", Right::enter, blank_workbook_file},
    {"POST", "/import/{draft}/drop", Right::enter, import_dropped},
    {"GET", "/import/{draft}/columns", Right::enter, import_columns_page},
    {"POST", "/import/{draft}/columns", Right::enter, import_columns_sent},
    {"GET", "/import/{draft}/rows", Right::enter, import_rows_page},
    {"POST", "/import/{draft}/rows", Right::enter, import_rows_sent, true},
    {"GET", "/import/{draft}/errors", Right::enter, import_errors_file},
    {"GET", "/import/{draft}/key", Right::print, import_key_page},
    {"POST", "/import/{draft}/key", Right::print, import_key_sent},
    {"GET", "/scans", Right::read, scans_page},
    {"GET", "/scans/{table}", Right::read, scans_file},
    {"GET", "/reports", Right::read, reports_page},
    {"GET", "/reports/{report}", Right::read, report_page},
    {"POST", "/reports/{report}", Right::administer, report_answered},
    whole("GET", "/programme", Right::read, programme_page),
    whole("GET", "/programme/{table}", Right::read, programme_file),
    {"GET", "/people", Right::administer, people_page},
    {"POST", "/people", Right::administer, person_added},
    {"GET", "/people/{user}", Right::administer, person_page},
    {"POST", "/people/{user}/reset", Right::administer, person_reset},
    {"POST", "/people/{user}/disable", Right::administer, person_disabled},
    {"POST", "/people/{user}/enable", Right::administer, person_enabled},
    {"POST", "/people/{user}/sessions/end", Right::administer, person_sessions_ended},
    {"GET", "/tokens", Right::administer, tokens_page},
    {"POST", "/tokens", Right::administer, token_added},
    {"POST", "/tokens/{token}/revoke", Right::administer, token_revoked},
    {"GET", "/issuer-keys", Right::administer, issuer_keys_page},
    {"POST", "/issuer-keys", Right::administer, issuer_key_made},
    {"POST", "/issuer-keys/rotate", Right::administer, issuer_key_rotated},
    {"GET", "/issuer-keys/{key}/retire", Right::administer, key_retire_form},
    {"POST", "/issuer-keys/{key}/retire", Right::administer, key_retire_sent},
    {"GET", "/issuer-keys/{key}/revoke", Right::administer, key_revoke_form},
    {"POST", "/issuer-keys/{key}/revoke", Right::administer, key_revoke_sent},
    whole("GET", "/trust", Right::administer, trust_page),
    whole("POST", "/trust/draft", Right::administer, trust_drafted),
    whole("GET", "/trust/draft", Right::administer, trust_draft_file),
    whole("GET", "/trust/list", Right::administer, trust_list_file),
    whole("GET", "/trust/roots", Right::administer, trust_roots_file),
    {"POST", "/trust/adopt", Right::administer, trust_adopted, true, true},
    whole("POST", "/trust/sign", Right::administer, trust_signed),
    whole("GET", "/trust/root-keys", Right::administer, root_keys_page),
    whole("POST", "/trust/root-keys/draft", Right::administer, root_keys_drafted),
    whole("GET", "/trust/root-keys/draft", Right::administer, root_keys_draft_file),
    {"POST", "/trust/root-keys/adopt", Right::administer, root_keys_adopted, true, true},
    whole("POST", "/trust/root-keys/sign", Right::administer, root_keys_signed),
    whole("GET", "/bundles", Right::administer, bundles_page),
    whole("POST", "/bundles", Right::administer, bundle_built),
    whole("POST", "/bundles/key", Right::administer, bundle_key_made),
    whole("GET", "/bundles/{bundle}", Right::administer, bundle_file),
    whole("GET", "/log", Right::administer, log_page),
    whole("POST", "/log", Right::administer, log_checked),
    whole("GET", "/log/checkpoint", Right::administer, checkpoint_file),
    whole("GET", "/backup", Right::administer, backup_page),
    whole("POST", "/backup", Right::administer, backup_made),
    whole("POST", "/backup/check", Right::administer, backup_checked),
    whole("GET", "/privacy", Right::administer, privacy_page),
    whole("POST", "/privacy/find", Right::administer, person_sought),
    whole("POST", "/privacy/export", Right::administer, person_exported),
    whole("POST", "/privacy/erase", Right::administer, person_erased),
    whole("POST", "/privacy/retention", Right::administer, retention_sent),
    whole("GET", "/settings", Right::administer, settings_page),
    whole("POST", "/settings", Right::administer, settings_sent),
    whole("GET", "/inspectors", Right::administer, inspectors_page),
    whole("POST", "/inspectors", Right::administer, inspector_enrolled),
    whole("POST", "/inspectors/{inspector}/revoke", Right::administer, inspector_revoked),
    whole("GET", "/visits", Right::read, visits_page),
    whole("GET", "/visits/export", Right::read, visits_export),
    whole("GET", "/visits/{receipt}", Right::read, visit_page),
    whole("GET", "/visits/{receipt}/photos/{photo}", Right::read, visit_photo),
    {"GET", "/me", Right::read, own_page},
    {"POST", "/me/password", Right::read, own_password_sent},
    {"POST", "/me/sessions/end", Right::read, own_sessions_ended},
    {"GET", "/journal", Right::read, journal_page},
    {"GET", "/journal/export", Right::read, journal_export},
};

std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(path.starts_with('/') ? 1 : 0);
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

bool lets_in(const Route& route, const Visit& visit) {
  return visit.may(route.right.value()) && (!route.whole || visit.scope().empty());
}

const Route* page_at(std::string_view path) {
  const auto* const found = std::ranges::find_if(kRoutes, [&](const Route& route) {
    return route.method == "GET" && places_in(route.path, path).has_value();
  });
  return found == std::end(kRoutes) ? nullptr : found;
}

std::optional<std::vector<std::string>> places_in(std::string_view pattern, std::string_view path) {
  std::vector<std::string> places;
  while (!pattern.empty() || !path.empty()) {
    if (pattern.empty() != path.empty()) return std::nullopt;
    const std::string_view wanted = take_segment(pattern), here = take_segment(path);
    if (!wanted.starts_with('{')) {
      if (wanted != here) return std::nullopt;
      continue;
    }
    const auto decoded = percent_decoded(here);
    if (!decoded || decoded->empty()) return std::nullopt;
    places.push_back(*decoded);
  }
  return places;
}

}  // namespace temgoc
