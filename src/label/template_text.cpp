// Changes a template's text in place, looks whether it says what it should, and else writes it
// anew.
#include "temgoc/label/template_text.h"

#include <algorithm>
#include <functional>

#include "field_text.h"
#include "toml_layout.h"

namespace temgoc {
namespace {

bool leads_to(const KeyPath& path, const KeyPath& beneath) {
  return path.size() <= beneath.size() && std::equal(path.begin(), path.end(), beneath.begin());
}

// Null: there is none of that name, or number.
template <class AnyJson>
AnyJson* child(AnyJson& parent, const std::string& key) {
  if (parent.is_object() && parent.contains(key)) return &parent.at(key);
  const bool is_index = !key.empty() && key.find_first_not_of("0123456789") == std::string::npos;
  if (parent.is_array() && is_index && key.size() < 6 && std::stoul(key) < parent.size())
    return &parent.at(std::stoul(key));
  return nullptr;
}

void change(Json& root, const TextChange& change) {
  Json* here = &root;
  for (std::size_t i = 0; i + 1 < change.path.size(); ++i) {
    const std::string& key = change.path[i];
    Json* next = child(*here, key);
    if (!next || (!next->is_object() && !next->is_array())) {
      if (!change.value || !here->is_object()) return;
      (*here)[key] = Json::object();
      next = &here->at(key);
    }
    here = next;
  }
  if (!here->is_object()) return;
  if (change.value)
    (*here)[change.path.back()] = *change.value;
  else
    here->erase(change.path.back());
}

const Json* value_at(const Json& root, const KeyPath& path) {
  const Json* here = &root;
  for (const std::string& key : path)
    if (here = child(*here, key); !here) return nullptr;
  return here;
}

// --- In place ------------------------------------------------------------------------------------

std::string dotted(const KeyPath& path, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < path.size(); ++i)
    text += (text.empty() ? "" : ".") + toml_key(path[i]);
  return text;
}

// Takes out what stands at that path and beneath it, the last one first.
void take_out(std::string& text, const KeyPath& path) {
  const auto blocks = toml_layout(text);
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
    if (!block->path.empty() && leads_to(path, block->path)) {
      text.erase(block->begin, block->end - block->begin);
      continue;
    }
    for (auto entry = block->entries.rbegin(); entry != block->entries.rend(); ++entry)
      if (leads_to(path, entry->path)) text.erase(entry->line, entry->next - entry->line);
  }
}

std::size_t behind_last_entry(const std::string& text, const TomlBlock& block) {
  if (!block.entries.empty()) return block.entries.back().next;
  if (!block.path.empty()) return block.body;
  // Behind the comment that the file begins with.
  std::size_t at = 0;
  while (at < text.size() && text[at] == '#')
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  return at;
}

void insert_line(std::string& text, std::size_t at, const std::string& line) {
  const bool needs_break = at > 0 && text[at - 1] != '\n';
  text.insert(at, (needs_break ? "\n" : "") + line + "\n");
}

// Before the first list of tables, at the end where there is none.
void insert_table(std::string& text, const std::vector<TomlBlock>& blocks, const KeyPath& path,
                  const std::string& line) {
  std::size_t at = text.size();
  for (const TomlBlock& block : blocks)
    if (block.path.size() > 1 && block.path.front() == "box") {
      at = block.begin;
      break;
    }
  const std::string table = "[" + dotted(path, 0) + "]\n" + line + "\n";
  if (at == text.size() && !text.empty() && text.back() != '\n') text += "\n", at = text.size();
  text.insert(at, at == text.size() ? "\n" + table : table + "\n");
}

void put_in(std::string& text, const KeyPath& path, const Json& value, const Json& after) {
  const auto blocks = toml_layout(text);
  const TomlBlock* nearest = &blocks.front();
  for (const TomlBlock& block : blocks) {
    for (const TomlEntry& entry : block.entries) {
      if (!leads_to(entry.path, path)) continue;
      // The value itself, or the table between braces that it belongs to.
      const Json* whole = value_at(after, entry.path);
      text.replace(entry.value, entry.value_end - entry.value, toml_value(whole ? *whole : value));
      return;
    }
    if (leads_to(block.path, path) && block.path.size() > nearest->path.size()) nearest = &block;
  }
  const bool wants_table = nearest->path.empty() && path.size() > 1 && path.front() != "box";
  if (wants_table) {
    const KeyPath table(path.begin(), path.end() - 1);
    return insert_table(text, blocks, table, toml_key(path.back()) + " = " + toml_value(value));
  }
  insert_line(text, behind_last_entry(text, *nearest),
              dotted(path, nearest->path.size()) + " = " + toml_value(value));
}

// The blocks of box n, its own tables among them; none: it is written otherwise.
std::optional<std::pair<std::size_t, std::size_t>> span_of_box(const std::string& text,
                                                               std::size_t box) {
  const KeyPath path{"box", std::to_string(box)};
  std::optional<std::pair<std::size_t, std::size_t>> span;
  for (const TomlBlock& block : toml_layout(text)) {
    if (!leads_to(path, block.path)) continue;
    if (!span) span = {block.begin, block.end};
    if (block.begin > span->second) return std::nullopt;  // another block stands between
    span->second = block.end;
  }
  return span;
}

std::string box_toml(const Json& box) {
  std::string text = "[[box]]\n";
  for (const auto& [key, value] : box.items()) {
    if (!value.is_object()) {
      text += toml_key(key) + " = " + toml_value(value) + "\n";
      continue;
    }
    for (const auto& [language, words] : value.items())
      text += toml_key(key) + "." + toml_key(language) + " = " + toml_value(words) + "\n";
  }
  return text;
}

ChangedText made_sure(const std::string& before, const Json& after,
                      const std::function<bool(std::string&)>& edit) {
  std::string text = before;
  if (!text.empty() && text.back() != '\n') text += '\n';
  if (edit(text))
    if (const auto read = parse_toml(text); read && is_same(*read, after)) return {text, false};
  return {template_toml(after), true};
}

Json& boxes_of(Json& root) {
  if (!root.contains("box") || !root.at("box").is_array()) root["box"] = Json::array();
  return root["box"];
}

void add_table(std::string& text, const std::string& header, const Json& table) {
  text += "\n[" + header + "]\n";
  for (const auto& [key, value] : table.items())
    text += toml_key(key) + " = " + toml_value(value) + "\n";
}

}  // namespace

bool is_same(const Json& one, const Json& other) {
  if (one.is_number() && other.is_number()) return one.get<double>() == other.get<double>();
  if (one.type() != other.type()) return false;
  if (one.is_array()) {
    if (one.size() != other.size()) return false;
    for (std::size_t i = 0; i < one.size(); ++i)
      if (!is_same(one[i], other[i])) return false;
    return true;
  }
  if (!one.is_object()) return one == other;
  if (one.size() != other.size()) return false;
  for (const auto& [key, value] : one.items())
    if (!other.contains(key) || !is_same(value, other.at(key))) return false;
  return true;
}

ChangedText with_changes(const std::string& toml, const std::vector<TextChange>& changes) {
  const Json before = parse_toml(toml).value();
  Json after = before;
  for (const TextChange& each : changes) change(after, each);
  return made_sure(toml, after, [&](std::string& text) {
    Json standing = before;  // a table between braces is written as it is after each change
    for (const TextChange& each : changes) {
      change(standing, each);
      if (each.value)
        put_in(text, each.path, *each.value, standing);
      else
        take_out(text, each.path);
      if (!parse_toml(text)) return false;
    }
    return true;
  });
}

ChangedText with_box(const std::string& toml, const Json& box, std::size_t before) {
  Json after = parse_toml(toml).value();
  Json& boxes = boxes_of(after);
  const std::size_t at = std::min(before, boxes.size());
  const bool is_last = at == boxes.size();
  boxes.insert(boxes.begin() + static_cast<std::ptrdiff_t>(at), box);
  return made_sure(toml, after, [&](std::string& text) {
    if (is_last) {
      while (text.ends_with("\n\n")) text.pop_back();
      text += "\n" + box_toml(box);
      return true;
    }
    const auto span = span_of_box(text, at);
    if (span) text.insert(span->first, box_toml(box) + "\n");
    return span.has_value();
  });
}

ChangedText without_box(const std::string& toml, std::size_t box) {
  Json after = parse_toml(toml).value();
  boxes_of(after).erase(box);
  return made_sure(toml, after, [&](std::string& text) {
    const auto span = span_of_box(text, box);
    if (span) text.erase(span->first, span->second - span->first);
    return span.has_value();
  });
}

ChangedText with_boxes_swapped(const std::string& toml, std::size_t box) {
  Json after = parse_toml(toml).value();
  Json& boxes = boxes_of(after);
  if (box + 1 < boxes.size()) std::swap(boxes[box], boxes[box + 1]);
  return made_sure(toml, after, [&](std::string& text) {
    const auto one = span_of_box(text, box), next = span_of_box(text, box + 1);
    if (!one || !next || one->second != next->first) return false;
    std::string first = text.substr(one->first, one->second - one->first);
    std::string second = text.substr(next->first, next->second - next->first);
    // The empty line that ended the first ends what now stands first.
    while (first.ends_with("\n\n")) first.pop_back();
    const bool at_end = next->second == text.size();
    while (second.ends_with("\n\n")) second.pop_back();
    text.replace(one->first, next->second - one->first,
                 second + "\n" + first + (at_end ? "" : "\n"));
    return true;
  });
}

ChangedText with_style_renamed(const std::string& toml, const std::string& style,
                               const std::string& name) {
  Json after = parse_toml(toml).value();
  Json styles = Json::object();
  for (const auto& [key, value] : after.at("style").items())
    styles[key == style ? name : key] = value;
  after["style"] = styles;
  std::vector<KeyPath> uses;
  Json& boxes = boxes_of(after);
  for (std::size_t i = 0; i < boxes.size(); ++i)
    if (boxes[i].is_object() && boxes[i].value("style", Json()) == style) {
      boxes[i]["style"] = name;
      uses.push_back({"box", std::to_string(i), "style"});
    }
  return made_sure(toml, after, [&](std::string& text) {
    for (const KeyPath& use : uses) put_in(text, use, Json(name), after);
    for (const TomlBlock& block : toml_layout(text)) {
      if (block.path != KeyPath{"style", style}) continue;
      text.replace(block.header, block.body - block.header, "[style." + toml_key(name) + "]\n");
      return true;
    }
    return false;
  });
}

std::string template_toml(const Json& value) {
  std::string text;
  for (const auto& [key, each] : value.items())
    if (!each.is_object() && key != "box") text += toml_key(key) + " = " + toml_value(each) + "\n";
  for (const auto& [key, each] : value.items()) {
    if (!each.is_object()) continue;
    const bool holds_tables = key == "style" || key == "picture";
    if (!holds_tables) {
      add_table(text, toml_key(key), each);
      continue;
    }
    for (const auto& [name, table] : each.items())
      if (table.is_object())
        add_table(text, toml_key(key) + "." + toml_key(name), table);
      else
        text = toml_key(key) + "." + toml_key(name) + " = " + toml_value(table) + "\n" + text;
  }
  const Json boxes = value.value("box", Json::array());
  if (!boxes.is_array()) return "box = " + toml_value(boxes) + "\n" + text;
  const bool are_tables =
      std::ranges::all_of(boxes, [](const Json& each) { return each.is_object(); });
  if (!are_tables) return "box = " + toml_value(boxes) + "\n" + text;
  for (const Json& box : boxes) text += "\n" + box_toml(box);
  return text;
}

}  // namespace temgoc
