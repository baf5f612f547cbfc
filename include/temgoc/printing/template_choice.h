// Which label to take for a product: the smallest that says all that is on record of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "temgoc/model/lot.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct TemplateChoice {
  std::string product;  // its GTIN as printed
  std::string name;
  // The template of the smallest label on a roll, and on a sheet. None: no template holds it.
  std::optional<std::string> roll, sheet;
};

// The choice for every product that lots are issued of, in the registry's order. A template counts
// where it is for packs of any size, in Vietnamese, shows each fact on record that a food label
// must have, and holds the texts at its own dots. The workplace's own templates count too.
std::vector<TemplateChoice> template_choices(Workplace& workplace);

// The choice for the product of one lot, tried with that lot's code.
TemplateChoice template_choice(Workplace& workplace, const Lot& lot);

}  // namespace temgoc
