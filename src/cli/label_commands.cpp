// temgoc label print|void
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/exit_status.h"
#include "temgoc/text.h"
#include "temgoc/workflow.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

constexpr std::uint64_t kMostCount = 1'000'000;

Result<PrintOrder> order_of(const Given& given) {
  PrintOrder order;
  order.template_id = given.text("template");
  order.out = given.text("out");
  auto count = given.number("count", 0);
  if (!count) return count.error();
  if (*count < 1 || *count > kMostCount) {
    return Error{
        "count_invalid", "count", given.text("count"), {}, {{"most", std::to_string(kMostCount)}}};
  }
  order.count = static_cast<std::uint32_t>(*count);
  auto start = given.number("start", 1);
  if (!start) return start.error();
  order.start_cell = static_cast<unsigned>(std::min(*start, kMostCount));
  if (given.has("dpi")) {
    auto dpi = given.number("dpi", 0);
    if (!dpi) return dpi.error();
    if (*dpi < 100 || *dpi > 1200) return Error{"dpi_invalid", "dpi", given.text("dpi")};
    order.dpi = static_cast<unsigned>(*dpi);
  }
  if (given.has("codes")) {
    order.kind = code_kind(given.text("codes"));
    if (!order.kind) return Error{"code_kind_unknown", "codes", shortened(given.text("codes"))};
  }
  return order;
}

Json report_json(const Terminal& terminal, const Lot& lot, const PrintReport& report) {
  Json files = Json::array();
  for (const fs::path& file : report.printed.files) files.push_back(file.string());
  Json warnings = Json::array();
  for (const Error& warning : report.warnings) warnings.push_back(terminal.error_json(warning));
  return {{"lot", lot.code.text()},
          {"gtin", lot.gtin.digits()},
          {"job", report.job.id},
          {"template", report.job.template_id},
          {"codes", to_text(report.job.kind)},
          {"labels", report.printed.labels},
          {"pages", report.printed.pages},
          {"first_serial", report.job.first_serial ? Json(report.job.first_serial) : Json(nullptr)},
          {"last_serial", report.job.last_serial ? Json(report.job.last_serial) : Json(nullptr)},
          {"qr_version", report.printed.qr_version},
          {"module_mm", report.printed.module_mm},
          {"test", lot.test},
          {"files", files},
          {"warnings", warnings}};
}

int label_print(const Session& session, const Given& given) {
  auto order = order_of(given);
  if (!order) return session.terminal.fail(order.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto lot = find_lot(*workplace, given.text("product"), given.text("lot"));
  if (!lot) return session.terminal.fail(lot.error());
  auto label = find_template(workplace->folder(), order->template_id);
  if (!label) return session.terminal.fail(label.error());
  std::string passphrase;
  if (!lot->test && order->kind.value_or(label->code) == CodeKind::item_seal) {
    auto typed = session.passphrase(given, "");
    if (!typed) return session.terminal.fail(typed.error());
    passphrase = *typed;
  }
  auto report = print_lot_labels(*workplace, *lot, *order, passphrase);
  if (!report) return session.terminal.fail(report.error());
  for (const Error& warning : report->warnings) session.terminal.warn(warning);
  std::string text;
  for (const fs::path& file : report->printed.files) text += file.string() + "\n";
  session.terminal.say("label.print.done",
                       {{"labels", std::to_string(report->printed.labels)},
                        {"pages", std::to_string(report->printed.pages)},
                        {"module", fmt::format("{:.3f}", report->printed.module_mm)}});
  session.terminal.say("label.print.scale");
  return session.terminal.done(report_json(session.terminal, *lot, *report), text);
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
  auto reason = clean_text(given.text("reason"), "reason", 300);
  if (!reason) return reason.error();
  voided.reason = *reason;
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

int label_void(const Session& session, const Given& given) {
  auto voided = void_of(given);
  if (!voided) return session.terminal.fail(voided.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto lot = find_lot(*workplace, given.text("product"), given.text("lot"));
  if (!lot) return session.terminal.fail(lot.error());
  if (auto done = void_labels(*workplace, *lot, *voided); !done)
    return session.terminal.fail(done.error());
  return session.terminal.done(
      {{"lot", lot->code.text()},
       {"first", given.text("first")},
       {"last", given.has("last") ? given.text("last") : given.text("first")},
       {"reason", voided->reason}},
      session.terminal.word("label.void.done", {{"lot", lot->code.text()}}) + "\n");
}

}  // namespace

void add_label_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  std::vector<Option> print = {
      {"lot", Kind::argument, true}, {"product"}, {"template", Kind::text, true},
      {"count", Kind::number, true}, {"codes"},   {"dpi", Kind::number},
      {"start", Kind::number},       {"out"}};
  for (const Option& option : passphrase_options()) print.push_back(option);
  all.push_back({"label", "print", print, label_print});
  all.push_back({"label",
                 "void",
                 {{"lot", Kind::argument, true},
                  {"product"},
                  {"first", Kind::text, true},
                  {"last"},
                  {"reason", Kind::text, true}},
                 label_void});
}

}  // namespace temgoc
