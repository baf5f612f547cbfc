// Pages made small for weak networks.
#pragma once

#include <string>
#include <string_view>

#include "web/http.h"

namespace temgoc {

// Whether an Accept-Encoding takes gzip (RFC 9110 section 12.5.3).
bool accepts_gzip(std::string_view accept_encoding);
// As it is sent to one who takes gzip, or unchanged where that saves nothing: pictures, small
// bodies, what is encoded already.
void compress(HttpResponse& response);

}  // namespace temgoc
