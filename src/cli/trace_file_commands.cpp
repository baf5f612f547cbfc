// temgoc export circular-02|circular-31|passport|fsma204|epcis|dpp|untp-passport|untp-conformity
// |untp-events
#include <algorithm>

#include "cli/command.h"
#include "temgoc/exchange/trace_files.h"

namespace temgoc {
namespace {

// --as of a credential; none: the file's ending says it.
Result<std::optional<TraceFormat>> format_of(const Given& given) {
  using Format = std::optional<TraceFormat>;
  const std::string as = given.text("as");
  if (as.empty()) return Format();
  if (as == "jwt") return Format(TraceFormat::jwt);
  if (as == "proof") return Format(TraceFormat::json);
  return Error{"usage_value_unknown", {}, "--as"};
}

int export_trace_file(TraceFileKind kind, const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  TraceFileOrder order{.kind = kind,
                       .lot = given.text("lot"),
                       .cooperative_id = given.text("cooperative"),
                       .certificate = given.text("certificate")};
  if (auto read = given.days(order.from, order.until); !read) return terminal.fail(read.error());
  const auto format = format_of(given);
  if (!format) return terminal.fail(format.error());
  order.format = format->value_or(order.format);
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  if (is_credential(kind)) {
    auto passphrase = session.passphrase(given, "");
    if (!passphrase) return terminal.fail(passphrase.error());
    order.passphrase = *std::move(passphrase);
  }
  const std::string file = given.text("out");
  auto records = write_trace_file(*workplace, order, file, given.has("replace"),
                                  terminal.language(), !format->has_value());
  if (!records) return terminal.fail(records.error());
  return terminal.done(
      {{"file", file}, {"records", *records}},
      terminal.word("trace_file.done", {{"records", std::to_string(*records)}, {"file", file}}) +
          "\n");
}

std::vector<Option> options_of(TraceFileKind kind) {
  using Kind = Option::Kind;
  std::vector<Option> options{{"lot"}, {"out", Kind::text, true}, {"replace", Kind::flag}};
  if (!is_of_one_lot(kind))
    for (const char* name : {"cooperative", "from", "until"}) options.push_back({name});
  if (!is_credential(kind)) return options;
  options.push_back({"as"});
  if (kind == TraceFileKind::untp_conformity) options.push_back({"certificate"});
  std::ranges::copy(passphrase_options(), std::back_inserter(options));
  return options;
}

}  // namespace

void add_trace_file_commands(std::vector<Command>& all) {
  std::vector<TraceFileKind> kinds(all_trace_file_kinds().begin(), all_trace_file_kinds().end());
  std::ranges::sort(kinds, {}, [](TraceFileKind kind) { return to_text(kind); });
  for (const TraceFileKind kind : kinds)
    all.push_back({"export", to_text(kind), options_of(kind),
                   [kind](const Session& session, const Given& given) {
                     return export_trace_file(kind, session, given);
                   }});
}

}  // namespace temgoc
