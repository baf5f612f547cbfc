// Identifiers that the co-op gives its own records.
#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

constexpr std::size_t kMaxLength = 32;
constexpr std::string_view kCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

}  // namespace

Result<std::string> parse_record_id(std::string_view text, std::string_view field) {
  auto id = trimmed(text);
  if (id.empty()) return Error{.code = "field_missing", .field = std::string(field)};
  const bool valid = id.size() <= kMaxLength && id.find_first_not_of(kCharacters) == id.npos &&
                     id.find_first_not_of('.') != id.npos;
  if (valid) return id;
  return Error{.code = "record_id_invalid", .field = std::string(field), .value = shortened(text)};
}

}  // namespace temgoc
