// Records as the registry gives them back.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "registry/database.h"
#include "temgoc/model/certification.h"
#include "temgoc/model/cooperative.h"
#include "temgoc/model/place.h"
#include "temgoc/model/product.h"

namespace temgoc::sql {

// A version of a record never changes, so it is read from its JSON once and kept by its row. Only a
// connection that cannot write keeps any: a row that its own transaction takes back may come again
// with another record in it.
class RecordReader {
 public:
  explicit RecordReader(bool keeps) : keeps_(keeps) {}
  bool keeps() const { return keeps_; }

  // REQUIRES rows of a version's row id and its body. Throws SystemFailure `registry_damaged`.
  template <class Record>
  std::optional<Record> first(Statement rows) {
    if (!rows.step()) return std::nullopt;
    return read<Record>(rows);
  }
  template <class Record>
  std::vector<Record> all(Statement rows) {
    std::vector<Record> records;
    while (rows.step()) records.push_back(read<Record>(rows));
    return records;
  }

 private:
  static constexpr std::size_t kMostKept = 1024;  // about 2 MB
  using AnyRecord = std::variant<Cooperative, Place, Product, Certification>;

  template <class Record>
  Record read(const Statement& row) {
    if (!keeps_) return decoded<Record>(row.text(1));
    const std::int64_t version = row.integer(0);
    if (const auto found = kept_.find(version); found != kept_.end())
      return std::get<Record>(found->second);
    if (kept_.size() >= kMostKept) kept_.clear();
    return std::get<Record>(kept_.emplace(version, decoded<Record>(row.text(1))).first->second);
  }
  template <class Record>
  static Record decoded(const std::string& body);  // one for each kind

  bool keeps_;
  std::unordered_map<std::int64_t, AnyRecord> kept_;
};

template <>
Cooperative RecordReader::decoded(const std::string& body);
template <>
Place RecordReader::decoded(const std::string& body);
template <>
Product RecordReader::decoded(const std::string& body);
template <>
Certification RecordReader::decoded(const std::string& body);

}  // namespace temgoc::sql
