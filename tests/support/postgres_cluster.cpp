#include "support/postgres_cluster.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

namespace temgoc::test {

namespace {

constexpr const char* kServer =
    " -c shared_buffers=32MB -c fsync=off -c full_page_writes=off -c autovacuum=off "
    "-c max_connections=60 "
    "-c max_wal_size=256MB -c wal_level=replica -c log_min_messages=warning";

// Where nobody runs a server of that name: Debian's own user, or nobody.
const passwd& server_user() {
  const passwd* user = getpwnam("postgres");
  if (user == nullptr) user = getpwnam("nobody");
  REQUIRE(user != nullptr);
  return *user;
}

// One that was free a moment ago.
int free_port() {
  const int probe = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  close(probe);
  return ntohs(address.sin_port);
}

// In a child: from now on the server's user, who ends with this test.
void become(uid_t user, gid_t group) {
  if (geteuid() == 0 && (setgid(group) != 0 || setuid(user) != 0)) _exit(126);
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (const int none = open("/dev/null", O_RDWR); none >= 0) dup2(none, STDIN_FILENO);
}

}  // namespace

std::filesystem::path postgres_programs() {
  const char* set = std::getenv("TEMGOC_TEST_POSTGRES");
  return set ? set : "";
}

PostgresCluster::PostgresCluster(const PostgresCluster* standby_of, const std::string& more)
    : maker_(getpid()) {
  more_ += more;
  std::string name = (std::filesystem::temp_directory_path() / "temgoc_pg_XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  folder_ = name;
  if (geteuid() == 0) {
    user_ = server_user().pw_uid;
    group_ = server_user().pw_gid;
    REQUIRE(chown(folder_.c_str(), user_, group_) == 0);
  }
  standby_of ? follow(*standby_of) : make();
  start();
}

PostgresCluster::~PostgresCluster() {
  if (getpid() != maker_) return;  // a copy in a forked test
  if (pool_ != 0) ::kill(pool_, SIGKILL), waitpid(pool_, nullptr, 0);
  kill();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void PostgresCluster::make() {
  const std::string programs = postgres_programs().string();
  REQUIRE(run(programs + "/initdb -D " + folder_.string() +
              "/data -U temgoc -A trust -E UTF8 --locale=C --no-sync") == 0);
}

void PostgresCluster::follow(const PostgresCluster& primary) {
  const std::string programs = postgres_programs().string();
  REQUIRE(run(programs + "/pg_basebackup -h " + primary.folder_.string() +
              " -U temgoc -R -X stream -c fast -D " + folder_.string() + "/data") == 0);
}

int PostgresCluster::run(const std::string& command) const {
  const pid_t child = fork();
  if (child == 0) {
    become(user_, group_);
    const std::string quiet = "exec " + command + " >>" + folder_.string() + "/log 2>&1";
    execl("/bin/sh", "sh", "-c", quiet.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

bool PostgresCluster::answers() const {
  return run(postgres_programs().string() + "/pg_isready -q -p " + std::to_string(port_) + " -h " +
             folder_.string()) == 0;
}

void PostgresCluster::start() {
  server_ = fork();
  if (server_ == 0) {
    become(user_, group_);
    const std::string command = "exec " + postgres_programs().string() + "/postgres -D " +
                                folder_.string() + "/data -k " + folder_.string() + kServer +
                                more_ + " -p " + std::to_string(port_) + " >>" + folder_.string() +
                                "/log 2>&1";
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  for (int tries = 0; tries < 300 && !answers(); ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  REQUIRE(answers());
}

// Its other processes are no group of its own, but its children.
void PostgresCluster::kill() {
  if (server_ == 0) return;
  std::ifstream list("/proc/" + std::to_string(server_) + "/task/" + std::to_string(server_) +
                     "/children");
  const std::vector<pid_t> children{std::istream_iterator<pid_t>(list), {}};
  ::kill(server_, SIGKILL);
  for (const pid_t child : children) ::kill(child, SIGKILL);
  waitpid(server_, nullptr, 0);
  server_ = 0;
}

std::filesystem::path PostgresCluster::serve_tls() {
  const std::string data = folder_.string() + "/data";
  REQUIRE(run("openssl req -new -x509 -days 2 -nodes -newkey rsa:2048 -subj /CN=localhost -addext "
              "subjectAltName=DNS:localhost -keyout " +
              data + "/server.key -out " + data + "/server.crt") == 0);
  REQUIRE(run("chmod 600 " + data + "/server.key") == 0);
  port_ = free_port();
  more_ = " -c ssl=on -c listen_addresses=127.0.0.1";
  kill();
  start();
  return data + "/server.crt";
}

std::string PostgresCluster::url(const std::string& name) const {
  std::string socket;
  for (const char each : folder_.string()) socket += each == '/' ? "%2F" : std::string(1, each);
  return "postgresql://temgoc@" + socket + "/postgres?port=" + std::to_string(port_) +
         "&options=-csearch_path%3D" + name;
}

std::string PostgresCluster::registry(const std::string& name) const {
  ask("CREATE SCHEMA IF NOT EXISTS " + name);
  return url(name);
}

std::string PostgresCluster::ask(const std::string& sql) const {
  return by_psql("-c \"" + sql + "\"");
}

void PostgresCluster::load(const std::filesystem::path& script) const {
  by_psql("-o /dev/null -f " + script.string());
}

void PostgresCluster::stop() {
  REQUIRE(run(postgres_programs().string() + "/pg_ctl -D " + folder_.string() +
              "/data -m fast -w stop") == 0);
  waitpid(server_, nullptr, 0);
  server_ = 0;
}

std::string PostgresCluster::pool(const std::string& schema, int connections) {
  const char* program = "/usr/sbin/pgbouncer";
  if (access(program, X_OK) != 0) return {};
  registry(schema);
  ask("ALTER ROLE temgoc SET search_path = " + schema);
  const std::string folder = folder_.string() + "/pool";
  REQUIRE(run("mkdir " + folder) == 0);
  std::ofstream(folder_ / "pool.ini")
      << "[databases]\n* = host=" << folder_.string() << " port=" << port_
      << " user=temgoc\n[pgbouncer]\nlisten_port=6432\nunix_socket_dir=" << folder
      << "\nauth_type=any\npool_mode=transaction\ndefault_pool_size=" << connections
      << "\nlogfile=" << folder << "/log\n";
  pool_ = fork();
  if (pool_ == 0) {
    become(user_, group_);
    const std::string settings = (folder_ / "pool.ini").string();
    execl(program, program, "-q", settings.c_str(), nullptr);
    _exit(127);
  }
  std::string socket;
  for (const char each : folder) socket += each == '/' ? "%2F" : std::string(1, each);
  const auto listens = folder + "/.s.PGSQL.6432";
  for (int tries = 0; tries < 200 && access(listens.c_str(), F_OK) != 0; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  return "postgresql://temgoc@" + socket + "/postgres?port=6432";
}

std::string PostgresCluster::by_psql(const std::string& what) const {
  const std::string command = postgres_programs().string() + "/psql -qAt -v ON_ERROR_STOP=1 -h " +
                              folder_.string() + " -p " + std::to_string(port_) +
                              " -U temgoc postgres " + what + " 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string said;
  std::array<char, 512> part{};
  while (const std::size_t read = fread(part.data(), 1, part.size(), pipe))
    said.append(part.data(), read);
  const int status = pclose(pipe);
  REQUIRE_MESSAGE(status == 0, said);
  while (!said.empty() && said.back() == '\n') said.pop_back();
  return said;
}

}  // namespace temgoc::test
