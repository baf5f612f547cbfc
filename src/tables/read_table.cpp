#include "csv_reader.h"
#include "decode_text.h"
#include "table_builder.h"
#include "temgoc/tables.h"
#include "temgoc/text.h"
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

bool is_other_format(std::string_view bytes) {
  const std::string start = ascii_lower(trimmed(bytes.substr(0, 64)));
  for (std::string_view mark : {"%pdf-", "<!doctype", "<html", "<?xml", "{\\rtf", "\x89png"}) {
    if (start.starts_with(mark)) return true;
  }
  return false;
}

bool is_digits_with_point(std::string_view text) {
  return text.find_first_not_of("0123456789.,") == std::string_view::npos && !text.empty();
}

}  // namespace

Result<Table> read_table(ByteView content, std::string_view name) {
  if (content.size() > kMaxTableBytes) return table_too_large("bytes", kMaxTableBytes, 0);
  const std::string_view bytes = as_text(content);
  if (bytes.starts_with(kCompoundFile)) {
    const bool locked = bytes.find(kEncryptedPackage) != std::string_view::npos;
    return about_file(locked ? "xlsx_encrypted" : "xls_old_format", name);
  }
  if (is_zip(bytes)) return read_xlsx(content, name);
  if (is_other_format(bytes)) return about_file("table_unreadable", name);
  auto text = decode_text(content);
  if (!text) return text.error();
  auto table = read_csv(text->utf8);
  if (table) table->encoding = text->encoding;
  return table;
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
