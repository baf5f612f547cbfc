// The console's pages, as the table of routes names them, and the pages that stand in for one.
#pragma once

#include "console/visit.h"

namespace temgoc {

// Files.
HttpResponse style_sheet(Visit& visit);
HttpResponse script(Visit& visit);
HttpResponse template_script(Visit& visit);
HttpResponse camera_script(Visit& visit);
HttpResponse decoder_script(Visit& visit);
HttpResponse decoder_tables_script(Visit& visit);
HttpResponse favicon(Visit& visit);

// Signing in and out.
HttpResponse sign_in_form(Visit& visit);
HttpResponse sign_in_sent(Visit& visit);
HttpResponse set_password_form(Visit& visit);
HttpResponse set_password_sent(Visit& visit);
HttpResponse sign_out_sent(Visit& visit);

HttpResponse today_page(Visit& visit);

// Lots, their labels and the jobs that print them.
HttpResponse lots_page(Visit& visit);
HttpResponse issue_form(Visit& visit);
HttpResponse issue_sent(Visit& visit);
HttpResponse lot_page(Visit& visit);
HttpResponse label_preview(Visit& visit);
HttpResponse print_sent(Visit& visit);
HttpResponse printing_page(Visit& visit);
HttpResponse cancel_print_sent(Visit& visit);
// Labels printed ahead, and the lots that claim them.
HttpResponse rolls_page(Visit& visit);
HttpResponse roll_form(Visit& visit);
HttpResponse roll_sent(Visit& visit);
HttpResponse roll_page(Visit& visit);
HttpResponse roll_file_sent(Visit& visit);
HttpResponse roll_void_sent(Visit& visit);
HttpResponse roll_claim_form(Visit& visit);
HttpResponse roll_claim_sent(Visit& visit);
HttpResponse jobs_page(Visit& visit);
HttpResponse job_page(Visit& visit);
HttpResponse job_file(Visit& visit);
HttpResponse outcome_sent(Visit& visit);
HttpResponse reprint_sent(Visit& visit);
HttpResponse resume_sent(Visit& visit);
HttpResponse cancel_lot_sent(Visit& visit);
HttpResponse recall_form(Visit& visit);
HttpResponse recall_sent(Visit& visit);
HttpResponse search_page(Visit& visit);

// Where a lot came from and went, and files for authorities and buyers.
HttpResponse trace_page(Visit& visit);
HttpResponse credentials_sent(Visit& visit);  // a signed file, or published
HttpResponse trace_drawing_file(Visit& visit);
HttpResponse trace_table_file(Visit& visit);
HttpResponse recall_notice_file(Visit& visit);
HttpResponse trace_files_page(Visit& visit);
HttpResponse trace_file_sent(Visit& visit);

// What happened to goods, and with whom a cooperative trades.
HttpResponse events_page(Visit& visit);
HttpResponse diary_sent(Visit& visit);
HttpResponse event_form(Visit& visit);
HttpResponse event_sent(Visit& visit);
HttpResponse event_page(Visit& visit);
HttpResponse event_error_sent(Visit& visit);
HttpResponse partners_page(Visit& visit);
HttpResponse partner_added(Visit& visit);
HttpResponse partner_page(Visit& visit);
HttpResponse partner_sent(Visit& visit);

// What follows the set-up: the printer, the first product with its lot. The set-up's own addresses
// lead to Today once it is over.
HttpResponse first_printer_form(Visit& visit);
HttpResponse first_printer_sent(Visit& visit);
HttpResponse first_printer_look(Visit& visit);
HttpResponse first_label_sent(Visit& visit);
HttpResponse setup_over(Visit& visit);

// Printers and what corrects them.
HttpResponse printers_page(Visit& visit);
HttpResponse add_printer_sent(Visit& visit);
HttpResponse test_page_sent(Visit& visit);
HttpResponse calibrate_sent(Visit& visit);

// Label templates: the editor, and the versions that were saved.
HttpResponse templates_page(Visit& visit);
HttpResponse new_template_form(Visit& visit);
HttpResponse new_template_sent(Visit& visit);
HttpResponse template_page(Visit& visit);
HttpResponse template_sent(Visit& visit);
HttpResponse template_picture(Visit& visit);
HttpResponse template_version_page(Visit& visit);
HttpResponse template_taken_back(Visit& visit);

// Records, their forms and their history.
HttpResponse records_page(Visit& visit);
HttpResponse new_record_form(Visit& visit);
HttpResponse new_record_sent(Visit& visit);
HttpResponse record_page(Visit& visit);
HttpResponse record_sent(Visit& visit);
HttpResponse record_picture(Visit& visit);
HttpResponse rating_page(Visit& visit);
HttpResponse rating_pdf(Visit& visit);
HttpResponse rating_folder(Visit& visit);
HttpResponse record_thumbnail(Visit& visit);
HttpResponse record_paper(Visit& visit);

// Spreadsheets: what was understood, the rows, and what is saved of them.
HttpResponse import_page(Visit& visit);
HttpResponse import_sent(Visit& visit);
HttpResponse import_dropped(Visit& visit);
HttpResponse blank_workbook_file(Visit& visit);
HttpResponse import_columns_page(Visit& visit);
HttpResponse import_columns_sent(Visit& visit);
HttpResponse import_rows_page(Visit& visit);
HttpResponse import_rows_sent(Visit& visit);
HttpResponse import_errors_file(Visit& visit);
HttpResponse import_key_page(Visit& visit);
HttpResponse import_key_sent(Visit& visit);

// Who may use the console, and one's own password and sessions.
HttpResponse people_page(Visit& visit);
HttpResponse person_added(Visit& visit);
HttpResponse person_page(Visit& visit);
HttpResponse person_reset(Visit& visit);
HttpResponse person_disabled(Visit& visit);
HttpResponse person_enabled(Visit& visit);
HttpResponse person_sessions_ended(Visit& visit);
// Programs that use the API.
HttpResponse tokens_page(Visit& visit);
HttpResponse token_added(Visit& visit);
HttpResponse token_revoked(Visit& visit);
HttpResponse own_page(Visit& visit);
HttpResponse own_password_sent(Visit& visit);
HttpResponse own_sessions_ended(Visit& visit);

// Who checks labels at markets, and what they found there.
HttpResponse inspectors_page(Visit& visit);
HttpResponse inspector_enrolled(Visit& visit);
HttpResponse inspector_revoked(Visit& visit);
HttpResponse visits_page(Visit& visit);
HttpResponse visits_export(Visit& visit);
HttpResponse visit_page(Visit& visit);
HttpResponse visit_photo(Visit& visit);

// Unlocked keys.
HttpResponse keys_page(Visit& visit);
HttpResponse unlock_sent(Visit& visit);
HttpResponse lock_sent(Visit& visit);

// Scans, and what shoppers reported.
HttpResponse scans_page(Visit& visit);
HttpResponse scans_file(Visit& visit);
HttpResponse reports_page(Visit& visit);
HttpResponse report_page(Visit& visit);
HttpResponse report_answered(Visit& visit);

// The OCOP programme, for its official.
HttpResponse programme_page(Visit& visit);
HttpResponse programme_file(Visit& visit);

// The administrator's office: keys, the trust list, bundles, the log, backups, settings.
HttpResponse issuer_keys_page(Visit& visit);
HttpResponse issuer_key_made(Visit& visit);
HttpResponse issuer_key_rotated(Visit& visit);
HttpResponse key_retire_form(Visit& visit);
HttpResponse key_retire_sent(Visit& visit);
HttpResponse key_revoke_form(Visit& visit);
HttpResponse key_revoke_sent(Visit& visit);
HttpResponse trust_page(Visit& visit);
HttpResponse trust_drafted(Visit& visit);
HttpResponse trust_draft_file(Visit& visit);
HttpResponse trust_list_file(Visit& visit);
HttpResponse trust_roots_file(Visit& visit);
HttpResponse trust_adopted(Visit& visit);
HttpResponse trust_signed(Visit& visit);
HttpResponse root_keys_page(Visit& visit);
HttpResponse root_keys_drafted(Visit& visit);
HttpResponse root_keys_draft_file(Visit& visit);
HttpResponse root_keys_adopted(Visit& visit);
HttpResponse root_keys_signed(Visit& visit);
HttpResponse bundles_page(Visit& visit);
HttpResponse bundle_built(Visit& visit);
HttpResponse bundle_key_made(Visit& visit);
HttpResponse bundle_file(Visit& visit);
HttpResponse log_page(Visit& visit);
HttpResponse log_checked(Visit& visit);
HttpResponse checkpoint_file(Visit& visit);
HttpResponse backup_page(Visit& visit);
HttpResponse backup_made(Visit& visit);
HttpResponse backup_checked(Visit& visit);
HttpResponse evidence_page(Visit& visit);
HttpResponse evidence_sent(Visit& visit);
HttpResponse evidence_sent_file(Visit& visit);
HttpResponse evidence_shown_sent(Visit& visit);
HttpResponse evidence_removed_sent(Visit& visit);
HttpResponse privacy_page(Visit& visit);
HttpResponse person_sought(Visit& visit);
HttpResponse person_exported(Visit& visit);
HttpResponse person_erased(Visit& visit);
HttpResponse retention_sent(Visit& visit);
HttpResponse settings_page(Visit& visit);
HttpResponse settings_sent(Visit& visit);

// Who did what.
HttpResponse journal_page(Visit& visit);
HttpResponse journal_export(Visit& visit);

// In place of a page.
HttpResponse not_found_page(Visit& visit);
HttpResponse wrong_method_page(Visit& visit);
HttpResponse foreign_form_page(Visit& visit);
HttpResponse no_right_page(Visit& visit);
HttpResponse too_many_page(Visit& visit);
HttpResponse broken_page(Visit& visit, const Error& error);
// To the form, and back to this page afterwards.
HttpResponse sign_in_first(Visit& visit);

}  // namespace temgoc
