#include <fmt/format.h>

#include "temgoc/workflow.h"
#include "workflow/label_fields.h"
#include "workflow/out_path.h"

namespace temgoc {
namespace {

Result<LabelItem> poster_item(Workplace& workplace, const Product& product) {
  const Registry& registry = workplace.registry();
  const auto cooperative = registry.cooperative(product.cooperative_id);
  if (!cooperative) return Error{"cooperative_unknown", "cooperative", product.cooperative_id};
  const std::string host = workplace.host(workplace.test_only());
  LabelItem item{product_uri(host, product.gtin),
                 product_fields(product, *cooperative, workplace.today()),
                 {}};
  item.fields["host"] = host;
  if (const auto certificate =
          certificate_in_force(registry.certifications_for(product), product, workplace.today()))
    show_certificate(*certificate, item);
  return item;
}

}  // namespace

Result<PrintedLabels> print_poster(Workplace& workplace, const Product& product,
                                   const PosterOrder& order) {
  const LabelTemplate& label = order.label;
  if (label.code != CodeKind::product_link) return Error{"template_with_lot", "template", label.id};
  if (auto checked = check_out(order.out); !checked) return checked.error();
  auto item = poster_item(workplace, product);
  if (!item) return item.error();
  const unsigned dpi = order.dpi.value_or(label.stock.dpi);
  if (const auto faults = check_template(label, dpi, item->uri); !faults.empty())
    return faults.front();
  LabelJob job{.label = label};
  job.dpi = dpi;
  job.test = workplace.test_only();
  job.sample = product.sample;
  job.title = product.name;
  job.made_at = workplace.now();
  job.count = order.count;
  job.next = [&] { return std::optional(*item); };
  const auto file =
      workplace.folder() / "labels" / fmt::format("{}-{}.pdf", product.gtin.printed(), label.id);
  return print_labels(job, order.out.empty() ? file : order.out);
}

}  // namespace temgoc
