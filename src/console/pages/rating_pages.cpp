// The file for an OCOP rating of a product: criterion by criterion what there is, the points that
// the producer gives, and both forms to fetch.
#include <functional>

#include "console/frame.h"
#include "console/pages/pages.h"
#include "console/pages/record_fields.h"
#include "temgoc/base/files.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/private_folder.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/ocop_rating.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostRating = std::size_t{64} << 20;

std::optional<Product> product_in_sight(const Visit& visit) {
  if (kind_in_address(visit.place(0)) != ImportKind::products) return std::nullopt;
  auto product = visit.registry().product(std::string_view(visit.place(1)));
  if (!product || !visit.sees(product->cooperative_id)) return std::nullopt;
  return product;
}

std::string field_of(const std::string& number) { return "points-" + number; }

// Points that stand in the form, by the numbers of the table.
Result<RatingOrder> order_of(const Visit& visit, const Product& product, const Json& index) {
  std::vector<std::string> texts;
  for (const Json& part : index["parts"])
    for (const Json& each : part["criteria"]) {
      const auto number = each["number"].get<std::string>();
      const std::string typed = visit.asked(field_of(number));
      if (!typed.empty()) texts.push_back(number + "=" + typed);
    }
  auto points = written_points(texts);
  if (!points) return points.error();
  return RatingOrder{.product = product.id, .points = *std::move(points)};
}

View criterion_view(const Visit& visit, const Json& part, const Json& each) {
  View view;
  const auto number = each["number"].get<std::string>();
  view.set("number", number);
  view.set("title", each["title"].get<std::string>());
  view.set("field", field_of(number));
  view.set("value", visit.asked(field_of(number)));
  view.set("most", std::to_string((each["most"].is_null() ? part : each)["most"].get<int>()));
  View said = list_view();
  for (const Json& text : each["evidence"]) {
    View line;
    line.set("text", text.get<std::string>());
    said.push_back(std::move(line));
  }
  put_list(view, "said", std::move(said));
  return view;
}

View parts_view(const Visit& visit, const Json& index) {
  View parts = list_view();
  for (const Json& part : index["parts"]) {
    View view, criteria = list_view();
    view.set("title", part["part"].get<std::string>() + ". " + part["title"].get<std::string>());
    view.set("most", std::to_string(part["most"].get<int>()));
    for (const Json& each : part["criteria"]) criteria.push_back(criterion_view(visit, part, each));
    view.set("criteria", std::move(criteria));
    parts.push_back(std::move(view));
  }
  return parts;
}

HttpResponse page(Visit& visit, const Product& product, const Json& index,
                  const std::optional<Error>& error = {}) {
  const std::string href = "/records/products/" + percent_encoded(product.id);
  View view;
  view.set("product", product.name);
  view.set("back_href", href);
  view.set("pdf_href", href + "/ocop-rating.pdf");
  view.set("zip_href", href + "/ocop-rating.zip");
  view.set("page_href", href + "/ocop-rating");
  view.set("no_set", View(index["set"].is_null()));
  view.set("is_short", View(!index["complete_table"].get<bool>()));
  view.set("parts", parts_view(visit, index));
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "rating",
                       .title = visit.word("console.rating"),
                       .section = "records",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

// What is fetched with the points of the form; where they are wrong, the form with what is.
HttpResponse fetched(
    Visit& visit, const std::function<Result<HttpResponse>(Workplace&, const RatingOrder&)>& make) {
  const auto product = product_in_sight(visit);
  if (!product) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return broken_page(visit, workplace.error());
  const auto index = ocop_rating_index(*workplace, {.product = product->id});
  if (!index) return broken_page(visit, index.error());
  const auto order = order_of(visit, *product, *index);
  if (!order) return page(visit, *product, *index, order.error());
  auto done = make(*workplace, *order);
  return done ? *std::move(done) : page(visit, *product, *index, done.error());
}

}  // namespace

HttpResponse rating_page(Visit& visit) {
  const auto product = product_in_sight(visit);
  if (!product) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return broken_page(visit, workplace.error());
  const auto index = ocop_rating_index(*workplace, {.product = product->id});
  return index ? page(visit, *product, *index) : broken_page(visit, index.error());
}

HttpResponse rating_pdf(Visit& visit) {
  return fetched(visit, [](Workplace& workplace, const RatingOrder& order) -> Result<HttpResponse> {
    const PrivateFolder folder;
    const auto pdf = folder.path() / "ocop.pdf";
    if (auto done = print_ocop_rating(workplace, order, pdf); !done) return done.error();
    auto content = read_file(pdf, kMostRating);
    if (!content) return content.error();
    return document_answer(*std::move(content), "ho-so-ocop-" + order.product + ".pdf");
  });
}

HttpResponse rating_folder(Visit& visit) {
  return fetched(visit, [](Workplace& workplace, const RatingOrder& order) -> Result<HttpResponse> {
    const auto archive = pack_ocop_rating(workplace, order);
    if (!archive) return archive.error();
    return document_answer(std::string(archive->begin(), archive->end()),
                           "ho-so-ocop-" + order.product + ".zip");
  });
}

}  // namespace temgoc
