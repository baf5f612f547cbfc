// Reads a value of temgoc.toml as a number, as yes or no, as a text or as a list.
#include "workplace/setting_values.h"

#include <fmt/format.h>

#include "temgoc/base/text.h"
namespace temgoc {

Result<unsigned> number(const Json& toml, const char* section, const char* name, unsigned standard,
                        unsigned most, unsigned least) {
  if (!toml.contains(section) || !toml[section].contains(name)) return standard;
  const Json& value = toml[section][name];
  if (!value.is_number_integer() || value.get<std::int64_t>() < least ||
      value.get<std::int64_t>() > most) {
    return Error{"setting_invalid",
                 fmt::format("{}.{}", section, name),
                 value.dump(),
                 {},
                 {{"most", std::to_string(most)}}};
  }
  return value.get<unsigned>();
}

Result<bool> yes_or_no(const Json& toml, const char* section, const char* name) {
  if (!toml.contains(section) || !toml[section].contains(name)) return false;
  const Json& value = toml[section][name];
  if (value.is_boolean()) return value.get<bool>();
  return Error{"setting_invalid", fmt::format("{}.{}", section, name), value.dump()};
}

namespace {

Error not_text(const char* name, const Json& value) {
  return {"setting_invalid", std::string("serve.") + name, shortened(value.dump())};
}

}  // namespace

Result<void> read_text(const Json& serve, const char* name, std::string& into) {
  if (!serve.contains(name)) return {};
  if (!serve[name].is_string()) return not_text(name, serve[name]);
  into = serve[name].get<std::string>();
  return {};
}

Result<void> read_list(const Json& serve, const char* name, std::vector<std::string>& into) {
  if (!serve.contains(name)) return {};
  if (!serve[name].is_array()) return not_text(name, serve[name]);
  for (const Json& entry : serve[name]) {
    if (!entry.is_string()) return not_text(name, serve[name]);
    into.push_back(entry.get<std::string>());
  }
  return {};
}

}  // namespace temgoc
