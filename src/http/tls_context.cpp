// Sets up OpenSSL from two PEM files, and refuses a key that is not the certificate's.
#include "http/tls_context.h"

#include <openssl/ssl.h>

namespace temgoc {
namespace {

namespace ssl = boost::asio::ssl;

Error unreadable(const char* field, const std::filesystem::path& file,
                 const boost::system::error_code& fault) {
  return {"tls_unreadable", field, file.string(), {}, {{"reason", fault.message()}}};
}

}  // namespace

Result<std::shared_ptr<ssl::context>> tls_context(const std::filesystem::path& certificate,
                                                  const std::filesystem::path& key) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  context->set_options(ssl::context::default_workarounds | ssl::context::no_compression |
                       SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  // A connection that waits keeps no buffers of 32 KB.
  SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
  boost::system::error_code fault;
  if (context->use_certificate_chain_file(certificate.string(), fault); fault)
    return unreadable("tls-certificate", certificate, fault);
  if (context->use_private_key_file(key.string(), ssl::context::pem, fault); fault)
    return unreadable("tls-key", key, fault);
  // OpenSSL keeps certificates of different kinds side by side, so a key of another kind than the
  // certificate's is no fault to it until a phone connects.
  if (SSL_CTX_check_private_key(context->native_handle()) != 1)
    return Error{
        "tls_mismatch", "tls-key", key.string(), {}, {{"certificate", certificate.string()}}};
  return context;
}

}  // namespace temgoc
