#include "web/pages/template.h"

#include <map>
#include <stdexcept>

#include "embedded/page_files.h"
#include "temgoc/bytes.h"
#include "web/pages/mustache.h"

namespace temgoc {
namespace {

std::string_view page_file(std::string_view name) {
  for (const auto& [known, content] : embedded::page_files)
    if (known == name) return content;
  throw std::logic_error("no such page file: " + std::string(name));
}

// The style sheet is taken as it is: what its hash was made of.
std::string_view content_of(std::string_view name) {
  std::string_view content = page_file(name);
  while (content.ends_with('\n')) content.remove_suffix(1);
  return content;
}

std::string put_together(std::string_view text, Language language) {
  std::string whole;
  for (std::size_t open = text.find("[["); open != text.npos; open = text.find("[[")) {
    const std::size_t close = text.find("]]", open);
    if (close == text.npos) throw std::logic_error("a mark that is not closed");
    whole.append(text.substr(0, open));
    const std::string_view mark = text.substr(open + 2, close - open - 2);
    if (mark.starts_with('>'))
      whole += put_together(content_of(mark.substr(1)), language);
    else
      append_escaped(whole, words(language, mark));
    text.remove_prefix(close + 2);
  }
  return whole.append(text);
}

using Templates = std::map<std::string, Mustache, std::less<>>;

Templates all_templates(Language language) {
  constexpr std::string_view kEnding = ".html";
  Templates templates;
  for (const auto& [file, content] : embedded::page_files) {
    if (!file.ends_with(kEnding)) continue;
    templates.try_emplace(std::string(file.substr(0, file.size() - kEnding.size())),
                          put_together(content_of(file), language));
  }
  return templates;
}

const Mustache& ready_template(std::string_view name, Language language) {
  static const Templates ready[] = {all_templates(Language::vi), all_templates(Language::en)};
  const Templates& templates = ready[language == Language::vi ? 0 : 1];
  const auto found = templates.find(name);
  if (found == templates.end()) throw std::logic_error("no such page: " + std::string(name));
  return found->second;
}

}  // namespace

FilledPage filled(std::string_view name, const View& view, Language language) {
  const Mustache& page = ready_template(name, language);
  return {page.filled(view), page.beginning()};
}

std::string icon(std::string_view name) {
  return std::string(content_of(std::string(name) + ".svg"));
}

const std::string& style_source() {
  static const std::string source =
      "'sha256-" + to_base64(sha256(as_bytes(content_of("style.css")))) + "'";
  return source;
}

}  // namespace temgoc
