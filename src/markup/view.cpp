// Sets and finds the named values of a page, and tells whether a value shows.
#include "temgoc/markup/view.h"

#include <algorithm>

namespace temgoc {

View View::list() {
  View view;
  view.value_ = List();
  return view;
}

void View::set(std::string_view name, View value) {
  constexpr std::size_t kUsual = 8;
  Names& names = std::get<Names>(value_);
  if (names.empty()) names.reserve(kUsual);
  const auto found = std::ranges::find(names, name, &Named::name);
  if (found != names.end())
    found->value = std::move(value);
  else
    names.push_back({std::string(name), std::move(value)});
}

void View::push_back(View value) { std::get<List>(value_).push_back(std::move(value)); }

const View* View::find(std::string_view name) const {
  const Names* names = std::get_if<Names>(&value_);
  if (!names) return nullptr;
  const auto found = std::ranges::find(*names, name, &Named::name);
  return found == names->end() ? nullptr : &found->value;
}

bool View::shows() const {
  if (const bool* yes = std::get_if<bool>(&value_)) return *yes;
  if (const std::string* said = text()) return !said->empty();
  const List* list = items();
  return !list || !list->empty();
}

void put(View& view, std::string_view name, std::string text) {
  if (!text.empty()) view.set(name, std::move(text));
}

void put_list(View& view, const std::string& name, View list) {
  // An empty one too: else a list of that name around it would stand here.
  view.set("has_" + name, View(list.shows()));
  view.set(name, std::move(list));
}

}  // namespace temgoc
