// temgoc export circular-02|circular-31|passport|fsma204|epcis
#include "cli/command.h"
#include "temgoc/exchange/trace_files.h"

namespace temgoc {
namespace {

int export_trace_file(TraceFileKind kind, const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  TraceFileOrder order{
      .kind = kind, .lot = given.text("lot"), .cooperative_id = given.text("cooperative")};
  if (auto read = given.days(order.from, order.until); !read) return terminal.fail(read.error());
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  const std::string file = given.text("out");
  auto records =
      write_trace_file(*workplace, order, file, given.has("replace"), terminal.language());
  if (!records) return terminal.fail(records.error());
  return terminal.done(
      {{"file", file}, {"records", *records}},
      terminal.word("trace_file.done", {{"records", std::to_string(*records)}, {"file", file}}) +
          "\n");
}

}  // namespace

void add_trace_file_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  for (const auto kind : {TraceFileKind::circular_02, TraceFileKind::circular_31,
                          TraceFileKind::epcis, TraceFileKind::fsma204, TraceFileKind::passport}) {
    std::vector<Option> options{{"lot"}, {"out", Kind::text, true}, {"replace", Kind::flag}};
    if (kind != TraceFileKind::passport) {
      options.push_back({"cooperative"});
      options.push_back({"from"});
      options.push_back({"until"});
    }
    all.push_back(
        {"export", to_text(kind), options, [kind](const Session& session, const Given& given) {
           return export_trace_file(kind, session, given);
         }});
  }
}

}  // namespace temgoc
