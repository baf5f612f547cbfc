// What answers each operation of the API, as the table of routes names it.
#pragma once

#include "console/api/call.h"

namespace temgoc {

// Records, by the kind that the address begins with.
HttpResponse list_records(ApiCall& call);
HttpResponse create_record(ApiCall& call);
HttpResponse show_record(ApiCall& call);
HttpResponse edit_record(ApiCall& call);
HttpResponse show_history(ApiCall& call);

HttpResponse list_lots(ApiCall& call);
HttpResponse issue_lots_asked(ApiCall& call);
HttpResponse show_lot(ApiCall& call);
HttpResponse cancel_lot_asked(ApiCall& call);
HttpResponse recall_lot_asked(ApiCall& call);
HttpResponse void_labels_asked(ApiCall& call);
// The same as issue_lots_asked, answered by the desk's own thread.
void hand_in_lots(ApiCall& call, Reply reply);

HttpResponse print_asked(ApiCall& call);
HttpResponse show_print(ApiCall& call);
HttpResponse cancel_print(ApiCall& call);
HttpResponse list_jobs(ApiCall& call);
HttpResponse show_job(ApiCall& call);
HttpResponse show_job_file(ApiCall& call);
HttpResponse record_outcome_asked(ApiCall& call);
HttpResponse reprint_asked(ApiCall& call);

// Labels printed ahead, and the lots that claim them.
HttpResponse list_rolls(ApiCall& call);
HttpResponse show_roll(ApiCall& call);
HttpResponse show_roll_file(ApiCall& call);
HttpResponse print_roll_asked(ApiCall& call);
HttpResponse claim_roll_asked(ApiCall& call);
HttpResponse void_roll_asked(ApiCall& call);

HttpResponse list_printers(ApiCall& call);
HttpResponse list_templates(ApiCall& call);
HttpResponse show_template(ApiCall& call);
HttpResponse create_template(ApiCall& call);
HttpResponse put_template(ApiCall& call);
HttpResponse check_template_asked(ApiCall& call);
HttpResponse list_template_versions(ApiCall& call);
HttpResponse show_template_version(ApiCall& call);
HttpResponse list_acts(ApiCall& call);
// Files for authorities and buyers.
inline constexpr const char* kWorkbookType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
inline constexpr const char* kCsvType = "text/csv";
HttpResponse show_trace_file(ApiCall& call);
HttpResponse show_trace_sheet(ApiCall& call);
HttpResponse show_trace_csv(ApiCall& call);
HttpResponse show_trace_jwt(ApiCall& call);
inline constexpr const char* kSvgType = "image/svg+xml";
inline constexpr const char* kZipType = "application/zip";
// What happened to goods, partners, traces, and evidence behind events.
HttpResponse list_events_asked(ApiCall& call);
HttpResponse record_event_asked(ApiCall& call);
HttpResponse show_event_asked(ApiCall& call);
HttpResponse declare_error_asked(ApiCall& call);
HttpResponse list_partners_asked(ApiCall& call);
HttpResponse store_partner_asked(ApiCall& call);
HttpResponse show_trace_asked(ApiCall& call);
HttpResponse show_trace_drawing(ApiCall& call);
HttpResponse show_trace_table(ApiCall& call);
HttpResponse list_evidence(ApiCall& call);
HttpResponse add_evidence_asked(ApiCall& call);
HttpResponse show_evidence_asked(ApiCall& call);
HttpResponse show_evidence_file(ApiCall& call);
HttpResponse publish_evidence_asked(ApiCall& call);
HttpResponse remove_evidence_asked(ApiCall& call);
// The file for an OCOP rating.
HttpResponse show_rating(ApiCall& call);
HttpResponse show_rating_pdf(ApiCall& call);
HttpResponse show_rating_folder(ApiCall& call);
HttpResponse verify_text(ApiCall& call);
HttpResponse show_checkpoint(ApiCall& call);
HttpResponse show_scans(ApiCall& call);
HttpResponse show_scan_report(ApiCall& call);
HttpResponse list_reports(ApiCall& call);
HttpResponse answer_report_asked(ApiCall& call);
HttpResponse show_programme(ApiCall& call);
// The administrator's office.
HttpResponse list_issuer_keys(ApiCall& call);
HttpResponse create_issuer_key(ApiCall& call);
HttpResponse show_issuer_key(ApiCall& call);
HttpResponse show_cut(ApiCall& call);
HttpResponse retire_key_asked(ApiCall& call);
HttpResponse revoke_key_asked(ApiCall& call);
HttpResponse show_trust(ApiCall& call);
HttpResponse draft_trust_asked(ApiCall& call);
HttpResponse adopt_trust_asked(ApiCall& call);
HttpResponse show_root_keys(ApiCall& call);
HttpResponse draft_roots_asked(ApiCall& call);
HttpResponse adopt_roots_asked(ApiCall& call);
HttpResponse list_bundles(ApiCall& call);
HttpResponse build_bundle_asked(ApiCall& call);
HttpResponse show_bundle_file(ApiCall& call);
HttpResponse create_bundle_key(ApiCall& call);
HttpResponse check_log_asked(ApiCall& call);
HttpResponse list_backups(ApiCall& call);
HttpResponse create_backup_asked(ApiCall& call);
HttpResponse check_backup_asked(ApiCall& call);
HttpResponse show_settings(ApiCall& call);
HttpResponse edit_settings(ApiCall& call);
HttpResponse show_token(ApiCall& call);
HttpResponse show_openapi(ApiCall& call);

}  // namespace temgoc
