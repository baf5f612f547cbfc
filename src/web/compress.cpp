#include "web/compress.h"

#include <algorithm>

#include "temgoc/compression.h"
#include "temgoc/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kWorthwhile = 860;  // below, the answer fits one packet anyway

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
         type.find("xml") != std::string_view::npos;
}

bool is_refused(std::string_view parameters) {
  const std::size_t q = parameters.find("q=");
  if (q == std::string_view::npos) return false;
  const std::string_view weight = parameters.substr(q + 2);
  return weight.starts_with('0') && weight.find_first_of("123456789") == std::string_view::npos;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  for (const std::string_view each : split(accept_encoding, ',')) {
    const std::size_t end = std::min(each.find(';'), each.size());
    const std::string coding = ascii_lower(trimmed(each.substr(0, end)));
    if (coding == "gzip" || coding == "*") return !is_refused(each.substr(end));
  }
  return false;
}

void compress(HttpResponse& response) {
  const bool encoded = std::ranges::any_of(response.headers, [](const auto& field) {
    return ascii_lower(field.first) == "content-encoding";
  });
  if (encoded || response.body.size() < kWorthwhile || !is_text(response.content_type)) return;
  response.body = gzipped(response.body);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace temgoc
