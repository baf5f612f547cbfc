// What a page is filled with.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace temgoc {

// A text, a yes or no, a list, or values by name. Copying one copies all that is in it: they are
// moved where they go.
class View {
 public:
  View();  // values by name, none yet
  View(std::string text);
  View(const char* text);
  explicit View(bool yes);
  static View list();

  // In the place of an earlier one of that name. REQUIRES values by name.
  void set(std::string_view name, View value);
  // REQUIRES a list.
  void push_back(View value);

  const View* find(std::string_view name) const;  // null: none of that name
  const std::string* text() const { return std::get_if<std::string>(&value_); }
  const std::vector<View>* items() const { return std::get_if<List>(&value_); }
  // Whether a section of it is shown: not for no, an empty text or an empty list.
  bool shows() const;

 private:
  struct Named;
  using List = std::vector<View>;
  using Names = std::vector<Named>;
  std::variant<Names, List, std::string, bool> value_;
};

struct View::Named {
  std::string name;
  View value;
};
// Only now is all that a View may hold complete.
inline View::View() : value_(Names()) {}
inline View::View(std::string text) : value_(std::move(text)) {}
inline View::View(const char* text) : value_(std::string(text)) {}
inline View::View(bool yes) : value_(yes) {}

inline View list_view() { return View::list(); }
// Under `name`, unless the text is empty: an absent value is a section that is left out.
void put(View& view, std::string_view name, std::string text);
// The list, and `has_<name>`: whether it has entries.
void put_list(View& view, const std::string& name, View list);

}  // namespace temgoc
