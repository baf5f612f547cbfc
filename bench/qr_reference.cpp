// The reference of the label bench: libqrencode alone, its own choice of mask, on as many threads
// as asked, over texts such as a per-item label carries. Prints symbols a second.
#include <fmt/format.h>
#include <qrencode.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "temgoc/seal.h"

namespace {

using namespace temgoc;

std::string item_uri(std::uint32_t number) {
  Claim claim{{1, 0, {1, 2, 3, 4}, 1, Day(std::chrono::year{2026} / 11 / 24), 180},
              Gtin::parse("2990001000018").value(),
              LotCode::parse("261124-01").value(),
              Serial::sealed(number)};
  SealedClaim sealed{claim, {}};
  for (std::size_t i = 0; i < sealed.signature.size(); ++i) {
    sealed.signature[i] = static_cast<std::uint8_t>(number * 2654435761u >> (i % 24));
  }
  return sealed_uri("tg.example.vn", sealed);
}

void encode_range(std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t number = first; number < last; ++number) {
    QRcode* code = QRcode_encodeString(item_uri(number).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (code == nullptr) std::abort();
    QRcode_free(code);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto count = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 10000);
  const auto threads = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 2);
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> workers;
    for (std::uint32_t nth = 0; nth < threads; ++nth) {
      workers.emplace_back(encode_range, 1 + count / threads * nth, 1 + count / threads * (nth + 1));
    }
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  fmt::print("{:.0f}\n", count / seconds.count());
}
