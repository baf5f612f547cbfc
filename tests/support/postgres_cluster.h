// A PostgreSQL server of the test's own: in a temporary folder, on a socket in it, gone with the
// test. It runs as another user where the test runs as root, whom PostgreSQL refuses.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace temgoc::test {

// The folder of initdb and postgres, as TEMGOC_TEST_POSTGRES names it; empty: no server is asked
// for.
std::filesystem::path postgres_programs();

class PostgresCluster {
 public:
  // `standby_of`: a hot standby that follows that one. `more`: further settings, as " -c
  // name=value".
  explicit PostgresCluster(const PostgresCluster* standby_of = nullptr,
                           const std::string& more = {});
  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  // The registry of that name: a schema of its own, made where there is none.
  std::string registry(const std::string& name) const;
  // The same without making it: of a standby, or of a server that is down.
  std::string url(const std::string& name) const;
  void kill();   // as when the power goes: kill -9 of all its processes
  void start();  // after kill(); waits until it answers
  std::string ask(const std::string& sql) const;         // by psql; what it printed
  void load(const std::filesystem::path& script) const;  // by psql
  void stop();                                           // in order; start() begins it again
  int run(const std::string& command) const;             // by the shell, as the server's user
  const std::filesystem::path& folder() const { return folder_; }
  // A PgBouncer before it, with so many connections, which it gives to one transaction after the
  // other. The URL of the registry in `schema`; empty: there is no PgBouncer here.
  std::string pool(const std::string& schema, int connections);
  // From now on it also listens at 127.0.0.1, with a certificate of its own for "localhost". The
  // certificate's file.
  std::filesystem::path serve_tls();
  int port() const { return port_; }

 private:
  void make();
  void follow(const PostgresCluster& primary);
  bool answers() const;
  std::string by_psql(const std::string& what) const;

  std::filesystem::path folder_;
  uid_t user_ = 0;
  gid_t group_ = 0;
  pid_t server_ = 0;
  pid_t maker_ = 0;
  pid_t pool_ = 0;
  int port_ = 5432;  // of the socket, too
  std::string more_ = " -c listen_addresses=";
};

}  // namespace temgoc::test
