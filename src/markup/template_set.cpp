// From files to filled pages.
#include "temgoc/markup/template_set.h"

#include <stdexcept>

#include "markup/mustache.h"

namespace temgoc {
namespace {

using Templates = std::map<std::string, Mustache, std::less<>>;

std::string put_together(const TemplateSet& set, std::string_view text, Language language) {
  std::string whole;
  for (std::size_t open = text.find("[["); open != text.npos; open = text.find("[[")) {
    const std::size_t close = text.find("]]", open);
    if (close == text.npos) throw std::logic_error("a mark that is not closed");
    whole.append(text.substr(0, open));
    const std::string_view mark = text.substr(open + 2, close - open - 2);
    if (mark.starts_with('>'))
      whole += put_together(set, set.content_of(mark.substr(1)), language);
    else
      append_escaped(whole, words(language, mark));
    text.remove_prefix(close + 2);
  }
  return whole.append(text);
}

}  // namespace

struct TemplateSet::Ready {
  Templates vietnamese;
  Templates english;
};

TemplateSet::TemplateSet(std::vector<std::pair<std::string_view, std::string_view>> files)
    : files_(std::move(files)) {
  constexpr std::string_view kEnding = ".html";
  auto ready = std::make_unique<Ready>();
  for (const auto& [file, content] : files_) {
    if (!file.ends_with(kEnding)) continue;
    const std::string name(file.substr(0, file.size() - kEnding.size()));
    ready->vietnamese.try_emplace(name, put_together(*this, content_of(file), Language::vi));
    ready->english.try_emplace(name, put_together(*this, content_of(file), Language::en));
  }
  ready_ = std::move(ready);
}

TemplateSet::~TemplateSet() = default;

FilledPage TemplateSet::filled(std::string_view name, const View& view, Language language) const {
  const Templates& templates = language == Language::vi ? ready_->vietnamese : ready_->english;
  const auto found = templates.find(name);
  if (found == templates.end()) throw std::logic_error("no such page: " + std::string(name));
  return {found->second.filled(view), found->second.beginning()};
}

const std::string_view* TemplateSet::find(std::string_view name) const {
  for (const auto& [known, content] : files_)
    if (known == name) return &content;
  return nullptr;
}

std::string_view TemplateSet::content_of(std::string_view name) const {
  const std::string_view* found = find(name);
  if (!found) throw std::logic_error("no such page file: " + std::string(name));
  std::string_view content = *found;
  while (content.ends_with('\n')) content.remove_suffix(1);
  return content;
}

}  // namespace temgoc
