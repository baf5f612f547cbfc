// A statement at work on a PostgreSQL server.
#pragma once

#include "registry/postgres/connection.h"

namespace temgoc::postgres {

class ServerCursor final : public sql::Cursor {
 public:
  // kept: for the next time, too. walk: its rows come in portions.
  enum class Use { kept, once, walk };
  ServerCursor(ServerConnection& connection, Prepared& prepared, Use use);
  bool take();  // false: at work already

  std::size_t parameters() const override { return prepared_.parameters; }
  std::string_view sql() const override { return prepared_.asked; }
  void bind_integer(int at, std::int64_t value) override;
  void bind_real(int at, double value) override;
  void bind_text(int at, std::string_view value) override;
  void bind_bytes(int at, ByteView value) override;
  void bind_null(int at, sql::Kind kind) override;
  bool step() override;
  void send() { connection_.send_now(prepared_, values()); }
  std::int64_t insert() override;
  bool is_null(int column) const override;
  bool is_integer(int column) const override;
  std::int64_t integer(int column) const override;
  std::int64_t strict_integer(int column) const override;
  std::string text(int column) const override;
  Bytes blob(int column) const override;
  void release() override;

 private:
  struct Bound {
    unsigned type = 0;
    bool null = true, binary = false;
    std::string data = {};
  };
  ServerConnection::Values values() const;
  void begin();
  bool fetch();
  std::string_view cell(int column) const;
  [[noreturn]] void other_type(int column) const;

  ServerConnection& connection_;
  Prepared& prepared_;
  Use use_;
  bool busy_ = false;
  bool began_ = false;
  std::string portal_ = {};  // of a walk in portions
  std::vector<Bound> bound_;
  Answer answer_;
  int row_ = -1, rows_ = 0;
};

}  // namespace temgoc::postgres
