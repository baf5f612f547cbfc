// Pages made small for weak networks.
#pragma once

#include "web/http.h"

namespace temgoc {

// As it is sent to one who takes gzip, or unchanged where that saves nothing: pictures, small
// bodies, what is encoded already.
void compress(HttpResponse& response);

}  // namespace temgoc
