// Reads an order for labels out of a command line.
#include "cli/print_order.h"

#include <algorithm>

#include "cli/print_json.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kMostCount = 1'000'000;
constexpr std::size_t kMostReason = 300;

Result<void> read_looks(const Given& given, PrintOrder& order) {
  if (given.has("dpi")) {
    auto dpi = given.number("dpi", 0);
    if (!dpi) return dpi.error();
    if (*dpi < 100 || *dpi > 1200) return Error{"dpi_invalid", "dpi", given.text("dpi")};
    order.dpi = static_cast<unsigned>(*dpi);
  }
  if (given.has("codes")) {
    order.kind = code_kind(given.text("codes"));
    if (!order.kind) return Error{"code_kind_unknown", "codes", shortened(given.text("codes"))};
  }
  if (given.has("label-language")) {
    const std::string typed = given.text("label-language");
    order.language = label_language(typed);
    if (!order.language) return Error{"label_language_unknown", "label-language", shortened(typed)};
  }
  return {};
}

// What the ledger keeps beside the labels: who and why, and how many are read back.
Result<void> read_ledger_options(const Given& given, PrintOrder& order) {
  auto by = who(given);
  if (!by) return by.error();
  auto reason = clean_text(given.text("over-quantity"), "over-quantity", kMostReason);
  if (!reason) return reason.error();
  if (given.has("over-quantity") && reason->empty())
    return Error{"reason_missing", "over-quantity"};
  auto read_back = read_back_of(given);
  if (!read_back) return read_back.error();
  order.who = *by;
  order.over_quantity_reason = *reason;
  order.read_back = *read_back;
  return {};
}

// Where the labels lie.
Result<void> read_placement(const Given& given, PrintOrder& order) {
  order.printer = given.text("printer");
  order.cut_marks = given.has("cut-marks");
  if (given.has("format")) {
    order.format = printer_language(given.text("format"));
    if (!order.format)
      return Error{"printer_language_unknown", "format", shortened(given.text("format"))};
  }
  if (given.has("order")) {
    const auto cells = cell_order(given.text("order"));
    if (!cells) return Error{"cell_order_unknown", "order", shortened(given.text("order"))};
    order.order = *cells;
  }
  if (given.text("start") == "next") {
    order.start_cell.reset();
    return {};
  }
  auto start = small_number(given, "start", 1);
  if (!start) return start.error();
  order.start_cell = *start;
  return {};
}

}  // namespace

Result<unsigned> small_number(const Given& given, const std::string& option, unsigned otherwise) {
  auto number = given.number(option, otherwise);
  if (!number) return number.error();
  if (*number > kMostCount)
    return Error{"option_number_too_large",
                 option,
                 given.text(option),
                 {},
                 {{"option", option}, {"most", std::to_string(kMostCount)}}};
  return static_cast<unsigned>(*number);
}

Result<std::string> out_of(const Given& given) {
  const std::string out = given.text("out");
  const bool unseen = std::ranges::any_of(
      out, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
  if (given.has("out") && (out.empty() || out == "-" || unseen))
    return Error{"out_invalid", "out", shortened(out)};
  return out;
}

Result<PrintOrder> print_order(const Given& given) {
  PrintOrder order;
  order.template_id = given.text("template");
  auto out = out_of(given);
  if (!out) return out.error();
  order.out = *out;
  auto count = given.number("count", 0);
  if (!count) return count.error();
  if (*count < 1 || *count > kMostCount) {
    return Error{
        "count_invalid", "count", given.text("count"), {}, {{"most", std::to_string(kMostCount)}}};
  }
  order.count = static_cast<std::uint32_t>(*count);
  if (auto placed = read_placement(given, order); !placed) return placed.error();
  auto copies = small_number(given, "copies", 1);
  if (!copies) return copies.error();
  order.copies = *copies;
  if (auto read = read_looks(given, order); !read) return read.error();
  if (auto read = read_ledger_options(given, order); !read) return read.error();
  return order;
}

Result<Product> product_named(const Registry& registry, const std::string& name) {
  const auto gtin = Gtin::parse(name);
  auto product = gtin ? registry.product(*gtin) : registry.product(std::string_view(name));
  if (!product) return Error{"product_unknown", "product", shortened(name)};
  return std::move(*product);
}

}  // namespace temgoc
