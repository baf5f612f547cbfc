// Whether a request's head is one that every reader of it understands alike (RFC 9112). Only
// refuses; the library's parser, which forgives more, reads what is let through.
#pragma once

#include <cstddef>
#include <string_view>

namespace temgoc {

inline constexpr std::size_t kMaxRequestLine = 8 << 10;  // bytes, without its line end
inline constexpr std::size_t kMaxHead = 16 << 10;        // of the whole head, in bytes
inline constexpr std::size_t kMaxBody = 16 << 10;
// Of a visit with its photos, which an inspector sends.
inline constexpr std::size_t kMaxVisitBody = 512 << 10;

// 0, or the status to refuse with: 400 malformed (a bare line end, a control character, a folded
// or nameless field, a second Host, Content-Length or Transfer-Encoding, both of the latter, no
// Host), 411 (Transfer-Encoding: we ask for a length), 413, 414, 417 (Expect), 431, 505 (not
// HTTP/1.0 or 1.1). `head` ends with its empty line.
unsigned head_fault(std::string_view head);

// The bytes of the empty lines before a request line. RFC 9112, section 2.2, has a server ignore
// them: some clients send one after a body.
std::size_t empty_lines_before(std::string_view received);

// The same of a head that has not ended yet: whether more bytes could still make it good.
unsigned unfinished_head_fault(std::string_view begin);

}  // namespace temgoc
