// The part of mustache(5) that our pages use: {{name}} escaped for HTML, {{{name}}} as it is,
// {{#name}}…{{/name}} for each item or where there is something, {{^name}}…{{/name}} where there is
// nothing, {{.}} the item itself. A name that an item lacks is looked for in what is around it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/markup/escape.h"
#include "temgoc/markup/view.h"

namespace temgoc {

class Mustache {
 public:
  // std::logic_error for a mark that is not closed.
  explicit Mustache(std::string text);
  Mustache(const Mustache&) = delete;  // the parts point into the text
  Mustache& operator=(const Mustache&) = delete;

  std::string filled(const View& view) const;
  // What every page begins with that is filled from it: the text before the first mark.
  std::string_view beginning() const;

 private:
  struct Part {
    enum class Kind { text, escaped, raw, section, inverted } kind;
    std::string_view text;  // or the name
    std::size_t end = 0;    // of a section: the part after its last
  };
  class Filling;

  void parse();
  std::string_view take_mark(std::string_view& rest, std::vector<std::size_t>& open);
  void close(std::string_view name, std::vector<std::size_t>& open);

  const std::string text_;
  std::vector<Part> parts_;
};

}  // namespace temgoc
