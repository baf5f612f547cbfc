// Starts Node.js with the server's script and reads the port that it prints.
#include "support/s3_server.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace temgoc::test {
namespace fs = std::filesystem;
namespace {

const fs::path kStore = fs::path(TEMGOC_SOURCE_DIR) / "tests/store";
constexpr const char* kBucket = "nhat-ky";

}  // namespace

bool has_s3_server() { return fs::exists(kStore / "node_modules/s3rver"); }

S3Server::S3Server(bool keeps_conditions) {
  std::string name = (fs::temp_directory_path() / "temgoc-s3-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  folder_ = name;
  int in[2], out[2];
  if (::pipe(in) != 0 || ::pipe(out) != 0) throw std::runtime_error("pipe");
  server_ = ::fork();
  if (server_ == 0) {
    ::dup2(in[0], 0);
    ::dup2(out[1], 1);
    for (const int end : {in[0], in[1], out[0], out[1]}) ::close(end);
    const std::string script = (kStore / "s3_server.mjs").string();
    ::execlp("node", "node", script.c_str(), folder_.c_str(), kBucket,
             keeps_conditions ? "keep" : "ignore-conditions", nullptr);
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  stdin_ = in[1];
  std::FILE* said = ::fdopen(out[0], "r");
  if (std::fscanf(said, "listening %d", &port_) != 1) port_ = 0;
  std::fclose(said);
  if (port_ == 0) throw std::runtime_error("the S3 server does not start");
}

S3Server::~S3Server() {
  ::close(stdin_);  // it ends with that
  ::waitpid(server_, nullptr, 0);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

fs::path S3Server::file(const std::string& name) const {
  return folder_ / kBucket / (name + "._S3rver_object");
}

void S3Server::fail_next(int requests) const { std::ofstream(folder_ / "fail") << requests; }

void S3Server::refuse_next_checkpoint() const { std::ofstream(folder_ / "busy") << 1; }

}  // namespace temgoc::test
