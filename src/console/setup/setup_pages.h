// The pages of the set-up, as its table of routes names them.
#pragma once

#include "console/setup/setup.h"

namespace temgoc {

// The code, typed or in the link that the terminal shows.
HttpResponse setup_start(Visit& visit, SetupDesk& desk);
HttpResponse setup_code_sent(Visit& visit, SetupDesk& desk);
HttpResponse setup_code_in_link(Visit& visit, SetupDesk& desk);

// The cooperative, the administrator and the public address.
HttpResponse setup_cooperative_form(Visit& visit, SetupDesk& desk);
HttpResponse setup_cooperative_sent(Visit& visit, SetupDesk& desk);

// The recovery sheet and the signing key. The last form makes the workplace.
HttpResponse setup_key_form(Visit& visit, SetupDesk& desk);
HttpResponse setup_key_sent(Visit& visit, SetupDesk& desk);
HttpResponse setup_recovery_sheet(Visit& visit, SetupDesk& desk);

// Whether this browser may go on: it holds the code, or its form brings it along, for a form whose
// browser had to give way to another must not be typed twice. `setup_elsewhere`, those of
// SetupCode::take. The cookie goes into the answer by add_setup_cookie.
Result<void> let_in(Visit& visit, SetupDesk& desk);
void add_setup_cookie(const Visit& visit, const SetupDesk& desk, HttpResponse& response);
// Where to go on: the first question without an answer.
std::string next_step(const SetupDesk& desk);
// The four questions, of which `first` to `last` are asked on this page.
void put_steps(const Visit& visit, View& view, int first, int last);

}  // namespace temgoc
