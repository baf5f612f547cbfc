// Runs Beast's parser over a checked head, and copies the fields that our pages read.
#include "http/request_head.h"

#include <utility>  // before Asio: Boost 1.74 forgets it

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>

#include "http/head_check.h"
#include "http/host_check.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

namespace http = boost::beast::http;
using Message = http::request_parser<http::empty_body>::value_type;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

std::string all_lines(const Message& message, boost::beast::string_view name) {
  std::string joined;
  const auto [begin, end] = message.equal_range(name);
  for (auto field = begin; field != end; ++field) {
    if (!joined.empty()) joined += ',';
    joined += view(field->value());
  }
  return joined;
}

std::size_t length_of(const Message& message) {
  const std::string_view digits = view(message[http::field::content_length]);
  std::size_t length = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), length);
  return length;
}

void fill_request(const Message& message, const Target& target, HttpRequest& request) {
  request.method = view(message.method_string());
  request.path = target.path;
  request.query = target.query;
  request.has_query = target.has_query;
  request.accept = all_lines(message, "Accept");
  request.accept_language = all_lines(message, "Accept-Language");
  request.accept_encoding = all_lines(message, "Accept-Encoding");
  request.if_none_match = all_lines(message, "If-None-Match");
  request.if_match = all_lines(message, "If-Match");
  request.authorization = view(message[http::field::authorization]);
  request.idempotency_key = all_lines(message, "Idempotency-Key");
  for (const auto& field : message) {
    std::string name = ascii_lower(view(field.name_string()));
    if (name.starts_with("gs1-")) request.gs1_fields.emplace_back(name, view(field.value()));
  }
  request.content_type = view(message[http::field::content_type]);
  request.cookie = all_lines(message, "Cookie");
  request.origin = view(message[http::field::origin]);
  request.fetch_site = view(message["Sec-Fetch-Site"]);
}

}  // namespace

RequestHead parse_request_head(std::string_view head, std::string_view place_header) {
  http::request_parser<http::empty_body> parser;
  parser.header_limit(kMaxHead + 1);
  // How long a body may be is the door's to say; the parser's own limit is 1 MiB.
  parser.body_limit(std::numeric_limits<std::uint64_t>::max());
  boost::system::error_code fault;
  parser.put(boost::asio::buffer(head.data(), head.size()), fault);
  RequestHead read;
  if (fault || !parser.is_header_done()) return read.fault = 400, read;
  const Message& message = parser.get();
  const Target target = parse_target(view(message.target()));
  if (!target.good) return read.fault = 400, read;
  fill_request(message, target, read.request);
  read.request.host =
      target.authority.empty() ? view(message[http::field::host]) : target.authority;
  read.forwarded_for = all_lines(message, "X-Forwarded-For");
  read.forwarded = all_lines(message, "Forwarded");
  read.forwarded_proto = all_lines(message, "X-Forwarded-Proto");
  if (!place_header.empty())
    read.place = all_lines(message, {place_header.data(), place_header.size()});
  read.body_length = length_of(message);
  read.keep_alive = message.keep_alive();
  return read;
}

}  // namespace temgoc
