#include "web/compress.h"

#include <algorithm>
#include <map>

#include "temgoc/compression.h"
#include "temgoc/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kWorthwhile = 860;  // below, the answer fits one packet anyway

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
         type.find("xml") != std::string_view::npos;
}

// Each beginning lies in one place for as long as the program runs.
const GzipBeginning& packed(std::string_view beginning) {
  thread_local std::map<const char*, GzipBeginning> ready;
  return ready.try_emplace(beginning.data(), beginning).first->second;
}

}  // namespace

void compress(HttpResponse& response) {
  const bool encoded = std::ranges::any_of(response.headers, [](const auto& field) {
    return ascii_lower(field.first) == "content-encoding";
  });
  if (encoded || response.body.size() < kWorthwhile || !is_text(response.content_type)) return;
  const std::string_view rest = std::string_view(response.body).substr(response.beginning.size());
  response.body = packed(response.beginning).followed_by(rest);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace temgoc
