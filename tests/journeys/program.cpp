#include "journeys/program.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <regex>

namespace temgoc::journeys {
namespace {
namespace fs = std::filesystem;

struct Pipe {
  std::array<int, 2> ends{-1, -1};
  Pipe() {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  void close_end(std::size_t end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
};

[[noreturn]] void become(const std::string& program, const Words& arguments,
                         const fs::path& workplace, Pipe& in, Pipe& out, Pipe& err) {
  dup2(in.ends[0], 0);
  dup2(out.ends[1], 1);
  dup2(err.ends[1], 2);
  if (!workplace.empty()) setenv("TEMGOC_WORKPLACE", workplace.c_str(), 1);
  setenv("TEMGOC_LANG", "en", 1);
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execvp(program.c_str(), argv.data());
  _exit(127);
}

// Feeds stdin and drains both outputs together, so that no pipe can fill and block.
void converse(const std::string& input, Pipe& in, Pipe& out, Pipe& err, Ran& ran) {
  std::size_t written = 0;
  if (input.empty()) in.close_end(1);
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    std::array<pollfd, 3> wait{
        {{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}, {in.ends[1], POLLOUT, 0}}};
    poll(wait.data(), wait.size(), -1);
    if (wait[2].revents != 0) {
      const auto count = ::write(in.ends[1], input.data() + written,
                                 std::min<std::size_t>(input.size() - written, 4096));
      if (count > 0) written += static_cast<std::size_t>(count);
      if (count < 0 || written == input.size()) in.close_end(1);
    }
    for (auto [pipe, text, index] : {std::tuple{&out, &ran.out, 0}, {&err, &ran.err, 1}}) {
      if (wait[static_cast<std::size_t>(index)].revents == 0) continue;
      std::array<char, 65536> buffer;
      const auto count = ::read(pipe->ends[0], buffer.data(), buffer.size());
      if (count <= 0)
        pipe->close_end(0);
      else
        text->append(buffer.data(), static_cast<std::size_t>(count));
    }
  }
}

}  // namespace

Json Ran::json() const {
  auto parsed = parse_json(out);
  return parsed && parsed->is_object() ? *parsed : Json(nullptr);
}

// What must never reach a person: a place that was not filled in, or a raw key of the words.
static void check_words(const std::string& program, const Words& arguments, const Ran& ran) {
  if (program != kTemgoc && program != kVerify) return;
  // A user's own text, or a schema, may hold braces.
  for (const std::string& argument : arguments) {
    if (argument.find('{') != std::string::npos || argument == "schema") return;
  }
  static const std::regex raw(R"(\(\?\)|\{[a-z_]+(:[a-z_]+)?\}|<[a-z_]+(\.[a-z_]+)+>)");
  for (const std::string& text : {ran.out, ran.err}) {
    // Long answers are lists; their words are those of their first lines.
    const std::string begin = text.substr(0, 20'000);
    std::smatch found;
    CHECK_MESSAGE(!std::regex_search(begin, found, raw), begin);
  }
}

Ran run(const std::string& program, const Words& arguments, const fs::path& workplace,
        const std::string& input) {
  signal(SIGPIPE, SIG_IGN);
  Pipe in, out, err;
  const pid_t child = fork();
  if (child == 0) become(program, arguments, workplace, in, out, err);
  in.close_end(0);
  out.close_end(1);
  err.close_end(1);
  Ran ran;
  converse(input, in, out, err, ran);
  int status = 0;
  waitpid(child, &status, 0);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  check_words(program, arguments, ran);
  return ran;
}

ScratchFolder::ScratchFolder() {
  std::string name = (fs::temp_directory_path() / "temgoc-journey-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  path_ = name;
}
ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}
fs::path ScratchFolder::write(const std::string& name, const std::string& content) const {
  std::ofstream(path_ / name, std::ios::binary) << content;
  return path_ / name;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace temgoc::journeys
