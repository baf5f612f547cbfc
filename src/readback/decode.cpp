// Runs ZXing in three ways: quickest for a lone code, quick if upright, thorough for a page.
#include "decode.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

namespace temgoc {

namespace {

std::vector<std::string> texts_of(const std::vector<ZXing::Result>& codes) {
  std::vector<std::string> texts;
  // One that was found and could not be read is no code.
  for (const ZXing::Result& code : codes)
    if (code.isValid()) texts.push_back(code.text());
  return texts;
}

}  // namespace

std::vector<std::string> decode_qr_codes(const GreyView& picture) {
  const ZXing::ImageView view(picture.pixels, picture.width, picture.height,
                              ZXing::ImageFormat::Lum, picture.stride);
  const auto thorough = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode);
  return texts_of(ZXing::ReadBarcodes(view, thorough));
}

std::vector<std::string> decode_lone_qr_code(const GreyView& picture) {
  const ZXing::ImageView view(picture.pixels, picture.width, picture.height,
                              ZXing::ImageFormat::Lum, picture.stride);
  const auto quickest = ZXing::DecodeHints()
                            .setFormats(ZXing::BarcodeFormat::QRCode)
                            .setIsPure(true)
                            .setTryHarder(false)
                            .setTryRotate(false)
                            .setBinarizer(ZXing::Binarizer::FixedThreshold)
                            .setMaxNumberOfSymbols(1);
  return texts_of(ZXing::ReadBarcodes(view, quickest));
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
