// A season's lots in one table: all of them are issued, or none.
#include "temgoc/lots/import_lots.h"

#include <algorithm>
#include <set>

#include "operations/lots/lot_issuing.h"
#include "operations/lots/lot_row.h"
#include "temgoc/base/text.h"
#include "temgoc/import/import_columns.h"
#include "temgoc/model/lot_facts.h"

namespace temgoc {
namespace {

constexpr std::string_view kRolledBack = "import_rolled_back";
constexpr unsigned kLotsOfDayRead = 1000;
constexpr std::size_t kCodesNamed = 3;

class LotsIssuer {
 public:
  LotsIssuer(Workplace& workplace, const LotKeys& keys, const LotsOrder& order, LotsImport& done)
      : workplace_(workplace), keys_(keys), order_(order), done_(done) {}

  // REQUIRES the transaction of Workplace::record. Faults of rows are in the report; an error is of
  // the whole.
  Result<void> run(const ColumnMap& columns) {
    ImportReport& sheet = done_.sheet;
    LotRows rows(workplace_.registry(), order_.only_cooperative);
    for (const Row& each : sheet.table.rows) {
      ImportRow row(columns, sheet.table, each, sheet.errors, sheet.warnings);
      const auto draft = rows.read(row);
      if (!draft) continue;
      if (auto taken = take(row, *draft); !taken) return taken;
    }
    rows.tell(sheet);
    std::ranges::sort(done_.signers, {}, &Cooperative::id);
    if (auto expired = trust_warning(workplace_); expired && sheet.added > 0)
      sheet.warnings.push_back(*expired);
    warn_of_standing_days();
    return {};
  }

 private:
  Result<void> take(ImportRow& row, const LotDraft& draft) {
    if (const auto standing = standing_lot(draft)) {
      keep_standing(row, draft, *standing);
      return {};
    }
    auto plan = plan_lot(workplace_, draft, memory_);
    if (!plan) {
      refuse(row, plan.error());
      return {};
    }
    auto key = key_of(*plan);
    if (!key) return key.error();
    auto issued = issue_planned(workplace_, *plan, *key ? &**key : nullptr);
    if (!issued) {
      refuse(row, issued.error());
      return {};
    }
    warn_of(row, *plan, issued->lot);
    keep(row, std::move(issued->lot), true);
    return {};
  }

  std::optional<Lot> standing_lot(const LotDraft& draft) const {
    const std::string realm = workplace_.realm(workplace_.test_only());
    if (!draft.request_id.empty()) {
      if (auto lot = workplace_.registry().lot_of_request(realm, draft.request_id)) return lot;
    }
    if (!draft.code) return std::nullopt;
    return workplace_.registry().lot(realm, draft.gtin, *draft.code);
  }

  // A lot that stands is judged by what the row says: since it was issued its product may have been
  // closed, and its day may have become too old for a new one.
  void keep_standing(ImportRow& row, const LotDraft& draft, const Lot& lot) {
    if (const auto first = row_of_.find(lot.id); first != row_of_.end())
      return refuse(
          row,
          {"lot_repeated", "lot", lot.code.text(), {}, {{"row", std::to_string(first->second)}}});
    if (const auto cancelled = workplace_.registry().cancellation(lot.id))
      return refuse(row, lot_is_cancelled(lot, *cancelled));
    LotDraft said = draft;
    if (said.place_id.empty()) said.place_id = lot.place_id;
    const std::string fields =
        differences(lot, said, said.shelf_life_days.value_or(lot.shelf_life_days));
    if (!fields.empty())
      return refuse(row, {"lot_differs", "lot", lot.code.text(), {}, {{"fields", fields}}});
    keep(row, lot, false);
  }

  void refuse(ImportRow& row, Error error) { row.fail(lot_column(row, error.field), error); }

  void keep(const ImportRow& row, Lot lot, bool created) {
    lot.record.clear();
    ++(created ? done_.sheet.added : done_.sheet.unchanged);
    if (created) cooperatives_.insert(lot.cooperative_id);
    if (cooperatives_.size() == 1) done_.sheet.cooperative_id = *cooperatives_.begin();
    if (cooperatives_.size() > 1) done_.sheet.cooperative_id.clear();
    row_of_.emplace(lot.id, row.number());
    done_.lots.push_back({row.number(), std::move(lot), created});
  }

  void warn_of(ImportRow& row, const LotPlan& plan, const Lot& lot) {
    if (auto warning = certificate_warning(plan, lot))
      row.warn(lot_column(row, warning->field), *warning);
    // Codes of one length fit alike, so the first row says it for all.
    if (!code_lengths_.insert({lot.product_id, lot.code.text().size()}).second) return;
    if (auto warning = code_warning(workplace_, lot, memory_)) row.warn("lot", *warning);
  }

  // None in a dry run, which signs nothing. A key is opened when the first lot needs it.
  Result<std::optional<SigningKey>> key_of(const LotPlan& plan) {
    const std::string& cooperative = plan.subject->cooperative.id;
    if (!plan.is_test() && signers_.insert(cooperative).second)
      done_.signers.push_back(plan.subject->cooperative);
    if (order_.dry_run) return std::optional<SigningKey>();
    const auto passphrase = keys_.find(cooperative);
    if (!plan.is_test() && passphrase == keys_.end())
      return Error{"key_locked", "cooperative", plan.subject->cooperative.name};
    auto key = open_planned_key(
        workplace_, plan, plan.is_test() ? std::string_view{} : passphrase->second.view(), memory_);
    if (!key) {
      Error error = key.error();
      if (error.code.starts_with("key_passphrase")) error.value = plan.subject->cooperative.name;
      return error;
    }
    return std::optional(*std::move(key));
  }

  // A row that was mended after an earlier import is a new row: its lot would be a second one.
  void warn_of_standing_days() {
    std::set<std::pair<std::string, Day>> looked_at;
    for (const LotOfRow& each : done_.lots) {
      if (!each.created || !looked_at.insert({each.lot.product_id, each.lot.packed_on}).second)
        continue;
      const std::string codes = others_of_day(each.lot);
      if (codes.empty()) continue;
      done_.sheet.warnings.push_back(
          {"lots_of_day_stand",
           {},
           codes,
           Position{each.row, 0},
           {{"product", each.lot.product_id}, {"packed", to_dmy(each.lot.packed_on)}}});
    }
  }

  std::string others_of_day(const Lot& lot) const {
    LotFilter filter;
    filter.product_id = lot.product_id;
    filter.packed_from = filter.packed_until = lot.packed_on;
    filter.limit = kLotsOfDayRead;
    std::string codes;
    std::size_t named = 0;
    for (const Lot& other : workplace_.registry().lots(filter)) {
      if (other.test != lot.test || row_of_.contains(other.id) ||
          workplace_.registry().cancellation(other.id))
        continue;
      if (named++ == kCodesNamed) return codes + " …";
      codes += (codes.empty() ? "" : ", ") + other.code.text();
    }
    return codes;
  }

  Workplace& workplace_;
  const LotKeys& keys_;
  const LotsOrder& order_;
  LotsImport& done_;
  std::map<std::int64_t, std::size_t> row_of_;  // where a lot stands in the table, by its id
  std::set<std::string> signers_;
  std::set<std::string> cooperatives_;  // of the new lots
  std::set<std::pair<std::string, std::size_t>> code_lengths_;
  IssueMemory memory_;
};

RecordedAct act_of(const LotsImport& done, std::string_view file) {
  if (done.sheet.added == 0) return {};
  return {"lots",
          {{"file", shortened(file)}, {"count", std::to_string(done.sheet.added)}},
          done.sheet.cooperative_id};
}

}  // namespace

Result<LotsImport> import_lots(Workplace& workplace, Table table, std::string_view file,
                               const LotKeys& keys, const LotsOrder& order) {
  LotsImport done;
  ImportReport& sheet = done.sheet;
  sheet.kind = ImportKind::lots;
  sheet.table = std::move(table);
  sheet.warnings = sheet.table.notes;
  const auto columns = ColumnMap::match(ImportKind::lots, sheet.table, false, sheet.warnings);
  if (!columns) return columns.error();
  for (Error& note : leave_out_examples(sheet.table, *columns, ImportKind::lots))
    sheet.warnings.push_back(std::move(note));
  LotsIssuer issuer(workplace, keys, order, done);
  const auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    if (auto run = issuer.run(*columns); !run) return run.error();
    if (order.dry_run || !sheet.errors.empty()) return Error{std::string(kRolledBack)};
    return act_of(done, file);
  });
  if (!recorded && recorded.error().code != kRolledBack) return recorded.error();
  sheet.written = recorded.has_value();
  if (!sheet.written) return done;
  if (auto settled = workplace.settle_log(workplace.test_only()); !settled) return settled.error();
  return done;
}

}  // namespace temgoc
