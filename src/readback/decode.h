// QR codes in a grey picture.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace temgoc {

// A view of rows of grey bytes, 0 black; `stride` bytes from row to row. The owner outlives it.
struct GreyView {
  const std::uint8_t* pixels = nullptr;
  int width = 0, height = 0, stride = 0;
};

// The texts of all QR codes found whole, in the order found.
std::vector<std::string> decode_qr_codes(const GreyView& picture);
// The code of a picture in black and white that shows an upright code and nothing else: no search.
// Empty is no proof that there is none.
std::vector<std::string> decode_lone_qr_code(const GreyView& picture);
// One code at most, upright, looked for with less effort: empty is no proof that there is none.
std::vector<std::string> decode_upright_qr_code(const GreyView& picture);

}  // namespace temgoc
