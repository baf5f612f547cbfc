// dripping PORT CONNECTIONS SECONDS: holds connections that send one byte of a request a second,
// and says how many of them the server ended.
#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

namespace {

int connected(int port) {
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in end{};
  end.sin_family = AF_INET;
  end.sin_port = htons(static_cast<std::uint16_t>(port));
  end.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(descriptor, reinterpret_cast<sockaddr*>(&end), sizeof end) == 0) return descriptor;
  close(descriptor);
  return -1;
}

bool drip(int descriptor, std::string_view bytes) {
  return send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const int port = std::atoi(argv[1]), wanted = std::atoi(argv[2]), seconds = std::atoi(argv[3]);
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  std::vector<int> open;
  for (int i = 0; i < wanted; ++i) {
    const int descriptor = connected(port);
    if (descriptor >= 0 && drip(descriptor, "GET / HTTP/1.1\r\nA: ")) open.push_back(descriptor);
  }
  const std::size_t held = open.size();
  for (int second = 0; second < seconds; ++second) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    std::erase_if(open, [](int descriptor) { return !drip(descriptor, "a"); });
  }
  std::printf("%zu of %zu dripping connections ended by the server within %d s.\n",
              held - open.size(), held, seconds);
}
