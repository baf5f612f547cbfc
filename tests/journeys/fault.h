// Programs that meet a fault of the system: see tests/support/fault_at.cpp.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace temgoc::journeys {

// While it lives, programs that are started have these environment variables and the fault loaded.
class Fault {
 public:
  explicit Fault(std::map<std::string, std::string> settings);
  // `kind` at call number `call` of those that change files; -1: none. `count` gets their number.
  Fault(const char* kind, int call, const std::filesystem::path& count);
  Fault(const Fault&) = delete;
  ~Fault();

 private:
  std::map<std::string, std::string> settings_;
};

}  // namespace temgoc::journeys
