#include "journeys/fault.h"

#include <cstdlib>

namespace temgoc::journeys {

Fault::Fault(std::map<std::string, std::string> settings) : settings_(std::move(settings)) {
  settings_.emplace("ASAN_OPTIONS", "verify_asan_link_order=0");
  settings_.emplace("LD_PRELOAD", TEMGOC_BINARY_DIR "/libfault_at.so");
  for (const auto& [name, value] : settings_) setenv(name.c_str(), value.c_str(), 1);
}

Fault::Fault(const char* kind, int call, const std::filesystem::path& count)
    : Fault(
          {{"FAULT", kind}, {"FAULT_AT", std::to_string(call)}, {"FAULT_COUNT", count.string()}}) {}

Fault::~Fault() {
  for (const auto& [name, value] : settings_) unsetenv(name.c_str());
}

}  // namespace temgoc::journeys
