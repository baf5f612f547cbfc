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

}  // namespace

void compress(HttpResponse& response) {
  const bool encoded = std::ranges::any_of(response.headers, [](const auto& field) {
    return ascii_lower(field.first) == "content-encoding";
  });
  if (encoded || response.body.size() < kWorthwhile || !is_text(response.content_type)) return;
  response.body = gzipped(response.body);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace temgoc
