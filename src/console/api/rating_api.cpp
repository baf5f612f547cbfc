// The file for an OCOP rating: what form 02 will say, both forms as a PDF, and all of it with its
// evidence as an archive.
#include <functional>

#include "console/api/handlers.h"
#include "console/api/problem.h"
#include "temgoc/base/files.h"
#include "temgoc/base/private_folder.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/ocop_rating.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostPdf = std::size_t{64} << 20;

Result<RatingOrder> order_of(const ApiCall& call) {
  std::vector<std::string> texts;
  if (const std::string typed = call.asked("points"); !typed.empty())
    for (const std::string_view each : split(typed, ',')) texts.push_back(trimmed(each));
  auto points = written_points(texts);
  if (!points) return points.error();
  return RatingOrder{
      .product = call.place(0), .only_cooperative = call.scope(), .points = *std::move(points)};
}

// With the order of the call and a workplace to read from.
HttpResponse made(const ApiCall& call,
                  const std::function<Result<HttpResponse>(Workplace&, const RatingOrder&)>& make) {
  const auto order = order_of(call);
  if (!order) return problem_answer(call.request(), order.error());
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  auto response = make(*workplace, *order);
  if (!response) {
    const bool unknown = response.error().code == "product_unknown";
    return problem_answer(call.request(), unknown ? 404 : status_of(response.error()),
                          response.error());
  }
  return *std::move(response);
}

HttpResponse file_answer(const char* type, std::string content) {
  return {.status = 200,
          .content_type = type,
          .body = std::move(content),
          .headers = {{"Cache-Control", "no-store"}}};
}

}  // namespace

HttpResponse show_rating(ApiCall& call) {
  return made(call, [](Workplace& workplace, const RatingOrder& order) -> Result<HttpResponse> {
    auto index = ocop_rating_index(workplace, order);
    if (!index) return index.error();
    return json_answer(200, *index);
  });
}

HttpResponse show_rating_pdf(ApiCall& call) {
  return made(call, [](Workplace& workplace, const RatingOrder& order) -> Result<HttpResponse> {
    const PrivateFolder folder;
    const auto pdf = folder.path() / "ho-so.pdf";
    if (auto done = print_ocop_rating(workplace, order, pdf); !done) return done.error();
    auto content = read_file(pdf, kMostPdf);
    if (!content) return content.error();
    return file_answer("application/pdf", *std::move(content));
  });
}

HttpResponse show_rating_folder(ApiCall& call) {
  return made(call, [](Workplace& workplace, const RatingOrder& order) -> Result<HttpResponse> {
    const auto archive = pack_ocop_rating(workplace, order);
    if (!archive) return archive.error();
    return file_answer(kZipType, std::string(archive->begin(), archive->end()));
  });
}

}  // namespace temgoc
