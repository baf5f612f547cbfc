// An import as one change: stored, in the journal with its actor, and told in the log.
#include "temgoc/base/text.h"
#include "temgoc/import/import_step.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

using Acting = std::function<RecordedAct(const ImportReport&)>;

Result<ImportReport> recorded(Workplace& workplace,
                              const std::function<Result<ImportReport>()>& work,
                              const Acting& act_of) {
  std::optional<ImportReport> report;
  auto done = workplace.record([&]() -> Result<RecordedAct> {
    auto read = work();
    if (!read) return read.error();
    report = *std::move(read);
    return act_of(*report);
  });
  if (!done) return done.error();
  if (!report->written) return *std::move(report);
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return *std::move(report);
}

// It is the affair of the cooperative whose records they are; of several, the workplace's.
RecordedAct table_act(const ImportReport& report, std::string_view file) {
  if (!report.written || report.added + report.updated == 0) return {};
  return {"records",
          {{"file", shortened(file)},
           {"added", std::to_string(report.added)},
           {"updated", std::to_string(report.updated)}},
          report.cooperative_id};
}

}  // namespace

Result<ImportReport> import_table(Workplace& workplace, ImportKind kind, ByteView content,
                                  std::string_view file, const ImportOptions& options) {
  auto table = read_import_table(kind, content, file);
  if (!table) return table.error();
  return import_table(workplace, kind, *std::move(table), file, options);
}

Result<ImportReport> import_table(Workplace& workplace, ImportKind kind, Table table,
                                  std::string_view file, const ImportOptions& options) {
  return recorded(
      workplace,
      [&] {
        return import_table(workplace.registry(), kind, std::move(table), workplace.now(), options);
      },
      [&](const ImportReport& report) { return table_act(report, file); });
}

Result<ImportReport> import_record(Workplace& workplace, ImportKind kind, const RecordTexts& texts,
                                   const ImportOptions& options) {
  return recorded(
      workplace,
      [&] { return import_record(workplace.registry(), kind, texts, workplace.now(), options); },
      record_act);
}

RecordedAct record_act(const ImportReport& report) {
  if (!report.written || report.added + report.updated == 0) return {};
  return {"record",
          {{"noun", record_noun(report.kind)}, {"id", report.ids.front()}},
          report.cooperative_id};
}

}  // namespace temgoc
