// Finds where a cell, or a part of one that another program might take for a cell, would run.
#include "csv_defusing.h"

#include <algorithm>

namespace temgoc {
namespace {

constexpr std::string_view kCuts = ",;\t\r\n";
// Excel of some languages takes the signs of full width as their narrow ones.
constexpr std::string_view kWideSigns[] = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

// Behind its apostrophes, if any.
std::string_view bare(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of('\''), text.size()));
}

bool begins_with_sign(std::string_view text) {
  return (!text.empty() && std::string_view("=+-@").find(text.front()) != text.npos) ||
         std::ranges::any_of(kWideSigns, [&](auto sign) { return text.starts_with(sign); });
}

bool runs_as_cell(std::string_view text) {
  const std::string_view inner = bare(text);
  return begins_with_sign(inner) ||
         (!inner.empty() && std::string_view("\t\r\n").find(inner.front()) != inner.npos);
}

bool is_signed_number(std::string_view text) {
  return text.size() > 1 && (text.front() == '-' || text.front() == '+') &&
         text.find_first_not_of("0123456789. ", 1) == text.npos;
}

bool runs_behind_a_cut(std::string_view text) {
  const std::string_view inner = bare(text.substr(0, text.find_first_of(kCuts)));
  return begins_with_sign(inner) && !is_signed_number(inner);
}

// Each place where a cell may begin, with whether it would run.
template <class Visit>
void at_each_beginning(std::string_view cell, const Visit& visit) {
  std::size_t from = 0;
  while (true) {
    const std::size_t cut = cell.find_first_of(kCuts, from);
    const std::string_view rest = cell.substr(from);
    visit(cell.substr(from, cut == cell.npos ? cut : cut + 1 - from),
          from == 0 ? runs_as_cell(rest) : runs_behind_a_cut(rest));
    if (cut == cell.npos) return;
    from = cut + 1;
  }
}

}  // namespace

std::string defused(std::string_view cell) {
  std::string out;
  at_each_beginning(cell, [&](std::string_view part, bool runs) {
    if (runs) out += '\'';
    out += part;
  });
  return out;
}

std::string undefused(std::string_view cell) {
  std::string out;
  at_each_beginning(cell, [&](std::string_view part, bool runs) {
    out += part.substr(runs && part.starts_with('\'') ? 1 : 0);
  });
  return out;
}

}  // namespace temgoc
