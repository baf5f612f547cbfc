// Reads the row of a cooperative, and refuses a telephone number that lost its first zero.
#include "operations/import/import_records.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr int kMaxMembers = 1'000'000;
constexpr double kMaxAreaHa = 1'000'000;

// A Vietnamese number begins with 0 or +84, or is a service number. Nine or ten digits without
// either lost their zero.
bool lost_its_zero(std::string_view phone) {
  std::string digits;
  for (char c : phone) {
    if (c >= '0' && c <= '9') digits.push_back(c);
  }
  const bool is_bare = digits.size() == phone.size();
  const bool is_service = digits.starts_with("1800") || digits.starts_with("1900");
  return is_bare && (digits.size() == 9 || digits.size() == 10) && digits.front() != '0' &&
         !is_service;
}

std::string read_phone(ImportRow& row) {
  const std::string phone = row.identifier("phone_landline");
  if (lost_its_zero(phone)) row.fail("phone_landline", {"leading_zero_lost"});
  return phone;
}

bool is_gs1_prefix(std::string_view text) {
  return is_digits(text) && text.size() >= 4 && text.size() <= 12;
}

std::vector<std::string> read_prefixes(ImportRow& row) {
  std::vector<std::string> prefixes;
  std::string written = row.identifier("gtin_prefixes");
  for (char& c : written) {
    if (c == ';' || c == ',' || c == ' ') c = '|';
  }
  for (std::string_view prefix : split(written, '|')) {
    if (prefix.empty()) continue;
    if (!is_gs1_prefix(prefix))
      row.fail("gtin_prefixes", {"gtin_prefix_invalid", {}, shortened(prefix), {}, {}});
    prefixes.emplace_back(prefix);
  }
  return prefixes;
}

std::string read_founded(ImportRow& row) {
  const auto date = row.date("founded");
  return date ? date->text() : std::string();
}

}  // namespace

Cooperative read_cooperative(ImportRow& row, Cooperative standing) {
  Cooperative record = std::move(standing);
  record.id = row.record_id("coop_id");
  record.name = row.required_text("name_vi", 200);
  row.set(record.short_name, "short_name_vi", 100);
  record.addresses = read_addresses(row, record.addresses);
  if (row.has("phone_landline")) record.phone = read_phone(row);
  if (row.has("registration_no")) record.registration_no = row.identifier("registration_no");
  if (row.has("founded")) record.founded = read_founded(row);
  if (row.has("members")) record.members = row.whole_number("members", 0, kMaxMembers);
  if (row.has("area_ha")) record.area_ha = row.number("area_ha", 0, kMaxAreaHa);
  if (row.has("gtin_prefixes")) record.gtin_prefixes = read_prefixes(row);
  if (row.has("gln")) record.gln = row.gln("gln");
  row.set(record.note, "note", 1000);
  row.set(record.source, "source", 1000);
  row.set(record.confidence, "confidence", 50);
  if (row.has("sample")) record.sample = row.yes_no("sample").value_or(false);
  return record;
}

}  // namespace temgoc
