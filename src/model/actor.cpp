// Channels by name.
#include "temgoc/model/actor.h"

namespace temgoc {

std::string to_text(Channel channel) {
  switch (channel) {
    case Channel::command:
      return "command";
    case Channel::page:
      return "page";
    case Channel::api:
      return "api";
  }
  return {};
}

std::optional<Channel> channel_from(std::string_view text) {
  for (const Channel channel : {Channel::command, Channel::page, Channel::api})
    if (to_text(channel) == text) return channel;
  return std::nullopt;
}

}  // namespace temgoc
