// What is to be printed, and how, as options say it.
#pragma once

#include <string>

#include "cli/command.h"
#include "temgoc/model/product.h"
#include "temgoc/printing/printing.h"

namespace temgoc {

// Of the options that label print and roll print share; those that a command lacks are absent.
Result<PrintOrder> print_order(const Given& given);
// `option_number_too_large`.
Result<unsigned> small_number(const Given& given, const std::string& option, unsigned otherwise);
// A file's name as it is typed; empty where the option is absent. `out_invalid`.
Result<std::string> out_of(const Given& given);
// By its id or its GTIN. `product_unknown`.
Result<Product> product_named(const Registry& registry, const std::string& name);

}  // namespace temgoc
