// Fills the templates embedded in the program, and hashes the style sheet for the policy.
#include "web/pages/template.h"

#include "embedded/page_files.h"
#include "temgoc/base/bytes.h"

namespace temgoc {
namespace {

const TemplateSet& page_templates() {
  static const TemplateSet set({embedded::page_files.begin(), embedded::page_files.end()});
  return set;
}

}  // namespace

FilledPage filled(std::string_view name, const View& view, Language language) {
  return page_templates().filled(name, view, language);
}

std::string icon(std::string_view name) {
  return std::string(page_templates().content_of(std::string(name) + ".svg"));
}

const std::string& style_source() {
  static const std::string source =
      "'sha256-" + to_base64(sha256(as_bytes(page_templates().content_of("style.css")))) + "'";
  return source;
}

}  // namespace temgoc
