// Whole programs, run as a person or a script runs them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "temgoc/base/json.h"

namespace temgoc::journeys {

struct Ran {
  int status = -1;  // exit code; 128 + signal where one ended it
  std::string out;
  std::string err;
  // stdout as the one JSON object that --json promises; null where it is none.
  Json json() const;
};

using Words = std::vector<std::string>;
// Runs `program` (a path or a name on PATH) in English with `input` on stdin and TEMGOC_WORKPLACE
// set to `workplace`.
Ran run(const std::string& program, const Words& arguments,
        const std::filesystem::path& workplace = {}, const std::string& input = {});

inline const std::string kTemgoc = TEMGOC_BINARY_DIR "/temgoc";
inline const std::string kVerify = TEMGOC_BINARY_DIR "/temgoc-verify";

// A folder that goes when it goes.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& content) const;

 private:
  std::filesystem::path path_;
};

std::string text_of(const std::filesystem::path& file);

}  // namespace temgoc::journeys
