// A PDF file in the making: pages, forms and the two faces.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/label/label.h"

namespace temgoc {

// One-sided, not to be scaled, its texts in `language` ("vi", "en"). Everything is held in memory
// until `save`. Any failure of libharu throws SystemFailure
// `pdf_failed` (args status, hex) and spoils the file: it must not be used further.
class PdfFile {
 public:
  PdfFile(const std::filesystem::path& regular_face, const std::filesystem::path& bold_face,
          std::string_view title, std::string_view language, Instant made_at);
  ~PdfFile();
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  // Content that pages may repeat by `/<name> Do`, in a coordinate system as Drawing has it. False,
  // and nothing added, when the file holds as many forms as it can.
  bool add_form(std::string_view name, std::string_view content, double width_dots,
                double height_dots);
  // A picture that pages and forms may repeat by `/<name> Do`, one unit wide and high.
  void add_picture(std::string_view name, const Picture& picture);
  void add_page(double width_pt, double height_pt, std::string_view content);
  // Letters that some content draws; one that is never named here is not embedded.
  void use_letters(const std::set<char16_t>& letters, bool bold);

  // Once, at the end. Throws SystemFailure `disk_write_failed` when the file is not there whole.
  void save(const std::filesystem::path& path);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace temgoc
