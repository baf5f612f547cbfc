// Adds up the penalties for runs, blocks and finder-like bars with bit operations on whole lines.
#include "qr_mask.h"

#include <bit>
#include <cstdlib>

namespace temgoc {
namespace {

using Line = std::uint64_t;

constexpr unsigned kBlock = 3, kFinderLike = 40, kUneven = 10;

unsigned count(Line bits) { return static_cast<unsigned>(std::popcount(bits)); }

// A run of n modules of one colour, five or more, costs n - 2.
unsigned long_runs(Line line, unsigned side) {
  const Line same = ~(line ^ line >> 1) & ((Line{1} << (side - 1)) - 1);
  const Line five = same & same >> 1 & same >> 2 & same >> 3;  // n - 4 ones for each run
  return five == 0 ? 0 : count(five) + 2 * count(five & ~(five >> 1));
}

// Whether on one side of the pattern nothing but light follows, or four times its narrow bars.
bool has_light_beside(Line line, int at, int bar) {
  const Line before = line & ((Line{1} << at) - 1), after = line >> (at + 7 * bar);
  if (before == 0 || after == 0) return true;
  const int last_before = 63 - std::countl_zero(before);
  return at - last_before > 4 * bar || std::countr_zero(after) >= 4 * bar;
}

// Bars of 1:1:3:1:1, of any width, as a finder pattern has them.
unsigned finder_like(Line line, unsigned side) {
  unsigned found = 0;
  Line dark = line, light = ~line;  // where `bar` such modules follow one another
  for (unsigned bar = 1; 7 * bar <= side; ++bar) {
    const Line middle = dark & dark >> bar & dark >> 2 * bar;
    if (middle == 0) break;
    Line at = dark & light >> bar & middle >> 2 * bar & light >> 5 * bar & dark >> 6 * bar;
    at &= ~(line << 1) & ~(line >> 7 * bar);  // the outer bars are no wider
    for (; at != 0; at &= at - 1)
      found += has_light_beside(line, std::countr_zero(at), static_cast<int>(bar));
    dark &= line >> bar;
    light &= ~line >> bar;
  }
  return found;
}

unsigned penalty_of(const QrLines::Lines& lines, unsigned side) {
  unsigned total = 0;
  for (unsigned i = 0; i < side; ++i)
    total += long_runs(lines[i], side) + kFinderLike * finder_like(lines[i], side);
  return total;
}

// Squares of two by two modules of one colour; they may overlap.
unsigned blocks(const QrLines& symbol) {
  const Line corners = (Line{1} << (symbol.side - 1)) - 1;
  unsigned found = 0;
  for (unsigned y = 1; y < symbol.side; ++y) {
    const Line above = symbol.rows[y - 1], row = symbol.rows[y];
    const Line dark = above & above >> 1 & row & row >> 1;
    const Line any = above | above >> 1 | row | row >> 1;
    found += count((dark | ~any) & corners);
  }
  return found;
}

unsigned unevenness(const QrLines& symbol) {
  const unsigned all = symbol.side * symbol.side;
  unsigned dark = 0;
  for (unsigned y = 0; y < symbol.side; ++y) dark += count(symbol.rows[y]);
  const int percent = static_cast<int>((200 * dark + all) / all / 2);
  return static_cast<unsigned>(std::abs(percent - 50) / 5);
}

unsigned all_penalties(const QrLines& symbol) {
  return penalty_of(symbol.rows, symbol.side) + penalty_of(symbol.columns, symbol.side) +
         kBlock * blocks(symbol) + kUneven * unevenness(symbol);
}

#if defined(__x86_64__) && defined(__GNUC__)
// Every bit count is a call where a program must run on the oldest processors of its kind. Those of
// today have an instruction for it.
[[gnu::target("popcnt"), gnu::flatten]] unsigned all_penalties_counting(const QrLines& symbol) {
  return all_penalties(symbol);
}
#endif

}  // namespace

unsigned penalty(const QrLines& symbol) {
#if defined(__x86_64__) && defined(__GNUC__)
  static const bool counts = __builtin_cpu_supports("popcnt") != 0;
  if (counts) return all_penalties_counting(symbol);
#endif
  return all_penalties(symbol);
}

}  // namespace temgoc
