// Finds headers, keys and values in a TOML text without changing it, and writes single values.
#include "toml_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

class LayoutReader {
 public:
  explicit LayoutReader(std::string_view text) : text_(text) {}

  std::vector<TomlBlock> read() {
    blocks_.push_back({});
    while (at_ < text_.size()) {
      const std::size_t line = at_;
      skip_blanks();
      if (at_ >= text_.size()) break;
      if (text_[at_] == '\n' || text_[at_] == '\r') {
        end_line();
        comments_ = at_;
      } else if (text_[at_] == '#') {
        end_line();
      } else if (text_[at_] == '[') {
        read_header(line);
        comments_ = at_;
      } else {
        read_entry(line);
        comments_ = at_;
      }
    }
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      blocks_[i].end = i + 1 < blocks_.size() ? blocks_[i + 1].begin : text_.size();
    return std::move(blocks_);
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  // Behind the line's end, over a comment.
  void end_line() {
    const std::size_t end = text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
  }

  std::string read_key() {
    skip_blanks();
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
      const std::size_t begin = at_;
      skip_string();
      return std::string(text_.substr(begin + 1, at_ - begin - 2));
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_bare(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  KeyPath read_path() {
    KeyPath path;
    do {
      if (!path.empty()) ++at_;  // the dot
      path.push_back(read_key());
      skip_blanks();
    } while (at_ < text_.size() && text_[at_] == '.');
    return path;
  }

  // Paths into a list of tables name the one that was begun last.
  KeyPath in_lists(const KeyPath& path) const {
    KeyPath whole;
    for (const std::string& key : path) {
      whole.push_back(key);
      if (const auto list = lists_.find(whole); list != lists_.end())
        whole.push_back(std::to_string(list->second));
    }
    return whole;
  }

  void read_header(std::size_t line) {
    const bool is_list = text_.substr(at_).starts_with("[[");
    at_ += is_list ? 2 : 1;
    KeyPath path = read_path();
    end_line();
    if (is_list) {
      KeyPath list = in_lists({path.begin(), path.end() - 1});
      list.push_back(path.back());
      const auto [place, is_new] = lists_.try_emplace(list, 0);
      if (!is_new) ++place->second;
      path = list;
      path.push_back(std::to_string(place->second));
    } else {
      path = in_lists(path);
    }
    blocks_.push_back({std::move(path), comments_, line, at_});
  }

  void read_entry(std::size_t line) {
    TomlEntry entry{.path = blocks_.back().path, .line = line};
    for (std::string& key : read_path()) entry.path.push_back(std::move(key));
    if (at_ < text_.size()) ++at_;  // '='
    skip_blanks();
    entry.value = at_;
    skip_value();
    entry.value_end = at_;
    end_line();
    entry.next = at_;
    blocks_.back().entries.push_back(std::move(entry));
  }

  void skip_value() {
    if (at_ >= text_.size()) return;
    const char first = text_[at_];
    if (first == '"' || first == '\'') return skip_string();
    if (first == '[' || first == '{') return skip_brackets();
    while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '#') ++at_;
    while (text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t' || text_[at_ - 1] == '\r') --at_;
  }

  void skip_string() {
    const char quote = text_[at_];
    const std::string three(3, quote);
    const bool is_long = text_.substr(at_).starts_with(three);
    at_ += is_long ? 3 : 1;
    while (at_ < text_.size()) {
      if (quote == '"' && text_[at_] == '\\') {
        at_ += 2;
      } else if (!is_long && text_[at_] == quote) {
        ++at_;
        return;
      } else if (is_long && text_.substr(at_).starts_with(three)) {
        at_ += 3;
        // Up to two quotes of the text itself may stand before the closing three.
        while (at_ < text_.size() && text_[at_] == quote) ++at_;
        return;
      } else {
        ++at_;
      }
    }
    at_ = std::min(at_, text_.size());
  }

  void skip_brackets() {
    std::size_t depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        skip_string();
        continue;
      }
      if (c == '#') {
        end_line();
        continue;
      }
      ++at_;
      if (c == '[' || c == '{') ++depth;
      if ((c == ']' || c == '}') && --depth == 0) return;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t comments_ = 0;  // where the comment lines right above the next line begin
  std::vector<TomlBlock> blocks_;
  std::map<KeyPath, std::size_t> lists_;  // the index of the newest table
};

std::string escaped(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[at];
    } else if (c == '\n') {
      out += "\\n";
    } else if (c < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04X}", c);
    } else if (text.compare(at, 2, "\u00A0") == 0) {
      out += "\\u00A0";  // seen in the file
      ++at;
    } else {
      out += text[at];
    }
  }
  return out;
}

std::string text_value(const std::string& text) {
  if (text.find('\n') == std::string::npos) return "\"" + escaped(text) + "\"";
  std::string lines = "\"\"\"\n";
  bool first = true;
  for (const std::string_view line : split(text, '\n')) {
    lines += (first ? "" : "\n") + escaped(std::string(line));
    first = false;
  }
  return lines + "\"\"\"";
}

}  // namespace

std::vector<TomlBlock> toml_layout(std::string_view text) { return LayoutReader(text).read(); }

std::string toml_key(const std::string& key) {
  const bool bare = !key.empty() && std::ranges::all_of(key, is_bare);
  return bare ? key : "\"" + escaped(key) + "\"";
}

std::string toml_value(const Json& value) {
  if (value.is_string()) return text_value(value.get<std::string>());
  if (value.is_number_float()) {
    std::string number = fmt::format("{}", value.get<double>());
    return number;
  }
  if (value.is_array()) {
    std::string list;
    for (const Json& each : value) list += (list.empty() ? "" : ", ") + toml_value(each);
    return "[" + list + "]";
  }
  if (value.is_object()) {
    std::string table;
    for (const auto& [key, each] : value.items())
      table +=
          (table.empty() ? "" : ", ") + toml_key(key) + " = " +
          (each.is_string() ? "\"" + escaped(each.get<std::string>()) + "\"" : toml_value(each));
    return table.empty() ? "{}" : "{ " + table + " }";
  }
  return value.is_null() ? "\"\"" : value.dump();
}

}  // namespace temgoc
