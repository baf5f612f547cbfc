// A gzip member read as any browser would: its check sum and its length are looked at too.
#pragma once

#include <string>

namespace temgoc::test {

// Fails the case for what is no member, whole and alone.
std::string gunzipped(const std::string& member);

}  // namespace temgoc::test
