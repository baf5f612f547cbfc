// From an Error to a problem document.
#include "console/api/problem.h"

#include <map>

#include "console/api/paths.h"
#include "temgoc/base/text.h"
#include "temgoc/http/accept.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

constexpr unsigned kRefused = 422;

// Codes that are not listed are faults of what was sent.
const std::map<std::string_view, unsigned>& statuses() {
  static const std::map<std::string_view, unsigned> kStatus = {
      {"json_unreadable", 400},
      {"json_duplicate_key", 400},
      {"api_parameter_unknown", 400},
      {"api_parameter_invalid", 400},
      {"api_key_invalid", 400},
      {"api_token_missing", 401},
      {"api_token_unknown", 401},
      {"api_token_revoked", 401},
      {"api_token_expired", 401},
      {"api_token_address", 403},
      {"api_role_too_small", 403},
      {"api_all_needed", 403},
      {"key_locked", 403},
      {"key_unknown", 404},
      {"key_passphrase_wrong", 403},
      {"key_passphrase_needed", 403},
      {"cooperative_not_yours", 403},
      {"api_route_unknown", 404},
      {"record_unknown", 404},
      {"lot_unknown", 404},
      {"report_unknown", 404},
      {"event_unknown", 404},
      {"evidence_unknown", 404},
      {"event_lot_unknown", 404},
      {"trace_file_unknown", 404},
      {"print_job_unknown", 404},
      {"roll_unknown", 404},
      {"api_print_unknown", 404},
      {"api_file_unknown", 404},
      {"api_method_unknown", 405},
      {"api_accept_unmet", 406},
      {"api_key_running", 409},
      {"already_recalled", 409},
      {"event_in_error", 409},
      {"event_is_used", 409},
      {"event_repeated", 409},
      {"partner_id_taken", 409},
      {"clock_behind", 409},
      {"clock_far_ahead", 409},
      {"gs1_key_taken", 409},
      {"gs1_key_in_use", 409},
      {"gtin_taken", 409},
      {"key_not_in_use", 409},
      {"label_voided", 409},
      {"labels_over_quantity", 409},
      {"lot_code_taken", 409},
      {"lot_differs", 409},
      {"lot_has_labels", 409},
      {"lot_is_cancelled", 409},
      {"lot_is_recalled", 409},
      {"lot_may_have_labels", 409},
      {"roll_labels_given", 409},
      {"roll_labels_void", 409},
      {"print_job_unfinished", 409},
      {"product_on_labels", 409},
      {"record_differs", 409},
      {"repeated_command", 409},
      {"template_exists", 409},
      {"template_version_unknown", 404},
      {"template_changed_meanwhile", 412},
      {"template_too_long", 413},
      {"record_changed_meanwhile", 412},
      {"settings_changed_meanwhile", 412},
      {"api_body_too_large", 413},
      {"api_type_unsupported", 415},
      {"api_if_match_missing", 428},
      {"api_too_many_requests", 429},
      {"unexpected", 500},
      {"token_key_unreadable", 503},
      {"disk_write_failed", 507},
      {"epcis_capture_unknown", 404},
      {"epcis_context_foreign", 400},
      {"epcis_context_missing", 400},
      {"epcis_document_unknown", 400},
      {"epcis_event_differs", 409},
      {"epcis_event_too_large", 400},
      {"epcis_event_unknown", 404},
      {"epcis_format_unmet", 406},
      {"epcis_header_invalid", 400},
      {"epcis_ilmd_unfit", 400},
      {"epcis_member_missing", 400},
      {"epcis_member_unknown", 400},
      {"epcis_no_events", 400},
      {"epcis_objects_missing", 400},
      {"epcis_parameters_clash", 400},
      {"epcis_parameter_invalid", 400},
      {"epcis_parameter_unknown", 400},
      {"epcis_queries_full", 507},
      {"epcis_query_taken", 409},
      {"epcis_query_too_long", 413},
      {"epcis_query_too_large", 413},
      {"epcis_query_unknown", 404},
      {"epcis_query_unnamed", 400},
      {"epcis_resource_unknown", 404},
      {"epcis_subscription_unsupported", 501},
      {"epcis_too_many_events", 413},
      {"epcis_value_repeated", 400},
      {"epcis_value_wrong", 400},
      {"epcis_version_unknown", 406},
      {"epcis_word_unknown", 400},
      {"registry_busy", 503},
      {"registry_unreachable", 503},
      {"registry_server_exhausted", 503},
      {"registry_statement_failed", 503},
      {"registry_login_refused", 503},
      {"registry_tls_unverified", 503},
      {"registry_read_only", 503},
      {"trust_busy", 503},
      {"log_ahead", 503},
      {"log_missing", 503},
      {"write_denied", 503},
  };
  return kStatus;
}

std::string content_language(Language language) { return language == Language::vi ? "vi" : "en"; }

// Faults of the server's own that a client may meet, by their status.
Error refusal_error(const HttpResponse& refusal) {
  const auto field = [&](std::string_view name) {
    for (const auto& [each, value] : refusal.headers)
      if (each == name) return value;
    return std::string();
  };
  if (refusal.status == 413) return Error{"api_body_too_large"};
  if (refusal.status == 405)
    return Error{"api_method_unknown", {}, {}, {}, {{"known", field("Allow")}}};
  if (refusal.status == 429)
    return Error{"api_too_many_requests", {}, {}, {}, {{"seconds", field("Retry-After")}}};
  return Error{"api_refused", {}, std::to_string(refusal.status)};
}

}  // namespace

unsigned status_of(const Error& error) {
  const auto found = statuses().find(error.code);
  return found == statuses().end() ? kRefused : found->second;
}

Json fault_json(const Error& error, Language language) {
  const auto& at = error.position;
  return {{"code", error.code},
          {"message", message(language, error)},
          {"hint", text_or_null(hint(language, error))},
          {"field", text_or_null(error.field)},
          {"value", text_or_null(error.value)},
          {"row", at && at->row ? Json(at->row) : Json(nullptr)},
          {"column", at && at->column ? Json(at->column) : Json(nullptr)}};
}

Json problem_json(const Error& error, unsigned status, Language language, std::string_view path,
                  const std::vector<Error>& more) {
  Json errors = Json::array();
  for (const Error& each : more) errors.push_back(fault_json(each, language));
  Json args = Json::object();
  for (const auto& [name, value] : error.args) args[name] = value;
  return {{"type", "urn:temgoc:error:" + error.code},
          {"title", std::string(reason_phrase(status))},
          {"status", status},
          {"detail", message(language, error)},
          {"instance", std::string(path)},
          {"code", error.code},
          {"hint", text_or_null(hint(language, error))},
          {"field", text_or_null(error.field)},
          {"value", text_or_null(error.value)},
          {"args", std::move(args)},
          {"errors", std::move(errors)}};
}

HttpResponse problem_answer(const HttpRequest& request, unsigned status, const Error& error,
                            const std::vector<Error>& more) {
  const Language language = spoken_language(request.accept_language);
  HttpResponse response = json_answer(
      status, problem_json(error, status, language, request.path.substr(0, kMostPathShown), more));
  response.content_type = kProblemType;
  response.headers.emplace_back("Content-Language", content_language(language));
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"temgoc\"");
  if (status == 503) response.headers.emplace_back("Retry-After", "5");
  return response;
}

HttpResponse problem_answer(const HttpRequest& request, const Error& error,
                            const std::vector<Error>& more) {
  return problem_answer(request, status_of(error), error, more);
}

HttpResponse json_answer(unsigned status, const Json& body) {
  return {.status = status,
          .content_type = "application/json",
          .body = dump(body) + "\n",
          .headers = {{"Cache-Control", "no-store"}}};
}

namespace {

// What the EPCIS standard calls a failure, by its status.
std::string exception_of(unsigned status) {
  switch (status) {
    case 401:
    case 403:
      return "SecurityException";
    case 404:
      return "NoSuchResourceException";
    case 405:
    case 406:
    case 415:
      return "UnsupportedRequestException";
    case 409:
      return "ResourceAlreadyExistsException";
    case 413:
      return "CaptureLimitExceededException";
    case 429:
      return "QueryTooComplexException";
    default:
      return status < 500 ? "ValidationException" : "ImplementationException";
  }
}

HttpResponse plain_problem(const HttpRequest& request, unsigned status, const Error& error,
                           const std::vector<Error>& more) {
  return problem_answer(request, status, error, more);
}

}  // namespace

std::string epcis_exception(const Error& error, unsigned status) {
  if (error.code.starts_with("epcis_parameter")) return "epcisException:QueryParameterException";
  if (error.code == "epcis_query_too_large") return "epcisException:QueryTooLargeException";
  if (error.code == "epcis_query_too_long") return "epcisException:QueryTooComplexException";
  return "epcisException:" + exception_of(status);
}

HttpResponse epcis_problem(const HttpRequest& request, unsigned status, const Error& error,
                           const std::vector<Error>& more) {
  HttpResponse response = problem_answer(request, status, error, more);
  Json problem = problem_json(error, status, spoken_language(request.accept_language),
                              request.path.substr(0, kMostPathShown), more);
  problem["type"] = epcis_exception(error, status);
  response.body = dump(problem) + "\n";
  return response;
}

void dress_as_problem(const HttpRequest& request, HttpResponse& refusal) {
  if (!is_program_path(request.path)) return;
  const auto answer = is_epcis_path(request.path) ? epcis_problem : plain_problem;
  HttpResponse dressed = answer(request, refusal.status, refusal_error(refusal), {});
  refusal.content_type = dressed.content_type;
  refusal.body = std::move(dressed.body);
}

}  // namespace temgoc
