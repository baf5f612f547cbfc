// The system's user as an actor.
#include "cli/system_user.h"

#include <pwd.h>
#include <unistd.h>

#include <array>

#include "temgoc/base/text.h"

namespace temgoc {

Actor system_user() {
  const uid_t id = ::getuid();
  Actor actor{.id = "uid " + std::to_string(id)};
  std::array<char, 4096> room{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(id, &entry, room.data(), room.size(), &found) != 0 || !found) return actor;
  actor.id = found->pw_name;
  const std::string_view about = found->pw_gecos ? found->pw_gecos : "";
  actor.name = shortened(about.substr(0, about.find(',')));
  if (!is_utf8(actor.id)) actor.id = "uid " + std::to_string(id);
  if (!is_utf8(actor.name)) actor.name.clear();
  return actor;
}

}  // namespace temgoc
