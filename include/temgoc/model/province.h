// The provinces of Vietnam: as coarse as the place of a scan may be.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace temgoc {

// One of the 34 provinces and cities since 2025-07-01 (Resolution 202/2025/QH15).
class Province {
 public:
  // By its name in any usual spelling ("TP. HCM", "tỉnh Cà Mau", "Ho Chi Minh City", NFD, without
  // diacritics) or its ISO 3166-2 code ("VN-SG"). One of the 63 until then gives what it is part of
  // now. None: nothing else is a province, an address or a position least of all.
  static std::optional<Province> named(std::string_view text);

  std::string_view name() const;  // "Cà Mau", "TP. Hồ Chí Minh"
  // Between places of both, at the very least: neighbours and large provinces give 0.
  double km_at_least_to(const Province& other) const;
  bool operator==(const Province&) const = default;

 private:
  explicit Province(std::size_t index) : index_(index) {}
  std::size_t index_;
};

}  // namespace temgoc
