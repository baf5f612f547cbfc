// Scores every known name by edit distance and shared words, and takes the best if it is close.
#include "operations/import/nearest_column.h"

#include <algorithm>
#include <set>

#include "temgoc/base/edit_distance.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr double kAlikeEnough = 0.6;
constexpr std::size_t kLongestHeader = 60;  // a longer one is a sentence

// How many of the words of both are words of each.
double shared_words(std::string_view a, std::string_view b) {
  const auto words_a = split(a, '_'), words_b = split(b, '_');
  const std::set<std::string_view> known(words_a.begin(), words_a.end());
  const auto shared = std::count_if(words_b.begin(), words_b.end(),
                                    [&known](auto word) { return known.contains(word); });
  return 2.0 * static_cast<double>(shared) / static_cast<double>(words_a.size() + words_b.size());
}

// The first word says what a Vietnamese name is a name of: a "ngày sản xuất" is no "nhà sản xuất".
bool heads_differ(std::string_view a, std::string_view b) {
  const auto head_a = split(a, '_').front(), head_b = split(b, '_').front();
  return 2 * edit_distance(head_a, head_b) >= std::max(head_a.size(), head_b.size());
}

double likeness(std::string_view a, std::string_view b) {
  const double shared = shared_words(a, b);
  if (shared < 1 && heads_differ(a, b)) return 0;
  const auto longest = static_cast<double>(std::max<std::size_t>(1, std::max(a.size(), b.size())));
  return std::max(shared, 1 - static_cast<double>(edit_distance(a, b)) / longest);
}

}  // namespace

const ImportColumn* nearest_column(const std::vector<ImportColumn>& columns,
                                   std::string_view folded_header) {
  if (folded_header.empty() || folded_header.size() > kLongestHeader) return nullptr;
  const ImportColumn* nearest = nullptr;
  double best = kAlikeEnough;
  const auto weigh = [&](const ImportColumn& column, std::string_view name) {
    const double like = likeness(folded_header, folded(name));
    if (like <= best) return;
    best = like;
    nearest = &column;
  };
  for (const ImportColumn& column : columns) {
    weigh(column, column.name);
    for (const std::string& alias : column.aliases) weigh(column, alias);
  }
  return nearest;
}

}  // namespace temgoc
