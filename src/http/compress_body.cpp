// Picks the bodies that gzip makes smaller, and packs beginnings that many share once a thread.
#include "temgoc/http/compress_body.h"

#include <algorithm>
#include <map>

#include "temgoc/base/text.h"
#include "temgoc/http/body_pattern.h"

namespace temgoc {
namespace {

constexpr std::size_t kWorthwhile = 860;  // below, the answer fits one packet anyway

bool gets_smaller(std::string_view type) {
  return type.starts_with("text/") || type == "application/wasm" ||
         type.find("json") != std::string_view::npos || type.find("xml") != std::string_view::npos;
}

void say_gzip(HttpResponse& response) { response.headers.emplace_back("Content-Encoding", "gzip"); }

}  // namespace

const PackedText& packed_beginning(std::string_view beginning) {
  thread_local std::map<const char*, PackedText> ready;
  return ready.try_emplace(beginning.data(), beginning).first->second;
}

void fill(HttpResponse& response) {
  if (!response.pattern) return;
  response.body = response.pattern->filled(response.texts);
}

void compress(HttpResponse& response) {
  if (response.pattern) {
    response.body = response.pattern->gzipped(response.texts);
    return say_gzip(response);
  }
  const bool encoded = std::ranges::any_of(response.headers, [](const auto& field) {
    return ascii_lower(field.first) == "content-encoding";
  });
  if (encoded || response.body.size() < kWorthwhile || !gets_smaller(response.content_type)) return;
  const std::string_view rest = std::string_view(response.body).substr(response.beginning.size());
  response.body = GzipMember().add(packed_beginning(response.beginning)).add(rest).finished();
  say_gzip(response);
}

}  // namespace temgoc
