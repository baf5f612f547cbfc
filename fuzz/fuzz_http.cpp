// Any bytes as what a client sends: head, cookies, forms, uploads, preferences and whose address a
// proxy says it is. Read or refused, and a head says the same wherever the network cut it.
#include <string>
#include <string_view>
#include <vector>

#include "http/head_check.h"
#include "http/request_head.h"
#include "require.h"
#include "temgoc/http/accept.h"
#include "temgoc/http/body_pattern.h"
#include "temgoc/http/http.h"
#include "temgoc/http/ip_address.h"
#include "temgoc/http/multipart.h"

namespace {

using namespace temgoc;

constexpr std::size_t kMaxBody = 1 << 20;

void read_head(std::string_view text) {
  text.remove_prefix(empty_lines_before(text));
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    (void)unfinished_head_fault(text);
    return;
  }
  const std::string_view head = text.substr(0, end + 4);
  if (head_fault(head, kMaxBody) != 0) return;
  // A head that is good was good before its last bytes came.
  for (std::size_t cut = head.size() / 2; cut < head.size(); cut += 7)
    REQUIRE(unfinished_head_fault(head.substr(0, cut)) == 0);
  const RequestHead read = parse_request_head(head, "x-place");
  if (read.fault != 0) return;
  REQUIRE(read.body_length <= kMaxBody);
  REQUIRE(read.request.path.find('?') == std::string::npos);
  REQUIRE(read.request.path.find_first_of("\r\n") == std::string::npos);
  (void)weighted_ranges(read.request.accept);
  (void)spoken_language(read.request.accept_language);
  (void)accepts_gzip(read.request.accept_encoding);
  REQUIRE(cookie_value(read.request.cookie, "sid").size() <= read.request.cookie.size());
  (void)form_values(read.request.query);
}

void read_forms(std::string_view text) {
  for (const auto& [name, value] : form_values(text)) {
    REQUIRE(!name.empty());
    REQUIRE(name.size() + value.size() <= text.size());
  }
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos) return;
  const auto parts = multipart_parts(text.substr(0, line), text.substr(line + 1));
  if (!parts) return;
  for (const FormPart& part : *parts) {
    REQUIRE(part.content.size() <= text.size());
    REQUIRE(part.file_name.find_first_of("/\\") == std::string::npos);
  }
}

// What a proxy says of a client, believed from one network alone.
void read_peers(std::string_view text) {
  static const std::vector<Network> proxies{Network::parse("10.0.0.0/8").value()};
  static const IpAddress proxy = *IpAddress::parse("10.1.2.3");
  static const IpAddress stranger = *IpAddress::parse("192.0.2.7");
  if (const auto address = IpAddress::parse(text))
    REQUIRE(IpAddress::parse(address->text()) == address);
  if (const auto network = Network::parse(text)) (void)network->holds(proxy);
  (void)ListenAddress::parse(text);
  (void)client_address(proxy, text, "", proxies);
  (void)client_address(proxy, "", text, proxies);
  REQUIRE(client_address(stranger, text, text, proxies) == stranger);
}

// Cut at any texts, a body is put together again as it was.
void cut_body(std::string_view text) {
  std::vector<std::string> own;
  for (std::size_t at = 0; at + 3 < text.size() && own.size() < 4; at += 1 + text.size() / 4)
    own.emplace_back(text.substr(at, 3));
  BodyPattern pattern(text, text.substr(0, text.size() / 8), own);
  if (!pattern.has_all()) return;
  pattern.pack();
  REQUIRE(!pattern.gzipped(own).empty());
  (void)pattern.filled(own);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_head(text);
  read_forms(text);
  read_peers(text);
  cut_body(text);
  return 0;
}
