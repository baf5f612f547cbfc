// The files that pages are made of. A template is text with three marks: those of mustache(5) that
// src/markup/mustache.h names; [[page.key]], the words of the page's language; [[>file]], another
// file put in its place.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "temgoc/base/words.h"
#include "temgoc/markup/view.h"

namespace temgoc {

struct FilledPage {
  std::string html;
  std::string_view beginning;  // of it, as of any other from the same template; static
};

// Any thread may use it.
class TemplateSet {
 public:
  // {name, content} of each file; the contents must live as long. Every file that ends in ".html"
  // is a template, read once in each language. std::logic_error for a mark that is not closed and a
  // file that is not there.
  explicit TemplateSet(std::vector<std::pair<std::string_view, std::string_view>> files);
  TemplateSet(const TemplateSet&) = delete;
  TemplateSet& operator=(const TemplateSet&) = delete;
  ~TemplateSet();

  // `name` without ".html". std::logic_error if there is none.
  FilledPage filled(std::string_view name, const View& view, Language language) const;
  // A file without its last line ends. std::logic_error if there is none.
  std::string_view content_of(std::string_view name) const;
  // None: null.
  const std::string_view* find(std::string_view name) const;

 private:
  struct Ready;
  std::vector<std::pair<std::string_view, std::string_view>> files_;
  std::unique_ptr<const Ready> ready_;
};

}  // namespace temgoc
