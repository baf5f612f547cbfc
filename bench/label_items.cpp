// The texts of the label bench for programs that know nothing of temgoc: one label a line, the
// code's text and eight lines of a 60 x 40 mm label, separated by tabs.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "sample_uri.h"

int main(int argc, char** argv) {
  const auto count = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 10000);
  for (std::uint32_t number = 1; number <= count; ++number) {
    fmt::print(
        "{}\tTrà sen Tây Hồ\tHTX Nông nghiệp Sông Xanh\tNSX: 24/11/2026\tHSD: "
        "23/05/2027\tLô: 261124-01 – Số: {:07}\tMã: 7ZK4-M0Q8-X\tXã Bình Khánh, TP. Hồ Chí Minh "
        "– ĐT: 0900 000 000\tĐịnh lượng: 100 g – Nơi khô ráo, thoáng mát\n",
        temgoc::item_uri(number), number);
  }
}
