// temgoc export lots|products|certifications|jobs
#include "cli/command.h"
#include "temgoc/records/export.h"

namespace temgoc {
namespace {

Result<ExportOrder> order_of(ExportKind kind, const Given& given) {
  ExportOrder order{.kind = kind,
                    .out = given.text("out"),
                    .replace = given.has("replace"),
                    .cooperative_id = given.text("cooperative")};
  if (auto read = given.days(order.from, order.until); !read) return read.error();
  return order;
}

int export_one(ExportKind kind, const Session& session, const Given& given) {
  auto order = order_of(kind, given);
  if (!order) return session.terminal.fail(order.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto rows = write_export(*workplace, *order, session.terminal.language());
  if (!rows) return session.terminal.fail(rows.error());
  const std::string file = order->out.string();
  return session.terminal.done(
      {{"file", file}, {"rows", *rows}},
      session.terminal.word("export.done", {{"rows", std::to_string(*rows)}, {"file", file}}) +
          "\n");
}

}  // namespace

void add_export_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  for (const ExportKind kind :
       {ExportKind::lots, ExportKind::products, ExportKind::certifications, ExportKind::jobs}) {
    std::vector<Option> options{
        {"out", Kind::text, true}, {"replace", Kind::flag}, {"cooperative"}};
    if (kind == ExportKind::lots || kind == ExportKind::jobs) {
      options.push_back({"from"});
      options.push_back({"until"});
    }
    all.push_back(
        {"export", to_text(kind), options, [kind](const Session& session, const Given& given) {
           return export_one(kind, session, given);
         }});
  }
}

}  // namespace temgoc
