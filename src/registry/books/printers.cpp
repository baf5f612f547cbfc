// Printers, their corrections and part-used sheets.
#include <cmath>

#include "engine.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr double kPerMm = 1000, kPerOne = 1'000'000;

std::int64_t rounded(double value, double unit) { return std::llround(value * unit); }

std::optional<unsigned> small_number(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return static_cast<unsigned>(row.integer(column));
}

// From its first four columns.
Correction correction_row(const Statement& row) {
  const auto value = [&row](int column, double unit) {
    return static_cast<double>(row.integer(column)) / unit;
  };
  return {value(0, kPerMm), value(1, kPerMm), value(2, kPerOne), value(3, kPerOne)};
}

Printer printer_row(const Statement& row) {
  Printer printer{.id = row.text(0),
                  .name = row.text(1),
                  .language = printer_language(row.text(2)).value(),
                  .dpi = static_cast<unsigned>(row.integer(3))};
  printer.thermal.speed = small_number(row, 4);
  printer.thermal.darkness = small_number(row, 5);
  if (!row.is_null(6)) printer.thermal.head_mm = static_cast<double>(row.integer(6)) / kPerMm;
  return printer;
}

}  // namespace

Result<Stored> Registry::store(const Printer& printer, Instant at, bool update) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  const auto standing = this->printer(printer.id);
  if (standing && *standing == printer) return Stored::unchanged;
  if (standing && !update) return Stored::differs;
  database.run(
      "INSERT INTO printer (id, name, language, dpi, speed, darkness, head_um, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      printer.id, printer.name, to_text(printer.language), printer.dpi, printer.thermal.speed,
      printer.thermal.darkness, rounded(printer.thermal.head_mm, kPerMm), at);
  transaction.commit();
  return standing ? Stored::updated : Stored::added;
}

std::optional<Printer> Registry::printer(std::string_view id) const {
  Statement row = engine_->database->query(
      "SELECT id, name, language, dpi, speed, darkness, head_um FROM printer WHERE id = ? "
      "ORDER BY row_id DESC LIMIT 1",
      id);
  if (!row.step()) return std::nullopt;
  return printer_row(row);
}

std::vector<Printer> Registry::printers() const {
  Statement rows = engine_->database->query(
      "SELECT id, name, language, dpi, speed, darkness, head_um FROM printer WHERE row_id IN "
      "(SELECT max(row_id) FROM printer GROUP BY id) ORDER BY id");
  std::vector<Printer> printers;
  while (rows.step()) printers.push_back(printer_row(rows));
  return printers;
}

Result<void> Registry::add_correction(std::string_view printer_id, std::string_view stock,
                                      const Correction& correction, Instant at) {
  Database& database = *engine_->database;
  sql::Transaction transaction(database);
  if (!printer(printer_id))
    return Error{.code = "unknown_reference", .field = "printer", .value = std::string(printer_id)};
  database.run(
      "INSERT INTO printer_correction (printer_id, stock, offset_x_um, offset_y_um, scale_x_ppm, "
      "scale_y_ppm, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      printer_id, stock, rounded(correction.offset_x_mm, kPerMm),
      rounded(correction.offset_y_mm, kPerMm), rounded(correction.scale_x, kPerOne),
      rounded(correction.scale_y, kPerOne), at);
  transaction.commit();
  return {};
}

std::vector<StockCorrection> Registry::corrections(std::string_view printer_id) const {
  Statement rows = engine_->database->query(
      "SELECT offset_x_um, offset_y_um, scale_x_ppm, scale_y_ppm, stock, at FROM "
      "printer_correction WHERE row_id IN (SELECT max(row_id) FROM printer_correction WHERE "
      "printer_id = ? GROUP BY stock) ORDER BY stock",
      printer_id);
  std::vector<StockCorrection> all;
  while (rows.step()) all.push_back({rows.text(4), correction_row(rows), rows.instant(5)});
  return all;
}

Correction Registry::correction(std::string_view printer_id, std::string_view stock) const {
  Statement row = engine_->database->query(
      "SELECT offset_x_um, offset_y_um, scale_x_ppm, scale_y_ppm FROM printer_correction "
      "WHERE printer_id = ? AND stock = ? ORDER BY row_id DESC LIMIT 1",
      printer_id, stock);
  return row.step() ? correction_row(row) : Correction{};
}

void Registry::set_next_cell(std::string_view printer_id, std::string_view stock,
                             const NextCell& next, Instant at) {
  engine_->database->run(
      "INSERT INTO used_sheet (printer_id, stock, next_cell, cell_order, at) "
      "VALUES (?, ?, ?, ?, ?) ON CONFLICT (printer_id, stock) DO UPDATE SET "
      "next_cell = excluded.next_cell, cell_order = excluded.cell_order, at = excluded.at",
      printer_id, stock, next.cell, to_text(next.order), at);
}

NextCell Registry::next_cell(std::string_view printer_id, std::string_view stock) const {
  Statement row = engine_->database->query(
      "SELECT next_cell, cell_order FROM used_sheet WHERE printer_id = ? AND stock = ?", printer_id,
      stock);
  if (!row.step()) return {};
  return {static_cast<unsigned>(row.integer(0)), cell_order(row.text(1)).value()};
}

}  // namespace temgoc
