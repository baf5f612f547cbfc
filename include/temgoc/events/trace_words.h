// A trace as people read it: a table for Excel, a drawing, and the words that both share.
#pragma once

#include <string>

#include "temgoc/base/words.h"
#include "temgoc/events/trace_report.h"
#include "temgoc/tables/tables.h"

namespace temgoc {

// "261124-01 (ABCD-EFGH-J)" of an issued lot, "C01:TH-2411" of another.
std::string lot_title(const TraceEntry& entry);
// "MUA1 – Siêu thị", "C02 – HTX Dưa lưới" where another cooperative took the goods; empty: they
// were sold where they lay.
std::string receiver_name(const Delivery& delivery);
// "13 %", "0,4 %", "?" if the amounts do not tell.
std::string share_text(double share, Language language);
// "12,5 kg" in Vietnamese.
std::string measure_text(const Measure& measure, Language language);

// A row a lot, the lot that was asked for first; then the nearest. Shares are percent.
SheetTable trace_table(const TraceReport& report, Language language);

// An SVG document. `steps`: lots farther away are left out; 0: none is. `trace_too_wide` (value how
// many lots there are).
Result<std::string> trace_drawing(const TraceReport& report, std::uint32_t steps,
                                  Language language);

}  // namespace temgoc
