// RFC 7578, as browsers write it: no nested parts, no transfer encodings.
#include "temgoc/http/multipart.h"

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostBoundary = 70;  // RFC 2046
constexpr std::size_t kMostHead = 4096;

// The value of `name` in a field such as `form-data; name="a"; filename="b"`. Browsers write a
// quote in it as %22.
std::string parameter(std::string_view field, std::string_view name) {
  const std::string wanted = ascii_lower(name) + "=";
  std::size_t at = 0;
  while ((at = field.find(';', at)) != std::string_view::npos) {
    ++at;
    while (at < field.size() && field[at] == ' ') ++at;
    if (ascii_lower(field.substr(at, wanted.size())) != wanted) continue;
    at += wanted.size();
    if (at < field.size() && field[at] == '"') {
      const std::size_t end = field.find('"', at + 1);
      return std::string(field.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
    }
    return trimmed(field.substr(at, field.find(';', at) - at));
  }
  return {};
}

std::string disposition_of(std::string_view head) {
  for (std::string_view line : split(head, '\n')) {
    constexpr std::string_view kField = "content-disposition:";
    if (ascii_lower(line.substr(0, kField.size())) == kField)
      return trimmed(line.substr(kField.size()));
  }
  return {};
}

std::string without_folders(const std::string& name) {
  const std::size_t slash = name.find_last_of("/\\");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

}  // namespace

Result<std::vector<FormPart>> multipart_parts(std::string_view content_type,
                                              std::string_view body) {
  const std::string boundary = parameter(content_type, "boundary");
  if (!ascii_lower(content_type).starts_with("multipart/form-data") || boundary.empty() ||
      boundary.size() > kMostBoundary)
    return Error{"form_broken"};
  const std::string mark = "--" + boundary;
  if (!body.starts_with(mark)) return Error{"form_broken"};
  std::vector<FormPart> parts;
  std::size_t at = mark.size();
  while (!body.substr(at).starts_with("--")) {
    if (parts.size() == kMaxFormParts || !body.substr(at).starts_with("\r\n"))
      return Error{"form_broken"};
    at += 2;
    const std::size_t content = body.find("\r\n\r\n", at);
    if (content == std::string_view::npos || content - at > kMostHead) return Error{"form_broken"};
    const std::string disposition = disposition_of(body.substr(at, content - at));
    const std::size_t end = body.find("\r\n" + mark, content + 4);
    const std::string name = parameter(disposition, "name");
    if (end == std::string_view::npos || name.empty()) return Error{"form_broken"};
    parts.push_back({name, without_folders(parameter(disposition, "filename")),
                     body.substr(content + 4, end - content - 4)});
    at = end + 2 + mark.size();
  }
  return parts;
}

}  // namespace temgoc
