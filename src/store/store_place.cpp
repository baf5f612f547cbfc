// Reads where objects are kept, and with which key.
#include <sys/stat.h>

#include <cstdlib>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/store/object_store.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostKeyFile = 64 << 10;

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == text.npos;
}

constexpr std::string_view kName = "abcdefghijklmnopqrstuvwxyz0123456789.-";
constexpr std::string_view kPath =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
constexpr std::string_view kAuthority =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";

Error invalid(const char* field, std::string_view value) {
  return {"store_place_invalid", field, shortened(value)};
}

// Without TLS a key would be shown to every machine on the way: only to this one.
bool is_usable(std::string_view endpoint) {
  for (const std::string_view here : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
    if (!endpoint.starts_with(here)) continue;
    const std::string_view rest = endpoint.substr(here.size());
    return rest.empty() || (rest.starts_with(':') && all_of(rest.substr(1), "0123456789"));
  }
  return endpoint.starts_with("https://") && endpoint.size() > 8 &&
         all_of(endpoint.substr(8), kAuthority);
}

std::string text_of(const char* variable) {
  const char* set = std::getenv(variable);
  return set ? set : "";
}

// The value of a line "name = value" in the first profile.
std::string value_in(std::string_view file, std::string_view name) {
  unsigned profiles = 0;
  for (const std::string_view raw : split(file, '\n')) {
    const std::string line = trimmed(raw);
    if (line.starts_with('[') && ++profiles > 1) break;
    const std::size_t equals = line.find('=');
    if (equals != line.npos && trimmed(line.substr(0, equals)) == name)
      return trimmed(line.substr(equals + 1));
  }
  return {};
}

}  // namespace

Result<StorePlace> StorePlace::parse(std::string_view url, std::string_view endpoint,
                                     std::string_view region) {
  constexpr std::string_view kScheme = "s3://";
  if (!url.starts_with(kScheme)) return invalid("store", url);
  const std::string_view rest = url.substr(kScheme.size());
  const std::size_t slash = rest.find('/');
  StorePlace place;
  place.bucket = rest.substr(0, slash);
  if (slash != rest.npos) place.prefix = rest.substr(slash + 1);
  while (place.prefix.ends_with('/')) place.prefix.pop_back();
  if (place.bucket.size() < 3 || place.bucket.size() > 63 || !all_of(place.bucket, kName) ||
      !all_of(place.prefix, kPath) || place.prefix.starts_with('/') ||
      place.prefix.find("//") != place.prefix.npos || place.prefix.find("..") != place.prefix.npos)
    return invalid("store", url);
  if (!place.prefix.empty()) place.prefix += '/';
  place.region = region.empty() ? "us-east-1" : std::string(region);
  if (!all_of(place.region, kName)) return invalid("region", region);
  place.endpoint =
      endpoint.empty() ? "https://s3." + place.region + ".amazonaws.com" : std::string(endpoint);
  while (place.endpoint.ends_with('/')) place.endpoint.pop_back();
  if (!is_usable(place.endpoint)) return invalid("endpoint", endpoint);
  return place;
}

Result<StoreKey> read_store_key(const std::string& file) {
  for (const auto& [id, secret] : {std::pair{"TEMGOC_STORE_KEY_ID", "TEMGOC_STORE_SECRET"},
                                   {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}}) {
    StoreKey key{text_of(id), SecretText(text_of(secret))};
    if (!key.id.empty() && !std::string_view(key.secret).empty()) return key;
  }
  if (file.empty()) return Error{"store_key_missing"};
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0 &&
      keeps_modes(file))
    return Error{"store_key_open", "credentials", file};
  const auto text = read_file(file, kMostKeyFile);
  if (!text) return text.error();
  StoreKey key{value_in(*text, "aws_access_key_id"),
               SecretText(value_in(*text, "aws_secret_access_key"))};
  if (key.id.empty() || std::string_view(key.secret).empty())
    return Error{"store_key_missing", "credentials", file};
  return key;
}

}  // namespace temgoc
