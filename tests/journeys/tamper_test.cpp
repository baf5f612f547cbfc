// Every table and column of the registry tampered with, one after another, by a program that reads
// the schema: each way is named by `log check`, or stands in the document as meaning nothing.
#include <map>
#include <set>

#include "journeys/sample_works.h"
#include "temgoc/base/text.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// Rows of these may be put in, taken out and edited unseen, says log_format.md section 9.
const std::set<std::string> kMeaningNothing = {
    "scan", "scan_day", "scan_alarm", "report", "printer", "used_sheet", "printer_correction",
    "lots_of_day", "printed_part", "print_outcome", "recent_act", "inspector_key", "inspector",
    "visit", "act", "letting_go",
    // The console's lists, which follow from lots, print jobs and visits.
    "lot_without_labels", "job_of_cooperative", "unconfirmed_job", "visit_summary",
    "visit_verdict"};
// So may these columns, and rows of a table where no column is named.
const std::set<std::string> kColumnsMeaningNothing = {
    "label_host.first_lot", "recall.id",      "void_range.id", "lot_cancellation.id",
    "issuer_key_status.id", "event_error.id", "partner.id",    "gtin_block.block",
    "erasure.id",           "evidence.id",    "roll_range.id"};
const std::set<std::string> kDeletesMeaningNothing = {"gtin_block"};

struct Column {
  std::string name;
  std::string type;
  bool key = false;
};

class Tampered {
 public:
  Tampered() {
    fs::copy_file(registry(), pristine());
    for (const std::string& name : lines("SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                         "name NOT LIKE 'sqlite%' ORDER BY name"))
      tables.push_back(name);
    for (const std::string& name : lines("SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
      drop_triggers_ += "DROP TRIGGER " + name + "; ";
    restore_triggers_ = run("sqlite3", {registry().string(),
                                        "SELECT sql || ';' FROM sqlite_schema WHERE type = "
                                        "'trigger'"})
                            .out;
  }

  std::vector<std::string> tables;

  std::vector<Column> columns(const std::string& table) const {
    std::vector<Column> found;
    for (const std::string& line :
         lines("SELECT name || '|' || type || '|' || pk FROM pragma_table_info('" + table + "')")) {
      const auto parts = split(line, '|');
      found.push_back({std::string(parts[0]), std::string(parts[1]), parts[2] != "0"});
    }
    return found;
  }
  // Those that no two rows may share.
  std::set<std::string> unique_columns(const std::string& table) const {
    std::set<std::string> names;
    for (const std::string& name :
         lines("SELECT i.name FROM pragma_index_list('" + table +
               "') l, pragma_index_info(l.name) i WHERE l.\"unique\" AND i.name IS NOT NULL"))
      names.insert(name);
    return names;
  }
  std::vector<std::string> lines(const std::string& sql) const {
    const Ran ran = run("sqlite3", {registry().string(), sql});
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
    std::vector<std::string> found;
    for (const std::string_view line : split(ran.out, '\n'))
      if (!line.empty()) found.emplace_back(line);
    return found;
  }

  // As one would who holds the file and is careful: triggers are put back as they were.
  bool changes_rows(const std::string& sql) const {
    const Ran ran =
        run("sqlite3", {registry().string(),
                        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = "
                        "ON; " +
                            drop_triggers_ + sql + "; SELECT changes(); " + restore_triggers_});
    REQUIRE_MESSAGE(ran.status == 0, sql, ran.err);
    return ran.out != "0\n";
  }
  void changes_schema(const std::string& sql) const {
    const Ran ran = run(
        "sqlite3",
        {registry().string(), "PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON; " + sql});
    REQUIRE_MESSAGE(ran.status == 0, sql, ran.err);
  }

  bool is_named() const {
    const Ran ran = copy_.temgoc({"--json", "log", "check"});
    const Json json = ran.json();
    REQUIRE_MESSAGE(json.is_object(), ran.out, ran.err);
    CHECK_MESSAGE(ran.status != 1, ran.out);
    // Never by a crash or by words for what was not foreseen.
    if (json["ok"] == false) CHECK_MESSAGE(json["error"]["code"] != "unexpected", ran.out);
    if (json.contains("differences")) {
      for (const Json& difference : json["differences"])
        seen_.insert(difference["code"].get<std::string>());
    }
    return json["ok"] == false;
  }

  bool has_seen(const char* code) const { return seen_.contains(code); }

  void restore() const {
    for (const char* suffix : {"-wal", "-shm"}) fs::remove(registry().string() + suffix);
    fs::copy_file(pristine(), registry(), fs::copy_options::overwrite_existing);
  }

 private:
  fs::path registry() const { return copy_.folder() / "registry.sqlite"; }
  fs::path pristine() const { return copy_.folder() / "registry.pristine"; }
  const Copy copy_;
  std::string drop_triggers_;
  std::string restore_triggers_;
  mutable std::set<std::string> seen_;  // codes of differences
};

// `far`: to a value that no other row has.
std::string changed(const Column& column, bool far) {
  const std::string& c = column.name;
  if (column.type == "INTEGER") return "coalesce(" + c + ", 0) + " + (far ? "4711" : "1");
  if (column.type == "BLOB") {
    return "CAST(substr(" + c + ", 1, length(" + c + ") - 1) || CASE WHEN substr(" + c +
           ", -1) = x'00' THEN x'01' ELSE x'00' END AS BLOB)";
  }
  const std::string other =
      far ? "'~'" : "CASE WHEN substr(" + c + ", -1) = '7' THEN '8' ELSE '7' END";
  return "substr(coalesce(" + c + ", ''), 1, max(length(coalesce(" + c + ", '')), 1) - 1) || " +
         other;
}

// The first row, by its key.
std::string first_row(const std::string& table, const std::vector<Column>& columns) {
  std::string keys;
  for (const Column& column : columns) {
    if (column.key) keys += (keys.empty() ? "" : ", ") + column.name;
  }
  return "(" + keys + ") = (SELECT " + keys + " FROM " + table + " LIMIT 1)";
}

// A copy of that row that may stand beside it.
std::string insertion(const std::string& table, const std::vector<Column>& columns,
                      const std::set<std::string>& unique) {
  std::string values;
  for (const Column& column : columns) {
    const bool differs = column.key || unique.contains(column.name);
    const std::string value = differs ? changed(column, true) : column.name;
    values += (values.empty() ? "" : ", ") + value;
  }
  return "INSERT INTO " + table + " SELECT " + values + " FROM " + table + " LIMIT 1";
}

struct Count {
  int named = 0;
  int documented = 0;
  int empty = 0;
  std::vector<std::string> silent = {};
};

void judge(Count& count, const Tampered& works, const std::string& what, bool documented) {
  if (works.is_named())
    ++count.named;
  else if (documented)
    ++count.documented;
  else
    count.silent.push_back(what);
  works.restore();
}

}  // namespace

TEST_CASE(
    "each column edited, each row put in or taken out is named, or documented as meaning nothing") {
  const Tampered works;
  Count count;
  for (const std::string& table : works.tables) {
    const auto columns = works.columns(table);
    const bool nothing = kMeaningNothing.contains(table);
    const std::string where = " WHERE " + first_row(table, columns);
    const auto unique = works.unique_columns(table);
    const auto tamper = [&](const std::string& what, const std::string& sql, bool documented) {
      CAPTURE(what);
      if (works.changes_rows(sql))
        judge(count, works, what, nothing || documented);
      else
        ++count.empty;
    };
    for (const Column& column : columns) {
      const std::string name = table + "." + column.name;
      tamper(name,
             "UPDATE " + table + " SET " + column.name + " = " +
                 changed(column, column.key || unique.contains(column.name)) + where,
             kColumnsMeaningNothing.contains(name));
    }
    tamper(table + " row deleted", "DELETE FROM " + table + where,
           kDeletesMeaningNothing.contains(table));
    tamper(table + " row inserted", insertion(table, columns, unique), false);
  }
  MESSAGE(count.named << " named, " << count.documented << " documented as meaning nothing, "
                      << count.empty << " tables or columns without a row");
  CHECK(count.named >= 100);
  for (const std::string& what : count.silent) FAIL_CHECK("silent: ", what);
  CHECK(works.has_seen("issuer_key_hidden"));
  const std::string document = text_of(TEMGOC_SOURCE_DIR "/docs/log_format.md");
  for (const auto* set : {&kMeaningNothing, &kColumnsMeaningNothing, &kDeletesMeaningNothing}) {
    for (const std::string& name : *set)
      CHECK_MESSAGE(document.find("`" + name + "`") != std::string::npos, name);
  }
}

TEST_CASE("each table made another, each index and trigger taken out or put in is named") {
  const Tampered works;
  Count count;
  const auto tamper = [&](const std::string& what, const std::string& sql) {
    CAPTURE(what);
    works.changes_schema(sql);
    judge(count, works, what, false);
  };
  for (const std::string& table : works.tables) {
    tamper(table + " as a view", "CREATE TABLE aside AS SELECT * FROM " + table + "; DROP TABLE " +
                                     table + "; CREATE VIEW " + table + " AS SELECT * FROM aside");
    tamper(table + " without types",
           "UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT, ', ''), 'STRICT', '') "
           "WHERE type = 'table' AND name = '" +
               table + "'");
    tamper(table + " with a trigger that swallows rows",
           "CREATE TRIGGER evil BEFORE INSERT ON " + table + " BEGIN SELECT RAISE(IGNORE); END");
    tamper(table + " with a further index",
           "CREATE INDEX further ON " + table + " (" + works.columns(table).front().name + ")");
  }
  for (const char* type : {"index", "trigger"}) {
    for (const std::string& name : works.lines(
             std::string("SELECT name FROM sqlite_schema WHERE sql IS NOT NULL AND type = '") +
             type + "'"))
      tamper(std::string(type) + " " + name, std::string("DROP ") + type + " " + name);
  }
  MESSAGE(count.named << " named");
  for (const std::string& what : count.silent) FAIL_CHECK("silent: ", what);
  for (const char* code : {"schema_part_changed", "schema_part_missing", "schema_part_added"})
    CHECK_MESSAGE(works.has_seen(code), code);
}

TEST_CASE("a recall that stands where no page finds it is named") {
  const Tampered works;
  // lot_id takes any type, and holds text: SQLite joins it to its lot, and no page asks so. STRICT
  // stays, for only a strict table keeps in such a column what was put there.
  works.changes_schema(
      "UPDATE sqlite_schema SET sql = replace(sql, 'lot_id INTEGER', 'lot_id ANY') WHERE name = "
      "'recall'");
  REQUIRE(works.changes_rows("UPDATE recall SET lot_id = CAST(lot_id AS TEXT)"));
  CHECK(works.is_named());
  CHECK(works.has_seen("recall_not_found"));
}
