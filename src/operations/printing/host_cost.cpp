// Shortens a host name letter by letter until the QR code gets smaller.
#include "temgoc/printing/host_cost.h"

#include <string>

#include "temgoc/label/code_size.h"
#include "temgoc/seal/seal.h"

namespace temgoc {
namespace {

constexpr std::size_t kShortestHost = 4;

// Every sealed link of this host with as long a lot code is as long as this one.
unsigned sealed_modules(std::string_view host) {
  const Claim claim{{1, 0, {}, 1, kFirstPackDay, 0},
                    Gtin::parse("2990001000018").value(),
                    LotCode::suggest(kFirstPackDay, 99),
                    Serial::sealed(1)};
  return fewest_modules(sealed_uri(host, {claim, {}})).value();
}

}  // namespace

HostCost host_cost(std::string_view host) {
  HostCost cost;
  cost.modules = sealed_modules(host);
  cost.side_mm = easy_side_mm(cost.modules);
  for (std::size_t letters = host.size(); letters > kShortestHost;) {
    --letters;
    const unsigned modules = sealed_modules(host.substr(0, letters));
    if (modules == cost.modules) continue;
    cost.shorter_letters = static_cast<unsigned>(letters);
    cost.shorter_side_mm = easy_side_mm(modules);
    break;
  }
  return cost;
}

}  // namespace temgoc
