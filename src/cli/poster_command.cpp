// temgoc label poster
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/print_order.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/print_poster.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kMostCopies = kMostPages;  // a poster may need a page of its own
const std::string kPosterTemplate = "a4-poster";

Result<PosterOrder> order_of(const Session& session, const Given& given) {
  auto label = find_template(session.workplace,
                             given.has("template") ? given.text("template") : kPosterTemplate);
  if (!label) return label.error();
  PosterOrder order{.label = std::move(*label)};
  order.out = given.text("out");
  if (given.has("label-language")) {
    const auto language = label_language(given.text("label-language"));
    if (!language)
      return Error{"label_language_unknown", "label-language",
                   shortened(given.text("label-language"))};
    auto chosen = in_language(std::move(order.label), *language);
    if (!chosen) return chosen.error();
    order.label = std::move(*chosen);
  }
  const auto count = given.number("count", 1);
  if (!count) return count.error();
  if (*count < 1 || *count > kMostCopies)
    return Error{
        "count_invalid", "count", given.text("count"), {}, {{"most", std::to_string(kMostCopies)}}};
  order.count = static_cast<std::uint32_t>(*count);
  return order;
}

int label_poster(const Session& session, const Given& given) {
  auto order = order_of(session, given);
  if (!order) return session.terminal.fail(order.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto product = product_named(workplace->registry(), given.text("product"));
  if (!product) return session.terminal.fail(product.error());
  const auto printed = print_poster(*workplace, *product, *order);
  if (!printed) return session.terminal.fail(printed.error());
  session.terminal.warn_all(printed->warnings);
  const std::string file = printed->file.string();
  session.terminal.tell({"file", {{"file", file}}});
  session.terminal.say("label.print.scale");
  return session.terminal.done({{"product", product->id},
                                {"gtin", product->gtin.digits()},
                                {"template", order->label.id},
                                {"language", to_text(order->label.language)},
                                {"labels", printed->drawn.labels},
                                {"pages", printed->drawn.pages},
                                {"module_mm", printed->drawn.module_mm},
                                {"test", workplace->test_only()},
                                {"files", {file}}},
                               file + "\n");
}

}  // namespace

void add_poster_command(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"label",
                 "poster",
                 {{"product", Kind::argument, true},
                  {"template"},
                  {"label-language"},
                  {"count", Kind::number},
                  {"out"}},
                 label_poster});
}

}  // namespace temgoc
