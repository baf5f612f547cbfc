// The head of an answer as it goes over the wire.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/http/http.h"

namespace temgoc {

struct HeadOptions {
  bool keep_alive = true;
  bool tls = false;  // adds Strict-Transport-Security
  Instant now;
};

// Status line, the response's own fields, the security fields that it does not set itself, date and
// length. Throws std::logic_error for a field that would end its line: a mistake of ours, never
// sent.
std::string response_head(const HttpResponse& response, const HeadOptions& options);

// A short answer that says its status and no more, for what is refused before a page is asked.
HttpResponse plain_answer(unsigned status);

}  // namespace temgoc
