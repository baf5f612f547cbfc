// temgoc label list|show|done|void
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/lot_words.h"
#include "cli/print_json.h"
#include "temgoc/base/text.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"
#include "temgoc/printing/printing.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kMostListed = 100'000;
constexpr std::size_t kMostReason = 300;

bool is_killed(const Workplace& workplace, const PrintRecord& record) {
  return state_of(record) == PrintState::printing && !is_being_printed(workplace, record.job.id);
}

int label_list(const Session& session, const Given& given) {
  auto limit = given.number("limit", 100);
  if (!limit) return session.terminal.fail(limit.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  PrintFilter filter{.limit = static_cast<unsigned>(std::min(*limit, kMostListed))};
  if (given.has("lot")) {
    auto lot = find_lot(*workplace, given.text("product"), given.text("lot"));
    if (!lot) return session.terminal.fail(lot.error());
    filter.lot_id = lot->id;
  }
  Json list = Json::array();
  std::string text;
  for (const PrintRecord& record : workplace->registry().print_records(filter)) {
    const Lot lot = workplace->registry().lot(record.job.lot_id).value();
    list.push_back(record_json(lot, record, is_being_printed(*workplace, record.job.id)));
    text += record_line(session.terminal, lot, record);
    if (is_killed(*workplace, record))
      session.terminal.say("label.killed", {{"job", std::to_string(record.job.id)}});
  }
  return session.terminal.done({{"jobs", list}}, text);
}

std::string outcome_line(const Terminal& terminal, const PrintOutcome& outcome) {
  return fmt::format("  {}  {}{}{}\n", to_dmy(vietnam_day(outcome.at)),
                     terminal.word("print_outcome." + to_text(outcome.kind),
                                   {{"first", std::to_string(outcome.first_label)},
                                    {"last", std::to_string(outcome.last_label)}}),
                     outcome.reason.empty() ? "" : ": " + outcome.reason,
                     outcome.who.empty() ? "" : "  " + outcome.who);
}

std::string record_text(const Terminal& terminal, const Lot& lot, const PrintRecord& record) {
  std::string text = record_line(terminal, lot, record);
  if (record.job.reprint_of) {
    text += "  " +
            terminal.word("print_job.reprint_of", {{"job", std::to_string(record.job.reprint_of)},
                                                   {"reason", record.job.reprint_reason}}) +
            "\n";
  }
  for (const PrintedPart& part : record.parts)
    text += fmt::format("  {}  {}\n", part.sha256.substr(0, 16), part.file);
  for (const PrintOutcome& outcome : record.outcomes) text += outcome_line(terminal, outcome);
  return text;
}

int label_show(const Session& session, const Given& given) {
  auto job = job_number(given);
  if (!job) return session.terminal.fail(job.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto record = workplace->registry().print_record(*job);
  if (!record) return session.terminal.fail({"print_job_unknown", "job", std::to_string(*job)});
  const Lot lot = workplace->registry().lot(record->job.lot_id).value();
  Json json = record_json(lot, *record, is_being_printed(*workplace, *job));
  json["serials"] = Json::array();
  for (const Serial& serial : workplace->registry().listed_serials(*job))
    json["serials"].push_back(serial.text());
  if (is_killed(*workplace, *record))
    session.terminal.say("label.killed", {{"job", std::to_string(*job)}});
  return session.terminal.done(json, record_text(session.terminal, lot, *record));
}

// Exactly one of --all, --printed and --spoiled.
Result<PrintOutcome> outcome_of(const Given& given, std::uint32_t labels) {
  using Kind = PrintOutcome::Kind;
  const bool printed = given.has("printed"), spoiled = given.has("spoiled");
  if (given.has("all") + printed + spoiled != 1) return Error{"outcome_missing", "printed"};
  if (given.has("all")) return PrintOutcome{Kind::came_out, 1, labels};
  if (spoiled && given.text("spoiled") == "all") return PrintOutcome{Kind::came_out, 0, 0};
  auto range = label_range(given.text(printed ? "printed" : "spoiled"));
  if (!range) return range.error();
  return PrintOutcome{printed ? Kind::came_out : Kind::spoiled, range->first, range->second};
}

int label_done(const Session& session, const Given& given) {
  auto job = job_number(given);
  if (!job) return session.terminal.fail(job.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto known = workplace->registry().print_job(*job);
  if (!known) return session.terminal.fail({"print_job_unknown", "job", std::to_string(*job)});
  auto outcome = outcome_of(given, known->labels);
  if (!outcome) return session.terminal.fail(outcome.error());
  auto by = who(given);
  if (!by) return session.terminal.fail(by.error());
  auto reason = clean_text(given.text("void-rest"), "void-rest", kMostReason);
  if (!reason) return session.terminal.fail(reason.error());
  if (given.has("void-rest") && reason->empty())
    return session.terminal.fail({"reason_missing", "void-rest"});
  outcome->who = *by;
  auto record = record_outcome(*workplace, *job, *outcome, *reason);
  if (!record) return session.terminal.fail(record.error());
  const Lot lot = workplace->registry().lot(known->lot_id).value();
  return session.terminal.done(record_json(lot, *record, false),
                               record_text(session.terminal, lot, *record));
}

// A serial as people write it: 3 for 0000003, and any case.
Result<Serial> serial_of(const std::string& typed) {
  if (is_digits(typed) && typed.size() < Serial::kSealedDigits && std::stoul(typed) > 0) {
    return Serial::sealed(static_cast<std::uint32_t>(std::stoul(typed)));
  }
  return Serial::parse(ascii_upper(typed));
}

Result<Void> void_of(const Given& given) {
  Void voided;
  auto reason = clean_text(given.text("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  voided.reason = *reason;
  auto by = who(given);
  if (!by) return by.error();
  voided.who = *by;
  auto first = serial_of(given.text("first"));
  if (!first) return first.error();
  if (first->sealed_number() == 0) {
    voided.listed_serial = first->text();
    return voided;
  }
  auto last = serial_of(given.has("last") ? given.text("last") : given.text("first"));
  if (!last) return last.error();
  voided.first = first->sealed_number();
  voided.last = last->sealed_number();
  if (voided.last < voided.first) return Error{"serial_range_invalid", "last", last->text()};
  return voided;
}

// Which serials, first and last, and how many labels.
struct VoidedSerials {
  std::string first, last;
  std::uint32_t labels = 1;
};
VoidedSerials serials_of(const Void& voided) {
  if (!voided.listed_serial.empty()) return {voided.listed_serial, voided.listed_serial};
  return {Serial::sealed(voided.first).text(), Serial::sealed(voided.last).text(),
          voided.last - voided.first + 1};
}

std::string void_text(const Terminal& terminal, const Lot& lot, const VoidedSerials& serials) {
  return terminal.word(serials.labels == 1 ? "label.void.one" : "label.void.done",
                       {{"lot", lot_words(lot)},
                        {"labels", std::to_string(serials.labels)},
                        {"first", serials.first},
                        {"last", serials.last}}) +
         "\n";
}

int label_void(const Session& session, const Given& given) {
  auto voided = void_of(given);
  if (!voided) return session.terminal.fail(voided.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto lot = find_lot(*workplace, given.text("product"), given.text("lot"));
  if (!lot) return session.terminal.fail(lot.error());
  Json meaning = given.meaning({"lot", "product", "by"});
  meaning["lot"] = lot->short_code.text();
  if (auto begun = session.begin(*workplace, given, "label void", meaning); !begun)
    return session.terminal.fail(begun.error());
  if (auto done = void_labels(*workplace, *lot, *voided); !done)
    return session.terminal.fail(done.error());
  const VoidedSerials serials = serials_of(*voided);
  return session.terminal.done({{"lot", lot->code.text()},
                                {"gtin", lot->gtin.digits()},
                                {"first", serials.first},
                                {"last", serials.last},
                                {"labels", serials.labels},
                                {"reason", voided->reason},
                                {"by", voided->who}},
                               void_text(session.terminal, *lot, serials));
}

}  // namespace

void add_ledger_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"label", "list", {{"lot"}, {"product"}, {"limit", Kind::number}}, label_list});
  all.push_back({"label", "show", {{"job", Kind::argument, true}}, label_show});
  all.push_back({"label",
                 "done",
                 {{"job", Kind::argument, true},
                  {"all", Kind::flag},
                  {"printed"},
                  {"spoiled"},
                  {"void-rest"},
                  {"by"}},
                 label_done});
  all.push_back({"label",
                 "void",
                 {{"lot", Kind::argument, true},
                  {"product"},
                  {"first", Kind::text, true},
                  {"last"},
                  {"reason", Kind::text, true},
                  {"by"},
                  {"again", Kind::flag}},
                 label_void});
}

}  // namespace temgoc
