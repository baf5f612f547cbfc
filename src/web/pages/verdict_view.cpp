// Chooses, for each headline, the reason, the advice, the next action and the lists of proof.
#include "web/pages/verdict_view.h"

#include "temgoc/base/captions.h"
#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/check/check.h"
#include "temgoc/model/as_issued.h"
#include "web/pages/record_views.h"
#include "web/pages/spoken.h"
#include "web/paths.h"

namespace temgoc {
namespace {

constexpr std::size_t kShownLabelBytes = 600;  // a whole seal is shorter

std::string full_sentence(std::string text) {
  if (!text.empty() && !text.ends_with('.')) text += '.';
  return text;
}

bool is_urgent(Headline headline) {
  return headline == Headline::forged || headline == Headline::recalled ||
         headline == Headline::wrong_site;
}

// A code as it was read, fit to be shown: whatever was scanned or typed.
std::string shown_label(const std::string& label) {
  if (!is_utf8(label)) return {};
  return shortened(label, kShownLabelBytes);
}

// Whether the page's sentence has said why; one that speaks for several reasons has not.
bool is_told(Language language, const Finding& finding) {
  switch (finding.headline) {
    case Headline::cannot_check:
      return false;
    case Headline::unknown:
      return has_words(language, "sentence.unknown." + finding.reason);
    case Headline::suspected_copy:
      return finding.reason != "too_far_too_fast";
    default:
      return true;
  }
}

// A page's reader can update nothing: `page.advice.` goes before the hint of who runs a checker.
std::string advice_words(const Asked& asked, const Finding& main) {
  for (const std::string& key :
       {"page.advice." + main.reason, "page.advice." + to_text(main.headline),
        "reason." + main.reason + ".hint"})
    if (has_words(asked.language, key)) return asked.word(key);
  return {};
}

// What a verdict's sentences have of records in them.
Inside inside_of(const Verdict& verdict) {
  Inside inside;
  if (verdict.cooperative_name) inside.own.push_back(*verdict.cooperative_name);
  if (verdict.lot_code) inside.whole.push_back(verdict.lot_code->text());
  if (!verdict.facts) return inside;
  if (const auto issued = as_issued(*verdict.facts).cooperative) inside.own.push_back(issued->name);
  if (!verdict.facts->recalls.empty()) inside.own.push_back(verdict.facts->recalls.front().reason);
  if (verdict.facts->cancelled) inside.own.push_back(verdict.facts->cancelled->reason);
  if (verdict.facts->scans) inside.own.push_back(verdict.facts->scans->first_place);
  return inside;
}

void put_why(View& view, const Asked& asked, const Verdict& verdict) {
  const Finding& main = verdict.main;
  const std::string reason = reason_words(main, verdict, asked.language);
  if (!reason.empty() && !is_told(asked.language, main))
    put_list(view, "why",
             spoken(asked, full_sentence(asked.word("page.why", {{"reason", reason}})),
                    inside_of(verdict)));
  // What a recall asks for stands in a block of its own, and an expired page's sentence says it.
  if (main.headline == Headline::recalled || main.headline == Headline::expired) return;
  put(view, "advice", full_sentence(advice_words(asked, main)));
}

View also_list(const Asked& asked, const Verdict& verdict) {
  View list = list_view();
  for (const Finding& finding : verdict.also) {
    const bool same = finding.headline == verdict.main.headline;
    if (same && finding.headline == Headline::suspected_copy && is_told(asked.language, finding))
      continue;
    View view;
    if (!same) view.set("also_headline", asked.word("headline." + to_text(finding.headline)));
    const std::string why = reason_words(finding, verdict, asked.language);
    if (!why.empty())
      put_list(view, "also_why",
               spoken(asked, same ? full_sentence(capitalised(why)) : why, inside_of(verdict)));
    list.push_back(std::move(view));
  }
  return list;
}

// Of what is on record: a look at this page a moment ago is one of them.
std::string scans_words(const Asked& asked, const ScanCount& scans) {
  if (scans.scans == 0 || !scans.first_at) return asked.word("page.scans.first");
  const WordArgs args{{"scans", std::to_string(scans.scans)},
                      {"first", vietnam_moment(*scans.first_at)},
                      {"place", scans.first_place}};
  return asked.word(scans.first_place.empty() ? "page.scans.nth" : "page.scans.nth_placed", args);
}

// The product's names as the label has them, and what it is called today.
RowText name_on_label(const Asked& asked, const LotFacts& facts) {
  const Product& today = *facts.product;
  const auto issued = as_issued(facts).product;
  const Product labelled = issued ? as_labelled(today, *issued) : today;
  RowText row{labelled.name, true};
  if (!labelled.label_name.empty() && labelled.label_name != labelled.name)
    row.notes.push_back({asked.word("page.on_label") + " ", labelled.label_name});
  return then_and_now(asked, std::move(row), today.name);
}

// A label that was printed ahead: its product and its code are on record, and no lot.
bool is_unclaimed(const Verdict& verdict) {
  return verdict.facts && verdict.facts->unclaimed && verdict.serial;
}

View compare_view(const Asked& asked, const Verdict& verdict) {
  View rows = list_view();
  if (verdict.facts && verdict.facts->product)
    add_row(rows, asked.word("page.product.name"), name_on_label(asked, *verdict.facts));
  if (verdict.lot_code) add_row(rows, asked.word("lot"), {verdict.lot_code->text()});
  if (is_unclaimed(verdict)) add_row(rows, asked.word("serial"), {verdict.serial->text()});
  if (verdict.expires_on)
    add_row(rows, asked.word("page.use_by"), {to_dmy(*verdict.expires_on)});
  else if (verdict.packed_on)
    add_row(rows, asked.word("page.produced"), {to_dmy(*verdict.packed_on)});
  if (verdict.serial && verdict.facts && verdict.facts->scans)
    add_row(
        rows, asked.word("page.scans"),
        {.value = scans_words(asked, *verdict.facts->scans), .parts = scans_view(asked, verdict)});
  View view;
  view.set("compare_title",
           asked.word(verdict.main.headline == Headline::recalled ? "page.compare.recalled"
                                                                  : "page.compare"));
  view.set("rows", std::move(rows));
  return view;
}

View claims_view(const Asked& asked, const ClaimedLabel* claimed, const std::string& label) {
  View rows = list_view();
  if (claimed != nullptr) {
    add_row(rows, asked.word("host"), {claimed->host});
    add_row(rows, asked.word("gtin"), {claimed->gtin});
    if (!claimed->lot.empty()) add_row(rows, asked.word("lot"), {claimed->lot});
    if (!claimed->serial.empty()) add_row(rows, asked.word("serial"), {claimed->serial});
    if (claimed->packed_on) add_row(rows, asked.word("packed_on"), {to_dmy(*claimed->packed_on)});
  }
  const std::string shown = shown_label(label);
  add_row(rows, asked.word("page.as_read"),
          {shown.empty() ? asked.word("page.as_read.not") : shown});
  View view;
  view.set("rows", std::move(rows));
  return view;
}

struct Action {
  std::string href;
  const char* key;
  std::string detail = {};  // behind the words: a telephone number
};
// None: the form itself stands in the action's place.
using MaybeAction = std::optional<Action>;

MaybeAction call_or_report(const Verdict& verdict) {
  if (verdict.facts && verdict.facts->cooperative && !verdict.facts->cooperative->phone.empty()) {
    View phone;
    put_phone(phone, *verdict.facts->cooperative);
    if (const View* digits = phone.find("tel"))
      return Action{"tel:" + *digits->text(), "page.call", verdict.facts->cooperative->phone};
  }
  return {};
}

// Whether to ask once more may give another answer.
bool may_pass(const std::string& reason) {
  return reason != "newer_label" && reason != "packed_far_ahead" && reason != "newer_than_data" &&
         reason != "log_position_unknown";
}

MaybeAction action_of(const Asked& asked, const Verdict& verdict) {
  switch (verdict.main.headline) {
    case Headline::valid:
    case Headline::unsealed:
      return Action{"#origin", "page.action.origin"};
    case Headline::expired:
    case Headline::unused:
    case Headline::recalled:
      return call_or_report(verdict);
    case Headline::unknown:
      return Action{asked.link("/"), "page.action.type"};
    case Headline::cannot_check:
      if (verdict.main.reason == "newer_label") return Action{asked.link("/"), "page.action.type"};
      if (!may_pass(verdict.main.reason)) return call_or_report(verdict);
      return Action{"", "page.action.again"};
    case Headline::forged:
    case Headline::wrong_site:
    case Headline::void_label:
    case Headline::suspected_copy:
      break;
  }
  return {};
}

void put_action(View& view, const Asked& asked, const Verdict& verdict) {
  const MaybeAction action = action_of(asked, verdict);
  if (!action) return view.set("report_first", View(true));
  view.set("action", View(true));
  view.set("action_href", action->href);
  view.set("action_text",
           asked.word(action->key) + (action->detail.empty() ? "" : " " + action->detail));
}

std::vector<std::string> proven(const Asked& asked, const Verdict& verdict) {
  const Checks& checks = verdict.checks;
  std::vector<std::string> list;
  const auto add = [&](Outcome outcome, const char* key, const WordArgs& args) {
    if (outcome == Outcome::pass) list.push_back(asked.word(key, args));
  };
  if (!verdict.lot_code) return list;
  const WordArgs args{{"cooperative", verdict.cooperative_name.value_or("")},
                      {"lot", verdict.lot_code->text()},
                      {"day", to_dmy(asked.site.today())}};
  // A test key signs for nobody.
  if (verdict.cooperative_name) add(checks.signature, "page.proves.signature", args);
  add(checks.issued, "page.proves.issued", args);
  add(checks.status, "page.proves.status", args);
  if (verdict.expires_on) add(checks.dates, "page.proves.dates", args);
  return list;
}

std::vector<std::string> unproven(const Asked& asked, const Verdict& verdict) {
  if (!verdict.lot_code) return {asked.word("page.proves.not.anything")};
  std::vector<std::string> list;
  if (verdict.proof == Proof::none) list.push_back(asked.word("page.proves.not.unsealed"));
  list.push_back(asked.word("page.proves.not.goods"));
  list.push_back(asked.word("page.proves.not.quality"));
  const auto add = [&](Outcome outcome, const char* check) {
    if (outcome != Outcome::not_checked) return;
    list.push_back(asked.word("page.proves.not.checked",
                              {{"check", asked.word(std::string("check.") + check)}}));
  };
  add(verdict.checks.issued, "issued");
  add(verdict.checks.status, "status");
  add(verdict.checks.certification, "certification");
  add(verdict.checks.copies, "copies");
  return list;
}

View texts(const Asked& asked, const std::vector<std::string>& list, const Inside& inside) {
  View view = list_view();
  for (const std::string& text : list) {
    View entry;
    entry.set("words", spoken(asked, text, inside));
    view.push_back(std::move(entry));
  }
  return view;
}

}  // namespace

View scans_view(const Asked& asked, const Verdict& verdict) {
  return spoken(asked, scans_words(asked, *verdict.facts->scans), inside_of(verdict));
}

View verdict_view(const Asked& asked, const Verdict& verdict, const std::string& label) {
  const std::string tone = to_text(verdict.main.headline);
  View view;
  view.set("tone", tone);
  view.set("icon", icon(tone));
  view.set("role", is_urgent(verdict.main.headline) ? "alert" : "status");
  view.set("headline", headline_words(verdict, asked.language));
  const Inside inside = inside_of(verdict);
  view.set("sentence",
           spoken(asked, full_sentence(sentence_words(verdict, asked.language)), inside));
  put_why(view, asked, verdict);
  put_list(view, "also", also_list(asked, verdict));
  const bool on_record = verdict.lot_code || is_unclaimed(verdict);
  if (on_record) view.set("compare", compare_view(asked, verdict));
  put_action(view, asked, verdict);
  const auto claimed = claimed_label(verdict);
  if (!on_record) view.set("claims", claims_view(asked, claimed ? &*claimed : nullptr, label));
  put_list(view, "proves", texts(asked, proven(asked, verdict), inside));
  view.set("proves_not", texts(asked, unproven(asked, verdict), inside));
  return view;
}

}  // namespace temgoc
