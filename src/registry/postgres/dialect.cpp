// Walks a statement outside its quotes and turns what PostgreSQL says in other words.
#include "registry/postgres/dialect.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace temgoc::postgres {

namespace {

bool is_digit(char each) { return std::isdigit(static_cast<unsigned char>(each)) != 0; }
bool is_letter(char each) { return std::islower(static_cast<unsigned char>(each)) != 0; }

class Walk {
 public:
  explicit Walk(std::string_view sql) : sql_(sql) {}

  Translated run() {
    while (at_ < sql_.size()) {
      const char each = sql_[at_];
      if (each == '\'' || each == '"')
        copy_quoted(each);
      else if (each == '?')
        number_parameter();
      else if (!keeps_from_index() && !turn_word())
        done_.sql += sql_[at_++];
    }
    return std::move(done_);
  }

 private:
  void copy_quoted(char quote) {
    const std::size_t end = std::min(sql_.find(quote, at_ + 1), sql_.size() - 1);
    done_.sql.append(sql_.substr(at_, end - at_ + 1));
    at_ = end + 1;
  }

  // A bare ? is one more than the highest before it, as SQLite counts.
  void number_parameter() {
    ++at_;
    std::size_t number = 0;
    const std::size_t first = at_;
    while (at_ < sql_.size() && is_digit(sql_[at_]))
      number = number * 10 + static_cast<std::size_t>(sql_[at_++] - '0');
    if (at_ == first) number = done_.parameters + 1;
    done_.parameters = std::max(done_.parameters, number);
    done_.sql += '$' + std::to_string(number);
  }

  // "+column": a sum has a space after its sign.
  bool keeps_from_index() {
    if (sql_[at_] != '+' || at_ + 1 >= sql_.size() || !is_letter(sql_[at_ + 1])) return false;
    ++at_;
    return true;
  }

  bool turn_word() {
    const std::string_view rest = sql_.substr(at_);
    if (rest.starts_with("CROSS JOIN ") && joins_on(rest)) return turn("CROSS JOIN ", "JOIN ");
    if (rest.starts_with(" NOT INDEXED ")) return turn(" NOT INDEXED ", " ");
    if (rest.starts_with(" AS INTEGER)")) return turn(" AS INTEGER)", " AS BIGINT)");
    return false;
  }
  bool turn(std::string_view from, std::string_view to) {
    done_.sql += to;
    at_ += from.size();
    return true;
  }

  // Whether this join has a condition: an ON before the next join or clause.
  static bool joins_on(std::string_view rest) {
    const std::size_t on = rest.find(" ON ");
    return on < std::min({rest.find(" JOIN ", 10), rest.find(" WHERE "), rest.find(" GROUP ")});
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  Translated done_;
};

}  // namespace

Translated translated(std::string_view sql) { return Walk(sql).run(); }

}  // namespace temgoc::postgres
