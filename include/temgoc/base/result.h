// How expected failures travel: as values that say what is wrong and where, never as sentences.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace temgoc {

// A place in an input as its writer counts it, from 1. A table: row and column of a cell, column 0
// for the whole row. A text: line and byte of the line (`in_text`); row 0 where only the byte is
// known.
struct Position {
  std::size_t row = 0;
  std::size_t column = 0;
  bool in_text = false;  // a place in a text file: its column is said as a number, not a letter
  bool operator==(const Position&) const = default;
};

// One expected failure. `code` is stable snake_case; words/<language>.json holds its sentence under
// `error.<code>` and the remedy under `error.<code>.hint`, where `{name}` stands for args["name"],
// `{field}` and `{value}` for the members below.
struct Error {
  std::string code;
  std::string field = {};  // the offending field's name, empty: the whole input
  std::string value = {};  // the offending value as read, cut to 80 bytes or less by the maker
  std::optional<Position> position = {};
  std::map<std::string, std::string> args = {};
  bool operator==(const Error&) const = default;
};

// Either a T or an Error. Shaped to be replaced by std::expected.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // REQUIRES: has_value(); throws std::logic_error otherwise, so that a forgotten check is loud.
  T& value() & {
    require(0);
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    require(0);
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    require(0);
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // REQUIRES: !has_value().
  const Error& error() const {
    require(1);
    return *std::get_if<1>(&state_);
  }

 private:
  void require(std::size_t index) const {
    if (state_.index() != index) throw std::logic_error("Result read from its other side");
  }
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  bool has_value() const { return !error_; }
  explicit operator bool() const { return has_value(); }
  const Error& error() const {
    if (!error_) throw std::logic_error("Result read from its other side");
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

// A broken world (disk, memory, a library that fails without cause in the input). Thrown once and
// caught once, in `main` or at a request's edge. `error().code` has words as any other.
class SystemFailure : public std::runtime_error {
 public:
  explicit SystemFailure(Error error)
      : std::runtime_error(error.code + ": " + error.value), error_(std::move(error)) {}
  const Error& error() const { return error_; }

 private:
  Error error_;
};

}  // namespace temgoc
