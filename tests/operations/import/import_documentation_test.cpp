#include "operations/import/import_bench.h"

using namespace temgoc;

TEST_CASE("docs/import.md names every column and every alias that is understood") {
  const auto page = read_file(TEMGOC_SOURCE_DIR "/docs/import.md", 1u << 20);
  REQUIRE(page.has_value());
  for (ImportKind kind : {ImportKind::cooperatives, ImportKind::places, ImportKind::products,
                          ImportKind::certifications, ImportKind::lots}) {
    for (const ImportColumn& column : import_columns(kind)) {
      INFO(column.name);
      CHECK(page->find("`" + column.name) != std::string::npos);
      for (const std::string& alias : column.aliases) {
        INFO(alias);
        CHECK(page->find(alias) != std::string::npos);
      }
    }
  }
}
