// The page at "/", where people type the code that no camera could read.
#pragma once

#include "web/pages/frame.h"

namespace temgoc {

// The form, or with ?code= the answer: the label's page, or the form again with what is wrong.
HttpResponse code_form(const Asked& asked);
// The page of /code/XXXX-XXXX-X.
HttpResponse code_page(const Asked& asked, const std::string& typed);

}  // namespace temgoc
