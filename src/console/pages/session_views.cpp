// Puts a user's sessions into a page, and locks the keys of a session that is ended.
#include "console/pages/session_views.h"

#include "console/pages/lot_views.h"
#include "temgoc/base/percent.h"

namespace temgoc {
namespace {

void end_one(const Visit& visit, const UserSession& session) {
  visit.house().keys.lock(session.digest);
  visit.accounts().end_session(session.digest);
}

}  // namespace

void put_sessions(const Visit& visit, View& view, const std::string& user_id) {
  View list = list_view();
  for (const UserSession& each : visit.accounts().sessions(user_id)) {
    View row;
    row.set("digest", each.digest);
    row.set("end_action", user_id == visit.user().id
                              ? std::string("/me/sessions/end")
                              : "/people/" + percent_encoded(user_id) + "/sessions/end");
    row.set("since", clock_words(visit, each.created_at));
    row.set("seen", clock_words(visit, each.seen_at));
    put(row, "address", each.address);
    row.set("is_this", View(each.digest == visit.session().digest));
    list.push_back(std::move(row));
  }
  put_list(view, "sessions", std::move(list));
}

void end_sessions_asked(const Visit& visit, const std::string& user_id) {
  const std::string asked = visit.typed("session");
  for (const UserSession& each : visit.accounts().sessions(user_id)) {
    const bool named = asked.empty() ? each.digest != visit.session().digest : each.digest == asked;
    if (named) end_one(visit, each);
  }
}

}  // namespace temgoc
