// What a form asks of whoever gets rights, a person or a program: the role, and whose data.
#pragma once

#include <span>

#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// The list `roles`, with what was typed chosen, else `usual`.
void put_roles(const Visit& visit, View& view, std::span<const Role> roles, Role usual);
// The list `cooperatives`; none for who sees one alone.
void put_cooperatives(const Visit& visit, View& view);

}  // namespace temgoc
