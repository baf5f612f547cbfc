#include "web/pages/template.h"

#include <map>
#include <stdexcept>

#include "embedded/page_files.h"
#include "temgoc/bytes.h"

namespace temgoc {
namespace {

using kainjow::mustache::mustache;

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
    whole += mark.starts_with('>') ? put_together(content_of(mark.substr(1)), language)
                                   : kainjow::mustache::html_escape(words(language, mark));
    text.remove_prefix(close + 2);
  }
  return whole.append(text);
}

// Rendering changes a template, so each thread has its own.
mustache& ready_template(std::string_view name, Language language) {
  thread_local std::map<std::pair<Language, std::string>, mustache, std::less<>> ready;
  const auto key = std::pair(language, std::string(name));
  const auto found = ready.find(key);
  if (found != ready.end()) return found->second;
  mustache made(put_together(content_of(std::string(name) + ".html"), language));
  if (!made.is_valid()) throw std::logic_error(key.second + ": " + made.error_message());
  return ready.emplace(key, std::move(made)).first->second;
}

}  // namespace

void put(View& view, const char* name, const std::string& text) {
  if (!text.empty()) view.set(name, text);
}

void put_list(View& view, const std::string& name, View list) {
  if (list.is_empty_list()) return;
  view.set("has_" + name, View(true));
  view.set(name, std::move(list));
}

std::string filled(std::string_view name, const View& view, Language language) {
  std::string page;
  page.reserve(32 << 10);
  ready_template(name, language).render(view, [&page](const std::string& part) { page += part; });
  return page;
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
