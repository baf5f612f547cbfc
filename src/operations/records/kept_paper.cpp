// A PDF, or a photo of a paper.
#include "operations/records/kept_paper.h"

#include <algorithm>

#include "temgoc/pictures/shown_picture.h"
#include "temgoc/records/record_files.h"

namespace temgoc {
namespace {

constexpr std::string_view kPdfStart = "%PDF-", kPdfEnd = "%%EOF";
constexpr std::size_t kPdfTail = 2048;  // some writers add blank lines or a comment
constexpr std::size_t kMegabyte = 1u << 20;

Result<FileToKeep> pdf_to_keep(ByteView file) {
  if (file.size() > kMostPaperBytes)
    return Error{
        "picture_too_large", {}, {}, {}, {{"limit", std::to_string(kMostPaperBytes / kMegabyte)}}};
  const std::string_view text = as_text(file);
  const std::string_view tail = text.substr(text.size() - std::min(text.size(), kPdfTail));
  if (tail.find(kPdfEnd) == tail.npos) return Error{"pdf_damaged"};
  return FileToKeep{Bytes(file.begin(), file.end()), ".pdf"};
}

}  // namespace

Result<FileToKeep> paper_to_keep(ByteView file) {
  if (as_text(file).starts_with(kPdfStart)) return pdf_to_keep(file);
  auto photo = shown_picture(file, kPaperSide);
  if (!photo) return photo.error();
  return FileToKeep{*std::move(photo), ".jpg"};
}

}  // namespace temgoc
