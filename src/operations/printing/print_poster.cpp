// Fills a poster from a product's record, prints it, and reads its codes before it is released.
#include <fmt/format.h>

#include "operations/printing/label_fields.h"
#include "operations/printing/labels_folder.h"
#include "operations/printing/unread_file.h"
#include "temgoc/printing/print_poster.h"
#include "temgoc/printing/read_back.h"
#include "temgoc/workplace/out_path.h"
#include "temgoc/workplace/workplace.h"

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

// The first and the last at least: what repeats is one form in the file.
std::vector<ExpectedCode> expected_codes(const LabelJob& job, const std::string& uri) {
  constexpr std::uint32_t kRead = 20;
  const unsigned cells = job.label.stock.cells();
  std::vector<ExpectedCode> expected;
  for (const std::uint32_t label : spread(job.count, kRead))
    expected.push_back({label, (label - 1) / cells + 1, (label - 1) % cells, uri});
  return expected;
}

// `named`: the order gave the path, where nothing may be lost.
Result<PrintedPoster> print_read_back(const LabelJob& job, const LabelItem& item,
                                      const std::filesystem::path& path, bool named) {
  UnreadFile file(path);
  auto drawn = print_labels(job, file.path());
  if (!drawn) return drawn.error();
  const auto mark = expected_mark(job, item, file.path());
  if (!mark) return mark.error();
  auto read = read_back(pages_of_pdf(file.path(), job.dpi), job.label, {},
                        expected_codes(job, item.uri), *mark);
  if (!read) return read.error();
  if (!named) {
    file.release();
  } else if (auto released = file.release_new(); !released) {
    return released.error();
  }
  return PrintedPoster{*drawn, path};
}

}  // namespace

Result<PrintedPoster> print_poster(Workplace& workplace, const Product& product,
                                   const PosterOrder& order) {
  const LabelTemplate& label = order.label;
  if (label.code != CodeKind::product_link) return Error{"template_with_lot", "template", label.id};
  if (auto checked = check_out(order.out); !checked) return checked.error();
  auto item = poster_item(workplace, product);
  if (!item) return item.error();
  const auto translated = translation_faults(label, *item, product.id);
  if (!translated.refusals.empty()) return translated.refusals.front();
  if (auto proven =
          check_claims(label, *item, product, workplace.registry().certifications_for(product),
                       workplace.today());
      !proven)
    return proven.error();
  const unsigned dpi = order.dpi.value_or(label.stock.dpi);
  if (const auto faults = check_template(label, dpi, item->uri); !faults.empty())
    return faults.front();
  LabelJob job{.label = label};
  job.dpi = dpi;
  job.test = workplace.test_only();
  job.sample = !item->fields.at("sample_notice").empty();
  job.title = product.name;
  job.made_at = workplace.now();
  job.count = order.count;
  job.next = [&] { return std::optional(*item); };
  const auto name = fmt::format("{}-{}.pdf", product.gtin.printed(), label.id);
  auto printed =
      print_read_back(job, *item, order.out.empty() ? labels_folder(workplace) / name : order.out,
                      !order.out.empty());
  if (!printed) return printed;
  printed->warnings = lacking_items(label, *item, product);
  printed->warnings.insert(printed->warnings.end(), translated.warnings.begin(),
                           translated.warnings.end());
  return printed;
}

}  // namespace temgoc
