// A server that speaks S3 (tests/store/s3_server.mjs), of the test's own: on a port of this
// machine, gone with the test.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace temgoc::test {

// Whether the server's packages are installed (npm --prefix tests/store ci); without them there is
// nothing to test against.
bool has_s3_server();

class S3Server {
 public:
  // Its one bucket is "nhat-ky", its key S3RVER with the secret S3RVER.
  explicit S3Server(bool keeps_conditions = true);
  ~S3Server();
  S3Server(const S3Server&) = delete;

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // The file that holds an object.
  std::filesystem::path file(const std::string& name) const;
  void fail_next(int requests) const;   // 503 to so many
  void refuse_next_checkpoint() const;  // as one that another writes at this moment

 private:
  std::filesystem::path folder_;
  pid_t server_ = 0;
  int stdin_ = -1;
  int port_ = 0;
};

}  // namespace temgoc::test
