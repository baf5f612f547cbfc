// Who a request comes from, as limits count it. Never stored, never logged.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/result.h"

namespace temgoc {

class IpAddress {
 public:
  static std::optional<IpAddress> parse(
      std::string_view text);  // IPv4 or IPv6, no brackets, no port

  std::string text() const;
  bool is_loopback() const;
  bool is_unspecified() const;  // 0.0.0.0 or ::
  bool is_v4() const;           // or IPv4 inside IPv6, which is the same
  // One IPv4 address, or a /64 of IPv6: what one subscriber holds.
  std::uint64_t limit_key() const;
  const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
  bool operator==(const IpAddress&) const = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};  // IPv4 as ::ffff:a.b.c.d
};

// "192.0.2.0/24", "2001:db8::/32" or one address.
class Network {
 public:
  static Result<Network> parse(std::string_view text);  // `proxy_invalid`
  bool holds(const IpAddress& address) const;

 private:
  IpAddress base_;
  unsigned bits_ = 128;
};

bool is_in(const IpAddress& address, const std::vector<Network>& networks);

// "127.0.0.1:8080" or "[::1]:8080". `listen_invalid`.
struct ListenAddress {
  IpAddress address;
  std::uint16_t port = 0;  // 0: any free one

  static Result<ListenAddress> parse(std::string_view text);
  std::string text() const;
};

// The client behind trusted proxies: the rightmost address of X-Forwarded-For (or, without that
// field, of Forwarded, RFC 7239) that is no trusted proxy. The peer itself where it is not trusted,
// or where the field says nothing that can be read.
IpAddress client_address(const IpAddress& peer, std::string_view forwarded_for,
                         std::string_view forwarded, const std::vector<Network>& trusted);

}  // namespace temgoc
