// The sessions of a user: listed, and ended one by one or all at once.
#pragma once

#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

void put_sessions(const Visit& visit, View& view, const std::string& user_id);
// Ends the session that the form names, or all but the one that asks.
void end_sessions_asked(const Visit& visit, const std::string& user_id);

}  // namespace temgoc
