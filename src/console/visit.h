// One request and all that its page may use: who asks, what was typed, the workplace.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/api/lot_desk.h"
#include "console/api/requests_at_work.h"
#include "console/import_desk.h"
#include "console/key_ring.h"
#include "console/print_desk.h"
#include "temgoc/base/words.h"
#include "temgoc/http/http.h"
#include "temgoc/http/multipart.h"
#include "temgoc/people/people.h"
#include "temgoc/workplace/console_settings.h"
#include "temgoc/workplace/site.h"

namespace temgoc {

// What all threads of the console share.
struct House {
  std::filesystem::path folder;
  ConsoleSettings settings;
  ConsoleWorld world;
  ImportDesk imports = {};
  KeyRing keys;
  PrintDesk prints;  // after the folder, which its thread uses
  LotDesk lots = {};
  RequestsAtWork at_work = {};
};

class Visit {
 public:
  Visit(const HttpRequest& request, House& house, Accounts& accounts);
  // Of a set-up: there is no workplace yet, so nobody is signed in.
  Visit(const HttpRequest& request, House& house);

  const HttpRequest& request() const { return request_; }
  House& house() const { return house_; }
  // REQUIRES a workplace.
  Accounts& accounts() const { return *accounts_; }
  Instant now() const { return house_.world.clock(); }

  Language language() const { return language_; }
  std::string word(std::string_view key, const WordArgs& args = {}) const {
    return words(language_, key, args);
  }

  // Who is signed in. `user` and `session` REQUIRE somebody; a route that needs a right has one.
  bool is_signed_in() const { return who_.has_value(); }
  const User& user() const { return who_.value().user; }
  const UserSession& session() const { return who_.value().session; }
  // Whose records this person sees: empty, all.
  const std::string& scope() const { return user().cooperative_id; }
  bool sees(std::string_view cooperative_id) const {
    return scope().empty() || scope() == cooperative_id;
  }
  bool may(Right right) const { return is_signed_in() && temgoc::may(user().role, right); }
  Actor actor() const;
  // What a form of this session carries so that no other site can send it; empty without one.
  std::string form_token() const;

  // What stood in the route's {…}, in order.
  const std::string& place(std::size_t nth) const { return places_.at(nth); }
  void set_places(std::vector<std::string> places) { places_ = std::move(places); }
  std::string typed(std::string_view name) const;  // of the form, trimmed; empty where absent
  SecretText secret(std::string_view name) const;  // of the form, as typed
  std::string asked(std::string_view name) const;  // of the query
  // Every field of the form, in order, as typed; its files are left out.
  std::vector<std::pair<std::string, std::string>> typed_fields() const;
  // A file of the form; none: nothing was chosen.
  std::optional<FormPart> sent_file(std::string_view name) const;

  // For reading: of this moment, opened when first asked for. Throws SystemFailure where it does
  // not open.
  const Site& site() const;
  const Registry& registry() const { return site().registry(); }
  // For changing: with this person as the actor, refused while the clock is wrong. Those of
  // Workplace::open and check_clock.
  Result<Workplace> open() const;

 private:
  // Of a form with files; none in any other, and in one that is broken.
  const std::vector<FormPart>& parts() const;

  const HttpRequest& request_;
  House& house_;
  Accounts* accounts_ = nullptr;
  Language language_;
  std::string token_;
  std::optional<SignedIn> who_;
  std::vector<std::string> places_;
  mutable std::optional<Site> site_;
  mutable std::string upload_;  // what parts_ point into
  mutable std::optional<std::vector<FormPart>> parts_;
};

// A name for a form that is sent once: sent again it is the same.
std::string once(const Visit& visit);
// For changing, by whoever `actor` is: refused while the clock is wrong or the log cannot be
// written. Those of Workplace::open, check_clock and settle_logs.
Result<Workplace> open_to_change(const House& house, const Actor& actor);

// What a form of the session of that token carries.
std::string form_token_of(std::string_view token);
// Of one upload.
inline constexpr std::size_t kMostUpload = (64u << 20) + (64u << 10);

inline constexpr std::string_view kSessionCookie = "temgoc_console";
inline constexpr std::string_view kLanguageCookie = "temgoc_language";

}  // namespace temgoc
