// What the signer's tests share: a folder of their own, a fixed source of bytes, the openssl
// command.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "temgoc/base/files.h"
#include "temgoc/signer/signer.h"

namespace temgoc {

class TestFolder {
 public:
  TestFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "temgoc-signer-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { std::filesystem::remove_all(path_); }

  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  std::filesystem::path write(std::string_view name, std::string_view content,
                              unsigned mode = 0600) const {
    write_file(path_ / name, as_bytes(content), mode);
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

// The bytes of `hex`, then zeros.
inline RandomSource fixed(std::string_view hex) {
  return [bytes = from_hex(hex).value()](std::span<std::uint8_t> out) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = i < bytes.size() ? bytes[i] : 0;
  };
}

inline SigningKey test_key() {
  return SigningKey::generate(
      fixed("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
}

struct Outcome {
  int status = -1;     // exit status of the shell
  std::string output;  // of stdout and stderr
};

// Standard input is closed: a program that prompts gets nothing.
inline Outcome shell(const std::string& command) {
  Outcome outcome;
  std::FILE* pipe = ::popen(("( " + command + " ) </dev/null 2>&1").c_str(), "r");
  if (pipe == nullptr) return outcome;
  char piece[4096];
  while (const std::size_t got = std::fread(piece, 1, sizeof piece, pipe))
    outcome.output.append(piece, got);
  const int status = ::pclose(pipe);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

}  // namespace temgoc
