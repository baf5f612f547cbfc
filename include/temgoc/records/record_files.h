// What records have beside their fields: a product's picture, the scans of a certificate.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "temgoc/model/certification.h"
#include "temgoc/model/product.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr unsigned kPictureSide = 900;  // pixels of a product's picture at most
inline constexpr unsigned kThumbnailSide = 112;
inline constexpr unsigned kPaperSide = 2200;  // of a photographed paper, so that it can be read
inline constexpr std::size_t kMostPaperBytes = 25u << 20;
inline constexpr std::size_t kMostPapers = 12;  // of one certificate

// Whether a file would be kept, without keeping it. Those of the functions below that speak of the
// file.
Result<void> check_picture(ByteView photo);
Result<void> check_paper(ByteView file);

// Each is a new version of the record with its act in the journal, published in the log: the log
// binds the file by its hash. A file that no record names any more is deleted; its hash stays in
// the history. `only_cooperative`: another's record is not found; empty: any is.

// The photo is kept as shown_picture makes it. `record_unknown`, those of shown_picture and
// settle_logs.
Result<Product> set_product_picture(Workplace& workplace, std::string_view id, ByteView photo,
                                    std::string_view only_cooperative = {});
// `record_unknown`, `picture_none`.
Result<Product> remove_product_picture(Workplace& workplace, std::string_view id,
                                       std::string_view only_cooperative = {});

// A picture that a product names, small enough for a list: made once, and kept in `thumbnails` of
// the workplace under the picture's name. Those of read_kept_file and shown_picture.
Result<std::string> picture_thumbnail(const std::filesystem::path& workplace,
                                      std::string_view name);

// A PDF is kept as it is, a photo as shown_picture makes it. The same file again changes nothing.
// `record_unknown`, `papers_too_many` (args limit), `pdf_damaged` (cut off), `picture_too_large`,
// those of shown_picture and settle_logs.
Result<Certification> add_certificate_paper(Workplace& workplace, std::string_view id,
                                            ByteView file, std::string_view only_cooperative = {});
// `record_unknown`, `paper_unknown` (value: the name).
Result<Certification> remove_certificate_paper(Workplace& workplace, std::string_view id,
                                               std::string_view name,
                                               std::string_view only_cooperative = {});

}  // namespace temgoc
