// Checks a label, fills its page or a kept one like it, and notes the scan to be counted.
#include "web/pages/scan_page.h"

#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/check/check.h"
#include "temgoc/markup/escape.h"
#include "web/answer_cache.h"
#include "web/answer_remark.h"
#include "web/pages/e_label.h"
#include "web/pages/lot_part.h"
#include "web/pages/record_views.h"
#include "web/pages/report_page.h"
#include "web/pages/spoken.h"
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
  put(view, "e_label", e_label_href(asked, verdict));
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
bool is_same_all_day(const Verdict& verdict) {
  return !verdict.serial && verdict.main.headline != Headline::cannot_check;
}

std::string checked_words(const Asked& asked, const Verdict& verdict) {
  const std::string time =
      is_same_all_day(verdict) ? to_dmy(asked.site.today()) : vietnam_moment(asked.site.now());
  if (asked.site.bundle() == nullptr) return asked.word("page.checked_at", {{"time", time}});
  return asked.word("page.checked_at.bundle",
                    {{"time", time}, {"as_of", vietnam_moment(asked.site.known_until())}});
}

HttpResponse verdict_page(const Asked& asked, const Label& label, const Verdict& verdict,
                          unsigned status) {
  View view = verdict_view(asked, verdict, label.text);
  put_origin(view, asked, verdict);
  view.set("rows", look_alike_rows(asked, verdict));
  put_report_form(view, {.label = label.text});
  view.set("checked_at", checked_words(asked, verdict));
  const bool sample = verdict.facts && holds_sample(*verdict.facts);
  return html_page(asked,
                   {.template_name = "scan",
                    .route = label.route,
                    .title = headline_words(verdict, asked.language),
                    .status = status,
                    .sample = sample,
                    .repeatable = is_same_all_day(verdict)},
                   std::move(view));
}

// A key of all that the page of an item's believed label depends on, except own_texts() and what
// the registry says of the lot. None: the page is like no other.
std::optional<std::string> key_of_like_pages(const Asked& asked, const Label& label,
                                             const Verdict& verdict) {
  const bool of_item = verdict.serial && verdict.facts && verdict.facts->lot;
  if (!of_item || verdict.proof == Proof::none || verdict.facts->voided) return std::nullopt;
  std::string key = std::string(label.route) + '\n' + asked.request.query;
  const auto add = [&key](auto value) {
    (key += '\n') += std::to_string(static_cast<std::uint64_t>(value));
  };
  add(asked.language);
  add(verdict.facts->lot->id);
  key += '\n' + verdict.facts->lot->realm + ' ' + verdict.facts->lot->gtin.digits() + ' ' +
         verdict.facts->lot->code.text();
  add(verdict.facts->print_leaf_index ? *verdict.facts->print_leaf_index + 1 : 0);
  add(verdict.facts->serial);
  add(verdict.facts->scans.has_value());
  add(verdict.proof);
  add(verdict.basis);
  add(verdict.main.headline);
  key += verdict.main.reason;
  for (const Finding& finding : verdict.also) {
    add(finding.headline);
    key += finding.reason;
  }
  const Checks& c = verdict.checks;
  for (const Outcome outcome : {c.readable, c.key, c.signature, c.host, c.scope, c.issued, c.status,
                                c.dates, c.certification, c.copies, c.freshness})
    add(outcome);
  return key;
}

// What stands in such a page for its label alone, as it stands there.
std::vector<std::string> own_texts(const Asked& asked, const Label& label, const Verdict& verdict) {
  std::vector<std::string> texts;
  for (const std::string& text : {label.text, label_in_form(label.text), verdict.serial->text(),
                                  checked_words(asked, verdict)})
    append_escaped(texts.emplace_back(), text);
  if (verdict.facts->scans) texts.push_back(spoken_html(asked, scans_view(asked, verdict)));
  return texts;
}

HttpResponse kept_or_made(const Asked& asked, const Label& label, const Verdict& verdict,
                          unsigned status) {
  const auto make = [&] { return verdict_page(asked, label, verdict, status); };
  const auto key = asked.cache ? key_of_like_pages(asked, label, verdict) : std::nullopt;
  return key ? asked.cache->page(*key, own_texts(asked, label, verdict), make) : make();
}

std::optional<SeenLot> seen_lot(const Label& label, const Verdict& verdict) {
  const bool believed = verdict.proof != Proof::none && verdict.facts && verdict.facts->lot;
  if (!label.scanned || !believed) return std::nullopt;
  const Lot& lot = *verdict.facts->lot;
  SeenLot seen{lot.id, verdict.serial ? verdict.serial->text() : ""};
  if (lot.id == 0) seen.named = LotOnLabel{lot.realm, lot.gtin.digits(), lot.code.text()};
  return seen;
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

// A label of a roll that nobody should have put on goods yet: it may have been stolen.
std::optional<ScanAlarm> unclaimed_alarm(const Asked& asked, const Verdict& verdict) {
  const bool unclaimed = verdict.facts && verdict.facts->unclaimed && verdict.serial;
  if (!unclaimed || verdict.facts->unclaimed->realm.ends_with(kTestRealmSuffix))
    return std::nullopt;
  return ScanAlarm{.kind = ScanAlarm::Kind::code_not_claimed,
                   .day = asked.site.today(),
                   .gtin = verdict.facts->unclaimed->gtin.digits(),
                   .serial = verdict.serial->text()};
}

std::optional<ScanAlarm> alarm_of(const Asked& asked, const Label& label, const Verdict& verdict) {
  if (auto unclaimed = label.scanned ? unclaimed_alarm(asked, verdict) : std::nullopt)
    return unclaimed;
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
          : kept_or_made(asked, label, verdict, status);
  response.remark = std::make_shared<const AnswerRemark>(
      AnswerRemark{seen_lot(label, verdict), alarm_of(asked, label, verdict)});
  return response;
}

}  // namespace temgoc
