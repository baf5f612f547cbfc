// Who does something, in which role, and through what.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace temgoc {

enum class Channel { command, page, api };
std::string to_text(Channel channel);
std::optional<Channel> channel_from(std::string_view text);

// As it stands when the act is recorded: a later change of name or role changes no act.
struct Actor {
  std::string id = "temgoc";  // of the user; on the command line the system's user
  std::string name = {};
  std::string role = "system";  // a Role's text, or "system" for who holds the machine
  Channel channel = Channel::command;
  bool operator==(const Actor&) const = default;
};

}  // namespace temgoc
