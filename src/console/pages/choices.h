// What a form offers to choose from, as its lists hold it.
#pragma once

#include <span>
#include <string>
#include <utility>

#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

inline void put_choice(View& list, std::string value, std::string text, bool chosen) {
  View choice;
  choice.set("value", std::move(value));
  choice.set("text", std::move(text));
  choice.set("chosen", View(chosen));
  list.push_back(std::move(choice));
}

// The list `choices` of numbers of days.
inline void put_day_choices(const Visit& visit, View& view, std::span<const unsigned> all,
                            unsigned chosen) {
  View list = list_view();
  for (const unsigned days : all) {
    const std::string number = std::to_string(days);
    put_choice(list, number, visit.word("console.programme.days", {{"days", number}}),
               days == chosen);
  }
  view.set("choices", std::move(list));
}

}  // namespace temgoc
