// Parses a template once, and fills it from a view; a name is looked for from the inside out.
#include "markup/mustache.h"

#include <stdexcept>

namespace temgoc {
namespace {

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&apos;";
    default:
      return {};
  }
}

bool is_section_mark(std::string_view mark) {
  return mark.starts_with('#') || mark.starts_with('^') || mark.starts_with('/');
}

}  // namespace

void append_escaped(std::string& html, std::string_view text) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view instead = entity(text[i]);
    if (instead.empty()) continue;
    html.append(text.substr(run, i - run)).append(instead);
    run = i + 1;
  }
  html.append(text.substr(run));
}

Mustache::Mustache(std::string text) : text_(std::move(text)) { parse(); }

void Mustache::parse() {
  std::vector<std::size_t> open;  // sections whose end is still to come
  std::string_view rest = text_;
  while (true) {
    const std::size_t mark = rest.find(kOpen);
    if (const std::string_view before = rest.substr(0, mark); !before.empty())
      parts_.push_back({Part::Kind::text, before});
    if (mark == std::string_view::npos) break;
    rest.remove_prefix(mark);
    const std::size_t at = text_.size() - rest.size();
    const bool begins_line = at == 0 || text_[at - 1] == '\n';
    const std::string_view name = take_mark(rest, open);
    // The mark of a section that has a line to itself leaves none behind.
    if (begins_line && is_section_mark(name) && rest.starts_with('\n')) rest.remove_prefix(1);
  }
  if (!open.empty()) throw std::logic_error("a section that is not closed");
}

// The mark that `rest` begins with, made a part or the end of one.
std::string_view Mustache::take_mark(std::string_view& rest, std::vector<std::size_t>& open) {
  const bool raw = rest.starts_with("{{{");
  const std::size_t begin = kOpen.size() + raw;
  const std::size_t end = rest.find(raw ? "}}}" : kClose);
  if (end == std::string_view::npos) throw std::logic_error("a mark that is not closed");
  const std::string_view mark = rest.substr(begin, end - begin);
  rest.remove_prefix(end + kClose.size() + raw);
  if (mark.starts_with('/')) {
    close(mark.substr(1), open);
  } else if (is_section_mark(mark)) {
    open.push_back(parts_.size());
    parts_.push_back({mark[0] == '#' ? Part::Kind::section : Part::Kind::inverted, mark.substr(1)});
  } else {
    parts_.push_back({raw ? Part::Kind::raw : Part::Kind::escaped, mark});
  }
  return mark;
}

void Mustache::close(std::string_view name, std::vector<std::size_t>& open) {
  if (open.empty() || parts_[open.back()].text != name)
    throw std::logic_error("a section that was not opened: " + std::string(name));
  parts_[open.back()].end = parts_.size();
  open.pop_back();
}

// One page on its way.
class Mustache::Filling {
 public:
  Filling(const std::vector<Part>& parts, const View& view) : parts_(parts), around_{&view} {
    page_.reserve(32 << 10);
    fill(0, parts_.size());
  }
  std::string page() && { return std::move(page_); }

 private:
  void fill(std::size_t first, std::size_t end) {
    for (std::size_t at = first; at < end; ++at) {
      const Part& part = parts_[at];
      if (part.kind == Part::Kind::text) {
        page_ += part.text;
        continue;
      }
      const View* view = find(part.text);
      if (part.end == 0) {
        if (view && view->text()) add(part, *view->text());
        continue;
      }
      if (part.kind == Part::Kind::section)
        fill_section(at + 1, part.end, view);
      else if (!view || !view->shows())
        fill(at + 1, part.end);
      at = part.end - 1;
    }
  }

  void add(const Part& part, const std::string& text) {
    if (part.kind == Part::Kind::raw)
      page_ += text;
    else
      append_escaped(page_, text);
  }

  void fill_section(std::size_t first, std::size_t end, const View* view) {
    if (!view || !view->shows()) return;
    if (!view->items()) return fill_within(first, end, *view);
    for (const View& item : *view->items()) fill_within(first, end, item);
  }

  void fill_within(std::size_t first, std::size_t end, const View& view) {
    around_.push_back(&view);
    fill(first, end);
    around_.pop_back();
  }

  const View* find(std::string_view name) const {
    if (name == ".") return around_.back();
    for (auto view = around_.rbegin(); view != around_.rend(); ++view)
      if (const View* found = (*view)->find(name)) return found;
    return nullptr;
  }

  const std::vector<Part>& parts_;
  std::vector<const View*> around_;  // the innermost last
  std::string page_;
};

std::string Mustache::filled(const View& view) const { return Filling(parts_, view).page(); }

std::string_view Mustache::beginning() const {
  const bool has_text = !parts_.empty() && parts_.front().kind == Part::Kind::text;
  return has_text ? parts_.front().text : std::string_view();
}

}  // namespace temgoc
