// Redraws the line at most four times a second, and estimates how many seconds are left.
#include "cli/progress_bar.h"

#include <fmt/format.h>
#include <unistd.h>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr auto kBetweenRedraws = std::chrono::milliseconds(250);
constexpr std::size_t kBarWidth = 24;

std::string bar(const PrintProgress& progress) {
  const std::size_t full = kBarWidth * progress.done / std::max(1u, progress.total);
  return "[" + std::string(full, '#') + std::string(kBarWidth - full, '.') + "]";
}

}  // namespace

ProgressBar::ProgressBar(const Session& session)
    : session_(session), began_(session.clock()), drawn_(began_) {}

ProgressBar::~ProgressBar() { draw(""); }

ProgressSink ProgressBar::sink() {
  if (!session_.terminal.talks() || !isatty(STDERR_FILENO)) return {};
  return [this](const PrintProgress& progress) { show(progress); };
}

void ProgressBar::show(const PrintProgress& progress) {
  const Instant now = session_.clock();
  if (now - drawn_ < kBetweenRedraws) return;
  drawn_ = now;
  draw(line(progress, now));
}

std::string ProgressBar::line(const PrintProgress& progress, Instant now) const {
  const double took = std::chrono::duration<double>(now - began_).count();
  const double left = took * (progress.total - progress.done) / std::max(1u, progress.done);
  const bool draws = progress.step == PrintProgress::Step::draw;
  return bar(progress) + " " +
         session_.terminal.word(draws ? "progress.draw" : "progress.read_back",
                                {{"done", std::to_string(progress.done)},
                                 {"total", std::to_string(progress.total)},
                                 {"part", std::to_string(progress.part)},
                                 {"parts", std::to_string(progress.parts)},
                                 {"left", fmt::format("{:.0f}", left)}});
}

// Blanks rather than an escape sequence wipe what a longer line left: every terminal knows them.
void ProgressBar::draw(const std::string& line) {
  const std::size_t width = length_in_characters(line);
  if (width == 0 && width_ == 0) return;
  const std::string blanks(width_ > width ? width_ - width : 0, ' ');
  write_err("\r" + line + blanks + (line.empty() ? "\r" : ""));
  width_ = width;
}

}  // namespace temgoc
