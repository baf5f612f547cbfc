// Text that must not stay in memory.
#pragma once

#include <string>

namespace temgoc {

// Overwrites the characters in a way that the compiler may not drop, and empties the string.
void wipe(std::string& secret);

// Wiped when it goes, by an exception too.
struct Secret {
  explicit Secret(std::string secret) : text(std::move(secret)) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(text); }

  std::string text;
};

}  // namespace temgoc
