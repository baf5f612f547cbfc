// Files for authorities and buyers, as the command line writes them.
#include "console/api/handlers.h"
#include "console/api/problem.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/trace_files.h"

namespace temgoc {
namespace {

Result<TraceFileOrder> order_of(const ApiCall& call) {
  const auto kind = trace_file_kind(call.place(0));
  if (!kind) return Error{"trace_file_unknown", "kind", shortened(call.place(0))};
  auto from = call.day_asked("from");
  if (!from) return from.error();
  auto until = call.day_asked("until");
  if (!until) return until.error();
  return TraceFileOrder{.kind = *kind,
                        .lot = call.asked("lot"),
                        .cooperative_id = call.cooperative_asked(),
                        .from = *from,
                        .until = *until};
}

HttpResponse file_answer(const ApiCall& call, TraceFormat format, const char* type) {
  const auto order = order_of(call);
  if (!order) return problem_answer(call.request(), order.error());
  if (!is_offered(order->kind, format))
    return problem_answer(call.request(), {"trace_file_unknown", "kind", to_text(order->kind)});
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  auto file = make_trace_file(*workplace, *order, call.language());
  if (!file) return problem_answer(call.request(), file.error());
  return {.status = 200,
          .content_type = type,
          .body = trace_file_text(*file, format),
          .headers = {{"Cache-Control", "no-store"}}};
}

}  // namespace

HttpResponse show_trace_file(ApiCall& call) {
  return file_answer(call, TraceFormat::json, "application/json");
}
HttpResponse show_trace_sheet(ApiCall& call) {
  return file_answer(call, TraceFormat::xlsx, kWorkbookType);
}
HttpResponse show_trace_csv(ApiCall& call) { return file_answer(call, TraceFormat::csv, kCsvType); }

}  // namespace temgoc
