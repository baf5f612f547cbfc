// How far a long print is: one line on stderr, on a terminal alone.
#pragma once

#include <string>

#include "cli/command.h"
#include "temgoc/printing/printing.h"

namespace temgoc {

// Redrawn at most four times a second; wiped when it goes. The session must outlive it.
class ProgressBar {
 public:
  explicit ProgressBar(const Session& session);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();
  ProgressSink sink();  // empty where there is no terminal to draw on

 private:
  void show(const PrintProgress& progress);
  std::string line(const PrintProgress& progress, Instant now) const;
  void draw(const std::string& line);

  const Session& session_;
  Instant began_, drawn_;
  std::size_t width_ = 0;  // of the line on the screen, in characters
};

}  // namespace temgoc
