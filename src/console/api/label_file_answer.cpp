// Hands out a PDF, or what a label printer understands.
#include "console/api/label_file_answer.h"

#include "console/api/problem.h"
#include "temgoc/base/files.h"
#include "temgoc/base/percent.h"

namespace temgoc {

HttpResponse label_file_answer(const ApiCall& call, const std::filesystem::path& file) {
  constexpr std::size_t kMostFile = 1u << 30;
  auto content = read_file(file, kMostFile);
  if (!content) return problem_answer(call.request(), 503, content.error());
  const bool is_pdf = file.extension() == ".pdf";
  return {
      .status = 200,
      .content_type = is_pdf ? "application/pdf" : "application/octet-stream",
      .body = *std::move(content),
      .headers = {{"Cache-Control", "no-store"},
                  {"Content-Disposition",
                   "attachment; filename=\"" + percent_encoded(file.filename().string()) + "\""}}};
}

}  // namespace temgoc
