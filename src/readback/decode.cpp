#include "decode.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

namespace temgoc {

namespace {

std::vector<std::string> texts_of(const std::vector<ZXing::Result>& codes) {
  std::vector<std::string> texts;
  for (const ZXing::Result& code : codes) texts.push_back(code.text());
  return texts;
}

}  // namespace

std::vector<std::string> decode_qr_codes(const GreyView& picture) {
  const ZXing::ImageView view(picture.pixels, picture.width, picture.height,
                              ZXing::ImageFormat::Lum, picture.stride);
  const auto thorough = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode);
  return texts_of(ZXing::ReadBarcodes(view, thorough));
}

std::vector<std::string> decode_upright_qr_code(const GreyView& picture) {
  const ZXing::ImageView view(picture.pixels, picture.width, picture.height,
                              ZXing::ImageFormat::Lum, picture.stride);
  const auto quick = ZXing::DecodeHints()
                         .setFormats(ZXing::BarcodeFormat::QRCode)
                         .setTryHarder(false)
                         .setTryRotate(false)
                         .setMaxNumberOfSymbols(1);
  return texts_of(ZXing::ReadBarcodes(view, quick));
}

}  // namespace temgoc
