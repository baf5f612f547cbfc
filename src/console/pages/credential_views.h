// Signed credentials of a lot, on the page of its trace.
#pragma once

#include <optional>

#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// The form in which they are signed, handed out and published; nothing for a lot or a person that
// may have none signed.
void put_credentials(Visit& visit, View& view, const Lot& lot);

// The lot's trace page, with what went wrong.
HttpResponse trace_page_with(Visit& visit, const Lot& lot, const std::optional<Error>& error);

}  // namespace temgoc
