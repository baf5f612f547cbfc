// A record tried in a registry that lasts no longer than the try.
#include "temgoc/base/files.h"
#include "temgoc/import/import_step.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

// A file that a dry run may write into, removed by the destructor.
struct PassingRegistry {
  fs::path path = temporary_beside(fs::temp_directory_path() / "setup.sqlite");
  ~PassingRegistry() {
    for (const char* part : {"", "-wal", "-shm"}) {
      std::error_code ignored;
      fs::remove(path.string() + part, ignored);
    }
  }
};

}  // namespace

Result<ImportReport> try_record(ImportKind kind, const RecordTexts& texts, Instant now) {
  const PassingRegistry passing;
  if (auto created = Registry::create(passing.path); !created) return created.error();
  auto registry = Registry::open(passing.path);
  if (!registry) return registry.error();
  return import_record(*registry, kind, texts, now, {.dry_run = true});
}

}  // namespace temgoc
