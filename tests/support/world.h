// A workplace of the example data in a folder of its own, with a clock and randomness that are
// fixed.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <random>

#include "temgoc/base/files.h"
#include "temgoc/import/import_step.h"
#include "temgoc/keys/issuer_keys.h"
#include "temgoc/keys/sign_trust_list.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc::test {

namespace fs = std::filesystem;

inline constexpr const char* kPassphrase = "đồng bằng sông Cửu Long";
inline const Gtin kFish = Gtin::parse("2990001000018").value();

struct World {
  fs::path folder;
  Instant now = parse_instant("2026-11-24T02:00:00.000Z").value();
  std::mt19937 generator{1};

  World() {
    std::string name = (fs::temp_directory_path() / "temgoc-workplace-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder = name;
  }
  ~World() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  Clock clock() {
    return [this] { return now; };
  }
  RandomSource random() {
    return [this](std::span<std::uint8_t> bytes) {
      for (auto& byte : bytes) byte = static_cast<std::uint8_t>(generator());
    };
  }
  // Keys take seconds to make: all worlds begin as copies of the first, its randomness among what
  // is copied.
  Workplace made() {
    static World first;
    if (!fs::exists(first.works())) first.make();
    fs::copy(first.folder, folder, fs::copy_options::recursive);
    generator = first.generator;
    return std::move(Workplace::open(works(), {}, clock(), random()).value());
  }
  fs::path works() const { return folder / "works"; }
  LotDraft draft() const {
    return {.gtin = kFish,
            .packed_on = vietnam_day(now),
            .quantity = Quantity::parse("5", "kg").value()};
  }

 private:
  void make() {
    auto workplace = Workplace::init(
        {works(), "ocop.example.vn", {"tg.example.vn"}, folder / "roots", kPassphrase}, clock(),
        random());
    REQUIRE(workplace.has_value());
    for (auto [kind, name] : {std::pair{ImportKind::cooperatives, "cooperatives"},
                              {ImportKind::products, "products"},
                              {ImportKind::certifications, "certifications"}}) {
      const std::string path = std::string(TEMGOC_SOURCE_DIR) + "/examples/" + name + ".csv";
      auto content = read_file(path, kMaxTableBytes);
      auto report = import_table(workplace->registry(), kind, as_bytes(*content), path, now, {});
      REQUIRE(report.has_value());
      REQUIRE(report->errors.empty());
    }
    REQUIRE(new_issuer_key(*workplace, "C01", kPassphrase).has_value());
    REQUIRE(sign_trust_list(*workplace, folder / "roots", kPassphrase).has_value());
  }
};

inline std::string code_of(const auto& result) {
  return result.has_value() ? "ok" : result.error().code;
}

}  // namespace temgoc::test
