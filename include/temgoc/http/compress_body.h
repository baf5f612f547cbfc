// Pages made small for weak networks.
#pragma once

#include <string_view>

#include "temgoc/base/compression.h"
#include "temgoc/http/http.h"

namespace temgoc {

// What the bodies of many answers begin with, packed once a thread. REQUIRES a text that lies in
// one place for as long as the program runs.
const PackedText& packed_beginning(std::string_view beginning);

// The body of a response that has a pattern: of the pattern, with the response's own texts.
void fill(HttpResponse& response);
// As it is sent to one who takes gzip, or unchanged where that saves nothing: pictures, small
// bodies, what is encoded already. Fills a response that has a pattern.
void compress(HttpResponse& response);

}  // namespace temgoc
