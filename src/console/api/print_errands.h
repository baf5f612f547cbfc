// What a program sends to be printed: labels of a lot, or a roll ahead.
#pragma once

#include "console/api/call.h"
#include "console/print_work.h"

namespace temgoc {

// What the body asks for. `template_unknown`, `label_language_unknown`, those of clean_text.
Result<PrintOrder> print_order_of(const ApiCall& call);
// 202: the print desk has it, under a name that the same request with the same key has again.
HttpResponse handed_to_desk(ApiCall& call, PrintErrand about, LabelsToPrint task,
                            SecretText passphrase);

}  // namespace temgoc
