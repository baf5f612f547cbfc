// "Báo nghi vấn": the form on every scan page, the page of its own, and the thanks.
#pragma once

#include <string>

#include "temgoc/scans/reporting.h"
#include "web/pages/frame.h"

namespace temgoc {

// Fills the form of report_form.html: with the code in it, or asking for it where there is none.
void put_report_form(View& view, const Suspicion& typed);
// The code as the form shows it: enough of it to know it by.
std::string label_in_form(const std::string& label);

HttpResponse report_form_page(const Asked& asked);
// Keeps what the form brought. The thanks with the receipt's number, or the form again, with the
// fault beside what was typed.
HttpResponse take_report(const Asked& asked);
// What was answered to the report whose receipt is asked for: the outcome, the words and the day,
// never what was reported. 404, counted as a guess, where there is none of that number.
HttpResponse report_answer_page(const Asked& asked);

}  // namespace temgoc
