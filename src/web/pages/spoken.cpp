// Finds a record's words and codes in a sentence, and splits the sentence at them.
#include "web/pages/spoken.h"

#include <algorithm>

#include "web/pages/template.h"

namespace temgoc {
namespace {

struct Found {
  std::size_t at = std::string::npos;
  std::string text = {};
  const char* kind = "plain";
};

// The first of `texts` in `text` from `from` on; of two at one place the longer.
void look_for(Found& first, const std::string& text, std::size_t from,
              const std::vector<std::string>& texts, const char* kind) {
  for (const std::string& each : texts) {
    if (each.empty()) continue;
    const std::size_t at = text.find(each, from);
    if (at == std::string::npos || at > first.at) continue;
    if (at < first.at || each.size() > first.text.size()) first = {at, each, kind};
  }
}

}  // namespace

View spoken(const Asked& asked, const std::string& text, const Inside& inside) {
  static const std::vector<std::string> kNone;
  View parts = list_view();
  const auto add = [&parts](const char* kind, const std::string& part) {
    if (part.empty()) return;
    View view;
    view.set(kind, part);
    parts.push_back(std::move(view));
  };
  std::size_t from = 0;
  while (from < text.size()) {
    Found first;
    look_for(first, text, from, asked.language == Language::vi ? kNone : inside.own, "own");
    look_for(first, text, from, inside.whole, "whole");
    add("plain", text.substr(from, std::min(first.at, text.size()) - from));
    if (first.at == std::string::npos) break;
    add(first.kind, first.text);
    from = first.at + first.text.size();
  }
  return parts;
}

std::string spoken_html(const Asked& asked, const View& parts) {
  std::string html;
  for (const View& part : *parts.items()) html += filled("spoken", part, asked.language).html;
  return html;
}

}  // namespace temgoc
