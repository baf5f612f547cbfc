// `temgoc serve`, as a supervisor runs it.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "journeys/works.h"

namespace temgoc::journeys {

// Ends with the test, whatever happened.
class Serving {
 public:
  Serving(const Works& works, const Words& more)
      : Serving(works, more, {"serve", "--threads", "2"}) {}
  Serving(const Works& works, const Words& more, const Words& service)
      : Serving(works.folder(), more, service) {}
  Serving(const std::filesystem::path& workplace, const Words& more,
          const Words& service = {"serve", "--threads", "2"}) {
    Words words = {kTemgoc, "--json"};
    words.insert(words.end(), service.begin(), service.end());
    words.insert(words.end(), {"--listen", "127.0.0.1:0"});
    words.insert(words.end(), more.begin(), more.end());
    int out[2];
    REQUIRE(pipe2(out, O_CLOEXEC) == 0);
    process_ = fork();
    if (process_ == 0) {
      dup2(out[1], 1);
      setenv("TEMGOC_WORKPLACE", workplace.c_str(), 1);
      std::vector<char*> argv;
      for (std::string& word : words) argv.push_back(word.data());
      argv.push_back(nullptr);
      execv(kTemgoc.c_str(), argv.data());
      _exit(127);
    }
    close(out[1]);
    char said[512];
    const ssize_t read = ::read(out[0], said, sizeof said);
    close(out[0]);
    if (read > 0) url_ = parse_json({said, static_cast<std::size_t>(read)}).value()["url"];
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;
  ~Serving() {
    if (process_ > 0) kill(process_, SIGKILL), waitpid(process_, nullptr, 0);
  }
  const std::string& url() const { return url_; }
  pid_t process() const { return process_; }
  void signal(int number) const { kill(process_, number); }
  int exit_status() {
    int status = 0;
    waitpid(std::exchange(process_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  // `fields`: further lines of the head, each with its line end.
  std::string get(const std::string& path, const std::string& host = "tg.example.vn",
                  const std::string& fields = {}) const {
    return ask("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + fields +
               "\r\n");
  }
  // A form as a browser sends it.
  std::string post(const std::string& path, const std::string& form) const {
    return ask("POST " + path + " HTTP/1.1\r\nHost: tg.example.vn\r\nConnection: close\r\n" +
               "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
               std::to_string(form.size()) + "\r\n\r\n" + form);
  }

 private:
  std::string ask(const std::string& request) const {
    sockaddr_in end{};
    end.sin_family = AF_INET;
    end.sin_port = htons(static_cast<std::uint16_t>(std::stoul(url_.substr(url_.rfind(':') + 1))));
    end.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(connect(socket, reinterpret_cast<sockaddr*>(&end), sizeof end) == 0);
    REQUIRE(send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0);
    std::string answer;
    char bytes[4096];
    for (ssize_t read = 0; (read = recv(socket, bytes, sizeof bytes, 0)) > 0;)
      answer.append(bytes, static_cast<std::size_t>(read));
    close(socket);
    return answer;
  }

  pid_t process_ = -1;
  std::string url_;
};

}  // namespace temgoc::journeys
