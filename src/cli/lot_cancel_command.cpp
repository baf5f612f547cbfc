// temgoc lot cancel
#include "cli/command.h"
#include "cli/lot_words.h"
#include "cli/print_json.h"
#include "temgoc/base/text.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostReason = 300;

Result<LotCancellation> cancellation_of(const Given& given) {
  auto reason = clean_text(given.text("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  auto by = who(given);
  if (!by) return by.error();
  return LotCancellation{.reason = *reason, .at = {}, .who = *by};
}

// A second time it is refused by itself, so that no repeat is asked about.
int lot_cancel(const Session& session, const Given& given) {
  auto cancelled = cancellation_of(given);
  if (!cancelled) return session.terminal.fail(cancelled.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto lot = find_lot(*workplace, given.text("product"), given.text("lot"));
  if (!lot) return session.terminal.fail(lot.error());
  if (auto done = cancel_lot(*workplace, *lot, *cancelled); !done)
    return session.terminal.fail(done.error());
  return session.terminal.done(
      {{"lot", lot->code.text()},
       {"gtin", lot->gtin.digits()},
       {"reason", cancelled->reason},
       {"by", text_or_null(cancelled->who)}},
      session.terminal.word("lot.cancel.done", {{"lot", lot_words(*lot)}}) + "\n");
}

}  // namespace

void add_lot_cancel_command(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"lot",
                 "cancel",
                 {{"lot", Kind::argument, true}, {"product"}, {"reason", Kind::text, true}, {"by"}},
                 lot_cancel});
}

}  // namespace temgoc
