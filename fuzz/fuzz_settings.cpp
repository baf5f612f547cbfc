// Any bytes as the settings of a workplace: read or refused with a reason, and the file that is
// written of them says the same.
#include <string_view>

#include "require.h"
#include "temgoc/workplace/workplace.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace temgoc;
  const auto settings = Settings::parse({reinterpret_cast<const char*>(data), size});
  if (!settings) {
    REQUIRE(!settings.error().code.empty());
    return 0;
  }
  const std::string written = settings->text();
  const auto again = Settings::parse(written);
  REQUIRE(again && again->text() == written);
  return 0;
}
