// Every public address and who answers it. Pure but for the registry that `site` reads: no socket,
// no thread.
#pragma once

#include "temgoc/http/http.h"
#include "temgoc/workplace/site.h"

namespace temgoc {

class AnswerCache;   // web/answer_cache.h
class BundleShelf;   // web/inspect/bundle_shelf.h
class ScanRecorder;  // web/scan_recorder.h

// What a worker thread answers with.
struct Desk {
  Site& site;
  // For answer(), which records what pages say is `seen`, and for reports; none: nothing is kept.
  ScanRecorder* scans = nullptr;
  AnswerCache* cache = nullptr;    // pages say `repeatable`, and keep parts; none: nothing is kept
  BundleShelf* bundles = nullptr;  // for inspectors; none: there is no bundle
};

// Never throws for what a request holds; a broken registry is the "could not check" page, 503.
SharedResponse answer(const HttpRequest& request, const Desk& desk);

// The rooms behind it; none: not theirs. In this order:
std::optional<HttpResponse> answer_outside_bundle(const HttpRequest& request, const Desk& desk);
std::optional<HttpResponse> answer_as_inspector(const HttpRequest& request, const Desk& desk);
std::optional<HttpResponse> answer_with_credential(const HttpRequest& request, const Desk& desk);
std::optional<HttpResponse> answer_as_passport_service(const HttpRequest& request,
                                                       const Desk& desk);
std::optional<HttpResponse> answer_with_page(const HttpRequest& request, const Desk& desk);
std::optional<HttpResponse> answer_with_file(const HttpRequest& request, const Desk& desk);
std::optional<HttpResponse> answer_as_resolver(const HttpRequest& request, const Desk& desk);

// Whether that address is one of EN 18222's, which takes JSON by POST.
bool is_passport_service(std::string_view path);

}  // namespace temgoc
