// drill_rows REGISTRY: the events of a season over the lots that are on record. One supplier's salt
// goes into every vat; a vat holds one day's harvest and is packed into 200 lots; each of these is
// shipped to one of 40 partners. Prints how many events were added, and how many lots that salt is
// in.
#include <cstdio>
#include <string>

#include "temgoc/registry/event_book.h"
#include "temgoc/registry/registry.h"

using namespace temgoc;

namespace {

constexpr std::size_t kLotsOfVat = 200, kPartners = 40;
constexpr unsigned kMostLots = 1'000'000;
const LotName kSalt{LotName::Kind::partner, "NB1", "MUOI-1"};

class Season {
 public:
  explicit Season(Registry& registry) : book_(registry) {}

  void fill(const std::vector<Lot>& lots) {
    add(EventKind::receive, {{LotRole::output, kSalt, "Muối", kilograms(1'000'000)}}, "NB1");
    for (std::size_t i = 0; i < lots.size(); ++i) {
      if (i % kLotsOfVat == 0) add_vat(i / kLotsOfVat);
      const LotName sealed{LotName::Kind::sealed, {}, lots[i].short_code.text()};
      add(EventKind::pack, {{LotRole::input, vat(i / kLotsOfVat), {}, kilograms(1)},
                            {LotRole::output, sealed, {}, kilograms(1)}});
      add(EventKind::ship, {{LotRole::handled, sealed, {}, kilograms(1)}},
          "B" + std::to_string(i % kPartners));
    }
    vats_ = (lots.size() + kLotsOfVat - 1) / kLotsOfVat;
  }

  std::size_t events() const { return events_; }
  std::size_t vats() const { return vats_; }

 private:
  static Quantity kilograms(std::int64_t number) { return {number * 1000, "kg"}; }
  static LotName own(const char* kind, std::size_t number) {
    return {LotName::Kind::own, "C01", kind + std::to_string(number)};
  }
  static LotName vat(std::size_t number) { return own("ME-", number); }

  void add_vat(std::size_t number) {
    const LotName harvest = own("TH-", number);
    add(EventKind::harvest, {{LotRole::output, harvest, "Cá đù", kilograms(300)}});
    add(EventKind::process, {{LotRole::input, harvest, {}, kilograms(250)},
                             {LotRole::input, kSalt, {}, kilograms(50)},
                             {LotRole::output, vat(number), "Mẻ cá", kilograms(250)}});
  }

  // A minute after the one before.
  void add(EventKind kind, std::vector<EventLot> lots, const std::string& partner = {}) {
    Event event{.kind = kind,
                .when = {.at = begin_ + std::chrono::minutes(events_),
                         .precision = EventTime::Precision::minute},
                .cooperative_id = "C01",
                .partner_id = partner,
                .lots = std::move(lots)};
    event.salt = std::string(32, '0');
    if (!book_.add(event, event.when.at)) std::abort();
    ++events_;
  }

  EventBook book_;
  Instant begin_ = parse_instant("2025-01-01T00:00:00Z").value();
  std::size_t events_ = 0, vats_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  Registry registry = std::move(Registry::open(argv[1]).value());
  const std::vector<Lot> lots = registry.lots({.cooperative_id = "C01", .limit = kMostLots});
  Season season(registry);
  const auto done = registry.transaction([&]() -> Result<void> {
    season.fill(lots);
    return {};
  });
  if (!done) return 1;
  std::printf("%zu %zu\n", season.events(), lots.size() + season.vats());
  return 0;
}
