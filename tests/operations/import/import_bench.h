// A registry in a folder of its own, files to import into it, and what came of them in a line each.
#pragma once

#include <unistd.h>

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "temgoc/base/files.h"
#include "temgoc/import/import_step.h"
#include "temgoc/model/records.h"

namespace temgoc::test {

class ImportBench {
 public:
  ImportBench() : folder_(make_folder()), registry_(make_registry(folder_ / "registry.db")) {}
  ImportBench(const ImportBench&) = delete;
  ImportBench& operator=(const ImportBench&) = delete;
  ~ImportBench() { std::filesystem::remove_all(folder_); }

  Registry& registry() { return registry_; }

  Result<ImportReport> import(ImportKind kind, std::string_view content,
                              ImportOptions options = {}) {
    now_ += std::chrono::seconds{1};
    return import_table(registry_, kind, as_bytes(content), "bang.csv", now_, options);
  }
  // A file of examples/.
  Result<ImportReport> import_example(ImportKind kind, const std::string& name,
                                      ImportOptions options = {}) {
    return import(kind, example(name), options);
  }
  static std::string example(const std::string& name) {
    auto content = read_file(TEMGOC_SOURCE_DIR "/examples/" + name, 1u << 20);
    REQUIRE(content.has_value());
    return *content;
  }
  void import_all_examples() {
    for (ImportKind kind : {ImportKind::cooperatives, ImportKind::places, ImportKind::products,
                            ImportKind::certifications}) {
      const auto report = import_example(kind, to_text(kind) + ".csv");
      REQUIRE(report.has_value());
      REQUIRE(report->written);
    }
  }

  // Everything that an import can touch.
  std::string dump() const {
    std::string out;
    for (const auto& each : registry_.cooperatives()) add(out, "cooperative", each);
    for (const auto& each : registry_.places("")) add(out, "place", each);
    for (const auto& each : registry_.products("")) add(out, "product", each);
    for (const auto& each : registry_.certifications("")) add(out, "certification", each);
    for (const auto& [cooperative, prefix] : registry_.gtin_blocks())
      out += cooperative + prefix + "\n";
    return out;
  }

 private:
  template <class Record>
  void add(std::string& out, std::string_view kind, const Record& record) const {
    out += to_json(record).dump() + "\n";
    for (const RecordVersion& version : registry_.history(kind, record.id)) {
      out += to_iso(version.at) + version.json + "\n";
    }
  }
  static std::filesystem::path make_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "temgoc-import-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    return name;
  }
  static Registry make_registry(const std::filesystem::path& path) {
    REQUIRE(Registry::create(path).has_value());
    auto registry = Registry::open(path);
    REQUIRE(registry.has_value());
    return std::move(registry).value();
  }

  std::filesystem::path folder_;
  Registry registry_;
  Instant now_ = *parse_instant("2026-11-24T02:00:00.000Z");
};

// "unknown_reference 2,B (coop_id) 'C99' kind=cooperative"
inline std::string line_of(const Error& error) {
  std::string text = error.code + " " + std::to_string(error.position->row) + ",";
  text += error.position->column == 0
              ? "-"
              : std::string(1, static_cast<char>('A' + error.position->column - 1));
  text += " (" + error.field + ") '" + error.value + "'";
  for (const auto& [name, value] : error.args) text += " " + name + "=" + value;
  return text;
}
inline std::vector<std::string> lines_of(const std::vector<Error>& errors) {
  std::vector<std::string> lines;
  for (const Error& error : errors) lines.push_back(line_of(error));
  return lines;
}
using Lines = std::vector<std::string>;

}  // namespace temgoc::test

template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += "\n    " + line;
    return text.c_str();
  }
};
