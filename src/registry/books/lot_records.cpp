// Cuts what lots share out of their records, and finds or stores each such part.
#include "lot_records.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "temgoc/base/bytes.h"

namespace temgoc::sql {

namespace {

// In the order of the columns.
constexpr std::array<std::string_view, 4> kShared = {"certifications", "cooperative", "place",
                                                     "product"};
constexpr char kPart = '@';

struct CutRecord {
  std::string rest;  // kPart stands for each part
  std::array<std::string_view, kShared.size()> parts = {};
};

// As kRecordOfLot does it.
std::string whole(const CutRecord& cut) {
  std::string record = cut.rest;
  for (std::size_t nth = 0; nth < kShared.size(); ++nth) {
    if (cut.parts[nth].empty()) continue;
    const std::string name = '"' + std::string(kShared[nth]) + "\":";
    const std::string mark = name + kPart;
    for (std::size_t at = 0; (at = record.find(mark, at)) != record.npos;) {
      record.replace(at + name.size(), 1, cut.parts[nth]);
      at += name.size() + cut.parts[nth].size();
    }
  }
  return record;
}

// Behind the string that begins at `at`; npos: it does not end.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      return at + 1;
  }
  return text.npos;
}

// Behind the value that begins at `at`.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  for (int depth = 0; at < text.size();) {
    const char each = text[at];
    if (each == '"') {
      at = end_of_string(text, at);
      continue;
    }
    const bool closes = each == '}' || each == ']';
    if (depth == 0 && (closes || each == ',')) return at;
    if (each == '{' || each == '[') ++depth;
    if (closes) --depth;
    ++at;
  }
  return text.npos;
}

bool may_be_shared(std::string_view value) {
  return value.starts_with('{') || value.starts_with('[');
}

// None for what is no object in canonical form: its members could not be told from one another.
std::optional<CutRecord> cut(std::string_view record) {
  if (!record.starts_with("{\"")) return std::nullopt;
  CutRecord done{.rest = "{"};
  for (std::size_t at = 1;;) {
    if (at >= record.size() || record[at] != '"') return std::nullopt;
    const std::size_t colon = end_of_string(record, at);
    if (colon >= record.size() || record[colon] != ':') return std::nullopt;
    const std::size_t end = end_of_value(record, colon + 1);
    if (end >= record.size()) return std::nullopt;
    const std::string_view value = record.substr(colon + 1, end - colon - 1);
    const auto name = std::ranges::find(kShared, record.substr(at + 1, colon - at - 2));
    done.rest.append(record.substr(at, colon + 1 - at));
    if (name != kShared.end() && may_be_shared(value)) {
      done.parts[static_cast<std::size_t>(name - kShared.begin())] = value;
      done.rest += kPart;
    } else {
      done.rest.append(value);
    }
    done.rest += record[end];
    if (record[end] == '}') return end + 1 == record.size() ? std::optional(done) : std::nullopt;
    at = end + 1;
  }
}

// None: an empty part, or one whose digest another text has on record, which nobody may change.
std::optional<std::int64_t> part_id(Database& database, std::string_view body) {
  if (body.empty()) return std::nullopt;
  const Digest digest = sha256(as_bytes(body));
  {
    Statement row = database.query("SELECT id, body FROM lot_record_part WHERE sha256 = ?", digest);
    if (row.step()) return row.text(1) == body ? std::optional(row.integer(0)) : std::nullopt;
  }
  return database.insert("INSERT INTO lot_record_part (sha256, body) VALUES (?, ?)", digest, body);
}

// The same, asked once in a transaction.
std::optional<std::int64_t> part_id(Database& database, KnownParts& known, std::string_view body) {
  if (known.moment != database.moment() || known.ids.size() >= KnownParts::kMost) known.ids.clear();
  known.moment = database.moment();
  if (const auto found = known.ids.find(body); found != known.ids.end()) return found->second;
  const auto id = part_id(database, body);
  if (id && database.in_transaction()) known.ids.emplace(body, *id);
  return id;
}

}  // namespace

void insert_lot_record(Database& database, KnownParts& known, std::int64_t lot_id,
                       const std::string& record) {
  std::optional<CutRecord> made = cut(record);
  if (made && whole(*made) != record) made.reset();
  std::array<std::optional<std::int64_t>, kShared.size()> ids;
  for (std::size_t at = 0; made && at < kShared.size(); ++at) {
    ids[at] = part_id(database, known, made->parts[at]);
    if (!ids[at] && !made->parts[at].empty()) made.reset();
  }
  if (!made) ids.fill(std::nullopt);
  database.run(
      "INSERT INTO lot_record (lot_id, record, certifications, cooperative, place, product) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      lot_id, made ? made->rest : record, ids[0], ids[1], ids[2], ids[3]);
}

}  // namespace temgoc::sql
