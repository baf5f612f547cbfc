// Looks at every byte, whatever the ones before it said.
#include "temgoc/base/same_secret.h"

namespace temgoc {

bool is_same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  volatile unsigned char differences = 0;  // a compiler must not end the loop sooner
  for (std::size_t i = 0; i < a.size(); ++i)
    differences = static_cast<unsigned char>(
        differences | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i])));
  return differences == 0;
}

}  // namespace temgoc
