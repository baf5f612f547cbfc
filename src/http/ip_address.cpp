// Parses addresses, networks and listen addresses, and finds the client behind trusted proxies.
#include "temgoc/http/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <ranges>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kV4Offset = 12;

std::optional<unsigned> number(std::string_view digits, unsigned most) {
  unsigned value = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (fault != std::errc() || end != digits.data() + digits.size() || value > most)
    return std::nullopt;
  return value;
}

// 1.2.3.4, 1.2.3.4:5, ::1, [::1], [::1]:5 and the same in quotes.
std::optional<IpAddress> address_of_node(std::string_view node) {
  if (node.size() >= 2 && node.front() == '"' && node.back() == '"')
    node = node.substr(1, node.size() - 2);
  if (node.starts_with('[')) return IpAddress::parse(node.substr(1, node.find(']') - 1));
  if (std::ranges::count(node, ':') == 1) node = node.substr(0, node.find(':'));
  return IpAddress::parse(node);
}

// The node of `for=` in one element of Forwarded; empty where it has none.
std::string_view for_node(std::string_view element) {
  for (const std::string_view part : split(element, ';')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    if (ascii_lower(trimmed(part.substr(0, equals))) == "for") return part.substr(equals + 1);
  }
  return {};
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  const std::string zero_ended(text);
  IpAddress address;
  if (inet_pton(AF_INET6, zero_ended.c_str(), address.bytes_.data()) == 1) return address;
  address.bytes_ = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (inet_pton(AF_INET, zero_ended.c_str(), address.bytes_.data() + kV4Offset) == 1)
    return address;
  return std::nullopt;
}

bool IpAddress::is_v4() const {
  return std::ranges::all_of(bytes_ | std::views::take(10), [](auto byte) { return byte == 0; }) &&
         bytes_[10] == 0xff && bytes_[11] == 0xff;
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  if (is_v4()) {
    inet_ntop(AF_INET, bytes_.data() + kV4Offset, buffer.data(), buffer.size());
  } else {
    inet_ntop(AF_INET6, bytes_.data(), buffer.data(), buffer.size());
  }
  return buffer.data();
}

bool IpAddress::is_loopback() const {
  return is_v4() ? bytes_[kV4Offset] == 127 : *this == *IpAddress::parse("::1");
}

bool IpAddress::is_unspecified() const {
  return *this == *IpAddress::parse("0.0.0.0") || *this == *IpAddress::parse("::");
}

std::uint64_t IpAddress::limit_key() const {
  std::uint64_t key = 0;
  // An IPv4 address lies under 0:0:0:ffff, where no /64 of IPv6 does.
  for (const std::uint8_t byte : bytes_ | std::views::drop(is_v4() ? 8 : 0) | std::views::take(8))
    key = key << 8 | byte;
  return key;
}

Result<Network> Network::parse(std::string_view text) {
  const Error fault{"proxy_invalid", "trusted-proxy", shortened(text)};
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto base = IpAddress::parse(text.substr(0, slash));
  if (!base) return fault;
  Network network;
  network.base_ = *base;
  if (slash == text.size()) return network;
  const auto bits = number(text.substr(slash + 1), base->is_v4() ? 32 : 128);
  if (!bits) return fault;
  network.bits_ = *bits + (base->is_v4() ? 96 : 0);
  return network;
}

bool Network::holds(const IpAddress& address) const {
  const auto& ours = base_.bytes();
  const auto& theirs = address.bytes();
  const unsigned whole = bits_ / 8, rest = bits_ % 8;
  if (!std::equal(ours.begin(), ours.begin() + whole, theirs.begin())) return false;
  return rest == 0 || (ours[whole] ^ theirs[whole]) >> (8 - rest) == 0;
}

bool is_in(const IpAddress& address, const std::vector<Network>& networks) {
  return std::ranges::any_of(networks,
                             [&](const Network& network) { return network.holds(address); });
}

Result<ListenAddress> ListenAddress::parse(std::string_view text) {
  const Error fault{"listen_invalid", "listen", shortened(text)};
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return fault;
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto address = IpAddress::parse(host);
  const auto port = number(text.substr(colon + 1), 65535);
  if (!address || !port || bracketed == address->is_v4()) return fault;
  return ListenAddress{*address, static_cast<std::uint16_t>(*port)};
}

std::string ListenAddress::text() const {
  const std::string host = address.is_v4() ? address.text() : '[' + address.text() + ']';
  return host + ':' + std::to_string(port);
}

IpAddress client_address(const IpAddress& peer, std::string_view forwarded_for,
                         std::string_view forwarded, const std::vector<Network>& trusted) {
  IpAddress client = peer;
  const bool plain = !forwarded_for.empty();
  const auto hops = split(plain ? forwarded_for : forwarded, ',');
  for (auto hop = hops.rbegin(); hop != hops.rend() && is_in(client, trusted); ++hop) {
    const auto address = address_of_node(trimmed(plain ? *hop : for_node(*hop)));
    if (!address) break;
    client = *address;
  }
  return client;
}

}  // namespace temgoc
