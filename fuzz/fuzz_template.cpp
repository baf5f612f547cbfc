// Any bytes as a label template: read or refused with a reason, and checked without a crash.
#include <string_view>

#include "require.h"
#include "temgoc/label/label.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto label = temgoc::parse_template(text, "fuzz");
  if (!label) {
    REQUIRE(!label.error().code.empty());
    return 0;
  }
  for (const temgoc::Error& fault : temgoc::check_template(
           *label, 203, "https://tg.example.vn/01/02990001000018/10/261124-01")) {
    REQUIRE(!fault.code.empty());
  }
  return 0;
}
