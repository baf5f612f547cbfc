// Writes the status line, the fields of the answer and the security headers that it lacks.
#include "http/response_head.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace temgoc {
namespace {

using Field = std::pair<std::string_view, std::string_view>;

// No page has a script, a frame or anything from elsewhere. A page with a style of its own sends
// its own policy.
constexpr std::array<Field, 5> kSecurity = {{
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
     "frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Content-Type-Options", "nosniff"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    {"X-Frame-Options", "DENY"},
}};
constexpr std::string_view kTlsOnly = "max-age=31536000";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool names(const HttpResponse& response, std::string_view name) {
  return std::ranges::any_of(response.headers, [&](const auto& field) {
    return std::ranges::equal(field.first, name, {}, lower, lower);
  });
}

bool ends_line(std::string_view text) {
  constexpr auto kNot = std::string_view::npos;
  return text.find('\r') != kNot || text.find('\n') != kNot || text.find('\0') != kNot;
}

void add(std::string& head, std::string_view name, std::string_view value) {
  if (ends_line(name) || ends_line(value))
    throw std::logic_error("a response field with a line end: " + std::string(name));
  head.append(name).append(": ").append(value).append("\r\n");
}

void add_missing(std::string& head, const HttpResponse& response, std::string_view name,
                 std::string_view value) {
  if (!names(response, name)) add(head, name, value);
}

// RFC 9110 section 5.6.7. Written anew once a second.
const std::string& http_date(std::chrono::sys_seconds now) {
  thread_local std::chrono::sys_seconds written_at{};
  thread_local std::string written;
  if (written.empty() || now != written_at) {
    written =
        fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now.time_since_epoch().count()));
    written_at = now;
  }
  return written;
}

// RFC 9110 section 8.6: none with 1xx and 204, and 304 may leave it out.
bool has_length(unsigned status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 300:
      return "Multiple Choices";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 409:
      return "Conflict";
    case 422:
      return "Unprocessable Content";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 507:
      return "Insufficient Storage";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "";
  }
}

std::string response_head(const HttpResponse& response, const HeadOptions& options) {
  std::string head;
  head.reserve(1024);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(reason_phrase(response.status)).append("\r\n");
  add(head, "Date", http_date(std::chrono::floor<std::chrono::seconds>(options.now)));
  if (!response.content_type.empty()) add(head, "Content-Type", response.content_type);
  if (has_length(response.status))
    add(head, "Content-Length", std::to_string(response.body.size()));
  for (const auto& [name, value] : response.headers) add(head, name, value);
  for (const auto& [name, value] : kSecurity) add_missing(head, response, name, value);
  if (options.tls) add_missing(head, response, "Strict-Transport-Security", kTlsOnly);
  if (!options.keep_alive) add(head, "Connection", "close");
  return head += "\r\n";
}

HttpResponse plain_answer(unsigned status) {
  HttpResponse response{.status = status, .route = "refused"};
  response.content_type = "text/plain; charset=utf-8";
  response.body = fmt::format("{} {}\n", status, reason_phrase(status));
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  return response;
}

}  // namespace temgoc
