// Two connections read the graph in pieces, whichever is free the next one; the caller sees them in
// order.
#include "line_reading.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "temgoc/base/failures.h"

namespace temgoc::sql {
namespace {

constexpr std::int64_t kEventsOfPiece = 2048;
constexpr std::int64_t kFewPieces = 4;    // read sooner than a second connection is opened
constexpr std::int64_t kMostWaiting = 8;  // pieces; of ten lines an event each takes about 1 MB

using Lines = std::vector<TraceLine>;

TraceLine line_row(const Statement& row) {
  return {.event = row.strict_integer(0),
          .role = static_cast<LotRole>(row.strict_integer(1)),
          .lot = row.strict_integer(2),
          .unit = row.strict_integer(3),
          .amount = row.strict_integer(4)};
}

Lines piece(Database& database, std::int64_t number) {
  Statement rows = database.query(
      "SELECT event_id, role, traced_lot_id, unit_id, amount FROM event_lot WHERE event_id > ? AND "
      "event_id <= ? AND role < 2 ORDER BY event_id, role, traced_lot_id",
      number * kEventsOfPiece, (number + 1) * kEventsOfPiece);
  Lines lines;
  while (rows.step()) lines.push_back(line_row(rows));
  return lines;
}

// Which pieces are taken, and which were read and wait to be visited.
class Pieces {
 public:
  explicit Pieces(std::int64_t count) : count_(count) {}

  // The next piece that nobody reads yet; nothing where as many wait as may.
  std::optional<std::int64_t> take() {
    const std::lock_guard lock(mutex_);
    return take_locked();
  }
  // Waits for one; nothing once all are taken, or the reading has ended.
  std::optional<std::int64_t> wait_to_take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || next_ == count_ || may_take(); });
    return ended_ ? std::nullopt : take_locked();
  }
  void put(std::int64_t number, Lines lines) {
    const std::lock_guard lock(mutex_);
    read_.emplace(number, std::move(lines));
    changed_.notify_all();
  }
  // The next piece in order, if it was read.
  std::optional<Lines> next_in_order() {
    const std::lock_guard lock(mutex_);
    return next_locked();
  }
  // Waits for it. Throws what the other reader threw.
  Lines wait_for_next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return failure_ || read_.contains(visited_); });
    if (failure_) std::rethrow_exception(failure_);
    return *next_locked();
  }
  void fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    failure_ = std::move(failure);
    changed_.notify_all();
  }
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

 private:
  bool may_take() const { return next_ < count_ && next_ < visited_ + kMostWaiting; }
  std::optional<std::int64_t> take_locked() {
    return may_take() ? std::optional(next_++) : std::nullopt;
  }
  std::optional<Lines> next_locked() {
    auto found = read_.extract(visited_);
    if (!found) return std::nullopt;
    ++visited_;
    changed_.notify_all();
    return std::move(found.mapped());
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::int64_t count_;
  std::int64_t next_ = 0, visited_ = 0;
  std::map<std::int64_t, Lines> read_;
  std::exception_ptr failure_;
  bool ended_ = false;
};

// The second connection, on a thread of its own.
class SecondReader {
 public:
  SecondReader(Database& database, Pieces& pieces)
      : pieces_(pieces), thread_([this, &database] { run(database); }) {}
  ~SecondReader() {
    pieces_.end();
    thread_.join();
  }
  SecondReader(const SecondReader&) = delete;

 private:
  void run(Database& database) {
    try {
      while (const auto number = pieces_.wait_to_take())
        pieces_.put(*number, piece(database, *number));
    } catch (...) {
      pieces_.fail(std::current_exception());
    }
  }

  Pieces& pieces_;
  std::thread thread_;
};

// Where no second one can be had, one reads all.
std::unique_ptr<Database> second_connection(const Database& database) {
  try {
    return database.beside();
  } catch (const SystemFailure&) {
    return nullptr;
  }
}

void visit_in_order(Database& database, Pieces& pieces, std::int64_t count,
                    const std::function<void(const TraceLine&)>& visit) {
  for (std::int64_t visited = 0; visited < count; ++visited) {
    std::optional<Lines> lines = pieces.next_in_order();
    while (!lines) {
      if (const auto number = pieces.take()) {
        pieces.put(*number, piece(database, *number));
        lines = pieces.next_in_order();
      } else {
        lines = pieces.wait_for_next();
      }
    }
    for (const TraceLine& line : *lines) visit(line);
  }
}

}  // namespace

void read_lines(Database& database, const std::function<void(const TraceLine&)>& visit) {
  // Events are final and numbered in order, so that this many stand for the other connection too.
  const std::int64_t last = database.number("SELECT coalesce(max(id), 0) FROM event");
  const std::int64_t count = (last + kEventsOfPiece - 1) / kEventsOfPiece;
  // What this connection has not committed the other one would not see.
  const auto second =
      count > kFewPieces && !database.is_writing() ? second_connection(database) : nullptr;
  Pieces pieces(count);
  std::optional<SecondReader> beside;
  if (second) beside.emplace(*second, pieces);
  visit_in_order(database, pieces, count, visit);
}

}  // namespace temgoc::sql
