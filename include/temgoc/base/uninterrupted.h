// System calls that a signal cannot cut off.
#pragma once

#include <cerrno>

namespace temgoc {

// Makes `call` again as long as it ends with -1 and EINTR. Not for close(): Linux has freed the
// descriptor by then, and a second call could close somebody else's. Not for calls that give or
// take names: the first one may have been done (files.cpp).
template <class Call>
auto uninterrupted(Call call) {
  while (true) {
    const auto result = call();
    if (result != -1 || errno != EINTR) return result;
  }
}

}  // namespace temgoc
