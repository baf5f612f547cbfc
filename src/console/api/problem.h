// What went wrong, as RFC 9457 says it, with our codes.
#pragma once

#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/base/words.h"
#include "temgoc/http/http.h"

namespace temgoc {

inline constexpr std::string_view kProblemType = "application/problem+json";

// The status of an expected failure.
unsigned status_of(const Error& error);
// Members of the shape Fault.
Json fault_json(const Error& error, Language language);
// Of the shape Problem. `path`: what was asked; `more`: every fault, where there are several.
Json problem_json(const Error& error, unsigned status, Language language, std::string_view path,
                  const std::vector<Error>& more = {});

HttpResponse problem_answer(const HttpRequest& request, const Error& error,
                            const std::vector<Error>& more = {});
HttpResponse problem_answer(const HttpRequest& request, unsigned status, const Error& error,
                            const std::vector<Error>& more = {});
// The same, with the type that the EPCIS standard has for it.
HttpResponse epcis_problem(const HttpRequest& request, unsigned status, const Error& error,
                           const std::vector<Error>& more);
std::string epcis_exception(const Error& error, unsigned status);
HttpResponse json_answer(unsigned status, const Json& body);

// A refusal of the server itself (a body too large, too many requests) in the same form.
void dress_as_problem(const HttpRequest& request, HttpResponse& refusal);

}  // namespace temgoc
