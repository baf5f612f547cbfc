#include "decode.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

namespace temgoc {

std::vector<std::string> decode_qr_codes(const GreyView& picture) {
  const ZXing::ImageView view(picture.pixels, picture.width, picture.height,
                              ZXing::ImageFormat::Lum, picture.stride);
  const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode);
  std::vector<std::string> texts;
  for (const ZXing::Result& code : ZXing::ReadBarcodes(view, hints)) texts.push_back(code.text());
  return texts;
}

}  // namespace temgoc
