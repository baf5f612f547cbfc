// A private key's text, which must not stay in memory.
#pragma once

#include <string>

namespace temgoc {

// Overwrites the characters in a way that the compiler may not drop, and empties the string.
void wipe(std::string& secret);

// Wiped when it goes, by an exception too. For what comes as a string; what is kept for longer is a
// SecretText.
struct Secret {
  // Copied, and what came is wiped: a short string that is moved leaves its characters behind.
  explicit Secret(std::string secret) : text(secret) { wipe(secret); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(text); }

  std::string text;
};

}  // namespace temgoc
