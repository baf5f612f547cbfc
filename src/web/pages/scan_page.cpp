#include "web/pages/scan_page.h"

#include <algorithm>

#include "temgoc/check.h"
#include "temgoc/text.h"
#include "web/pages/lot_part.h"
#include "web/pages/record_views.h"
#include "web/pages/report_page.h"
#include "web/pages/verdict_view.h"
#include "web/paths.h"

namespace temgoc {
namespace {

bool holds_sample(const LotFacts& facts) {
  const auto invented = [](const auto& record) { return record && record->sample; };
  if (invented(facts.product) || invented(facts.cooperative) || invented(facts.place)) return true;
  return std::ranges::any_of(facts.certifications, &Certification::sample);
}

// GS1 element string: what Circular 02/2024 calls the trace code.
std::string trace_code(const Verdict& verdict) {
  std::string code = "(01)" + verdict.gtin->digits() + " (10)" + verdict.lot_code->text();
  return verdict.serial ? code + " (21)" + verdict.serial->text() : code;
}

// All that is known of the lot, where the label is believed.
void put_origin(View& view, const Asked& asked, const Verdict& verdict) {
  if (!verdict.facts || !verdict.facts->lot || !verdict.packed_on) return;
  View rows = list_view();
  add_row(rows, asked.word("page.trace_code"), {trace_code(verdict)});
  if (verdict.realm) add_row(rows, asked.word("page.vouched_by"), {*verdict.realm});
  if (verdict.serial) add_row(rows, asked.word("serial"), {verdict.serial->text()});
  LotPart part = lot_part(asked, verdict);
  View origin;
  origin.set("goods", std::move(part.goods));
  origin.set("rows", std::move(rows));
  origin.set("story", std::move(part.story));
  view.set("origin", std::move(origin));
  view.set("recalls", recall_views(asked, verdict.facts->recalls));
}

View look_alike_rows(const Asked& asked, const Verdict& verdict) {
  View rows = list_view();
  add_row(rows, asked.word("page.look_alike.host"), {"https://" + asked.site.host()});
  if (verdict.facts && verdict.facts->lot)
    add_row(rows, asked.word("page.short_code"), {verdict.facts->lot->short_code.printed()});
  return rows;
}

// A page that counts scans differs from one to the next; the others stay the same all day.
bool counts_scans(const Verdict& verdict) { return verdict.serial.has_value(); }

HttpResponse verdict_page(const Asked& asked, const Label& label, const Verdict& verdict,
                          unsigned status) {
  View view = verdict_view(asked, verdict, label.text);
  put_origin(view, asked, verdict);
  view.set("rows", look_alike_rows(asked, verdict));
  put_report_form(view, {.label = label.text});
  const bool same_all_day =
      !counts_scans(verdict) && verdict.main.headline != Headline::cannot_check;
  view.set("checked_at",
           asked.word("page.checked_at", {{"time", same_all_day ? to_dmy(asked.site.today())
                                                                : time_words(asked.site.now())}}));
  const bool sample = verdict.facts && holds_sample(*verdict.facts);
  return html_page(asked,
                   {.template_name = "scan",
                    .route = label.route,
                    .title = headline_words(verdict, asked.language),
                    .status = status,
                    .sample = sample,
                    .repeatable = same_all_day},
                   std::move(view));
}

std::optional<SeenLot> seen_lot(const Label& label, const Verdict& verdict) {
  const bool believed = verdict.proof != Proof::none && verdict.facts && verdict.facts->lot;
  if (!label.scanned || !believed) return std::nullopt;
  return SeenLot{verdict.facts->lot->id, verdict.serial ? verdict.serial->text() : ""};
}

bool says(const Verdict& verdict, std::string_view reason) {
  return verdict.main.reason == reason ||
         std::ranges::find(verdict.also, reason, &Finding::reason) != verdict.also.end();
}

// Only a stolen key makes a good seal for what was never issued; a link anyone may make up.
std::optional<ScanAlarm::Kind> alarm_kind(const Verdict& verdict) {
  const Headline headline = verdict.main.headline;
  if (headline == Headline::forged) return ScanAlarm::Kind::forged;
  if (headline != Headline::unknown || verdict.checks.issued != Outcome::fail) return std::nullopt;
  const bool sealed = verdict.checks.signature == Outcome::pass;
  if (says(verdict, "serial_not_issued"))
    return sealed ? ScanAlarm::Kind::serial_not_issued : ScanAlarm::Kind::link_not_issued;
  return sealed ? std::optional(ScanAlarm::Kind::lot_not_issued) : std::nullopt;
}

std::optional<ScanAlarm> alarm_of(const Asked& asked, const Label& label, const Verdict& verdict) {
  const auto kind = alarm_kind(verdict);
  if (!label.scanned || !kind) return std::nullopt;
  ScanAlarm alarm{.kind = *kind, .day = asked.site.today()};
  const auto claimed = claimed_label(verdict);
  if (*kind == ScanAlarm::Kind::forged || !claimed) return alarm;
  alarm.gtin = claimed->gtin;
  alarm.lot = claimed->lot;
  alarm.serial = claimed->serial;
  return alarm;
}

}  // namespace

HttpResponse scan_page(const Asked& asked, const Label& label) {
  const Verdict verdict = check_label(label.text, asked.site.check_context());
  const bool missed = verdict.main.headline == Headline::unknown;
  const unsigned status = missed ? label.miss_status : 200;
  HttpResponse response =
      wants_json(asked.request)
          ? json_answer(verdict_json(verdict, asked.language), label.route, status)
          : verdict_page(asked, label, verdict, status);
  response.seen = seen_lot(label, verdict);
  response.alarm = alarm_of(asked, label, verdict);
  return response;
}

}  // namespace temgoc
