// Packs a key's lots column by column into small integers, and checks all that it unpacks.
#include "lot_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "byte_stream.h"
#include "temgoc/base/text.h"
#include "temgoc/model/product.h"

namespace temgoc {

namespace {

constexpr std::size_t kStemLength = 7;  // YYMMDD-
constexpr std::size_t kTypedCodeBytes = 5;
constexpr unsigned kCharacterBits = 5;
constexpr std::size_t kTypedCharacters = 8;
constexpr std::uint64_t kLastSerial = 9'999'999;
constexpr std::uint64_t kMost32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kMost16 = std::numeric_limits<std::uint16_t>::max();

template <class Write>
void write_column(ByteWriter& out, const LotTable& table, Write write) {
  ByteWriter column;
  for (const LotRow& row : table.rows) write(column, row);
  out.column(column);
}

// A column of differences to the row before.
template <class Member>
void write_differences(ByteWriter& out, const LotTable& table, Member member) {
  std::uint64_t before = 0;
  write_column(out, table, [&](ByteWriter& column, const LotRow& row) {
    column.zigzag(static_cast<std::int64_t>(row.*member - before));
    before = row.*member;
  });
}

void write_jobs(ByteWriter& out, const LotTable& table) {
  write_column(out, table, [](ByteWriter& c, const LotRow& row) { c.varint(row.jobs); });
  ByteWriter serials;
  ByteWriter entries;
  for (const LotRow& row : table.rows) {
    SealedSerials before{0, row.leaf_index};
    for (const SealedSerials& job : table.jobs_of(row)) {
      serials.varint(job.last - before.last);
      entries.varint(job.leaf_index - before.leaf_index);
      before = job;
    }
  }
  out.column(serials);
  out.column(entries);
}

void write_links(ByteWriter& out, const LotTable& table) {
  ByteWriter months;
  ByteWriter entries;
  for (const LotRow& row : table.rows) {
    const LinkJobs* jobs = table.links_of(row);
    months.varint(jobs == nullptr ? 0 : jobs->month);
    if (jobs == nullptr) continue;
    entries.varint(jobs->first_leaf_index - row.leaf_index);
    entries.varint(jobs->last_leaf_index - jobs->first_leaf_index);
  }
  out.column(months);
  out.column(entries);
}

// Reads a column's values through `read` into the rows; false where it does not hold exactly them.
template <class Read>
bool read_column(ByteReader& in, LotTable& table, Read read) {
  ByteReader column = in.column();
  for (LotRow& row : table.rows) read(column, row);
  return column.at_end();
}

template <class Member>
bool read_numbers(ByteReader& in, LotTable& table, Member member, std::uint64_t most) {
  return read_column(in, table, [&](ByteReader& column, LotRow& row) {
    using Value = std::remove_reference_t<decltype(row.*member)>;
    row.*member = static_cast<Value>(column.varint(most));
  });
}

template <class Member>
bool read_differences(ByteReader& in, LotTable& table, Member member, std::uint64_t most) {
  std::uint64_t before = 0;
  return read_column(in, table, [&](ByteReader& column, LotRow& row) {
    using Value = std::remove_reference_t<decltype(row.*member)>;
    before += static_cast<std::uint64_t>(column.zigzag());
    if (before > most) column.fail();
    row.*member = static_cast<Value>(before);
  });
}

bool read_own_codes(ByteReader& in, LotTable& table) {
  ByteReader column = in.column();
  for (LotRow& row : table.rows) {
    if (row.product == 0 || row.nth != 0) continue;
    const std::string_view code = as_text(column.line());
    if (!LotCode::parse(code) || suggested_nth(code, row.packed_on()) != 0) return false;
    row.code = static_cast<std::uint32_t>(table.codes.size());
    table.codes.emplace_back(code);
  }
  return column.at_end();
}

// A job's entry comes after its lot's, and after that of the job before. A test lot's position is
// not told.
class Positions {
 public:
  explicit Positions(const TableLimits& limits) : limits_(limits) {}
  // The position behind `before`; fails where it cannot be one.
  std::uint64_t next(ByteReader& column, std::uint64_t before, bool may_be_same = false) const {
    const std::uint64_t step = column.varint(limits_.log_size);
    const bool fits =
        limits_.test ? step == 0 : (may_be_same || step > 0) && step < limits_.log_size - before;
    if (!fits) column.fail();
    return before + step;
  }

 private:
  const TableLimits& limits_;
};

bool read_jobs(ByteReader& in, LotTable& table, const TableLimits& limits) {
  ByteReader counts = in.column();
  ByteReader serials = in.column();
  ByteReader entries = in.column();
  const Positions positions(limits);
  for (LotRow& row : table.rows) {
    row.first_job = static_cast<std::uint32_t>(table.jobs.size());
    row.jobs = static_cast<std::uint32_t>(counts.varint(serials.left()));
    SealedSerials job{0, row.leaf_index};
    for (std::uint32_t i = 0; i < row.jobs; ++i) {
      const std::uint64_t count = serials.varint(kLastSerial - job.last);
      if (count == 0) return false;
      job.last += static_cast<std::uint32_t>(count);
      job.leaf_index = positions.next(entries, job.leaf_index);
      table.jobs.push_back(job);
    }
  }
  return counts.at_end() && serials.at_end() && entries.at_end();
}

bool read_links(ByteReader& in, LotTable& table, const TableLimits& limits) {
  ByteReader months = in.column();
  ByteReader entries = in.column();
  const Positions positions(limits);
  for (LotRow& row : table.rows) {
    LinkJobs jobs;
    jobs.month = static_cast<std::uint16_t>(months.varint(kMost16));
    if (jobs.month == 0) continue;
    jobs.first_leaf_index = positions.next(entries, row.leaf_index);
    jobs.last_leaf_index = positions.next(entries, jobs.first_leaf_index, true);
    table.links.push_back(jobs);
    row.links = static_cast<std::uint32_t>(table.links.size());
  }
  return months.at_end() && entries.at_end();
}

// Where no lot has the number, everything is 0.
bool is_empty_where_no_lot_is(const LotTable& table) {
  return std::ranges::all_of(table.rows, [](const LotRow& row) {
    return row.product != 0 ||
           (row.packed == 0 && row.shelf_life_days == 0 && row.nth == 0 && row.host == 0 &&
            row.leaf_index == 0 && row.jobs == 0 && row.links == 0 && row.typed_code == 0);
  });
}

bool read_columns(ByteReader& in, LotTable& table, const TableLimits& limits) {
  const std::uint64_t last_leaf = limits.test || limits.log_size == 0 ? 0 : limits.log_size - 1;
  return read_numbers(in, table, &LotRow::product, limits.products) &&
         read_differences(in, table, &LotRow::packed, kMost16) &&
         read_numbers(in, table, &LotRow::shelf_life_days, kMaxShelfLifeDays) &&
         read_numbers(in, table, &LotRow::nth, kMost32) && read_own_codes(in, table) &&
         read_numbers(in, table, &LotRow::host, limits.hosts == 0 ? 0 : limits.hosts - 1) &&
         read_differences(in, table, &LotRow::leaf_index, last_leaf) &&
         read_jobs(in, table, limits) && read_links(in, table, limits) && in.at_end();
}

bool read_typed_codes(ByteView codes, LotTable& table) {
  if (codes.size() != table.rows.size() * kTypedCodeBytes) return false;
  std::size_t at = 0;
  for (LotRow& row : table.rows) {
    row.typed_code = read_be(codes, at, kTypedCodeBytes);
    at += kTypedCodeBytes;
  }
  return true;
}

}  // namespace

std::string LotTable::code_of(const LotRow& row) const {
  if (row.nth == 0) return codes[row.code];
  return LotCode::suggest(row.packed_on(), row.nth).text();
}

Bytes LotTable::lots_section() const {
  ByteWriter out;
  write_column(out, *this, [](ByteWriter& c, const LotRow& row) { c.varint(row.product); });
  write_differences(out, *this, &LotRow::packed);
  write_column(out, *this, [](ByteWriter& c, const LotRow& row) { c.varint(row.shelf_life_days); });
  write_column(out, *this, [](ByteWriter& c, const LotRow& row) { c.varint(row.nth); });
  write_column(out, *this, [this](ByteWriter& c, const LotRow& row) {
    if (row.product != 0 && row.nth == 0) c.bytes(as_bytes(codes[row.code] + "\n"));
  });
  write_column(out, *this, [](ByteWriter& c, const LotRow& row) { c.varint(row.host); });
  write_differences(out, *this, &LotRow::leaf_index);
  write_jobs(out, *this);
  write_links(out, *this);
  return out.take();
}

Bytes LotTable::codes_section() const {
  Bytes out(rows.size() * kTypedCodeBytes);
  for (std::size_t i = 0; i < rows.size(); ++i)
    write_be(out, i * kTypedCodeBytes, kTypedCodeBytes, rows[i].typed_code);
  return out;
}

std::optional<LotTable> read_lot_table(ByteView lots, ByteView codes, const TableLimits& limits) {
  // A row takes a byte or more of every column, so a small section cannot ask for much memory.
  if (limits.lots > lots.size()) return std::nullopt;
  LotTable table;
  table.rows.resize(limits.lots);
  ByteReader in(lots);
  const bool whole = read_columns(in, table, limits) && read_typed_codes(codes, table) &&
                     is_empty_where_no_lot_is(table);
  if (!whole) return std::nullopt;
  return table;
}

std::uint32_t suggested_nth(std::string_view code, Day packed_on) {
  if (code.size() <= kStemLength || !is_digits(code.substr(kStemLength))) return 0;
  std::uint32_t nth = 0;
  const char* end = code.data() + code.size();
  const auto [rest, error] = std::from_chars(code.data() + kStemLength, end, nth);
  if (error != std::errc() || rest != end || nth == 0) return 0;
  return LotCode::suggest(packed_on, nth).text() == code ? nth : 0;
}

std::uint64_t typed_code_bits(const ShortCode& code) {
  std::uint64_t bits = 0;
  for (const char c : code.text().substr(0, kTypedCharacters))
    bits = bits << kCharacterBits | kCrockford.find(c);
  return bits;
}

// ShortCode::random takes the low five bits of each byte, and makes the check character.
ShortCode typed_code(std::uint64_t bits) {
  return ShortCode::random([bits](std::span<std::uint8_t> bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const std::size_t behind = bytes.size() - 1 - i;
      bytes[i] = static_cast<std::uint8_t>(bits >> (kCharacterBits * behind) & 31);
    }
  });
}

std::uint16_t month_number(Instant instant) {
  const std::chrono::year_month_day date{vietnam_day(instant)};
  const int months = (int(date.year()) - 2020) * 12 + static_cast<int>(unsigned(date.month()));
  return static_cast<std::uint16_t>(std::clamp(months, 1, int{kMost16}));
}

std::string month_text(std::uint16_t number) {
  const int months = int{number} - 1;
  const auto month =
      std::chrono::year(2020 + months / 12) / std::chrono::month(unsigned(months % 12 + 1));
  return to_iso(Day(month / 1)).substr(0, 7);
}

}  // namespace temgoc
