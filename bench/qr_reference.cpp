// The reference of the label bench: libqrencode alone, its own choice of mask, on as many threads
// as asked, over texts such as a per-item label carries. Prints symbols a second.
#include <fmt/format.h>
#include <qrencode.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "sample_uri.h"

namespace {

void encode_range(std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t number = first; number < last; ++number) {
    QRcode* code =
        QRcode_encodeString(temgoc::item_uri(number).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
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
      workers.emplace_back(encode_range, 1 + count / threads * nth,
                           1 + count / threads * (nth + 1));
    }
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  fmt::print("{:.0f}\n", count / seconds.count());
}
