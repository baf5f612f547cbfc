// The door to TLS.
#pragma once

#include <utility>  // before Asio: Boost 1.74 forgets it

#include <boost/asio/ssl/context.hpp>

#include <filesystem>
#include <memory>

#include "temgoc/base/result.h"

namespace temgoc {

// TLS 1.2 and 1.3 with this certificate chain and key (PEM). `tls_unreadable` (value the file, args
// reason), `tls_mismatch` (value the key's file, args certificate: the two do not belong together).
Result<std::shared_ptr<boost::asio::ssl::context>> tls_context(
    const std::filesystem::path& certificate, const std::filesystem::path& key);

}  // namespace temgoc
