// Writes print jobs as JSON and lines, and reads the options that name jobs, labels and people.
#include "cli/print_json.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include "cli/lot_words.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostWho = 80;

std::string login_name() {
  const passwd* user = ::getpwuid(::geteuid());
  return user ? user->pw_name : std::to_string(::geteuid());
}

// "printed", and how many of the labels are void where some are.
std::string state_words(const Terminal& terminal, const PrintRecord& record) {
  const std::string state = terminal.word("print_state." + to_text(state_of(record)));
  if (record.voided_labels == 0 || state_of(record) == PrintState::voided) return state;
  return state + ", " +
         terminal.word("print_state.void_labels",
                       {{"labels", std::to_string(record.voided_labels)}});
}

}  // namespace

Json report_json(const Terminal& terminal, const Lot& lot, const PrintReport& report) {
  Json json = job_json(lot, report.job);
  json["state"] = to_text(report.state);
  json["pages"] = report.printed.pages;
  json["qr_version"] = report.printed.qr_version;
  json["module_mm"] = report.printed.module_mm;
  json["parts"] = report.files.size();
  json["kept_parts"] = report.kept_parts;
  json["files"] = Json::array();
  for (const auto& file : report.files) json["files"].push_back(file.string());
  json["read_back"] = {{"labels", report.read_back}, {"seconds", report.read_back_seconds}};
  json["quantity"] = {{"packs", report.packs ? Json(*report.packs) : Json(nullptr)},
                      {"labels", report.labels_of_lot}};
  json["warnings"] = Json::array();
  for (const Error& warning : report.warnings)
    json["warnings"].push_back(terminal.warning_json(warning));
  return json;
}

std::string record_line(const Terminal& terminal, const Lot& lot, const PrintRecord& record) {
  const PrintJob& job = record.job;
  const std::string serials = serials_text(job);
  return fmt::format("{:>5}  {}  {}  {} × {}  {}{}{}\n", job.id, to_dmy(vietnam_day(job.at)),
                     lot_words(lot), terminal.number(std::to_string(job.labels)), job.template_id,
                     state_words(terminal, record), serials.empty() ? "" : "  " + serials,
                     job.who.empty() ? "" : "  " + job.who);
}

std::string serials_text(const PrintJob& job) {
  if (job.first_serial == 0) return "";
  return Serial::sealed(job.first_serial).text() + "–" + Serial::sealed(job.last_serial).text();
}

Result<std::pair<std::uint32_t, std::uint32_t>> label_range(const std::string& typed) {
  constexpr std::size_t kMostDigits = 7;
  std::string from = trimmed(typed), until = from;
  for (const std::string_view between : {"..", "–", "-"}) {
    const auto at = from.find(between);
    if (at == from.npos) continue;
    until = trimmed(from.substr(at + between.size()));
    from = trimmed(from.substr(0, at));
    break;
  }
  if (!is_digits(from) || !is_digits(until) || from.size() > kMostDigits ||
      until.size() > kMostDigits)
    return Error{"label_range_unreadable", "labels", shortened(typed)};
  return std::pair{static_cast<std::uint32_t>(std::stoul(from)),
                   static_cast<std::uint32_t>(std::stoul(until))};
}

Result<std::string> who(const Given& given) {
  if (!given.has("by")) return login_name();
  return clean_text(given.text("by"), "by", kMostWho);
}

Result<std::int64_t> job_number(const Given& given) {
  const std::string typed = given.text("job");
  if (!is_digits(typed) || typed.size() > 18)
    return Error{"print_job_unknown", "job", shortened(typed)};
  return std::stoll(typed);
}

Result<std::optional<std::uint32_t>> read_back_of(const Given& given) {
  if (!given.has("read-back")) return std::optional<std::uint32_t>();
  if (given.text("read-back") == "all") return std::optional(kReadAll);
  auto number = given.number("read-back", 0);
  if (!number || *number >= kReadAll)
    return Error{"read_back_invalid",
                 "read-back",
                 shortened(given.text("read-back")),
                 {},
                 {{"least", std::to_string(kFewestRead)}}};
  return std::optional(static_cast<std::uint32_t>(*number));
}

}  // namespace temgoc
