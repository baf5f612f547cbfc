// Draws the provinces as tiles, those of the journey with the numbers of their rows in the table.
#include "web/pages/journey_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "temgoc/base/vietnam_time.h"
#include "temgoc/events/public_journey.h"
#include "temgoc/markup/escape.h"
#include "temgoc/model/province.h"
#include "temgoc/model/province_tile.h"

namespace temgoc {
namespace {

constexpr int kWidth = 64, kHeight = 40, kGap = 4;

// A province, and what happened there.
struct Stop {
  std::string province;
  std::string what;
  Day first = {}, last = {};
};

// As labels and laws call it today; a province that is none keeps its words in the table.
std::string today_name(const std::string& written) {
  const auto province = Province::named(written);
  return province ? std::string(province->name()) : written;
}

void add(std::vector<Stop>& stops, const std::string& province, const std::string& what, Day first,
         Day last) {
  const std::string name = today_name(province);
  if (name.empty()) return;
  const auto at = std::ranges::find(stops, name, &Stop::province);
  if (at == stops.end()) {
    stops.push_back({name, what, first, last});
    return;
  }
  at->what += ", " + what;
  at->first = std::min(at->first, first);
  at->last = std::max(at->last, last);
}

// In the order in which the goods came there.
std::vector<Stop> stops_of(const Asked& asked, const LotFacts& facts) {
  std::vector<Stop> stops;
  const Day today = vietnam_day(asked.site.now());
  for (const JourneyStage& stage : public_journey(asked.site.registry(), *facts.lot, today))
    for (const std::string& province : stage.provinces)
      add(stops, province, asked.word("page.step.event." + to_text(stage.kind)), stage.first,
          stage.last);
  const Lot& lot = *facts.lot;
  const Address* place = facts.place ? address_on(facts.place->addresses, today) : nullptr;
  if (place != nullptr)
    add(stops, place->province, asked.word("page.step." + to_text(facts.place->kind)),
        lot.packed_on, lot.packed_on);
  return stops;
}

std::string escaped(std::string_view text) {
  std::string html;
  append_escaped(html, text);
  return html;
}

std::string line_of(const ProvinceTile& tile, double below, std::string_view text) {
  return fmt::format(R"(<text lang="vi" x="{}" y="{}">{}</text>)",
                     tile.column * (kWidth + kGap) + kWidth / 2,
                     tile.row * (kHeight + kGap) + below, escaped(text));
}

std::string tile_drawn(const ProvinceTile& tile, std::string_view css, std::size_t number) {
  constexpr double kOne = 24, kFirst = 17, kSecond = 31;
  std::string drawn =
      fmt::format(R"(<g{}><rect x="{}" y="{}" width="{}" height="{}" rx="4"/>)",
                  css.empty() ? "" : fmt::format(R"( class="{}")", css),
                  tile.column * (kWidth + kGap), tile.row * (kHeight + kGap), kWidth, kHeight);
  const std::string mark = number == 0 ? "" : std::to_string(number) + ". ";
  drawn += tile.second_line.empty() ? line_of(tile, kOne, mark + std::string(tile.first_line))
                                    : line_of(tile, kFirst, mark + std::string(tile.first_line)) +
                                          line_of(tile, kSecond, tile.second_line);
  return drawn + "</g>";
}

// The table says all of it, so a reader of the screen is told where to look.
std::string drawing_of(const Asked& asked, const std::vector<Stop>& stops) {
  std::string tiles;
  for (const ProvinceTile& tile : all_province_tiles()) {
    const auto at = std::ranges::find(stops, tile.name, &Stop::province);
    const auto number = at == stops.end() ? 0 : static_cast<std::size_t>(at - stops.begin()) + 1;
    tiles += tile_drawn(tile, number == 0 ? "" : "on", number);
  }
  for (const ProvinceTile& tile : island_tiles()) tiles += tile_drawn(tile, "sea", 0);
  return fmt::format(
      R"(<svg class="provinces" viewBox="-1 -1 {} {}" role="img" aria-label="{}">{}</svg>)",
      kTileColumns * (kWidth + kGap) - kGap + 2, kTileRows * (kHeight + kGap) - kGap + 2,
      escaped(asked.word("page.map.alt")), tiles);
}

}  // namespace

std::optional<View> journey_map(const Asked& asked, const LotFacts& facts) {
  const std::vector<Stop> stops = stops_of(asked, facts);
  if (stops.empty()) return std::nullopt;
  View map, rows = list_view();
  std::size_t number = 0;
  for (const Stop& stop : stops) {
    View row;
    row.set("number", std::to_string(++number));
    row.set("province", stop.province);
    row.set("what", stop.what);
    row.set("when", stop.first == stop.last ? to_dmy(stop.first)
                                            : to_dmy(stop.first) + " – " + to_dmy(stop.last));
    rows.push_back(std::move(row));
  }
  map.set("drawing", drawing_of(asked, stops));
  map.set("rows", std::move(rows));
  return map;
}

}  // namespace temgoc
