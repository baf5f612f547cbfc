// Forms 01 and 02 of an OCOP rating, as blocks of a printed form.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "operations/exchange/rating_evidence.h"
#include "temgoc/label/form_page.h"

namespace temgoc {

using Blocks = std::vector<FormBlock>;

// What the forms are filled from.
struct RatingFile {
  const RatingSubject& subject;
  const RatingTable& table;
  std::map<std::string, CriterionEvidence> evidence;  // by number of the criterion
  std::map<std::string, int> points;                  // as the producer judges
};

Blocks form_01(const RatingFile& file, Language language);
Blocks form_02(const RatingFile& file, Language language);

}  // namespace temgoc
