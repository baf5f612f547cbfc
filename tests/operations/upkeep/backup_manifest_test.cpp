// The manifest of a backup: what it says comes back, and no name in it leads out of the folder that
// a restore puts it into.
#include <doctest/doctest.h>

#include "temgoc/upkeep/backup.h"

using namespace temgoc;

namespace {

BackupManifest manifest() {
  BackupManifest made{.realm = "ocop.example.vn",
                      .made_at = parse_instant("2026-11-24T02:00:00.000Z").value()};
  made.logs.push_back({"ocop.example.vn", 7});
  made.files.push_back({"trust/roots", 3, sha256(as_bytes("abc"))});
  made.registry_bytes = 5;
  made.registry_parts.push_back(sha256(as_bytes("12345")));
  made.keys.push_back({"log.pem", sha256(as_bytes("key")), std::nullopt});
  return made;
}

std::string code_of(const std::string& text) {
  const auto read = BackupManifest::parse_text(text);
  return read ? "ok" : read.error().code;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a manifest reads back as it was written") {
  const std::string text = manifest().text();
  const auto read = BackupManifest::parse_text(text);
  REQUIRE(read.has_value());
  CHECK(read->text() == text);
  CHECK(read->files[0].path == "trust/roots");
  CHECK(read->keys[0].name == "log.pem");
}

TEST_CASE("a name in a manifest that leads out of its folder is refused, wherever it stands") {
  const std::string text = manifest().text();
  for (const char* path : {"..", "../roots", "trust/../../roots", "trust/..", "/etc/roots", ".",
                           "trust/./roots", "trust//roots", "trust/", "trust\\..\\roots"}) {
    CAPTURE(path);
    CHECK(code_of(with(text, "trust/roots", path)) == "backup_unreadable");
  }
  for (const char* name : {"..", "../log.pem", "more/log.pem", "/log.pem", "."}) {
    CAPTURE(name);
    CHECK(code_of(with(text, "log.pem", name)) == "backup_unreadable");
  }
  CHECK(code_of(with(text, "trust/roots", "trust/..roots")) == "ok");
}

TEST_CASE("a manifest whose parts do not make up the registry is refused") {
  const std::string text = manifest().text();
  CHECK(code_of(with(text, "registry 5", "registry 0")) == "backup_unreadable");
  CHECK(code_of(text.substr(0, text.size() - 1)) == "backup_unreadable");
  CHECK(code_of(with(text, "file ", "file  ")) == "backup_unreadable");
}
