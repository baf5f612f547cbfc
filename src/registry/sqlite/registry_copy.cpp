// Notices that the file was replaced, and copies it as it stood at one moment.
#include "temgoc/registry/registry_copy.h"

#include <sys/stat.h>

#include <array>
#include <optional>

#include "registry/move_rows.h"
#include "registry/open_database.h"
#include "registry/sqlite/connection.h"
#include "temgoc/registry/registry_place.h"

namespace temgoc {

namespace fs = std::filesystem;
using sql::Database;

namespace {

constexpr std::uintmax_t kWalHeaderBytes = 32;

// A file by its device and inode, and how long it is.
struct FileNow {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = 0;
};

std::optional<FileNow> file_at(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return FileNow{status.st_dev, status.st_ino, status.st_size};
}

// REQUIRES a database that a file keeps.
sqlite::FileConnection& file_of(Database& database) {
  return static_cast<sqlite::FileConnection&>(database.connection());
}

// Row by row into a file of the same rows, which is then put together as one without a log beside
// it.
void copy_rows_to(Database& server, const fs::path& path) {
  const fs::path moving = path.string() + ".moving";
  struct Gone {
    const fs::path& file;
    ~Gone() {
      std::error_code none;
      for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(file.string() + suffix, none);
    }
  } const gone{moving};
  if (auto made = sql::create_database(moving); !made) throw SystemFailure(made.error());
  auto file = sql::open_database(moving);
  if (!file) throw SystemFailure(file.error());
  auto moved = sql::move_rows({server, true}, {**file, false}, [](const MovedTable&) {});
  if (!moved) throw SystemFailure(moved.error());
  file_of(**file).copy_to(path);
}

}  // namespace

struct RegistryWatch::State {
  fs::path path;
  std::unique_ptr<Database> database;  // none: a server's registry is nobody's to replace
  FileNow file;
  std::uint32_t changes = 0;
};

RegistryWatch::RegistryWatch(std::unique_ptr<State> state) : state_(std::move(state)) {}
RegistryWatch::RegistryWatch(RegistryWatch&&) noexcept = default;
RegistryWatch& RegistryWatch::operator=(RegistryWatch&&) noexcept = default;
RegistryWatch::~RegistryWatch() = default;

Result<RegistryWatch> RegistryWatch::open(const fs::path& path) {
  if (is_on_server(path)) return RegistryWatch(std::make_unique<State>());
  // Looked at before it is opened: a file that comes in between is found to be another one.
  const std::optional<FileNow> file = file_at(path);
  auto database = sql::open_database_read_only(path);
  if (!database) return database.error();
  auto state = std::make_unique<State>();
  state->path = path;
  state->database = std::move(*database);
  state->file = file.value_or(FileNow{});
  state->changes = file_of(*state->database).file_changes();
  return RegistryWatch(std::move(state));
}

bool RegistryWatch::replaced() {
  if (!state_->database) return false;
  const std::optional<FileNow> now = file_at(state_->path);
  if (!now || now->device != state_->file.device || now->inode != state_->file.inode) return true;
  const std::uint32_t changes = file_of(*state_->database).file_changes();
  if (now->size < state_->file.size || changes < state_->changes) return true;
  state_->file.size = now->size;
  state_->changes = changes;
  return false;
}

bool has_wal(const fs::path& path) {
  std::error_code none;
  const std::uintmax_t size = fs::file_size(path.string() + "-wal", none);
  return !none && size > kWalHeaderBytes;
}

struct RegistrySnapshot::State {
  std::unique_ptr<Database> database;
  std::unique_ptr<sql::Snapshot> moment;
  bool on_server = false;
};

RegistrySnapshot::RegistrySnapshot(std::unique_ptr<State> state) : state_(std::move(state)) {}
RegistrySnapshot::RegistrySnapshot(RegistrySnapshot&&) noexcept = default;
RegistrySnapshot::~RegistrySnapshot() = default;

Result<RegistrySnapshot> RegistrySnapshot::open(const fs::path& path) {
  auto database = sql::open_database_read_only(path);
  if (!database) return database.error();
  auto state = std::make_unique<State>();
  state->database = std::move(*database);
  state->moment = std::make_unique<sql::Snapshot>(*state->database);
  state->on_server = is_on_server(path);
  // A transaction sees the moment of its first read.
  (void)state->database->number("SELECT count(*) FROM realm");
  return RegistrySnapshot(std::move(state));
}

std::uint64_t RegistrySnapshot::log_size(std::string_view realm) const {
  return static_cast<std::uint64_t>(state_->database->number(
      "SELECT coalesce(max(leaf_index) + 1, 0) FROM log_entry WHERE realm_id = (SELECT id FROM "
      "realm WHERE name = ?)",
      realm));
}

void RegistrySnapshot::copy_to(const fs::path& path) const {
  state_->on_server ? copy_rows_to(*state_->database, path)
                    : file_of(*state_->database).copy_to(path);
}

}  // namespace temgoc
