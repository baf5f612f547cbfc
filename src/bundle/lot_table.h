// The lots of one key in rows, and the columns that they are stored in (docs/bundle_format.md,
// section 4).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "temgoc/bundle/bundle.h"

namespace temgoc {

// One issue number.
struct LotRow {
  std::uint64_t typed_code = 0;  // 40 bits: the random characters, the first highest
  std::uint64_t leaf_index = 0;
  std::uint32_t product = 0;  // in the index, from 1; 0: no lot has this number
  std::uint32_t nth = 0;      // of the suggested lot code; 0: it is codes[code]
  std::uint32_t code = 0;
  std::uint32_t first_job = 0;  // of `jobs` in the table's
  std::uint32_t jobs = 0;
  std::uint32_t links = 0;   // of the table's, from 1; 0: no listed codes
  std::uint16_t packed = 0;  // days since kFirstPackDay
  std::uint16_t shelf_life_days = 0;
  std::uint16_t host = 0;
  bool operator==(const LotRow&) const = default;

  Day packed_on() const { return kFirstPackDay + std::chrono::days(packed); }
};

// Where a lot's listed codes come from.
struct LinkJobs {
  std::uint64_t first_leaf_index = 0;
  std::uint64_t last_leaf_index = 0;
  std::uint16_t month = 0;  // of the first: months since 2020-01, plus 1
  bool operator==(const LinkJobs&) const = default;
};

struct LotTable {
  std::vector<LotRow> rows;         // of issue number 1 on
  std::vector<std::string> codes;   // lot codes that are not the suggested ones
  std::vector<SealedSerials> jobs;  // lot after lot
  std::vector<LinkJobs> links;      // likewise

  std::span<const SealedSerials> jobs_of(const LotRow& row) const {
    return std::span(jobs).subspan(row.first_job, row.jobs);
  }
  const LinkJobs* links_of(const LotRow& row) const {
    return row.links == 0 ? nullptr : &links[row.links - 1];
  }
  std::string code_of(const LotRow& row) const;
  Bytes lots_section() const;
  Bytes codes_section() const;
};

// What the numbers in a table must stay below.
struct TableLimits {
  std::uint64_t lots = 0;
  std::uint64_t products = 0;
  std::uint64_t hosts = 0;
  std::uint64_t log_size = 0;
  bool test = false;  // whose log positions are all 0
};
// None for anything that lots_section and codes_section do not write.
std::optional<LotTable> read_lot_table(ByteView lots, ByteView codes, const TableLimits& limits);

// n where `code` is the suggestion for the nth lot of that day; 0 where it is not.
std::uint32_t suggested_nth(std::string_view code, Day packed_on);
std::uint64_t typed_code_bits(const ShortCode& code);
ShortCode typed_code(std::uint64_t bits);

// Months of Asia/Ho_Chi_Minh, counted from 2020-01 as 1, and "2020-01".
std::uint16_t month_number(Instant instant);
std::string month_text(std::uint16_t number);

}  // namespace temgoc
