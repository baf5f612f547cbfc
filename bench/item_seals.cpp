// item_seals WORKPLACE SHORT-CODE COUNT PASSPHRASE-FILE: the paths that the first COUNT item labels
// of the lot carry, one a line; the labels must have been printed.
#include <cstdio>
#include <cstdlib>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/seal/seal.h"
#include "temgoc/signer/signer.h"
#include "temgoc/workplace/workplace.h"

using namespace temgoc;

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  auto workplace = Workplace::open(argv[1], {}, system_clock(), system_random());
  const auto lot = workplace.value().registry().lot(ShortCode::parse(argv[2]).value());
  SealHeader header =
      decode_header(std::span<const std::uint8_t, 13>(lot.value().seal.data(), 13)).value();
  const auto key =
      load_key(workplace->key_path(header.key_id), trimmed(read_file(argv[4], 4096).value()));
  for (int number = 1; number <= std::atoi(argv[3]); ++number) {
    const Claim claim{header, lot->gtin, lot->code,
                      Serial::sealed(static_cast<std::uint32_t>(number))};
    const SealedClaim sealed{claim, key.value().sign(signed_message(claim, lot->realm))};
    std::puts(sealed_uri("", sealed).substr(std::string_view("https://").size()).c_str());
  }
}
