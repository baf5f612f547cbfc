// Records as lists name them: a row has href, name, id, and what tells it from others.
#pragma once

#include "console/pages/record_fields.h"

namespace temgoc {

View record_row(const Visit& visit, const Cooperative& cooperative);
View record_row(const Visit& visit, const Place& place);
View record_row(const Visit& visit, const Product& product);
View record_row(const Visit& visit, const Certification& certification);

}  // namespace temgoc
