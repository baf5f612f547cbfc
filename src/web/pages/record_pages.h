// The pages of what is on record: product, cooperative, place, certificate.
#pragma once

#include "web/pages/frame.h"

namespace temgoc {

// Each is the "not found" page where nothing of that name is on record.
HttpResponse product_page(const Asked& asked, const std::string& gtin);
HttpResponse cooperative_page(const Asked& asked, const std::string& id);
HttpResponse place_page(const Asked& asked, const std::string& id);
HttpResponse certification_page(const Asked& asked, const std::string& id);

}  // namespace temgoc
