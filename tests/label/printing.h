// A folder to print into, jobs over sample labels, and the tools that look at what came out.
#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "label/sample_items.h"
#include "temgoc/label/label.h"

namespace temgoc::printing {

// Removed with all it holds at the end of a case.
class Folder {
 public:
  Folder() {
    static int made = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("temgoc-label-" + std::to_string(::getpid()) + "-" + std::to_string(++made));
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

 private:
  std::filesystem::path path_;
};

inline LabelTemplate shipped(std::string_view id) {
  auto label = parse_template(shipped_template(id).value(), id);
  REQUIRE(label.has_value());
  return std::move(label.value());
}

// Every shipped template with every kind of code that it prints.
inline std::vector<std::pair<std::string, CodeKind>> shipped_kinds() {
  std::vector<std::pair<std::string, CodeKind>> kinds;
  for (const std::string& id : shipped_templates())
    for (const CodeKind kind : shipped(id).codes) kinds.emplace_back(id, kind);
  REQUIRE_FALSE(kinds.empty());
  return kinds;
}

// The smallest food labels are for texts shorter than the others must hold.
inline LabelItem item_for(const LabelTemplate& label, CodeKind kind, std::uint32_t number) {
  LabelItem item = samples::item(kind, number);
  if (label.id == "roll-60x40-food" || label.id == "a4-21-food") {
    item.fields["storage_conditions"] = "nơi khô, mát";
    item.fields["warnings"] = "Không dùng khi bao bì rách";
  }
  return item;
}

// A job over the sample labels of a kind. Owns its place in the stream; printed once.
struct SampleJob {
  LabelTemplate label;
  LabelJob job;
  std::uint32_t at = 0;
  SampleJob(LabelTemplate printed, CodeKind kind, std::uint32_t count)
      : label(std::move(printed)), job{.label = label} {
    job.dpi = label.stock.dpi;
    job.count = count;
    job.title = "Tem Đắk Lắk";
    job.made_at = Instant(std::chrono::milliseconds(1'795'500'000'000));
    job.next = [this, kind] { return std::optional(item_for(label, kind, ++at)); };
  }
  SampleJob(const SampleJob&) = delete;
  SampleJob& operator=(const SampleJob&) = delete;
  PrintedLabels print(const std::filesystem::path& path) {
    auto printed = print_labels(job, path);
    REQUIRE_MESSAGE(printed.has_value(),
                    (printed ? "" : printed.error().code + " " + printed.error().value));
    return std::move(printed.value());
  }
};

struct Ran {
  int status = -1;
  std::string output;  // standard output, and standard error where asked for
};
inline Ran run(const std::string& command) {
  Ran ran;
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe);
  char piece[4096];
  while (const std::size_t got = std::fread(piece, 1, sizeof piece, pipe))
    ran.output.append(piece, got);
  ran.status = WEXITSTATUS(::pclose(pipe));
  return ran;
}
inline bool has_tool(const std::string& name) { return run("command -v " + name).status == 0; }

inline std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
inline std::size_t times(std::string_view text, std::string_view piece) {
  std::size_t count = 0;
  for (auto at = text.find(piece); at != std::string_view::npos;
       at = text.find(piece, at + piece.size()))
    ++count;
  return count;
}

}  // namespace temgoc::printing
