// From the bytes of a head to a request, through the HTTP library's parser.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "temgoc/http/http.h"

namespace temgoc {

struct RequestHead {
  HttpRequest request;          // without body and client
  std::string forwarded_for;    // X-Forwarded-For, all of its lines
  std::string forwarded;        // Forwarded, all of its lines
  std::string forwarded_proto;  // X-Forwarded-Proto, all of its lines
  std::string place;            // the field that names places, as sent
  std::size_t body_length = 0;
  bool keep_alive = false;
  unsigned fault = 0;  // the status to refuse with, where it is no request after all
};

// REQUIRES: head_fault of it is 0. `place_header`: the field that names places; empty: none.
RequestHead parse_request_head(std::string_view head, std::string_view place_header = {});

}  // namespace temgoc
