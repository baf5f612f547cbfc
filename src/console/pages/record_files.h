// What a record's form has beside its fields: a product's picture, the scans of a certificate.
#pragma once

#include <string>

#include "console/pages/record_fields.h"

namespace temgoc {

void put_record_files(const Visit& visit, View& view, ImportKind kind, const std::string& id);
// Where the small picture of a product is; empty: it has none.
std::string thumbnail_href(const Product& product);
// Whether the files that were sent can be kept, before anything is saved. Those of shown_picture
// and add_certificate_paper.
Result<void> check_sent_files(const Visit& visit, ImportKind kind);
// Keeps the files of the form, and takes out those that were ticked. Those of record_files.h.
Result<void> keep_sent_files(const Visit& visit, ImportKind kind, const std::string& id);

}  // namespace temgoc
