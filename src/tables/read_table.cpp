// Tells the kind of a file by its first bytes, and hands it to the reader for that kind.
#include <algorithm>
#include <array>
#include <utility>

#include "csv_reader.h"
#include "decode_text.h"
#include "table_builder.h"
#include "temgoc/base/text.h"
#include "temgoc/tables/tables.h"
#include "xlsx_reader.h"

namespace temgoc {
namespace {

// An OLE2 compound file: an old .xls, or the envelope of an .xlsx locked with a password.
constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::string_view kEncryptedPackage{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", 31};

Error about_file(std::string_view code, std::string_view name) {
  return {std::string(code), {}, shortened(name), {}, {}};
}

bool is_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

// What else people send under the name of a table, told by how it begins; empty for none of them.
// Web pages and "XML Spreadsheet" are what many web portals call .xls.
std::string_view other_format(std::string_view bytes) {
  constexpr std::size_t kSniffedBytes = 512;
  const std::string start = ascii_lower(trimmed(bytes.substr(0, kSniffedBytes)));
  if (start.starts_with("<?xml") || start.starts_with("<workbook"))
    return start.find("excel") != std::string::npos ? "XML Spreadsheet 2003" : "XML";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kBeginnings{
      {{"mime-version:", "MHTML"},
       {"from: <saved by", "MHTML"},
       {"content-type: multipart/", "MHTML"},
       {"<!doctype", "HTML"},
       {"<html", "HTML"},
       {"<head", "HTML"},
       {"<meta", "HTML"},
       {"<body", "HTML"},
       {"<style", "HTML"},
       {"<table", "HTML"},
       {"%pdf-", "PDF"},
       {"{\\rtf", "RTF"},
       {"\x89png", "PNG"}}};
  for (const auto& [beginning, format] : kBeginnings) {
    if (start.starts_with(beginning)) return format;
  }
  return {};
}

Error of_other_format(std::string_view name, std::string_view format) {
  Error error = about_file("table_other_format", name);
  error.args["format"] = std::string(format);
  return error;
}

bool is_digits_with_point(std::string_view text) {
  return text.find_first_not_of("0123456789.,") == std::string_view::npos && !text.empty();
}

}  // namespace

Result<Table> read_table(ByteView content, std::string_view name, const KnownHeader& known,
                         const TableReading& reading) {
  if (content.size() > kMaxTableBytes) return table_too_large("bytes", kMaxTableBytes, 0);
  const std::string_view bytes = as_text(content);
  if (bytes.starts_with(kCompoundFile)) {
    const bool locked = bytes.find(kEncryptedPackage) != std::string_view::npos;
    return about_file(locked ? "xlsx_encrypted" : "xls_old_format", name);
  }
  if (is_zip(bytes)) return read_xlsx(content, name, known, reading);
  if (const auto format = other_format(bytes); !format.empty())
    return of_other_format(name, format);
  auto text = decode_text(content, reading.encoding);
  if (!text) return text.error();
  if (const auto format = other_format(text->utf8); !format.empty())
    return of_other_format(name, format);
  auto table = read_csv(text->utf8, known, reading);
  if (table) table->encoding = text->encoding;
  return table;
}

std::string old_font_of(const Table& table) {
  constexpr std::size_t kRowsSeen = 200;
  std::string text;
  for (const std::string& each : table.header) text += each + "\n";
  for (std::size_t i = 0; i < std::min(kRowsSeen, table.rows.size()); ++i)
    for (const Cell& cell : table.rows[i].cells) text += cell.text + "\n";
  return ascii_lower(legacy_encoding(text).value_or(std::string()));
}

bool excel_damaged(const Cell& cell) {
  const std::string text = ascii_upper(trimmed(cell.text));
  const std::size_t exponent = text.find("E+");
  if (exponent != std::string::npos) {
    return is_digits_with_point(text.substr(0, exponent)) && is_digits(text.substr(exponent + 2));
  }
  return cell.number && text.size() >= 16 && is_digits(text);
}

}  // namespace temgoc
