// Divides a lot's quantity by the net content of a pack, with units of weight and volume.
#include "temgoc/model/pack_count.h"

#include <array>
#include <utility>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

enum class Measure { weight, volume };
struct Unit {
  std::string_view name;
  Measure measure;
  std::int64_t milli;  // milligrams or millilitres in one
};

constexpr std::array kUnits{Unit{"mg", Measure::weight, 1},
                            Unit{"g", Measure::weight, 1'000},
                            Unit{"gr", Measure::weight, 1'000},
                            Unit{"gam", Measure::weight, 1'000},
                            Unit{"gram", Measure::weight, 1'000},
                            Unit{"lạng", Measure::weight, 100'000},
                            Unit{"kg", Measure::weight, 1'000'000},
                            Unit{"kilogam", Measure::weight, 1'000'000},
                            Unit{"yến", Measure::weight, 10'000'000},
                            Unit{"tạ", Measure::weight, 100'000'000},
                            Unit{"tấn", Measure::weight, 1'000'000'000},
                            Unit{"ml", Measure::volume, 1},
                            Unit{"cl", Measure::volume, 10},
                            Unit{"dl", Measure::volume, 100},
                            Unit{"l", Measure::volume, 1'000},
                            Unit{"lít", Measure::volume, 1'000},
                            Unit{"lit", Measure::volume, 1'000},
                            Unit{"liter", Measure::volume, 1'000},
                            Unit{"litre", Measure::volume, 1'000}};

// As `folded` writes them. "bao", "thùng" and "két" hold packs rather than being one, so they do
// not stand here.
constexpr std::array kPacks = std::to_array<std::string_view>(
    {"hop",  "goi",  "chai", "tui",   "lo",   "qua",   "trai",   "cai",     "chiec",
     "hu",   "lon",  "bich", "vi",    "khay", "cay",   "bo",     "banh",    "thanh",
     "vien", "cuon", "box",  "boxes", "pack", "packs", "bottle", "bottles", "bag",
     "bags", "jar",  "jars", "can",   "cans", "piece", "pieces", "pcs"});

const Unit* unit_of(std::string_view name) {
  const std::string lower = ascii_lower(trimmed(name));
  for (const Unit& unit : kUnits) {
    if (unit.name == lower) return &unit;
  }
  return nullptr;
}

// "Túi 250 g" and "250 g/túi" say what a pack is: "250 g".
std::string without_pack(std::string_view text) {
  std::string net = trimmed(text);
  const std::size_t space = net.find(' ');
  if (space != net.npos && counts_packs(net.substr(0, space))) net = trimmed(net.substr(space));
  const std::size_t slash = net.rfind('/');
  if (slash != net.npos && counts_packs(net.substr(slash + 1))) net = trimmed(net.substr(0, slash));
  return net;
}

// "500 g", "1,5 lít", "Gói 0,25 kg": an amount and a unit, with the pack's name or without.
std::optional<Quantity> net_quantity(std::string_view text) {
  const std::string clean = without_pack(text);
  const std::size_t end = clean.find_first_not_of("0123456789.,");
  if (end == 0 || end == clean.npos) return std::nullopt;
  auto quantity = Quantity::parse(clean.substr(0, end), clean.substr(end));
  if (!quantity) return std::nullopt;
  return *quantity;
}

std::uint64_t divided_up(std::uint64_t amount, std::uint64_t by) { return (amount + by - 1) / by; }

}  // namespace

bool counts_packs(std::string_view unit) {
  const std::string name = folded(unit);
  for (const std::string_view pack : kPacks) {
    if (pack == name) return true;
  }
  return false;
}

std::optional<std::uint64_t> pack_count(const Quantity& quantity, std::string_view net_content) {
  const auto amount = static_cast<std::uint64_t>(quantity.thousandths);
  if (counts_packs(quantity.unit)) return divided_up(amount, 1'000);
  const auto net = net_quantity(net_content);
  const Unit* of_lot = unit_of(quantity.unit);
  const Unit* of_pack = net ? unit_of(net->unit) : nullptr;
  if (!of_lot || !of_pack || of_lot->measure != of_pack->measure) return std::nullopt;
  // 128 bits: a billion tonnes in thousandths of a milligram lie beyond 64.
  __extension__ using Wide = unsigned __int128;
  const Wide whole = Wide{amount} * static_cast<std::uint64_t>(of_lot->milli);
  const Wide pack = Wide{static_cast<std::uint64_t>(net->thousandths)} *
                    static_cast<std::uint64_t>(of_pack->milli);
  const Wide packs = (whole + pack - 1) / pack;
  if (packs > INT64_MAX) return std::nullopt;
  return static_cast<std::uint64_t>(packs);
}

}  // namespace temgoc
