// Files for authorities and buyers, as the command line writes them.
#include "console/api/handlers.h"
#include "console/api/problem.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/credentials.h"

namespace temgoc {
namespace {

// A credential is signed with the key of the lot's cooperative, which somebody has opened for
// programs; whoever may issue lots may have one signed.
Result<SecretText> passphrase_for(const ApiCall& call, const std::string& lot) {
  if (!may(call.token().role, Right::print))
    return Error{"api_role_too_small", "role", to_text(call.token().role)};
  const auto owner = cooperative_of_lot(call.registry(), lot, call.scope());
  if (!owner) return owner.error();
  return call.passphrase(*owner);
}

Result<TraceFileOrder> order_of(const ApiCall& call, TraceFormat format) {
  const auto kind = trace_file_kind(call.place(0));
  if (!kind || !is_offered(*kind, format))
    return Error{"trace_file_unknown", "kind", shortened(call.place(0))};
  auto from = call.day_asked("from");
  if (!from) return from.error();
  auto until = call.day_asked("until");
  if (!until) return until.error();
  TraceFileOrder order{.kind = *kind,
                       .format = format,
                       .lot = call.asked("lot"),
                       .cooperative_id = call.cooperative_asked(),
                       .from = *from,
                       .until = *until,
                       .certificate = call.asked("certificate")};
  if (!is_credential(*kind)) return order;
  auto passphrase = passphrase_for(call, order.lot);
  if (!passphrase) return passphrase.error();
  order.passphrase = *std::move(passphrase);
  return order;
}

HttpResponse file_answer(const ApiCall& call, TraceFormat format, const char* type) {
  const auto order = order_of(call, format);
  if (!order) return problem_answer(call.request(), order.error());
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
HttpResponse show_trace_jwt(ApiCall& call) {
  return file_answer(call, TraceFormat::jwt, kJwtCredentialType);
}
HttpResponse show_trace_csv(ApiCall& call) { return file_answer(call, TraceFormat::csv, kCsvType); }

}  // namespace temgoc
